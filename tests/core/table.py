"""A table that exists only in tests: a due row with columns to order by."""

from __future__ import annotations

from django.db import models

from recours.core.due import Due
from recours.core.keys import new_key


class Row(Due):
    id = models.UUIDField(primary_key=True, default=new_key)
    code = models.CharField(max_length=40, default="")
    number = models.IntegerField(default=0)
    at = models.DateTimeField(null=True)
    day = models.DateField(null=True)

    class Meta:
        app_label = "core_tests"
        indexes = [
            models.Index(fields=["number", "id"], name="row_number"),
            models.Index(fields=["at", "id"], name="row_at"),
        ]
