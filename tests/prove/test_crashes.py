"""SIGKILL at any instant: what was promised is kept, and kept once."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from tests.prove.customers import Crowd
from tests.prove.installation import Installation, is_free


def test_nothing_is_lost_or_doubled_when_processes_are_killed_once(installation: Installation) -> None:
    crowd = storm(installation, seconds=2.0, people=4, seed=1)
    installation.start_web()
    installation.wait_until_answering()
    crowd.insist()
    judge(installation, crowd)


@pytest.mark.prove
@pytest.mark.parametrize("seed", [11, 12])
def test_nothing_is_lost_or_doubled_in_a_long_storm(installation: Installation, seed: int) -> None:
    crowd = storm(installation, seconds=float(os.environ.get("PROVE_SECONDS", "45")), people=6, seed=seed)
    installation.start_web(workers=2)
    worker = installation.start("worker")
    installation.wait_until_answering()
    crowd.insist()
    assert worker.stop() == 0
    judge(installation, crowd)
    assert crowd.broken, "nobody noticed the kills"


@pytest.mark.prove
def test_what_serve_runs_comes_back_and_dies_with_it(installation: Installation) -> None:
    serve = installation.start("serve", "--port", str(installation.port), "--workers", "1")
    installation.wait_until_answering()
    crowd = Crowd(installation)
    crowd.begin(4)
    for _ in range(3):
        time.sleep(1.5)
        for child in children(serve.process.pid):
            os.kill(child, signal.SIGKILL)
        time.sleep(0.5)
        installation.wait_until_answering()
    family = descendants(serve.process.pid)
    assert len(family) >= 3
    os.kill(serve.process.pid, signal.SIGKILL)
    wait_until(lambda: not any(is_alive(pid) for pid in family))
    wait_until(lambda: is_free(installation.port))
    crowd.end()
    serve = installation.start("serve", "--port", str(installation.port), "--workers", "1")
    installation.wait_until_answering()
    crowd.insist()
    assert serve.stop() == 0
    judge(installation, crowd)


def storm(installation: Installation, *, seconds: float, people: int, seed: int) -> Crowd:
    """Let people complain while web and workers are killed at random and started again; nothing runs afterwards."""
    chance = random.Random(seed)
    crowd = Crowd(installation)
    web, workers = installation.start_web(), [installation.start("worker")]
    installation.wait_until_answering()
    crowd.begin(people)
    until, quiet = time.monotonic() + seconds, True
    while quiet or time.monotonic() < until:
        quiet = False
        time.sleep(chance.uniform(0.2, 1.2))
        whom = chance.choice(("web", "child", "worker", "worker"))
        if whom == "web":
            web.kill()
            web = installation.start_web()
            installation.wait_until_answering()
        elif whom == "child":
            for child in children(web.process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
        else:
            workers.pop(0).kill()
            workers += [installation.start("worker") for _ in range(chance.choice((1, 1, 2)))]
            while len(workers) > 2:
                workers.pop(0).kill()
    for running in (*workers, web):
        running.kill()
    crowd.end()
    return crowd


def judge(installation: Installation, crowd: Crowd) -> dict[str, Any]:
    """Hold what is there against what was promised, once everything due has been done."""
    assert not crowd.faults, crowd.faults[:3]
    assert installation.inside("drain")["waiting"] == 0
    found = installation.inside("audit")
    assert found["holds"], found["findings"]
    assert not found["strays"]
    by_words = {case["words"]: case for case in found["cases"]}
    assert len(by_words) == len(found["cases"]), "a submission became two cases"
    assert {words: case["reference"] for words, case in by_words.items()} == crowd.promised
    files = Counter(message_from_bytes(path.read_bytes())["Message-ID"][1:-1] for path in installation.mail())
    for case in found["cases"]:
        assert case["key"]
        assert case["clocks"] == 2, case
        assert [(letter["sent"], letter["failed"]) for letter in case["letters"]] == [(True, False)], case
        assert files[case["letters"][0]["id"]] == 1, case
        assert Counter(case["chain"])["complaint.received"] == 1
        assert Counter(case["chain"])["letter.sent"] == 1, case
        assert case["told"], case
    letters = [case["letters"][0]["id"] for case in found["cases"]]
    letters += [letter["id"] for letter in found["everybody_elses"]]
    assert sorted(files.elements()) == sorted(letters)
    assert all(letter["sent"] for letter in found["everybody_elses"])
    return found


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def descendants(pid: int) -> list[int]:
    """The processes that this one started, and theirs."""
    return [found for child in children(pid) for found in (child, *descendants(child))]


def is_alive(pid: int) -> bool:
    """Whether the process still runs; one that ended and is not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(happened: Any) -> None:
    """Return as soon as it happened, at most after half a minute."""
    deadline = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.1)
