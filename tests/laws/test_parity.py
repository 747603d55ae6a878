"""Every action has a page and a route of the API, and the command line what administration needs; or a reason why not."""

from __future__ import annotations

import pytest

from tests.laws.actions import offered_actions
from tests.laws.parity import INTERFACES, called_actions, imported_by, reached_by

OF_A_PERSON = "a token belongs to no person: it has no notices, no drafts, and no name or language of its own"
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
    ("people", "change_own_details", "api"): OF_A_PERSON,
    ("people", "see_notices", "api"): OF_A_PERSON,
    ("complaints", "keep_draft", "api"): OF_A_PERSON,
    ("complaints", "drop_draft", "api"): OF_A_PERSON,
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


READ_BY_ALL: set[tuple[str, str]] = {("trail", "verify"), ("trail", "export_trail"), ("trail", "newest")}
"""What is no action, and yet is offered by every interface, as its page is."""


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


@pytest.mark.parametrize("interface", sorted(INTERFACES))
def test_what_proves_the_trail_is_offered_everywhere(interface: str) -> None:
    assert not READ_BY_ALL - imported_by(interface)


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
