"""The packages above tell what must have a chain."""

from datetime import datetime

import pytest
from django.conf import settings as deployed
from django.utils.module_loading import import_string
from pytest_django.fixtures import Settings

from recours.config import wiring
from recours.jobs.subjects import expected_subjects
from recours.trail.verification import verify
from tests.factories.trail import a_subject, pour
from tests.jobs import following


@pytest.mark.django_db
def test_a_case_without_a_chain_is_found(settings: Settings, now: datetime) -> None:
    settings.RECOURS_SUBJECTS = ("tests.jobs.following.some_subjects",) * 2
    known, unknown = a_subject(), a_subject()
    pour(known, 1, now)
    following.subjects_of_tests.extend([known, unknown])
    assert list(expected_subjects()) == [known, unknown] * 2
    assert verify(expected=expected_subjects()).counts == {"chain_missing": 2}


def test_everything_that_the_wiring_names_is_there() -> None:
    followers = [name for names in wiring.FOLLOWERS.values() for name in names]
    for name in {*followers, *wiring.SWEEPS, *wiring.SCHEDULE, *wiring.SUBJECTS}:
        assert callable(import_string(name)), name
    assert deployed.INSTALLED_APPS
