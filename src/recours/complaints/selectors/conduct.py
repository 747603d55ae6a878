"""Restrictions and welfare flags, for those who work on the case; others do not learn of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from recours.complaints.conduct import Verdict
from recours.complaints.models import Complaint, Restriction, WelfareFlag
from recours.core.actors import Actor
from recours.core.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class Conduct:
    """Everything of a case, the latest first; empty for those who may not know."""

    restrictions: Sequence[Restriction] = ()
    flags: Sequence[WelfareFlag] = ()

    @property
    def proposed(self) -> Restriction | None:
        """The restriction that waits for a decision."""
        return next((each for each in self.restrictions if not each.verdict), None)

    @property
    def running(self) -> Sequence[Restriction]:
        """The restrictions that were approved and did not end."""
        approved = Verdict.APPROVED.value
        return [each for each in self.restrictions if each.verdict == approved and each.ended_at is None]

    @property
    def unsettled(self) -> Sequence[WelfareFlag]:
        """The flags that nobody has seen to yet."""
        return [each for each in self.flags if each.settled_at is None]


def conduct_of(complaint: Complaint, actor: Actor, happened: Collection[str] | None = None) -> Conduct:
    """The restrictions and flags of the case; what never `happened` is not asked for. At most two statements."""
    if not may(actor, Permission.CONVERSE, complaint.unit_id):
        return Conduct()
    restricted = happened is None or "complaint.restriction_proposed" in happened
    flagged = happened is None or "complaint.welfare_raised" in happened
    return Conduct(
        list(Restriction.objects.filter(complaint=complaint).order_by("-at", "-id")) if restricted else (),
        list(WelfareFlag.objects.filter(complaint=complaint).order_by("-at", "-id")) if flagged else (),
    )


def restrictions_to_review(today: date) -> list[Restriction]:
    """Approved restrictions whose day of review or whose last day has come; one statement."""
    rows = Restriction.objects.filter(verdict=Verdict.APPROVED.value, ended_at=None, review_on__lte=today)
    return list(rows.select_related("complaint").order_by("review_on", "id"))
