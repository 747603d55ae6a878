"""Findings are told in the reader's language and counted without end."""

import pytest
from django.utils import translation

from recours.trail.findings import LISTED, SENTENCES, Verdict

FACTS = dict.fromkeys(
    [
        "sequence", "kind", "id", "first", "last", "length", "at", "before", "checkpoint", "since", "event", "size",
        "found", "total", "proper", "trigger", "line", "row", "count",
    ],
    7,
)  # fmt: skip


@pytest.mark.parametrize("code", sorted(SENTENCES))
@pytest.mark.parametrize("language", ["en", "fr", "ar", "fa", "tr"])
def test_every_finding_has_a_sentence(code: str, language: str) -> None:
    verdict = Verdict()
    verdict.find(code, **FACTS)
    with translation.override(language):
        assert verdict.findings[0].sentence
        assert "%(" not in verdict.findings[0].sentence


def test_numbers_follow_the_reader() -> None:
    verdict = Verdict()
    verdict.find("line_unreadable", line=42)
    assert verdict.findings[0].sentence == "Line 42 cannot be read."
    with translation.override("fa"):
        assert "۴۲" in verdict.findings[0].sentence


def test_an_unknown_finding_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Verdict().find("unheard_of")


def test_a_verdict_lists_a_thousand_and_counts_all() -> None:
    verdict = Verdict(events=10, sealed=4)
    for line in range(LISTED + 500):
        verdict.find("line_unreadable", line=line)
    assert not verdict.holds
    assert len(verdict.findings) == LISTED
    assert verdict.counts == {"line_unreadable": LISTED + 500}
    told = verdict.as_json()
    assert (told["holds"], told["unsealed"], len(verdict.findings)) == (False, 6, LISTED)


def test_an_empty_verdict_holds() -> None:
    assert Verdict().holds
    assert Verdict().as_json()["findings"] == []
