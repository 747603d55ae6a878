"""When each recurring job runs next."""

from django.db import models


class Schedule(models.Model):
    """One recurring job by its dotted name; `next_at` is moved by whoever takes the job, so that one worker has it."""

    name = models.CharField(max_length=200, primary_key=True)
    next_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")
