"""What happens to a case, as the trail keeps it: codes, keys and digests, never a person's words or name."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.complaints.states import CHANNEL_NAMES, KIND_NAMES, TOLD_NAMES
from recours.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class Received(Event):
    kind = "complaint.received"
    sentence = _("%(case)s received (%(channel)s).")
    labels: ClassVar = {"case": KIND_NAMES, "channel": CHANNEL_NAMES}

    case: str
    channel: str
    language: str
    unit: UUID
    product: UUID | None
    anonymous: bool
    files: int
    words: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class TakenOver(Event):
    kind = "complaint.taken_over"
    sentence = _("Taken over from an earlier system (%(source)s).")

    case: str
    source: str
    state: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Acknowledged(Event):
    kind = "complaint.acknowledged"
    sentence = _("The complainant was told that we received it, %(how)s.")
    labels: ClassVar = {"how": TOLD_NAMES}

    how: str
    letter: UUID | None


@dataclass(frozen=True, kw_only=True)
class Assigned(Event):
    kind = "complaint.assigned"
    sentence = _("Given to %(owner)s in %(unit)s.")

    owner: UUID
    unit: UUID
    before: UUID | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class MessageReceived(Event):
    kind = "complaint.message_received"
    sentence = _("The complainant wrote (%(channel)s).")
    labels: ClassVar = {"channel": CHANNEL_NAMES}

    message: UUID
    channel: str
    words: str
    files: int


@dataclass(frozen=True, kw_only=True)
class MessageWritten(Event):
    kind = "complaint.message_written"
    sentence = _("A message went to the complainant.")

    message: UUID
    letter: UUID | None
    words: str
    files: int


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    kind = "complaint.note_written"
    sentence = _("An internal note was written.")

    message: UUID
    words: str


@dataclass(frozen=True, kw_only=True)
class FilesAdded(Event):
    kind = "complaint.files_added"
    sentence = _("Files were added: %(files)s.")

    files: int
    digests: tuple[str, ...]
    internal: bool


@dataclass(frozen=True, kw_only=True)
class IdentitySeen(Event):
    kind = "complaint.identity_seen"
    sentence = _("The complainant's identity was seen.")


@dataclass(frozen=True, kw_only=True)
class CategoryAdded(Event):
    kind = "category.added"
    sentence = _("Category added: %(category)s.")

    category: UUID
    tree: str
    code: str


@dataclass(frozen=True, kw_only=True)
class CategoryChanged(Event):
    kind = "category.changed"
    sentence = _("Category changed: %(category)s.")

    category: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CategoryRetired(Event):
    kind = "category.retired"
    sentence = _("Category retired: %(category)s.")

    category: UUID
