"""Letters on their way, and their wording."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from recours.api.auth import Token
from recours.api.openapi import bytes_answer
from recours.api.paging import link_pages
from recours.api.reading import Caller
from recours.api.schemas.base import Language, Paging
from recours.api.schemas.letters import Letter, LetterList, Wording, WordingGiven, letter_told, wording_told
from recours.core.permissions import Permission
from recours.letters import actions
from recours.letters.kinds import WordingKind
from recours.letters.recipients import Channel
from recours.letters.selectors import letter_for, outbox_for, pdf_for, wording_for, wordings_for
from recours.letters.states import Standing

router = Router(tags=["Letters"])


class Asked(Paging):
    """Which letters, and which page of them."""

    standing: Standing | None = Field(None, description="Only letters that stand so.")
    channel: Channel | None = Field(None, description="Only letters that leave by this way.")


@router.get("/letters", response=LetterList, auth=Token(Permission.OUTBOX_READ), summary="List letters")
def list_letters(request: Caller, response: HttpResponse, asked: Query[Asked]) -> LetterList:
    """The outbox: every letter that the token may see, the newest first."""
    page = outbox_for(
        actor=request.auth,
        cursor=asked.cursor,
        standing=asked.standing,
        channel=asked.channel,
        size=asked.limit,
    )
    link_pages(request, response, page)
    return LetterList(
        items=[letter_told(letter) for letter in page.letters], next=page.next, previous=page.previous
    )


@router.get(
    "/letters/{uuid:letter_id}", response=Letter, auth=Token(Permission.OUTBOX_READ), summary="Read a letter"
)
def read_letter(request: Caller, letter_id: UUID) -> Letter:
    """One letter as it was written."""
    return letter_told(letter_for(actor=request.auth, letter_id=letter_id))


@router.get(
    "/letters/{uuid:letter_id}/pdf",
    auth=Token(Permission.OUTBOX_POST),
    summary="Download a printed letter",
    openapi_extra=bytes_answer("application/pdf"),
)
def print_letter(request: Caller, letter_id: UUID) -> HttpResponse:
    """The letter on paper, its secret in it, for who posts it."""
    return HttpResponse(
        pdf_for(actor=request.auth, letter_id=letter_id),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{letter_id}.pdf"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


@router.post(
    "/letters/{uuid:letter_id}/posted",
    response=Letter,
    auth=Token(Permission.OUTBOX_POST),
    summary="Mark a letter as posted",
)
def mark_posted(request: Caller, letter_id: UUID) -> Letter:
    """Record that the printed letter went into the post."""
    actions.mark_posted(actor=request.auth, letter_id=letter_id, now=request.now)
    return _as_seen(request, letter_id)


@router.post(
    "/letters/{uuid:letter_id}/told",
    response=Letter,
    auth=Token(Permission.OUTBOX_POST),
    summary="Mark a letter as told on the telephone",
)
def mark_told(request: Caller, letter_id: UUID) -> Letter:
    """Record that the person was told on the telephone what the letter says."""
    actions.mark_told(actor=request.auth, letter_id=letter_id, now=request.now)
    return _as_seen(request, letter_id)


@router.post(
    "/letters/{uuid:letter_id}/returned",
    response=Letter,
    auth=Token(Permission.OUTBOX_POST),
    summary="Mark a letter as come back",
)
def mark_returned(request: Caller, letter_id: UUID) -> Letter:
    """Record that a letter which had left came back, so that its recipient knows nothing of it."""
    actions.mark_returned(actor=request.auth, letter_id=letter_id, now=request.now)
    return _as_seen(request, letter_id)


@router.post(
    "/letters/{uuid:letter_id}/retry",
    response=Letter,
    auth=Token(Permission.OUTBOX_POST),
    summary="Try a letter again",
)
def try_again(request: Caller, letter_id: UUID) -> Letter:
    """Put a letter that could not be delivered, or that came back, into the outbox again."""
    actions.try_again(actor=request.auth, letter_id=letter_id, now=request.now)
    return _as_seen(request, letter_id)


@router.get("/wordings", response=list[Wording], auth=Token(Permission.ADMINISTER), summary="List wordings")
def list_wordings(request: Caller) -> list[Wording]:
    """Every letter's wording in every language."""
    return [wording_told(view) for view in wordings_for(actor=request.auth)]


@router.get(
    "/wordings/{kind}/{language}",
    response=Wording,
    auth=Token(Permission.ADMINISTER),
    summary="Read a wording",
)
def read_wording(request: Caller, kind: WordingKind, language: Language) -> Wording:
    """One letter's wording in one language."""
    return wording_told(wording_for(actor=request.auth, kind=kind, language=language))


@router.put(
    "/wordings/{kind}/{language}",
    response=Wording,
    auth=Token(Permission.ADMINISTER),
    summary="Change a wording",
)
def change_wording(request: Caller, kind: WordingKind, language: Language, given: WordingGiven) -> Wording:
    """Give letters of this kind and language another wording from now on."""
    actions.change_wording(
        actor=request.auth,
        kind=kind,
        language=language,
        subject=given.subject,
        body=given.body,
        now=request.now,
    )
    return wording_told(wording_for(actor=request.auth, kind=kind, language=language))


@router.delete(
    "/wordings/{kind}/{language}",
    response=Wording,
    auth=Token(Permission.ADMINISTER),
    summary="Restore a wording",
)
def restore_wording(request: Caller, kind: WordingKind, language: Language) -> Wording:
    """Give letters of this kind and language their standard wording back."""
    actions.restore_wording(actor=request.auth, kind=kind, language=language, now=request.now)
    return wording_told(wording_for(actor=request.auth, kind=kind, language=language))


def _as_seen(request: Caller, letter_id: UUID) -> Letter:
    """The letter as it stands, for a token that may see what it just acted on."""
    return letter_told(letter_for(actor=request.auth, letter_id=letter_id))
