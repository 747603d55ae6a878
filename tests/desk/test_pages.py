"""Each page for each role: who sees it, and what they are offered there."""

from __future__ import annotations

import pytest

from recours.complaints import actions
from recours.complaints.models import Complaint
from recours.complaints.states import State
from recours.letters.models import Letter
from tests.desk.conftest import Desk, address, page

pytestmark = pytest.mark.django_db

ROLES = ("clerk", "handler", "outsider", "manager", "auditor", "administrator")

SEEN = {
    "/desk/": "++++++",
    "/desk/cases/": "+++++-",
    "/desk/cases/?view=all": "+++++-",
    "/desk/cases/?q=nadia": "+++++-",
    "/desk/cases/new/": "++++--",
    "/desk/outbox/": "++++++",
    "/desk/outbox/print/": "++++--",
    "/desk/outbox/calls/": "++++--",
    "/desk/notices/": "++++++",
    "/desk/trail/": "---+++",
    "/desk/preferences/": "++++++",
    "/desk/keys/": "++++++",
    "{case}": "++-++-",
    "{case}assignment/": "+--+--",
    "{case}recorded/": "++-++-",
    "/desk/outbox/{letter}/": "++-+++",
}


@pytest.mark.parametrize("path", list(SEEN))
def test_who_sees_a_page(desk: Desk, path: str) -> None:
    case = desk.case()
    letter = Letter.objects.get(subject_id=case.pk).pk
    shown = {
        role: desk.browser(role).get(path.format(case=address(case), letter=letter)).status_code
        for role in ROLES
    }
    expected = dict(zip(ROLES, SEEN[path], strict=True))
    assert {role: "+" if status == 200 else "-" for role, status in shown.items()} == expected
    assert set(shown.values()) <= {200, 403, 404}


def test_what_is_missing_and_what_is_forbidden_look_alike(desk: Desk) -> None:
    case = desk.case()
    outsider = desk.browser("outsider")
    forbidden, missing = outsider.get(address(case)), outsider.get("/desk/cases/482-719-3068/")
    assert (forbidden.status_code, missing.status_code) == (404, 404)
    without = page(forbidden).replace(case.reference, "").replace(address(case), "")
    assert (
        without.count("We found nothing under this name.")
        == page(missing).count("We found nothing under this name.")
        == 1
    )


@pytest.mark.parametrize(
    "name", ["acknowledgement", "owner", "assignment", "messages", "received-messages", "notes", "files"]
)
def test_a_handler_of_another_unit_finds_nothing_to_change(desk: Desk, name: str) -> None:
    case = desk.case()
    before = case.version
    assert (
        desk.browser("outsider").post(address(case, f"{name}/"), {"words": "Let me in."}).status_code == 404
    )
    case.refresh_from_db()
    assert case.version == before


def test_an_auditor_sees_the_story_and_no_name(desk: Desk) -> None:
    case = desk.taken()
    actions.note(
        actor=desk.actor("handler"), complaint_id=case.pk, words="Called her.", key="n", now=desk.now
    )
    seen = page(desk.browser("auditor").get(address(case)))
    assert "Called her." in seen
    assert "N••• H•••" in seen
    assert "Nadia" not in seen
    assert "nadia@example.org" not in seen
    assert 'class="composer' not in seen


@pytest.mark.parametrize(
    ("path", "taught"),
    [
        ("/desk/", "No case is yours"),
        ("/desk/cases/?view=mine", "No case is yours"),
        ("/desk/cases/?view=unowned", "Everybody is looked after"),
        ("/desk/cases/?view=open", "There are no cases here"),
        ("/desk/cases/?view=feedback", "No praise, idea or question is open"),
        ("/desk/cases/?view=reviews", "No review waits"),
        ("/desk/cases/?view=nonsense", "There are no cases here"),
        ("/desk/cases/?q=nobody", "Nothing was found"),
        ("/desk/outbox/?standing=failed", "No letters here"),
        ("/desk/outbox/print/", "No letter waits for an envelope"),
        ("/desk/outbox/calls/", "Nobody waits for a call"),
        ("/desk/notices/", "Nothing waits for you"),
    ],
)
def test_an_empty_page_teaches(desk: Desk, path: str, taught: str) -> None:
    assert taught in page(desk.browser("handler").get(path))


def test_an_administrator_is_shown_the_way_to_the_house(desk: Desk) -> None:
    seen = page(desk.browser("administrator").get("/desk/"))
    assert "You look after the house" in seen
    assert 'href="/desk/organisation/"' in seen
    assert 'href="/desk/cases/new/"' not in seen


def test_a_closed_case_without_an_owner_waits_for_nobody(desk: Desk) -> None:
    case = desk.case()
    browser = desk.browser("manager")
    assert "Nobody yet" in page(browser.get("/desk/cases/?view=all"))
    assert "Nobody looks after it yet" in page(browser.get(address(case)))
    Complaint.objects.filter(pk=case.pk).update(state=State.CLOSED, next_due_at=None)
    listed = page(browser.get("/desk/cases/?view=all"))
    assert (case.reference in listed, "Nobody yet" in listed) == (True, False)
    assert "Nobody looks after it yet" not in page(browser.get(address(case)))
