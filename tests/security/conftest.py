"""Every kind of answer that the doors give, collected once for the probes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from recours.api.auth import REQUESTS
from recours.letters.jobs import send_due
from tests.permissions.routes import routes
from tests.permissions.scene import PLACES, Scene, make_scene

NOBODY = "019a0000-0000-7000-8000-000000000001"


@pytest.fixture
def scene(db: None, now: datetime) -> Scene:
    """Everybody, one case with a file, and its letter sent."""
    cache.clear()
    REQUESTS.forget()
    made = make_scene(now)
    send_due(now)
    return made


def filled(scene: Scene, path: str, places: tuple[str, ...]) -> str:
    """The path with its places filled from the scene."""
    for name in places:
        path = path.replace(f"<{name}>", PLACES[name](scene) if name in PLACES else NOBODY)
    return path


def addresses(scene: Scene, beginning: str = "/") -> list[str]:
    """Every route below a beginning, as an address that leads to something where the scene has it."""
    return [
        filled(scene, route.path, route.places)
        for route in routes()
        if route.path.startswith(beginning) or (beginning == "/en/" and route.path.startswith("/<language>/"))
    ]


def answers(client: Client, paths: list[str], method: str = "GET") -> Iterator[tuple[str, HttpResponse]]:
    """What each address answers."""
    for path in paths:
        yield path, client.generic(method, path)  # type: ignore[misc]  # Django's test client says more


def content(response: HttpResponse) -> bytes:
    """The whole body, streamed or not."""
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]  # it streams
    return response.content
