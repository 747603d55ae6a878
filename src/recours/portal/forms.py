"""The forms of the portal. Every field but the story may stay empty, and none is refused for a nicety."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.forms.utils import ErrorDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from recours.complaints.states import Kind
from recours.core.dates import parse_date, short_date
from recours.core.filenames import ACCEPT
from recours.core.text import clean
from recours.letters.recipients import Channel
from recours.people.complainants import mailable
from recours.portal.kinds import WORDINGS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from recours.complaints.selectors.catalogue import Choice

SELF, BEHALF, ANONYMOUS = "self", "behalf", "anonymous"
TRAP = "homepage"
"""The field that a person leaves empty."""


class Words(forms.CharField):
    """Words as people write them: what cannot be stored falls away instead of being refused."""

    def __init__(self, *, rows: int = 0, **named: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(**{"required": False, "widget": widget, **named})

    def to_python(self, value: object) -> str:
        return clean(str(value)) if value else ""


class Pick(forms.ChoiceField):
    """One of several; what is none of them counts as not chosen."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"required": False, **named})

    def validate(self, value: object) -> None:
        """Nothing here is refused."""

    def to_python(self, value: object) -> str:
        return str(value) if value and self.valid_value(value) else ""


class Product(Pick):
    """A category by its key; whether it still runs, the action says."""

    def to_python(self, value: object) -> str:
        try:
            return str(UUID(str(value))) if value else ""
        except ValueError:
            return ""


class Day(forms.CharField):
    """A day in any digits and in the calendars of our languages."""

    def to_python(self, value: object) -> Any:
        text = clean(str(value)) if value else ""
        if not text:
            return None
        try:
            return parse_date(text, get_language() or settings.LANGUAGE_CODE)
        except ValueError:
            raise forms.ValidationError(
                _(
                    "We could not read the day. Write day, month and year, or leave it out and tell it in your own words."
                )
            ) from None


class Email(forms.CharField):
    """An address to which mail can be sent."""

    widget = forms.EmailInput

    def to_python(self, value: object) -> str:
        address = clean(str(value)) if value else ""
        if address and not mailable(address):
            raise forms.ValidationError(
                _("We cannot send mail to this address. Check it once more, or leave it out.")
            )
        return address


