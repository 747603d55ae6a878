"""Every state of a case and every move between states: the one table that buttons, API, CLI, guard and docs read.

ISO 10002:2018 clause 7; the states of the later stages join this table with their moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recours.core.permissions import Permission

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Kind(StrEnum):
    """What arrived (ISO 10002:2018, 3)."""

    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    SUGGESTION = "suggestion"
    ENQUIRY = "enquiry"
    SERVICE_REQUEST = "service_request"


class Channel(StrEnum):
    """How it arrived."""

    WEB_FORM = "web_form"
    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in_person"
    POST = "post"
    FAX = "fax"
    CHAT = "chat"
    SOCIAL_MEDIA = "social_media"
    APP = "app"
    REGULATOR = "regulator"
    OMBUDSMAN = "ombudsman"
    MEDIA = "media"
    PARTNER = "partner"
    API = "api"


class State(StrEnum):
    """Where a case stands; the index over its records."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class Ground(StrEnum):
    """Why a case is closed (domain: the legal grounds of 7.9)."""

    IMPORTED = "imported"


class Told(StrEnum):
    """How the complainant came to know that the complaint arrived."""

    LETTER = "letter"
    POST = "post"
    PAGE = "page"
    PHONE = "phone"
    IN_PERSON = "in_person"


class Move(StrEnum):
    """What can be done with a case."""

    ACKNOWLEDGE = "acknowledge"
    TAKE = "take"
    ASSIGN = "assign"
    WRITE = "write"
    RECEIVE_MESSAGE = "receive_message"
    ATTACH = "attach"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Step:
    """A move: from which states, to which state (None: it stays), with which permission."""

    frm: frozenset[State]
    to: State | None
    permission: Permission


OPEN = frozenset({State.RECEIVED, State.ACKNOWLEDGED})
_ANY = frozenset(State)

MOVES: Mapping[Move, Step] = {
    Move.ACKNOWLEDGE: Step(frozenset({State.RECEIVED}), State.ACKNOWLEDGED, Permission.ACKNOWLEDGE),
    Move.TAKE: Step(OPEN, None, Permission.TAKE),
    Move.ASSIGN: Step(OPEN, None, Permission.ASSIGN),
    Move.WRITE: Step(OPEN, None, Permission.CONVERSE),
    Move.RECEIVE_MESSAGE: Step(_ANY, None, Permission.CONVERSE),
    Move.ATTACH: Step(_ANY, None, Permission.NOTE),
    Move.NOTE: Step(_ANY, None, Permission.NOTE),
}

KIND_NAMES: Mapping[Kind, _StrPromise] = {
    Kind.COMPLAINT: pgettext_lazy("kind", "Complaint"),
    Kind.COMPLIMENT: pgettext_lazy("kind", "Compliment"),
    Kind.SUGGESTION: pgettext_lazy("kind", "Suggestion"),
    Kind.ENQUIRY: pgettext_lazy("kind", "Enquiry"),
    Kind.SERVICE_REQUEST: pgettext_lazy("kind", "Service request"),
}

CHANNEL_NAMES: Mapping[Channel, _StrPromise] = {
    Channel.WEB_FORM: pgettext_lazy("channel", "Web form"),
    Channel.EMAIL: pgettext_lazy("channel", "E-mail"),
    Channel.PHONE: pgettext_lazy("channel", "Phone"),
    Channel.IN_PERSON: pgettext_lazy("channel", "In person"),
    Channel.POST: pgettext_lazy("channel", "Letter"),
    Channel.FAX: pgettext_lazy("channel", "Fax"),
    Channel.CHAT: pgettext_lazy("channel", "Chat"),
    Channel.SOCIAL_MEDIA: pgettext_lazy("channel", "Social media"),
    Channel.APP: pgettext_lazy("channel", "App"),
    Channel.REGULATOR: pgettext_lazy("channel", "Regulator"),
    Channel.OMBUDSMAN: pgettext_lazy("channel", "Ombudsman"),
    Channel.MEDIA: pgettext_lazy("channel", "Media"),
    Channel.PARTNER: pgettext_lazy("channel", "Partner"),
    Channel.API: pgettext_lazy("channel", "Connected system"),
}

STATE_NAMES: Mapping[State, _StrPromise] = {
    State.RECEIVED: pgettext_lazy("state", "Received"),
    State.ACKNOWLEDGED: pgettext_lazy("state", "Acknowledged"),
    State.CLOSED: pgettext_lazy("state", "Closed"),
}

GROUND_NAMES: Mapping[Ground, _StrPromise] = {
    Ground.IMPORTED: pgettext_lazy("ground", "Closed in an earlier system"),
}

TOLD_NAMES: Mapping[Told, _StrPromise] = {
    Told.LETTER: pgettext_lazy("told", "by e-mail"),
    Told.POST: pgettext_lazy("told", "by post"),
    Told.PAGE: pgettext_lazy("told", "on the page after sending"),
    Told.PHONE: pgettext_lazy("told", "on the phone"),
    Told.IN_PERSON: pgettext_lazy("told", "in person"),
}

MOVE_NAMES: Mapping[Move, _StrPromise] = {
    Move.ACKNOWLEDGE: _("Record that the complainant was told"),
    Move.TAKE: _("Take the case"),
    Move.ASSIGN: _("Give to a colleague"),
    Move.WRITE: _("Write to the complainant"),
    Move.RECEIVE_MESSAGE: _("Record what the complainant said"),
    Move.ATTACH: _("Add files"),
    Move.NOTE: _("Write an internal note"),
}
