"""Every action has a page and a route of the API, and the command line what administration needs; or a reason why not."""

from __future__ import annotations

import pytest

from tests.laws.actions import offered_actions
from tests.laws.parity import called_actions, reached_by

BY_PAGE_ALONE = "a person does this at a screen, about themselves"
WORKER = "the worker does this; nobody asks for it"
ON_INIT = "recours init does this, before anybody can sign in"
BEFORE_ALL = "before it there is nobody who could sign in: recours init"
ON_SIGN_IN = "follows from signing in, which has a page alone"

EXCEPTIONS: dict[tuple[str, str, str], str] = {
    ("people", "record_sign_in", "api"): ON_SIGN_IN,
    ("people", "record_sign_out", "api"): ON_SIGN_IN,
    ("people", "record_failed_sign_in", "api"): ON_SIGN_IN,
    ("people", "record_second_factor", "api"): ON_SIGN_IN,
    ("people", "found_organisation", "page"): BEFORE_ALL,
    ("people", "found_organisation", "api"): BEFORE_ALL,
    ("people", "set_password", "api"): "only the system sets passwords: at the command line, in the demo",
    (
        "complaints",
        "take_over",
        "page",
    ): "history comes in files of a million rows: by the command line or the API",
    ("people", "change_own_details", "api"): BY_PAGE_ALONE,
    ("people", "see_notices", "api"): BY_PAGE_ALONE,
    ("deadlines", "seed", "page"): ON_INIT,
    ("deadlines", "seed", "api"): ON_INIT,
}
"""(package, action, interface) -> why that interface lacks it."""

COMMANDS: set[tuple[str, str]] = {
    ("complaints", "intake"),
    ("complaints", "take_over"),
    ("people", "found_organisation"),
    ("people", "add_user"),
    ("people", "set_password"),
    ("people", "give_role"),
    ("people", "give_token"),
}
"""The actions that the command line must offer; the rest has pages and the API."""


def actions() -> list[tuple[str, str]]:
    return sorted((package, name) for package, names in offered_actions().items() for name in names)


@pytest.mark.parametrize("interface", ["page", "api"])
def test_every_action_has_a_door(interface: str) -> None:
    reached = reached_by(interface)
    missing = [
        f"{p}.{name}"
        for p, name in actions()
        if (p, name) not in reached and (p, name, interface) not in EXCEPTIONS
    ]
    assert not missing, f"no {interface} calls: {', '.join(missing)}"


def test_the_command_line_offers_what_administration_needs() -> None:
    assert set(actions()) >= COMMANDS
    missing = COMMANDS - reached_by("cli")
    assert not missing, sorted(missing)


def test_the_exceptions_are_still_exceptions() -> None:
    known = set(actions())
    stale = [key for key in EXCEPTIONS if key[:2] not in known or (key[0], key[1]) in reached_by(key[2])]
    assert stale == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from recours.complaints import actions\nactions.assign(actor=actor)\n", {("complaints", "assign")}),
        (
            "from recours.complaints.actions import assign, take\n",
            {("complaints", "assign"), ("complaints", "take")},
        ),
        ("from recours.people import actions as staff\nstaff.add_user\n", {("people", "add_user")}),
        ("from recours.complaints import selectors\nselectors.queue_for(actor)\n", set()),
    ],
)
def test_calls_are_recognised(source: str, expected: set[tuple[str, str]]) -> None:
    assert called_actions(source) == expected
