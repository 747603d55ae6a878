"""Words of the organisation come in the reader's language, or say which language they are in."""

from __future__ import annotations

import pytest

from recours.core.localised import Said, said


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ({"en": "Fees", "fa": "کارمزد"}, "fa", Said("کارمزد", "fa")),
        ({"en": "Fees", "fa": ""}, "fa", Said("Fees", "en")),
        ({"tr": "Ücretler"}, "fa", Said("Ücretler", "tr")),
        ({"fr": "Frais", "tr": "Ücretler"}, "ar", Said("Frais", "fr")),
        ({}, "ar", Said("", "ar")),
    ],
)
def test_said(words: dict[str, str], language: str, expected: Said) -> None:
    assert said(words, language) == expected
    assert str(said(words, language)) == expected.text
