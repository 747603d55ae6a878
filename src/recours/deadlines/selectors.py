"""What pages show of promises, packs and calendars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from babel import Locale

from recours.core.actors import Actor
from recours.core.errors import NotFound
from recours.deadlines.calendars import ORGANISATION, CalendarDraft, draft_from
from recours.deadlines.errors import NO_PACK
from recours.deadlines.holidays import countries
from recours.deadlines.models import Calendar, Pack
from recours.deadlines.packs import PROMISE_UNITS as PROMISE_UNITS
from recours.deadlines.packs import PROMISES as PROMISES
from recours.deadlines.packs import Limit as Limit
from recours.deadlines.packs import Status, rules_from
from recours.deadlines.reckon import Rule
from recours.deadlines.rules import require_administrator
from recours.deadlines.words import CAUTION, TITLES
from recours.deadlines.words import TARGET_NAMES as TARGET_NAMES
from recours.deadlines.words import UNIT_NAMES as UNIT_NAMES
from recours.deadlines.words import limit_words as limit_words
from recours.deadlines.words import rule_sentence as rule_sentence


@dataclass(frozen=True, slots=True)
class Promises:
    """What the organisation promises everybody who complains, and since which version."""

    acknowledge_within: Limit
    answer_within: Limit
    rules: tuple[Rule, ...]
    version: int
    changed_at: datetime

    def sentences(self) -> list[str]:
        """The promises in the active language, one sentence each."""
        return [rule_sentence(rule) for rule in self.rules]


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """A calendar as an administrator sees it: what people set, and the public holidays that follow from it."""

    id: UUID
    code: str
    title: str
    version: int
    changed_at: datetime
    draft: CalendarDraft
    holidays: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class PackSheet:
    """A pack as an administrator sees it; its title in the active language where it was delivered."""

    id: UUID
    code: str
    title: str
    jurisdiction: str
    source: str
    status: str
    note: str
    caution: str
    version: int
    effective_from: date | None
    effective_to: date | None
    calendar: str
    rules: tuple[Rule, ...]

    def sentences(self) -> list[str]:
        """The rules in the active language, one sentence each."""
        return [rule_sentence(rule) for rule in self.rules]


@dataclass(frozen=True, slots=True)
class Place:
    """A country whose holidays are known, with its name in the reader's language and its regions' codes."""

    code: str
    name: str
    subdivisions: tuple[str, ...]


def promises() -> Promises:
    """What the organisation promises everybody; one statement. NotFound before `recours init`."""
    row = Pack.objects.filter(code=PROMISES).values_list("rules", "version", "changed_at").first()
    if row is None:
        raise NotFound(NO_PACK, pack=PROMISES)
    data, version, changed_at = row
    rules = rules_from(data)
    limits = {rule.code: Limit(rule.amount, rule.unit) for rule in rules}
    return Promises(limits["acknowledgement"], limits["answer"], rules, version, changed_at)


def calendar_for(actor: Actor, code: str = ORGANISATION) -> CalendarSheet:
    """The calendar for its page in the administration; one statement."""
    require_administrator(actor)
    calendar = Calendar.objects.filter(code=code).first()
    if calendar is None:
        raise NotFound
    return CalendarSheet(
        id=calendar.pk,
        code=calendar.code,
        title=str(TITLES.get(calendar.code, calendar.title)),
        version=calendar.version,
        changed_at=calendar.changed_at,
        draft=draft_from(calendar.content),
        holidays={date.fromisoformat(day): name for day, name in calendar.content["holidays"].items()},
    )


def packs_for(actor: Actor) -> list[PackSheet]:
    """Every pack for its page in the administration; one statement."""
    require_administrator(actor)
    return [
        _sheet(pack)
        for pack in Pack.objects.select_related("calendar").defer("calendar__content").order_by("code")
    ]


def places(language: str) -> list[Place]:
    """Every country whose holidays are known, by name in this language; imports the holidays, so for forms only."""
    names = Locale.parse(language).territories
    found = [Place(code, names.get(code, code), parts) for code, parts in countries().items()]
    return sorted(found, key=lambda place: place.name)


def _sheet(pack: Pack) -> PackSheet:
    return PackSheet(
        id=pack.pk,
        code=pack.code,
        title=str(TITLES.get(pack.code, pack.title)),
        jurisdiction=pack.jurisdiction,
        source=pack.source,
        status=pack.status,
        note=pack.note,
        caution="" if pack.status == Status.OWN else str(CAUTION),
        version=pack.version,
        effective_from=pack.effective_from,
        effective_to=pack.effective_to,
        calendar=pack.calendar.code,
        rules=rules_from(pack.rules),
    )
