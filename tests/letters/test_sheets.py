"""The letter on paper has the secret, the letterhead, the address and the day on which it was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from recours.core.logos import keep_logo
from recours.core.secrets import tracking_secret
from recours.letters.kinds import MASK, SECRET, LetterKind
from recours.letters.recipients import Channel
from recours.letters.sheets import digest_of, disclosed, masked, sheet_of
from tests.factories.pictures import png

from .conftest import HEAD, REFERENCE, Write

pytestmark = pytest.mark.django_db


def test_the_sheet_has_everything(write: Write) -> None:
    letter = write(channel=Channel.POST)
    sheet = sheet_of(letter)
    assert sheet.organisation == "Northwind Savings Bank"
    assert sheet.office == (*HEAD.address_lines, HEAD.phone, HEAD.email, HEAD.website)
    assert sheet.recipient == ("Maryam Hosseini", "7 Rose Lane", "Bath BA1 2AB")
    assert (sheet.date, sheet.reference, sheet.colour) == ("Friday 20 November 2026", REFERENCE, "#1f6f78")
    assert tracking_secret(letter.subject_id, 1) in sheet.body
    assert sheet.link.endswith(f"/en/track/?reference={REFERENCE}")


def test_the_day_is_that_of_the_organisation(write: Write) -> None:
    late = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
    assert (
        sheet_of(write(at=late, head=replace(HEAD, zone="Asia/Tehran"))).date == "Saturday 21 November 2026"
    )


def test_the_secret_is_that_of_the_generation(write: Write) -> None:
    letter = write()
    letter.generation = 2
    assert tracking_secret(letter.subject_id, 2) in disclosed(letter)
    assert tracking_secret(letter.subject_id, 1) not in disclosed(letter)


def test_staff_see_dots(write: Write) -> None:
    letter = write()
    assert MASK in masked(letter)
    assert SECRET not in masked(letter)


def test_only_an_acknowledgement_discloses(write: Write) -> None:
    letter = write()
    letter.kind = LetterKind.STAFF_NOTICE
    assert SECRET in disclosed(letter)


def test_the_digest_stands_for_the_words(write: Write) -> None:
    letter = write()
    before = digest_of(letter)
    letter.body += "."
    assert digest_of(letter) != before
    assert len(before.replace(" ", "")) == 16


def test_the_logo_of_then_stands_on_the_sheet(write: Write) -> None:
    logo = keep_logo(png(320, 80))
    assert sheet_of(write(head=replace(HEAD, logo=logo.key))).logo == png(320, 80)
    assert sheet_of(write(head=replace(HEAD, logo=f"logos/{'a' * 64}-64x64.png"))).logo == b""
    assert sheet_of(write()).logo == b""
