"""Each test of the worker wires its own followers."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.jobs import following


@pytest.fixture(autouse=True)
def nothing_wired(settings: Settings) -> Iterator[None]:
    settings.RECOURS_WIRING = {}
    settings.RECOURS_SWEEPS = ()
    settings.RECOURS_SCHEDULE = {}
    settings.RECOURS_SUBJECTS = ()
    following.called.clear()
    following.subjects_of_tests.clear()
    following.hold.clear()
    yield
    following.called.clear()
