"""What a case is alike to, and which cases belong together."""

from django.db import models
from django.db.models import F, Q

from recours.core.keys import new_key


class Mark(models.Model):
    """One of the marks by which the like of a case are found; made by `likeness.marks_of`, and can be made again."""

    value = models.BigIntegerField()
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "complaint"], name="mark_once")]


class Resemblance(models.Model):
    """That two cases may be the same matter, how likely and why: a suggestion, nothing more. `one` has the lower key."""

    one = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="resemblance_once")]


class Relation(models.Model):
    """What `one` is to `other`, from when until when: merged into it, split off from it, linked with it. Ended, never deleted.

    For a merge `stood` is the state in which `one` stood before, and `carried` the clocks that `other` took over from it.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    kind = models.CharField(max_length=20)
    one = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="relations_out")
    other = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="relations_in")
    words = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=64)
    stood = models.CharField(max_length=30, blank=True, default="")
    carried = models.JSONField(default=list)
    key = models.CharField(max_length=120, blank=True, default="")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=80, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other", "kind"], condition=Q(ended_at=None), name="relation_once"
            ),
            models.UniqueConstraint(
                fields=["one"], condition=Q(kind="merged", ended_at=None), name="merged_once"
            ),
            models.CheckConstraint(condition=~Q(one=F("other")), name="relation_of_two"),
        ]
