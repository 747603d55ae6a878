"""That a case waits for information: what was asked, of whom, why, and from when until when."""

from django.db import models

from recours.core.keys import new_key


class Wait(models.Model):
    """One wait. `frm` is the state that the case goes back to; `at` and `ended_at` bound what a clock may leave out.

    `of` and `end` are codes of `waiting`; `go_on` is the day after which, once reminded, we go on with what there is;
    `told_at` when those who handle the case were told that no answer came.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="waits")
    of = models.CharField(max_length=20)
    whom = models.CharField(max_length=200, blank=True, default="")
    words = models.TextField()
    reason = models.TextField()
    answer_by = models.DateField()
    frm = models.CharField(max_length=30)
    salt = models.CharField(max_length=64)
    key = models.CharField(max_length=120)
    message = models.OneToOneField("complaints.Message", models.CASCADE, null=True, related_name="+")
    letter = models.UUIDField(null=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    reminded_by = models.CharField(max_length=80, blank=True, default="")
    reminder_letter = models.UUIDField(null=True)
    go_on = models.DateField(null=True)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")
    end = models.CharField(max_length=20, blank=True, default="")
    end_words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "key"], name="wait_once"),
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(ended_at=None), name="one_running_wait"
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], condition=models.Q(ended_at=None), name="wait_running"),
        ]
