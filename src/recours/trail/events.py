"""What an event is: a frozen dataclass of codes, ids, numbers and moments, registered under its kind and version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, TypeAlias
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.trail.chain import moment

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Fact: TypeAlias = "bool | int | str | list[Fact] | None"

_KIND = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")
_CODE = re.compile(r"[A-Za-z0-9._:/+=-]{0,200}")
_KINDS: dict[tuple[str, int], type[Event]] = {}


class UnknownKind(LookupError):
    """No event is registered under this kind and version."""


@dataclass(frozen=True)
class Event:
    """Something that happened, and the base of every kind of it.

    A subclass names its `kind` ("complaint.received") and the `sentence` that tells it, with %(field)s for any field
    and %(actor)s for who did it; `labels` gives the words for a field's codes. A changed shape is a new class with
    the next `version`; the old class stays, because what it recorded stays. Fields hold codes, ids, numbers, dates and
    booleans: never personal data and never sentences; words are represented by a `chain.Digest`.
    """

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    sentence: ClassVar[str | _StrPromise] = ""
    labels: ClassVar[Mapping[str, Mapping[str, str | _StrPromise]]] = MappingProxyType({})

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "kind" not in cls.__dict__ and "version" not in cls.__dict__:
            return
        if not _KIND.fullmatch(cls.kind) or len(cls.kind) > 60 or cls.version < 1 or not cls.sentence:
            raise TypeError(
                f"{cls.__name__} needs a kind like 'complaint.received', a version and a sentence."
            )
        known = _KINDS.get((cls.kind, cls.version))
        # dataclass(slots=True) makes the class a second time under the same name
        if known and (known.__module__, known.__name__) != (cls.__module__, cls.__name__):
            raise TypeError(f"{cls.kind} version {cls.version} is already {known.__qualname__}.")
        _KINDS[cls.kind, cls.version] = cls


def registered() -> Mapping[tuple[str, int], type[Event]]:
    """Every kind of event that is loaded, by kind and version."""
    return MappingProxyType(_KINDS)


def event_class(kind: str, version: int) -> type[Event]:
    """The class registered under this kind and version, or UnknownKind."""
    try:
        return _KINDS[kind, version]
    except KeyError:
        raise UnknownKind(f"No event is registered as {kind} version {version}.") from None


def facts_of(event: Event) -> dict[str, Fact]:
    """The event's fields as the trail stores them; TypeError or ValueError for anything that is not a code."""
    if _KINDS.get((event.kind, event.version)) is not type(event):
        raise UnknownKind(f"{type(event).__name__} is not registered.")
    return {field.name: _fact(field.name, getattr(event, field.name)) for field in fields(event)}


def _fact(name: str, value: object) -> Fact:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        if not _CODE.fullmatch(value):
            raise ValueError(
                f"{name} must be a code, an id or a digest: the trail holds no words ({value[:40]!r})."
            )
        return str(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, (tuple, list, frozenset)):
        inner = [_fact(name, item) for item in value]
        return sorted(inner, key=str) if isinstance(value, frozenset) else inner
    raise TypeError(f"{name} is a {type(value).__name__}, which the trail does not hold.")


@dataclass(frozen=True)
class BackupBegun(Event):
    """Somebody began to write a copy of everything, the keys among it."""

    kind = "backup.begun"
    sentence = _("%(actor)s began a backup of everything, the keys included.")


@dataclass(frozen=True)
class TrailExported(Event):
    """Somebody took a copy of the trail; `checkpoints` counts those it holds."""

    kind = "trail.exported"
    sentence = _("%(actor)s took a copy of the trail.")

    checkpoints: int
