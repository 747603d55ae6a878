"""What the worker does for cases: thin functions that call one action each."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from recours.complaints.actions import acknowledge, close, lift_restriction, remind, remind_of_question
from recours.complaints.closing import ReplyKind
from recours.complaints.comparing import compare_new as compare_new
from recours.complaints.events import StaffTold
from recours.complaints.models import Attachment, Complaint, Draft, Response, Restriction, Task, Wait, Watch
from recours.complaints.selectors.closing import silent
from recours.complaints.selectors.conduct import restrictions_to_review
from recours.complaints.selectors.independence import reviewers_for
from recours.complaints.selectors.subjects import owner_or_team, references_of
from recours.complaints.selectors.tracking import inside_of
from recours.complaints.selectors.waiting import may_be_reminded, unanswered
from recours.complaints.states import Ground, State, Told
from recours.core.actors import system
from recours.core.errors import NotFound, Refused, Stale
from recours.core.filestore import remove, stored_before
from recours.core.permissions import Permission
from recours.core.subjects import Subject
from recours.people.bars import unbarred
from recours.people.notices import tell
from recours.people.selectors import nearest_staff, organisation, staff_with, unaware
from recours.trail.reading import Recorded
from recours.trail.record import record

ACKNOWLEDGEMENTS = frozenset({"acknowledgement", "acknowledgement_feedback"})
_WATCH = system("watch")
_OF_ANSWER = {
    "complaint.response_approved": "answer_approved",
    "complaint.response_sent_back": "answer_sent_back",
    "complaint.decision_communicated": "answer_sent",
}
_TOLD_TO_OWNER = frozenset({"complaint.message_received", "complaint.assigned", "complaint.replied"})
_BATCH = 100
_ORPHAN_AGE = timedelta(days=3)
_DRAFT_AGE = timedelta(days=90)


def letter_sent(event: Recorded, now: datetime) -> None:
    """When the acknowledgement letter has left, the complainant has been told."""
    if event.facts.get("letter_kind") not in ACKNOWLEDGEMENTS or event.facts.get("channel") == "portal":
        return  # what only stands on a page is told when the page is shown
    how = Told.POST if event.facts.get("channel") == "post" else Told.LETTER
    try:
        acknowledge(actor=system("post office"), complaint_id=event.about.id, how=how, now=event.occurred_at)
    except (Refused, NotFound):
        # Told earlier in another way: the first time counts.
        return


def letter_told(event: Recorded, now: datetime) -> None:
    """When the acknowledgement was read out on the phone, the complainant has been told."""
    if event.facts.get("letter_kind") not in ACKNOWLEDGEMENTS:
        return
    try:
        acknowledge(
            actor=system("post office"), complaint_id=event.about.id, how=Told.PHONE, now=event.occurred_at
        )
    except (Refused, NotFound):
        return


def tell_owner(event: Recorded, now: datetime) -> None:
    """Tell the new owner that a case waits, unless they took it themselves."""
    owner = UUID(str(event.facts["owner"]))
    if event.actor_code != f"staff:{owner}":
        _tell(event, "case_assigned", [owner], now)


def tell_of_respondent(event: Recorded, now: datetime) -> None:
    """Tell the team that the case waits for an owner, where it lost the one it had because the case is about them."""
    if event.facts["owner_freed"]:
        leading = Complaint.objects.filter(pk=event.about.id).values_list("leading", flat=True).first()
        _tell(event, "case_waits", owner_or_team(leading or event.about.id), now)


def tell_of_message(event: Recorded, now: datetime) -> None:
    """Tell the owner, or the team while nobody owns the case, that the complainant wrote; of a closed case, that it may have to be reopened."""
    closed = Complaint.objects.filter(pk=event.about.id, state=State.CLOSED.value).exists()
    _tell(event, "wrote_to_closed" if closed else "complainant_wrote", owner_or_team(event.about.id), now)


def tell_of_note(event: Recorded, now: datetime) -> None:
    """Tell those whom a note calls by name, but not its writer."""
    called = [UUID(str(key)) for key in _listed(event.facts.get("mentions"))]
    _tell(event, "mentioned", [user for user in called if _is_other(user, event)], now)


def tell_watchers(event: Recorded, now: datetime) -> None:
    """Tell those who watch the case, or one merged into it, and still may see it that something happened: each once until they have looked.

    Who did it needs no word of it, and who is told of the same event already gets no second notice.
    """
    here = Q(complaint=event.about.id) | Q(complaint__in=inside_of(event.about.id))
    watchers = set(Watch.objects.filter(here).values_list("person", flat=True))
    if not watchers:
        return
    unit = Complaint.objects.filter(pk=event.about.id).values_list("unit", flat=True).first()
    told = {UUID(str(key)) for key in _listed(event.facts.get("mentions"))}
    if event.kind in _TOLD_TO_OWNER:
        told |= set(owner_or_team(event.about.id))
    users = sorted(u for u in (watchers & staff_with(Permission.READ, unit)) - told if _is_other(u, event))
    _tell(event, "watched_case_moved", unaware(users, "watched_case_moved", event.about), now)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def tell_of_closing(event: Recorded, now: datetime) -> None:
    """Tell the owner or the team that the complainant withdrew."""
    if event.actor_code.startswith("complainant"):
        _tell(event, "case_withdrawn", owner_or_team(event.about.id), now)


def tell_of_reply(event: Recorded, now: datetime) -> None:
    """Tell the owner or the team what the complainant said to the answer, unless they wrote it down themselves."""
    code = "answer_accepted" if event.facts.get("reply") == ReplyKind.ACCEPTED else "answer_rejected"
    told = [user for user in owner_or_team(event.about.id) if event.actor_code != f"staff:{user}"]
    _tell(event, code, told, now)


def tell_of_joining(event: Recorded, now: datetime) -> None:
    """Tell the owner of the leading case that another one was merged into it, unless they did it themselves; the team where it has none."""
    owner = Complaint.objects.filter(pk=event.about.id).values_list("owner_id", flat=True).first()
    if owner is None:
        _tell(event, "case_waits", owner_or_team(event.about.id), now)
    elif _is_other(owner, event):
        _tell(event, "case_joined", [owner], now)


def tell_of_review(event: Recorded, now: datetime) -> None:
    """Tell the reviewer, or all who may review the case while it has none."""
    reviewer = event.facts.get("reviewer")
    if reviewer is not None:
        _tell(event, "review_waits", [UUID(str(reviewer))], now)
        return
    complaint = Complaint.objects.filter(pk=event.about.id).first()
    if complaint is not None:
        _tell(event, "review_waits", sorted(reviewers_for(complaint)), now)


def sweep_silence(now: datetime) -> None:
    """Remind who did not reply to an answer in time, and close what stayed silent after the notice; each only once.

    Nothing is remembered but the records: what a worker that stood still missed is due on its next look.
    """
    today = now.astimezone(ZoneInfo(organisation().zone)).date()
    for case in silent(today, reminded=False):
        with suppress(Refused, NotFound):
            remind(actor=_WATCH, complaint_id=case.pk, now=now)
    for case in silent(today, reminded=True):
        with suppress(Refused, NotFound, Stale):
            close(
                actor=_WATCH,
                complaint_id=case.pk,
                ground=Ground.NO_REPLY_AFTER_NOTICE,
                lesson=None,
                helper="",
                seen=case.version,
                now=now,
            )


def sweep_waits(now: datetime) -> None:
    """Remind once of a question that has no answer on its day; when that day is over too, tell who handles the case."""
    today = now.astimezone(ZoneInfo(organisation().zone)).date()
    for wait in unanswered(today, _BATCH):
        if may_be_reminded(wait, today):
            with suppress(Refused, NotFound):
                remind_of_question(actor=_WATCH, complaint_id=wait.complaint_id, now=now)
            continue
        about = Subject("complaint", wait.complaint_id)
        reference = references_of([wait.complaint_id])[wait.complaint_id]
        users = owner_or_team(wait.complaint_id)
        tell(user_ids=users, code="no_answer", about=about, reference=reference, cause=wait.pk, now=now)
        # Telling twice of one cause is telling once, so dying between the two lines costs nothing.
        Wait.objects.filter(pk=wait.pk).update(told_at=now)


def tell_team(event: Recorded, now: datetime) -> None:
    """Tell the team that new cases wait for an owner: each colleague once, until they have looked."""
    code = "new_case_waits"
    _tell(event, code, unaware(owner_or_team(event.about.id), code), now)


def tell_of_approval(event: Recorded, now: datetime) -> None:
    """Tell those who may approve that an answer waits for them; its author is none of them."""
    if event.facts["approval_needed"]:
        unit = Complaint.objects.filter(pk=event.about.id).values_list("unit_id", flat=True).first()
        users = [user for user in staff_with(Permission.APPROVE, unit) if _is_other(user, event)]
        _tell(event, "answer_to_approve", sorted(users), now)


def tell_of_answer(event: Recorded, now: datetime) -> None:
    """Tell the owner and the author, where somebody else did it, what became of the answer (ISO 10002:2018, 7.8)."""
    made = Response.objects.filter(pk=UUID(str(event.facts["response"]))).first()
    author = made.prepared_by.removeprefix("staff:") if made and made.prepared_by.startswith("staff:") else ""
    owner = Complaint.objects.filter(pk=event.about.id).values_list("owner_id", flat=True).first()
    concerned = {*([UUID(author)] if author else []), *([owner] if owner else [])}
    if event.kind == "complaint.decision_communicated":
        concerned |= _helped(event.about.id)
    users = sorted(user for user in concerned if _is_other(user, event))
    with transaction.atomic():
        heard = _tell(event, _OF_ANSWER[event.kind], users, now)
        if heard and event.kind == "complaint.decision_communicated":
            told = StaffTold(response=UUID(str(event.facts["response"])), colleagues=heard)
            record(told, about=event.about, actor=system("post office"), now=now)


def _helped(complaint_id: UUID) -> set[UUID]:
    """The colleagues who answered what they were asked about the case, so that they know what became of it."""
    codes = Task.objects.filter(complaint=complaint_id, answered_at__isnull=False).values_list(
        "answered_by", flat=True
    )
    return {UUID(code.removeprefix("staff:")) for code in codes if code.startswith("staff:")}


def tell_of_failure(event: Recorded, now: datetime) -> None:
    """Tell the owner or the team that a letter to the complainant could not be delivered."""
    if event.about.kind == "complaint":
        _tell(event, "letter_failed", owner_or_team(event.about.id), now)


def tell_managers(event: Recorded, now: datetime) -> None:
    """Tell everybody who oversees the unit of the case that it is serious."""
    unit = Complaint.objects.filter(pk=event.about.id).values_list("unit", flat=True).first()
    if unit is not None:
        _tell(event, "alert_raised", sorted(staff_with(Permission.OVERSEE, unit)), now)


def tell_of_conduct(event: Recorded, now: datetime) -> None:
    """Tell who oversees the case that a restriction waits for a decision, or that somebody may need help."""
    unit = Complaint.objects.filter(pk=event.about.id).values_list("unit", flat=True).first()
    code = "welfare_raised" if event.kind == "complaint.welfare_raised" else "restriction_proposed"
    if unit is not None:
        _tell(
            event, code, [u for u in sorted(staff_with(Permission.OVERSEE, unit)) if _is_other(u, event)], now
        )


def tell_of_verdict(event: Recorded, now: datetime) -> None:
    """Tell who proposed a restriction what became of it."""
    made = Restriction.objects.filter(pk=UUID(str(event.facts["restriction"]))).first()
    if made is not None and made.by.startswith("staff:"):
        _tell(event, "restriction_decided", [UUID(made.by.removeprefix("staff:"))], now)


def sweep_restrictions(now: datetime) -> None:
    """End what is over, and have management look again at what is due for it; each only once."""
    today = now.astimezone(ZoneInfo(organisation().zone)).date()
    for row in restrictions_to_review(today):
        if row.until < today:
            with suppress(Refused, NotFound):
                lift_restriction(
                    actor=_WATCH, complaint_id=row.complaint_id, restriction_id=row.pk, words="", now=now
                )
            continue
        tell(
            user_ids=sorted(staff_with(Permission.OVERSEE, row.complaint.unit_id)),
            code="restriction_review",
            about=Subject("complaint", row.complaint_id),
            reference=row.complaint.reference,
            cause=row.pk,
            now=now,
        )


def tell_of_task(event: Recorded, now: datetime) -> None:
    """Tell those who were asked, but not who asked."""
    task = Task.objects.filter(pk=str(event.facts["task"])).select_related("complaint").first()
    if task is not None:
        _tell_of(task, "task_set", [u for u in _asked(task) if f"staff:{u}" != event.actor_code], now)


def tell_of_task_withdrawal(event: Recorded, now: datetime) -> None:
    """Tell those who were asked that no answer is needed any more, but not who took it back."""
    task = Task.objects.filter(pk=str(event.facts["task"])).select_related("complaint").first()
    if task is not None:
        _tell_of(task, "task_withdrawn", [u for u in _asked(task) if f"staff:{u}" != event.actor_code], now)


def tell_of_task_answer(event: Recorded, now: datetime) -> None:
    """Tell who waits for news of the case that what was asked has an answer, unless they answered themselves."""
    waiting = [u for u in owner_or_team(event.about.id) if f"staff:{u}" != event.actor_code]
    _tell(event, "task_answered", waiting, now)


def remind_of_tasks(now: datetime) -> int:
    """Remind those who owe an answer before its day and when it has passed; then who waits for it hears too."""
    due = Task.objects.filter(answered_at=None, withdrawn_at=None, tell_at__lte=now).select_related(
        "complaint"
    )
    tasks = list(due.order_by("tell_at")[:_BATCH])
    for task in tasks:
        late = task.due <= now
        users = {*_asked(task), *(owner_or_team(task.complaint_id) if late else ())}
        _tell_of(task, "task_late" if late else "task_due", sorted(users), now)
        # Telling twice of one cause is telling once, so dying between the two lines costs nothing.
        Task.objects.filter(pk=task.pk).update(tell_at=None if late else task.due)
    return len(tasks)


def _asked(task: Task) -> list[UUID]:
    if task.person_id is not None:
        return [task.person_id]
    return sorted(nearest_staff(Permission.TASK, task.unit_id)) if task.unit_id else []


def _tell_of(task: Task, code: str, users: list[UUID], now: datetime) -> None:
    """Tell of the task those of these colleagues whom its case is not about."""
    about, reference = Subject("task", task.pk), task.complaint.reference
    users = unbarred(users, task.complaint_id)
    if users:
        tell(user_ids=users, code=code, about=about, reference=reference, cause=task.pk, now=now)


def sweep_orphan_files(now: datetime) -> None:
    """Remove stored bytes that no row came to need: uploads of forms that were never sent."""
    keys = iter(stored_before(now - _ORPHAN_AGE))
    while batch := set(islice(keys, 500)):
        for key in batch - set(Attachment.objects.filter(key__in=batch).values_list("key", flat=True)):
            remove(key)


def sweep_old_drafts(now: datetime) -> None:
    """Throw away drafts that nobody touched for a season: they hold words about people and serve nobody."""
    Draft.objects.filter(at__lt=now - _DRAFT_AGE).delete()


def _is_other(user: UUID, event: Recorded) -> bool:
    return event.actor_code != f"staff:{user}"


def _tell(event: Recorded, code: str, users: list[UUID], now: datetime) -> int:
    """How many heard of it for the first time."""
    reference = Complaint.objects.filter(pk=event.about.id).values_list("reference", flat=True).first()
    if reference is None or not users:
        return 0
    return tell(user_ids=users, code=code, about=event.about, reference=reference, cause=event.id, now=now)
