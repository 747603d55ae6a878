"""Every route and method is tried by everybody of the cast, and lets in whom the matrix says and nobody else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.factories.cast import CAST
from tests.permissions.matrix import ROWS, Row, row
from tests.permissions.routes import METHODS, Route, routes
from tests.permissions.scene import PLACES, Scene, make_scene, sign_of

UNLISTED_TRIED_BY = ("anonymous", "manager", "administrator", "writer")


@pytest.fixture
def scene(db: None, now: datetime) -> Scene:
    return make_scene(now)


def ask(client: Client, method: str, path: str, line: Row | None = None) -> HttpResponse:
    """One request that leaves nothing behind."""
    sent: dict[str, Any] = {}
    if line is not None and line.json is not None:
        sent = {"data": line.json, "content_type": "application/json"}
    elif line is not None and method == "POST":
        sent = {"data": dict(line.data)}
    with transaction.atomic():
        answer = getattr(client, method.lower())(path, **sent)
        if getattr(answer, "streaming", False):
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
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


@pytest.mark.parametrize("line", ROWS, ids=lambda line: line.name)
def test_whom_a_row_lets_in(line: Row, scene: Scene) -> None:
    path = path_for(scene, Route(line.path), line)
    signs = {name: sign_of(ask(scene.client(name), line.method, path, line)) for name in CAST}
    expected = {
        name: signs[name] if sign == "." and signs[name] in "-s" else "-" if sign == "." else sign
        for name, sign in line.answers.items()
    }
    assert signs == expected


@pytest.mark.parametrize("route", routes(), ids=lambda route: route.path)
def test_a_method_without_a_row_lets_nobody_in(route: Route, scene: Scene) -> None:
    listed = {line.method for line in ROWS if line.path == route.path}
    line = next((line for line in ROWS if line.path == route.path), None)
    open_to = [
        f"{method} as {name}: {answer.status_code}"
        for method in METHODS
        if method not in listed
        for name in UNLISTED_TRIED_BY
        if sign_of(answer := ask(scene.client(name), method, path_for(scene, route, line))) in "+!"
    ]
    assert open_to == []


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
