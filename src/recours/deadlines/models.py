"""Calendars and packs with every edition they ever had, and the clocks that run by them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from recours.core.keys import new_key


class Calendar(models.Model):
    """When work is done, as it stands now. `zone` repeats the content's, for reading clocks without it."""

    id = models.UUIDField(primary_key=True, default=new_key)
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    zone = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    content = models.JSONField()
    changed_at = models.DateTimeField()


class CalendarEdition(models.Model):
    """One version of a calendar, never changed."""

    id = models.UUIDField(primary_key=True, default=new_key)
    calendar = models.ForeignKey("deadlines.Calendar", models.PROTECT, related_name="editions")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "version"], name="calendar_edition_once")]


class Pack(models.Model):
    """Rules that hold together, as they stand now, counted by one calendar."""

    id = models.UUIDField(primary_key=True, default=new_key)
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    jurisdiction = models.CharField(max_length=20, blank=True, default="")
    source = models.TextField(blank=True, default="")
    status = models.CharField(max_length=20)
    note = models.TextField(blank=True, default="")
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)
    calendar = models.ForeignKey("deadlines.Calendar", models.PROTECT, related_name="packs")
    version = models.PositiveIntegerField(default=1)
    rules = models.JSONField()
    changed_at = models.DateTimeField()


class PackEdition(models.Model):
    """One version of a pack's rules, never changed."""

    id = models.UUIDField(primary_key=True, default=new_key)
    pack = models.ForeignKey("deadlines.Pack", models.PROTECT, related_name="editions")
    version = models.PositiveIntegerField()
    rules = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "version"], name="pack_edition_once")]


class Clock(models.Model):
    """One time limit running on one subject, with the editions that made it.

    It runs until `ended_at`. `met_at` is when what was owed was done, None when it was not or the moment is unknown;
    `breached_at` is the due instant when it passed unmet. The unique constraint is also how a subject's clocks are found.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    pack = models.ForeignKey("deadlines.Pack", models.PROTECT, related_name="+", db_index=False)
    pack_version = models.PositiveIntegerField()
    calendar = models.ForeignKey("deadlines.Calendar", models.PROTECT, related_name="+", db_index=False)
    calendar_version = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    target = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    due_date = models.DateField()
    due = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject_id", "subject_kind", "pack", "code", "started_at"], name="clock_once"
            ),
            models.CheckConstraint(
                condition=Q(met_at=None) | Q(ended_at__isnull=False), name="clock_met_has_ended"
            ),
            models.CheckConstraint(
                condition=Q(breached_at=None) | Q(breached_at=F("due")), name="clock_breached_when_due"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due", "id"], condition=Q(ended_at=None), name="clock_running_by_due")
        ]
