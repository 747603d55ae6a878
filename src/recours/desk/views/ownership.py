"""Whose case it is, and whether the complainant knows that it arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.complaints import actions
from recours.complaints.errors import NOT_ASSIGNABLE
from recours.complaints.selectors import AGES, candidates_for, check_move, complaint_for, team_for
from recours.complaints.states import Move, Told
from recours.complaints.suggesting import Candidate
from recours.core.errors import FORBIDDEN, Refused
from recours.core.localised import said
from recours.core.permissions import Permission
from recours.core.text import clean
from recours.desk.forms.writing import AcknowledgeForm, AssignForm
from recours.desk.requests import DeskRequest, holds, key_or_none
from recours.desk.shell import render
from recours.desk.views.answers import attempted, to_case
from recours.desk.views.case import show_case
from recours.people.selectors import units
from recours.ui.templatetags.ui import digits

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_POST
def acknowledgement(request: DeskRequest, reference: str) -> HttpResponse:
    """Record that the complainant was told of the arrival; recording it again changes nothing."""
    found = complaint_for(actor=request.actor, reference=reference)
    form = AcknowledgeForm(request.POST, auto_id="acknowledge_%s")
    told = getattr(found, "acknowledgement", None)
    if form.is_valid() and told and (told.by, told.how) == (request.actor.code, form.cleaned_data["how"]):
        return to_case(request, found.reference, _("It is on record that they know."))
    if attempted(form, lambda: _tell(request, found.pk, form)):
        return to_case(request, found.reference, _("It is on record that they know."))
    return show_case(request, found.reference, form=form, opened=Move.ACKNOWLEDGE.value, status=422)


def _tell(request: DeskRequest, complaint_id: UUID, form: AcknowledgeForm) -> None:
    how = Told(form.cleaned_data["how"])
    actions.acknowledge(actor=request.actor, complaint_id=complaint_id, how=how, now=request.now)


@require_POST
def owner(request: DeskRequest, reference: str) -> HttpResponse:
    """Take the case; taking what is mine already changes nothing."""
    found = complaint_for(actor=request.actor, reference=reference)
    actions.take(actor=request.actor, complaint_id=found.pk, now=request.now)
    return to_case(request, found.reference, _("The case is yours."))


@require_POST
def watch(request: DeskRequest, reference: str) -> HttpResponse:
    """Follow the case."""
    found = complaint_for(actor=request.actor, reference=reference)
    actions.watch(actor=request.actor, complaint_id=found.pk, now=request.now)
    return to_case(request, found.reference, _("You watch this case and hear what happens in it."))


@require_POST
def stop_watching(request: DeskRequest, reference: str) -> HttpResponse:
    """Follow the case no longer."""
    found = complaint_for(actor=request.actor, reference=reference)
    actions.stop_watching(actor=request.actor, complaint_id=found.pk, now=request.now)
    return to_case(request, found.reference, _("You no longer watch this case."))


@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: DeskRequest, reference: str) -> HttpResponse:
    """Give the case to a colleague, here or in another unit, with the reason."""
    found = complaint_for(actor=request.actor, reference=reference)
    check_move(request.actor, found, Move.ASSIGN)
    unit = _unit(request, found.unit_id)
    ranked = candidates_for(actor=request.actor, complaint=found, unit_id=unit, now=request.now)
    colleagues = [(str(c.id), _carries(c)) for c in sorted(ranked, key=lambda c: c.name)]
    suggested = next((c for c in ranked if c.id != found.owner_id), None)
    first = {"unit": unit, "seen": found.version, "owner": str(suggested.id) if suggested else ""}
    form = AssignForm(
        request.POST if request.method == "POST" else None, initial=first, colleagues=colleagues
    )
    if form.is_bound:
        done = form.is_valid() and _is_done(form, found)
        if done or attempted(form, lambda: _give(request, found.pk, form)):
            return to_case(request, found.reference, _("The case has its new owner."), draft="assign")
    language = request.user.language
    context = {
        "form": form,
        "complaint": found,
        "unit": unit,
        "units": [(each.pk, said(each.names, language).text) for each in units()],
        "nobody": not colleagues,
        "suggested": suggested,
        "because": _because(suggested) if suggested else "",
    }
    return render(
        request, "desk/assignment.html", context, partial="form", status=422 if form.is_bound else 200
    )


@require_POST
def suggestion(request: DeskRequest, reference: str) -> HttpResponse:
    """Give the case to whom the page suggested, else to whom it would be suggested to now, in the unit asked for or its own.

    Pressed twice it is given once, and not on to the next in the list.
    """
    found = complaint_for(actor=request.actor, reference=reference)
    check_move(request.actor, found, Move.ASSIGN)
    unit = _unit(request, found.unit_id)
    ranked = candidates_for(actor=request.actor, complaint=found, unit_id=unit, now=request.now)
    wanted = key_or_none(request.POST.get("suggested", ""))
    if wanted is not None and wanted == found.owner_id:
        return to_case(request, found.reference, _("The case has its new owner."), draft="assign")
    chosen = next((c for c in ranked if (c.id == wanted if wanted else c.id != found.owner_id)), None)
    if chosen is None:
        raise Refused(NOT_ASSIGNABLE)
    actions.assign(
        actor=request.actor,
        complaint_id=found.pk,
        owner=chosen.id,
        unit=unit,
        reason=clean(request.POST.get("reason", "")) or _because(chosen),
        seen=found.version,
        now=request.now,
    )
    return to_case(request, found.reference, _("The case has its new owner."), draft="assign")


@require_safe
def team(request: DeskRequest) -> HttpResponse:
    """Who carries how much: open cases with their ages, and those past a limit."""
    if not holds(request.actor, Permission.ASSIGN):
        raise Refused(FORBIDDEN)
    context = {"loads": team_for(actor=request.actor, now=request.now), "ages": AGES}
    return render(request, "desk/team.html", context)


def _carries(candidate: Candidate) -> str:
    said_open = ngettext("%(count)s open case", "%(count)s open cases", candidate.open)
    return f"{candidate.name} · {said_open % {'count': digits(candidate.open)}}"


def _because(candidate: Candidate) -> str:
    """Why this colleague, in a sentence of its own for each reason."""
    said_open = ngettext("They have %(count)s open case.", "They have %(count)s open cases.", candidate.open)
    reasons = [said_open % {"count": digits(candidate.open)}]
    if candidate.speaks:
        reasons.append(_("They work in the complainant’s language."))
    if candidate.handled:
        handled = ngettext(
            "They had %(count)s case about the same product this year.",
            "They had %(count)s cases about the same product this year.",
            candidate.handled,
        )
        reasons.append(handled % {"count": digits(candidate.handled)})
    return " ".join(reasons)


def _unit(request: DeskRequest, own: UUID) -> UUID:
    """The unit whose colleagues are shown: the one asked for, else the case's own."""
    try:
        return UUID(request.POST.get("unit") or request.GET.get("unit") or "")
    except ValueError:
        return own


def _is_done(form: AssignForm, found: Any) -> bool:
    """Whether this very form was sent before: the case has changed since, to what the form asks for."""
    given = form.cleaned_data
    asked = (UUID(given["owner"]), given["unit"])
    return bool(given["seen"] != found.version and (found.owner_id, found.unit_id) == asked)


def _give(request: DeskRequest, complaint_id: UUID, form: AssignForm) -> None:
    given = form.cleaned_data
    actions.assign(
        actor=request.actor,
        complaint_id=complaint_id,
        owner=UUID(given["owner"]),
        unit=given["unit"],
        reason=given["reason"],
        seen=given["seen"],
        now=request.now,
    )
