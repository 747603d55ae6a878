"""How a member of staff wants the desk, and the keys it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from recours.desk.forms.preferences import OwnDetailsForm
from recours.desk.requests import DeskRequest
from recours.desk.shell import render
from recours.desk.views.answers import attempted, see
from recours.people.actions import change_own_details

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: DeskRequest) -> HttpResponse:
    """My name, my language, colours and spacing."""
    user = request.user
    first = {"name": user.name, "language": user.language}
    form = OwnDetailsForm(request.POST if request.method == "POST" else None, initial=first)

    def keep() -> None:
        given = form.cleaned_data
        change_own_details(
            actor=request.actor, name=given["name"], language=given["language"], now=request.now
        )

    if form.is_bound and attempted(form, keep):
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your preferences are kept."))
        return see(reverse("desk:preferences"))
    return render(request, "desk/preferences.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def keys(request: DeskRequest) -> HttpResponse:
    """Every key the desk knows."""
    return render(request, "desk/keys.html")
