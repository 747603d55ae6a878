"""What may be done, and what can be taken: predicates and checks without side effects."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from recours.complaints.errors import (
    FUTURE,
    GROUND_NOT_HERE,
    HELPER_MISSING,
    LESSON_MISSING,
    LINE_TOO_LONG,
    NOT_NOW,
    NOTHING_SAID,
    OUT_OF_SCALE,
    PLACE_LEFT,
    REASON_MISSING,
    TOO_LONG,
    TOO_LONG_AGO,
    TOO_MANY_FILES,
    UNKNOWN_CHOICE,
)
from recours.complaints.states import GROUNDS, MOVES, Consent, Ground, Kind, Move, Passage, State
from recours.complaints.texts import left_places
from recours.core.actors import Actor, ActorKind
from recours.core.errors import FORBIDDEN, Code, Invalid, NotFound, RecoursError, Refused
from recours.core.permissions import Permission, may
from recours.core.text import says_something

if TYPE_CHECKING:
    from uuid import UUID

    from recours.complaints.closing import Lesson
    from recours.complaints.models import Complaint, Task
    from recours.complaints.scales import Judgement
    from recours.complaints.submission import Submission

LONGEST = 100_000
MOST_FILES = 10
_OLDEST = timedelta(days=366 * 120)
_OLDEST_ARRIVAL = timedelta(days=366)
_LINE = 300
_LIMITS = {
    "product_words": 300,
    "order_reference": 120,
    "remedy_words": LONGEST,
    "heard_of": 200,
    "authority": 2_000,
    "words": LONGEST,
}
_PARTY_LIMITS = {
    "name": 200,
    "organisation": 200,
    "email": 254,
    "phone": 60,
    "address": 1_000,
    "postcode": 20,
    "town": 120,
    "country": 60,
    "contact_time": 200,
    "accessibility": 2_000,
}

OWN_MOVES = frozenset(
    {
        Move.RECEIVE_MESSAGE,
        Move.ATTACH,
        Move.ACKNOWLEDGE,
        Move.WITHDRAW,
        Move.ACCEPT,
        Move.REJECT,
        Move.ESCALATE,
    }
)
OWN_GROUNDS = frozenset({Ground.WITHDRAWN, Ground.MERGED})
WITH_CLOCKS = frozenset({Kind.COMPLAINT, Kind.ENQUIRY, Kind.SERVICE_REQUEST})


def sees(actor: Actor, complaint: Complaint) -> bool:
    """Whether the actor may know of the case at all; nobody does of a case about themselves."""
    if actor.kind is ActorKind.COMPLAINANT:
        return actor.id == complaint.id
    return complaint.pk not in actor.barred and may(actor, Permission.READ, complaint.unit_id)


def hears(actor: Actor, complaint: Complaint) -> bool:
    """Whether the actor investigates or decides the case, and so may read what the person complained about said."""
    if actor.kind is ActorKind.STAFF and actor.id == complaint.owner_id:
        return True
    judging = (Permission.INVESTIGATE, Permission.APPROVE, Permission.REVIEW)
    return any(may(actor, permission, complaint.unit_id) for permission in judging)


def permits(actor: Actor, complaint: Complaint, move: Move) -> bool:
    """Whether the actor's permissions allow the move, wherever the case stands; an owner may hand over their own case."""
    if actor.kind is ActorKind.COMPLAINANT:
        return actor.id == complaint.id and move in OWN_MOVES
    if move is Move.ASSIGN and actor.kind is ActorKind.STAFF and actor.id == complaint.owner_id:
        return may(actor, Permission.TAKE, complaint.unit_id)
    return may(actor, MOVES[move].permission, complaint.unit_id)


def check_move(actor: Actor, complaint: Complaint, move: Move, to: State | None = None) -> Passage:
    """Where this move leads, or NotFound, or Refused by permission, kind or where the case stands.

    `to` names the state where the records decide between several; without it the first way is taken.
    """
    if not sees(actor, complaint):
        raise NotFound
    if not permits(actor, complaint, move):
        raise Refused(FORBIDDEN)
    step, state = MOVES[move], State(complaint.state)
    ways = step.ways.get(state, ()) if Kind(complaint.kind) in step.kinds else ()
    if not ways or (to is not None and to not in ways):
        raise Refused(NOT_NOW, state=complaint.state, move=move.value)
    return Passage(state, to or ways[0])


def allowed_moves(actor: Actor, complaint: Complaint) -> tuple[Move, ...]:
    """Exactly the moves that the table gives this actor with this case now, in the order of the table."""
    if not sees(actor, complaint):
        return ()
    state, kind = State(complaint.state), Kind(complaint.kind)
    return tuple(
        move
        for move, step in MOVES.items()
        if state in step.ways and kind in step.kinds and permits(actor, complaint, move)
    )


def knows_task(actor: Actor, complaint: Complaint, task: Task) -> bool:
    """Whether the actor may know of the task: those asked unless the case is about them, and who may read the case."""
    return _was_asked(actor, task) or sees(actor, complaint)


def check_answer(actor: Actor, complaint: Complaint, task: Task) -> None:
    """NotFound or Refused unless the actor was asked, or answers tasks for the case's own unit."""
    if not knows_task(actor, complaint, task):
        raise NotFound
    if not (_was_asked(actor, task) or may(actor, Permission.TASK, complaint.unit_id)):
        raise Refused(FORBIDDEN)


