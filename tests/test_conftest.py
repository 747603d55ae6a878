"""The ground that tests stand on holds: a home of its own, no network, one moment, English."""

import os
import socket
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from recours.core.actors import system
from recours.core.keys import new_key
from recours.core.permissions import Permission, may, units_of
from recours.core.subjects import Subject
from recours.trail.events import TrailExported
from recours.trail.guards import missing
from recours.trail.reading import events_of
from recours.trail.record import record
from tests.factories.cast import STAFF, Cast

SUBJECT = Subject("tea", new_key())


def test_the_home_is_temporary() -> None:
    assert settings.RECOURS_HOME.is_relative_to(Path(tempfile.gettempdir()).resolve())
    assert str(settings.RECOURS_HOME) == os.environ["RECOURS_HOME"]


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_the_network_is_out_of_reach(host: str) -> None:
    with pytest.raises(RuntimeError, match="wanted to reach"):
        socket.create_connection((host, 80), timeout=1)


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        assert True


@pytest.mark.parametrize("_again", [1, 2])
def test_a_language_does_not_outlive_its_test(_again: int) -> None:
    assert translation.get_language() == "en"
    translation.activate("fa")


def test_the_moment(now: datetime) -> None:
    assert now.astimezone(UTC).isoformat() == "2026-11-20T09:00:00+00:00"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", [1, 2])
def test_what_is_committed_is_gone_for_the_next(_again: int, now: datetime) -> None:
    assert missing(connection) == []
    assert events_of(SUBJECT) == []
    with transaction.atomic():
        record(TrailExported(checkpoints=1), about=SUBJECT, actor=system("test"), now=now)
    assert len(events_of(SUBJECT)) == 1


def test_the_cast_is_engaged(cast: Cast) -> None:
    assert set(cast.users) == set(STAFF)
    assert may(cast.actor("handler"), Permission.READ, cast.house.unit.pk)
    assert not may(cast.actor("outsider"), Permission.READ, cast.house.unit.pk)
    assert units_of(cast.actor("manager"), Permission.READ) is None
