"""From the form to what the action takes, and to what the review page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.complaints.states import Channel, Kind
from recours.complaints.submission import Consent, Submission
from recours.core.filestore import StoredFile
from recours.people.complainants import Party
from recours.portal.forms import ANONYMOUS, BEHALF, ComplaintForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REACHED_BY = ("name", "organisation", "email", "phone", "address", "postcode", "town", "country")
WISHES = ("contact_channel", "contact_time", "accessibility")
REPRESENTATIVE = ("name", "email", "phone")
ASKED = (Consent.SURVEY, Consent.DISCLOSURE)
"""What the form asks for: who complains here may be written to, and is asked before anything is published."""

_ANSWERED = {"yes": True, "no": False}


def submission_of(
    given: Mapping[str, Any], *, kind: Kind, language: str, files: tuple[StoredFile, ...], source: str
) -> Submission:
    """What was filled in, for the action. Who wants no name to be known leaves none behind."""
    spoken = given.get("language") or language
    identity = given.get("identity")
    wishes = {name: given.get(name) or "" for name in WISHES}
    about_them = {} if identity == ANONYMOUS else {name: given.get(name) or "" for name in REACHED_BY}
    speaker: Party | None = None
    if identity == BEHALF:
        details = {name: given.get(f"representative_{name}") or "" for name in REPRESENTATIVE}
        speaker = Party(**details, language=spoken) if any(details.values()) else None
    has_party = any(about_them.values()) or any(wishes.values())
    return Submission(
        kind=kind,
        channel=Channel.WEB_FORM,
        language=spoken,
        words=given["words"],
        complainant=Party(**about_them, **wishes, language=spoken) if has_party else None,
        representative=speaker,
        authority=given["authority"] if identity == BEHALF else "",
        anonymous=identity == ANONYMOUS,
        product=UUID(given["product"]) if given.get("product") else None,
        product_words=given["product_words"],
        order_reference=given["order_reference"],
        occurred_on=given["occurred_on"],
        remedy_wanted=_ANSWERED.get(given.get("remedy_wanted", "")),
        remedy_words=given.get("remedy_words", ""),
        heard_of=given["heard_of"],
        consents={consent: bool(given.get(consent.value)) for consent in ASKED},
        files=files,
        source=source,
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the review: what was asked, what was written, and the field where it is changed."""

    label: str
    value: object
    field: str
    kind: str = "words"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the review."""

    title: str | _StrPromise
    answers: tuple[Answer, ...]


_PARTS: tuple[tuple[_StrPromise, tuple[str, ...]], ...] = (
    (
        _("What it is about"),
        ("words", "product", "product_words", "occurred_on", "order_reference"),
    ),
    (_("What would put it right"), ("remedy_wanted", "remedy_words")),
    (
        _("Who writes"),
        ("identity", *(f"representative_{name}" for name in REPRESENTATIVE), "authority"),
    ),
    (_("How we reach you"), REACHED_BY),
    (
        _("How we deal with each other"),
        ("language", *WISHES, "heard_of", *(consent.value for consent in ASKED)),
    ),
)


def answers_of(form: ComplaintForm) -> list[Part]:
    """What was filled in, part by part; what was left empty, or does not count, is left out."""
    given = form.cleaned_data
    hidden = set(REACHED_BY) if given.get("identity") == ANONYMOUS else set()
    if given.get("identity") != BEHALF:
        hidden |= {"authority", *(f"representative_{name}" for name in REPRESENTATIVE)}
    concerned = _("The person it is about") if given.get("identity") == BEHALF else None
    return [
        Part(concerned if concerned and names is REACHED_BY else title, answers)
        for title, names in _PARTS
        if (answers := tuple(_answers(form, given, [name for name in names if name not in hidden])))
    ]


def _answers(form: ComplaintForm, given: Mapping[str, Any], names: list[str]) -> list[Answer]:
    found = []
    for name in names:
        value = given.get(name)
        if value in {None, "", False} or name not in form.fields:
            continue
        field = form.fields[name]
        choices = dict(getattr(field, "choices", ()))
        if value is True:
            found.append(Answer(str(field.label), "", name, "tick"))
        elif choices:
            found.append(Answer(str(field.label), str(choices.get(value, value)).strip(), name, "choice"))
        else:
            found.append(Answer(str(field.label), value, name, "day" if name == "occurred_on" else "words"))
    return found


def can_be_reached(submission: Submission) -> bool:
    """Whether any way was given on which we could write or call."""
    people = [person for person in (submission.complainant, submission.representative) if person is not None]
    return any(
        person.email or person.phone or (person.address and (person.town or person.postcode))
        for person in people
    )
