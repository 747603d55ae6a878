"""The shape of a deed: a form that opens on the case page, is posted to a resource under the case, and calls one action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from recours.desk.forms.fields import DeskForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from recours.complaints.selectors import CaseFile
    from recours.complaints.states import Move
    from recours.desk.requests import DeskRequest


class CaseForm(DeskForm):
    """A form about a case: it knows the case as the reader sees it, and which version they looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: CaseFile, request: DeskRequest, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": case.complaint.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.case, self.request = case, request
        self.furnish()

    def furnish(self) -> None:
        """Fill choices and first values from the case; the forms of the stages do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One move on the case page, or one `part` of a move that can be made in several ways: where it is posted, what it asks, what it calls, and what is said afterwards.

    `act` gets what the form read, and calls one action. `button` is the word on the button, `hint` stands above the form.
    A part has a `title` of its own and is offered in its stage's panel instead of the menu.
    """

    move: Move
    slug: str
    symbol: str
    form: type[CaseForm]
    act: Callable[[DeskRequest, CaseFile, Mapping[str, Any]], object]
    button: _StrPromise
    done: _StrPromise
    hint: _StrPromise | str = ""
    template: str = "desk/deeds/plain.html"
    part: str = ""
    title: _StrPromise | str = ""

    @property
    def name(self) -> str:
        """What tells it from every other deed."""
        return self.part or self.move.value
