"""What a form carries from one try to the next: the files that were accepted before, and those that came now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from recours.complaints.errors import TOO_MANY_FILES
from recours.core.errors import Invalid, RecoursError
from recours.core.filenames import shown_name
from recours.core.filestore import StoredFile, keep, seal, unseal
from recours.portal.limits import may_upload

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

MOST_FILES = 10
TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError)
"""What a request can be that is too large or too broken to be read; the page that answers it needs no form."""


@dataclass(slots=True)
class Sealed:
    """A file that waits in the form, with the token that brings it back."""

    file: StoredFile
    token: str


@dataclass(slots=True)
class Uploads:
    """The files that stay with the form, and why others do not."""

    kept: list[Sealed] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """What the action takes."""
        return tuple(sealed.file for sealed in self.kept)


def read_uploads(request: HttpRequest, source: str, now: datetime) -> Uploads:
    """Take back what was sealed, keep what came, name what cannot be taken; a "remove" button takes one out again."""
    uploads = Uploads()
    seen: set[str] = set()
    for token in request.POST.getlist("kept")[:MOST_FILES]:
        try:
            stored = unseal(token)
        except Invalid as problem:
            uploads.refused += [said for said in problem.sentences().values() if said not in uploads.refused]
            continue
        if stored.key not in seen:
            seen.add(stored.key)
            uploads.kept.append(Sealed(stored, token))
    for upload in request.FILES.getlist("files"):
        _take(upload, uploads, source, now)
    removed = request.POST.get("remove", "")
    uploads.kept = [sealed for sealed in uploads.kept if sealed.file.key != removed]
    return uploads


def _take(upload: UploadedFile[bytes], uploads: Uploads, source: str, now: datetime) -> None:
    name = upload.name or ""
    if len(uploads.kept) >= MOST_FILES:
        said = RecoursError(TOO_MANY_FILES, limit=MOST_FILES).sentence
        uploads.refused.append(
            _("“%(name)s” was left out: %(reason)s") % {"name": shown_name(name), "reason": said}
        )
        return
    if not may_upload(source, upload.size or 0, now):
        uploads.refused.append(
            _(
                "“%(name)s” was left out, because very much was sent from your connection in a short time. You can add it later, on the page where you follow your complaint."
            )
            % {"name": shown_name(name)}
        )
        return
    try:
        stored = keep(upload, name=name)
    except Invalid as problem:
        uploads.refused += problem.sentences().values()
        return
    uploads.kept.append(Sealed(stored, seal(stored)))
