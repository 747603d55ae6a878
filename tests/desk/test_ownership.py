"""Whose case it is, and whether the complainant knows."""

from __future__ import annotations

import pytest

from recours.complaints.models import Acknowledgement, Assignment, Complaint
from recours.complaints.states import Channel
from recours.core.subjects import Subject
from recours.letters.models import Letter
from recours.people.complainants import Party
from recours.trail.reading import events_of
from tests.desk.conftest import Desk, address, page

pytestmark = pytest.mark.django_db


def kinds(case: Complaint) -> list[str]:
    return [event.kind for event in events_of(Subject("complaint", case.pk))]


def test_taking_twice_is_taking_once(desk: Desk) -> None:
    case = desk.case()
    browser = desk.browser("handler")
    answers = [browser.post(address(case, "owner/")) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert kinds(case).count("complaint.assigned") == 1
    assert "The case is yours." in page(browser.get(address(case)))


def test_what_somebody_else_took_meanwhile_is_told(desk: Desk) -> None:
    case = desk.taken("manager")
    answer = desk.browser("handler").post(address(case, "owner/"))
    assert answer.status_code == 409
    assert "Somebody changed this while you were working on it." in page(answer)


def give(desk: Desk, case: Complaint, to: str = "handler", **changed: object) -> dict[str, object]:
    return {
        "owner": str(desk.cast.users[to].pk),
        "unit": str(case.unit_id),
        "seen": case.version,
        "reason": "You know the street.",
        **changed,
    }


def test_a_case_is_given_with_the_reason(desk: Desk) -> None:
    case = desk.case()
    browser = desk.browser("manager")
    asked = page(browser.get(address(case, "assignment/")))
    assert ("Hana Handler" in asked, "Otto Outside" in asked) == (True, False)
    sent = give(desk, case)
    assert {browser.post(address(case, "assignment/"), sent).status_code for _ in range(3)} == {303}
    assert Assignment.objects.get(complaint=case).reason == "You know the street."
    assert "You know the street." in page(browser.get(address(case)))


def test_a_case_goes_to_another_unit(desk: Desk) -> None:
    case, branch = desk.case(), desk.cast.branch
    browser = desk.browser("manager")
    assert "Otto Outside" in page(browser.get(address(case, "assignment/", unit=str(branch.pk))))
    sent = give(desk, case, "outsider", unit=str(branch.pk))
    assert browser.post(address(case, "assignment/"), sent).status_code == 303
    assert desk.browser("outsider").get(address(case)).status_code == 200
    assert desk.browser("handler").get(address(case)).status_code == 404


def test_a_case_that_changed_meanwhile_is_not_given(desk: Desk) -> None:
    case = desk.case()
    sent = give(desk, case)
    desk.browser("clerk").post(address(case, "owner/"))
    answer = desk.browser("manager").post(address(case, "assignment/"), sent)
    assert answer.status_code == 409
    assert "You know the street." in page(answer)


@pytest.mark.parametrize(
    "wrong", [{"owner": ""}, {"owner": "nobody"}, {"unit": "x"}, {"seen": "often"}, {"seen": ""}]
)
def test_a_broken_form_is_shown_again(desk: Desk, wrong: dict[str, str]) -> None:
    case = desk.case()
    answer = desk.browser("manager").post(address(case, "assignment/"), give(desk, case, **wrong))
    assert answer.status_code == 422
    assert "You know the street." in page(answer)


def test_somebody_of_another_unit_is_no_choice(desk: Desk) -> None:
    case = desk.case()
    assert (
        desk.browser("manager").post(address(case, "assignment/"), give(desk, case, "outsider")).status_code
        == 422
    )


def test_the_part_for_htmx_is_the_form_alone(desk: Desk) -> None:
    case = desk.case()
    part = desk.browser("manager").get(address(case, "assignment/"), headers={"HX-Request": "true"})
    assert page(part).lstrip().startswith("<form")


def test_told_twice_is_told_once(desk: Desk) -> None:
    case = desk.case()
    browser = desk.browser("clerk")
    answers = [browser.post(address(case, "acknowledgement/"), {"how": "phone"}) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert kinds(case).count("complaint.acknowledged") == 1
    assert Acknowledgement.objects.get(complaint=case).how == "phone"


def test_told_in_another_way_afterwards_is_too_late(desk: Desk) -> None:
    case = desk.case()
    desk.browser("clerk").post(address(case, "acknowledgement/"), {"how": "phone"})
    answer = desk.browser("handler").post(address(case, "acknowledgement/"), {"how": "in_person"})
    assert answer.status_code == 409
    assert "not at a point where this can be done" in page(answer)


def test_a_way_that_does_not_exist_is_shown_again(desk: Desk) -> None:
    case = desk.case()
    assert desk.browser("clerk").post(address(case, "acknowledgement/"), {"how": "pigeon"}).status_code == 422


def test_somebody_told_on_the_phone_is_off_the_list_of_calls(desk: Desk) -> None:
    case = desk.case(channel=Channel.PHONE, complainant=Party(name="Elif", phone="+90 212 555 0100"))
    browser = desk.browser("clerk")
    assert "Elif" in page(browser.get("/desk/outbox/calls/"))
    browser.post(address(case, "acknowledgement/"), {"how": "phone"})
    assert "Nobody waits for a call" in page(browser.get("/desk/outbox/calls/"))
    assert Letter.objects.get(subject_id=case.pk).told_by == f"staff:{desk.cast.users['clerk'].pk}"


def test_the_first_move_offered_is_the_next_one(desk: Desk) -> None:
    by_mail = desk.case()
    by_phone = desk.case(channel=Channel.PHONE, complainant=Party(name="Elif", phone="+90 212 555 0100"))
    mine = desk.taken()
    browser = desk.browser("handler")

    def first(case: Complaint) -> str:
        return page(browser.get(address(case))).split("button-primary")[2].split("</svg>")[1].split("<")[0]

    assert [first(case) for case in (by_mail, by_phone, mine)] == [
        "Take the case",
        "Record that the complainant was told",
        "Assess",
    ]


@pytest.mark.parametrize("move", ["acknowledge", "write", "note", "receive_message", "attach"])
def test_a_move_opens_its_form_by_a_plain_link(desk: Desk, move: str) -> None:
    case = desk.case()
    seen = page(desk.browser("handler").get(address(case, do=move)))
    assert f'id="{move}"' in seen
