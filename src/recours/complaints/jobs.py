"""What the worker does for cases: thin functions that call one action each."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from recours.complaints.actions import acknowledge
from recours.complaints.models import Attachment, Complaint
from recours.complaints.selectors.subjects import owner_or_team
from recours.complaints.states import State, Told
from recours.core.actors import system
from recours.core.errors import NotFound, Refused
from recours.core.filestore import remove, stored_before
from recours.people.notices import tell
from recours.people.selectors import unaware
from recours.trail.reading import Recorded

ACKNOWLEDGEMENTS = frozenset({"acknowledgement", "acknowledgement_feedback"})
_ORPHAN_AGE = timedelta(days=3)


def letter_sent(event: Recorded, now: datetime) -> None:
    """When the acknowledgement letter has left, the complainant has been told."""
    if event.facts.get("letter_kind") not in ACKNOWLEDGEMENTS or event.facts.get("channel") == "portal":
        return  # what only stands on a page is told when the page is shown
    how = Told.POST if event.facts.get("channel") == "post" else Told.LETTER
    try:
        acknowledge(actor=system("post office"), complaint_id=event.about.id, how=how, now=event.occurred_at)
    except (Refused, NotFound):
        # Told earlier in another way: the first time counts.
        return


def letter_told(event: Recorded, now: datetime) -> None:
    """When the acknowledgement was read out on the phone, the complainant has been told."""
    if event.facts.get("letter_kind") not in ACKNOWLEDGEMENTS:
        return
    try:
        acknowledge(
            actor=system("post office"), complaint_id=event.about.id, how=Told.PHONE, now=event.occurred_at
        )
    except (Refused, NotFound):
        return


def tell_owner(event: Recorded, now: datetime) -> None:
    """Tell the new owner that a case waits, unless they took it themselves."""
    owner = UUID(str(event.facts["owner"]))
    if event.actor_code != f"staff:{owner}":
        _tell(event, "case_assigned", [owner], now)


def tell_of_message(event: Recorded, now: datetime) -> None:
    """Tell the owner, or the team while nobody owns the case, that the complainant wrote; of a closed case, that it may have to be reopened."""
    closed = Complaint.objects.filter(pk=event.about.id, state=State.CLOSED.value).exists()
    _tell(event, "wrote_to_closed" if closed else "complainant_wrote", owner_or_team(event.about.id), now)


def tell_of_closing(event: Recorded, now: datetime) -> None:
    """Tell the owner or the team that the complainant withdrew."""
    if event.actor_code.startswith("complainant"):
        _tell(event, "case_withdrawn", owner_or_team(event.about.id), now)


def tell_team(event: Recorded, now: datetime) -> None:
    """Tell the team that new cases wait for an owner: each colleague once, until they have looked."""
    code = "new_case_waits"
    _tell(event, code, unaware(owner_or_team(event.about.id), code), now)


def tell_of_failure(event: Recorded, now: datetime) -> None:
    """Tell the owner or the team that a letter to the complainant could not be delivered."""
    if event.about.kind == "complaint":
        _tell(event, "letter_failed", owner_or_team(event.about.id), now)


def sweep_orphan_files(now: datetime) -> None:
    """Remove stored bytes that no row came to need: uploads of forms that were never sent."""
    keys = iter(stored_before(now - _ORPHAN_AGE))
    while batch := set(islice(keys, 500)):
        for key in batch - set(Attachment.objects.filter(key__in=batch).values_list("key", flat=True)):
            remove(key)


def _tell(event: Recorded, code: str, users: list[UUID], now: datetime) -> None:
    reference = Complaint.objects.filter(pk=event.about.id).values_list("reference", flat=True).first()
    if reference is None or not users:
        return
    tell(user_ids=users, code=code, about=event.about, reference=reference, cause=event.id, now=now)
