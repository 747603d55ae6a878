"""The follow-up form: the seven parts of a case on one sheet, in the reader's language, masked where the page is."""

from __future__ import annotations

import io
from datetime import datetime

import pypdf
import pytest
from django.utils.translation import override

from recours.complaints.selectors import case_file
from recours.core.actors import Actor
from recours.reports.followup import followup_pdf
from tests.factories.answers import answered
from tests.factories.cases import make_case
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


def drawn(actor: Actor, reference: str, now: datetime, language: str = "en") -> tuple[bytes, str]:
    with override(language):
        found = case_file(actor=actor, reference=reference, language=language, now=now)
    pdf = followup_pdf(found, language=language, by=actor.name, now=now)
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return pdf, bare(text)


def bare(text: str) -> str:
    """The text without its spaces, which are only guessed from a PDF."""
    return "".join(text.split())


def test_the_seven_parts_stand_on_one_tagged_page(cast: Cast, now: datetime) -> None:
    case = answered(now, refund="40", words="The meter was read twice. " * 60)
    pdf, text = drawn(cast.actor("manager"), case.reference, now)
    outline = pypdf.PdfReader(io.BytesIO(pdf)).outline
    assert [each.title for each in outline if not isinstance(each, list)] == [
        "1. Receipt",
        "2. Complainant",
        "3. Complaint",
        "4. Problem",
        "5. Assessment",
        "6. Resolution",
        "7. Tracking",
    ]
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1
    assert b"pdfuaid" in pdf
    for said in (
        case.reference,
        "Nadia Haddad",
        "nadia@example.org",
        "49 Pay back other payments",
        "£40.00",
    ):
        assert bare(said) in text


def test_names_are_masked_as_on_the_page(cast: Cast, now: datetime) -> None:
    case = make_case(now)
    _pdf, text = drawn(cast.actor("auditor"), case.reference, now)
    assert "N•••H•••" in text
    assert "nadia@example.org" not in text


def test_an_arabic_form_is_arabic(cast: Cast, now: datetime) -> None:
    pdf, text = drawn(cast.actor("manager"), make_case(now).reference, now, "ar")
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/Lang"] == "ar"  # type: ignore[index]  # a dictionary
    assert "Receipt" not in text
