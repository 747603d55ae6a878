"""Every route and method is tried by everybody of the cast, and lets in whom the matrix says and nobody else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from recours.api.auth import REQUESTS
from tests.factories.cast import CAST
from tests.permissions.matrix import ROWS, Row, row
from tests.permissions.routes import METHODS, Route, routes
from tests.permissions.scene import PLACES, Scene, make_scene, sign_of

UNLISTED_TRIED_BY = ("anonymous", "manager", "administrator", "writer")
PARTS = ("/desk/accounts/", "/desk/organisation/", "/desk/cases/", "/desk/", "/api/", "/")


@pytest.fixture
def scene(db: None, now: datetime) -> Iterator[Scene]:
    logging.disable(logging.CRITICAL)  # thousands of refusals are what this test is made of
    yield make_scene(now)
    logging.disable(logging.NOTSET)


def part_of(path: str) -> str:
    """The part of the doors that a path belongs to; each part is tried on one scene."""
    return next(part for part in PARTS if path.startswith(part))


def ask(client: Client, method: str, path: str, line: Row | None = None) -> HttpResponse:
    """One request that leaves nothing behind: not in the database, not in the browser, not in a limit's count."""
    sent: dict[str, Any] = {}
    if line is not None and line.json is not None:
        sent = {"data": line.json, "content_type": "application/json"}
    elif line is not None and method == "POST":
        sent = {"data": dict(line.data)}
    cookies = deepcopy(client.cookies)
    cache.clear()
    REQUESTS.forget()
    with transaction.atomic():
        answer = getattr(client, method.lower())(path, **sent)
        if getattr(answer, "streaming", False):
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    client.cookies = cookies
    assert isinstance(answer, HttpResponse) or hasattr(answer, "streaming_content")
    return answer


def path_for(scene: Scene, route: Route, line: Row | None = None) -> str:
    names = dict(line.places) if line else {}
    return route.at({place: scene.place(names.get(place, place)) for place in route.places})


def test_every_route_is_in_the_matrix() -> None:
    known = {line.path for line in ROWS}
    assert [route.path for route in routes() if route.path not in known] == []


def test_the_matrix_names_no_route_that_is_not_there() -> None:
    there = {route.path for route in routes()}
    assert [line.name for line in ROWS if line.path not in there] == []


def test_no_row_stands_twice() -> None:
    names = [line.name for line in ROWS]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("part", PARTS)
def test_whom_a_row_lets_in(part: str, scene: Scene) -> None:
    clients = {name: scene.client(name) for name in CAST}
    wrong = []
    for line in ROWS:
        if part_of(line.path) != part:
            continue
        path = path_for(scene, Route(line.path), line)
        for name, expected in line.answers.items():
            answer = ask(clients[name], line.method, path, line)
            sign = sign_of(answer)
            if sign != expected and not (expected == "." and sign in "-s"):
                wrong.append(f"{line.name} as {name}: {answer.status_code} is {sign}, not {expected}")
    assert not wrong, "\n".join(["the matrix says otherwise", *wrong])


@pytest.mark.one_database("a method that is not there asks no database")
@pytest.mark.parametrize("part", PARTS)
def test_a_method_without_a_row_lets_nobody_in(part: str, scene: Scene) -> None:
    clients = {name: scene.client(name) for name in UNLISTED_TRIED_BY}
    listed = {line.name for line in ROWS}
    first = {line.path: line for line in reversed(ROWS)}
    wrong = []
    for route in routes():
        if part_of(route.path) != part:
            continue
        path = path_for(scene, route, first.get(route.path))
        for method in METHODS:
            if f"{method} {route.path}" in listed:
                continue
            for name, client in clients.items():
                answer = ask(client, method, path)
                # allauth sends some visitors elsewhere before it looks at the method
                elsewhere = part == "/desk/accounts/" and answer.status_code == 302
                if sign_of(answer) in "+!" and not elsewhere:
                    wrong.append(f"{method} {route.path} as {name}: {answer.status_code}")
    assert not wrong, "\n".join(["let in, though no row says so", *wrong])


def test_every_place_can_be_filled() -> None:
    filled_elsewhere = {(line.path, place) for line in ROWS for place in line.places}
    unknown = {
        place
        for route in routes()
        for place in route.places
        if place not in PLACES and (route.path, place) not in filled_elsewhere
    }
    assert unknown == set()


def test_a_row_says_something_of_everybody() -> None:
    assert row("GET /x", "+- | s.+-s. | +-").answers["manager"] == "-"
    with pytest.raises(ValueError, match="one sign"):
        row("GET /x", "++")


@pytest.mark.parametrize(
    ("status", "location", "sign"),
    [
        (200, "", "+"), (303, "/desk/", "+"), (422, "", "+"), (302, "/desk/accounts/login/?next=/desk/", "s"),
        (401, "", "s"), (404, "", "-"), (403, "", "-"), (405, "", "-"), (500, "", "!"),
    ],
)  # fmt: skip
def test_answers_are_read(status: int, location: str, sign: str) -> None:
    assert sign_of(HttpResponse(status=status, headers={"Location": location} if location else {})) == sign
