"""The answer to a complaint: prepared, approved where it must be, communicated; and the remedies it promises."""

from django.db import models
from django.db.models import Q

from recours.core.keys import new_key


class Response(models.Model):
    """One answer, each version kept; the one with the highest `number` is the case's latest.

    `level` is the case's when it was prepared, `frm` the state it was prepared from. `checks` holds codes of
    `remedies.Check` and `remedies.Answered`; `outcome` is that of the whole. Digests on the trail are taken with `salt`.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="responses")
    number = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    frm = models.CharField(max_length=30)
    outcome = models.CharField(max_length=40)
    words = models.TextField(blank=True, default="")
    findings = models.TextField(blank=True, default="")
    reasons = models.TextField(blank=True, default="")
    rule = models.TextField(blank=True, default="")
    apology = models.TextField(blank=True, default="")
    checks = models.JSONField(default=dict)
    reply_by = models.DateField()
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    prepared_by = models.CharField(max_length=80)
    prepared_at = models.DateTimeField()
    approval_needed = models.BooleanField()
    approved_by = models.CharField(max_length=80, blank=True, default="")
    approved_at = models.DateTimeField(null=True)
    sent_back_by = models.CharField(max_length=80, blank=True, default="")
    sent_back_at = models.DateTimeField(null=True)
    sent_back_reason = models.TextField(blank=True, default="")
    communicated_by = models.CharField(max_length=80, blank=True, default="")
    communicated_at = models.DateTimeField(null=True)
    letter = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="response_number_once")]

    @property
    def waits_for_approval(self) -> bool:
        """Whether a second person must still approve it."""
        return self.approval_needed and self.approved_at is None and self.sent_back_at is None


class IssueOutcome(models.Model):
    """What was decided about one issue of the case, or where it has none about the whole (`issue` and `category` None).

    The category stays known when the issue is taken off the case later.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    response = models.ForeignKey("complaints.Response", models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    issue = models.ForeignKey("complaints.Issue", models.SET_NULL, null=True, related_name="+")
    category = models.ForeignKey(
        "complaints.Category", models.PROTECT, null=True, related_name="+", db_index=False
    )
    outcome = models.CharField(max_length=40)
    reasons = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "position"], name="issue_outcome_once")]
        indexes = [models.Index(fields=["category", "-id"], name="outcome_of_category")]


class Remedy(models.Model):
    """One thing promised in an answer, with its value, until when, that it was done, and that somebody verified it.

    `kind` and `code` are those of `remedies`; `alone` says that nobody but who carried it out could verify it.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    response = models.ForeignKey("complaints.Response", models.CASCADE, related_name="remedies")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    code = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    words = models.TextField(blank=True, default="")
    due_on = models.DateField()
    salt = models.CharField(max_length=64)
    executed_on = models.DateField(null=True)
    executed_at = models.DateTimeField(null=True)
    executed_by = models.CharField(max_length=80, blank=True, default="")
    proof = models.TextField(blank=True, default="")
    verified_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=80, blank=True, default="")
    alone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "position"], name="remedy_once"),
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__gt=0) & ~Q(currency="")),
                name="remedy_amount_with_currency",
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None) | Q(executed_at__isnull=False),
                name="remedy_done_before_verified",
            ),
        ]


class AuthorityLimit(models.Model):
    """Up to which amount a role may promise alone in a currency; None is without limit."""

    id = models.UUIDField(primary_key=True, default=new_key)
    role = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "currency"], name="authority_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="authority_not_negative"
            ),
        ]
