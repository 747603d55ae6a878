"""Lists in pages by key, not by number: each page is one statement that begins where the last one ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import BooleanField, Expression, F, Field, Func, Model, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from recours.core.errors import Code, Invalid

M = TypeVar("M", bound=Model)
T = TypeVar("T")

LARGEST = 200
CURSOR_UNKNOWN = Code(
    "cursor_unknown", _("This page of the list cannot be found any more. Please begin with the first page.")
)
_LONGEST_CURSOR = 2000


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list, and the cursors of the pages after and before it; empty where there is none."""

    rows: list[T]
    next: str = ""
    previous: str = ""


def page_of(rows: QuerySet[M], *, order: tuple[str, ...], cursor: str = "", size: int = 50) -> Page[M]:
    """The page at the cursor ("" is the first) in one statement; Invalid for a cursor that was not given out for this order.

    `order` names the model's own fields or annotations, "-" for descending; the key settles ties; nulls come last either
    way. `size` is 1 to 200. An index on the same columns makes every page equally quick (for a descending column with nulls it must say
    nulls last); where the first column may be null, pages deep in its non-null part walk the index from its start.
    """
    size = max(1, min(size, LARGEST))
    keys = _keys(rows, order)
    signer = signing.Signer(salt=f"recours.core.pages:{rows.model._meta.label}:{','.join(order)}")
    forward, place = _read(cursor, keys, signer)
    if place is not None:
        rows = rows.filter(_beyond(keys, place, forward=forward))
    found = list(rows.order_by(*(key.ordering(forward=forward) for key in keys))[: size + 1])
    more, found = len(found) > size, found[:size]
    if not forward:
        found.reverse()
    if found:
        first, last = ([_plain(getattr(row, key.name)) for key in keys] for row in (found[0], found[-1]))
    elif place is not None:
        first = last = [_plain(value) for value in place]
    else:
        return Page([])
    has_next = more if forward else True
    has_previous = place is not None if forward else more
    if not found:
        has_next, has_previous = not forward, forward
    return Page(
        found,
        next=signer.sign_object(["next", last]) if has_next else "",
        previous=signer.sign_object(["previous", first]) if has_previous else "",
    )


@dataclass(frozen=True, slots=True)
class _Key:
    name: str
    field: Field[Any, Any]
    descending: bool
    nullable: bool

    def ordering(self, *, forward: bool) -> Any:
        descending = self.descending is forward
        if not self.nullable:
            return f"-{self.name}" if descending else self.name
        nulls = {"nulls_last": True} if forward else {"nulls_first": True}
        return F(self.name).desc(**nulls) if descending else F(self.name).asc(**nulls)

    def sign(self, *, forward: bool) -> str:
        return "<" if self.descending is forward else ">"


def _compare(keys: Sequence[_Key], sign: str, values: Sequence[Any]) -> Q:
    """(a, b) > (1, 2): what both databases answer from one index on (a, b)."""
    given = (Value(value, output_field=key.field) for key, value in zip(keys, values, strict=True))
    columns, place = (
        Func(*side, template="(%(expressions)s)", output_field=BooleanField())
        for side in ([F(key.name) for key in keys], given)
    )
    return Q(
        Func(columns, place, template="%(expressions)s", arg_joiner=f" {sign} ", output_field=BooleanField())
    )


def _keys(rows: QuerySet[M], order: tuple[str, ...]) -> list[_Key]:
    keys = [_key(rows, name.lstrip("-"), descending=name.startswith("-")) for name in order]
    own = rows.model._meta.pk.name
    if not any(key.name in {own, "pk"} for key in keys):
        keys.append(_key(rows, own, descending=bool(keys) and keys[-1].descending))
    return keys


def _key(rows: QuerySet[M], name: str, *, descending: bool) -> _Key:
    try:
        field = rows.model._meta.pk if name == "pk" else rows.model._meta.get_field(name)
    except FieldDoesNotExist:
        annotation: Expression = rows.query.annotations[name]
        return _Key(name, annotation.output_field, descending, nullable=True)
    assert isinstance(field, Field), name  # noqa: S101 - a list is ordered by columns
    return _Key(field.attname, field, descending, nullable=field.null)


def _beyond(keys: Sequence[_Key], place: Sequence[Any], *, forward: bool) -> Q:
    """What lies strictly beyond this place, in a shape that an index on the keys answers."""
    first, rest = keys[0], keys[1:]
    known, unknown = Q(**{f"{first.name}__isnull": False}), Q(**{f"{first.name}__isnull": True})
    if place[0] is None:
        tie = unknown & _beyond(rest, place[1:], forward=forward)
        return tie if forward else tie | known
    sign = first.sign(forward=forward)
    nulls_follow = first.nullable and forward
    if all(not key.nullable and key.descending is first.descending for key in rest):
        if nulls_follow:  # as a negation: an OR would make SQLite read and sort all that is left
            return ~(known & _compare(keys, {"<": ">=", ">": "<="}[sign], place))
        return _compare(keys, sign, place)
    lookup = {"<": "lt", ">": "gt"}[sign]
    tie = Q(**{first.name: place[0]}) & _beyond(rest, place[1:], forward=forward)
    beyond = Q(**{f"{first.name}__{lookup}": place[0]}) | tie
    return beyond | unknown if nulls_follow else beyond & Q(**{f"{first.name}__{lookup}e": place[0]})


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(cursor: str, keys: Sequence[_Key], signer: signing.Signer) -> tuple[bool, list[Any] | None]:
    if not cursor:
        return True, None
    try:
        if len(cursor) > _LONGEST_CURSOR or not cursor.isascii():
            raise signing.BadSignature
        direction, values = signer.unsign_object(cursor)
        place = [
            None if value is None else key.field.to_python(value)
            for key, value in zip(keys, values, strict=True)
        ]
    except (signing.BadSignature, ValidationError, ValueError):
        raise Invalid({"cursor": CURSOR_UNKNOWN}) from None
    return direction == "next", place
