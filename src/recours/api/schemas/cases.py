"""A case in a list and in full."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from recours.api.moves import MORE_ROUTES, MOVE_ROUTES, STAFF_ALONE
from recours.api.schemas.assessing import AssessmentTold
from recours.api.schemas.base import Given, Listed, Told
from recours.api.schemas.classifying import IssueTold, KindChangeTold
from recours.api.schemas.closing import ClosureTold
from recours.api.schemas.ending import ReferralTold, ReplyTold, ReviewTold
from recours.api.schemas.hearing import RespondentTold
from recours.api.schemas.investigating import InvestigatingTold
from recours.api.schemas.relating import AlikeTold, RelationTold
from recours.api.schemas.responding import ResponseTold
from recours.api.schemas.tasks import AlertTold, DelayTold, TaskTold
from recours.api.schemas.waiting import WaitTold
from recours.complaints.scales import Priority
from recours.complaints.states import Channel, Kind, Move, State
from recours.complaints.states import Told as How
from recours.core.actors import Actor, ActorKind
from recours.core.localised import said
from recours.letters.kinds import LetterKind
from recours.letters.recipients import Channel as Way
from recours.letters.states import Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from recours.complaints.selectors import CaseFile, QueueLine
    from recours.deadlines.clocks import ClockView
    from recours.people.recipients import Reachable


class CaseLine(Told):
    """A case at a glance. `who` is masked for a token that may not see who complained."""

    reference: str
    kind: Kind
    state: State
    who: str
    product: str
    excerpt: str
    language: str
    channel: Channel
    unit: str
    owner: str
    received_at: datetime
    next_due_at: datetime | None
    next_due_code: str
    anonymous: bool
    priority: Priority | None
    href: str


class CaseList(Listed[CaseLine]):
    """A page of cases."""


class Clock(Told):
    """One time limit: `due_date` is the last permitted day, `due` the first instant that is too late."""

    id: UUID
    code: str
    pack: str
    started_at: datetime
    due_date: date
    due: datetime
    met_at: datetime | None
    late: bool


class Person(Told):
    """A complainant or representative. Masked, it holds the first letters of the name and nothing else."""

    name: str
    masked: bool
    organisation: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""
    language: str = ""
    contact_channel: str = ""
    contact_time: str = ""
    accessibility: str = ""


class FileTold(Told):
    """A file of the case."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    internal: bool
    message: UUID | None
    at: datetime
    href: str


class MessageTold(Told):
    """Words of the conversation; `audience` tells public messages and internal notes apart."""

    id: UUID
    audience: str
    by: str
    author: str
    channel: str
    language: str
    words: str
    letter: UUID | None
    at: datetime


class AssignmentTold(Told):
    """Who owned the case, from when until when."""

    owner: UUID | None
    owner_name: str
    unit: UUID
    reason: str
    by: str
    at: datetime
    until: datetime | None


class AcknowledgementTold(Told):
    """That the complainant is told of the arrival, and how and when that happened."""

    channel: str
    written_at: datetime
    told_at: datetime | None
    how: str


class OriginTold(Told):
    """Where an imported case comes from."""

    source: str
    identity: str
    facts: dict[str, str]


class LetterSummary(Told):
    """A letter of the case; its words stand under its own address."""

    id: UUID
    kind: LetterKind
    channel: Way
    standing: Standing
    created_at: datetime
    left_at: datetime | None
    href: str


class EventTold(Told):
    """One event of the trail, as its code and as a sentence in the reader's language."""

    kind: str
    sentence: str
    who: str
    at: datetime


class MoveTold(Told):
    """What this token can do with the case now, and where."""

    move: Move
    method: str
    href: str


class CategoryTold(Told):
    """A category by key, code and name."""

    id: UUID
    code: str
    name: str


