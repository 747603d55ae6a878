"""The records of a case: acknowledgement, assignments, conversation, files, origin."""

from django.db import models
from django.db.models import Q

from recours.core.keys import new_key


class Acknowledgement(models.Model):
    """That the complainant is told of the arrival: written at intake, met when told."""

    complaint = models.OneToOneField(
        "complaints.Complaint", models.CASCADE, primary_key=True, related_name="acknowledgement"
    )
    letter = models.UUIDField(null=True)
    channel = models.CharField(max_length=20)
    written_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=20, blank=True, default="")
    by = models.CharField(max_length=80, blank=True, default="")


class Assignment(models.Model):
    """Who owned the case, from when until when, given by whom and why."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="assignments")
    owner = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    by = models.CharField(max_length=80)
    reason = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=64)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=Q(until=None), name="one_running_owner")
        ]


class Message(models.Model):
    """Words of the conversation. `audience` keeps public messages and internal notes apart for ever; `under` is the merged case under whose reference it came."""

    class Audience(models.TextChoices):
        FROM_COMPLAINANT = "from_complainant"
        TO_COMPLAINANT = "to_complainant"
        INTERNAL = "internal"

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="messages")
    audience = models.CharField(max_length=20, choices=Audience.choices)
    by = models.CharField(max_length=80)
    author = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    words = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=64)
    letter = models.UUIDField(null=True)
    under = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, null=True, related_name="+", db_index=False
    )
    key = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "key"], name="message_once")]


class Attachment(models.Model):
    """A file of the case; its bytes lie in the file store under `key`."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="attachments")
    message = models.ForeignKey("complaints.Message", models.CASCADE, null=True, related_name="attachments")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=200, unique=True)
    by = models.CharField(max_length=80)
    internal = models.BooleanField(default=False)
    at = models.DateTimeField()


class TakenOver(models.Model):
    """Where an imported case comes from. `identity` is the source's own number, or a digest with an ordinal."""

    complaint = models.OneToOneField(
        "complaints.Complaint", models.CASCADE, primary_key=True, related_name="taken_over"
    )
    source = models.CharField(max_length=40)
    identity = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "identity"], name="taken_over_once")]
