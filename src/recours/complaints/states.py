"""Every state of a case and every move between states: the one table that buttons, API, CLI, guard and docs read.

ISO 10002:2018 clause 7, annexes F and G. A rejected answer leads to review, outside bodies or acceptance, never straight to closure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recours.complaints.codes import CHANNEL_NAMES as CHANNEL_NAMES
from recours.complaints.codes import KIND_NAMES as KIND_NAMES
from recours.complaints.codes import TOLD_NAMES as TOLD_NAMES
from recours.complaints.codes import Channel as Channel
from recours.complaints.codes import Consent as Consent
from recours.complaints.codes import Kind as Kind
from recours.complaints.codes import Told as Told
from recours.core.permissions import Permission

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class State(StrEnum):
    """Where a case stands; the index over its records."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASSESSED = "assessed"
    INVESTIGATING = "investigating"
    AWAITING_INFORMATION = "awaiting_information"
    RESPONSE_PREPARED = "response_prepared"
    DECISION_COMMUNICATED = "decision_communicated"
    REJECTED = "rejected"
    ESCALATED = "escalated"
    EXTERNAL = "external"
    EXTERNAL_DECIDED = "external_decided"
    IMPLEMENTING = "implementing"
    REMEDY_VERIFIED = "remedy_verified"
    CLOSED = "closed"


class Ground(StrEnum):
    """Why a case is closed (domain: the legal grounds of 7.9)."""

    ACCEPTED_AND_EXECUTED = "accepted_and_executed"
    WITHDRAWN = "withdrawn"
    NO_REPLY_AFTER_NOTICE = "no_reply_after_notice"
    RECOURSE_EXHAUSTED = "recourse_exhausted"
    EXTERNAL_FINAL = "external_final"
    OUT_OF_SCOPE_NOTIFIED = "out_of_scope_notified"
    MERGED = "merged"
    ANSWERED = "answered"
    IMPORTED = "imported"


class Move(StrEnum):
    """What can be done with a case."""

    ACKNOWLEDGE = "acknowledge"
    TAKE = "take"
    ASSIGN = "assign"
    CLASSIFY = "classify"
    CHANGE_KIND = "change_kind"
    ASSESS = "assess"
    INVESTIGATE = "investigate"
    INQUIRE = "inquire"
    HEAR_RESPONDENT = "hear_respondent"
    ASK = "ask"
    RESUME = "resume"
    PREPARE = "prepare"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    COMMUNICATE = "communicate"
    CARRY_OUT = "carry_out"
    VERIFY_REMEDY = "verify_remedy"
    ACCEPT = "accept"
    REJECT = "reject"
    REMIND = "remind"
    ESCALATE = "escalate"
    REFER = "refer"
    RECORD_RULING = "record_ruling"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    REOPEN = "reopen"
    MERGE = "merge"
    UNMERGE = "unmerge"
    LINK = "link"
    SPLIT = "split"
    CONFIRM_ALERT = "confirm_alert"
    SET_TASK = "set_task"
    EXPLAIN_DELAY = "explain_delay"
    PROPOSE_RESTRICTION = "propose_restriction"
    DECIDE_RESTRICTION = "decide_restriction"
    LIFT_RESTRICTION = "lift_restriction"
    RAISE_WELFARE = "raise_welfare"
    SETTLE_WELFARE = "settle_welfare"
    WATCH = "watch"
    WRITE = "write"
    RECEIVE_MESSAGE = "receive_message"
    ATTACH = "attach"
    NOTE = "note"


COMPLAINTS = frozenset({Kind.COMPLAINT})
EVERY_KIND = frozenset(Kind)
FEEDBACK = EVERY_KIND - COMPLAINTS

_S = State
_OPEN = tuple(state for state in State if state is not State.CLOSED)
_EVERYWHERE = tuple(State)
_PAUSABLE = (_S.ACKNOWLEDGED, _S.ASSESSED, _S.INVESTIGATING, _S.ESCALATED)
_BEFORE_ANSWER = (_S.RECEIVED, _S.ACKNOWLEDGED, _S.ASSESSED, _S.INVESTIGATING)

Ways = Mapping[State, tuple[State, ...]]


def _stays(*states: State) -> Ways:
    return {state: (state,) for state in states}


def _goes(to: State, *states: State) -> Ways:
    return dict.fromkeys(states, (to,))


@dataclass(frozen=True, slots=True)
class Step:
    """A move: from which state to which (the same: it stays; several: the records decide), with which permission, for which kinds."""

    ways: Ways
    permission: Permission
    kinds: frozenset[Kind] = COMPLAINTS

    @property
    def frm(self) -> frozenset[State]:
        """The states in which the move can begin."""
        return frozenset(self.ways)


