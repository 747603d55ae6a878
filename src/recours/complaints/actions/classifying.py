"""Classification: what the case is about, and what kind of case it is (ISO 10002:2018, 7.5, 8.2)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.acknowledgement import acknowledgement_letter
from recours.complaints.actions.locks import lock_complaint
from recours.complaints.errors import (
    NO_MAIN_ISSUE,
    NO_REASON,
    TOO_LONG,
    TOO_MANY_ISSUES,
    TWICE_CHOSEN,
    UNKNOWN_CHOICE,
)
from recours.complaints.events import Classified, KindChanged
from recours.complaints.models import Acknowledgement, Category, Complaint, Issue, KindChange, Taxonomy
from recours.complaints.models.case import DUE, STANDING
from recours.complaints.rules import LONGEST, WITH_CLOCKS, check_move
from recours.complaints.selectors.receipts import receipt
from recours.complaints.states import Kind, Move
from recours.core.actors import Actor
from recours.core.errors import STALE, Code, Invalid, RecoursError, Refused, Stale
from recours.core.localised import said
from recours.core.rows import insert_rows
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.deadlines.clocks import (
    ClockView,
    clocks_of,
    meet,
    next_due,
    open_clocks,
    resume_clocks,
    stop_clocks,
)
from recours.people.selectors import organisation
from recours.trail.chain import digest, new_salt
from recours.trail.record import record

MOST_ISSUES = 12
PRODUCT, PROBLEM = Category.Tree.PRODUCT.value, Category.Tree.PROBLEM.value


def classify(
    *,
    actor: Actor,
    complaint_id: UUID,
    product: UUID | None,
    issues: tuple[UUID, ...],
    seen: int,
    now: datetime,
) -> list[Issue]:
    """Say what the case is about: a product or service, and problems, the main one first. What held before stays on record.

    `seen` is the version the actor looked at: Stale if the case changed since. The same again changes nothing. Invalid
    names what is no choice; what the case has already stays one, also when it was retired.
    """
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.CLASSIFY)
        held = list(Issue.objects.filter(complaint=complaint, removed_at=None).order_by("-is_main", "id"))
        before, product_before = tuple(issue.category_id for issue in held), complaint.product_id
        if (before[:1], sorted(before), product_before) == (issues[:1], sorted(issues), product):
            return held
        if complaint.version != seen:
            raise Stale(STALE)
        _check_choices(product, issues, before, product_before)
        editions = dict(Taxonomy.objects.filter(taxonomy="own").values_list("tree", "version"))
        _replace(complaint, held, issues, editions.get(PROBLEM, 0), actor, now)
        complaint.product_id = product
        complaint.enter(passage.to, now)
        complaint.save(update_fields=[*STANDING, "product"])
        record(
            Classified(
                product=product,
                product_before=product_before,
                products_version=editions.get(PRODUCT, 0),
                issues=issues,
                issues_before=before,
                problems_version=editions.get(PROBLEM, 0),
                count=len(issues),
            ),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return list(Issue.objects.filter(complaint=complaint, removed_at=None).order_by("-is_main", "id"))


def change_kind(
    *, actor: Actor, complaint_id: UUID, kind: Kind, reason: str, seen: int, now: datetime
) -> Complaint:
    """Treat the case as of another kind, with the reason; what it is already changes nothing.

    Its clocks follow: those of a kind that is promised an answer run from the receipt, those of another end. Where a
    complaint becomes none, or something else a complaint, the complainant gets the acknowledgement that now holds.
    Stale if the case changed since `seen`.
    """
    words = clean(reason)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.CHANGE_KIND)
        before = Kind(complaint.kind)
        if kind is before:
            return complaint
        if complaint.version != seen:
            raise Stale(STALE)
        _check_reason(words)
        about = Subject("complaint", complaint.pk)
        complaint.kind = kind.value
        clocks = _clocks_for(complaint, kind, about, now)
        due = next_due(clocks)
        complaint.wait_for(due.due if due else None, due.code if due else "")
        complaint.enter(passage.to, now)
        complaint.save(update_fields=[*STANDING, *DUE, "kind"])
        letter = _acknowledge_anew(complaint, clocks, now) if Kind.COMPLAINT in {kind, before} else None
        change = KindChange(complaint=complaint, before=before.value, after=kind.value, letter=letter)
        change.reason, change.salt, change.by, change.at = words, new_salt(), actor.code, now
        change.save(force_insert=True)
        record(_event(change), about=about, actor=actor, now=now)
    return complaint


def _event(change: KindChange) -> KindChanged:
    return KindChanged(
        before=change.before,
        after=change.after,
        letter=change.letter,
        reason=digest(change.reason, change.salt),
    )


def _check_reason(words: str) -> None:
    if not words:
        raise Invalid({"reason": NO_REASON})
    if len(words) > LONGEST:
        raise Invalid({"reason": Refused(TOO_LONG, limit=LONGEST)})


def _check_choices(
    product: UUID | None, issues: tuple[UUID, ...], before: tuple[UUID, ...], product_before: UUID | None
) -> None:
    wrong: dict[str, Code | RecoursError] = {}
    chosen = (*issues, *(() if product is None else (product,)))
    wanted = {key for key in chosen if key not in before and key != product_before}
    rows = Category.objects.filter(pk__in=wanted, taxonomy="own", retired_at=None)
    known = dict(rows.values_list("pk", "tree")) if wanted else {}
    if product is not None and product != product_before and known.get(product) != PRODUCT:
        wrong["product"] = UNKNOWN_CHOICE
    if len(set(issues)) < len(issues):
        wrong["issues"] = TWICE_CHOSEN
    elif len(issues) > MOST_ISSUES:
        wrong["issues"] = Refused(TOO_MANY_ISSUES, limit=MOST_ISSUES)
    elif not issues and before:
        wrong["issues"] = NO_MAIN_ISSUE
    elif any(issue not in before and known.get(issue) != PROBLEM for issue in issues):
        wrong["issues"] = UNKNOWN_CHOICE
    if wrong:
        raise Invalid(wrong)


def _replace(
    complaint: Complaint,
    held: list[Issue],
    issues: tuple[UUID, ...],
    edition: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Take back what does not hold any more, and add what does; the order of the rows is that of the problems."""
    wanted = {(key, place == 0) for place, key in enumerate(issues)}
    gone = [issue for issue in held if (issue.category_id, issue.is_main) not in wanted]
    kept = {(issue.category_id, issue.is_main) for issue in held} & wanted
    if gone:
        Issue.objects.filter(pk__in=[issue.pk for issue in gone]).update(
            removed_at=now, removed_by=actor.code
        )
    insert_rows(
        [
            Issue(
                complaint=complaint,
                category_id=key,
                is_main=place == 0,
                edition=edition,
                added_at=now,
                added_by=actor.code,
            )
            for place, key in enumerate(issues)
            if (key, place == 0) not in kept
        ]
    )