class CaseTold(Told):
    """A case in full. Reading it with a token that sees who complained is itself an event on the trail."""

    reference: str
    kind: Kind
    state: State
    channel: Channel
    language: str
    version: int = Field(description="Changes with every change; hand it back where a move asks for it.")
    received_at: datetime
    recorded_at: datetime
    changed_at: datetime
    unit: UUID
    unit_name: str
    owner: UUID | None
    owner_name: str
    complainant: Person | None
    representative: Person | None
    authority: str
    anonymous: bool
    consents: dict[str, bool]
    product: CategoryTold | None
    product_words: str
    problems: list[CategoryTold]
    issues: list[IssueTold]
    kind_changes: list[KindChangeTold]
    order_reference: str
    occurred_on: date | None
    words: str
    remedy_wanted: bool | None
    remedy_words: str
    heard_of: str
    acknowledgement: AcknowledgementTold | None
    closure: ClosureTold | None
    replies: list[ReplyTold]
    reviews: list[ReviewTold]
    referrals: list[ReferralTold]
    assessments: list[AssessmentTold]
    responses: list[ResponseTold]
    alerts: list[AlertTold]
    investigation: InvestigatingTold
    respondents: list[RespondentTold]
    waits: list[WaitTold]
    tasks: list[TaskTold]
    delays: list[DelayTold]
    alike: list[AlikeTold]
    relations: list[RelationTold]
    origin: OriginTold | None
    clocks: list[Clock]
    messages: list[MessageTold]
    files: list[FileTold]
    assignments: list[AssignmentTold]
    letters: list[LetterSummary]
    events: list[EventTold]
    moves: list[MoveTold]
    href: str


class AcknowledgementGiven(Given):
    """How the complainant came to know of the arrival."""

    how: How


class AssignmentGiven(Given):
    """To whom the case is given. `version` is that of the case as you last read it."""

    owner: UUID
    unit: UUID | None = Field(None, description="Left out: the unit stays.")
    reason: str = Field("", max_length=2_000)
    version: int = Field(ge=0, le=2**31 - 1)


class MessageGiven(Given):
    """Words to the complainant, with files."""

    words: str = Field("", examples=["Thank you. We are looking into the readings."])
    files: list[str] = Field(default_factory=list, description="Tokens from `POST /files`.")


class ReceivedGiven(MessageGiven):
    """What the complainant said, and by which way it came."""

    channel: Channel = Channel.PHONE


class NoteGiven(Given):
    """Words for colleagues only."""

    words: str = Field(examples=["Called the depot; the reading of May was estimated."])


class FilesGiven(Given):
    """Files for the case, internal until a message carries them."""

    files: list[str] = Field(min_length=1, description="Tokens from `POST /files`.")


def line_told(line: QueueLine, address: Callable[[str], str]) -> CaseLine:
    """A line of the queue."""
    return CaseLine(
        reference=line.reference,
        kind=line.kind,
        state=line.state,
        who=line.who,
        product=line.product,
        excerpt=line.excerpt,
        language=line.language,
        channel=Channel(line.channel),
        unit=line.unit,
        owner=line.owner,
        received_at=line.received_at,
        next_due_at=line.next_due_at,
        next_due_code=line.next_due_code,
        anonymous=line.anonymous,
        priority=Priority(line.priority) if line.priority else None,
        href=address(line.reference),
    )


def clock_told(clock: ClockView, now: datetime) -> Clock:
    """A clock as it stands at this moment."""
    return Clock(
        id=clock.id,
        code=clock.code,
        pack=clock.pack,
        started_at=clock.started_at,
        due_date=clock.due_date,
        due=clock.due,
        met_at=clock.met_at,
        late=clock.is_late(now),
    )


def moves_told(found: CaseFile, actor: Actor, href: str) -> list[MoveTold]:
    """The moves of the table that this actor can make now, each with its address."""
    able = [move for move in found.moves if actor.kind is ActorKind.STAFF or move not in STAFF_ALONE]
    return [
        MoveTold(move=move, method="POST", href=f"{href}/{route}")
        for move in able
        for route in (MOVE_ROUTES[move], *MORE_ROUTES.get(move, ()))
    ]


def person_told(person: Reachable | None, *, shown: str, revealed: bool) -> Person | None:
    """The person in full, or under a mask."""
    if person is None:
        return None
    if not revealed:
        return Person(name=shown, masked=True)
    fields = {name: getattr(person, name) for name in Person.model_fields if name != "masked"}
    return Person(**fields, masked=False)


def category_told(category: object, language: str) -> CategoryTold:
    """A category by its name in this language."""
    names: dict[str, str] = category.names  # type: ignore[attr-defined]  # a row of a package whose models are private
    key, code = category.pk, category.code  # type: ignore[attr-defined]  # the same
    return CategoryTold(id=key, code=code, name=said(names, language).text)
