"""Bodies outside to which a complainant can turn; and the mailboxes, as far as they go."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.core.localised import said
from recours.core.subjects import Subject
from recours.desk.forms.admin_units import BodyForm, NewBodyForm
from recours.desk.requests import DeskRequest
from recours.desk.views.admin_pages import attempted, changes, done, for_administrators, page
from recours.people import actions
from recours.people.selectors import dispute_bodies_for, dispute_body_for
from recours.people.selectors import organisation as the_organisation

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
@for_administrators
def bodies(request: DeskRequest) -> HttpResponse:
    """Every outside body, the retired at the end."""
    language = request.user.language
    lines = [
        {"body": body, "name": said(body.names, language), "terms": said(body.terms, language)}
        for body in dispute_bodies_for(request.actor)
    ]
    return page(request, "bodies.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def body_new(request: DeskRequest) -> HttpResponse:
    """Tell complainants of one more body."""
    form = NewBodyForm(request.POST if request.method == "POST" else None)

    def add() -> None:
        actions.add_dispute_body(
            actor=request.actor, code=form.cleaned_data["code"], details=form.details(), now=request.now
        )

    if form.is_bound and attempted(form, add):
        return done(
            request, "outside_bodies", _("The body is added. Complainants are told of it from now on.")
        )
    return page(request, "body.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def body(request: DeskRequest, body_id: UUID) -> HttpResponse:
    """One body; a post changes what is told of it."""
    found = dispute_body_for(request.actor, body_id)
    names = ("names", "terms", "website", "phone", "address")
    first = {name: getattr(found, name) for name in names}
    form = BodyForm(request.POST if request.method == "POST" else None, initial=first)

    def change() -> None:
        actions.change_dispute_body(
            actor=request.actor, body_id=found.pk, details=form.details(), now=request.now
        )

    if form.is_bound and attempted(form, change):
        return done(request, "outside_bodies", _("The body is kept."))
    context = {
        "body": found,
        "name": said(found.names, request.user.language),
        "form": form,
        "changes": changes(request, Subject("dispute_body", found.pk)),
    }
    return page(request, "body.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_administrators
def retirement(request: DeskRequest, body_id: UUID) -> HttpResponse:
    """No longer tell complainants of this body."""
    actions.retire_dispute_body(actor=request.actor, body_id=body_id, now=request.now)
    return done(request, "outside_bodies", _("The body is retired. Letters that named it stay as they are."))


@require_safe
@for_administrators
def mailboxes(request: DeskRequest) -> HttpResponse:
    """How mail comes in and goes out now."""
    context = {
        "shown": the_organisation().email,
        "sender": settings.MAIL_FROM,
        "server": bool(settings.SMTP_URL),
        "folder": settings.MAIL_FOLDER,
    }
    return page(request, "mailboxes.html", context)
