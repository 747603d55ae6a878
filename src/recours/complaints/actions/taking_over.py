"""History taken over from an earlier system: same builders, one event per case, no letters, no warnings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import transaction

from recours.complaints.errors import BATCH_TOO_LARGE, SOURCE_TAKEN
from recours.complaints.events import TakenOver as TakenOverEvent
from recours.complaints.history import PastCase, TakeOverCount
from recours.complaints.models import Acknowledgement, Category, Closure, Complaint, Issue, TakenOver
from recours.complaints.states import OPEN, Ground, State
from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, Invalid, Refused
from recours.core.keys import new_key
from recours.core.permissions import Permission, may
from recours.core.references import new_reference
from recours.core.rows import insert_rows
from recours.core.subjects import Subject
from recours.core.text import clean, one_line
from recours.deadlines.clocks import History, next_due, take_over_clocks
from recours.people.selectors import organisation
from recours.trail.chain import digest, new_salt
from recours.trail.record import Entry, record_many

MOST = 1_000
OWN = "own"
"""The taxonomy of the organisation's own categories: no source may write among them."""

Paths = dict[tuple[str, str], UUID]


def take_over(
    *, actor: Actor, source: str, pack: str, batch: Sequence[PastCase], now: datetime
) -> TakeOverCount:
    """Take over up to 1,000 past cases with their true dates, taxonomy, outcome and clocks, in one transaction.

    What was taken over before under the same source and identity stays untouched, so a second run changes nothing.
    Invalid for the source "own", whose categories the organisation keeps itself.
    """
    if source == OWN:
        raise Invalid({"source": SOURCE_TAKEN})
    if len(batch) > MOST:
        raise Refused(BATCH_TOO_LARGE, limit=MOST)
    with transaction.atomic():
        unit = organisation().default_unit_id
        if unit is None or not may(actor, Permission.TAKE_OVER, unit):
            raise Refused(FORBIDDEN)
        fresh = _unknown(source, batch)
        paths = _categories(source, fresh, now)
        references = _references(len(fresh))
        cases = [(past, _build(past, unit, paths, references.pop(), now)) for past in fresh]
        clocks = take_over_clocks([_past_clocks(pack, past, case) for past, case in cases], now=now)
        for _past, case in cases:
            due = next_due(clocks[Subject("complaint", case.pk)]) if case.state in OPEN else None
            case.wait_for(due.due if due else None, due.code if due else "")
        _insert(source, cases, paths, actor, now)
        record_many([_entry(source, past, case) for past, case in cases], actor=actor, now=now)
    return TakeOverCount(created=len(fresh), unchanged=len(batch) - len(fresh))


def _unknown(source: str, batch: Sequence[PastCase]) -> list[PastCase]:
    """Those of the batch that were never taken over; the unique constraint refuses a race, and the batch with it."""
    by_identity = {past.identity: past for past in batch}
    known = set(
        TakenOver.objects.filter(source=source, identity__in=list(by_identity)).values_list(
            "identity", flat=True
        )
    )
    return [past for identity, past in by_identity.items() if identity not in known]


def _categories(source: str, fresh: Iterable[PastCase], now: datetime) -> Paths:
    """The keys of all categories on the paths, with those made that the source's taxonomy did not have yet."""
    wanted: dict[tuple[str, str], tuple[tuple[str, str] | None, str]] = {}
    for past in fresh:
        for tree, path in (("product", past.product), ("problem", past.problem)):
            above: tuple[str, str] | None = None
            for depth in range(1, len(path) + 1):
                here = (tree, _code(path[:depth]))
                wanted[here] = (above, path[depth - 1])
                above = here
    if not wanted:
        return {}
    known: Paths = {
        (tree, code): key
        for tree, code, key in Category.objects.filter(taxonomy=source).values_list("tree", "code", "pk")
    }
    rows = []
    for (tree, code), (above, name) in wanted.items():
        if (tree, code) in known:
            continue
        key = new_key()
        known[tree, code] = key
        rows.append(
            Category(
                id=key,
                tree=tree,
                taxonomy=source,
                code=code,
                parent_id=known[above] if above else None,
                names={"en": one_line(name, 200)},
                created_at=now,
            )
        )
    Category.objects.bulk_create(rows)
    return known


@lru_cache(maxsize=16_384)
def _code(path: tuple[str, ...]) -> str:
    return " > ".join(one_line(part, 95) for part in path)[:200]


def _references(count: int) -> set[str]:
    """As many references that no case has yet; drawn by the thousand, some would otherwise meet an older one."""
    drawn: set[str] = set()
    while len(drawn) < count:
        more = {new_reference() for _ in range(count - len(drawn))}
        drawn |= more - set(Complaint.objects.filter(reference__in=more).values_list("reference", flat=True))
    return drawn


def _build(past: PastCase, unit: UUID, paths: Paths, reference: str, now: datetime) -> Complaint:
    return Complaint(
        id=new_key(),
        reference=reference,
        kind=past.kind.value,
        state=(State.CLOSED if past.closed else State.ACKNOWLEDGED).value,
        channel=past.channel.value,
        language=past.language,
        received_at=past.received_at,
        recorded_at=now,
        changed_at=now,
        unit_id=unit,
        anonymous=True,
        product_id=paths.get((Category.Tree.PRODUCT.value, _code(past.product))) if past.product else None,
        words=clean(past.words),
        salt=new_salt(),
        to_compare=False,
    )


def _past_clocks(pack: str, past: PastCase, case: Complaint) -> History:
    return History(
        about=Subject("complaint", case.pk),
        pack=pack,
        events=past.clock_events,
        kept=past.kept,
        late=past.late,
        ended_at=past.ended_at,
    )


def _insert(
    source: str, cases: Sequence[tuple[PastCase, Complaint]], paths: Paths, actor: Actor, now: datetime
) -> None:
    insert_rows([case for _past, case in cases])
    insert_rows(
        [
            Acknowledgement(
                complaint=case, channel=case.channel, written_at=past.received_at, told_at=past.received_at
            )
            for past, case in cases
        ]
    )
    insert_rows(
        [
            Issue(
                complaint=case,
                category_id=paths[Category.Tree.PROBLEM.value, _code(past.problem)],
                added_at=now,
                added_by=actor.code,
            )
            for past, case in cases
            if past.problem
        ]
    )
    insert_rows(
        [
            Closure(
                complaint=case,
                ground=Ground.IMPORTED.value,
                outcome=past.outcome,
                by=actor.code,
                at=past.closed_at,
            )
            for past, case in cases
            if past.closed
        ]
    )
    insert_rows(
        [
            TakenOver(
                complaint=case,
                source=source,
                identity=past.identity,
                digest=past.digest,
                facts=dict(past.facts),
                at=now,
            )
            for past, case in cases
        ]
    )


def _entry(source: str, past: PastCase, case: Complaint) -> Entry:
    event = TakenOverEvent(
        case=case.kind, source=source, state=case.state, words=digest(case.words, case.salt)
    )
    return event, Subject("complaint", case.pk)
