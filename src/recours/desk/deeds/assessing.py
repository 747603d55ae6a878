"""Assessment on the case page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints import actions
from recours.complaints.scales import (
    COMPLEXITY_NAMES,
    IMPACT_NAMES,
    PRIORITY_NAMES,
    RECURRENCE_NAMES,
    SAFETY_NAMES,
    SEVERITY_NAMES,
    VULNERABILITY_NAMES,
    Complexity,
    Impact,
    Judgement,
    Priority,
    Recurrence,
    Safety,
    Severity,
    Vulnerability,
)
from recours.complaints.states import Move
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.fields import Words

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

_YES_NO_UNKNOWN = (("", _("Cannot be said yet")), ("yes", _("Yes")), ("no", _("No")))


class AssessForm(CaseForm):
    """How serious it is; what was judged last stands in it already."""

    severity = forms.TypedChoiceField(
        label=_("Severity"),
        choices=[(s.value, SEVERITY_NAMES[s]) for s in Severity],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how severe it is.")},
    )
    safety = forms.ChoiceField(
        label=_("Danger to health or safety"),
        choices=[(s.value, SAFETY_NAMES[s]) for s in Safety],
        widget=forms.RadioSelect,
        initial=Safety.NONE.value,
    )
    complexity = forms.TypedChoiceField(
        label=_("Complexity"),
        choices=[(c.value, COMPLEXITY_NAMES[c]) for c in Complexity],
        coerce=int,
        initial=Complexity.CLEAR.value,
    )
    recurrence = forms.ChoiceField(
        label=_("Has it happened before?"),
        choices=[(r.value, RECURRENCE_NAMES[r]) for r in Recurrence],
        initial=Recurrence.SINGLE.value,
    )
    immediate_needed = forms.BooleanField(label=_("Something must be done at once"), required=False)
    immediate_possible = forms.BooleanField(label=_("It can be done at once"), required=False)
    compensation_likely = forms.ChoiceField(
        label=_("Is compensation likely?"), choices=_YES_NO_UNKNOWN, required=False
    )
    vulnerability = forms.MultipleChoiceField(
        label=_("What may make them vulnerable"),
        choices=[(v.value, VULNERABILITY_NAMES[v]) for v in Vulnerability],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    at_risk = forms.BooleanField(label=_("They may come to harm because of it"), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=[("", _("As the rule says")), *((p.value, PRIORITY_NAMES[p]) for p in Priority)],
        coerce=int,
        required=False,
        empty_value=None,
    )
    reason = Words(label=_("Why another priority"), required=False, rows=2)

    def furnish(self) -> None:
        for side in Impact:
            self.fields[f"impact_{side.value}"] = forms.TypedChoiceField(
                label=IMPACT_NAMES[side],
                choices=[(n, str(n)) for n in range(1, 6)],
                coerce=int,
                initial=1,
            )
        current = self.case.assessing.current
        if current is None:
            return
        for name in ("severity", "safety", "complexity", "recurrence", "immediate_needed", "immediate_possible",
                     "vulnerability", "at_risk"):  # fmt: skip
            self.initial[name] = getattr(current, name)
        self.initial["compensation_likely"] = {None: "", True: "yes", False: "no"}[
            current.compensation_likely
        ]
        if current.priority != current.computed:
            self.initial["priority"], self.initial["reason"] = current.priority, current.reason
        for side in Impact:
            self.initial[f"impact_{side.value}"] = current.impact.get(side.value, 1)

    def impacts(self) -> list[forms.BoundField]:
        """The sides of the impact."""
        return [self[f"impact_{side.value}"] for side in Impact]


def assess(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Judge the case."""
    actions.assess(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        judgement=Judgement(
            severity=Severity(given["severity"]),
            safety=Safety(given["safety"]),
            complexity=Complexity(given["complexity"]),
            impact={side: given[f"impact_{side.value}"] for side in Impact},
            immediate_needed=given["immediate_needed"],
            immediate_possible=given["immediate_possible"],
            compensation_likely={"yes": True, "no": False}.get(given["compensation_likely"]),
            recurrence=Recurrence(given["recurrence"]),
            vulnerability=frozenset(Vulnerability(v) for v in given["vulnerability"]),
            at_risk=given["at_risk"],
        ),
        priority=Priority(given["priority"]) if given["priority"] else None,
        reason=given["reason"],
        seen=given["seen"],
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.ASSESS,
        slug="assessments",
        symbol="scales",
        form=AssessForm,
        act=assess,
        button=_("Keep the assessment"),
        done=_("The case is assessed."),
        hint=_(
            "Judge by what you know now; you can judge again when you know more. Every judgement is kept."
        ),
        template="desk/deeds/assess.html",
    ),
)
