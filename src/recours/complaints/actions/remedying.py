"""Remedies (ISO 10002:2018, 7.7, 7.8): carried out, and verified by somebody else where there is somebody else."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from recours.complaints.actions.intake import rows_for
from recours.complaints.actions.locks import lock_complaint
from recours.complaints.errors import (
    DAY_MISSING,
    FUTURE,
    NOT_DONE_YET,
    NOT_NOW,
    OWN_REMEDY,
    PROOF_MISSING,
    TOO_LONG,
)
from recours.complaints.events import RemedyCarriedOut, RemedyVerified
from recours.complaints.models import Attachment, Complaint, Remedy
from recours.complaints.models.case import STANDING
from recours.complaints.rules import check_move, sees
from recours.complaints.states import Move, State
from recours.core.actors import Actor, ActorKind
from recours.core.errors import Code, Invalid, NotFound, RecoursError, Refused
from recours.core.filestore import StoredFile
from recours.core.permissions import Permission
from recours.core.rows import update_row
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.people.selectors import organisation, staff_with
from recours.trail.chain import digest
from recours.trail.record import record

LONGEST_PROOF = 10_000
Files = tuple[StoredFile, ...]


def carry_out(
    *,
    actor: Actor,
    complaint_id: UUID,
    remedy_id: UUID,
    done_on: date | None,
    proof: str,
    files: Files = (),
    now: datetime,
) -> Remedy:
    """Record that a remedy was carried out, on which day, and how that can be seen: in words, files or both.

    The same by the same actor again changes nothing.
    """
    words = clean(proof)
    today = now.astimezone(ZoneInfo(organisation().zone)).date()
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.CARRY_OUT)
        remedy = _promised(complaint, remedy_id)
        if remedy is None:
            raise NotFound
        if remedy.executed_at is not None:
            if (remedy.executed_by, remedy.proof, remedy.executed_on) == (actor.code, words, done_on):
                return remedy
            raise Refused(NOT_NOW, state=complaint.state, move=Move.CARRY_OUT.value)
        _check_proof(words, files, done_on, today)
        remedy.executed_on, remedy.executed_at, remedy.executed_by, remedy.proof = (
            done_on,
            now,
            actor.code,
            words,
        )
        update_row(remedy, ["executed_on", "executed_at", "executed_by", "proof"])
        Attachment.objects.bulk_create(rows_for(files, complaint, actor, now, internal=True))
        complaint.enter(passage.to, now)
        update_row(complaint, STANDING)
        record(
            RemedyCarriedOut(
                remedy=remedy.pk,
                action=str(remedy.code),
                on=done_on or today,
                files=tuple(f.sha256 for f in files),
                proof=digest(words, remedy.salt),
            ),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return remedy


def verify_remedy(*, actor: Actor, complaint_id: UUID, remedy_id: UUID, now: datetime) -> Remedy:
    """Confirm that a remedy was carried out; with the last one the case is settled. Verifying again changes nothing.

    Refused for who carried it out, as long as somebody else in the unit could verify it.
    """
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        remedy = _promised(complaint, remedy_id)
        if remedy is not None and remedy.verified_by == actor.code and sees(actor, complaint):
            return remedy
        last = not _unverified(complaint).exclude(pk=remedy_id).exists()
        passage = check_move(
            actor, complaint, Move.VERIFY_REMEDY, to=State.REMEDY_VERIFIED if last else State.IMPLEMENTING
        )
        if remedy is None:
            raise NotFound
        if remedy.verified_at is not None:
            raise Refused(NOT_NOW, state=complaint.state, move=Move.VERIFY_REMEDY.value)
        if remedy.executed_at is None:
            raise Refused(NOT_DONE_YET)
        own = remedy.executed_by == actor.code
        if own and _others(actor, complaint):
            raise Refused(OWN_REMEDY)
        remedy.verified_at, remedy.verified_by, remedy.alone = now, actor.code, own
        update_row(remedy, ["verified_at", "verified_by", "alone"])
        complaint.enter(passage.to, now)
        update_row(complaint, STANDING)
        record(
            RemedyVerified(remedy=remedy.pk, action=str(remedy.code), alone=own, last=last),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return remedy


def _check_proof(words: str, files: Files, done_on: date | None, today: date) -> None:
    wrong: dict[str, Code | RecoursError] = {}
    if not words and not files:
        wrong["proof"] = PROOF_MISSING
    elif len(words) > LONGEST_PROOF:
        wrong["proof"] = Refused(TOO_LONG, limit=LONGEST_PROOF)
    if done_on is None:
        wrong["done_on"] = DAY_MISSING
    elif done_on > today:
        wrong["done_on"] = FUTURE
    if wrong:
        raise Invalid(wrong)


def _promised(complaint: Complaint, remedy_id: UUID) -> Remedy | None:
    """A remedy of the answer that holds."""
    return Remedy.objects.filter(pk=remedy_id, response=_decided(complaint)).first()


def _decided(complaint: Complaint) -> UUID | None:
    rows = complaint.responses.filter(communicated_at__isnull=False).order_by("-number")
    return rows.values_list("pk", flat=True).first()


def _unverified(complaint: Complaint) -> QuerySet[Remedy]:
    return Remedy.objects.filter(response=_decided(complaint), verified_at=None)


def _others(actor: Actor, complaint: Complaint) -> bool:
    """Whether a colleague other than the actor could verify."""
    able = staff_with(Permission.REMEDY, complaint.unit_id)
    return bool(able - ({actor.id} if actor.kind is ActorKind.STAFF else set()))
