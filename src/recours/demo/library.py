"""The written part of the sample: stories and past cases per language, as data files that anybody can read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from recours.complaints.states import Channel, Kind

LANGUAGES = ("en", "fr", "ar", "fa", "tr")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What happens next in a story. `by` and `to` are keys of staff; without `by` it is the owner.

    `do` is take, give, write, hear (the complainant speaks), mail (an e-mail from the complainant, or `who`), note, attach
    or one of `deeds.DEEDS`; `facts` is everything that only some of these need.
    """

    do: str
    after: timedelta
    by: str = ""
    to: str = ""
    unit: str = ""
    who: str = ""
    email: str = ""
    words: str = ""
    channel: Channel = Channel.WEB_FORM
    files: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behalf:
    """Who speaks for the complainant, and by what right."""

    who: str
    authority: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A case that is or was worked on here: how it came in `age` days ago, and what happened since.

    `told` is whether a caller was told at once; `subject` makes an e-mail go through the mail room; `happened` is how
    many days before its arrival the matter lies.
    """

    language: str
    age: float
    words: str
    who: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    contact: str = ""
    contact_time: str = ""
    needs: str = ""
    owner: str = ""
    kind: Kind = Kind.COMPLAINT
    channel: Channel = Channel.WEB_FORM
    subject: str = ""
    product: str = ""
    about: str = ""
    problem: str = ""
    remedy: str = ""
    wanted: bool | None = None
    order: str = ""
    heard: str = ""
    happened: int | None = None
    anonymous: bool = False
    told: bool = True
    files: tuple[str, ...] = ()
    behalf: Behalf | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A case of the archive; its words may have places in braces, which make several cases of it possible."""

    language: str
    words: str
    kind: Kind = Kind.COMPLAINT
    product: str
    problem: str = ""

    @property
    def has_places(self) -> bool:
        return "{" in self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Everything written in one language, with what may stand in the places of past cases."""

    stories: tuple[Story, ...]
    past: tuple[Past, ...]
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_FIELDS = frozenset(each.name for each in fields(Step))


@cache
def house() -> Mapping[str, Any]:
    """The organisation as it is written."""
    return _read("house")


@cache
def shelf(language: str) -> Shelf:
    """Everything written in this language."""
    open_, past = _read(f"{language}_open"), _read(f"{language}_past")
    return Shelf(
        stories=tuple(_story(table, language) for table in open_["open"]),
        past=tuple(_past(table, language) for table in past["past"]),
        places={name: tuple(values) for name, values in past.get("places", {}).items()},
    )


def stories() -> tuple[Story, ...]:
    """The open stories of all languages, the oldest first."""
    return tuple(sorted((s for code in LANGUAGES for s in shelf(code).stories), key=lambda s: -s.age))


@cache
def strays() -> tuple[Mapping[str, Any], ...]:
    """The mails that are no case: they wait for a person, or no person wrote them."""
    return tuple(_read("mails")["mail"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words" / f"{name}.toml").read_text("utf-8"))


def _story(table: dict[str, Any], language: str) -> Story:
    told = dict(table)
    told["words"] = told["words"].strip()
    told["kind"] = Kind(told.get("kind", Kind.COMPLAINT))
    told["channel"] = Channel(told.get("channel", Channel.WEB_FORM))
    told["files"] = tuple(told.get("files", ()))
    told["behalf"] = Behalf(**told["behalf"]) if "behalf" in told else None
    told["steps"] = tuple(_steps(told.pop("then", ()), told.pop("judged", None)))
    return Story(language=language, **told)


def _steps(then: Iterable[dict[str, Any]], judged: dict[str, Any] | None) -> Iterator[Step]:
    """The steps as they are written, a case being judged by who took it, and an answer leaving where nobody holds it."""
    for table in then:
        yield _step(table)
        if judged is not None and table["do"] in {"take", "give"}:
            yield _step(judged | {"do": "assess", "after": judged.get("after", "25m")})
            judged = None
        if table["do"] == "answer" and not table.get("held"):
            yield _step({"do": "send", "after": "70m", "by": table.get("by", "")})


def _step(table: dict[str, Any]) -> Step:
    told = dict(table)
    told["after"] = _span(told["after"])
    told["words"] = told.get("words", "").strip()
    told["channel"] = Channel(told.get("channel", Channel.WEB_FORM))
    told["files"] = tuple(told.get("files", ()))
    told["facts"] = {name: told.pop(name) for name in [*told] if name not in _FIELDS}
    return Step(**told)


def _past(table: dict[str, Any], language: str) -> Past:
    told = dict(table)
    told["words"] = told["words"].strip()
    told["kind"] = Kind(told.get("kind", Kind.COMPLAINT))
    return Past(language=language, **told)


def _span(text: str) -> timedelta:
    """ "20m", "3h" or "2d" as a length of time."""
    return timedelta(**{_UNITS[text[-1]]: float(text[:-1])})
