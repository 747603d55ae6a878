"""Cases: taken in, listed, read, moved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router, Status
from pydantic import Field

from recours.api.addresses import LETTERS, case_at
from recours.api.auth import Token
from recours.api.openapi import IDEMPOTENCY, bytes_answer
from recours.api.paging import link_pages
from recours.api.reading import Caller, intake_key
from recours.api.schemas.base import Paging
from recours.api.schemas.case_file import (
    acknowledgement_told,
    assignment_told,
    case_told,
    file_told,
    message_told,
)
from recours.api.schemas.cases import (
    AcknowledgementGiven,
    AcknowledgementTold,
    AssignmentGiven,
    AssignmentTold,
    CaseList,
    CaseTold,
    FilesGiven,
    FileTold,
    MessageGiven,
    MessageTold,
    NoteGiven,
    ReceivedGiven,
    line_told,
)
from recours.api.schemas.complaints import ComplaintGiven, ReceiptTold, receipt_told, submission_of, unsealed
from recours.complaints import actions
from recours.complaints.errors import KEY_REUSED
from recours.complaints.selectors import View, case_file, complaint_for, file_for, queue_for, search_for
from recours.core.errors import Refused
from recours.core.filestore import open_file
from recours.core.permissions import Permission
from recours.core.text import clean
from recours.reports.followup import followup_pdf

router = Router(tags=["Cases"])


class Asked(Paging):
    """Which cases, and which page of them."""

    view: View = Field(View.ALL, description="A standing view of the desk.")
    q: str = Field(
        "", max_length=200, description="A reference, or the beginning of a name or an e-mail address."
    )


@router.post(
    "/complaints",
    response={201: ReceiptTold, 200: ReceiptTold},
    auth=Token(Permission.INTAKE),
    summary="Take in a complaint",
    openapi_extra=IDEMPOTENCY,
)
def take_in(request: Caller, response: HttpResponse, given: ComplaintGiven) -> Status[ReceiptTold]:
    """Take in a complaint, praise, idea, question or request with its clocks and its acknowledgement letter."""
    submission = submission_of(given, get_language() or "en")
    receipt = actions.intake(
        actor=request.auth, submission=submission, key=intake_key(request), now=request.now
    )
    href = case_at(receipt.reference)
    response.headers["Location"] = href
    if receipt.repeated:
        response.headers["Idempotency-Replayed"] = "true"
    return Status(200 if receipt.repeated else 201, receipt_told(receipt, href))


@router.get("/complaints", response=CaseList, auth=Token(Permission.READ), summary="List cases")
def list_cases(request: Caller, response: HttpResponse, asked: Query[Asked]) -> CaseList:
    """A page of cases: what is due next first, and where all are shown or sought the latest first."""
    language = get_language() or "en"
    if asked.q.strip():
        page = search_for(
            actor=request.auth, words=asked.q, language=language, cursor=asked.cursor, size=asked.limit
        )
    else:
        page = queue_for(
            actor=request.auth, view=asked.view, language=language, cursor=asked.cursor, size=asked.limit
        )
    link_pages(request, response, page)
    return CaseList(
        items=[line_told(line, case_at) for line in page.rows], next=page.next, previous=page.previous
    )


@router.get("/complaints/{reference}", response=CaseTold, auth=Token(Permission.READ), summary="Read a case")
def read_case(request: Caller, reference: str) -> CaseTold:
    """Read the whole case. Where the token sees who complained, that it did is on the trail."""
    language = get_language() or "en"
    found = case_file(actor=request.auth, reference=reference, language=language, now=request.now)
    case = found.complaint
    if found.revealed and (case.complainant_id or case.representative_id):
        actions.see_identity(actor=request.auth, complaint_id=case.pk, now=request.now)
    return case_told(
        found,
        actor=request.auth,
        href=case_at(case.reference),
        letters=LETTERS,
        language=language,
        now=request.now,
    )


@router.post(
    "/complaints/{reference}/acknowledgement",
    response={201: AcknowledgementTold},
    auth=Token(Permission.ACKNOWLEDGE),
    summary="Record that the complainant was told",
)
def acknowledge(request: Caller, reference: str, given: AcknowledgementGiven) -> Status[AcknowledgementTold]:
    """Record how the complainant was told that the complaint arrived, which meets its time limit."""
    case = complaint_for(actor=request.auth, reference=reference)
    told = actions.acknowledge(actor=request.auth, complaint_id=case.pk, how=given.how, now=request.now)
    return Status(201, acknowledgement_told(told))


@router.post(
    "/complaints/{reference}/owner",
    response={201: AssignmentTold},
    auth=Token(Permission.TAKE),
    summary="Take a case",
)
def take(request: Caller, reference: str) -> Status[AssignmentTold]:
    """Take the case. A program cannot own one, so its token is refused: give the case to a colleague instead."""
    case = complaint_for(actor=request.auth, reference=reference)
    return Status(
        201, assignment_told(actions.take(actor=request.auth, complaint_id=case.pk, now=request.now))
    )


@router.post(
    "/complaints/{reference}/assignment",
    response={201: AssignmentTold},
    auth=Token(Permission.ASSIGN),
    summary="Give a case to a colleague",
)
def assign(request: Caller, reference: str, given: AssignmentGiven) -> Status[AssignmentTold]:
    """Give the case to a colleague, if need be in another unit; refused if the case changed since `version`."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.assign(
        actor=request.auth,
        complaint_id=case.pk,
        owner=given.owner,
        unit=given.unit,
        reason=given.reason,
        seen=given.version,
        now=request.now,
    )
    return Status(201, assignment_told(made))


