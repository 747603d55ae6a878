"""The texts that colleagues write with: kept by administrators, on the trail, never deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from recours.complaints.errors import (
    CODE_TAKEN,
    CODE_UNREADABLE,
    NAME_MISSING,
    PLACE_UNKNOWN,
    POSITION,
    TEXT_MISSING,
    TOO_LONG,
)
from recours.complaints.events import TextAdded, TextChanged, TextRetired
from recours.complaints.models import ReadyText
from recours.complaints.texts import BODY_LIMIT, NAME_LIMIT, PLACES, unknown_places
from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, Code, Invalid, RecoursError, Refused
from recours.core.locking import lock_row
from recours.core.permissions import Permission, may
from recours.core.subjects import Subject
from recours.core.text import clean, one_line
from recours.letters.wording import braced
from recours.trail.chain import Digest, digest, new_salt
from recours.trail.record import record

LANGUAGES = frozenset(dict(settings.LANGUAGES))
CODE_LIMIT = 60
LAST_POSITION = 1_000_000

Words = Mapping[str, str]


def add_text(
    *, actor: Actor, code: str, names: Words, bodies: Words, position: int, now: datetime
) -> ReadyText:
    """Offer colleagues one more text; Invalid names every field that cannot be taken."""
    try:
        with transaction.atomic():
            _check(actor)
            code = one_line(code, CODE_LIMIT + 1).strip()
            names, bodies = _lines(names), _paragraphs(bodies)
            wrong: dict[str, Code | RecoursError] = {} if _is_code(code) else {"code": CODE_UNREADABLE}
            _check_fields(wrong, names, bodies, position)
            text = ReadyText.objects.create(
                code=code,
                names=names,
                bodies=bodies,
                position=position,
                salt=new_salt(),
                created_at=now,
                changed_at=now,
            )
            event = TextAdded(text=text.pk, code=code, words=_digest(text))
            record(event, about=Subject("text", text.pk), actor=actor, now=now)
    except IntegrityError:
        raise Invalid({"code": CODE_TAKEN}) from None
    return text


def change_text(
    *, actor: Actor, text_id: UUID, names: Words, bodies: Words, position: int, now: datetime
) -> ReadyText:
    """Put these words in place of the text's; what was sent with it stays as it was sent. The same again changes nothing."""
    with transaction.atomic():
        text = lock_row(ReadyText.objects.all(), text_id)
        _check(actor)
        fresh = {"names": _lines(names), "bodies": _paragraphs(bodies), "position": position}
        _check_fields({}, _lines(names), _paragraphs(bodies), position)
        changed = tuple(name for name, value in fresh.items() if getattr(text, name) != value)
        if changed:
            for name in changed:
                setattr(text, name, fresh[name])
            text.changed_at = now
            text.save(update_fields=[*changed, "changed_at"])
            event = TextChanged(text=text.pk, code=text.code, fields=changed, words=_digest(text))
            record(event, about=Subject("text", text.pk), actor=actor, now=now)
    return text


def retire_text(*, actor: Actor, text_id: UUID, now: datetime) -> ReadyText:
    """Offer the text no longer."""
    with transaction.atomic():
        text = lock_row(ReadyText.objects.all(), text_id)
        _check(actor)
        if text.retired_at is None:
            text.retired_at = now
            text.save(update_fields=["retired_at"])
            event = TextRetired(text=text.pk, code=text.code)
            record(event, about=Subject("text", text.pk), actor=actor, now=now)
    return text


def _check(actor: Actor) -> None:
    if not may(actor, Permission.ADMINISTER):
        raise Refused(FORBIDDEN)


def _is_code(code: str) -> bool:
    return bool(code) and len(code) <= CODE_LIMIT and code.isascii() and code.replace("-", "").isalnum()


def _check_fields(wrong: dict[str, Code | RecoursError], names: Words, bodies: Words, position: int) -> None:
    """Invalid unless there is a name and something to say, and every place in it is one that can be filled."""
    if not names:
        wrong["names"] = NAME_MISSING
    elif any(len(name) > NAME_LIMIT for name in names.values()):
        wrong["names"] = Refused(TOO_LONG, limit=NAME_LIMIT)
    if not bodies:
        wrong["bodies"] = TEXT_MISSING
    for language, body in bodies.items():
        unknown = unknown_places(body)
        if len(body) > BODY_LIMIT:
            wrong[f"bodies_{language}"] = Refused(TOO_LONG, limit=BODY_LIMIT)
        elif unknown:
            wrong[f"bodies_{language}"] = Refused(
                PLACE_UNKNOWN,
                place=one_line(braced(unknown[0]), limit=60),
                places=", ".join(braced(name) for name in PLACES),
            )
    if not 0 <= position <= LAST_POSITION:
        wrong["position"] = POSITION
    if wrong:
        raise Invalid(wrong)


def _lines(names: Words) -> dict[str, str]:
    lines = {
        code: one_line(name, NAME_LIMIT + 1).strip() for code, name in names.items() if code in LANGUAGES
    }
    return {code: line for code, line in lines.items() if line}


def _paragraphs(bodies: Words) -> dict[str, str]:
    texts = {code: clean(body) for code, body in bodies.items() if code in LANGUAGES}
    return {code: text for code, text in texts.items() if text}


def _digest(text: ReadyText) -> Digest:
    return digest(json.dumps([text.names, text.bodies], ensure_ascii=False, sort_keys=True), text.salt)
