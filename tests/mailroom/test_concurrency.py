"""Two who take mail at the same moment, where transactions really end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from recours.complaints.models import Complaint
from recours.core.due import LEASE
from recours.deadlines.actions import seed
from recours.letters.models import Letter
from recours.mailroom.actions import Taken, take_mail
from recours.mailroom.jobs import resume_due
from recours.mailroom.models import Fate, RawMessage
from recours.mailroom.states import FateKind
from recours.mailroom.steps.store_raw import store_raw
from tests.factories.people import SYSTEM, found
from tests.mailroom.conftest import POSTMAN
from tests.mailroom.mails import MAILBOX, mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(transactional_db: None, now: datetime, doors: None) -> None:
    found(now)
    seed(actor=SYSTEM, now=now, zone="Europe/London", country="GB")


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each work gives, all begun at the same moment in threads of their own."""
    start = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            start.wait()
            results[place] = work()
        except Exception as problem:  # noqa: BLE001 - the test judges it
            results[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def taking(raw: bytes, now: datetime) -> Callable[[], Taken]:
    return lambda: take_mail(actor=POSTMAN, raw=raw, mailbox=MAILBOX, now=now)


def test_the_same_bytes_at_once_make_one_case(office: None, now: datetime) -> None:
    """osTicket#1976, frappe-helpdesk#2310: runs that overlapped made several tickets of one mail."""
    results = at_once(*[taking(mail(), now)] * 4)
    assert all(isinstance(result, Taken) for result in results), results
    assert sum(not result.repeated for result in results if isinstance(result, Taken)) == 1
    assert (RawMessage.objects.count(), Complaint.objects.count(), Letter.objects.count()) == (1, 1, 2)


def test_two_copies_at_once_make_one_case(office: None, now: datetime) -> None:
    copies = [f"Received: by way {n}\n".encode() + mail() for n in range(3)]
    results = at_once(*[taking(copy, now) for copy in copies])
    fates = sorted(result.fate for result in results if isinstance(result, Taken))
    assert fates == [FateKind.DUPLICATE, FateKind.DUPLICATE, FateKind.NEW_CASE], results
    assert Complaint.objects.count() == 1
    assert set(RawMessage.objects.values_list("subject_id", flat=True)) == {Complaint.objects.get().pk}


def test_two_workers_settle_a_mail_once(office: None, now: datetime) -> None:
    for n in range(5):
        store_raw(raw=mail(f"Number {n}", message_id=f"<{n}@x.example>"), mailbox=MAILBOX, source="", now=now)
    later = now + LEASE + timedelta(seconds=1)
    results = at_once(lambda: resume_due(later), lambda: resume_due(later))
    assert sum(result for result in results if isinstance(result, int)) == 5
    assert (Complaint.objects.count(), Fate.objects.count()) == (5, 5)


def test_statements_of_taking_a_mail_in(
    office: None, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Transaction marks included; intake takes about half of them."""
    taking(mail("First", message_id="<0@x.example>"), now)()
    with django_assert_num_queries(29):
        taking(mail("Second", message_id="<1@x.example>"), now)()
