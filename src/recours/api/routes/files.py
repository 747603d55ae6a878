"""Files: uploaded first, attached then."""

from __future__ import annotations

from ninja import Router, Status

from recours.api.auth import Token
from recours.api.errors import BODY_TOO_LARGE, FILE_MISSING
from recours.api.openapi import raw_body
from recours.api.reading import MEGABYTE, Caller, Unreadable, require_media_type
from recours.api.schemas.files import Uploaded
from recours.core.errors import Invalid
from recours.core.filestore import keep, seal
from recours.core.permissions import Permission

router = Router(tags=["Files"])

LARGEST_FORM = 11 * MEGABYTE
_FORM = "multipart/form-data"
_SCHEMA = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}},
}


@router.post(
    "/files",
    response={201: Uploaded},
    auth=Token(Permission.INTAKE, Permission.CONVERSE, Permission.NOTE),
    summary="Upload a file",
    openapi_extra=raw_body(_FORM, _SCHEMA),
)
def upload(request: Caller) -> Status[Uploaded]:
    """Upload one file of at most 10 MB, judged by its content, and get the token by which it is attached."""
    require_media_type(request, _FORM)
    declared = request.META.get("CONTENT_LENGTH") or "0"
    if declared.isascii() and declared.isdigit() and int(declared[:12]) > LARGEST_FORM:
        raise Unreadable(BODY_TOO_LARGE, status=413, limit=10)
    sent = request.FILES.get("file")
    if sent is None:
        raise Invalid({"file": FILE_MISSING})
    kept = keep(sent, name=sent.name or "")
    return Status(
        201,
        Uploaded(
            file=seal(kept), name=kept.name, media_type=kept.media_type, size=kept.size, sha256=kept.sha256
        ),
    )
