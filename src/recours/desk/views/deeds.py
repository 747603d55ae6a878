"""One view for every deed: what is posted becomes one action, and the case page says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.views.decorators.http import require_POST

from recours.complaints.selectors import case_file
from recours.desk.views.answers import attempted, to_case
from recours.desk.views.case import show_case

if TYPE_CHECKING:
    from django.http import HttpResponse

    from recours.desk.deeds import Deed
    from recours.desk.requests import DeskRequest


def view_of(deed: Deed) -> Callable[[DeskRequest, str], HttpResponse]:
    """The view that a deed is posted to."""

    def done(request: DeskRequest, reference: str) -> HttpResponse:
        found = case_file(
            actor=request.actor, reference=reference, language=request.user.language, now=request.now
        )
        form = deed.form(request.POST, request.FILES, case=found, request=request, auto_id=f"{deed.name}_%s")
        if attempted(form, lambda: deed.act(request, found, form.cleaned_data)):
            return to_case(request, found.complaint.reference, str(deed.done), draft=deed.name)
        return show_case(request, reference, form=form, opened=deed.name, status=422)

    done.__name__ = deed.name
    return require_POST(done)
