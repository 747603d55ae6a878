"""What happens to a case, as the trail keeps it: codes, keys and digests, never a person's words or name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.complaints.closing import REPLY_NAMES, RULING_NAMES
from recours.complaints.events.conduct import RestrictionDecided as RestrictionDecided
from recours.complaints.events.conduct import RestrictionEnded as RestrictionEnded
from recours.complaints.events.conduct import RestrictionProposed as RestrictionProposed
from recours.complaints.events.conduct import WelfareRaised as WelfareRaised
from recours.complaints.events.conduct import WelfareSettled as WelfareSettled
from recours.complaints.events.conversing import TextAdded as TextAdded
from recours.complaints.events.conversing import TextChanged as TextChanged
from recours.complaints.events.conversing import TextRetired as TextRetired
from recours.complaints.events.conversing import Watched as Watched
from recours.complaints.events.conversing import WatchEnded as WatchEnded
from recours.complaints.events.hearing import RespondentCleared as RespondentCleared
from recours.complaints.events.hearing import RespondentHeard as RespondentHeard
from recours.complaints.events.hearing import RespondentNamed as RespondentNamed
from recours.complaints.events.hearing import RespondentTold as RespondentTold
from recours.complaints.events.inquiry import EvidenceAdded as EvidenceAdded
from recours.complaints.events.inquiry import FactFound as FactFound
from recours.complaints.events.inquiry import Interviewed as Interviewed
from recours.complaints.events.inquiry import InvestigationBegun as InvestigationBegun
from recours.complaints.events.inquiry import QuestionAsked as QuestionAsked
from recours.complaints.events.labels import words_of
from recours.complaints.events.relating import Joined as Joined
from recours.complaints.events.relating import Linked as Linked
from recours.complaints.events.relating import Merged as Merged
from recours.complaints.events.relating import Parted as Parted
from recours.complaints.events.relating import Split as Split
from recours.complaints.events.relating import SplitOff as SplitOff
from recours.complaints.events.relating import Unlinked as Unlinked
from recours.complaints.events.relating import Unmerged as Unmerged
from recours.complaints.events.triage import AlertConfirmed as AlertConfirmed
from recours.complaints.events.triage import AlertRaised as AlertRaised
from recours.complaints.events.triage import Classified as Classified
from recours.complaints.events.triage import DelayExplained as DelayExplained
from recours.complaints.events.triage import KindChanged as KindChanged
from recours.complaints.events.triage import TaskAnswered as TaskAnswered
from recours.complaints.events.triage import TaskSet as TaskSet
from recours.complaints.events.triage import TaskWithdrawn as TaskWithdrawn
from recours.complaints.events.waiting import InformationAsked as InformationAsked
from recours.complaints.events.waiting import InformationReminded as InformationReminded
from recours.complaints.events.waiting import StaffTold as StaffTold
from recours.complaints.events.waiting import WaitEnded as WaitEnded
from recours.complaints.outcomes import OUTCOME_NAMES
from recours.complaints.remedies import ACTION_NAMES
from recours.complaints.states import CHANNEL_NAMES, GROUND_NAMES, KIND_NAMES, TOLD_NAMES
from recours.core.permissions import ROLE_NAMES
from recours.trail.chain import Digest
from recours.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class Received(Event):
    kind: ClassVar[str] = "complaint.received"
    sentence = _("%(case)s received (%(channel)s).")
    labels = {"case": words_of(KIND_NAMES), "channel": words_of(CHANNEL_NAMES)}

    case: str
    channel: str
    language: str
    unit: UUID
    product: UUID | None
    anonymous: bool
    files: int
    words: Digest
    remedy: Digest


@dataclass(frozen=True, kw_only=True)
class TakenOver(Event):
    kind: ClassVar[str] = "complaint.taken_over"
    sentence = _("Taken over from an earlier system (%(source)s).")

    case: str
    source: str
    state: str
    words: Digest


@dataclass(frozen=True, kw_only=True)
class Acknowledged(Event):
    kind: ClassVar[str] = "complaint.acknowledged"
    sentence = _("The complainant was told that we received it, %(how)s.")
    labels = {"how": words_of(TOLD_NAMES)}

    how: str
    letter: UUID | None


@dataclass(frozen=True, kw_only=True)
class Assigned(Event):
    kind: ClassVar[str] = "complaint.assigned"
    sentence = _("Given to %(owner)s in %(unit)s.")

    owner: UUID
    unit: UUID
    before: UUID | None
    reason: Digest


@dataclass(frozen=True, kw_only=True)
class Assessed(Event):
    kind: ClassVar[str] = "complaint.assessed"
    sentence = _("Assessed (%(number)s): severity %(severity)s of 5, priority %(priority)s of 4.")

    number: int
    severity: int
    safety: str
    priority: int
    computed: int
    significant: bool
    reason: Digest


@dataclass(frozen=True, kw_only=True)
class MessageReceived(Event):
    kind: ClassVar[str] = "complaint.message_received"
    sentence = _("The complainant wrote (%(channel)s).")
    labels = {"channel": words_of(CHANNEL_NAMES)}

    message: UUID
    channel: str
    words: Digest
    files: int


@dataclass(frozen=True, kw_only=True)
class MessageWritten(Event):
    kind: ClassVar[str] = "complaint.message_written"
    sentence = _("A message went to the complainant.")

    message: UUID
    letter: UUID | None
    words: Digest
    files: int


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    kind: ClassVar[str] = "complaint.note_written"
    sentence = _("An internal note was written.")

    message: UUID
    words: Digest
    mentions: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class ResponsePrepared(Event):
    kind: ClassVar[str] = "complaint.response_prepared"
    sentence = _("The answer was prepared (%(number)s): %(outcome)s.")
    labels = {"outcome": words_of(OUTCOME_NAMES)}

    response: UUID
    number: int
    level: int
    outcome: str
    outcomes: tuple[str, ...]
    remedies: tuple[int, ...]
    amounts: tuple[str, ...]
    approval_needed: bool
    words: Digest


@dataclass(frozen=True, kw_only=True)
class ResponseApproved(Event):
    kind: ClassVar[str] = "complaint.response_approved"
    sentence = _("The answer was approved (%(number)s).")

    response: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class ResponseSentBack(Event):
    kind: ClassVar[str] = "complaint.response_sent_back"
    sentence = _("The answer was sent back to be worked on again (%(number)s).")

    response: UUID
    number: int
    reason: Digest


@dataclass(frozen=True, kw_only=True)
class DecisionCommunicated(Event):
    kind: ClassVar[str] = "complaint.decision_communicated"
    sentence = _("The answer went to the complainant: %(outcome)s.")
    labels = {"outcome": words_of(OUTCOME_NAMES)}

    response: UUID
    number: int
    level: int
    outcome: str
    letter: UUID
    reply_by: date


@dataclass(frozen=True, kw_only=True)
class RemedyCarriedOut(Event):
    kind: ClassVar[str] = "complaint.remedy_carried_out"
    sentence = _("A remedy was carried out: %(action)s.")
    labels = {"action": {str(code.value): name for code, name in ACTION_NAMES.items()}}

    remedy: UUID
    action: str
    on: date
    files: tuple[str, ...]
    proof: Digest


@dataclass(frozen=True, kw_only=True)
class RemedyVerified(Event):
    kind: ClassVar[str] = "complaint.remedy_verified"
    sentence = _("A remedy was verified: %(action)s.")
    labels = {"action": {str(code.value): name for code, name in ACTION_NAMES.items()}}

    remedy: UUID
    action: str
    alone: bool
    last: bool


@dataclass(frozen=True, kw_only=True)
class AuthorityChanged(Event):
    kind: ClassVar[str] = "authority.changed"
    sentence = _("%(actor)s changed up to which amount %(role)s may promise in %(currency)s.")
    labels = {"role": {role.value: name for role, name in ROLE_NAMES.items()}}

    role: str
    currency: str
    amount: str
    set: bool


@dataclass(frozen=True, kw_only=True)
class FilesAdded(Event):
    kind: ClassVar[str] = "complaint.files_added"
    sentence = _("Files were added: %(files)s.")

    files: int
    digests: tuple[str, ...]
    internal: bool


@dataclass(frozen=True, kw_only=True)
class Replied(Event):
    kind: ClassVar[str] = "complaint.replied"
    sentence = _("The complainant replied to the answer (%(channel)s): %(reply)s.")
    labels = {"reply": words_of(REPLY_NAMES), "channel": words_of(CHANNEL_NAMES)}

    reply: str
    response: UUID
    channel: str
    said_on: date | None
    letter: UUID | None
    words: Digest


@dataclass(frozen=True, kw_only=True)
class Reminded(Event):
    kind: ClassVar[str] = "complaint.reminded"
    sentence = _("The complainant was reminded; the case closes after %(close_on)s if they stay silent.")

    response: UUID
    close_on: date
    letter: UUID


@dataclass(frozen=True, kw_only=True)
class Escalated(Event):
    kind: ClassVar[str] = "complaint.escalated"
    sentence = _("Passed on for review (%(level)s).")

    level: int
    reviewer: UUID | None
    before: UUID | None
    wanted_by: str
    answer_by: date | None
    letter: UUID
    reason: Digest


@dataclass(frozen=True, kw_only=True)
class Referred(Event):
    kind: ClassVar[str] = "complaint.referred"
    sentence = _("With an outside body since %(since)s: %(body)s.")

    number: int
    body: UUID
    since: date
    letter: UUID
    words: Digest


@dataclass(frozen=True, kw_only=True)
class Ruled(Event):
    kind: ClassVar[str] = "complaint.ruled"
    sentence = _("%(body)s decided on %(decided_on)s: %(result)s.")
    labels = {"result": words_of(RULING_NAMES)}

    number: int
    body: UUID
    result: str
    decided_on: date
    letter: UUID
    words: Digest


@dataclass(frozen=True, kw_only=True)
class Closed(Event):
    kind: ClassVar[str] = "complaint.closed"
    sentence = _("Closed: %(ground)s.")
    labels = {"ground": words_of(GROUND_NAMES)}

    closure: UUID
    ground: str
    frm: str
    cause: str
    cause_unit: UUID | None
    recurrent: bool | None
    others_affected: bool | None
    correction_needed: bool | None
    letter: UUID | None
    words: Digest
    helper: Digest


@dataclass(frozen=True, kw_only=True)
class Reopened(Event):
    kind: ClassVar[str] = "complaint.reopened"
    sentence = _("Reopened.")

    closure: UUID
    state: str
    words: Digest


@dataclass(frozen=True, kw_only=True)
class IdentitySeen(Event):
    kind: ClassVar[str] = "complaint.identity_seen"
    sentence = _("The complainant's identity was seen.")


@dataclass(frozen=True, kw_only=True)
class CategoryAdded(Event):
    kind: ClassVar[str] = "category.added"
    sentence = _("%(actor)s added the category %(category)s.")

    category: UUID
    tree: str
    code: str


@dataclass(frozen=True, kw_only=True)
class CategoryChanged(Event):
    kind: ClassVar[str] = "category.changed"
    sentence = _("%(actor)s changed the category %(category)s.")

    category: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CategoryRetired(Event):
    kind: ClassVar[str] = "category.retired"
    sentence = _("%(actor)s retired the category %(category)s.")

    category: UUID
