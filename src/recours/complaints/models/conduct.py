"""Restrictions of how to be in touch, and flags for somebody's welfare; seen by those who work on the case alone."""

from django.db import models
from django.db.models import Q

from recours.core.keys import new_key


class Restriction(models.Model):
    """A restriction proposed by one person and decided by another; it ends by itself after `until`, or is lifted before.

    `kind` and `verdict` are codes of `conduct`; `review_on` is when management looks at it again.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="restrictions")
    kind = models.CharField(max_length=20)
    reason = models.TextField()
    until = models.DateField()
    review_on = models.DateField()
    salt = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    verdict = models.CharField(max_length=20, blank=True, default="")
    verdict_words = models.TextField(blank=True, default="")
    decided_by = models.CharField(max_length=80, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    letter = models.UUIDField(null=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(verdict=""), name="one_restriction_proposed"
            )
        ]
        indexes = [
            models.Index(
                fields=["review_on"],
                condition=Q(verdict="approved", ended_at=None),
                name="restriction_running",
            )
        ]


class WelfareFlag(models.Model):
    """That somebody may come to harm or needs support, until a manager has seen to it; `concerned` is a code of `conduct`."""

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="welfare_flags")
    concerned = models.CharField(max_length=20)
    words = models.TextField()
    salt = models.CharField(max_length=64)
    key = models.CharField(max_length=120)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    settled_words = models.TextField(blank=True, default="")
    settled_by = models.CharField(max_length=80, blank=True, default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "key"], name="welfare_once")]
