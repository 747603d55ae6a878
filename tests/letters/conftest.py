"""What the tests of letters write and read with: queued letters, a mail folder of their own, a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from recours.core.actors import Actor, ActorKind
from recours.core.permissions import Role, grants_of
from recours.core.subjects import Subject
from recours.letters.kinds import LetterKind
from recours.letters.models import Letter
from recours.letters.queue import queue
from recours.letters.recipients import Channel, Letterhead, Recipient

from .smtp import Open, Post, servers

REFERENCE = "482-719-3068"
HEAD = Letterhead(
    name="Northwind Savings Bank",
    address_lines=("12 Harbour Street", "Bristol BS1 4RN"),
    email="help@northwind.example",
    phone="+44 20 7946 0123",
    website="https://northwind.example",
    colour="#1f6f78",
)
ADDRESSES = {
    Channel.EMAIL: "maryam@customer.example",
    Channel.POST: "7 Rose Lane\nBath BA1 2AB",
    Channel.PORTAL: "",
    Channel.PHONE: "+44 7700 900123",
}

Write = Callable[..., Letter]


@pytest.fixture
def write(now: datetime) -> Write:
    """Queues an acknowledgement, or what the arguments say, and gives its row."""

    def written(
        *,
        kind: LetterKind = LetterKind.ACKNOWLEDGEMENT,
        channel: Channel = Channel.EMAIL,
        language: str = "en",
        name: str = "Maryam Hosseini",
        address: str | None = None,
        about: Subject | None = None,
        places: dict[str, str | date] | None = None,
        head: Letterhead = HEAD,
        at: datetime = now,
        thread: str = REFERENCE,
        unit: UUID | None = None,
    ) -> Letter:
        given: dict[str, str | date] = {
            "reference": REFERENCE,
            "received_on": date(2026, 11, 20),
            "handler": "Leila Farahani",
            "answer_by": date(2026, 12, 15),
            "words": "We looked into it.",
            "title": "A case waits",
        }
        key = queue(
            kind=kind,
            to=Recipient(name, ADDRESSES[channel] if address is None else address, language, channel),
            about=about or Subject("complaint", uuid4()),
            places=given | (places or {}),
            letterhead=head,
            now=at,
            thread=thread,
            unit=unit,
        )
        return Letter.objects.get(pk=key)

    return written


@pytest.fixture
def mail_folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty mail folder, with no SMTP server configured."""
    settings.SMTP_URL = ""
    settings.MAIL_FOLDER = tmp_path / "mail"
    return tmp_path / "mail"


@pytest.fixture(autouse=True)
def file_store(settings: Settings, tmp_path: Path) -> Path:
    """A file store of its own."""
    files = tmp_path / "files"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(files)},
        }
    }
    return files


@pytest.fixture
def server() -> Iterator[Open]:
    """Opens SMTP servers."""
    with servers() as opens:
        yield opens


@pytest.fixture
def post(server: Open) -> tuple[Post, str]:
    """A plain SMTP server and its SMTP_URL."""
    handler, address = server()
    return handler, f"smtp://{address}"


def staff(role: Role, unit: UUID | None = None) -> Actor:
    """A member of staff with one role."""
    return Actor(ActorKind.STAFF, uuid4(), "Sam", grants=grants_of(role, unit))
