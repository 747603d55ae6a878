"""What an administrator does with promises and calendars, and how the delivered ones are taken into use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from recours.core.actors import Actor
from recours.core.errors import STALE, Code, Invalid, NotFound, Stale
from recours.core.locking import lock_row
from recours.core.subjects import Subject
from recours.deadlines import errors, events
from recours.deadlines.calendars import ORGANISATION, content_of
from recours.deadlines.calendars import CalendarDraft as CalendarDraft
from recours.deadlines.errors import NO_PACK
from recours.deadlines.holidays import is_known, weekend_of
from recours.deadlines.models import Calendar, CalendarEdition, Pack, PackEdition
from recours.deadlines.packs import (
    DELIVERED,
    PROMISE_UNITS,
    PROMISES,
    PackDraft,
    rule_data,
    rules_from,
)
from recours.deadlines.packs import (
    Limit as Limit,
)
from recours.deadlines.reckon import Calendar as Reckoned
from recours.deadlines.reckon import Rule
from recours.deadlines.reckon import Span as Span
from recours.deadlines.reckon import Unit as Unit
from recours.deadlines.rules import require_administrator
from recours.trail.record import record

_LONGEST_PROMISE = 3650
_MOST_DAYS = 1000
_LONGEST_NAME = 120


def seed(*, actor: Actor, now: datetime, zone: str = "UTC", country: str = "", subdivision: str = "") -> None:
    """Make the organisation's calendar and the delivered packs where they are missing; what is there stays as it is.

    `country` gives the calendar its holidays and weekend; one whose holidays nobody knows leaves both at their
    plainest. Invalid for a time zone that does not exist.
    """
    if not (country and is_known(country, subdivision)):
        country = subdivision = ""
    require_administrator(actor)
    with transaction.atomic():
        known = set(Pack.objects.values_list("code", flat=True))
        missing = [draft for draft in DELIVERED if draft.code not in known]
        calendar = Calendar.objects.filter(code=ORGANISATION).first()
        if calendar is None:
            draft = CalendarDraft(zone, country, subdivision, weekend_of(country))
            calendar = _add_calendar(draft, actor=actor, now=now)
        for pack in missing:
            _add_pack(pack, calendar, actor=actor, now=now)


def change_promises(
    *,
    actor: Actor,
    acknowledge_within: Limit,
    answer_within: Limit,
    now: datetime,
    version: int | None = None,
) -> int:
    """Promise other limits from now on and hand back the new version; running clocks keep what was promised to them.

    `version` is the one that the actor saw: Stale if another stands meanwhile. Invalid for an amount or unit that
    cannot be promised. What is as it was makes no new version.
    """
    with transaction.atomic():
        pack = lock_pack(PROMISES)
        require_administrator(actor)
        _check_version(pack.version, version)
        limits = {"acknowledgement": acknowledge_within, "answer": answer_within}
        _check_limits({"acknowledge_within": acknowledge_within, "answer_within": answer_within})
        before = {rule.code: rule for rule in rules_from(pack.rules)}
        after = {code: _promising(rule, limits.get(code)) for code, rule in before.items()}
        if after == before:
            return pack.version
        pack.version += 1
        pack.rules = [rule_data(rule) for rule in after.values()]
        pack.changed_at = now
        pack.save(update_fields=["version", "rules", "changed_at"])
        PackEdition.objects.create(pack=pack, version=pack.version, rules=pack.rules, made_at=now)
        changed = events.PromisesChanged(
            acknowledgement=after["acknowledgement"].amount,
            acknowledgement_unit=after["acknowledgement"].unit.value,
            acknowledgement_before=before["acknowledgement"].amount,
            acknowledgement_unit_before=before["acknowledgement"].unit.value,
            answer=after["answer"].amount,
            answer_unit=after["answer"].unit.value,
            answer_before=before["answer"].amount,
            answer_unit_before=before["answer"].unit.value,
            edition=pack.version,
            content=events.digest_of(pack.rules),
        )
        record(changed, about=Subject("pack", pack.pk), actor=actor, now=now)
    return pack.version


def change_calendar(
    *, actor: Actor, draft: CalendarDraft, now: datetime, code: str = ORGANISATION, version: int | None = None
) -> int:
    """Let a calendar count otherwise from now on and hand back its version; running clocks keep their dates.

    `version` is the one that the actor saw: Stale if another stands meanwhile. Invalid names each field that cannot
    be. The public holidays are read anew; what is as it was makes no new version.
    """
    with transaction.atomic():
        calendar = lock_calendar(code)
        require_administrator(actor)
        _check_version(calendar.version, version)
        _check_draft(draft)
        content = content_of(draft, now.astimezone(ZoneInfo(draft.zone)).year)
        changed = tuple(
            name
            for name, value in content.items()
            if value != calendar.content[name] and name not in {"holidays_from", "holidays_to"}
        )
        if not changed:
            return calendar.version
        calendar.version += 1
        calendar.content = content
        calendar.zone = draft.zone
        calendar.changed_at = now
        calendar.save(update_fields=["version", "content", "zone", "changed_at"])
        CalendarEdition.objects.create(
            calendar=calendar, version=calendar.version, content=content, made_at=now
        )
        record(
            events.CalendarChanged(code, calendar.version, changed, events.digest_of(content)),
            about=Subject("calendar", calendar.pk),
            actor=actor,
            now=now,
        )
    return calendar.version


def _check_version(stands: int, seen: int | None) -> None:
    if seen is not None and seen != stands:
        raise Stale(STALE)


def _check_limits(limits: Mapping[str, Limit]) -> None:
    problems: dict[str, Code] = {}
    for name, limit in limits.items():
        if limit.unit not in PROMISE_UNITS:
            problems[name] = errors.UNIT
        elif not 1 <= limit.amount <= _LONGEST_PROMISE:
            problems[name] = errors.AMOUNT
    if problems:
        raise Invalid(problems)


def _promising(rule: Rule, limit: Limit | None) -> Rule:
    return replace(rule, amount=limit.amount, unit=limit.unit) if limit else rule


def _check_draft(draft: CalendarDraft) -> None:
    problems: dict[str, Code] = {}
    if not _is_zone(draft.zone):
        problems["zone"] = errors.ZONE
    if draft.country and not is_known(draft.country, draft.subdivision):
        problems["country"] = errors.COUNTRY
    if not draft.weekend < frozenset(range(7)):
        problems["weekend"] = errors.WEEKEND
    if draft.cut_off is not None and not 0 < draft.cut_off < 1440:
        problems["cut_off"] = errors.CUT_OFF
    if not _are_hours(draft):
        problems["hours"] = errors.HOURS
    elif "weekend" not in problems and not any(
        spans for day, spans in enumerate(draft.hours) if day not in draft.weekend
    ):
        problems["hours"] = errors.NO_HOURS
    problems.update(_exceptions(draft))
    if problems:
        raise Invalid(problems)


def _exceptions(draft: CalendarDraft) -> dict[str, Code]:
    problems: dict[str, Code] = {}
    for field, days in (("closed", draft.closed), ("opened", draft.opened)):
        if len(days) > _MOST_DAYS:
            problems[field] = errors.TOO_MANY_DAYS
        elif any(len(name) > _LONGEST_NAME for name in days.values()):
            problems[field] = errors.DAY_NAME
    if draft.closed.keys() & draft.opened.keys():
        problems.setdefault("opened", errors.DAY_BOTH)
    return problems


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):  # missing, a folder, outside the database
        return False
    return True


def _are_hours(draft: CalendarDraft) -> bool:
    try:
        Reckoned(zone=ZoneInfo("UTC"), hours=draft.hours)
    except ValueError:
        return False
    return True


def lock_pack(code: str) -> Pack:
    """The pack under this code, locked, or NotFound."""
    key = Pack.objects.filter(code=code).values_list("pk", flat=True).first()
    if key is None:
        raise NotFound(NO_PACK, pack=code)
    return lock_row(Pack.objects.all(), key)


def lock_calendar(code: str) -> Calendar:
    """The calendar under this code, locked, or NotFound."""
    key = Calendar.objects.filter(code=code).values_list("pk", flat=True).first()
    if key is None:
        raise NotFound
    return lock_row(Calendar.objects.all(), key)


def _add_calendar(draft: CalendarDraft, *, actor: Actor, now: datetime) -> Calendar:
    _check_draft(draft)
    content = content_of(draft, now.year)
    calendar = Calendar.objects.create(
        code=ORGANISATION,
        title="The organisation's calendar",
        zone=draft.zone,
        content=content,
        changed_at=now,
    )
    CalendarEdition.objects.create(calendar=calendar, version=1, content=content, made_at=now)
    record(
        events.CalendarAdded(ORGANISATION, 1, events.digest_of(content)),
        about=Subject("calendar", calendar.pk),
        actor=actor,
        now=now,
    )
    return calendar


def _add_pack(draft: PackDraft, calendar: Calendar, *, actor: Actor, now: datetime) -> None:
    rules = [rule_data(rule) for rule in draft.rules]
    pack = Pack.objects.create(
        code=draft.code,
        title=draft.title,
        jurisdiction=draft.jurisdiction,
        source=draft.source,
        status=draft.status.value,
        effective_from=draft.effective_from,
        calendar=calendar,
        rules=rules,
        changed_at=now,
    )
    PackEdition.objects.create(pack=pack, version=1, rules=rules, made_at=now)
    record(
        events.PackAdded(draft.code, 1, events.digest_of(rules)),
        about=Subject("pack", pack.pk),
        actor=actor,
        now=now,
    )
