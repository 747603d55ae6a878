"""Taking back a link between two cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recours.complaints.actions import unlink
from recours.complaints.selectors import complaint_for
from recours.desk.views.answers import to_case

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from recours.desk.requests import DeskRequest


@require_POST
def unlinking(request: DeskRequest, reference: str, relation_id: UUID) -> HttpResponse:
    """End the link."""
    case = complaint_for(actor=request.actor, reference=reference)
    unlink(actor=request.actor, complaint_id=case.pk, relation_id=relation_id, now=request.now)
    return to_case(request, case.reference, _("The link is removed."))
