"""The conversation: public messages, internal notes and files, never confused (ISO 10002:2018, 7.3)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.acknowledgement import message_letter
from recours.complaints.actions.intake import rows_for
from recours.complaints.actions.locks import lock_complaint, lock_leading
from recours.complaints.actions.waiting import ended
from recours.complaints.drafting import DraftKind
from recours.complaints.errors import CALLED_BLIND, NOBODY_CALLED, SEVERAL_CALLED
from recours.complaints.events import FilesAdded, MessageReceived, MessageWritten, NoteWritten
from recours.complaints.mentions import called_in
from recours.complaints.models import Attachment, Complaint, Draft, Message
from recours.complaints.models.case import STANDING
from recours.complaints.rules import check_filled, check_move, check_words
from recours.complaints.selectors.waiting import running_wait
from recours.complaints.states import Channel, Move, State
from recours.complaints.waiting import Asked, End
from recours.core.actors import Actor, ActorKind, complainant
from recours.core.errors import Invalid, Refused
from recours.core.filestore import StoredFile
from recours.core.permissions import Permission
from recours.core.rows import update_row
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.people.selectors import colleagues, organisation, staff_with
from recours.trail.chain import digest, new_salt
from recours.trail.events import Event
from recours.trail.record import record, record_many

Files = tuple[StoredFile, ...]


def receive_message(
    *, actor: Actor, complaint_id: UUID, words: str, files: Files, channel: Channel, key: str, now: datetime
) -> Message:
    """Keep what the complainant says after the complaint, whatever the state; the same key again changes nothing.

    What is said about a merged case goes into the case that leads; a case that waited for the complainant goes on.
    """
    check_words(words, files)
    with transaction.atomic():
        complaint = lock_leading(complaint_id)
        speaker = _speaker(actor, complaint_id, complaint)
        wait = running_wait(complaint)
        answered = wait if wait is not None and wait.of == Asked.COMPLAINANT.value else None
        goes_to = State(answered.frm) if answered else None
        step = check_move(speaker, complaint, Move.RECEIVE_MESSAGE, goes_to)
        if complaint.pk != complaint_id and (earlier := _said_before(complaint_id, key)):
            return earlier
        message, is_new = _say(complaint, Message.Audience.FROM_COMPLAINANT, words, channel, key, actor, now)
        if not is_new:
            return message
        _sent(complaint_id, actor, DraftKind.RECEIVED)
        if complaint.pk != complaint_id:
            message.under_id = complaint_id
            update_row(message, ["under"])
        Attachment.objects.bulk_create(rows_for(files, complaint, actor, now, message=message.pk))
        _touch(complaint, step.to, now)
        said: Event = MessageReceived(
            message=message.pk,
            channel=channel.value,
            words=digest(message.words, message.salt),
            files=len(files),
        )
        events = [said, *([ended(answered, End.ANSWERED, actor, now)] if answered else [])]
        about = Subject("complaint", complaint.pk)
        record_many([(event, about) for event in events], actor=actor, now=now)
    return message


def write(*, actor: Actor, complaint_id: UUID, words: str, files: Files, key: str, now: datetime) -> Message:
    """Write to the complainant: shown on the tracking page and sent as a letter in the same transaction."""
    check_words(words, files)
    check_filled(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        step = check_move(actor, complaint, Move.WRITE)
        message, is_new = _say(
            complaint, Message.Audience.TO_COMPLAINANT, words, Channel.WEB_FORM, key, actor, now
        )
        if not is_new:
            return message
        _sent(complaint_id, actor, DraftKind.WRITE)
        Attachment.objects.bulk_create(rows_for(files, complaint, actor, now, message=message.pk))
        _touch(complaint, step.to, now)
        message.letter = message_letter(complaint, message.words, office=organisation(), actor=actor, now=now)
        update_row(message, ["letter"])
        record(
            MessageWritten(
                message=message.pk,
                letter=message.letter,
                words=digest(message.words, message.salt),
                files=len(files),
            ),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return message


def note(*, actor: Actor, complaint_id: UUID, words: str, key: str, now: datetime) -> Message:
    """Write down something for colleagues only, and tell those whom it calls by @name; the same key again changes nothing."""
    check_words(words, ())
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        step = check_move(actor, complaint, Move.NOTE)
        called = check_called(words, complaint)
        message, is_new = _say(complaint, Message.Audience.INTERNAL, words, Channel.WEB_FORM, key, actor, now)
        if not is_new:
            return message
        _sent(complaint_id, actor, DraftKind.NOTE)
        _touch(complaint, step.to, now)
        record(
            NoteWritten(message=message.pk, words=digest(message.words, message.salt), mentions=called),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return message


def attach(*, actor: Actor, complaint_id: UUID, files: Files, now: datetime) -> list[Attachment]:
    """Add files to the case; those that staff add are internal until a message carries them.

    What the same actor added before under the same name is not added again, so a form sent twice is sent once.
    """
    check_words("", files)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        step = check_move(actor, complaint, Move.ATTACH)
        files = _not_there_yet(files, complaint, actor)
        if not files:
            return []
        internal = actor.kind is not ActorKind.COMPLAINANT
        rows = Attachment.objects.bulk_create(rows_for(files, complaint, actor, now, internal=internal))
        _touch(complaint, step.to, now)
        record(
            FilesAdded(files=len(files), digests=tuple(f.sha256 for f in files), internal=internal),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return rows


def _speaker(actor: Actor, named: UUID, leading: Complaint) -> Actor:
    """Whoever holds the secret of a merged case speaks in the case that leads."""
    own = actor.kind is ActorKind.COMPLAINANT and actor.id == named
    return complainant(leading.pk) if own else actor


def _said_before(merged: UUID, key: str) -> Message | None:
    """What was said under the old reference before the merge, where its request is sent once more after it."""
    return Message.objects.filter(complaint=merged, key=key).first()


def _not_there_yet(files: Files, complaint: Complaint, actor: Actor) -> Files:
    there = Attachment.objects.filter(complaint=complaint, message=None, by=actor.code)
    known = set(there.filter(sha256__in=[f.sha256 for f in files]).values_list("sha256", "name"))
    return tuple(f for f in files if (f.sha256, f.name) not in known)


def _say(
    complaint: Complaint,
    audience: Message.Audience,
    words: str,
    channel: Channel,
    key: str,
    actor: Actor,
    now: datetime,
) -> tuple[Message, bool]:
    """The message under this key, and whether it is new; the case's lock makes the look and the insert one step."""
    return Message.objects.get_or_create(
        complaint=complaint,
        key=key,
        defaults={
            "audience": audience.value,
            "by": actor.code,
            "author_id": actor.id if actor.kind is ActorKind.STAFF else None,
            "channel": channel.value,
            "language": complaint.language,
            "words": clean(words),
            "salt": new_salt(),
            "at": now,
        },
    )


