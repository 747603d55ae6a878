"""`recours demo`: made whole or not at all, found again, alone in its folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from recours.cli.demo import SHEET, _alone, _isolate, _made, fingerprint
from tests.cli.conftest import PATIENCE, until
from tests.prove.installation import free_port

Started = Callable[..., subprocess.Popen[str]]


def test_the_fingerprint_is_that_of_tables_and_stories() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 64


def test_a_sample_that_is_there_is_found_without_making_it(tmp_path: Path) -> None:
    place = tmp_path / "demo"
    place.mkdir()
    sheet = {"sign_ins": [], "fingerprint": fingerprint()}
    (place / SHEET).write_text(json.dumps(sheet), encoding="utf-8")
    assert _made(tmp_path) == sheet


def test_the_demo_sees_no_other_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "DATABASE_URL",
        "SMTP_URL",
        "SECRET_KEY",
        "DEBUG",
        "SITE_URL",
        "RECOURS_HOME",
        "ALLOWED_HOSTS",
    ):
        monkeypatch.setenv(name, "of another")
    for name in (
        "INTAKE_PER_10_MINUTES",
        "INTAKE_SLOW_PER_10_MINUTES",
        "TRACKING_TRIES_PER_10_MINUTES",
        "API_PER_MINUTE",
    ):
        monkeypatch.setenv(name, "1")
    _isolate(tmp_path, 8123)
    assert "of another" not in os.environ.values()
    assert os.environ["RECOURS_HOME"] == str(tmp_path)
    assert os.environ["SITE_URL"] == "http://127.0.0.1:8123"
    assert int(os.environ["INTAKE_PER_10_MINUTES"]) > 1_000


def test_one_demo_in_a_folder(tmp_path: Path) -> None:
    with _alone(tmp_path), pytest.raises(SystemExit), _alone(tmp_path):
        pass
    with _alone(tmp_path):
        pass


@pytest.mark.prove
def test_from_nothing_to_an_answering_page_and_again(tmp_path: Path, started: Started) -> None:
    port = free_port()

    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=10) as page:
                return b"<html" in page.read()
        except OSError:
            return False

    killed = started(tmp_path, "demo", "--port", port, DATABASE_URL="postgresql://nowhere:1/none")
    until(lambda: (tmp_path / "demo.part" / "recours.sqlite3").exists())
    os.killpg(killed.pid, signal.SIGKILL)
    assert not (tmp_path / "demo").exists()
    for _ in range(2):  # the first makes it, the second finds it
        process = started(tmp_path, "demo", "--port", port)
        until(answers, 4 * PATIENCE)
        process.send_signal(signal.SIGINT)
        said, _nothing = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        assert "/desk/" in said
        assert "administrator" in said
    assert "Making the sample" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo", "demo.lock"]
