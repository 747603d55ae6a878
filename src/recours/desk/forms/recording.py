"""The form on which staff record what somebody tells them: the sections of the complainant form (ISO 10002:2018, annex C)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recours.complaints.states import CHANNEL_NAMES, KIND_NAMES, Channel, Kind
from recours.complaints.submission import CONSENTS, Consent, Submission
from recours.desk.forms.attached import WithFiles
from recours.desk.forms.fields import Clock, Day, KeyedForm, Line, Words
from recours.letters.recipients import CHANNEL_NAMES as LETTER_CHANNELS
from recours.people.complainants import Party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recours.complaints.selectors.catalogue import Choice

NOON = time(12)

TAKEN_BY_STAFF = (
    Channel.PHONE,
    Channel.IN_PERSON,
    Channel.POST,
    Channel.EMAIL,
    Channel.FAX,
    Channel.CHAT,
    Channel.SOCIAL_MEDIA,
    Channel.REGULATOR,
    Channel.OMBUDSMAN,
    Channel.MEDIA,
    Channel.PARTNER,
)

CONSENT_WORDS: Mapping[Consent, Any] = {
    Consent.CONTACT: _("We may call or write to them about this case."),
    Consent.DISCLOSURE: _("We may pass their name to others where the case needs it."),
    Consent.SURVEY: _("We may ask them afterwards how content they were."),
    Consent.PUBLICATION: _("We may publish what happened, without their name."),
}

_YES, _NO = "yes", "no"


class RecordForm(KeyedForm, WithFiles):
    """A complaint, praise, idea, question or request as somebody told it. Only words or a file are needed."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=[(k.value, KIND_NAMES[k]) for k in Kind])
    channel = forms.ChoiceField(
        label=_("How did it reach us?"), choices=[(c.value, CHANNEL_NAMES[c]) for c in TAKEN_BY_STAFF]
    )
    received_on = Day(
        required=False,
        label=_("On which day?"),
        help_text=_("The day it arrived, for a letter the day on the stamp. Empty means now."),
    )
    received_time = Clock(required=False, label=_("At what time?"))
    language = forms.ChoiceField(label=_("Their language"), choices=settings.LANGUAGES)
    words = Words(
        required=False,
        rows=9,
        draft="record",
        label=_("What happened, in their own words"),
        help_text=_(
            "Write what they say as they say it, in their language. You read it back before it is recorded."
        ),
    )

    anonymous = forms.BooleanField(
        required=False,
        label=_("They want to stay anonymous"),
        help_text=_(
            "Leave name and address empty then. They can follow the case by telephone, with the reference."
        ),
    )
    name = Line(limit=200, required=False, label=_("Name"))
    organisation = Line(limit=200, required=False, label=_("Organisation"))
    email = Line(limit=254, required=False, label=_("E-mail"), widget=forms.EmailInput)
    phone = Line(limit=60, required=False, label=_("Telephone"), widget=forms.TextInput)
    address = Words(rows=2, required=False, label=_("Street and number"))
    postcode = Line(limit=20, required=False, label=_("Postcode"))
    town = Line(limit=120, required=False, label=_("Town"))
    country = Line(limit=60, required=False, label=_("Country"))
    contact_channel = forms.ChoiceField(
        required=False,
        label=_("How shall we answer?"),
        choices=[("", _("The best way we have")), *((c.value, n) for c, n in LETTER_CHANNELS.items())],
    )
    contact_time = Line(limit=200, required=False, label=_("When is a good time?"))
    accessibility = Words(
        rows=2,
        required=False,
        label=_("What do they need to take part?"),
        help_text=_("Large print, an interpreter, somebody with them, more time."),
    )

    representative_name = Line(limit=200, required=False, label=_("Name"))
    representative_organisation = Line(limit=200, required=False, label=_("Organisation"))
    representative_email = Line(limit=254, required=False, label=_("E-mail"), widget=forms.EmailInput)
    representative_phone = Line(limit=60, required=False, label=_("Telephone"))
    representative_address = Words(rows=2, required=False, label=_("Address"))
    authority = Words(
        rows=2,
        required=False,
        label=_("What allows them to act?"),
        help_text=_(
            "A letter of authority, a court order, parent of a child. Attach the paper if there is one."
        ),
    )

    product = forms.ChoiceField(required=False, label=_("Product or service"))
    product_words = Line(limit=300, required=False, label=_("Product or service, in their words"))
    problem = forms.ChoiceField(required=False, label=_("What went wrong?"))
    order_reference = Line(limit=120, required=False, label=_("Order, contract or customer number"))
    occurred_on = Day(required=False, label=_("When did it happen?"))
    remedy_wanted = forms.ChoiceField(
        required=False,
        label=_("Do they want something put right?"),
        choices=[("", _("They did not say")), (_YES, _("Yes")), (_NO, _("No"))],
        widget=forms.RadioSelect,
    )
    remedy_words = Words(rows=2, required=False, label=_("What would put it right?"))
    heard_of = Line(limit=200, required=False, label=_("How did they learn that they can complain?"))
    consents = forms.MultipleChoiceField(
        required=False,
        label=_("What they agreed to"),
        choices=[(consent.value, CONSENT_WORDS[consent]) for consent in CONSENTS],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, products: Sequence[Choice], problems: Sequence[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("product", products), ("problem", problems)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [("", _("Not chosen")), *((str(c.id), indented(c)) for c in offered)]

    def submission(self, now: datetime) -> Submission:
        """What intake takes."""
        given = self.cleaned_data
        return Submission(
            kind=Kind(given["kind"]),
            channel=Channel(given["channel"]),
            language=given["language"],
            words=given["words"],
            complainant=self._complainant(),
            representative=self._representative(),
            authority=given["authority"],
            anonymous=given["anonymous"],
            product=UUID(given["product"]) if given["product"] else None,
            product_words=given["product_words"],
            problem=UUID(given["problem"]) if given["problem"] else None,
            order_reference=given["order_reference"],
            occurred_on=given["occurred_on"],
            remedy_wanted={_YES: True, _NO: False}.get(given["remedy_wanted"]),
            remedy_words=given["remedy_words"],
            heard_of=given["heard_of"],
            consents={consent: consent.value in given["consents"] for consent in CONSENTS},
            files=given["files"],
            received_at=_arrival(given["received_on"], given["received_time"], now),
        )

    def _complainant(self) -> Party | None:
        given = self.cleaned_data
        if given["anonymous"]:
            return None
        names = (
            "name", "organisation", "email", "phone", "address", "postcode", "town", "country",
            "contact_channel", "contact_time", "accessibility",
        )  # fmt: skip
        said = {name: given[name] for name in names}
        return Party(**said, language=given["language"]) if any(said.values()) else None

    def _representative(self) -> Party | None:
        given = self.cleaned_data
        said = {
            name: given[f"representative_{name}"]
            for name in ("name", "organisation", "email", "phone", "address")
        }
        return Party(**said, language=given["language"]) if any(said.values()) else None


def indented(choice: Choice) -> str:
    """A category's name, set in as deep as it lies."""
    return "\u2003" * choice.depth + choice.name.text


def _arrival(day: date | None, at: time | None, now: datetime) -> datetime | None:
    """When it reached us: noon where only the day is known, now where it was today; None says now."""
    if day is None and at is None:
        return None
    here = timezone.localtime(now)
    if at is None:
        if day == here.date():
            return now
        at = NOON
    arrived = datetime.combine(day or here.date(), at, tzinfo=here.tzinfo)
    # A minute hence is a clock that runs ahead; the domain says what a day to come is.
    return now if now < arrived < now + timedelta(minutes=5) else arrived
