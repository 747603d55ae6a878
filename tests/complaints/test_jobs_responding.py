"""Who hears of an answer: those who may approve it, its author, the owner; nobody of their own deed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from recours.complaints import actions
from recours.core.actors import Actor
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.letters.models import Letter
from recours.people.models import Notice
from recours.trail.reading import events_of
from tests.complaints.test_actions import staff
from tests.complaints.test_actions_responding import assessed, do, limit, ombudsman, prepare
from tests.complaints.test_actions_tasking import ask
from tests.complaints.test_jobs import work
from tests.factories.people import House


def codes(actor: Actor) -> set[str]:
    return set(Notice.objects.filter(user=actor.id).values_list("code", flat=True))


def test_who_is_concerned_hears_of_the_answer(house: House, now: datetime, settings, tmp_path: Path) -> None:
    settings.MAIL_FOLDER = tmp_path / "mail"
    ombudsman(now)
    limit(house, Role.CLERK, "1", now)
    limit(house, Role.MANAGER, None, now)
    clerk, owner = staff(house, now), staff(house, now, "Omar Owner")
    manager = staff(house, now, "Mary Manager", Role.MANAGER)
    case = assessed(now)
    actions.take(actor=owner, complaint_id=case.pk, now=now)
    dora = staff(house, now, "Dora", Role.DEPARTMENT)
    asked = ask(owner, case, now, person=dora.id)
    actions.answer_task(actor=dora, task_id=asked.pk, words="Read twice.", now=now)
    prepare(clerk, case, now)
    work(now)
    assert "answer_to_approve" in codes(manager)
    assert "answer_to_approve" not in codes(clerk)
    do("send_back", manager, case, now, reason="Name the article.")
    prepare(clerk, case, now)
    do("approve", manager, case, now)
    do("communicate", clerk, case, now)
    work(now)
    assert {"answer_sent_back", "answer_approved"} <= codes(clerk)
    assert "answer_sent" in codes(owner)
    assert "answer_sent" not in codes(clerk)
    assert "answer_sent" in codes(dora), "who helped knows what became of it"
    told = [
        e.facts["colleagues"]
        for e in events_of(Subject("complaint", case.pk))
        if e.kind == "complaint.staff_told"
    ]
    assert told == [2]
    sent = next(iter((tmp_path / "mail").glob(f"*{Letter.objects.get(kind='decision').pk}*"))).read_bytes()
    assert b"Our answer to your complaint" in sent
