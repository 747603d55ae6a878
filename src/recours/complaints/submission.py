"""What a door hands in, and what it gets back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from recours.complaints.rules import check_submission as check_submission
from recours.complaints.states import Channel, Kind
from recours.complaints.states import Consent as Consent
from recours.core.filestore import StoredFile
from recours.people.complainants import Party

CONSENTS: tuple[Consent, ...] = tuple(Consent)
"""What can be agreed to, by any door; what was not asked is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A complaint, praise, idea, question or request as it came in: the sections of the complainant form and more.

    Only some words or a file are needed; everything else may be empty (ISO 10002:2018, annex C; 7.2).
    `received_at` is when it reached the organisation, where that was before it was recorded (a letter).
    `source` is a keyed fingerprint of where a public submission came from, for the limits against abuse.
    """

    kind: Kind = Kind.COMPLAINT
    channel: Channel
    language: str
    words: str = ""
    complainant: Party | None = None
    representative: Party | None = None
    authority: str = ""
    anonymous: bool = False
    product: UUID | None = None
    product_words: str = ""
    problem: UUID | None = None
    order_reference: str = ""
    occurred_on: date | None = None
    remedy_wanted: bool | None = None
    remedy_words: str = ""
    heard_of: str = ""
    consents: Mapping[Consent, bool] = field(default_factory=dict)
    files: tuple[StoredFile, ...] = ()
    received_at: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the complainant gets at once: the reference, the secret for tracking, who handles it and by when they answer."""

    complaint_id: UUID
    reference: str
    secret: str
    kind: Kind
    language: str
    received_at: datetime
    handler: str
    acknowledge_by: date | None
    answer_by: date | None
    repeated: bool = False
