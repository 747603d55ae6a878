"""What every test stands on: one moment, no network, no language left behind, the corpora where they are."""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.template.base import Template
from django.template.context import Context
from django.test.utils import _TestState
from django.utils import translation
from django.utils.safestring import SafeString
from whitenoise.base import WhiteNoise

from recours.api.auth import REQUESTS
from recours.trail.guards import remove
from tests.factories.cast import Cast, make_cast
from tests.factories.people import House, found

ROOT = Path(__file__).resolve().parent.parent
NEEDS_DATABASE = {
    "db",
    "transactional_db",
    "live_server",
    "installation",
    "own_server",
    "sample",
    "elsewhere",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only the tests that touch the database")


def pytest_configure() -> None:
    gc.set_threshold(
        50_000, 20, 100
    )  # thousands of tests are remembered, and were looked through again and again


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _touches_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_database"):
        return False
    return item.get_closest_marker("django_db") is not None or bool(
        NEEDS_DATABASE & set(getattr(item, "fixturenames", ()))
    )


def _is_near(address: Any) -> bool:
    """Whether an address lies on this machine: a socket in a folder, a loopback number, a local name."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return host in {"", "localhost"}


class NetworkForbidden(RuntimeError):
    """A test reached for the network."""


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Nothing but this machine can be reached, by number or by name."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def near(address: Any) -> None:
        if not _is_near(address):
            raise NetworkForbidden(f"This test wanted to reach {address!r}.")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        near(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        near(address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        near((host.decode() if isinstance(host, bytes) else host or "", 0))
        return getaddrinfo(host, *arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_read_once() -> Iterator[None]:
    """Every test client starts the middleware anew, and WhiteNoise would make each file's headers anew."""
    make, made = WhiteNoise.get_static_file, {}

    def get_static_file(self: WhiteNoise, path: str, url: str, stat_cache: Any = None) -> Any:
        known = (type(self), path, url, self.max_age, stat_cache and tuple(stat_cache[path]))
        if stat_cache is None or known not in made:
            made[known] = make(self, path, url, stat_cache=stat_cache)
        return made[known]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "get_static_file", get_static_file)
        yield


@pytest.fixture(scope="session", autouse=True)
def pages_are_watched_not_their_parts(django_test_environment: None) -> Iterator[None]:
    """`response.context` is kept for the page alone: copied for each of its hundred parts it costs more than drawing them."""
    watched, plain = Template._render, _TestState.saved_data.template_render

    def render(self: Template, context: Context) -> SafeString:
        return (watched if context.template is self else plain)(self, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True)
def nobody_came_before() -> None:
    """No limit counts what the tests before have asked."""
    cache.clear()
    REQUESTS.forget()


@pytest.fixture(autouse=True)
def language_restored() -> Iterator[None]:
    """A test that speaks Persian does not teach it to the next."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def trail_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits is emptied away afterwards, which the trail's triggers would refuse; emptying puts them back."""
    marker = request.node.get_closest_marker("django_db")
    commits = bool({"transactional_db", "live_server"} & set(request.fixturenames))
    if not commits and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    yield
    remove(connection)


@pytest.fixture
def now() -> datetime:
    """The moment at which tests happen: Friday 20 November 2026, 09:00 UTC."""
    return datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def organisation(db: None, now: datetime) -> House:
    """Northwind Water, founded."""
    return found(now)


@pytest.fixture
def cast(db: None, now: datetime) -> Cast:
    """Northwind Water with a second unit, one member of staff for each role, an outsider and two API tokens."""
    return make_cast(now)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of public corpora beside the checkout; a test that asks for it is skipped where there is none."""
    folder = ROOT.parent / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip("the corpora are not here (../shared/corpora)")
    return folder
