"""Ready-made texts as text: which places they have, and how values go into them. No database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from recours.letters.wording import braced, isolated, places_in

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NAME_LIMIT = 120
BODY_LIMIT = 10_000

PLACES: Mapping[str, _StrPromise] = {
    "name": _("The name of whom the message goes to."),
    "reference": _("The reference of the case."),
    "product": _("The product or service that the case is about."),
    "received_on": _("The day on which we received it."),
    "answer_by": _("The day by which we promised our answer, while it lies ahead."),
    "handler": _("Your name: of whoever writes the message."),
    "organisation": _("The name of your organisation."),
}
"""What a text may name in braces, and what stands there in a message."""

_LEFT = re.compile(r"\{\s*([a-z][a-z_]{1,40})\s*\}")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its values; `language` is the one it is really in, `lacking` names the places that had none.

    A paragraph with such a place is left out.
    """

    words: str
    language: str
    lacking: tuple[str, ...]


def unknown_places(body: str) -> list[str]:
    """What stands between braces and is no place."""
    return [name for name in places_in(body) if name not in PLACES]


def left_places(words: str) -> list[str]:
    """Places that nobody filled, as they would be sent: `{name}`."""
    return [braced(name) for name in dict.fromkeys(_LEFT.findall(words))]


def fill(body: str, values: Mapping[str, str], language: str) -> Filled:
    """The text with its places filled once, never again inside a value."""
    kept, lacking = [], dict[str, None]()
    for paragraph in _BLANK_LINES.split(body.strip()):
        empty = [name for name in places_in(paragraph) if not values.get(name)]
        lacking |= dict.fromkeys(empty)
        if not empty:
            kept.append(
                re.sub(
                    r"\{([^{}\n]*)\}", lambda place: isolated(values[place[1]], language), paragraph.strip()
                )
            )
    return Filled("\n\n".join(kept), language, tuple(lacking))
