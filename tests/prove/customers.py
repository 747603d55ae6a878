"""People and programs that complain while the house burns: each tries the same submission again until it is confirmed."""

from __future__ import annotations

import contextlib
import html
import http.client
import json
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from tests.prove.installation import Installation

REFERENCE = re.compile(r'class="receipt-reference">([^<]+)<')
TOKEN = re.compile(r'name="token" value="([^"]+)"')
TROUBLE = (OSError, http.client.HTTPException)


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: str
    cookies: str
    location: str


def ask(port: int, method: str, path: str, body: str = "", **headers: str) -> Answer:
    """One request on a connection of its own; OSError or HTTPException when it breaks."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, path, body.encode() if body else None, given)
        response = connection.getresponse()
        text = response.read().decode()
        cookies = "; ".join(
            line.partition(";")[0].strip() for line in response.headers.get_all("Set-Cookie") or ()
        )
        return Answer(response.status, text, cookies, response.headers.get("Location", ""))


@dataclass
class Submission:
    """One complaint, under one key, however often it is sent."""

    words: str
    token: str = ""
    key: str = field(default_factory=lambda: uuid4().hex)
    form: str = ""

    def send(self, port: int) -> str:
        """The reference that confirms it; AssertionError for an answer that must not be."""
        return self._by_api(port) if self.token else self._by_portal(port)

    def _by_api(self, port: int) -> str:
        body = json.dumps({"words": self.words, "complainant": {"name": "A", "email": "a@example.org"}})
        given = {"Authorization": f"Bearer {self.token}", "Idempotency_Key": self.key}
        answer = ask(port, "POST", "/api/v1/complaints", body, Content_Type="application/json", **given)
        assert answer.status in {200, 201}, answer
        reference: str = json.loads(answer.body)["reference"]
        return reference

    def _by_portal(self, port: int) -> str:
        if not self.form:
            page = ask(port, "GET", "/en/complain/")
            assert page.status == 200, page
            found = TOKEN.search(page.body)
            assert found, page.body[:500]
            self.form = html.unescape(found[1])
        body = urlencode({"token": self.form, "words": self.words, "email": "p@example.org", "step": "send"})
        kind = "application/x-www-form-urlencoded"
        sent = ask(port, "POST", "/en/complain/", body, Content_Type=kind, Cookie="keeps=1")
        assert sent.status == 303, sent
        shown = ask(port, "GET", sent.location, Cookie=sent.cookies)
        assert shown.status == 200, shown
        reference = REFERENCE.search(shown.body)
        assert reference, shown.body[:500]
        return reference[1].strip()


@dataclass
class Crowd:
    """Several who submit at once until told to stop, and what they were promised."""

    installation: Installation
    promised: dict[str, str] = field(default_factory=dict)
    submissions: list[Submission] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    broken: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._stop, self._lock = threading.Event(), threading.Lock()
        self._threads: list[threading.Thread] = []

    def begin(self, people: int) -> None:
        """Let half of them come by the API and half by the portal."""
        self._threads = [
            threading.Thread(target=self._complain, args=(n,), name=f"customer-{n}") for n in range(people)
        ]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Let each finish the request under way."""
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def insist(self) -> None:
        """Send what was never confirmed once more, and every third of the confirmed too: the same reference comes back."""
        for number, submission in enumerate(self.submissions):
            if submission.words in self.promised and number % 3:
                continue
            reference = submission.send(self.installation.port)
            assert self.promised.setdefault(submission.words, reference) == reference

    def _complain(self, number: int) -> None:
        tokens, count = self.installation.tokens, 0
        while not self._stop.is_set():
            count += 1
            token = tokens[number % len(tokens)] if number % 2 else ""
            submission = Submission(words=f"Complaint {number}-{count}", token=token)
            with self._lock:
                self.submissions.append(submission)
            self._until_confirmed(submission)

    def _until_confirmed(self, submission: Submission) -> None:
        while not self._stop.is_set():
            try:
                reference = submission.send(self.installation.port)
            except TROUBLE as problem:
                self.broken[type(problem).__name__] += 1
                time.sleep(0.05)
                continue
            except AssertionError as problem:
                self.faults.append(str(problem)[:600])
                return
            with self._lock:
                self.promised[submission.words] = reference
            return
