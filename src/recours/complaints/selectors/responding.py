"""The answers to a case and what they promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, prefetch_related_objects

from recours.complaints.decision import Part, missing_in
from recours.complaints.decision_letter import draft_of
from recours.complaints.models import AuthorityLimit, Complaint, IssueOutcome, Remedy, Response
from recours.core.actors import Actor
from recours.core.permissions import Permission, may
from recours.core.rows import Prepared
from recours.people.selectors import organisation


@dataclass(frozen=True, slots=True)
class Responding:
    """The answers of a case, the newest first, each with its `outcomes` and `remedies` read."""

    responses: Sequence[Response]

    @property
    def current(self) -> Response | None:
        """The newest answer, whatever became of it."""
        return self.responses[0] if self.responses else None

    @property
    def prepared(self) -> Response | None:
        """The answer that is prepared and neither sent nor sent back."""
        latest = self.current
        waits = latest is not None and latest.sent_back_at is None and latest.communicated_at is None
        return latest if waits else None

    @property
    def decided(self) -> Response | None:
        """The answer that the complainant was given last."""
        return next((each for each in self.responses if each.communicated_at is not None), None)

    @property
    def remedies(self) -> Sequence[Remedy]:
        """What was promised in the answer that the complainant was given last."""
        return list(self.decided.remedies.all()) if self.decided else []

    @property
    def given(self) -> Sequence[tuple[Decimal | None, str]]:
        """The amounts that earlier answers promised and that were carried out."""
        answers = [each for each in self.responses if each.communicated_at is not None]
        remedies = [remedy for each in answers for remedy in each.remedies.all()]
        return [(each.amount, each.currency) for each in remedies if each.executed_at is not None]

    @property
    def to_carry_out(self) -> Sequence[Remedy]:
        """Remedies that were not carried out yet."""
        return [each for each in self.remedies if each.executed_at is None]

    @property
    def to_verify(self) -> Sequence[Remedy]:
        """Remedies that were carried out and not verified yet."""
        return [each for each in self.remedies if each.executed_at is not None and each.verified_at is None]


_responses = Prepared(lambda key: Response.objects.filter(complaint=key).order_by("-number"))


def responding_of(complaint_id: UUID) -> Responding:
    """The stage of response; three statements, one where there is no answer yet."""
    outcomes = IssueOutcome.objects.select_related("category").order_by("position")
    remedies = Remedy.objects.order_by("position")
    responses = _responses(complaint_id)
    prefetch_related_objects(responses, Prefetch("outcomes", outcomes), Prefetch("remedies", remedies))
    return Responding(responses)


def lacking(response: Response, complaint: Complaint, now: datetime) -> tuple[Part, ...]:
    """What the letter about this answer still lacks; nothing may be sent before it is empty."""
    office = organisation()
    today = now.astimezone(ZoneInfo(office.zone)).date()
    return missing_in(draft_of(response, office, complaint.language), today=today)


def authority_limits(actor: Actor) -> list[AuthorityLimit]:
    """Up to which amounts the roles may promise, for administrators; empty for others."""
    if not may(actor, Permission.ADMINISTER):
        return []
    return list(AuthorityLimit.objects.order_by("currency", "role"))
