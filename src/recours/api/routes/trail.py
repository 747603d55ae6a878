"""The trail: what happened, and the newest checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router
from pydantic import Field

from recours.api.auth import Token
from recours.api.errors import TRAIL_LONG
from recours.api.openapi import bytes_answer
from recours.api.paging import link_pages
from recours.api.reading import Caller
from recours.api.schemas.base import Moment, Paging
from recours.api.schemas.base import Sought as Text
from recours.api.schemas.trail import (
    CheckpointTold,
    RecordedList,
    RecordedTold,
    VerdictTold,
    checkpoint_told,
    recorded_told,
)
from recours.complaints.selectors import complaint_for, references_of
from recours.complaints.selectors.catalogue import category_names
from recours.core.errors import FORBIDDEN, NotFound, Refused
from recours.core.permissions import Permission, may
from recours.core.subjects import Subject
from recours.jobs.subjects import expected_subjects
from recours.people.selectors import staff_names
from recours.trail.checkpoints import newest
from recours.trail.export import export_trail
from recours.trail.reading import Recorded, events_of
from recours.trail.selectors import Sought, is_long, latest_for
from recours.trail.verification import verify

router = Router(tags=["Trail"])


class Asked(Paging):
    """Which events, and which page of them."""

    kind: Text = Field(
        "", max_length=60, description="Only events of this kind, such as `complaint.received`."
    )
    actor: Text = Field("", max_length=80, description="Only what this actor did, such as `staff:<key>`.")
    since: Moment | None = Field(None, description="Only what was recorded at this moment or later.")
    until: Moment | None = Field(None, description="Only what was recorded before this moment.")


@router.get("/trail", response=RecordedList, auth=Token(Permission.TRAIL_READ), summary="Read the trail")
def read_trail(request: Caller, response: HttpResponse, asked: Query[Asked]) -> RecordedList:
    """The latest events of everything, the newest first."""
    sought = Sought(kind=asked.kind, actor_code=asked.actor, since=asked.since, until=asked.until)
    page = latest_for(request.auth, sought=sought, cursor=asked.cursor, size=asked.limit)
    link_pages(request, response, page)
    return RecordedList(items=_told(page.rows), next=page.next, previous=page.previous)


@router.get(
    "/trail/checkpoint",
    response=CheckpointTold,
    auth=Token(Permission.TRAIL_READ),
    summary="Read the newest checkpoint",
)
def read_checkpoint(request: Caller) -> CheckpointTold:
    """The newest checkpoint, to be kept where nobody here can change it."""
    seal = newest()
    if seal is None:
        raise NotFound
    return checkpoint_told(seal)


@router.post(
    "/trail/verification",
    response=VerdictTold,
    auth=Token(Permission.TRAIL_READ),
    summary="Verify the trail",
)
def verify_trail(request: Caller) -> VerdictTold:
    """Judge the whole trail now, every hash, link, leaf, root and signature; refused (409) where it is very long."""
    if not may(request.auth, Permission.TRAIL_READ):
        raise Refused(FORBIDDEN)
    if is_long():
        raise Refused(TRAIL_LONG)
    return VerdictTold.model_validate(verify(expected=expected_subjects()).as_json())


@router.post(
    "/trail/export",
    auth=Token(Permission.TRAIL_EXPORT),
    summary="Export the trail",
    openapi_extra=bytes_answer("application/jsonl"),
)
def export(request: Caller) -> FileResponse:
    """A copy of the whole trail that can be verified without this system; that somebody took it is on the trail."""
    if is_long():
        raise Refused(TRAIL_LONG)
    with TemporaryDirectory(prefix="recours-trail-") as folder:
        made = export_trail(
            actor=request.auth,
            path=Path(folder) / "trail.jsonl",
            now=request.now,
            expected=expected_subjects(),
        )
        opened = made.path.open("rb")  # outlives its name
    name = f"trail-{request.now:%Y-%m-%d}.jsonl"
    return FileResponse(opened, as_attachment=True, filename=name, content_type="application/jsonl")


@router.get(
    "/complaints/{reference}/trail",
    response=list[RecordedTold],
    auth=Token(Permission.READ),
    summary="Read the trail of a case",
)
def read_case_trail(request: Caller, reference: str) -> list[RecordedTold]:
    """Everything that happened to a case, first things first."""
    case = complaint_for(actor=request.auth, reference=reference)
    return _told(events_of(Subject("complaint", case.pk)))


def _told(events: Sequence[Recorded]) -> list[RecordedTold]:
    keys: set[UUID] = set()
    for event in events:
        keys |= event.keys()
    names = {**staff_names(keys), **category_names(keys, get_language() or "en")} if keys else {}
    references = references_of({event.about.id for event in events if event.about.kind == "complaint"})
    return [recorded_told(event, names, references.get(event.about.id, "")) for event in events]
