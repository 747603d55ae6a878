"""An error has a stable code, facts, a status and a sentence in the reader's language."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from recours import core
from recours.core.errors import (
    FORBIDDEN,
    NOT_FOUND,
    STALE,
    Code,
    Invalid,
    NotFound,
    RecoursError,
    Refused,
    Stale,
)

LATE = Code("late", _("Only %(days)s days are left for “%(name)s”."))


def test_the_facts_fill_the_sentence() -> None:
    problem = Refused(LATE, days=3, name="50% %(x)s")
    assert problem.sentence == str(problem) == "Only 3 days are left for “50% %(x)s”."
    assert problem.code == "late"
    assert problem.facts == {"days": 3, "name": "50% %(x)s"}


def test_a_sentence_without_facts_may_hold_a_per_cent_sign() -> None:
    assert Refused(Code("full", "100 % full.")).sentence == "100 % full."


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (Refused(FORBIDDEN), 403),
        (Refused(LATE), 409),
        (NotFound(), 404),
        (Stale(STALE), 409),
        (Invalid({}), 422),
        (RecoursError(LATE), 400),
    ],
)
def test_each_has_its_status(problem: RecoursError, status: int) -> None:
    assert problem.status == status
    assert isinstance(problem, RecoursError)


def test_not_found_says_the_same_whatever_the_reason() -> None:
    assert NotFound().sentence == NotFound(NOT_FOUND).sentence
    assert NotFound().code == "not_found"


def test_invalid_names_each_field() -> None:
    problem = Invalid({"email": FORBIDDEN, "files": RecoursError(LATE, days=1, name="a")})
    assert problem.code == "invalid"
    assert problem.sentences() == {"email": str(FORBIDDEN.sentence), "files": "Only 1 days are left for “a”."}


def test_the_language_is_the_reader_s_and_not_the_raiser_s() -> None:
    with override("tr"):
        problem = NotFound()
    with override("en"):
        assert problem.sentence == "We found nothing under this name."


def test_every_code_of_core_is_its_own_and_says_a_whole_sentence() -> None:
    modules = [import_module(f"recours.core.{module.name}") for module in pkgutil.iter_modules(core.__path__)]
    codes = {value for module in modules for value in vars(module).values() if isinstance(value, Code)}
    assert len({code.code for code in codes}) == len(codes)
    for code in codes:
        assert re.fullmatch(r"[a-z_]+", code.code)
        assert re.match(r"[A-Z“]", str(code.sentence))
        assert str(code.sentence).endswith(".")
