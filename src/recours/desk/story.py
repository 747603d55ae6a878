"""A case as a story: messages, notes, letters and what else happened, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import pgettext

from recours.complaints.states import CHANNEL_NAMES, Channel
from recours.complaints.tasking import TASK_KIND_NAMES
from recours.letters.kinds import LetterKind
from recours.letters.states import Standing

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile, TaskView
    from recours.letters.selectors import LetterView

FROM, TO, INTERNAL = "from_complainant", "to_complainant", "internal"
"""The audiences of a message."""

TOLD_BY_THEMSELVES = frozenset(
    {
        "complaint.received",
        "complaint.message_received",
        "complaint.message_written",
        "complaint.note_written",
        "complaint.identity_seen",
        "complaint.watched",
        "complaint.watch_ended",
        "complaint.task_set",
        "complaint.task_answered",
        "letter.sent",
        "letter.posted",
        "letter.told",
        "letter.failed",
        "letter.retried",
        "letter.returned",
    }
)
"""Events that a message or a letter of the story tells itself, or that are no part of it; the whole trail lists them."""

SHOWN = 2_500
"""Characters of a text that stand open; the rest is folded."""

_LINES = 40

TONES: Mapping[Standing, tuple[str, str]] = {
    Standing.WAITING: ("calm", "half"),
    Standing.TO_POST: ("warn", "half"),
    Standing.TO_TELL: ("warn", "half"),
    Standing.FAILED: ("bad", "cross"),
    Standing.RETURNED: ("bad", "cross"),
    Standing.SENT: ("good", "tick"),
    Standing.POSTED: ("good", "tick"),
    Standing.TOLD: ("good", "tick"),
}
"""How the standing of a letter looks: tone and shape of its chip."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text whose beginning stands open; `rest` is empty where all of it does."""

    start: str
    rest: str
    length: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of the story: `what` is message, letter, question, answer or events."""

    what: str
    at: datetime
    audience: str = ""
    who: str = ""
    way: str = ""
    language: str = ""
    words: Folded | None = None
    files: Sequence[Any] = ()
    letter: LetterView | None = None
    called: Sequence[str] = ()
    task: TaskView | None = None
    key: str = ""
    of: str = ""
    events: list[Any] = field(default_factory=list)


def folded(words: str) -> Folded:
    """The text, cut at a space near the length that stands open."""
    cut = len(words)
    if len(words) > SHOWN * 1.2:
        cut = words.rfind(" ", SHOWN // 2, SHOWN)
        cut = cut if cut > 0 else SHOWN
    lines = _end_of_line(words[:cut], _LINES)
    cut = min(cut, lines)
    return Folded(words[:cut].rstrip(), words[cut:].strip("\n"), len(words))


def _end_of_line(words: str, number: int) -> int:
    at = -1
    for _line in range(number):
        at = words.find("\n", at + 1)
        if at < 0:
            return len(words)
    return at if words.count("\n", at) > number // 4 else len(words)


def story_of(case: CaseFile) -> list[Entry]:
    """Everything after the complaint itself, first things first, neighbouring events folded together."""
    letters = {letter.id: letter for letter in case.letters}
    told = {message.letter for message in case.messages}
    parts = [
        *(_joined(joined, case) for joined in case.relating.joined),
        *(_message(message, case, letters) for message in case.messages),
        *(_letter(letter) for letter in case.letters if letter.id not in told),
        *(part for task in case.tasks for part in _task(task)),
        *(
            Entry("events", event.at, events=[event])
            for event in case.story
            if event.kind not in TOLD_BY_THEMSELVES
        ),
    ]
    order = {"events": 0, "letter": 1, "message": 2, "question": 3, "answer": 4}
    return list(_together(sorted(parts, key=lambda part: (part.at, order[part.what]))))


def own_files(case: CaseFile) -> list[Any]:
    """The files that came with the complaint."""
    arrival = case.complaint.recorded_at
    return [f for f in _alone(case, case.complaint.pk) if not f.internal and f.at == arrival]


def _alone(case: CaseFile, key: UUID) -> list[Any]:
    """The files of a case that no message carries."""
    return [f for f in case.attachments if f.message_id is None and f.complaint_id == key]


def _joined(joined: Any, case: CaseFile) -> Entry:
    """The complaint of a case that was merged into this one."""
    return Entry(
        "message",
        joined.received_at,
        audience=FROM,
        who=case.who or pgettext("actor", "The complainant"),
        way=str(CHANNEL_NAMES[Channel(joined.channel)]),
        language=joined.language,
        words=folded("\n\n".join(part for part in (joined.words, joined.remedy_words) if part)),
        files=_alone(case, joined.pk),
        key=str(joined.pk),
        of=joined.reference,
    )


def _message(message: Any, case: CaseFile, letters: Mapping[UUID, LetterView]) -> Entry:
    source = message.under_id or message.complaint_id
    outside = message.audience == FROM
    if outside:
        who = case.who or pgettext("actor", "The complainant")
    else:
        who = message.author.name if message.author else pgettext("actor", "Recours")
    return Entry(
        "message",
        message.at,
        audience=message.audience,
        who=who,
        way=str(CHANNEL_NAMES[Channel(message.channel)]) if outside else "",
        language=message.language if message.audience != INTERNAL else "",
        words=folded(message.words),
        files=[f for f in case.attachments if f.message_id == message.pk],
        letter=letters.get(message.letter) if message.letter else None,
        called=case.called.get(str(message.pk), ()),
        key=str(message.pk),
        of=next((each.reference for each in case.relating.joined if each.pk == source), ""),
    )


def _letter(letter: LetterView) -> Entry:
    return Entry("letter", letter.created_at, letter=letter, key=str(letter.id))


def _task(task: TaskView) -> Iterable[Entry]:
    """What others were asked, and what they answered."""
    way = str(TASK_KIND_NAMES[task.kind])
    recours = pgettext("actor", "Recours")
    yield Entry(
        "question",
        task.at,
        who=task.who or recours,
        way=way,
        words=folded(task.words),
        task=task,
        key=f"q{task.id}",
    )
    if task.answered_at is not None:
        yield Entry(
            "answer",
            task.answered_at,
            who=task.answered_who or recours,
            way=way,
            words=folded(task.answer),
            task=task,
            key=f"a{task.id}",
        )


def _together(parts: Iterable[Entry]) -> Iterable[Entry]:
    for what, same in groupby(parts, key=lambda part: part.what):
        if what != "events":
            yield from same
            continue
        run = list(same)
        yield Entry("events", run[0].at, events=[event for part in run for event in part.events])


def is_acknowledgement(letter: LetterView) -> bool:
    """Whether the letter tells of the arrival."""
    return letter.kind in {LetterKind.ACKNOWLEDGEMENT, LetterKind.ACKNOWLEDGEMENT_FEEDBACK}
