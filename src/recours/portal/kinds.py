"""What the pages say for each kind of thing that a person may bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from recours.complaints.states import Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The sentences that differ by kind."""

    title: _StrPromise
    lede: _StrPromise
    question: _StrPromise
    help: _StrPromise
    send: _StrPromise
    sent: _StrPromise
    sent_lede: _StrPromise


WORDINGS: Mapping[Kind, Wording] = {
    Kind.COMPLAINT: Wording(
        title=_("Tell us what went wrong"),
        lede=_(
            "Write it as you would say it. Only the first box is needed; whatever else you can tell helps us to answer sooner."
        ),
        question=_("What happened?"),
        help=_(
            "In your own words and in your own language. Nothing is too small, and nothing has to be perfect."
        ),
        send=_("Send my complaint"),
        sent=_("Thank you. Your complaint has reached us."),
        sent_lede=_("We are sorry that you had reason to write. From now on it is our turn."),
    ),
    Kind.COMPLIMENT: Wording(
        title=_("Tell us what went well"),
        lede=_("Who did it, and what did it mean to you? We pass it on to the people it is meant for."),
        question=_("What pleased you?"),
        help=_("In your own words and in your own language."),
        send=_("Send my praise"),
        sent=_("Thank you. Your kind words have reached us."),
        sent_lede=_("They will be read by the people they are meant for."),
    ),
    Kind.SUGGESTION: Wording(
        title=_("Tell us your idea"),
        lede=_("What could we do better, and what would it change for you?"),
        question=_("What is your idea?"),
        help=_("In your own words and in your own language. It need not be worked out."),
        send=_("Send my idea"),
        sent=_("Thank you. Your idea has reached us."),
        sent_lede=_("Somebody will read it with care."),
    ),
    Kind.ENQUIRY: Wording(
        title=_("Ask us something"),
        lede=_("Tell us what you would like to know, and where we can send the answer."),
        question=_("What would you like to know?"),
        help=_("In your own words and in your own language."),
        send=_("Send my question"),
        sent=_("Thank you. Your question has reached us."),
        sent_lede=_("You will get an answer."),
    ),
    Kind.SERVICE_REQUEST: Wording(
        title=_("Ask us to do something"),
        lede=_("Tell us what you need, and where we can reach you about it."),
        question=_("What do you need?"),
        help=_("In your own words and in your own language."),
        send=_("Send my request"),
        sent=_("Thank you. Your request has reached us."),
        sent_lede=_("You will hear from us."),
    ),
}


def kind_of(text: str) -> Kind:
    """The kind of this name, else a complaint."""
    try:
        return Kind(text)
    except ValueError:
        return Kind.COMPLAINT