class ManyFiles(forms.FileInput):
    """Several files at once; they are judged one by one outside of the form."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "accept": ACCEPT})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> None:
        return None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class Files(forms.Field):
    """The place in the form where files are chosen."""

    widget = ManyFiles


class PortalForm(forms.Form):
    """A form whose data are plain cleaned words, so that whatever came in can be shown again."""

    use_required_attribute = False
    judged = True
    """Whether a filled-in form says what is wrong with it; one that is only shown again keeps quiet."""

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)

    def full_clean(self) -> None:
        if self.judged:
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def complain_of(self, sentences: Mapping[str, str]) -> None:
        """Put what the domain says onto the fields it names; what names no field of ours stands above the form."""
        for name, sentence in sentences.items():
            self.add_error(name if name in self.fields else None, sentence)


class ComplaintForm(PortalForm):
    """The form by which a person tells us something (ISO 10002:2018, annex C)."""

    words = Words(rows=10)
    files = Files(  # type: ignore[assignment]  # the form's uploads are not read by its name
        required=False,
        label=_("Pictures or papers that show it"),
        help_text=_("Photos, documents, recordings: up to 10 files, each up to 10 MB."),
    )
    product = Product(label=_("What is it about?"))
    product_words = Words(label=_("Or in your own words"))
    occurred_on = Day(required=False, label=_("When did it happen?"))
    order_reference = Words(
        label=_("Customer, order or invoice number"), help_text=_("If you have one at hand.")
    )
    remedy_wanted = Pick(
        label=_("Would you like us to do something?"),
        choices=[
            ("yes", pgettext_lazy("remedy", "Yes")),
            ("no", pgettext_lazy("remedy", "No, I only want you to know")),
        ],
        widget=forms.RadioSelect,
    )
    remedy_words = Words(rows=3, label=_("What would put it right for you?"))
    identity = Pick(
        label=_("For whom do you write?"),
        choices=[
            (SELF, _("For myself")),
            (BEHALF, _("For somebody else")),
            (ANONYMOUS, _("I do not want to be named")),
        ],
        widget=forms.RadioSelect,
        initial=SELF,
    )
    representative_name = Words(label=_("Your name"))
    representative_email = Email(required=False, label=_("Your e-mail"))
    representative_phone = Words(label=_("Your phone number"), widget=forms.TextInput(attrs={"type": "tel"}))
    authority = Words(
        rows=2,
        label=_("How do you come to act for this person?"),
        help_text=_(
            "For example as a parent, friend, lawyer or advice centre. If you have a written authority, attach it above."
        ),
    )
    name = Words(label=_("Name"))
    organisation = Words(label=_("Company or organisation"))
    email = Email(
        required=False, label=_("E-mail"), help_text=_("Our confirmation and our answer come here.")
    )
    phone = Words(
        label=_("Phone number"),
        help_text=_("Only for this matter, when a call is quicker."),
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    address = Words(rows=2, label=_("Street and number"))
    postcode = Words(label=_("Postcode"))
    town = Words(label=_("Town"))
    country = Words(label=_("Country"))
    language = Pick(label=_("In which language shall we answer?"))
    contact_channel = Pick(
        label=_("How shall we reach you?"),
        choices=[
            ("", pgettext_lazy("contact", "As it suits")),
            (Channel.EMAIL.value, pgettext_lazy("contact", "E-mail")),
            (Channel.PHONE.value, pgettext_lazy("contact", "Phone")),
            (Channel.POST.value, pgettext_lazy("contact", "Letter")),
            (Channel.PORTAL.value, pgettext_lazy("contact", "I look here myself")),
        ],
        widget=forms.RadioSelect,
        initial="",
    )
    contact_time = Words(label=_("When is a good time to reach you?"))
    accessibility = Words(
        rows=2,
        label=_("Is there something we should arrange for you?"),
        help_text=_("For example large print, sign language, an interpreter, or more time."),
    )
    heard_of = Words(label=_("How did you hear that you can complain here?"))
    survey = forms.BooleanField(
        required=False, label=_("You may ask me afterwards how well you handled this.")
    )
    disclosure = forms.BooleanField(
        required=False,
        label=_("You may pass on what I wrote to others whose help is needed to solve it."),
        help_text=_(
            "For example a branch or a supplier. Without your consent we do not give them your name."
        ),
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, kind: Kind) -> None:
        super().__init__(data)
        self.kind = kind
        wording = WORDINGS[kind]
        words = self.fields["words"]
        words.label, words.help_text = wording.question, wording.help
        words.widget.attrs |= {"data-draft": "complaint", "data-saved": "draft-saved"}
        if kind is not Kind.COMPLAINT:
            for name in ("remedy_wanted", "remedy_words"):
                del self.fields[name]
        language = self.fields["language"]
        language.choices = settings.LANGUAGES  # type: ignore[attr-defined]
        language.initial = get_language()

    def clean(self) -> dict[str, Any]:
        """What does not count is not found fault with either: nobody can mend a field that is not shown."""
        identity = self.cleaned_data.get("identity")
        unseen = {"representative_email"} if identity != BEHALF else set()
        for name in unseen | ({"email"} if identity == ANONYMOUS else set()):
            self.errors.pop(name, None)
            self.cleaned_data.setdefault(name, "")
        return self.cleaned_data

    def offer(self, products: Sequence[Choice], languages: Sequence[str], today: date) -> None:
        """Everything that is needed to draw the form: products under their parents, our languages, an example of a day."""
        spoken = [entry for entry in settings.LANGUAGES if entry[0] in languages]
        self.fields["language"].choices = spoken or settings.LANGUAGES  # type: ignore[attr-defined]
        back = short_date(today - timedelta(days=9), get_language() or settings.LANGUAGE_CODE)
        self["occurred_on"].help_text = _("A rough day is enough. For example: %(day)s.") % {"day": back}
        if products:
            self.fields["product"].choices = [  # type: ignore[attr-defined]
                ("", _("Choose, or leave open")),
                *((str(each.id), "\u2003" * each.depth + each.name.text) for each in products),
            ]
        else:
            del self.fields["product"]
            self["product_words"].label = _("What is it about?")


class MessageForm(PortalForm):
    """What somebody adds to their case."""

    words = Words(rows=5, label=_("Your message"))
    files = Files(  # type: ignore[assignment]  # the form's uploads are not read by its name
        required=False,
        label=_("Files"),
        help_text=_("Photos, documents, recordings: up to 10 files, each up to 10 MB."),
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, about: str) -> None:
        super().__init__(data)
        self.fields["words"].widget.attrs |= {"data-draft": f"message-{about}", "data-saved": "draft-saved"}


class DecideForm(PortalForm):
    """What somebody says when they decide about their case."""

    words = Words(rows=4)

    def __init__(self, data: Mapping[str, str] | None = None, *, label: str | _StrPromise) -> None:
        super().__init__(data)
        self.fields["words"].label = label


class TrackForm(PortalForm):
    """Reference and secret."""

    reference = Words(label=_("Reference"), help_text=_("Ten digits, as on your receipt."))
    secret = Words(
        label=_("Secret"), help_text=_("Sixteen letters and digits. Spaces and dashes do not matter.")
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, reference: str = "") -> None:
        super().__init__(data)
        self.fields["reference"].initial = reference
        self.fields["reference"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        self.fields["secret"].widget.attrs |= {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }


def words_of(data: Mapping[str, str]) -> dict[str, str]:
    """Everything that was posted as cleaned words, the last of each name."""
    return {name: clean(value) for name, value in data.items()}
