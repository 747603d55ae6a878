"""My work: what waits for whoever is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from recours.complaints.scales import CONCERN_NAMES, Concern
from recours.complaints.selectors import View, alerts_for, queue_for, tasks_for
from recours.core.permissions import Permission
from recours.desk.requests import DeskRequest, holds
from recours.desk.shell import render
from recours.desk.views.notices import shown
from recours.desk.views.queue import line_of
from recours.desk.views.tasks import line_of_task
from recours.people.selectors import notices_for

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

MINE, FREE, NOTICES, TASKS = 15, 8, 3, 5


@require_safe
def my_work(request: DeskRequest) -> HttpResponse:
    """My cases by what is due, what nobody has taken, and what I was told; in a small house its book."""
    if request.office and request.office.small and holds(request.actor, Permission.INTAKE):
        return redirect("desk:book")
    worker = holds(request.actor, Permission.TAKE)
    context = {
        "worker": worker,
        "mine": _lines(request, View.MINE, MINE) if worker else [],
        "free": _lines(request, View.UNOWNED, FREE) if worker else [],
        "alerts": [
            {"alert": alert, "concerns": [CONCERN_NAMES[Concern(code)] for code in alert.concerns]}
            for alert in alerts_for(request.actor)
        ],
        "tasks": [
            line_of_task(request, task)
            for task in tasks_for(actor=request.actor, language=request.user.language, size=TASKS).rows
        ]
        if holds(request.actor, Permission.TASK)
        else [],
        "notices": [
            shown(notice)
            for notice in notices_for(request.staff_id, size=NOTICES).rows
            if notice.seen_at is None
        ],
    }
    return render(request, "desk/home.html", context)


def _lines(request: DeskRequest, view: View, size: int) -> list[dict[str, Any]]:
    page = queue_for(actor=request.actor, view=view, language=request.user.language, size=size)
    return [line_of(line, request.now, request.user.language) for line in page.rows]
