"""The initial assessment and what follows from it."""

from django.db import models

from recours.core.keys import new_key


class Assessment(models.Model):
    """How serious the case was found, each judgement kept; the one with the highest `number` holds.

    `impact` and `vulnerability` are codes of `scales`; `computed` is what the rule said, `priority` what holds.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="assessments")
    number = models.PositiveSmallIntegerField()
    severity = models.PositiveSmallIntegerField()
    safety = models.CharField(max_length=20)
    complexity = models.PositiveSmallIntegerField()
    impact = models.JSONField(default=dict)
    immediate_needed = models.BooleanField()
    immediate_possible = models.BooleanField()
    compensation_likely = models.BooleanField(null=True)
    recurrence = models.CharField(max_length=20)
    vulnerability = models.JSONField(default=list)
    at_risk = models.BooleanField()
    rule = models.PositiveSmallIntegerField()
    computed = models.PositiveSmallIntegerField()
    priority = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="assessment_number_once")]


class Alert(models.Model):
    """That management was told of a significant case at once; it stays even when the case is judged otherwise later.

    `concerns` are codes of `scales`.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="alerts")
    assessment = models.OneToOneField("complaints.Assessment", models.CASCADE, related_name="alert")
    concerns = models.JSONField(default=list)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()


class AlertSight(models.Model):
    """That somebody of the management confirmed having seen an alert."""

    alert = models.ForeignKey("complaints.Alert", models.CASCADE, related_name="sights")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "by"], name="alert_seen_once")]
