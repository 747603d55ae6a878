"""`recours check`: whether everything is in place, one line each."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from recours.cli.setting_up import moment, start, unapplied

GOOD, NOTE, PROBLEM = "ok", "note", "problem"
_KEYS = {"session.key": "SECRET_KEY", "tracking.key": "", "signing.key": ""}
_KEY_BYTES = 32
_SCARCE = 500 * 1024 * 1024
_SPARSE = 4 * _SCARCE
_PATIENCE = 5
_NEAR = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, how it stands, and the sentence that says so."""

    about: str
    standing: str
    sentence: str


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Give the findings as JSON.")
def check_command(*, as_json: bool) -> None:
    """Look whether everything is in place.

    It looks at the database, the keys, the address, mail, the disk, typefaces, languages, and whether a worker runs. Code 1 if there is a problem; a note alone is none.
    """
    start()
    from recours.cli.telling import counted, give_json, say

    findings = [finding for look in LOOKS for finding in look()]
    problems = sum(finding.standing == PROBLEM for finding in findings)
    if as_json:
        give_json({"problems": problems, "findings": findings})
    else:
        for finding in findings:
            say(f"{finding.standing:8}{finding.about + ':':12}{finding.sentence}")
        found = counted(problems, "problem", "problems")
        say(f"{found} found." if problems else "Everything is in place.")
    if problems:
        sys.exit(1)


def _database() -> Iterator[Finding]:
    from django.conf import settings
    from django.db import DatabaseError, InterfaceError, connection

    from recours.people.selectors import brand
    from recours.trail import guards
    from recours.trail.chain import public_key
    from recours.trail.checkpoints import newest

    about = "database"
    try:
        connection.ensure_connection()
        waiting = unapplied()
    except (DatabaseError, InterfaceError) as problem:
        yield Finding(about, PROBLEM, f"It does not answer: {str(problem).strip().partition(chr(10))[0]}.")
        return
    if waiting:
        yield Finding(about, PROBLEM, f"{len(waiting)} changes of this version wait. Run “recours init”.")
        return
    yield Finding(about, GOOD, f"{connection.vendor} answers and is at this version.")
    office = brand("en")
    if office is None:
        yield Finding("founding", PROBLEM, "There is no organisation yet. Run “recours init”.")
    else:
        yield Finding("founding", GOOD, f"{office.name} ({office.country}, {office.zone}).")
    if missing := guards.missing(connection):
        yield Finding(
            "trail",
            PROBLEM,
            f"The database lacks the triggers that guard it: {', '.join(missing)}. Run “recours init”.",
        )
    else:
        yield Finding("trail", GOOD, "The database refuses to change or delete what it holds.")
    sealed = newest()
    if sealed is not None and sealed.key != public_key(settings.SIGNING_KEY):
        yield Finding(
            "trail",
            PROBLEM,
            "The newest checkpoint was signed with another key: bring keys/signing.key back from a backup.",
        )
    if office is not None:
        yield from _worker()
        yield from _typefaces(office.languages)


def _worker() -> Iterator[Finding]:
    from recours.cli.setting_up import operator
    from recours.jobs.schedule import late
    from recours.letters.selectors import waiting_for

    if ill := late(moment()):
        names = ", ".join(name.removeprefix("recours.") for name in ill)
        yield Finding(
            "worker",
            PROBLEM,
            f"What should have run has not, or failed: {names}. Is “recours worker” running?",
        )
    else:
        yield Finding("worker", GOOD, "Nothing that recurs is late.")
    waiting = waiting_for(actor=operator())
    if waiting.failed:
        yield Finding(
            "letters",
            NOTE,
            f"{waiting.failed} letters could not be delivered; the desk shows them in its outbox.",
        )


def _typefaces(languages: tuple[str, ...]) -> Iterator[Finding]:
    from recours.press import fonts

    if missing := fonts.missing(languages):
        yield Finding(
            "typefaces",
            NOTE,
            f"Printed letters in {', '.join(missing)} are set in a makeshift typeface. Install Noto (Debian: fonts-noto-core).",
        )
    else:
        yield Finding("typefaces", GOOD, "There is one for each language of the organisation.")