@dataclass(frozen=True, slots=True)
class Passage:
    """One move made: from where to where."""

    frm: State
    to: State


OPEN = frozenset(_OPEN)

MOVES: Mapping[Move, Step] = {
    Move.ACKNOWLEDGE: Step(
        {**_stays(*_OPEN), _S.RECEIVED: (_S.ACKNOWLEDGED,)}, Permission.ACKNOWLEDGE, EVERY_KIND
    ),
    Move.TAKE: Step(_stays(*_OPEN), Permission.TAKE, EVERY_KIND),
    Move.ASSIGN: Step(_stays(*_OPEN), Permission.ASSIGN, EVERY_KIND),
    Move.CLASSIFY: Step(_stays(*_EVERYWHERE), Permission.CLASSIFY, EVERY_KIND),
    Move.CHANGE_KIND: Step(_stays(_S.RECEIVED, _S.ACKNOWLEDGED), Permission.CLASSIFY, EVERY_KIND),
    Move.ASSESS: Step(
        {**_stays(*_OPEN), _S.RECEIVED: (_S.ASSESSED,), _S.ACKNOWLEDGED: (_S.ASSESSED,)}, Permission.ASSESS
    ),
    Move.INVESTIGATE: Step(_goes(_S.INVESTIGATING, _S.ASSESSED), Permission.INVESTIGATE),
    Move.INQUIRE: Step(_stays(_S.INVESTIGATING, _S.ESCALATED), Permission.INVESTIGATE),
    Move.HEAR_RESPONDENT: Step(_stays(*_EVERYWHERE), Permission.INVESTIGATE),
    Move.ASK: Step(_goes(_S.AWAITING_INFORMATION, *_PAUSABLE), Permission.CONVERSE),
    Move.RESUME: Step({_S.AWAITING_INFORMATION: _PAUSABLE}, Permission.CONVERSE),
    Move.PREPARE: Step(
        _goes(_S.RESPONSE_PREPARED, _S.ASSESSED, _S.INVESTIGATING, _S.ESCALATED, _S.RESPONSE_PREPARED),
        Permission.RESPOND,
    ),
    Move.APPROVE: Step(_stays(_S.RESPONSE_PREPARED), Permission.APPROVE),
    Move.SEND_BACK: Step(
        {_S.RESPONSE_PREPARED: (_S.ASSESSED, _S.INVESTIGATING, _S.ESCALATED)}, Permission.APPROVE
    ),
    Move.COMMUNICATE: Step(_goes(_S.DECISION_COMMUNICATED, _S.RESPONSE_PREPARED), Permission.RESPOND),
    Move.CARRY_OUT: Step(_stays(_S.IMPLEMENTING), Permission.REMEDY),
    Move.VERIFY_REMEDY: Step({_S.IMPLEMENTING: (_S.IMPLEMENTING, _S.REMEDY_VERIFIED)}, Permission.REMEDY),
    Move.ACCEPT: Step(
        dict.fromkeys(
            (_S.DECISION_COMMUNICATED, _S.REJECTED, _S.ESCALATED), (_S.IMPLEMENTING, _S.REMEDY_VERIFIED)
        ),
        Permission.CONVERSE,
    ),
    Move.REJECT: Step(_goes(_S.REJECTED, _S.DECISION_COMMUNICATED), Permission.CONVERSE),
    Move.REMIND: Step(_stays(_S.DECISION_COMMUNICATED, _S.AWAITING_INFORMATION), Permission.CONVERSE),
    Move.ESCALATE: Step(_goes(_S.ESCALATED, _S.DECISION_COMMUNICATED, _S.REJECTED), Permission.ESCALATE),
    Move.REFER: Step(
        _goes(_S.EXTERNAL, *(state for state in _OPEN if state is not _S.EXTERNAL)), Permission.ESCALATE
    ),
    Move.RECORD_RULING: Step({_S.EXTERNAL: (_S.EXTERNAL_DECIDED, _S.ASSESSED)}, Permission.ESCALATE),
    Move.WITHDRAW: Step(_goes(_S.CLOSED, *_OPEN), Permission.CLOSE, EVERY_KIND),
    Move.CLOSE: Step(_goes(_S.CLOSED, *_OPEN), Permission.CLOSE, EVERY_KIND),
    Move.REOPEN: Step({_S.CLOSED: (_S.ACKNOWLEDGED, _S.ASSESSED)}, Permission.REOPEN, EVERY_KIND),
    Move.MERGE: Step(_goes(_S.CLOSED, *_OPEN), Permission.LINK, EVERY_KIND),
    Move.UNMERGE: Step({_S.CLOSED: _OPEN}, Permission.LINK, EVERY_KIND),
    Move.LINK: Step(_stays(*_EVERYWHERE), Permission.LINK, EVERY_KIND),
    Move.SPLIT: Step(_stays(*_OPEN), Permission.LINK, EVERY_KIND),
    Move.CONFIRM_ALERT: Step(_stays(*_EVERYWHERE), Permission.OVERSEE),
    Move.SET_TASK: Step(_stays(*_OPEN), Permission.TAKE, EVERY_KIND),
    Move.EXPLAIN_DELAY: Step(_stays(*_EVERYWHERE), Permission.ASSESS, EVERY_KIND),
    Move.PROPOSE_RESTRICTION: Step(_stays(*_OPEN), Permission.CONVERSE, EVERY_KIND),
    Move.DECIDE_RESTRICTION: Step(_stays(*_EVERYWHERE), Permission.OVERSEE, EVERY_KIND),
    Move.LIFT_RESTRICTION: Step(_stays(*_EVERYWHERE), Permission.OVERSEE, EVERY_KIND),
    Move.RAISE_WELFARE: Step(_stays(*_EVERYWHERE), Permission.CONVERSE, EVERY_KIND),
    Move.SETTLE_WELFARE: Step(_stays(*_EVERYWHERE), Permission.OVERSEE, EVERY_KIND),
    Move.WATCH: Step(_stays(*_EVERYWHERE), Permission.NOTE, EVERY_KIND),
    Move.WRITE: Step(_stays(*_OPEN), Permission.CONVERSE, EVERY_KIND),
    Move.RECEIVE_MESSAGE: Step(
        {**_stays(*_EVERYWHERE), _S.AWAITING_INFORMATION: (_S.AWAITING_INFORMATION, *_PAUSABLE)},
        Permission.CONVERSE,
        EVERY_KIND,
    ),
    Move.ATTACH: Step(_stays(*_EVERYWHERE), Permission.NOTE, EVERY_KIND),
    Move.NOTE: Step(_stays(*_EVERYWHERE), Permission.NOTE, EVERY_KIND),
}


