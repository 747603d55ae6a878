"""Each law passes its good sample, fails its bad one, and is obeyed by the whole tree."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from tests.laws import actions, borders, pages, shape, words, writes
from tests.laws.law import ROOT, Law

LAWS = [*writes.LAWS, *actions.LAWS, *borders.LAWS, *shape.LAWS, *words.LAWS, *pages.LAWS]


@pytest.fixture(params=LAWS, ids=lambda law: law.name)
def law(request: pytest.FixtureRequest) -> Law:
    found = request.param
    assert isinstance(found, Law)
    return found


def test_the_good_sample_passes(law: Law) -> None:
    assert law.offences(law.good.source, PurePosixPath(law.good.path)) == []


def test_the_bad_sample_fails(law: Law) -> None:
    for sample in (law.bad, *law.more_bad):
        assert law.offences(sample.source, PurePosixPath(sample.path)) != [], sample.source


def test_the_tree_obeys(law: Law) -> None:
    offences = law.broken_by()
    assert not offences, "\n".join([law.sentence, *offences])


def test_exceptions_are_still_needed(law: Law) -> None:
    idle = [
        path
        for path in law.exceptions
        if not _source(path) or not law.offences(_source(path), PurePosixPath(path))
    ]
    assert idle == []


def _source(path: str) -> str:
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.exists() else ""
