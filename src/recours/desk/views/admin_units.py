"""Units: departments, branches, teams."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.core.localised import said
from recours.core.subjects import Subject
from recours.desk.forms.admin_units import NewUnitForm, UnitForm
from recours.desk.requests import DeskRequest
from recours.desk.views.admin_pages import attempted, changes, done, for_administrators, page
from recours.people import actions
from recours.people.selectors import all_units, unit_for, users_for
from recours.people.selectors import organisation as the_organisation

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
@for_administrators
def units(request: DeskRequest) -> HttpResponse:
    """Every unit, the retired at the end."""
    default = the_organisation().default_unit_id
    staff = Counter(user.unit_id for user in users_for(request.actor) if user.is_active)
    lines = [
        {
            "unit": unit,
            "name": said(unit.names, request.user.language),
            "default": unit.pk == default,
            "staff": staff[unit.pk],
        }
        for unit in all_units()
    ]
    return page(request, "units.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def unit_new(request: DeskRequest) -> HttpResponse:
    """Add a unit."""
    form = NewUnitForm(request.POST if request.method == "POST" else None)

    def add() -> None:
        given = form.cleaned_data
        actions.add_unit(
            actor=request.actor,
            code=given["code"],
            names=form.said("names"),
            email=given["email"],
            now=request.now,
        )

    if form.is_bound and attempted(form, add):
        return done(request, "units", _("The unit is added."))
    return page(request, "unit.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def unit(request: DeskRequest, unit_id: UUID) -> HttpResponse:
    """One unit; a post changes it."""
    found = unit_for(request.actor, unit_id)
    first = {"names": found.names, "email": found.email}
    form = UnitForm(request.POST if request.method == "POST" else None, initial=first)

    def change() -> None:
        actions.change_unit(
            actor=request.actor,
            unit_id=found.pk,
            names=form.said("names"),
            email=form.cleaned_data["email"],
            now=request.now,
        )

    if form.is_bound and attempted(form, change):
        return done(request, "units", _("The unit is kept."))
    context = {
        "unit": found,
        "name": said(found.names, request.user.language),
        "form": form,
        "default": the_organisation().default_unit_id == found.pk,
        "changes": changes(request, Subject("unit", found.pk)),
    }
    return page(request, "unit.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_administrators
def default(request: DeskRequest, unit_id: UUID) -> HttpResponse:
    """Let new cases go to this unit when nothing else is known."""
    actions.set_default_unit(actor=request.actor, unit_id=unit_id, now=request.now)
    return done(request, "units", _("New cases go to this unit from now on when nothing else is known."))


@require_POST
@for_administrators
def retirement(request: DeskRequest, unit_id: UUID) -> HttpResponse:
    """Take the unit out of use."""
    actions.retire_unit(actor=request.actor, unit_id=unit_id, now=request.now)
    return done(request, "units", _("The unit is retired. Its cases and its past stay."))