def _clocks_for(complaint: Complaint, kind: Kind, about: Subject, now: datetime) -> tuple[ClockView, ...]:
    """The clocks that a case of this kind has: running from the receipt, or ended."""
    if kind not in WITH_CLOCKS:
        return stop_clocks(about=about, at=now)
    kept = clocks_of(about)
    stopped = [clock.ended_at for clock in kept if clock.ended_at and not clock.met_at]
    if stopped:
        return resume_clocks(about=about, stopped_at=max(stopped))
    if kept:
        return kept
    clocks = open_clocks(about=about, pack="promises", events={"received": complaint.received_at}, now=now)
    told = Acknowledgement.objects.filter(complaint=complaint).values_list("told_at", flat=True).first()
    return meet(about=about, code="acknowledgement", at=told) if told else clocks


def _acknowledge_anew(complaint: Complaint, clocks: tuple[ClockView, ...], now: datetime) -> UUID:
    """The acknowledgement of what the case is now; that of what it was promised something else."""
    office, language = organisation(), complaint.language
    running = tuple(clock for clock in clocks if clock.runs)
    letter, _channel = acknowledgement_letter(
        complaint,
        receipt(complaint, unit=complaint.unit, clocks=running),
        contact=complaint.representative or complaint.complainant,
        matter=said(complaint.product.names, language).text if complaint.product else complaint.product_words,
        office=office,
        now=now,
    )
    return letter
