"""An organisation in London with the delivered packs."""

from __future__ import annotations

from datetime import datetime

import pytest

from recours.core.actors import system
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.deadlines.actions import seed

ADMIN = system("test")


@pytest.fixture
def seeded(db: None, now: datetime) -> None:
    seed(actor=ADMIN, now=now, zone="Europe/London", country="GB", subdivision="ENG")


@pytest.fixture
def case() -> Subject:
    return Subject("complaint", new_key())
