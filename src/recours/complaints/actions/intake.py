"""Receipt (ISO 10002:2018, 7.2): a case comes in through any door."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from recours.complaints.acknowledgement import acknowledgement_letter
from recours.complaints.errors import KEY_REUSED, UNKNOWN_CHOICE
from recours.complaints.events import Received
from recours.complaints.models import (
    Acknowledgement,
    Attachment,
    Category,
    Complaint,
    IntakeEntry,
    Issue,
    Taxonomy,
)
from recours.complaints.rules import WITH_CLOCKS, check_intake, check_submission, digest_of
from recours.complaints.selectors.receipts import receipt, receipt_of_key
from recours.complaints.states import State
from recours.complaints.submission import Consent, Receipt, Submission
from recours.core.actors import Actor
from recours.core.errors import Invalid, Refused
from recours.core.filestore import StoredFile
from recours.core.keys import new_key
from recours.core.localised import said
from recours.core.references import new_reference
from recours.core.rows import insert_rows
from recours.core.subjects import Subject
from recours.core.text import clean, one_line
from recours.deadlines.clocks import ClockView, next_due, open_clocks
from recours.people.complainants import keep_person
from recours.people.selectors import organisation
from recours.trail.chain import digest, new_salt
from recours.trail.record import record

_TRIES = 5


def intake(*, actor: Actor, submission: Submission, key: str, now: datetime) -> Receipt:
    """Take in a case with its clocks, its acknowledgement and its proof, or nothing at all.

    The same key with the same content gives the same receipt again; with other content it is Refused. Invalid names
    every field that cannot be taken.
    """
    check_submission(submission, now)
    content = digest_of(submission)
    for attempt in range(_TRIES):
        try:
            with transaction.atomic():
                return _take_in(actor, submission, key, content, now)
        except IntegrityError:
            # Either the key was used before, or by chance the reference: then another one is drawn.
            earlier = receipt_of_key(key)
            if earlier is not None:
                if earlier[1] != content:
                    raise Refused(KEY_REUSED) from None
                return earlier[0]
            if attempt == _TRIES - 1:
                raise
    raise AssertionError


def _take_in(actor: Actor, submission: Submission, key: str, content: str, now: datetime) -> Receipt:
    office = organisation()
    product = _category(submission.product, Category.Tree.PRODUCT, "product")
    problem = _category(submission.problem, Category.Tree.PROBLEM, "problem")
    unit = product.unit if product is not None and product.unit is not None else office.default_unit
    if unit is None:
        raise AssertionError("an organisation has a default unit")
    check_intake(actor, unit.pk)
    complaint = _build(submission, unit.pk, now)
    about = Subject("complaint", complaint.pk)
    clocks: tuple[ClockView, ...] = ()
    if submission.kind in WITH_CLOCKS:
        clocks = open_clocks(
            about=about, pack="promises", events={"received": complaint.received_at}, now=now
        )
    due = next_due(clocks)
    complaint.wait_for(due.due if due else None, due.code if due else "")
    complaint.complainant_id = (
        keep_person(party=submission.complainant, now=now) if submission.complainant else None
    )
    if submission.representative:
        complaint.representative_id = keep_person(party=submission.representative, now=now)
    insert_rows([complaint])
    entry = IntakeEntry(
        key=key,
        door=submission.channel.value,
        complaint=complaint,
        digest=content,
        source=submission.source,
        at=now,
    )
    insert_rows([entry])
    if problem is not None:
        _keep_issue(complaint, problem, actor, now)
    if submission.files:
        insert_rows(rows_for(submission.files, complaint, actor, now))
    given = receipt(complaint, unit=unit, clocks=clocks)
    letter, channel = acknowledgement_letter(
        complaint,
        given,
        contact=submission.representative or submission.complainant,
        matter=said(product.names, complaint.language).text
        if product is not None
        else complaint.product_words,
        office=office,
        now=now,
    )
    insert_rows([Acknowledgement(complaint=complaint, letter=letter, channel=channel.value, written_at=now)])
    record(_event(complaint, submission), about=about, actor=actor, now=now)
    return given


def _keep_issue(complaint: Complaint, problem: Category, actor: Actor, now: datetime) -> None:
    edition: int = problem.edition  # type: ignore[attr-defined]  # annotated where it was found
    Issue.objects.create(
        complaint=complaint, category=problem, edition=edition, added_at=now, added_by=actor.code
    )


def _build(submission: Submission, unit: UUID, now: datetime) -> Complaint:
    received = min(submission.received_at or now, now)
    return Complaint(
        id=new_key(),
        reference=new_reference(),
        kind=submission.kind.value,
        state=State.RECEIVED.value,
        channel=submission.channel.value,
        language=submission.language,
        received_at=received,
        recorded_at=now,
        changed_at=now,
        unit_id=unit,
        authority=clean(submission.authority),
        anonymous=submission.anonymous,
        consents={Consent(name).value: bool(given) for name, given in submission.consents.items()},
        product_id=submission.product,
        product_words=one_line(submission.product_words, 300),
        order_reference=one_line(submission.order_reference, 120),
        occurred_on=submission.occurred_on,
        words=clean(submission.words),
        remedy_wanted=submission.remedy_wanted,
        remedy_words=clean(submission.remedy_words),
        heard_of=one_line(submission.heard_of, 200),
        salt=new_salt(),
    )


def _category(key: UUID | None, tree: Category.Tree, field: str) -> Category | None:
    if key is None:
        return None
    edition = Taxonomy.objects.filter(taxonomy=OuterRef("taxonomy"), tree=OuterRef("tree")).values("version")
    rows = Category.objects.select_related("unit").annotate(edition=Coalesce(Subquery(edition[:1]), 0))
    found = rows.filter(pk=key, tree=tree, retired_at=None).first()
    if found is None:
        raise Invalid({field: UNKNOWN_CHOICE})
    return found


def _event(complaint: Complaint, submission: Submission) -> Received:
    return Received(
        case=complaint.kind,
        channel=complaint.channel,
        language=complaint.language,
        unit=complaint.unit_id,
        product=complaint.product_id,
        anonymous=complaint.anonymous,
        files=len(submission.files),
        words=digest(complaint.words, complaint.salt),
        remedy=digest(complaint.remedy_words, complaint.salt),
    )


def rows_for(
    files: tuple[StoredFile, ...],
    complaint: Complaint,
    actor: Actor,
    now: datetime,
    *,
    message: UUID | None = None,
    internal: bool = False,
) -> list[Attachment]:
    """The rows that bind stored bytes to their case."""
    return [
        Attachment(
            complaint=complaint,
            message_id=message,
            name=f.name,
            media_type=f.media_type,
            size=f.size,
            sha256=f.sha256,
            key=f.key,
            by=actor.code,
            internal=internal,
            at=now,
        )
        for f in files
    ]