def _keys() -> Iterator[Finding]:
    from django.conf import settings

    folder = Path(settings.RECOURS_HOME) / "keys"
    if _open_to_others(folder):
        yield Finding("keys", PROBLEM, f"Others on this machine can look into {folder}. chmod 700 it.")
    for name, instead in _KEYS.items():
        path = folder / name
        if instead and os.environ.get(instead):
            continue
        if not path.exists():
            yield Finding("keys", PROBLEM, f"{path} is missing.")
        elif path.stat().st_size != _KEY_BYTES:
            yield Finding("keys", PROBLEM, f"{path} is damaged: bring it back from a backup.")
        elif _open_to_others(path):
            yield Finding("keys", PROBLEM, f"Others on this machine can read {path}. chmod 600 it.")
        else:
            yield Finding("keys", GOOD, f"{name} is there, for its owner alone.")


def _open_to_others(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _address() -> Iterator[Finding]:
    from django.conf import settings

    about, parts = "address", urlsplit(settings.SITE_URL)
    host = parts.hostname or ""
    if not host or parts.scheme not in {"http", "https"}:
        yield Finding(about, PROBLEM, f"SITE_URL must be a whole web address, not “{settings.SITE_URL}”.")
        return
    if not _allowed(host, settings.ALLOWED_HOSTS):
        yield Finding(
            about, PROBLEM, f"ALLOWED_HOSTS lacks {host}, the name in SITE_URL: every page would be refused."
        )
    if settings.DEBUG and host not in _NEAR:
        yield Finding(about, PROBLEM, "DEBUG is on: strangers would see the insides of errors.")
    if parts.scheme == "http" and host not in _NEAR:
        yield Finding(
            about, PROBLEM, "SITE_URL is not https: sign-ins and complaints would travel in the open."
        )
    if parts.scheme == "https" and not settings.TRUSTED_PROXIES:
        yield Finding(
            about,
            NOTE,
            "SITE_URL is https, but TRUSTED_PROXIES is 0: set it to the number of proxies in front.",
        )
    yield Finding(about, GOOD, f"People reach it at {settings.SITE_URL}.")


def _allowed(host: str, allowed: list[str]) -> bool:
    from django.http.request import validate_host

    return validate_host(f"[{host}]" if ":" in host else host, allowed)


def _mail() -> Iterator[Finding]:
    from django.conf import settings

    about = "mail"
    if not settings.SMTP_URL:
        yield Finding(
            about, NOTE, f"No SMTP_URL: letters are written into {settings.MAIL_FOLDER} and reach nobody."
        )
        return
    parts = urlsplit(settings.SMTP_URL)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        yield Finding(about, PROBLEM, "SMTP_URL must look like smtp://user:password@host:587?starttls=1.")
        return
    if settings.MAIL_FROM.endswith("@localhost"):
        yield Finding(about, PROBLEM, "MAIL_FROM is not set: complainants could not answer.")
    port = parts.port or (465 if parts.scheme == "smtps" else 25)
    try:
        socket.create_connection((parts.hostname, port), timeout=_PATIENCE).close()
    except OSError as problem:
        yield Finding(
            about, PROBLEM, f"{parts.hostname}:{port} does not answer: {problem.strerror or problem}."
        )
    else:
        yield Finding(
            about, GOOD, f"{parts.hostname}:{port} answers; letters come from {settings.MAIL_FROM}."
        )


def _disk() -> Iterator[Finding]:
    from django.conf import settings

    home = Path(settings.RECOURS_HOME)
    free = shutil.disk_usage(home).free
    standing = PROBLEM if free < _SCARCE else NOTE if free < _SPARSE else GOOD
    yield Finding("disk", standing, f"{free / 1024**3:,.1f} GB free at {home}.")
    if _open_to_others(home):
        yield Finding(
            "disk",
            NOTE,
            f"Others on this machine can look into {home}, where complaints are kept. chmod 700 it.",
        )


def _words() -> Iterator[Finding]:
    from django.conf import settings

    folder = Path(settings.LOCALE_PATHS[0])
    lacking = [
        code
        for code, _name in settings.LANGUAGES
        if code != "en" and not (folder / code / "LC_MESSAGES/django.mo").exists()
    ]
    if lacking:
        yield Finding(
            "languages", PROBLEM, f"The words of {', '.join(lacking)} are not compiled. Run “make setup”."
        )
    else:
        yield Finding("languages", GOOD, "All five are there.")


LOOKS = (_database, _keys, _address, _mail, _disk, _words)
