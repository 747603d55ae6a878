"""The whole sample, made once for the module that looks at it and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import override_settings

from recours.demo.stage import SignIn, populate

TODAY = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Sample:
    """What populating gave, and what it told on its way."""

    sign_ins: Sequence[SignIn]
    told: list[tuple[int, int]]
    now: datetime = TODAY


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The sample of a Friday afternoon, in one transaction that is undone when the module has been tested."""
    home = tmp_path_factory.mktemp("sample")
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(home / "files")},
    }
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    told: list[tuple[int, int]] = []
    with (
        django_db_blocker.unblock(),
        override_settings(MAIL_FOLDER=home / "mail", STORAGES={"default": storage, "staticfiles": static}),
        transaction.atomic(),
    ):
        yield Sample(populate(now=TODAY, progress=lambda done, total: told.append((done, total))), told)
        transaction.set_rollback(True)
