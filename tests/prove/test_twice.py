"""The same request, click or job at the same moment, several times over: it counts once, and nobody sees a fault."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from recours.api.auth import REQUESTS
from recours.complaints.models import Assignment, Attachment, Complaint, IntakeEntry, Message
from recours.core.keys import new_key
from recours.jobs.subjects import expected_subjects
from recours.jobs.worker import tick
from recours.letters.jobs import send_due
from recours.letters.models import Letter
from recours.people.models import Notice
from recours.trail.models import EventRow
from recours.trail.verification import verify
from tests.factories.cases import receive
from tests.factories.cast import Cast, make_cast
from tests.prove.customers import TOKEN
from tests.prove.installation import ROOT, Installation, command

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None, now: datetime) -> Cast:
    cache.clear()
    REQUESTS.forget()
    return make_cast(now)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each gives, all begun at the same moment."""
    start = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def many(count: int, work: Callable[[], Any]) -> list[Any]:
    return at_once(*[work] * count)


def holds() -> bool:
    return verify(expected=expected_subjects(), kept=[], progress=lambda _done, _total: None).holds


def statuses(answers: list[HttpResponse]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


def post(client: Client, path: str, **given: Any) -> Callable[[], HttpResponse]:
    """The same form in a browser of its own with the same cookies."""

    def send() -> HttpResponse:
        fresh = Client(raise_request_exception=False)
        fresh.cookies = client.cookies.copy()
        return fresh.post(path, given)  # type: ignore[return-value]  # Django's test client says more

    return send


def test_one_key_of_the_api_from_eight_places(cast: Cast) -> None:
    body = {"words": "The meter was read twice.", "complainant": {"email": "a@example.org"}}
    headers = {"Authorization": f"Bearer {cast.secrets['writer']}", "Idempotency-Key": "once"}

    def create() -> HttpResponse:
        client = Client(raise_request_exception=False)
        return client.post("/api/v1/complaints", body, content_type="application/json", headers=headers)  # type: ignore[return-value]  # the same

    answers = many(8, create)
    assert statuses(answers) == {201: 1, 200: 7}
    assert len({json.loads(answer.content)["reference"] for answer in answers}) == 1
    assert (Complaint.objects.count(), IntakeEntry.objects.count()) == (1, 1)
    assert Letter.objects.filter(subject_kind="complaint").count() == 1
    assert holds()


def test_one_form_of_the_portal_from_four_windows(cast: Cast) -> None:
    browser = Client()
    found = TOKEN.search(browser.get("/en/complain/").content.decode())
    assert found
    answers = many(4, post(browser, "/en/complain/", token=found[1], words="It leaks.", step="send"))
    assert statuses(answers) == {303: 4}
    assert Complaint.objects.count() == 1
    assert EventRow.objects.filter(kind="complaint.received").count() == 1


def test_a_receipt_seen_in_four_windows(cast: Cast) -> None:
    browser = Client()
    found = TOKEN.search(browser.get("/en/complain/").content.decode())
    assert found
    browser.post("/en/complain/", {"token": found[1], "words": "It leaks.", "step": "send"})

    def look() -> HttpResponse:
        fresh = Client(raise_request_exception=False)
        fresh.cookies = browser.cookies.copy()
        return fresh.get("/en/complain/sent/")  # type: ignore[return-value]  # the same

    assert statuses(many(4, look)) == {200: 4}
    assert EventRow.objects.filter(kind="complaint.acknowledged").count() == 1


def test_one_message_of_the_complainant_from_four_windows(cast: Cast, now: datetime) -> None:
    receipt = receive(now)
    browser = Client()
    browser.post("/en/track/", {"reference": receipt.reference, "secret": receipt.secret})
    found = TOKEN.search(browser.get("/en/track/case/").content.decode())
    assert found
    answers = many(4, post(browser, "/en/track/case/messages/", token=found[1], words="Any news?"))
    assert statuses(answers) == {303: 4}
    assert Message.objects.count() == 1


def desk_of(cast: Cast, name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.users[name])
    return client


def test_two_clerks_take_one_case(cast: Cast, now: datetime) -> None:
    receipt = receive(now)
    path = f"/desk/cases/{receipt.reference}/owner/"
    answers = at_once(*(post(desk_of(cast, name), path) for name in ("clerk", "handler") * 2))
    assert set(statuses(answers)) <= {302, 303, 409}, statuses(answers)
    case = Complaint.objects.get()
    running = Assignment.objects.get(complaint=case, until=None)
    assert case.owner_id in {cast.users["clerk"].pk, cast.users["handler"].pk}
    assert running.owner_id == case.owner_id
    assert holds()


@pytest.mark.parametrize("what", ["notes", "messages"])
def test_one_form_of_the_desk_from_four_windows(cast: Cast, now: datetime, what: str) -> None:
    receipt = receive(now)
    clerk = desk_of(cast, "clerk")
    letters = Letter.objects.count()
    given = {"key": str(new_key()), "words": "We look into it."}
    answers = many(4, post(clerk, f"/desk/cases/{receipt.reference}/{what}/", **given))
    assert statuses(answers) == {302: 4} or statuses(answers) == {303: 4}, statuses(answers)
    assert Message.objects.count() == 1
    assert Letter.objects.count() - letters == (what == "messages")
    assert holds()


def test_one_call_recorded_from_four_windows(cast: Cast) -> None:
    given = {"key": str(new_key()), "kind": "complaint", "channel": "phone", "language": "en", "words": "It leaks.", "step": "record"}  # fmt: skip
    answers = many(4, post(desk_of(cast, "clerk"), "/desk/cases/new/", **given))
    assert Complaint.objects.count() == 1, answers[0].content[-2000:]
    assert statuses(answers) == {303: 4}


def test_four_workers_send_the_same_letters(cast: Cast, now: datetime) -> None:
    for number in range(12):
        receive(now, key=str(number))
    later = timezone.now() + timedelta(seconds=1)
    many(4, lambda: send_due(later))
    letters = Letter.objects.all()
    assert all(letter.sent_at for letter in letters)
    assert EventRow.objects.filter(kind="letter.sent").count() == len(letters)
    names = {path.stem for path in Path(settings.MAIL_FOLDER).glob("*.eml")}
    assert {letter.message_id[1:-1] for letter in letters} <= names
    assert holds()


def test_four_workers_follow_the_same_events(cast: Cast, now: datetime) -> None:
    for number in range(6):
        receive(now, key=str(number))
    later = timezone.now() + timedelta(seconds=1)

    def work() -> None:
        for _ in range(6):
            tick(later)

    many(4, work)
    assert EventRow.objects.filter(kind="complaint.acknowledged").count() == 6
    told = Counter(Notice.objects.filter(code="new_case_waits").values_list("user", "subject_id"))
    assert told
    assert set(told.values()) == {1}
    assert holds()


def test_the_same_files_attached_from_two_windows(cast: Cast, now: datetime) -> None:
    receipt = receive(now)
    clerk = desk_of(cast, "clerk")
    answers = many(2, post(clerk, f"/desk/cases/{receipt.reference}/files/", key=str(new_key())))
    assert not {status for status in statuses(answers) if status >= 500}
    assert not Attachment.objects.exists()


HEADER = "Complaint ID,Date received,Product,Issue,Consumer complaint narrative,Company response to consumer,Timely response?,Submitted via,Date sent to company\n"


@pytest.mark.prove
def test_one_import_in_two_processes(installation: Installation, tmp_path: Path) -> None:
    rows = 5_000
    file = tmp_path / "past.csv"
    with file.open("w") as out:
        out.write(HEADER)
        for number in range(rows):
            out.write(f"{number + 1},2024-03-{number % 28 + 1:02},Mortgage,Late,It was {number},Closed with explanation,Yes,Web,2024-04-01\n")  # fmt: skip
    both = [
        subprocess.Popen(
            command("import", "cfpb", str(file), "--json"),
            cwd=ROOT,
            env=installation.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ends = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], [end[1][-2000:] for end in ends]
    counts = [json.loads(end[0]) for end in ends]
    assert sum(count["created"] for count in counts) == rows, counts
    assert [count["created"] + count["unchanged"] for count in counts] == [rows, rows]
    assert not any(count["rejected"] for count in counts)
    verdict = installation.recours("trail", "verify", "--json")
    assert verdict.returncode == 0, verdict.stdout
    assert json.loads(verdict.stdout)["chains"] >= rows
    again = installation.recours("import", "cfpb", str(file), "--json")
    assert json.loads(again.stdout)["created"] == 0
