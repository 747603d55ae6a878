"""What stands around the forms under the story: ready-made texts to choose from, one's drafts, who else writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from recours.complaints.drafting import DRAFT_MOVES, DraftKind
from recours.complaints.selectors import texts_for
from recours.complaints.states import Move
from recours.complaints.texts import PLACES
from recours.core.permissions import Permission
from recours.desk.forms.writing import WriteForm
from recours.people.selectors import colleagues_with

if TYPE_CHECKING:
    from django import forms

    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

COMPOSED = (Move.WRITE, Move.NOTE, Move.RECEIVE_MESSAGE)
"""The moves whose forms stand under the story."""

DRAFTED: Mapping[Move, DraftKind] = {move: kind for kind, move in DRAFT_MOVES.items()}


def draft_address(found: CaseFile, kind: DraftKind) -> str:
    """Where a draft of this form is kept."""
    return reverse("desk:draft", args=[found.complaint.reference, kind.value])


def fresh(shape: type[forms.Form], move: Move, found: CaseFile) -> forms.Form:
    """The form of the move, with what the reader began to write in it."""
    kind = DRAFTED.get(move)
    draft = found.drafts.own.get(kind) if kind else None
    form = shape(auto_id=f"{move.value}_%s", initial={"words": draft.words} if draft else None)
    if draft is not None:
        form.fields["words"].widget.attrs["data-draft-at"] = int(draft.at.timestamp() * 1_000)
    return form


def wired(form: forms.Form, move: Move, found: CaseFile) -> None:
    """Tell the browser where to keep what is typed, and that a form shown again is of this case too."""
    kind = DRAFTED[move]
    form.fields["words"].widget.attrs |= {
        "data-draft-to": draft_address(found, kind),
        "data-draft-of": reverse("desk:case", args=[found.complaint.reference]),
        "data-draft-said": f"{move.value}-kept",
    }


def drafted(found: CaseFile) -> str:
    """The move of the reader's latest draft, empty where there is none."""
    latest = max(found.drafts.own.items(), key=lambda each: each[1].at, default=None)
    return DRAFT_MOVES[latest[0]].value if latest else ""


def texts_of(found: CaseFile, request: DeskRequest) -> list[dict[str, Any]]:
    """The ready-made texts to choose from, those not in the complainant's language saying so."""
    language = found.complaint.language
    return [
        {
            "id": choice.id,
            "name": choice.name,
            "other": "" if choice.language == language else spoken(choice.language),
        }
        for choice in texts_for(
            actor=request.actor, complaint=found.complaint, language=request.user.language
        )
    ]


def readers_of(found: CaseFile) -> list[str]:
    """The names of the colleagues whom a note in this case can call."""
    readers = colleagues_with(Permission.READ, found.complaint.unit_id)
    return [user.name for user in readers if str(found.complaint.pk) not in user.barred]


def inserted_in(form: forms.Form | None) -> dict[str, Any] | None:
    """What is to be said of the text that was just put in."""
    filled = form.inserted if isinstance(form, WriteForm) else None
    if filled is None:
        return None
    return {
        "filled": filled,
        "language": spoken(filled.language),
        "lacking": [("{" + place + "}", PLACES[place]) for place in filled.lacking],
    }


def spoken(language: str) -> str:
    """What the language is called."""
    return str(settings.LANGUAGE_NAMES.get(language, language))
