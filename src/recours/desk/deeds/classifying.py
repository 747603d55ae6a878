"""What the case is about, and what kind of case it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints import actions
from recours.complaints.errors import NO_REASON
from recours.complaints.selectors import choices
from recours.complaints.states import KIND_NAMES, Kind, Move
from recours.core.localised import said
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.fields import Words
from recours.desk.forms.recording import indented

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recours.complaints.selectors import CaseFile, Category
    from recours.core.errors import Invalid
    from recours.desk.requests import DeskRequest

_ROOM = 3
"""Problems that can be chosen at least; one more than the case has."""


class ClassifyForm(CaseForm):
    """Product and problems, the main one first."""

    product = forms.ChoiceField(label=_("Product or service"), required=False)

    def furnish(self) -> None:
        case, language = self.case.complaint, self.request.user.language
        product = self.fields["product"]
        assert isinstance(product, forms.ChoiceField)  # noqa: S101 - declared above
        held = [case.product] if case.product else []
        product.choices = _offered("product", held, language)
        self.initial["product"] = str(case.product_id or "")
        offered = _offered("problem", self.case.problems, language)
        for place in range(max(_ROOM, len(self.case.problems) + 1)):
            label = _("Main problem") if place == 0 else _("Another problem")
            self.fields[f"issue_{place}"] = forms.ChoiceField(label=label, choices=offered, required=False)
        for place, problem in enumerate(self.case.problems):
            self.initial[f"issue_{place}"] = str(problem.pk)

    def issues(self) -> tuple[UUID, ...]:
        """The problems chosen, in their order."""
        given = (self.cleaned_data.get(name) for name in self.fields if name.startswith("issue_"))
        return tuple(UUID(value) for value in given if value)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {**given, "issues": self.issues()}

    def take(self, problem: Invalid) -> None:
        for name, sentence in problem.sentences().items():
            self.add_error("issue_0" if name == "issues" else name, sentence)


class KindForm(CaseForm):
    """What kind of case it is, and why."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=[(k.value, KIND_NAMES[k]) for k in Kind], widget=forms.RadioSelect
    )
    reason = Words(label=_("Why"), rows=2, draft="kind", error_messages={"required": NO_REASON.sentence})

    def furnish(self) -> None:
        self.initial["kind"] = self.case.complaint.kind


def _offered(tree: str, held: Iterable[Category], language: str) -> list[tuple[str, Any]]:
    """What can be chosen, and what the case has although it is not offered any more."""
    rows = [(str(c.id), indented(c)) for c in choices(tree=tree, language=language)]
    known = {key for key, _name in rows}
    old = [(str(c.pk), said(c.names, language).text) for c in held if str(c.pk) not in known]
    return [("", _("Not chosen")), *rows, *old]


def classify(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Say what it is about."""
    actions.classify(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        product=UUID(given["product"]) if given["product"] else None,
        issues=given["issues"],
        seen=given["seen"],
        now=request.now,
    )


def change_kind(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Treat it as something else."""
    actions.change_kind(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        kind=Kind(given["kind"]),
        reason=given["reason"],
        seen=given["seen"],
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.CLASSIFY,
        slug="classification",
        symbol="filter",
        form=ClassifyForm,
        act=classify,
        button=_("Keep"),
        done=_("It is on record what the case is about."),
        hint=_("What was chosen before stays on record."),
    ),
    Deed(
        move=Move.CHANGE_KIND,
        slug="kind",
        symbol="undo",
        form=KindForm,
        act=change_kind,
        button=_("Change"),
        done=_("The case is now what you said, with the time limits of its kind."),
        hint=_(
            "Somebody who is dissatisfied and expects an answer complains, whatever they call it. Where a complaint becomes "
            "something else, or something else a complaint, they get a new acknowledgement."
        ),
    ),
)
