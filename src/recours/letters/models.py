"""The letters, frozen as they were queued, and the wordings that administrators wrote."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from recours.core.due import Due
from recours.core.keys import new_key


class Letter(Due):
    """One letter to one person. Its words never change; the moments say how far it came.

    `body` has the mark `kinds.SECRET` where the tracking secret goes. `posted_by` and `told_by` are actors' codes.
    `makeshift` says that this machine had no proper typeface for the language when the letter was printed;
    `unit_id` is the unit whose staff may see it, none for those who see everything.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    unit_id = models.UUIDField(null=True)
    language = models.CharField(max_length=8)
    channel = models.CharField(max_length=10)
    name = models.CharField(max_length=200, blank=True, default="")
    address = models.TextField(blank=True, default="")
    subject = models.CharField(max_length=300)
    body = models.TextField()
    letterhead = models.JSONField(default=dict)
    thread = models.CharField(max_length=80, blank=True, default="")
    link = models.CharField(max_length=300, blank=True, default="")
    generation = models.PositiveIntegerField(default=1)
    message_id = models.CharField(max_length=255, unique=True)
    created_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    posted_by = models.CharField(max_length=100, blank=True, default="")
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=100, blank=True, default="")
    failed_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    pdf = models.CharField(max_length=200, blank=True, default="")
    makeshift = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="letter_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["-created_at", "-id"], name="letter_newest"),
            models.Index(fields=["subject_kind", "subject_id", "created_at"], name="letter_about"),
            models.Index(
                fields=["created_at", "id"],
                name="letter_by_hand",
                condition=Q(channel__in=["post", "phone"], posted_at=None, told_at=None),
            ),
            models.Index(
                fields=["failed_at", "id"], name="letter_failed", condition=Q(failed_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="letter_leaves_its_way",
                condition=Q(sent_at=None, posted_at=None, told_at=None)
                | Q(channel__in=["email", "portal"], posted_at=None, told_at=None)
                | Q(channel="post", sent_at=None, told_at=None)
                | Q(channel="phone", sent_at=None, posted_at=None),
            )
        ]


class Wording(models.Model):
    """An administrator's wording of one kind in one language. A newer one supersedes it; none is deleted."""

    id = models.UUIDField(primary_key=True, default=new_key)
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    salt = models.CharField(max_length=32)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=100)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language"], name="one_wording_in_force", condition=Q(superseded_at=None)
            )
        ]