@dataclass(frozen=True, slots=True)
class GroundRule:
    """From where a case may be closed on a ground, of which kinds, and whether only after a decision."""

    frm: frozenset[State]
    kinds: frozenset[Kind] = COMPLAINTS
    decided: bool = False


GROUNDS: Mapping[Ground, GroundRule] = {
    Ground.ACCEPTED_AND_EXECUTED: GroundRule(frozenset({_S.REMEDY_VERIFIED}), decided=True),
    Ground.WITHDRAWN: GroundRule(OPEN, EVERY_KIND),
    Ground.NO_REPLY_AFTER_NOTICE: GroundRule(frozenset({_S.DECISION_COMMUNICATED, _S.AWAITING_INFORMATION})),
    Ground.RECOURSE_EXHAUSTED: GroundRule(frozenset({_S.REJECTED}), decided=True),
    Ground.EXTERNAL_FINAL: GroundRule(frozenset({_S.EXTERNAL_DECIDED, _S.REMEDY_VERIFIED}), decided=True),
    Ground.OUT_OF_SCOPE_NOTIFIED: GroundRule(frozenset(_BEFORE_ANSWER)),
    Ground.MERGED: GroundRule(OPEN, EVERY_KIND),
    Ground.ANSWERED: GroundRule(OPEN, FEEDBACK),
    Ground.IMPORTED: GroundRule(frozenset(), EVERY_KIND),
}
"""The only grounds on which a case closes (ISO 10002:2018, 7.9)."""

STATE_NAMES: Mapping[State, _StrPromise] = {
    State.RECEIVED: pgettext_lazy("state", "Received"),
    State.ACKNOWLEDGED: pgettext_lazy("state", "Acknowledged"),
    State.ASSESSED: pgettext_lazy("state", "Assessed"),
    State.INVESTIGATING: pgettext_lazy("state", "Being investigated"),
    State.AWAITING_INFORMATION: pgettext_lazy("state", "Waiting for information"),
    State.RESPONSE_PREPARED: pgettext_lazy("state", "Answer prepared"),
    State.DECISION_COMMUNICATED: pgettext_lazy("state", "Answered"),
    State.REJECTED: pgettext_lazy("state", "Answer not accepted"),
    State.ESCALATED: pgettext_lazy("state", "Under review"),
    State.EXTERNAL: pgettext_lazy("state", "With an outside body"),
    State.EXTERNAL_DECIDED: pgettext_lazy("state", "Decided outside"),
    State.IMPLEMENTING: pgettext_lazy("state", "Remedy being carried out"),
    State.REMEDY_VERIFIED: pgettext_lazy("state", "Settled, to be closed"),
    State.CLOSED: pgettext_lazy("state", "Closed"),
}

