"""Files in a form: kept at once, so that a form that must be shown again loses none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints.errors import TOO_MANY_FILES
from recours.core.errors import Invalid, Refused
from recours.core.filestore import StoredFile, keep, seal, unseal
from recours.desk.forms.fields import DeskForm, Uploads

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILES = 10


class Sealed(forms.MultipleHiddenInput):
    """Tokens of files that an earlier showing of the form brought."""


class Tokens(forms.Field):
    """The tokens as they came back; unticking one leaves its file behind."""

    widget = Sealed

    def clean(self, value: Any) -> Any:
        return [str(token) for token in value or ()][: MOST_FILES * 2]


class WithFiles(DeskForm):
    """A form with files. After validation `cleaned_data["files"]` holds stored files and `kept` their tokens."""

    files = Uploads(  # type: ignore[assignment]  # a field, not the form's uploads: the metaclass takes it away
        required=False,
        label=_("Files"),
        help_text=_("Up to ten files of 10 MB each: pictures, PDF, documents, sound, film."),
    )
    kept_files = Tokens(required=False)

    kept: tuple[tuple[str, StoredFile], ...] = ()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        stored = [*self._unsealed(given.pop("kept_files", ()))]
        uploads = given.get("files", ())
        if len(stored) + len(uploads) > MOST_FILES:
            self.add_error("files", Refused(TOO_MANY_FILES, limit=MOST_FILES).sentence)
        else:
            stored += self._stored(uploads)
        self.kept = tuple((seal(file), file) for file in stored)
        given["files"] = tuple(stored)
        return given

    def _unsealed(self, tokens: list[str]) -> Iterator[StoredFile]:
        for token in tokens:
            try:
                yield unseal(token)
            except Invalid as broken:
                self.take(broken)

    def _stored(self, uploads: list[Any]) -> Iterator[StoredFile]:
        for upload in uploads:
            try:
                yield keep(upload, name=upload.name or "")
            except Invalid as refused:
                self.take(refused)
