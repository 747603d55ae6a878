"""What helps in writing to a complainant."""

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
