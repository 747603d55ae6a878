"""What was judged about a case, and which alerts it raised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from recours.complaints.models import Alert, AlertSight, Assessment
from recours.core.actors import Actor
from recours.core.permissions import Permission, units_of
from recours.core.rows import Prepared

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Assessing:
    """The assessments of a case, the one that holds first, and its alerts, the latest first."""

    assessments: Sequence[Assessment]
    alerts: Sequence[Alert]

    @property
    def current(self) -> Assessment | None:
        """The assessment that holds."""
        return self.assessments[0] if self.assessments else None

    def unconfirmed_by(self, actor: Actor) -> list[Alert]:
        """The alerts that the actor has not confirmed, the first raised first."""
        return [
            alert for alert in reversed(self.alerts) if all(s.by != actor.code for s in alert.sights.all())
        ]


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert that waits for somebody of the management."""

    id: UUID
    reference: str
    concerns: Sequence[str]
    at: datetime


_assessments = Prepared(lambda key: Assessment.objects.filter(complaint=key).order_by("-number"))
_alerts = Prepared(lambda key: Alert.objects.filter(complaint=key).order_by("-at", "-id"))


def assessing_of(complaint_id: UUID) -> Assessing:
    """The stage of assessment; two statements, and one more where there are alerts."""
    alerts = _alerts(complaint_id)
    prefetch_related_objects(alerts, "sights")
    return Assessing(_assessments(complaint_id), alerts)


def alerts_for(actor: Actor) -> list[AlertLine]:
    """The alerts of cases that the actor oversees and has not confirmed, up to 20, the oldest first.

    Those of closed cases stand here only while nobody has confirmed them. One statement.
    """
    units = units_of(actor, Permission.OVERSEE)
    if units is not None and not units:
        return []
    sights = AlertSight.objects.filter(alert=OuterRef("pk"))
    rows = Alert.objects.filter(~Exists(sights.filter(by=actor.code)))
    rows = rows.filter(Q(complaint__is_open=True) | ~Exists(sights))
    if actor.barred:
        rows = rows.exclude(complaint__in=actor.barred)
    if units is not None:
        rows = rows.filter(complaint__unit__in=units)
    lines = rows.order_by("at", "id").values_list("id", "complaint__reference", "concerns", "at")[:_SHOWN]
    return [AlertLine(*line) for line in lines]
