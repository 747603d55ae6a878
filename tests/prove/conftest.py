"""Installations that tests may break."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.prove.installation import Installation
from tests.prove.installation import installation as installed


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A founded installation on this run's kind of database, with nothing running."""
    with installed(tmp_path / "home") as made:
        yield made
