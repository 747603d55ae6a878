"""What an organisation says otherwise than Recours does by itself."""

from django.db import models
from django.db.models import Q

from recours.core.keys import new_key


class Guide(models.Model):
    """One procedure, one line of the remedy guide or one line of who does what, in the organisation's own version; superseded, never changed.

    `content` is that of the kind's value object. While there is none, the standard one holds.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    content = models.JSONField()
    salt = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"], condition=Q(superseded_at=None), name="one_guide_in_force"
            )
        ]
