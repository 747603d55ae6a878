"""What others were asked about a case, and why it became late."""

from django.db import models
from django.db.models import Q

from recours.core.keys import new_key


class Task(models.Model):
    """What a unit or a person was asked about a case, by when, and what they answered.

    `due_date` is the last permitted local day and `due` the first instant that is too late; `tell_at` is when those
    asked are reminded next. Who asked may withdraw it with a reason while it has no answer. A containment task that an assessment opened has no words.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=20)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+", db_index=False)
    words = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=64)
    due_date = models.DateField()
    due = models.DateTimeField()
    tell_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=120)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answer_salt = models.CharField(max_length=64, blank=True, default="")
    answered_by = models.CharField(max_length=80, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True, default="")
    withdrawn_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "key"], name="task_once")]
        indexes = [
            models.Index(fields=["unit", "due", "id"], condition=Q(answered_at=None), name="task_of_unit"),
            models.Index(
                fields=["person", "due", "id"], condition=Q(answered_at=None), name="task_of_person"
            ),
            models.Index(fields=["tell_at"], condition=Q(answered_at=None), name="task_to_tell"),
            models.Index(fields=["due", "id"], name="task_by_due"),
        ]


class Delay(models.Model):
    """Why a time limit passed: the cause, where it lay, and words; each explanation kept, that with the highest `number` holds."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="delays")
    clock = models.UUIDField()
    code = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=20)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "clock", "number"], name="delay_number_once")
        ]
