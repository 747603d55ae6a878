"""What helps people to handle a case: procedures, the remedy guide, who does what; read by all, changed by administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.complaints.outcomes import OUTCOME_NAMES
from recours.complaints.scales import SEVERITY_NAMES
from recours.core.errors import NotFound
from recours.core.permissions import Permission, may
from recours.desk.forms.admin_guidance import AdviceForm, DutyForm, NewProcedureForm, ProcedureForm
from recours.desk.guidance import SEVERITIES, duty_line, remedy_rows
from recours.desk.requests import DeskRequest
from recours.desk.shell import render
from recours.desk.views.admin_pages import attempted, changes, done, for_administrators, page
from recours.guidance import actions
from recours.guidance.duties import STAGE_NAMES, Stage
from recours.guidance.procedures import STANDARD
from recours.guidance.remedies import DUE_NAMES, DUE_SENTENCES, finding_of
from recours.guidance.selectors import (
    advice_texts,
    changed_at,
    duty_at,
    duty_table,
    procedure_texts,
    procedures_in,
)
from recours.guidance.states import GuideKind, guide_subject

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
def guidance(request: DeskRequest) -> HttpResponse:
    """Everything at once, the procedures narrowed to the words sought."""
    language, sought = request.user.language, request.GET.get("q", "").strip()[:200]
    editor = may(request.actor, Permission.ADMINISTER)
    context = {
        "procedures": procedures_in(language, sought=sought, hidden=editor and not sought),
        "sought": sought,
        "rows": remedy_rows(language),
        "severities": SEVERITIES,
        "dues": [(DUE_NAMES[due], DUE_SENTENCES[due]) for due in DUE_NAMES],
        "duties": [duty_line(view) for view in duty_table()],
        "editor": editor,
    }
    return render(request, "desk/guidance.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def procedure_new(request: DeskRequest) -> HttpResponse:
    """Write one more procedure."""
    form = NewProcedureForm(request.POST if request.method == "POST" else None)

    def add() -> None:
        actions.add_procedure(
            actor=request.actor, code=form.cleaned_data["code"], procedure=form.procedure(), now=request.now
        )

    if form.is_bound and attempted(form, add):
        return done(request, "guidance", _("The procedure is kept. Colleagues find it from now on."))
    return page(request, "procedure.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def procedure(request: DeskRequest, code: str) -> HttpResponse:
    """One procedure in every language; a post changes it."""
    found = procedure_texts(code)
    if found is None:
        raise NotFound
    first = {
        "titles": found.titles,
        "words": found.words,
        "moves": list(found.moves),
        "hidden": found.hidden,
    }
    form = ProcedureForm(request.POST if request.method == "POST" else None, initial=first)

    def change() -> None:
        actions.change_procedure(actor=request.actor, code=code, procedure=form.procedure(), now=request.now)

    if form.is_bound and attempted(form, change):
        return done(request, "guidance", _("The procedure is kept. Colleagues find it from now on."))
    context = {
        "form": form,
        "code": code,
        "standard": code in STANDARD,
        "name": found.titles.get(request.user.language) or next(iter(found.titles.values()), code),
        **_history(request, GuideKind.PROCEDURE, code),
    }
    return page(request, "procedure.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def advice(request: DeskRequest, code: str) -> HttpResponse:
    """One line of the remedy guide; a post changes it."""
    found = advice_texts(code)
    if found is None:
        raise NotFound
    form = AdviceForm(
        request.POST if request.method == "POST" else None,
        initial={"due": found.due.value, "words": found.words},
    )

    def change() -> None:
        actions.change_advice(actor=request.actor, code=code, advice=form.advice(), now=request.now)

    if form.is_bound and attempted(form, change):
        return done(request, "guidance", _("The remedy guide is changed."))
    outcome, severity = finding_of(code)
    context = {
        "form": form,
        "code": code,
        "outcome": OUTCOME_NAMES[outcome],
        "severity": SEVERITY_NAMES[severity],
        **_history(request, GuideKind.REMEDY, code),
    }
    return page(request, "advice.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def duty(request: DeskRequest, stage: str) -> HttpResponse:
    """Who does what at one stage; a post changes it."""
    if stage not in set(Stage):
        raise NotFound
    held = duty_at(Stage(stage)).duty
    first = {
        "responsible": list(held.responsible),
        "accountable": held.accountable,
        "consulted": list(held.consulted),
        "informed": list(held.informed),
    }
    form = DutyForm(request.POST if request.method == "POST" else None, initial=first)

    def change() -> None:
        actions.change_duty(actor=request.actor, stage=Stage(stage), duty=form.duty(), now=request.now)

    if form.is_bound and attempted(form, change):
        return done(request, "guidance", _("It is kept who does what."))
    context = {
        "form": form,
        "code": stage,
        "stage": STAGE_NAMES[Stage(stage)],
        **_history(request, GuideKind.DUTY, stage),
    }
    return page(request, "duty.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_administrators
def standard(request: DeskRequest, kind: str, code: str) -> HttpResponse:
    """Go back to the standard, or take an own procedure away."""
    if kind not in set(GuideKind):
        raise NotFound
    actions.restore_guide(actor=request.actor, kind=GuideKind(kind), code=code, now=request.now)
    return done(request, "guidance", _("What you had written is taken back."))


def _history(request: DeskRequest, kind: GuideKind, code: str) -> dict[str, object]:
    return {
        "kind": kind.value,
        "own": changed_at(kind, code) is not None,
        "changes": changes(request, guide_subject(kind, code)),
    }
