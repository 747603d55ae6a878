"""The small forms of the case page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints.errors import NO_WORDS
from recours.complaints.slips import Slip, slips_in
from recours.complaints.states import CHANNEL_NAMES, TOLD_NAMES, Channel, Told
from recours.desk.forms.attached import WithFiles
from recours.desk.forms.fields import DeskForm, KeyedForm, Line, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from recours.complaints.texts import Filled

SLIP_SENTENCES: Mapping[Slip, _StrPromise] = {
    Slip.MENTION: _(
        "Somebody is mentioned with @ here, as in a note for colleagues, but the complainant would read this."
    ),
    Slip.NOTE: _("This begins like a note for colleagues, but the complainant would read it."),
}

SPOKEN = (
    Channel.PHONE,
    Channel.IN_PERSON,
    Channel.POST,
    Channel.EMAIL,
    Channel.FAX,
    Channel.CHAT,
    Channel.SOCIAL_MEDIA,
)
"""The ways in which somebody may say more without writing on the tracking page."""


class WriteForm(KeyedForm, WithFiles):
    """A message to the complainant."""

    words = Words(label=_("Your message"), required=False, rows=6, draft="write")

    sure = forms.BooleanField(label=_("This is meant for the complainant. Send it."), required=False)

    inserted: Filled | None = None
    slips: tuple[Slip, ...] = ()
    goes_out = True

    def __init__(self, *args: Any, asks_for_words: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_for_words = asks_for_words

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        nothing = not given.get("words") and not given.get("files") and "files" not in self.errors
        if nothing and self.asks_for_words:
            self.add_error("words", str(NO_WORDS.sentence))
        self.slips = slips_in(given.get("words", "")) if self.goes_out and self.asks_for_words else ()
        if self.slips and not given.get("sure"):
            self.add_error("words", " ".join(str(SLIP_SENTENCES[slip]) for slip in self.slips))
        return given


class ReceivedForm(WriteForm):
    """What the complainant said elsewhere."""

    goes_out = False

    words = Words(label=_("What they said"), required=False, rows=5, draft="received")
    channel = forms.ChoiceField(
        label=_("How it reached us"),
        choices=[(c.value, CHANNEL_NAMES[c]) for c in SPOKEN],
        initial=Channel.PHONE.value,
    )


class NoteForm(KeyedForm):
    """A note for colleagues."""

    words = Words(label=_("Your note"), rows=4, draft="note", error_messages={"required": NO_WORDS.sentence})


class AttachForm(WithFiles):
    """Files for the case, seen by colleagues only."""

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("files") and "files" not in self.errors:
            self.add_error("files", _("Choose at least one file."))
        return given


class AcknowledgeForm(DeskForm):
    """How the complainant came to know that the complaint arrived."""

    how = forms.ChoiceField(
        label=_("How were they told?"),
        choices=[(t.value, TOLD_NAMES[t]) for t in (Told.PHONE, Told.IN_PERSON, Told.POST)],
        widget=forms.RadioSelect,
        initial=Told.PHONE.value,
    )


class AssignForm(DeskForm):
    """To whom the case goes, and why."""

    owner = forms.ChoiceField(label=_("Colleague"), error_messages={"required": _("Choose a colleague.")})
    unit = forms.UUIDField(widget=forms.HiddenInput)
    reason = Words(label=_("Why, and what they should know"), required=False, rows=3, draft="assign")
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)  # noqa: S101 - declared above
        owner.choices = [("", _("Choose a colleague")), *colleagues]


class SearchForm(forms.Form):
    """What is looked for."""

    q = Line(limit=200, required=False, label=_("Search"))
