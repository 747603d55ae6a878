"""The texts that colleagues write with: listed, written, changed, retired."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.complaints import actions
from recours.complaints.selectors import ready_text_for, ready_texts
from recours.complaints.texts import PLACES
from recours.core.localised import said
from recours.core.subjects import Subject
from recours.desk.forms.admin_fields import LANGUAGE_NAMES
from recours.desk.forms.admin_texts import NewTextForm, TextForm
from recours.desk.requests import DeskRequest
from recours.desk.views.admin_pages import attempted, changes, done, for_administrators, page

if TYPE_CHECKING:
    from django.http import HttpResponse

STEP = 10


@require_safe
@for_administrators
def texts(request: DeskRequest) -> HttpResponse:
    """Every text, the retired at the end."""
    language = request.user.language
    lines = [
        {
            "text": row,
            "name": said(row.names, language),
            "begins": said(row.bodies, language),
            "missing": [(code, name) for code, name in LANGUAGE_NAMES.items() if not row.bodies.get(code)],
        }
        for row in ready_texts(request.actor)
    ]
    return page(request, "texts.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def text_new(request: DeskRequest) -> HttpResponse:
    """Write one more text."""
    last = max((row.position for row in ready_texts(request.actor)), default=0)
    form = NewTextForm(request.POST if request.method == "POST" else None, initial={"position": last + STEP})

    def add() -> None:
        actions.add_text(
            actor=request.actor,
            code=form.cleaned_data["code"],
            names=form.said("names"),
            bodies=form.said("bodies"),
            position=form.cleaned_data["position"] or 0,
            now=request.now,
        )

    if form.is_bound and attempted(form, add):
        return done(request, "texts", _("The text is kept. Colleagues can write with it from now on."))
    context = {"form": form, "places": _places()}
    return page(request, "text.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def text(request: DeskRequest, text_id: UUID) -> HttpResponse:
    """One text; a post changes what it says."""
    found = ready_text_for(actor=request.actor, text_id=text_id)
    first = {"names": found.names, "bodies": found.bodies, "position": found.position}
    form = TextForm(request.POST if request.method == "POST" else None, initial=first)

    def change() -> None:
        actions.change_text(
            actor=request.actor,
            text_id=found.pk,
            names=form.said("names"),
            bodies=form.said("bodies"),
            position=form.cleaned_data["position"] or 0,
            now=request.now,
        )

    if form.is_bound and attempted(form, change):
        return done(request, "texts", _("The text is kept. Messages have these words from now on."))
    context = {
        "text": found,
        "name": said(found.names, request.user.language),
        "form": form,
        "places": _places(),
        "changes": changes(request, Subject("text", found.pk)),
    }
    return page(request, "text.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_administrators
def retirement(request: DeskRequest, text_id: UUID) -> HttpResponse:
    """Offer the text no longer."""
    actions.retire_text(actor=request.actor, text_id=text_id, now=request.now)
    return done(request, "texts", _("The text is retired. What was sent with it stays as it was sent."))


def _places() -> list[tuple[str, object]]:
    return [("{" + name + "}", meaning) for name, meaning in PLACES.items()]
