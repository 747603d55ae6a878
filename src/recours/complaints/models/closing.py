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
