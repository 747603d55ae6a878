from __future__ import annotations

from dataclasses import fields
from datetime import datetime

import pytest
from django.db.models import CharField, TextField
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from recours.people.complainants import (
    Party,
    cleaned,
    correct_person,
    forget,
    keep_people,
    keep_person,
)
from recours.people.models import Person


@pytest.mark.django_db
def test_a_person_is_kept_as_described(
    now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    party = Party(
        name="  Zoë\u0000 Öztürk ",
        organisation="Öztürk Ltd",
        email="Zoe@Example.COM",
        phone="+44 1",
        address="1 Lane\r\nYork",
        postcode="YO1",
        town="York",
        region="Yorkshire",
        country="GB",
        language="tr",
        contact_channel="post",
        contact_time="mornings",
        accessibility="Large print, please.\nThank you.",
    )
    with django_assert_num_queries(1):
        key = keep_person(party=party, now=now)
    kept = Person.objects.get(pk=key)
    assert {field.name: getattr(kept, field.name) for field in fields(Party)} == {
        "name": "Zoë Öztürk",
        "organisation": "Öztürk Ltd",
        "email": "Zoe@Example.COM",
        "phone": "+44 1",
        "address": "1 Lane\nYork",
        "postcode": "YO1",
        "town": "York",
        "region": "Yorkshire",
        "country": "GB",
        "language": "tr",
        "contact_channel": "post",
        "contact_time": "mornings",
        "accessibility": "Large print, please.\nThank you.",
    }
    assert (kept.email_key, kept.name_key, kept.created_at) == ("zoe@example.com", "zoe ozturk", now)


@pytest.mark.django_db
def test_an_unreadable_address_is_kept(now: datetime) -> None:
    key = keep_person(party=Party(email="anna at example"), now=now)
    assert Person.objects.get(pk=key).email == "anna at example"


@pytest.mark.django_db
def test_nobody_is_refused_for_being_empty(now: datetime) -> None:
    key = keep_person(party=Party(language="xx"), now=now)
    assert Person.objects.get(pk=key).language == "en"


@pytest.mark.django_db
def test_a_company_without_a_person_is_found_by_its_name(now: datetime) -> None:
    key = keep_person(party=Party(organisation="Café AG"), now=now)
    assert Person.objects.get(pk=key).name_key == "cafe ag"


@pytest.mark.django_db
def test_many_are_kept_in_order(now: datetime, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    parties = [Party(name=f"Person {number}") for number in range(40)]
    with django_assert_num_queries(1):
        keys = keep_people(parties=parties, now=now)
    names = dict(Person.objects.values_list("id", "name"))
    assert [names[key] for key in keys] == [party.name for party in parties]
    assert keep_people(parties=[], now=now) == []


@pytest.mark.django_db
def test_details_are_corrected_and_the_changes_named(now: datetime) -> None:
    key = keep_person(party=Party(name="Ann", email="a@b.example"), now=now)
    assert correct_person(person_id=key, party=Party(name="Anna", email="a@b.example", phone="01")) == (
        "name",
        "phone",
    )
    kept = Person.objects.get(pk=key)
    assert (kept.name, kept.name_key, kept.phone) == ("Anna", "anna", "01")
    assert correct_person(person_id=key, party=Party(name="Anna", email="a@b.example", phone="01")) == ()


@pytest.mark.django_db
def test_forgetting_leaves_no_word(now: datetime) -> None:
    party = Party(**{field.name: "1 Secret Lane" for field in fields(Party)})
    key = keep_person(party=party, now=now)
    other = keep_person(party=Party(name="Somebody else"), now=now)
    forget(person_id=key, now=now)
    blank = Person.objects.get(pk=key)
    words = [f.name for f in Person._meta.concrete_fields if isinstance(f, (CharField, TextField))]
    assert {name: getattr(blank, name) for name in words} == {
        **dict.fromkeys(words, ""),
        "language": "en",
    }
    assert blank.forgotten_at == now
    assert Person.objects.get(pk=other).name == "Somebody else"


_text = st.text(max_size=400)


@settings(deadline=None)
@given(name=_text, email=_text, address=_text, language=_text, time=_text)
def test_whatever_strangers_write_fits_the_columns(
    name: str, email: str, address: str, language: str, time: str
) -> None:
    party = cleaned(Party(name=name, email=email, address=address, language=language, contact_time=time))
    for field in fields(Party):
        value = getattr(party, field.name)
        column = Person._meta.get_field(field.name)
        assert "\0" not in value
        assert column.max_length is None or len(value) <= column.max_length
        if isinstance(column, CharField):
            assert not set(value) & set("\r\n\u2028\u2029")
    assert cleaned(party) == party
