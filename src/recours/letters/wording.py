"""Wordings as text: which places they have, whether they may be used, and how values go into them. No database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import override

from recours.core.errors import Code, Invalid, Refused
from recours.core.text import clean, one_line
from recours.letters import errors
from recours.letters.kinds import PLACES, SECRET, STANDARDS, WordingKind

SUBJECT_LIMIT = 200
BODY_LIMIT = 20_000
RIGHT_TO_LEFT = frozenset({"ar", "fa"})

_PLACE = re.compile(r"\{([^{}\n]*)\}")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_MARK_BROKEN = SECRET[:2] + "\u2060" + SECRET[2:]  # looks the same, but nothing is put in its place


@lru_cache(maxsize=64)
def standard(kind: WordingKind, language: str) -> tuple[str, str]:
    """The subject and body that a kind has in this language until an administrator writes others."""
    with override(language):
        wording = STANDARDS[kind]
        return str(wording.subject), "\n\n".join(str(paragraph) for paragraph in wording.body)


def places_in(text: str) -> list[str]:
    """What stands between braces in the text, in order, each once, known or not."""
    return list(dict.fromkeys(_PLACE.findall(text)))


def braced(name: str) -> str:
    """The place as it is written in a wording."""
    return "{" + name + "}"


def checked(kind: WordingKind, subject: str, body: str) -> tuple[str, str]:
    """The wording as it is kept, or Invalid naming everything that is wrong with it."""
    wording = STANDARDS[kind]
    problems: dict[str, Code | Refused] = {}
    subject, body = one_line(subject, limit=SUBJECT_LIMIT + 1), clean(body).strip("\n")
    for field, text, limit, missing, long in (
        ("subject", subject, SUBJECT_LIMIT, errors.SUBJECT_MISSING, errors.SUBJECT_LONG),
        ("body", body, BODY_LIMIT, errors.BODY_MISSING, errors.BODY_LONG),
    ):
        unknown = [name for name in places_in(text) if name not in wording.places]
        if not text:
            problems[field] = missing
        elif len(text) > limit:
            problems[field] = Refused(long, limit=limit)
        elif unknown:
            problems[field] = Refused(
                errors.PLACE_UNKNOWN,
                place=one_line(braced(unknown[0]), limit=60),
                places=", ".join(braced(name) for name in sorted(wording.places)),
            )
    if "secret" in places_in(subject):
        problems["subject"] = errors.SECRET_IN_SUBJECT
    present = {*places_in(subject), *places_in(body)}
    lacking = sorted(wording.needed - present)
    if lacking:
        problems.setdefault("body", Refused(errors.PLACE_NEEDED, place=braced(lacking[0])))
    if problems:
        raise Invalid(problems)
    return subject, body


def filled_subject(subject: str, values: Mapping[str, str], language: str) -> str:
    """The subject with its places filled, on one line; codes keep their order among Arabic letters."""
    return _PLACE.sub(
        lambda place: _in_subject(place[1], values.get(place[1], ""), language), _harmless(subject)
    )


def filled_body(body: str, values: Mapping[str, str], language: str) -> str:
    """The body with its places filled once, never again inside a value; paragraphs with an empty place left out."""
    paragraphs = _BLANK_LINES.split(_harmless(body))
    kept = [paragraph for paragraph in paragraphs if all(values.get(name) for name in places_in(paragraph))]
    text = "\n\n".join(
        _PLACE.sub(lambda place: _in_body(place[1], values[place[1]], language), paragraph)
        for paragraph in kept
    )
    return text.strip("\n")


def isolated(value: str, language: str) -> str:
    """One line kept together by Unicode isolates where it runs against the direction of the language."""
    if value.isascii() and language not in RIGHT_TO_LEFT:
        return value
    against = {"L", "EN"} if language in RIGHT_TO_LEFT else {"R", "AL"}
    return f"\u2068{value}\u2069" if any(unicodedata.bidirectional(c) in against for c in value) else value


def _in_subject(name: str, value: str, language: str) -> str:
    value = one_line(value, limit=SUBJECT_LIMIT)
    return f"\u200e{value}\u200e" if value and PLACES[name].code and language in RIGHT_TO_LEFT else value


def _in_body(name: str, value: str, language: str) -> str:
    if name == "secret":
        return isolated(SECRET, language)
    if PLACES[name].lines or name in {"greeting", "contact"}:
        return _harmless(value)
    return isolated(_harmless(value), language)


def _harmless(text: str) -> str:
    """The text without the secret's mark, so that nobody can have the secret written where they choose."""
    return text.replace(SECRET, _MARK_BROKEN)