GROUND_NAMES: Mapping[Ground, _StrPromise] = {
    Ground.ACCEPTED_AND_EXECUTED: pgettext_lazy("ground", "Accepted, and everything agreed was carried out"),
    Ground.WITHDRAWN: pgettext_lazy("ground", "Withdrawn by the complainant"),
    Ground.NO_REPLY_AFTER_NOTICE: pgettext_lazy("ground", "No reply after a reminder and notice"),
    Ground.RECOURSE_EXHAUSTED: pgettext_lazy(
        "ground", "Not accepted; every way of review was offered and is exhausted"
    ),
    Ground.EXTERNAL_FINAL: pgettext_lazy("ground", "Decided finally by an outside body"),
    Ground.OUT_OF_SCOPE_NOTIFIED: pgettext_lazy(
        "ground", "Not ours to handle, and the complainant was told who can"
    ),
    Ground.MERGED: pgettext_lazy("ground", "Merged into another case"),
    Ground.ANSWERED: pgettext_lazy("ground", "Answered"),
    Ground.IMPORTED: pgettext_lazy("ground", "Closed in an earlier system"),
}

GROUND_SENTENCES: Mapping[Ground, _StrPromise] = {
    Ground.ACCEPTED_AND_EXECUTED: _("You accepted our answer, and everything we promised has been done."),
    Ground.WITHDRAWN: _("You withdrew it."),
    Ground.NO_REPLY_AFTER_NOTICE: _("We wrote to you and reminded you, and have not heard from you."),
    Ground.RECOURSE_EXHAUSTED: _(
        "We have told you our last word and which ways are still open to you outside our organisation."
    ),
    Ground.EXTERNAL_FINAL: _(
        "It was decided outside our organisation, and there is nothing left for us to do."
    ),
    Ground.OUT_OF_SCOPE_NOTIFIED: _("It concerns something that we cannot decide. We have told you who can."),
    Ground.MERGED: _("It goes on together with another case of yours."),
    Ground.ANSWERED: _("You have our answer."),
    Ground.IMPORTED: _("It was closed in an earlier system."),
}
"""Why a case is closed, as its complainant reads it."""

MOVE_NAMES: Mapping[Move, _StrPromise] = {
    Move.ACKNOWLEDGE: _("Record that the complainant was told"),
    Move.TAKE: _("Take the case"),
    Move.ASSIGN: _("Give to a colleague"),
    Move.CLASSIFY: _("Say what it is about"),
    Move.CHANGE_KIND: _("Change what kind of case it is"),
    Move.ASSESS: _("Assess"),
    Move.INVESTIGATE: _("Begin the investigation"),
    Move.INQUIRE: _("Add to the investigation"),
    Move.HEAR_RESPONDENT: _("Inform and hear the person complained about"),
    Move.ASK: _("Ask for information, and wait"),
    Move.RESUME: _("Go on without waiting"),
    Move.PREPARE: _("Prepare the answer"),
    Move.APPROVE: _("Approve the answer"),
    Move.SEND_BACK: _("Send the answer back"),
    Move.COMMUNICATE: _("Send the answer"),
    Move.CARRY_OUT: _("Record that a remedy was carried out"),
    Move.VERIFY_REMEDY: _("Verify a remedy"),
    Move.ACCEPT: _("Record that the answer is accepted"),
    Move.REJECT: _("Record that the answer is not accepted"),
    Move.REMIND: _("Remind the complainant"),
    Move.ESCALATE: _("Pass on for review"),
    Move.REFER: _("Record that an outside body has it"),
    Move.RECORD_RULING: _("Record what the outside body decided"),
    Move.WITHDRAW: _("Record that they withdraw it"),
    Move.CLOSE: _("Close"),
    Move.REOPEN: _("Reopen"),
    Move.MERGE: _("Merge into another case"),
    Move.UNMERGE: _("Undo the merge"),
    Move.LINK: _("Link with another case"),
    Move.SPLIT: _("Split off a part"),
    Move.CONFIRM_ALERT: _("Confirm that you have seen the alert"),
    Move.SET_TASK: _("Ask another department"),
    Move.EXPLAIN_DELAY: _("Say why it is late"),
    Move.PROPOSE_RESTRICTION: _("Propose a restriction"),
    Move.DECIDE_RESTRICTION: _("Decide on a restriction"),
    Move.LIFT_RESTRICTION: _("End a restriction"),
    Move.RAISE_WELFARE: _("Raise a welfare flag"),
    Move.SETTLE_WELFARE: _("Say what was done about a welfare flag"),
    Move.WATCH: _("Watch"),
    Move.WRITE: _("Write to the complainant"),
    Move.RECEIVE_MESSAGE: _("Record what they said"),
    Move.ATTACH: _("Add files"),
    Move.NOTE: _("Write an internal note"),
}
