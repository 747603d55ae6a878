"""The texts that colleagues write with."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Router, Status

from recours.api.addresses import at
from recours.api.auth import Token
from recours.api.reading import Caller
from recours.api.schemas.texts import FilledText, ReadyText, TextChange, TextGiven, text_told
from recours.complaints import actions
from recours.complaints.selectors import complaint_for, filled_texts_for, ready_texts
from recours.core.permissions import Permission

router = Router(tags=["Ready-made texts"])


@router.get(
    "/texts", response=list[ReadyText], auth=Token(Permission.ADMINISTER), summary="List ready-made texts"
)
def list_texts(request: Caller) -> list[ReadyText]:
    """Every text with its words in all languages: those offered first, in their order, then the retired."""
    return [text_told(row) for row in ready_texts(request.auth)]


@router.post(
    "/texts", response={201: ReadyText}, auth=Token(Permission.ADMINISTER), summary="Write a ready-made text"
)
def add_text(request: Caller, response: HttpResponse, given: TextGiven) -> Status[ReadyText]:
    """Offer colleagues one more text to write with."""
    row = actions.add_text(
        actor=request.auth,
        code=given.code,
        names=dict(given.names),
        bodies=dict(given.bodies),
        position=given.position,
        now=request.now,
    )
    response.headers["Location"] = at("texts", row.pk)
    return Status(201, text_told(row))


@router.put(
    "/texts/{uuid:text_id}",
    response=ReadyText,
    auth=Token(Permission.ADMINISTER),
    summary="Change a ready-made text",
)
def change_text(request: Caller, text_id: UUID, given: TextChange) -> ReadyText:
    """Put other words in place of a text's; its code stays for ever, and so does what was sent with it."""
    row = actions.change_text(
        actor=request.auth,
        text_id=text_id,
        names=dict(given.names),
        bodies=dict(given.bodies),
        position=given.position,
        now=request.now,
    )
    return text_told(row)


@router.delete(
    "/texts/{uuid:text_id}",
    response=ReadyText,
    auth=Token(Permission.ADMINISTER),
    summary="Retire a ready-made text",
)
def retire_text(request: Caller, text_id: UUID) -> ReadyText:
    """Offer a text no longer."""
    return text_told(actions.retire_text(actor=request.auth, text_id=text_id, now=request.now))


@router.get(
    "/complaints/{reference}/texts",
    response=list[FilledText],
    auth=Token(Permission.CONVERSE),
    summary="Ready-made texts for a case",
)
def texts_of_case(request: Caller, reference: str) -> list[FilledText]:
    """The texts in use, filled for this case in the complainant's language; empty where nothing can be written."""
    case = complaint_for(actor=request.auth, reference=reference)
    return [
        FilledText(
            id=choice.id,
            code=choice.code,
            name=choice.name.text,
            words=filled.words,
            language=filled.language,
            lacking=list(filled.lacking),
        )
        for choice, filled in filled_texts_for(
            actor=request.auth, complaint=case, language=get_language() or "en", now=request.now
        )
    ]
