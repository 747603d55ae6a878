"""Changing what helps people to handle a case: by administrators, on the trail, every earlier version kept."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from recours.complaints.states import Move
from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, STALE, Code, Invalid, NotFound, RecoursError, Refused, Stale
from recours.core.locking import lock_row
from recours.core.permissions import Permission, may
from recours.core.text import clean, one_line
from recours.guidance import duties, errors, procedures, remedies
from recours.guidance.events import GuideChanged, GuideRestored
from recours.guidance.models import Guide
from recours.guidance.states import GuideKind, guide_subject
from recours.trail.chain import digest, new_salt
from recours.trail.record import record

TITLE_LIMIT = 200
WORDS_LIMIT = 10_000
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def add_procedure(*, actor: Actor, code: str, procedure: procedures.Procedure, now: datetime) -> None:
    """Write a procedure of the organisation's own under a code that none has yet."""
    _check(actor)
    wrong: dict[str, Code | RecoursError] = {}
    if len(code) > 60 or not _CODE.fullmatch(code):
        wrong["code"] = errors.CODE_UNREADABLE
    content = _procedure(code, procedure, wrong)
    if not wrong and (code in procedures.STANDARD or _known(code)):
        wrong["code"] = errors.CODE_TAKEN
    if wrong:
        raise Invalid(wrong)
    _keep(actor, GuideKind.PROCEDURE, code, content, now)


def change_procedure(*, actor: Actor, code: str, procedure: procedures.Procedure, now: datetime) -> None:
    """Let this procedure say so from now on; NotFound where there is none under the code. The same again changes nothing."""
    _check(actor)
    if code not in procedures.STANDARD and not _known(code):
        raise NotFound
    wrong: dict[str, Code | RecoursError] = {}
    content = _procedure(code, procedure, wrong)
    if wrong:
        raise Invalid(wrong)
    _keep(actor, GuideKind.PROCEDURE, code, content, now)


def change_advice(*, actor: Actor, code: str, advice: remedies.Advice, now: datetime) -> None:
    """Say what is due for one finding and severity from now on; NotFound where the guide has no such line. The same again changes nothing."""
    _check(actor)
    if code not in remedies.STANDARD:
        raise NotFound
    wrong: dict[str, Code | RecoursError] = {}
    words = _said(advice.words, WORDS_LIMIT, "words", wrong)
    if wrong:
        raise Invalid(wrong)
    _keep(actor, GuideKind.REMEDY, code, {"due": advice.due.value, "words": words}, now)


def change_duty(*, actor: Actor, stage: duties.Stage, duty: duties.Duty, now: datetime) -> None:
    """Say who does what at this stage from now on. The same again changes nothing."""
    _check(actor)
    if not duty.responsible:
        raise Invalid({"responsible": errors.NOBODY_RESPONSIBLE})
    content = {
        name: [party.value for party in duties.Party if party in getattr(duty, name)]
        for name in ("responsible", "consulted", "informed")
    }
    _keep(actor, GuideKind.DUTY, stage.value, {**content, "accountable": duty.accountable.value}, now)


def restore_guide(*, actor: Actor, kind: GuideKind, code: str, now: datetime) -> None:
    """Go back to the standard; a procedure of the organisation's own is taken away. What was written is kept as history."""
    _check(actor)
    with transaction.atomic():
        held = _in_force(kind, code)
        if held is None:
            raise Refused(errors.IS_STANDARD)
        held.superseded_at = now
        held.save(update_fields=["superseded_at"])
        record(
            GuideRestored(guide=kind.value, code=code), about=guide_subject(kind, code), actor=actor, now=now
        )


def _known(code: str) -> bool:
    return Guide.objects.filter(kind=GuideKind.PROCEDURE.value, code=code, superseded_at=None).exists()


def _procedure(
    code: str, procedure: procedures.Procedure, wrong: dict[str, Code | RecoursError]
) -> dict[str, Any]:
    titles = _said(procedure.titles, TITLE_LIMIT, "titles", wrong, line=True)
    words = _said(procedure.words, WORDS_LIMIT, "words", wrong)
    if code not in procedures.STANDARD:
        if not titles:
            wrong.setdefault("titles", errors.TITLE_MISSING)
        if not words:
            wrong.setdefault("words", errors.WORDS_MISSING)
    moves = [move.value for move in Move if move in procedure.moves]
    return {"titles": titles, "words": words, "moves": moves, "hidden": procedure.hidden}


def _check(actor: Actor) -> None:
    if not may(actor, Permission.ADMINISTER):
        raise Refused(FORBIDDEN)


def _in_force(kind: GuideKind, code: str) -> Guide | None:
    """The version in force, locked, or None while the standard holds."""
    rows = Guide.objects.filter(kind=kind.value, code=code, superseded_at=None)
    key = rows.values_list("pk", flat=True).first()
    if key is None:
        return None
    try:
        return lock_row(rows, key)
    except NotFound:  # superseded while we waited for the lock
        raise Stale(STALE) from None


def _keep(actor: Actor, kind: GuideKind, code: str, content: dict[str, Any], now: datetime) -> None:
    with transaction.atomic():
        held = _in_force(kind, code)
        if held is not None and held.content == content:
            return
        if held is not None:
            held.superseded_at = now
            held.save(update_fields=["superseded_at"])
        row = Guide(kind=kind.value, code=code, content=content, salt=new_salt(), by=actor.code, at=now)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:  # two administrators wrote the first version at once
            raise Stale(STALE) from None
        words = digest(json.dumps(content, sort_keys=True, ensure_ascii=False), row.salt)
        event = GuideChanged(guide=kind.value, code=code, words=words)
        record(event, about=guide_subject(kind, code), actor=actor, now=now)


def _said(
    given: Mapping[str, str],
    limit: int,
    field: str,
    wrong: dict[str, Code | RecoursError],
    *,
    line: bool = False,
) -> dict[str, str]:
    """The words of our languages, cleaned, those left empty left out."""
    found = {}
    for language, _name in settings.LANGUAGES:
        text = given.get(language, "")
        text = one_line(text, limit=limit + 1) if line else clean(text)
        if len(text) > limit:
            wrong[field] = Refused(errors.TOO_LONG, limit=limit)
        if text:
            found[language] = text
    return found
