"""How a case ends, and what happens between the answer and the end: replies, reminders, reviews, outside bodies."""

from django.db import models
from django.db.models import Q

from recours.core.keys import new_key


class Closure(models.Model):
    """That the case was closed, on which ground and with which outcome; superseded by a reopening, never removed.

    `at` is unknown (None) only where an earlier system did not keep the day. `cause` is empty where closing asked nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="closures")
    ground = models.CharField(max_length=40)
    outcome = models.CharField(max_length=40, blank=True, default="")
    cause = models.CharField(max_length=40, blank=True, default="")
    cause_unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    recurrent = models.BooleanField(null=True)
    others_affected = models.BooleanField(null=True)
    correction_needed = models.BooleanField(null=True)
    words = models.TextField(blank=True, default="")
    helper = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=64, blank=True, default="")
    letter = models.UUIDField(null=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.CharField(max_length=80, blank=True, default="")
    superseded_words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(superseded_at=None), name="one_valid_closure"
            )
        ]


class Reply(models.Model):
    """What the complainant said to an answer, in which words, by which way; `said_on` is the day, where somebody else wrote it down."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="replies")
    response = models.ForeignKey("complaints.Response", models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=20)
    words = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=64)
    who = models.CharField(max_length=200, blank=True, default="")
    channel = models.CharField(max_length=20)
    said_on = models.DateField(null=True)
    letter = models.UUIDField(null=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "kind"], name="reply_once")]


class Reminder(models.Model):
    """That the complainant was reminded of an answer, and on which day the case closes if they stay silent."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="reminders")
    response = models.OneToOneField("complaints.Response", models.CASCADE, related_name="reminder")
    close_on = models.DateField()
    letter = models.UUIDField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()


class Escalation(models.Model):
    """A review by somebody who was not involved before; `reviewer` None waits for one. `wanted_by` is complainant or staff."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="escalations")
    level = models.PositiveSmallIntegerField()
    reviewer = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    wanted_by = models.CharField(max_length=20)
    reason = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=64)
    answer_by = models.DateField(null=True)
    letter = models.UUIDField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "level"], name="escalation_once_a_level")]


class Referral(models.Model):
    """That an outside body has the case, since when and under which reference; later, what it decided."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="referrals")
    number = models.PositiveSmallIntegerField()
    body = models.ForeignKey("people.DisputeBody", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=120, blank=True, default="")
    since = models.DateField()
    words = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=64)
    letter = models.UUIDField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    result = models.CharField(max_length=20, blank=True, default="")
    decided_on = models.DateField(null=True)
    ruling = models.TextField(blank=True, default="")
    ruling_letter = models.UUIDField(null=True)
    ruled_by = models.CharField(max_length=80, blank=True, default="")
    ruled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="referral_number_once"),
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(ruled_at=None), name="one_running_referral"
            ),
        ]
