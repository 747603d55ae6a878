"""The worker goes on, whatever one sweep does, and stops when told."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection
from pytest_django.fixtures import Settings

from recours.jobs.worker import Rests, run, tick, turn
from tests.factories.trail import a_subject, pour
from tests.jobs import following

HERE = "tests.jobs.following"
SECOND = timedelta(seconds=1)


@pytest.mark.django_db
def test_a_tick_sweeps_follows_and_runs_what_recurs(settings: Settings, now: datetime) -> None:
    settings.RECOURS_SWEEPS = (f"{HERE}.sweep", "recours.jobs.followers.follow_due")
    settings.RECOURS_SCHEDULE = {f"{HERE}.job": timedelta(hours=1)}
    settings.RECOURS_WIRING = {"tea.poured": (f"{HERE}.note",)}
    pour(a_subject(), 2, now)
    assert tick(now) == 3 + 2 + 1
    assert following.called == [("sweep", now), ("note", 0), ("note", 1), ("job", now)]
    assert tick(now) == 3


@pytest.mark.django_db
def test_an_ill_sweep_holds_nobody_up_and_rests(settings: Settings, now: datetime) -> None:
    settings.RECOURS_SWEEPS = (f"{HERE}.ill_sweep", f"{HERE}.unheard_of", f"{HERE}.sweep")
    rests = Rests()
    for second in range(8):
        assert turn(now + second * SECOND, rests) == 3
    ill = [at - now for name, at in following.called if name == "ill"]  # type: ignore[operator]
    assert ill == [0 * SECOND, 1 * SECOND, 3 * SECOND, 7 * SECOND]


@pytest.mark.django_db
def test_a_sweep_that_is_well_again_no_longer_rests(now: datetime) -> None:
    rests = Rests()
    for _again in range(20):
        rests.failed("sweep", now)
    assert rests.is_resting("sweep", now + 63 * SECOND)
    assert not rests.is_resting("sweep", now + 64 * SECOND)
    rests.went_well("sweep")
    assert not rests.is_resting("sweep", now)
    rests.failed("sweep", now)
    assert not rests.is_resting("sweep", now + SECOND)


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_until_it_is_told_to_stop(settings: Settings, now: datetime) -> None:
    settings.RECOURS_SWEEPS = ("recours.jobs.followers.follow_due", f"{HERE}.stop_sweep")
    settings.RECOURS_WIRING = {"tea.poured": (f"{HERE}.note",)}
    pour(a_subject(), 1, now)
    stop = threading.Event()
    thread = threading.Thread(target=run, args=(stop,))
    thread.start()
    assert following.hold.wait(20)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
    assert following.called == [("note", 0)]


@pytest.mark.django_db(transaction=True)
def test_the_worker_outlives_an_absent_database(settings: Settings, now: datetime) -> None:
    """A real one: the worker's connection points to a place where there is none, and later there is."""
    settings.RECOURS_SWEEPS = ("recours.jobs.followers.follow_due", f"{HERE}.stop_sweep")
    settings.RECOURS_WIRING = {"tea.poured": (f"{HERE}.note",)}
    pour(a_subject(), 1, now)
    stop, away = threading.Event(), threading.Event()
    refused: list[BaseException] = []

    def work() -> None:
        place = connection.settings_dict["NAME"]
        connection.settings_dict = connection.settings_dict | {"NAME": "/nowhere/at/all"}

        class Door(threading.Event):
            """The stop event, through which the test sees the worker wait and lets the database come back."""

            def wait(self, timeout: float | None = None) -> bool:
                if not away.is_set():
                    away.set()
                    connection.settings_dict = connection.settings_dict | {"NAME": place}
                return stop.wait(0.01)

            def is_set(self) -> bool:
                return stop.is_set()

        try:
            run(Door())
        except OperationalError as fault:
            refused.append(fault)

    thread = threading.Thread(target=work)
    thread.start()
    assert following.hold.wait(20)
    stop.set()
    thread.join(20)
    assert refused == []
    assert away.is_set()
    assert following.called == [("note", 0)]
