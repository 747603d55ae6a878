"""What somebody sees after sending: the acknowledgement, the reference, the secret, and what happens next."""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import segno
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from recours.complaints.actions import acknowledge
from recours.complaints.selectors import receipt_of
from recours.complaints.states import Kind, Told
from recours.core.actors import complainant
from recours.core.errors import Refused
from recours.letters.queue import track_address
from recours.people.selectors import dispute_bodies
from recours.portal.cookies import receipt_in
from recours.portal.kinds import WORDINGS
from recours.portal.pages import draw, keep_private, language_of_page, office_of_page
from recours.portal.refusals import told

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponse


@require_safe
@told
def sent(request: HttpRequest) -> HttpResponse:
    """The receipt, for an hour after sending. Seeing it is being told, which meets the clock of the acknowledgement."""
    now = timezone.now()
    complaint_id = receipt_in(request, now)
    receipt = receipt_of(complaint_id) if complaint_id else None
    if receipt is None or complaint_id is None:
        return keep_private(HttpResponseRedirect(reverse("portal:track"), status=303))
    if request.method == "GET":
        _has_seen(complaint_id, now)
    language = language_of_page()
    address = track_address(receipt.reference, language)
    is_complaint = receipt.kind is Kind.COMPLAINT
    context = {
        "receipt": receipt,
        "is_complaint": is_complaint,
        "wording": WORDINGS[receipt.kind],
        "address": address,
        "qr": qr_code(address),
        "bodies": dispute_bodies(language) if is_complaint else [],
    }
    page = keep_private(draw(request, "portal/sent.html", context, office=office_of_page(), now=now))
    page.headers["Referrer-Policy"] = "same-origin"  # the page's form opens the story, see `tracking`
    return page


def _has_seen(complaint_id: UUID, now: datetime) -> None:
    with contextlib.suppress(Refused):  # told before: the page was loaded again, or the letter was quicker
        acknowledge(actor=complainant(complaint_id), complaint_id=complaint_id, how=Told.PAGE, now=now)


def qr_code(address: str) -> SafeString:
    """The address as a QR code in SVG without any style. It leads to the tracking page; the secret is never in it."""
    drawing = segno.make(address, error="m", micro=False).svg_inline(border=1, omitsize=True, lineclass=None)
    return mark_safe(drawing.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S308 - drawn by segno from an address of ours
