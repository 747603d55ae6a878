"""Mail: taken in, looked at, decided."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status
from pydantic import Field

from recours.api.addresses import at, case_at
from recours.api.auth import Token
from recours.api.openapi import bytes_answer, raw_body
from recours.api.paging import link_pages
from recours.api.reading import MEGABYTE, Caller, read_body, require_media_type
from recours.api.schemas.base import Paging, Sought
from recours.api.schemas.mail import (
    MailList,
    MailTold,
    PlacementGiven,
    TakenTold,
    line_told,
    mail_told,
    taken_told,
)
from recours.complaints.selectors import references_of
from recours.core.permissions import Permission
from recours.mailroom import actions
from recours.mailroom.actions import Taken
from recours.mailroom.selectors import mail_for, mail_list_for, raw_for
from recours.mailroom.states import FateKind

router = Router(tags=["Mail"])

LARGEST = 64 * MEGABYTE
_MESSAGE = "message/rfc822"
_ATTACHMENT = "default-src 'none'; sandbox"

Mailbox = Annotated[
    Sought,
    Field(
        max_length=200,
        description="The address or name where it arrived.",
        examples=["help@northwind.example"],
    ),
]


class Asked(Paging):
    """Which mails, and which page of them."""

    fate: FateKind | None = Field(None, description="Only mails with this fate.")


@router.post(
    "/mail",
    response={201: TakenTold, 200: TakenTold},
    auth=Token(Permission.MAIL_TAKE),
    summary="Take in a mail",
    openapi_extra=raw_body(_MESSAGE, {"type": "string", "format": "binary"}),
)
def take_mail(request: Caller, response: HttpResponse, mailbox: Query[Mailbox]) -> Status[TakenTold]:
    """Take in the raw bytes of a mail, at most 64 MB: they are kept first, then judged. The same bytes again change nothing."""
    require_media_type(request, _MESSAGE, "application/octet-stream")
    raw = read_body(request, limit=LARGEST)
    taken = actions.take_mail(actor=request.auth, raw=raw, mailbox=mailbox, source="api", now=request.now)
    response.headers["Location"] = at("mail", taken.message_id)
    return Status(200 if taken.repeated else 201, _told(taken))


@router.get("/mail", response=MailList, auth=Token(Permission.MAIL_READ), summary="List mail")
def list_mail(request: Caller, response: HttpResponse, asked: Query[Asked]) -> MailList:
    """Every mail that was ever seen, or those of one fate, the newest first."""
    page = mail_list_for(actor=request.auth, fate=asked.fate, cursor=asked.cursor, size=asked.limit)
    link_pages(request, response, page)
    return MailList(items=[line_told(line) for line in page.rows], next=page.next, previous=page.previous)


@router.get(
    "/mail/{uuid:message_id}", response=MailTold, auth=Token(Permission.MAIL_READ), summary="Read a mail"
)
def read_mail(request: Caller, message_id: UUID) -> MailTold:
    """One mail, read anew from its bytes, with every decision on it."""
    return mail_told(mail_for(actor=request.auth, message_id=message_id))


@router.get(
    "/mail/{uuid:message_id}/raw",
    auth=Token(Permission.MAIL_READ),
    summary="Download a mail",
    openapi_extra=bytes_answer(_MESSAGE),
)
def download_mail(request: Caller, message_id: UUID) -> HttpResponse:
    """The bytes of a mail as they came, as a download."""
    return HttpResponse(
        raw_for(actor=request.auth, message_id=message_id),
        content_type=_MESSAGE,
        headers={
            "Content-Disposition": f'attachment; filename="{message_id}.eml"',
            "Content-Security-Policy": _ATTACHMENT,
        },
    )


@router.post(
    "/mail/{uuid:message_id}/release",
    response=TakenTold,
    auth=Token(Permission.MAIL_TAKE),
    summary="Make a case of a mail",
)
def release(request: Caller, message_id: UUID) -> TakenTold:
    """Make a new case of a mail that somebody has looked at."""
    return _told(actions.release(actor=request.auth, message_id=message_id, now=request.now))


@router.post(
    "/mail/{uuid:message_id}/placement",
    response=TakenTold,
    auth=Token(Permission.MAIL_TAKE),
    summary="Put a mail into its case",
)
def place(request: Caller, message_id: UUID, given: PlacementGiven) -> TakenTold:
    """Put a mail into a case, as what its complainant says."""
    taken = actions.place(
        actor=request.auth, message_id=message_id, reference=given.reference, now=request.now
    )
    return _told(taken)


@router.post(
    "/mail/{uuid:message_id}/discard",
    response=TakenTold,
    auth=Token(Permission.MAIL_TAKE),
    summary="Put a mail aside",
)
def discard(request: Caller, message_id: UUID) -> TakenTold:
    """Put aside a mail that needs nothing; it stays in the list and can still be released."""
    return _told(actions.discard(actor=request.auth, message_id=message_id, now=request.now))


def _told(taken: Taken) -> TakenTold:
    references = references_of([taken.case]) if taken.case else {}
    reference = references.get(taken.case, "") if taken.case else ""
    return taken_told(taken, case_at(reference) if reference else "")
