"""Those who complain and those who act for them: kept by the case's own action, in its transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from recours.core.keys import new_key
from recours.core.rows import insert_rows
from recours.core.text import clean, fold, one_line
from recours.people.models import Person
from recours.people.recipients import mailable

__all__ = [
    "Party",
    "cleaned",
    "correct_person",
    "forget",
    "keep_people",
    "keep_person",
    "mailable",
    "whose_key_begins",
]

_LAST = "\U0010ffff"
_WORDS = frozenset({"address", "accessibility"})
_LIMITS = {
    "name": 200,
    "organisation": 200,
    "email": 254,
    "phone": 60,
    "postcode": 20,
    "town": 120,
    "region": 60,
    "country": 60,
    "contact_channel": 20,
    "contact_time": 200,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody as they described themselves; every part may be empty. `contact_channel` is a letters Channel or empty."""

    name: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""
    language: str = "en"
    contact_channel: str = ""
    contact_time: str = ""
    accessibility: str = ""


def cleaned(party: Party) -> Party:
    """The party as it will be kept: harmless characters, single lines, cut to the room there is, a language we speak."""
    lines = {name: one_line(getattr(party, name), limit=limit) for name, limit in _LIMITS.items()}
    words = {name: clean(getattr(party, name)) for name in _WORDS}
    language = party.language if party.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return replace(party, **lines, **words, language=language)


def whose_key_begins(words: str) -> QuerySet[Person]:
    """Those whose folded name or e-mail address begins with these words, to be part of a caller's statement; nobody for none."""
    name, address = fold(words)[:100], words.strip().casefold()[:100]
    if not name:
        return Person.objects.none()
    return Person.objects.filter(
        Q(name_key__gte=name, name_key__lt=name + _LAST)
        | Q(email_key__gte=address, email_key__lt=address + _LAST)
    )


def keep_person(*, party: Party, now: datetime) -> UUID:
    """Keep the party as a person and give the person's key; one statement, no event of its own."""
    person = _person(party, now)
    insert_rows([person])
    return person.pk


def keep_people(*, parties: Sequence[Party], now: datetime) -> list[UUID]:
    """Keep these parties, and give their keys in the same order; as many statements as `insert_rows` needs."""
    people = [_person(party, now) for party in parties]
    insert_rows(people)
    return [person.pk for person in people]


def correct_person(*, person_id: UUID, party: Party) -> tuple[str, ...]:
    """Put the party's details in place of what is kept, and name the fields that changed; the caller holds the case's lock."""
    person = Person.objects.get(pk=person_id)
    fresh = _row(cleaned(party))
    changed = tuple(name for name, value in fresh.items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, fresh[name])
    if changed:
        person.save(update_fields=list(changed))
    return tuple(name for name in changed if not name.endswith("_key"))


def forget(*, person_id: UUID, now: datetime) -> None:
    """Blank everything that tells who the person was; the row stays, so that the case keeps its shape."""
    blank = dict.fromkeys(_row(Party()), "")
    Person.objects.filter(pk=person_id, forgotten_at=None).update(
        **{**blank, "language": settings.LANGUAGE_CODE}, forgotten_at=now
    )


def _person(party: Party, now: datetime) -> Person:
    return Person(id=new_key(), created_at=now, **_row(cleaned(party)))


def _row(party: Party) -> dict[str, str]:
    values = {field.name: getattr(party, field.name) for field in fields(party)}
    return values | {
        "name_key": fold(party.name or party.organisation)[:200],
        "email_key": party.email.casefold()[:254],
    }
