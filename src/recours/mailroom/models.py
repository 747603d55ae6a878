"""Every mail that was ever seen, its bytes in the file store, and what became of it and when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from recours.core.due import Due
from recours.core.keys import new_key
from recours.mailroom.states import FateKind


class RawMessage(Due):
    """One mail as it reached one mailbox: the same bytes in the same mailbox are one row, for ever.

    The bytes lie in the file store under `key` before this row exists. It is due while its fate is WAITING. What
    the columns from `message_id` on say was read from the bytes, and serves lists and searches only; `content` is a
    digest of what a person would read, `fate` and the columns after it the index over the rows of Fate.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    mailbox = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    key = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True, default="")
    received_at = models.DateTimeField()
    message_id = models.CharField(max_length=500, blank=True, default="")
    content = models.CharField(max_length=64, blank=True, default="")
    sender = models.CharField(max_length=320, blank=True, default="")
    sender_name = models.CharField(max_length=200, blank=True, default="")
    title = models.CharField(max_length=300, blank=True, default="")
    fate = models.CharField(max_length=20, default=FateKind.WAITING.value)
    reason = models.CharField(max_length=40, blank=True, default="")
    subject_kind = models.CharField(max_length=40, blank=True, default="")
    subject_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "sha256"], name="mail_once_a_mailbox"),
            models.CheckConstraint(
                name="mail_waits_or_is_decided",
                condition=Q(fate="waiting", decided_at=None)
                | (~Q(fate="waiting") & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="mail_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["fate", "-received_at", "-id"], name="mail_by_fate"),
            models.Index(fields=["-received_at", "-id"], name="mail_newest"),
            models.Index(
                fields=["message_id", "mailbox"], name="mail_by_message_id", condition=~Q(message_id="")
            ),
            models.Index(
                fields=["subject_kind", "subject_id", "received_at"],
                name="mail_about",
                condition=Q(subject_id__isnull=False),
            ),
        ]


class Fate(models.Model):
    """What became of a mail at one moment. A later decision supersedes it; none is deleted."""

    id = models.UUIDField(primary_key=True, default=new_key)
    message = models.ForeignKey("mailroom.RawMessage", models.PROTECT, related_name="fates")
    fate = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True, default="")
    subject_kind = models.CharField(max_length=40, blank=True, default="")
    subject_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message"], condition=Q(superseded_at=None), name="mail_has_one_fate"
            )
        ]
