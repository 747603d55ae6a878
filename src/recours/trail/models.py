"""The tables of the trail. Rows of events, leaves and checkpoints are only ever added: see guards.py."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from recours.core.due import Due
from recours.core.keys import new_key


class Head(models.Model):
    """Where the chain of one subject ends: its length, its last hash, and how many of its events are sealed."""

    pk = models.CompositePrimaryKey("subject_kind", "subject_id")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    length = models.PositiveIntegerField()
    sealed = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sealed__lte=F("length")), name="trail_sealed_within_length")
        ]
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_id"],
                condition=Q(sealed__lt=F("length")),
                name="trail_head_unsealed",
            )
        ]


class EventRow(models.Model):
    """One event in the chain of its subject."""

    id = models.UUIDField(primary_key=True, default=new_key)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    facts: models.JSONField[dict[str, object], dict[str, object]] = models.JSONField()
    actor = models.CharField(max_length=80)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    # no column and no constraint: null makes the join an outer one, so that an event whose head is gone still shows
    head = models.ForeignObject(
        "trail.Head",
        on_delete=models.DO_NOTHING,
        from_fields=["subject_kind", "subject_id"],
        to_fields=["subject_kind", "subject_id"],
        related_name="events",
        null=True,
    )

    class Meta:
        db_table = "trail_event"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "sequence"], name="trail_one_at_a_place"
            )
        ]
        indexes = [
            models.Index(fields=["kind", "id"], name="trail_event_kind"),
            models.Index(fields=["actor", "id"], name="trail_event_actor"),
        ]


class Checkpoint(models.Model):
    """A signed root over the events it sealed, chained to the checkpoint before."""

    number = models.PositiveIntegerField(primary_key=True)
    previous = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    key = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)


class Leaf(models.Model):
    """That an event is sealed: under which checkpoint, at which place, with which hash."""

    event = models.OneToOneField("trail.EventRow", models.PROTECT, primary_key=True, related_name="leaf")
    checkpoint = models.ForeignKey("trail.Checkpoint", models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "position"], name="trail_one_leaf_at_a_place")
        ]


class Pending(Due):
    """That a follower is still to be told of an event; gone once it was."""

    id = models.UUIDField(primary_key=True, default=new_key)
    event = models.ForeignKey("trail.EventRow", models.PROTECT, related_name="+", db_index=False)
    follower = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(due_at__isnull=False), name="trail_pending_due")
        ]
