"""A complaint as a program hands it in, and the receipt it gets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from recours.api.errors import TOO_MANY
from recours.api.schemas.base import Day, Given, Language, Moment, Told
from recours.complaints.states import Channel, Kind
from recours.complaints.submission import Consent, Receipt, Submission
from recours.core.errors import Code, Invalid, RecoursError, Refused
from recours.core.filestore import StoredFile, unseal
from recours.letters.queue import track_address
from recours.letters.recipients import Channel as Way
from recours.people.complainants import Party

MOST_FILES = 10

Sealed = Annotated[
    list[str], Field(description="Tokens of files uploaded before by `POST /files`, at most ten.")
]


class PartyGiven(Given):
    """Somebody as they describe themselves; every part may be left out. `contact_channel` is how they want to hear from us."""

    name: str = Field("", examples=["Nadia Haddad"])
    organisation: str = ""
    email: str = Field("", examples=["nadia@example.org"])
    phone: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""
    language: Language | None = None
    contact_channel: Way | None = None
    contact_time: str = ""
    accessibility: str = Field(
        "", description="What makes it easier for them, such as large print or a relay service."
    )


class ComplaintGiven(Given):
    """A complaint, praise, idea, question or request. Only words or a file are needed; everything else may be left out."""

    kind: Kind = Kind.COMPLAINT
    channel: Channel = Field(
        Channel.API, description="How it reached you, where that was not by this program itself."
    )
    language: Language | None = Field(
        None,
        description="The complainant's language. Left out: the complainant's own, else that of Accept-Language.",
    )
    words: str = Field(
        "",
        description="What happened, in the complainant's own words.",
        examples=["The meter was read twice."],
    )
    complainant: PartyGiven | None = None
    representative: PartyGiven | None = None
    authority: str = Field("", description="What allows the representative to act.")
    anonymous: bool = False
    product: UUID | None = Field(None, description="A category of the tree “product”.")
    product_words: str = ""
    problem: UUID | None = Field(None, description="A category of the tree “problem”.")
    order_reference: str = ""
    occurred_on: Day | None = None
    remedy_wanted: bool | None = None
    remedy_words: str = ""
    heard_of: str = ""
    consents: dict[Consent, bool] = Field(
        default_factory=dict, description="What they agreed to, or did not; leave out what was not asked."
    )
    files: Sealed = Field(default_factory=list)
    received_at: Moment | None = Field(
        None, description="When it reached the organisation, where that was before now."
    )


class ReceiptTold(Told):
    """What the complainant is entitled to at once. Hand reference and secret to them: the two open the tracking page.

    The secret is told to whoever creates the case, now and when the same key is repeated, and never again.
    """

    reference: str
    secret: str
    kind: Kind
    language: str
    received_at: datetime
    handler: str = Field(description="Who handles it, in the complainant's language.")
    acknowledge_by: date | None = Field(description="The last day by which we confirm the arrival.")
    answer_by: date | None = Field(description="The last day by which we answer.")
    tracking_url: str
    href: str


def submission_of(given: ComplaintGiven, language: str) -> Submission:
    """The submission that the domain takes; Invalid for a file that is not there any more. `language` is the fallback."""
    spoken = given.language or (given.complainant.language if given.complainant else None) or language
    return Submission(
        kind=given.kind,
        channel=given.channel,
        language=spoken,
        words=given.words,
        complainant=_party(given.complainant, spoken),
        representative=_party(given.representative, spoken),
        authority=given.authority,
        anonymous=given.anonymous,
        product=given.product,
        product_words=given.product_words,
        problem=given.problem,
        order_reference=given.order_reference,
        occurred_on=given.occurred_on,
        remedy_wanted=given.remedy_wanted,
        remedy_words=given.remedy_words,
        heard_of=given.heard_of,
        consents=given.consents,
        files=unsealed(given.files),
        received_at=given.received_at,
    )


def unsealed(tokens: list[str]) -> tuple[StoredFile, ...]:
    """The uploaded files behind these tokens, each once; Invalid names each token that opens nothing any more."""
    if len(tokens) > MOST_FILES:
        raise Invalid({"files": Refused(TOO_MANY, limit=MOST_FILES)})
    found: dict[str, StoredFile] = {}
    wrong: dict[str, Code | RecoursError] = {}
    for number, token in enumerate(tokens):
        try:
            stored = unseal(token)
        except Invalid as problem:
            wrong[f"files.{number}"] = next(iter(problem.fields.values()))
        else:
            found[stored.key] = stored
    if wrong:
        raise Invalid(wrong)
    return tuple(found.values())


def receipt_told(receipt: Receipt, href: str) -> ReceiptTold:
    """The receipt as it is told."""
    return ReceiptTold(
        reference=receipt.reference,
        secret=receipt.secret,
        kind=receipt.kind,
        language=receipt.language,
        received_at=receipt.received_at,
        handler=receipt.handler,
        acknowledge_by=receipt.acknowledge_by,
        answer_by=receipt.answer_by,
        tracking_url=track_address(receipt.reference, receipt.language),
        href=href,
    )


def _party(given: PartyGiven | None, language: str) -> Party | None:
    if given is None:
        return None
    values = given.model_dump(exclude={"language", "contact_channel"})
    way = given.contact_channel.value if given.contact_channel else ""
    return Party(**values, language=given.language or language, contact_channel=way)
