"""The case itself, its issues, the ledger of what was accepted, and who saw whose name."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Case, Q, When

from recours.complaints.states import Kind, State
from recours.core.keys import new_key

_UNDATED = timedelta(days=36_525)
# Conditions of partial indexes name booleans alone: SQLite takes such an index only for a condition without parameters.
_IS_OPEN = Q(is_open=True)
_IS_FREE = Q(is_open=True, owner=None)
_IS_URGENT = Q(is_open=True, is_urgent=True)
_IS_FEEDBACK = Q(is_open=True, is_feedback=True)
_IS_IN_REVIEW = Q(is_open=True, is_in_review=True)
_TO_COMPARE = Q(to_compare=True)


class Complaint(models.Model):
    """A case of any kind. `priority` is None until the case is assessed; `level` counts its internal reviews; `queue_at` is the next due instant, or where nothing is due the arrival put behind everything dated; `to_compare` asks for it to be compared with others, `alike` says that some resemble it; `leading` is the case that it is merged into."""

    id = models.UUIDField(primary_key=True, default=new_key)
    reference = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=30)
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    generation = models.PositiveSmallIntegerField(default=1)

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+", db_index=False)
    complainant = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    representative = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    authority = models.TextField(blank=True, default="")
    anonymous = models.BooleanField(default=False)
    consents = models.JSONField(default=dict)

    product = models.ForeignKey("complaints.Category", models.PROTECT, null=True, related_name="+")
    product_words = models.CharField(max_length=300, blank=True, default="")
    order_reference = models.CharField(max_length=120, blank=True, default="")
    occurred_on = models.DateField(null=True)
    words = models.TextField(blank=True, default="")
    remedy_wanted = models.BooleanField(null=True)
    remedy_words = models.TextField(blank=True, default="")
    heard_of = models.CharField(max_length=200, blank=True, default="")
    salt = models.CharField(max_length=64)
    to_compare = models.BooleanField(default=True)
    alike = models.BooleanField(default=False)

    priority = models.PositiveSmallIntegerField(null=True)
    level = models.PositiveSmallIntegerField(default=0)
    leading = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)

    next_due_at = models.DateTimeField(null=True)
    next_due_code = models.CharField(max_length=40, blank=True, default="")
    queue_at = models.DateTimeField()
    is_open = models.GeneratedField(
        expression=Case(When(state=State.CLOSED.value, then=False), default=True),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    is_feedback = models.GeneratedField(
        expression=Case(When(kind=Kind.COMPLAINT.value, then=False), default=True),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    is_urgent = models.GeneratedField(
        expression=Case(When(priority__lte=2, then=True), default=False),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    is_in_review = models.GeneratedField(
        expression=Case(When(state=State.ESCALATED.value, then=True), default=False),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="complaint_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in Kind]), name="complaint_kind_known"
            ),
        ]
        indexes = [
            models.Index(fields=["queue_at", "id"], condition=_IS_OPEN, name="queue_all"),
            models.Index(fields=["unit", "queue_at", "id"], condition=_IS_OPEN, name="queue_unit"),
            models.Index(fields=["owner", "queue_at", "id"], condition=_IS_OPEN, name="queue_owner"),
            models.Index(fields=["unit", "queue_at", "id"], condition=_IS_FREE, name="queue_unit_unowned"),
            models.Index(fields=["queue_at", "id"], condition=_IS_FEEDBACK, name="queue_feedback"),
            models.Index(
                fields=["unit", "queue_at", "id"], condition=_IS_FEEDBACK, name="queue_unit_feedback"
            ),
            models.Index(fields=["queue_at", "id"], condition=_IS_URGENT, name="queue_urgent"),
            models.Index(fields=["unit", "queue_at", "id"], condition=_IS_URGENT, name="queue_unit_urgent"),
            models.Index(fields=["queue_at", "id"], condition=_IS_IN_REVIEW, name="queue_review"),
            models.Index(fields=["id"], condition=_TO_COMPARE, name="complaint_to_compare"),
            models.Index(fields=["-received_at", "-id"], name="complaint_latest"),
            models.Index(fields=["unit", "-received_at", "-id"], name="complaint_unit_latest"),
        ]

    def enter(self, state: State, now: datetime) -> None:
        """Stand in this state and count one change more; the caller saves `STANDING`."""
        self.state = state
        self.changed_at = now
        self.version += 1

    def wait_for(self, due: datetime | None, code: str) -> None:
        """Remember which clock runs out next; the caller saves `DUE`."""
        self.next_due_at = due
        self.next_due_code = code
        self.queue_at = due or self.received_at + _UNDATED


STANDING = ("state", "changed_at", "version")
DUE = ("next_due_at", "next_due_code", "queue_at")


class Issue(models.Model):
    """One thing complained about; of those that hold exactly one is the main one. Taken back, never deleted.

    `edition` is the version of the list of problems by which it was chosen.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="issues")
    category = models.ForeignKey("complaints.Category", models.PROTECT, related_name="+")
    is_main = models.BooleanField(default=True)
    edition = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(is_main=True, removed_at=None), name="one_main_issue"
            ),
            models.UniqueConstraint(
                fields=["complaint", "category"], condition=Q(removed_at=None), name="issue_once"
            ),
        ]


class KindChange(models.Model):
    """That a case was found to be of another kind than it was taken in as, and why."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="kind_changes")
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    reason = models.TextField()
    salt = models.CharField(max_length=64)
    letter = models.UUIDField(null=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()


class IntakeEntry(models.Model):
    """The ledger: one line per accepted intake, written with its case. The key makes a repeated request the same one."""

    key = models.CharField(max_length=120, primary_key=True)
    door = models.CharField(max_length=20)
    complaint = models.OneToOneField("complaints.Complaint", models.CASCADE, related_name="intake")
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=32, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source", "-at"], condition=~Q(source=""), name="intake_source")]


class Sighting(models.Model):
    """That somebody saw the complainant's name: once per person, case and day."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="+")
    actor = models.CharField(max_length=80)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "actor", "day"], name="sighting_once_a_day")
        ]
