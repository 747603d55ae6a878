"""What the organisation promises everybody who complains, and the calendar by which it is reckoned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recours.core.subjects import Subject
from recours.deadlines.actions import change_calendar, change_promises
from recours.deadlines.selectors import PROMISES, calendar_for, packs_for, promises, rule_sentence
from recours.desk.forms.admin_deadlines import (
    CalendarForm,
    PromisesForm,
    first_calendar,
    first_promises,
    regions_of,
)
from recours.desk.requests import DeskRequest
from recours.desk.views.admin_pages import attempted, changes, done, for_administrators, page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from recours.deadlines.selectors import Promises
    from recours.desk.forms.fields import DeskForm

HOLIDAYS = 12


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def promises_page(request: DeskRequest) -> HttpResponse:
    """The two limits, said as complainants read them; a post shows other words or keeps the limits."""
    stands = promises()
    form = PromisesForm(request.POST if request.method == "POST" else None, initial=first_promises(stands))
    looking = form.is_bound and "look" in request.POST

    def keep() -> None:
        acknowledge, answer = form.limits()
        change_promises(
            actor=request.actor,
            acknowledge_within=acknowledge,
            answer_within=answer,
            version=form.cleaned_data["version"],
            now=request.now,
        )

    if form.is_bound and not looking and attempted(form, keep):
        return done(
            request, "promises", _("The promises are kept. They hold for complaints that arrive from now on.")
        )
    _show_version(form, stands.version)
    packs = packs_for(request.actor)
    own = next(pack for pack in packs if pack.code == PROMISES)
    context = {
        "form": form,
        "sentences": _sentences(form, stands),
        "typed": form.is_bound,
        "since": stands.changed_at,
        "packs": [pack for pack in packs if pack.code != PROMISES],
        "changes": changes(request, Subject("pack", own.id)),
    }
    return page(request, "promises.html", context, status=422 if form.is_bound and not looking else 200)


def _sentences(form: PromisesForm, stands: Promises) -> list[str]:
    """The promises in words: those typed where they can be read, else those that stand."""
    rules = stands.rules
    if form.is_bound and not form.errors:
        limits = dict(zip(("acknowledgement", "answer"), form.limits(), strict=True))
        rules = tuple(
            replace(rule, amount=limits[rule.code].amount, unit=limits[rule.code].unit)
            if rule.code in limits
            else rule
            for rule in rules
        )
    return [rule_sentence(rule) for rule in rules]


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def calendar(request: DeskRequest) -> HttpResponse:
    """The days and hours at which the organisation works."""
    stands = calendar_for(request.actor)
    language = request.user.language
    first = first_calendar(stands.draft, stands.version, language)
    form = CalendarForm(request.POST if request.method == "POST" else None, initial=first, language=language)

    def keep() -> None:
        change_calendar(
            actor=request.actor, draft=form.draft(), version=form.cleaned_data["version"], now=request.now
        )

    if form.is_bound and attempted(form, keep):
        return done(
            request,
            "calendar",
            _("The calendar is kept. Deadlines that run already stay as they were promised."),
        )
    _show_version(form, stands.version)
    today = request.now.date()
    country = str(form["country"].value() or "")
    context: dict[str, Any] = {
        "form": form,
        "regions": regions_of(country, language) if country else (),
        "holidays": [(day, name) for day, name in sorted(stands.holidays.items()) if day >= today][:HOLIDAYS],
        "changes": changes(request, Subject("calendar", stands.id)),
    }
    return page(request, "calendar.html", context, status=422 if form.is_bound else 200)


def _show_version(form: DeskForm, version: int) -> None:
    """Let the form that is shown again be sent against what stands now: its reader has been told that it changed."""
    if form.is_bound:
        form.data = {**form.data.dict(), "version": str(version)}  # type: ignore[attr-defined]  # posted
