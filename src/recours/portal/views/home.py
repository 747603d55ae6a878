"""The first page, and how complaints are handled here (ISO 10002:2018, 7.1)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.http import require_safe

from recours.complaints.states import Kind
from recours.deadlines.selectors import promises
from recours.guidance.duties import PARTY_NAMES, STAGE_NAMES
from recours.guidance.selectors import duty_table
from recours.people.selectors import dispute_bodies
from recours.portal.kinds import WORDINGS
from recours.portal.pages import draw, language_of_page, office_of_page
from recours.portal.refusals import told
from recours.reports.blank import blank_form

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


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
        "duties": [
            (
                STAGE_NAMES[v.stage],
                [PARTY_NAMES[p] for p in v.duty.responsible],
                PARTY_NAMES[v.duty.accountable],
            )
            for v in duty_table()
        ],
        "papers": [(code, name, _paper_in(code)) for code, name in settings.LANGUAGES],
    }
    return draw(request, "portal/how.html", context, office=office, now=timezone.now())


@require_safe
@told
def paper(request: HttpRequest) -> HttpResponseBase:
    """The complaint form to print, in the language of the address; drawn in 20 to 70 ms, remembered from then on."""
    language, office = language_of_page(), office_of_page()
    if office is None:
        raise Http404
    content = blank_form(
        office=office,
        promises=promises().sentences(),
        where=settings.SITE_URL + reverse("portal:complain"),
        language=language,
    )
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="complaint-form-{language}.pdf"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, max-age=300"
    return get_conditional_response(request, etag=tag, response=response) or response


def _paper_in(language: str) -> str:
    with override(language):
        return reverse("portal:paper")
