"""From the form to the submission."""

from __future__ import annotations

from uuid import UUID

import pytest

from recours.complaints.states import Channel, Kind
from recours.complaints.submission import Submission
from recours.people.complainants import Party
from recours.portal.entries import answers_of, can_be_reached, submission_of
from recours.portal.forms import ComplaintForm

EVERYTHING = {
    "words": "It leaks.", "product": str(UUID(int=7)), "product_words": "Meter", "occurred_on": "3/11/2026", "order_reference": "A-1",
    "remedy_wanted": "yes", "remedy_words": "Mend it.", "identity": "self", "representative_name": "Sam Carter",
    "representative_email": "sam@example.org", "representative_phone": "1", "authority": "Her son", "name": "Nadia Haddad",
    "organisation": "Haddad Ltd", "email": "nadia@example.org", "phone": "020 1", "address": "1 Lane", "postcode": "YO1", "town": "York",
    "country": "UK", "language": "ar", "contact_channel": "phone", "contact_time": "Evenings", "accessibility": "Large print",
    "heard_of": "A bill", "survey": "on", "disclosure": "on",
}  # fmt: skip


def filled(**changed: str) -> tuple[ComplaintForm, Submission]:
    form = ComplaintForm({**EVERYTHING, **changed}, kind=Kind.COMPLAINT)
    assert form.is_valid(), form.errors
    submission = submission_of(form.cleaned_data, kind=Kind.COMPLAINT, language="en", files=(), source="s")
    return form, submission


def test_every_field_arrives() -> None:
    _, made = filled()
    assert made.complainant == Party(
        name="Nadia Haddad", organisation="Haddad Ltd", email="nadia@example.org", phone="020 1", address="1 Lane", postcode="YO1",
        town="York", country="UK", language="ar", contact_channel="phone", contact_time="Evenings", accessibility="Large print",
    )  # fmt: skip
    assert (made.words, made.product, made.product_words, made.order_reference) == (
        "It leaks.",
        UUID(int=7),
        "Meter",
        "A-1",
    )
    assert (str(made.occurred_on), made.remedy_wanted, made.remedy_words) == ("2026-11-03", True, "Mend it.")
    assert (made.language, made.channel, made.heard_of, made.source) == (
        "ar",
        Channel.WEB_FORM,
        "A bill",
        "s",
    )
    assert made.consents == {"survey": True, "disclosure": True}
    assert (made.representative, made.authority, made.anonymous) == (None, "", False)


def test_somebody_writes_for_somebody_else() -> None:
    _, made = filled(identity="behalf")
    assert made.representative == Party(name="Sam Carter", email="sam@example.org", phone="1", language="ar")
    assert made.authority == "Her son"
    assert made.complainant is not None
    assert made.complainant.name == "Nadia Haddad"


def test_who_wants_no_name_known_leaves_none() -> None:
    _, made = filled(identity="anonymous")
    assert made.anonymous
    assert made.complainant == Party(
        language="ar", contact_channel="phone", contact_time="Evenings", accessibility="Large print"
    )
    assert made.representative is None


def test_a_story_alone_is_enough() -> None:
    form = ComplaintForm({"words": "It leaks."}, kind=Kind.COMPLAINT)
    assert form.is_valid()
    made = submission_of(form.cleaned_data, kind=Kind.COMPLAINT, language="fr", files=(), source="")
    assert (made.words, made.language, made.complainant, made.remedy_wanted) == (
        "It leaks.",
        "fr",
        None,
        None,
    )


@pytest.mark.parametrize(("given", "wanted"), [("yes", True), ("no", False), ("", None)])
def test_a_remedy_may_stay_open(given: str, wanted: bool | None) -> None:
    assert filled(remedy_wanted=given)[1].remedy_wanted is wanted


def test_praise_asks_for_no_remedy() -> None:
    form = ComplaintForm({**EVERYTHING}, kind=Kind.COMPLIMENT)
    assert form.is_valid()
    made = submission_of(form.cleaned_data, kind=Kind.COMPLIMENT, language="en", files=(), source="")
    assert (made.kind, made.remedy_words, made.remedy_wanted) == (Kind.COMPLIMENT, "", None)


def fields_shown(form: ComplaintForm) -> list[str]:
    return [answer.field for part in answers_of(form) for answer in part.answers]


def test_the_review_shows_what_counts() -> None:
    form, _ = filled()
    assert "representative_name" not in fields_shown(form)
    assert "email" in fields_shown(form)
    form, _ = filled(identity="anonymous")
    assert not {"name", "email", "address"} & set(fields_shown(form))
    form, _ = filled(identity="behalf", phone="")
    assert {"representative_name", "authority", "name"} <= set(fields_shown(form))
    assert "phone" not in fields_shown(form)


@pytest.mark.parametrize(
    ("party", "reached"),
    [
        (None, False),
        (Party(name="A"), False),
        (Party(email="a@b.org"), True),
        (Party(phone="1"), True),
        (Party(address="1 Lane"), False),
        (Party(address="1 Lane", town="York"), True),
    ],
)
def test_whether_we_can_write_back(party: Party | None, reached: bool) -> None:
    made = Submission(channel=Channel.WEB_FORM, language="en", complainant=party)
    assert can_be_reached(made) is reached
