"""The permission matrix: every route and method, and who of the cast is let in.

A row is `row("METHOD /path/<place>", "answers")`, the answers one sign for each of the cast, in this order:

    anonymous complainant | clerk handler outsider manager auditor administrator | reader writer

    +   let in: a page, a redirect to another page, a form that says what is missing
    -   no: as if it did not exist, or forbidden
    s   sent to sign in
    .   cannot come here at all (a token at a page, a browser at the API): treated like - or s

The complainant holds the secret of the case in the scene and has opened its tracking page. Clerk and handler work in the
case's unit, the outsider in another. The reader is a token that may read, the writer one that may do what staff do.
A method of a route without a row lets nobody in; a route without any row fails the test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.factories.cast import CAST

SIGNS = "+-s."


@dataclass(frozen=True)
class Row:
    """One method of one route: who is let in, and what they send."""

    method: str
    path: str
    answers: Mapping[str, str]
    data: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The row as its line begins."""
        return f"{self.method} {self.path}"


def row(
    name: str, answers: str, *, data: Mapping[str, Any] | None = None, json: Any = None, **places: str
) -> Row:
    """A row of the matrix; `places` says which of the scene's places fills a place of the path, where the names differ."""
    method, path = name.split(" ")
    signs = answers.replace(" ", "").replace("|", "")
    if len(signs) != len(CAST) or set(signs) - set(SIGNS):
        raise ValueError(f"{name}: {answers!r} is not one sign of {SIGNS!r} for each of {CAST}")
    return Row(method, path, dict(zip(CAST, signs, strict=True)), data or {}, json, places)


EVERYBODY = "++ | ++++++ | ++"
STAFF_ONLY = "ss | ++++++ | .."

ROWS: tuple[Row, ...] = (
    # signing in and out, passwords, second factor: allauth's, under our templates
    # the portal
    # the desk
    # the machine's door
)
