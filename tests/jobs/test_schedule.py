"""What recurs is run when it is due, by one worker, and again after a failure."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from recours.jobs.models import Schedule
from recours.jobs.schedule import LONGEST, late, run_due
from tests.jobs import following

pytestmark = pytest.mark.django_db
JOB, ILL = "tests.jobs.following.job", "tests.jobs.following.ill_job"
HOUR = timedelta(hours=1)


@pytest.fixture
def hourly(settings: Settings) -> None:
    settings.RECOURS_SCHEDULE = {JOB: HOUR}


def test_a_new_job_is_due_at_once_and_then_by_its_interval(hourly: None, now: datetime) -> None:
    assert [run_due(now + HOUR * n / 2) for n in range(5)] == [1, 0, 1, 0, 1]
    assert following.called == [("job", now), ("job", now + HOUR), ("job", now + 2 * HOUR)]


def test_after_a_long_sleep_it_runs_once(hourly: None, now: datetime) -> None:
    run_due(now)
    assert run_due(now + timedelta(days=9)) == 1
    assert run_due(now + timedelta(days=9)) == 0
    assert Schedule.objects.get().next_at == now + timedelta(days=9) + HOUR


def test_looking_costs_one_statement(hourly: None, now: datetime) -> None:
    run_due(now)
    with CaptureQueriesContext(connection) as spent:
        run_due(now)
    assert len(spent) == 1


def test_a_failing_job_is_run_again_after_a_minute_and_holds_nobody_up(
    settings: Settings, now: datetime
) -> None:
    settings.RECOURS_SCHEDULE = {ILL: HOUR, JOB: HOUR}
    assert run_due(now) == 2
    assert following.called == [("ill job", now), ("job", now)]
    ill = Schedule.objects.get(name=ILL)
    assert (ill.next_at, ill.last_error) == (now + timedelta(minutes=1), "RuntimeError: the job broke")
    assert late(now) == [ILL]
    assert run_due(now + timedelta(minutes=1)) == 1


def test_a_job_whose_worker_died_is_run_again(hourly: None, now: datetime) -> None:
    Schedule.objects.create(name=JOB, next_at=now + LONGEST, started_at=now)
    assert run_due(now + LONGEST - timedelta(seconds=1)) == 0
    assert run_due(now + LONGEST) == 1


def test_a_job_that_does_not_exist_is_told(settings: Settings, now: datetime) -> None:
    settings.RECOURS_SCHEDULE = {"tests.jobs.following.unheard_of": HOUR}
    run_due(now)
    assert "ImportError" in Schedule.objects.get().last_error


def test_a_job_that_no_longer_recurs_is_left_alone(settings: Settings, now: datetime) -> None:
    Schedule.objects.create(name="gone.job", next_at=now - HOUR)
    assert run_due(now) == 0
    assert late(now) == []


def test_late_jobs_show_that_no_worker_runs(hourly: None, now: datetime) -> None:
    run_due(now)
    assert late(now + HOUR) == []
    assert late(now + HOUR + timedelta(minutes=11)) == [JOB]


@pytest.mark.django_db(transaction=True)
def test_two_workers_run_a_job_once(hourly: None, now: datetime) -> None:
    barrier = threading.Barrier(3)
    faults: list[BaseException] = []

    def work() -> None:
        try:
            barrier.wait(20)
            for n in range(5):
                run_due(now + HOUR * n)
        except BaseException as fault:  # noqa: BLE001 - told below, in the test's own thread
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    times = [at for _name, at in following.called]
    assert len(times) == len(set(times))
    assert now + 4 * HOUR in times
