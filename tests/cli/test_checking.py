"""`recours check`."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from recours.jobs.models import Schedule
from recours.trail import guards
from tests.cli.conftest import Command, Run
from tests.factories.cases import found_with_clocks

pytestmark = pytest.mark.django_db
Findings = Callable[[], dict[str, list[tuple[str, str]]]]


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """A home in order, of a founded organisation."""
    (tmp_path / "keys").mkdir(mode=0o700)
    tmp_path.chmod(0o700)
    for name in ("session.key", "tracking.key", "signing.key"):
        (tmp_path / "keys" / name).write_bytes(b"k" * 32)
        (tmp_path / "keys" / name).chmod(0o600)
    settings.RECOURS_HOME = tmp_path
    found_with_clocks(datetime.now(UTC))
    return tmp_path


@pytest.fixture
def findings(run: Run, home: Path) -> Findings:
    def look() -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for row in json.loads(run("check", "--json", code=None).stdout)["findings"]:
            found.setdefault(row["about"], []).append((row["standing"], row["sentence"]))
        return found

    return look


def problems(found: dict[str, list[tuple[str, str]]], about: str) -> list[str]:
    return [sentence for standing, sentence in found.get(about, []) if standing == "problem"]


def test_a_home_in_order(findings: Findings, run: Run) -> None:
    found = findings()
    for about in ("database", "founding", "trail", "worker", "keys", "address", "mail", "disk"):
        assert problems(found, about) == [], about
    assert "Northwind Water" in run("check", code=None).stdout


def test_keys_that_others_can_read_or_that_are_damaged(findings: Findings, home: Path) -> None:
    (home / "keys/session.key").chmod(0o644)
    (home / "keys/tracking.key").write_bytes(b"short")
    (home / "keys/signing.key").unlink()
    (home / "keys").chmod(0o755)
    told = " ".join(problems(findings(), "keys"))
    for part in ("can look into", "can read", "damaged", "missing"):
        assert part in told


def test_triggers_that_are_gone(findings: Findings, run: Run) -> None:
    guards.remove(connection)
    assert "lacks the triggers" in problems(findings(), "trail")[0]
    run("init")
    assert problems(findings(), "trail") == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"SITE_URL": "northwind.example"}, "whole web address"),
        ({"SITE_URL": "https://northwind.example"}, "ALLOWED_HOSTS lacks"),
        ({"SITE_URL": "http://northwind.example", "ALLOWED_HOSTS": ["northwind.example"]}, "not https"),
        ({"SITE_URL": "https://x.example", "ALLOWED_HOSTS": [".example"], "DEBUG": True}, "DEBUG is on"),
    ],
)
def test_addresses_that_cannot_work(
    findings: Findings, settings: Settings, changed: dict[str, object], said: str
) -> None:
    for name, value in changed.items():
        setattr(settings, name, value)
    assert said in " ".join(problems(findings(), "address"))


@pytest.fixture
def port() -> Iterator[int]:
    """A port on which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_the_mail_server(findings: Findings, settings: Settings, port: int) -> None:
    settings.SMTP_URL, settings.MAIL_FROM = f"smtp://127.0.0.1:{port}", "hello@northwind.example"
    assert problems(findings(), "mail") == []
    settings.MAIL_FROM = "complaints@localhost"
    assert "MAIL_FROM" in problems(findings(), "mail")[0]
    settings.SMTP_URL, settings.MAIL_FROM = "smtp://127.0.0.1:1", "hello@northwind.example"
    assert "does not answer" in problems(findings(), "mail")[0]
    settings.SMTP_URL = "mail.example"
    assert "must look like" in problems(findings(), "mail")[0]


def test_a_worker_that_does_not_run(findings: Findings) -> None:
    Schedule.objects.create(name="recours.trail.jobs.seal", next_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert "trail.jobs.seal" in problems(findings(), "worker")[0]


def test_before_anything_is_there(tmp_path: Path, command: Command) -> None:
    assert "recours init" in command(tmp_path, "check", code=1).stdout