@router.post(
    "/complaints/{reference}/messages",
    response={201: MessageTold, 200: MessageTold},
    auth=Token(Permission.CONVERSE),
    summary="Write to the complainant",
    openapi_extra=IDEMPOTENCY,
)
def write(
    request: Caller, response: HttpResponse, reference: str, given: MessageGiven
) -> Status[MessageTold]:
    """Write to the complainant: on the tracking page and as a letter."""
    case = complaint_for(actor=request.auth, reference=reference)
    message = actions.write(
        actor=request.auth,
        complaint_id=case.pk,
        words=given.words,
        files=unsealed(given.files),
        key=intake_key(request, "w:"),
        now=request.now,
    )
    return _said(request, response, message, given.words)


@router.post(
    "/complaints/{reference}/received-messages",
    response={201: MessageTold, 200: MessageTold},
    auth=Token(Permission.CONVERSE),
    summary="Record what the complainant said",
    openapi_extra=IDEMPOTENCY,
)
def receive(
    request: Caller, response: HttpResponse, reference: str, given: ReceivedGiven
) -> Status[MessageTold]:
    """Record what the complainant said after the complaint, by whatever way it came."""
    case = complaint_for(actor=request.auth, reference=reference)
    message = actions.receive_message(
        actor=request.auth,
        complaint_id=case.pk,
        words=given.words,
        files=unsealed(given.files),
        channel=given.channel,
        key=intake_key(request, "r:"),
        now=request.now,
    )
    return _said(request, response, message, given.words)


@router.post(
    "/complaints/{reference}/notes",
    response={201: MessageTold, 200: MessageTold},
    auth=Token(Permission.NOTE),
    summary="Write an internal note",
    openapi_extra=IDEMPOTENCY,
)
def note(request: Caller, response: HttpResponse, reference: str, given: NoteGiven) -> Status[MessageTold]:
    """Write down something for colleagues only."""
    case = complaint_for(actor=request.auth, reference=reference)
    message = actions.note(
        actor=request.auth,
        complaint_id=case.pk,
        words=given.words,
        key=intake_key(request, "n:"),
        now=request.now,
    )
    return _said(request, response, message, given.words)


@router.post(
    "/complaints/{reference}/files",
    response={201: list[FileTold]},
    auth=Token(Permission.NOTE),
    summary="Add files to a case",
)
def attach(request: Caller, reference: str, given: FilesGiven) -> Status[list[FileTold]]:
    """Add uploaded files to the case; they are internal."""
    case = complaint_for(actor=request.auth, reference=reference)
    rows = actions.attach(
        actor=request.auth, complaint_id=case.pk, files=unsealed(given.files), now=request.now
    )
    return Status(201, [file_told(row, case_at(case.reference)) for row in rows])


@router.get(
    "/complaints/{reference}/files/{uuid:file_id}",
    auth=Token(Permission.READ),
    summary="Download a file",
    openapi_extra=bytes_answer("application/octet-stream"),
)
def download(request: Caller, reference: str, file_id: UUID) -> FileResponse:
    """The bytes of a file of the case, always as a download."""
    found = file_for(actor=request.auth, reference=reference, attachment_id=file_id)
    answer = FileResponse(
        open_file(found.key), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@router.get(
    "/complaints/{reference}/follow-up-form",
    auth=Token(Permission.READ),
    summary="The follow-up form on paper",
    openapi_extra=bytes_answer("application/pdf"),
)
def followup(request: Caller, reference: str) -> HttpResponse:
    """The follow-up form of the case as a tagged PDF in the language asked for. Where the token sees who complained, that it did is on the trail."""
    language = get_language() or "en"
    found = case_file(actor=request.auth, reference=reference, language=language, now=request.now)
    case = found.complaint
    if found.revealed and (case.complainant_id or case.representative_id):
        actions.see_identity(actor=request.auth, complaint_id=case.pk, now=request.now)
    return HttpResponse(
        followup_pdf(found, language=language, by=request.auth.name, now=request.now),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{case.reference}-follow-up.pdf"'},
    )


def _said(request: Caller, response: HttpResponse, message: Any, words: str) -> Status[MessageTold]:
    """The message, 201 when it is new; the same key with other words is refused, as the message stands and is not this one."""
    repeated = message.at != request.now
    if repeated and message.words != clean(words):
        raise Refused(KEY_REUSED)
    if repeated:
        response.headers["Idempotency-Replayed"] = "true"
    return Status(200 if repeated else 201, message_told(message))
