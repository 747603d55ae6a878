"""What a member of staff was told, and that they saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from recours.core.subjects import Subject
from recours.desk.requests import DeskRequest
from recours.desk.shell import render
from recours.desk.views.answers import see
from recours.people.actions import see_notices
from recours.people.notices import say
from recours.people.selectors import notice_for, notices_for

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from recours.people.selectors import Notice


def shown(notice: Notice) -> dict[str, Any]:
    """A notice as a line."""
    before, reference, after = say(notice.code, notice.reference).partition(notice.reference or "\0")
    return {
        "id": notice.pk,
        "before": before,
        "reference": reference,
        "after": after,
        "at": notice.at,
        "unseen": notice.seen_at is None,
    }


@require_safe
def notices(request: DeskRequest) -> HttpResponse:
    """Everything I was told, the latest first."""
    page = notices_for(request.staff_id, cursor=request.GET.get("cursor", ""))
    context = {"page": page, "notices": [shown(notice) for notice in page.rows]}
    return render(request, "desk/notices.html", context)


@require_safe
def notice(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    """The way from a notice to what it is about; on the way it is marked as seen, with all others about the same."""
    found = notice_for(request.staff_id, notice_id)
    if found.seen_at is None:
        about = Subject(found.subject_kind, found.subject_id)
        see_notices(actor=request.actor, now=request.now, about=about)
    if found.subject_kind == "task":
        return see(reverse("desk:task", args=[found.subject_id]))
    if found.reference:
        return see(reverse("desk:case", args=[found.reference]))
    return see(reverse("desk:notices"))


@require_POST
def seen(request: DeskRequest) -> HttpResponse:
    """Mark all notices as seen."""
    if see_notices(actor=request.actor, now=request.now):
        messages.success(request, _("All notices are marked as seen."))
    return see(reverse("desk:notices"))
