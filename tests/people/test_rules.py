from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recours.core.actors import Actor, ActorKind, complainant, system
from recours.core.errors import Invalid
from recours.core.permissions import Grant, Permission
from recours.people.rules import Reading, may_administer, may_manage_tokens


def test_administering_is_for_the_whole_organisation() -> None:
    assert may_administer(system("test"))
    assert may_manage_tokens(system("test"))
    assert not may_administer(complainant())
    administrator = Actor(ActorKind.STAFF, None, "A", grants=frozenset({Grant(Permission.ADMINISTER)}))
    assert may_administer(administrator)
    assert not may_manage_tokens(administrator)


@settings(deadline=None)
@given(st.text(max_size=100))
def test_no_text_upsets_the_reader(text: str) -> None:
    reading = Reading()
    reading.line("line", text, 50)
    reading.words("words", text, 50)
    reading.lines_by_language("names", {"en": text, text: "x"})
    reading.languages("languages", [text])
    reading.email("email", text)
    reading.website("website", text)
    reading.country("country", text)
    reading.zone("zone", text)
    reading.code("code", text)
    reading.scopes("scopes", [text])
    with pytest.raises(Invalid):
        reading.finish()


@pytest.mark.parametrize("country", ["gb", "TN", "ir", "TR"])
def test_countries(country: str) -> None:
    reading = Reading()
    assert reading.country("country", country) == country.upper()
    reading.finish()


@pytest.mark.parametrize("country", ["", "ZZ", "UN", "EU", "GBR", "419", "Q!"])
def test_what_is_no_country(country: str) -> None:
    reading = Reading()
    reading.country("country", country)
    assert set(reading.problems) == {"country"}