def _was_asked(actor: Actor, task: Task) -> bool:
    if actor.kind is ActorKind.COMPLAINANT or task.complaint_id in actor.barred:
        return False
    by_name = actor.kind is ActorKind.STAFF and task.person_id == actor.id
    return by_name or (task.unit_id is not None and may(actor, Permission.TASK, task.unit_id))


def check_intake(actor: Actor, unit: UUID) -> None:
    """Refused unless the actor may record a case of this unit."""
    if not may(actor, Permission.INTAKE, unit):
        raise Refused(FORBIDDEN)


def check_submission(submission: Submission, now: datetime) -> None:
    """Invalid, naming every field that cannot be taken; nothing that is merely missing is refused but an empty story."""
    wrong: dict[str, Code | RecoursError] = {}
    if not says_something(submission.words) and not submission.files:
        wrong["words"] = NOTHING_SAID
    for name, limit in _LIMITS.items():
        if len(getattr(submission, name)) > limit:
            wrong[name] = _too_long(limit)
    for prefix, party in (("", submission.complainant), ("representative_", submission.representative)):
        for name, limit in _PARTY_LIMITS.items():
            if party is not None and len(getattr(party, name)) > limit:
                wrong[prefix + name] = _too_long(limit)
    if not set(submission.consents) <= set(Consent):
        wrong["consents"] = UNKNOWN_CHOICE
    if len(submission.files) > MOST_FILES:
        wrong["files"] = Refused(TOO_MANY_FILES, limit=MOST_FILES)
    if submission.occurred_on is not None:
        if submission.occurred_on > (now + timedelta(days=1)).date():
            wrong["occurred_on"] = FUTURE
        elif submission.occurred_on < (now - _OLDEST).date():
            wrong["occurred_on"] = TOO_LONG_AGO
    if submission.received_at is not None:
        if submission.received_at > now + timedelta(minutes=5):
            wrong["received_at"] = FUTURE
        elif submission.received_at < now - _OLDEST_ARRIVAL:
            wrong["received_at"] = TOO_LONG_AGO
    if wrong:
        raise Invalid(wrong)


def check_ground(complaint: Complaint, ground: Ground) -> None:
    """Refused unless a case of this kind may be closed on this ground from where it stands."""
    rule = GROUNDS[ground]
    if State(complaint.state) not in rule.frm or Kind(complaint.kind) not in rule.kinds:
        raise Refused(GROUND_NOT_HERE, ground=ground.value, state=complaint.state)


def check_lesson(ground: Ground, lesson: Lesson | None, helper: str) -> None:
    """Invalid unless what must be answered on closing on this ground is answered."""
    wrong: dict[str, Code | RecoursError] = {}
    if GROUNDS[ground].decided and lesson is None:
        wrong["cause"] = LESSON_MISSING
    if ground is Ground.OUT_OF_SCOPE_NOTIFIED and not says_something(helper):
        wrong["helper"] = HELPER_MISSING
    for name, words in (("words", lesson.words if lesson else ""), ("helper", helper)):
        if len(words) > LONGEST:
            wrong[name] = Refused(TOO_LONG, limit=LONGEST)
    if wrong:
        raise Invalid(wrong)


def grounds_for(complaint: Complaint) -> tuple[Ground, ...]:
    """The grounds on which people may close this case from where it stands; withdrawing and merging are moves of their own."""
    state, kind = State(complaint.state), Kind(complaint.kind)
    return tuple(
        ground
        for ground, rule in GROUNDS.items()
        if state in rule.frm and kind in rule.kinds and ground not in OWN_GROUNDS
    )


def check_length(words: str) -> None:
    """Invalid where the words are too many."""
    if len(words) > LONGEST:
        raise Invalid({"words": Refused(TOO_LONG, limit=LONGEST)})


def check_reason(words: str) -> None:
    """Invalid unless a reason is given."""
    if not says_something(words):
        raise Invalid({"words": REASON_MISSING})
    check_length(words)


def _too_long(limit: int) -> Refused:
    """A story goes on in a file; a name or a telephone number does not."""
    return Refused(TOO_LONG if limit > _LINE else LINE_TOO_LONG, limit=limit)


def check_judgement(judgement: Judgement) -> None:
    """Invalid unless every side of the impact lies on its scale."""
    if any(not 1 <= value <= 5 for value in judgement.impact.values()):
        raise Invalid({"impact": OUT_OF_SCALE})


def check_words(words: str, files: tuple[object, ...]) -> None:
    """Invalid unless there is something to say, and not too much."""
    if not says_something(words) and not files:
        raise Invalid({"words": NOTHING_SAID})
    if len(words) > LONGEST:
        raise Invalid({"words": Refused(TOO_LONG, limit=LONGEST)})
    if len(files) > MOST_FILES:
        raise Invalid({"files": Refused(TOO_MANY_FILES, limit=MOST_FILES)})


def check_filled(words: str) -> None:
    """Invalid where a place of a ready-made text still waits for its value: `{name}` must never reach anybody."""
    left = left_places(words)
    if left:
        raise Invalid({"words": Refused(PLACE_LEFT, place=left[0])})


def digest_of(submission: Submission) -> str:
    """What a repeated key must repeat: a SHA-256 over everything handed in, files by their content."""
    told = repr(replace(submission, files=(), source=""))
    return hashlib.sha256(
        "\x1f".join([told, *(f.sha256 for f in submission.files)]).encode("utf-8", "replace")
    ).hexdigest()
