"""What people attach is what it says it is, and always the same."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from recours.core.filetypes import judge
from recours.demo.library import stories
from recours.demo.papers import drawn

NAMES = sorted(
    {name for story in stories() for name in (*story.files, *(f for step in story.steps for f in step.files))}
)


@pytest.mark.parametrize("named", [*NAMES, "log:diary.txt"])
def test_each_is_taken_for_what_its_name_says(named: str) -> None:
    name, content = drawn(named)
    kinds = {"png": "image/png", "pdf": "application/pdf", "txt": "text/plain"}
    assert judge(BytesIO(content), name) == kinds[name.rpartition(".")[2]]
    assert 40 < len(content) < 20_000
    assert drawn(named) == (name, content)


def test_a_bill_can_be_read() -> None:
    reader = PdfReader(BytesIO(drawn("bill:march (copy).pdf")[1]), strict=True)
    assert "To be paid" in reader.pages[0].extract_text()


def test_different_names_are_different_papers() -> None:
    photos = [drawn(name)[1] for name in NAMES if name.startswith("photo")]
    assert len(set(photos)) == len(photos)
