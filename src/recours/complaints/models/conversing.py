"""What stands beside the conversation: ready-made texts, drafts, and who follows a case."""

from django.db import models

from recours.core.keys import new_key


class ReadyText(models.Model):
    """Words that are written often, in the languages that have them, with places in braces. Retired, never deleted.

    `names` is what colleagues choose it by; `bodies` is what it says to a complainant.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    code = models.CharField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    bodies = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    salt = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)


class Draft(models.Model):
    """What somebody has begun to write in a case: their own alone, never part of it. `key` is that of the form it was typed into."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="drafts")
    person = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    words = models.TextField()
    key = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "person", "kind"], name="one_draft_a_form")
        ]
        indexes = [models.Index(fields=["at"], name="draft_by_age")]


class Watch(models.Model):
    """That somebody follows a case and wants to hear what happens in it."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="watches")
    person = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "person"], name="watched_once")]
