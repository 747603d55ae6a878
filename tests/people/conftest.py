from __future__ import annotations

from datetime import datetime

import pytest
from pytest_django import Settings

from tests.factories.people import House, found


@pytest.fixture(autouse=True)
def doors(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.people.urls"
    settings.ACCOUNT_ADAPTER = "allauth.account.adapter.DefaultAccountAdapter"


@pytest.fixture
def house(db: None, now: datetime) -> House:
    return found(now)
