"""Installations that tests may break, and organisations whose doors they may knock at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from recours.api.auth import REQUESTS
from recours.deadlines.actions import seed
from tests.factories.cast import Cast, make_cast
from tests.factories.people import SYSTEM
from tests.prove.installation import Installation
from tests.prove.installation import installation as installed


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A founded installation on this run's kind of database, with nothing running."""
    with installed(tmp_path / "home") as made:
        yield made


@pytest.fixture(
    params=[20, pytest.param(int(os.environ.get("PROVE_EXAMPLES", "800")), marks=pytest.mark.prove)],
    ids=["few", "many"],
)
def examples(request: pytest.FixtureRequest) -> int:
    """How many examples to try: a few in the gate, many in the proof, more with PROVE_EXAMPLES in the environment."""
    count: int = request.param
    return count


@pytest.fixture
def open_house(db: None, now: datetime, settings: Settings) -> Cast:
    """The cast in an organisation whose limits against abuse are out of the way."""
    settings.INTAKE_PER_10_MINUTES = settings.INTAKE_SLOW_PER_10_MINUTES = 10**6
    settings.TRACKING_TRIES_PER_10_MINUTES = settings.API_PER_MINUTE = 10**9
    cache.clear()
    REQUESTS.forget()
    cast = make_cast(now)
    seed(actor=SYSTEM, now=timezone.now(), zone="Europe/London", country="GB")
    return cast