def check_called(words: str, complaint: Complaint) -> tuple[UUID, ...]:
    """The colleagues whom the words call by @name, or Invalid where one is unknown, unclear or may not see the case."""
    if "@" not in words:
        return ()
    staff = colleagues()
    names = {user.pk: user.name for user in staff}
    called = called_in(words, names)
    readers = staff_with(Permission.READ, complaint.unit_id) if called.people else set()
    readers -= {user.pk for user in staff if str(complaint.pk) in user.barred}
    blind = [key for key in called.people if key not in readers]
    namesakes = {names[key] for key in called.people if key in readers}
    if called.unknown:
        raise Invalid({"words": Refused(NOBODY_CALLED, name=called.unknown[0])})
    if called.unclear:
        raise Invalid({"words": Refused(SEVERAL_CALLED, name=called.unclear[0])})
    for key in blind:
        if names[key] not in namesakes:
            raise Invalid({"words": Refused(CALLED_BLIND, name=names[key])})
    return tuple(key for key in called.people if key in readers)


def _sent(complaint_id: UUID, actor: Actor, kind: DraftKind) -> None:
    """What was said needs no draft any more."""
    if actor.kind is ActorKind.STAFF:
        Draft.objects.filter(complaint=complaint_id, person=actor.id, kind=kind.value).delete()


def _touch(complaint: Complaint, to: State, now: datetime) -> None:
    complaint.enter(to, now)
    update_row(complaint, STANDING)
