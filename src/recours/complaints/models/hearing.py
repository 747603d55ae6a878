"""The person complained about: named, told, heard (ISO 10002:2018, 4.7, annex D). Nothing of discipline is kept here."""

from django.db import models
from django.db.models import Q

from recours.core.keys import new_key


class Respondent(models.Model):
    """Somebody complained about: a colleague (`user`), or another person by name; cleared where the naming was a mistake."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="respondents")
    user = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True, default="")
    part = models.CharField(max_length=200, blank=True, default="")
    salt = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.CharField(max_length=80, blank=True, default="")
    cleared_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "user"], condition=Q(cleared_at=None), name="respondent_once"
            )
        ]


class Telling(models.Model):
    """What somebody complained about was told, when and how; `stage` is a code of `hearing`."""

    id = models.UUIDField(primary_key=True, default=new_key)
    respondent = models.ForeignKey("complaints.Respondent", models.CASCADE, related_name="tellings")
    stage = models.CharField(max_length=20)
    words = models.TextField()
    how = models.CharField(max_length=20)
    told_on = models.DateField()
    salt = models.CharField(max_length=64)
    key = models.CharField(max_length=120)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["respondent", "key"], name="telling_once")]


class Statement(models.Model):
    """What somebody complained about said, in their words, and who stood by them."""

    id = models.UUIDField(primary_key=True, default=new_key)
    respondent = models.ForeignKey("complaints.Respondent", models.CASCADE, related_name="statements")
    words = models.TextField()
    companion = models.CharField(max_length=200, blank=True, default="")
    how = models.CharField(max_length=20)
    said_on = models.DateField()
    salt = models.CharField(max_length=64)
    key = models.CharField(max_length=120)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["respondent", "key"], name="statement_once")]
