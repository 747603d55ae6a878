"""The first page, and how complaints are handled here (ISO 10002:2018, 7.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.views.decorators.http import require_safe

from recours.complaints.states import Kind
from recours.deadlines.selectors import promises
from recours.people.selectors import dispute_bodies
from recours.portal.kinds import WORDINGS
from recours.portal.pages import draw, language_of_page, office_of_page
from recours.portal.refusals import told

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponse


@require_safe
@told
def home(request: HttpRequest) -> HttpResponse:
    """One sentence, two doors, what we promise, and other ways to reach us."""
    context = {"promises": promises(), "wordings": WORDINGS, "kinds": Kind}
    return draw(request, "portal/home.html", context, office=office_of_page(), now=timezone.now())


@require_safe
@told
def how(request: HttpRequest) -> HttpResponse:
    """Where, how and with what to complain, what happens then and by when, and what else can be done."""
    office = office_of_page()
    spoken = office.languages if office else ()
    context = {
        "promises": promises(),
        "bodies": dispute_bodies(language_of_page()),
        "spoken": [(code, name) for code, name in settings.LANGUAGES if code in spoken],
    }
    return draw(request, "portal/how.html", context, office=office, now=timezone.now())
