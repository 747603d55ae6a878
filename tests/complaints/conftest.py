"""Northwind Water, ready for complaints."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.factories.cases import found_with_clocks
from tests.factories.people import House


@pytest.fixture
def house(db: None, now: datetime, settings) -> House:
    settings.ROOT_URLCONF = "tests.people.urls"  # this package stands without the doors
    return found_with_clocks(now)


@pytest.fixture
def committed(transactional_db: None, now: datetime, settings) -> House:
    """The same where transactions really end, for threads and for counting statements."""
    settings.ROOT_URLCONF = "tests.people.urls"
    return found_with_clocks(now)
