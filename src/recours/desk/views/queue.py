"""The queue: what is due next, a line for each case."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recours.complaints.scales import PRIORITY_NAMES, Priority
from recours.complaints.selectors import View, queue_for, search_for
from recours.complaints.states import CHANNEL_NAMES, KIND_NAMES, STATE_NAMES, Channel, Kind, State
from recours.core.errors import FORBIDDEN, Refused
from recours.core.permissions import Permission
from recours.core.text import one_line
from recours.desk.clocks import ring_of_line
from recours.desk.marks import STATE_MARKS
from recours.desk.requests import DeskRequest, holds
from recours.desk.shell import render

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from django.http import HttpResponse

    from recours.complaints.selectors import QueueLine

PAGE = 50
URGENT = frozenset({Priority.AT_ONCE, Priority.URGENT})


@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    """The cases of a view, or those that a search finds."""
    if not holds(request.actor, Permission.READ):
        raise Refused(FORBIDDEN)
    words = one_line(request.GET.get("q", ""), 200)
    view = _view(request.GET.get("view", ""))
    language = request.user.language
    cursor = request.GET.get("cursor", "")
    if words:
        page = search_for(actor=request.actor, words=words, language=language, cursor=cursor, size=PAGE)
    else:
        page = queue_for(actor=request.actor, view=view, language=language, cursor=cursor, size=PAGE)
    context = {
        "page": page,
        "lines": [line_of(line, request.now, language) for line in page.rows],
        "view": view.value,
        "title": _("Search results") if words else titles()[view],
        "words": words,
        "words_sought": words,
        "listed": True,
        "query": urlencode({"q": words} if words else {"view": view.value}),
        "owners": words or view not in {View.MINE, View.UNOWNED},
        "dated": view is View.ALL or bool(words),
    }
    return render(request, "desk/queue.html", context, partial="list")


def line_of(line: QueueLine, now: datetime, language: str) -> dict[str, Any]:
    """A case as a line of a table."""
    return {
        "case": line,
        "kind": KIND_NAMES[line.kind],
        "plain": line.kind is Kind.COMPLAINT,
        "language": settings.LANGUAGE_NAMES.get(line.language, line.language),
        "state": STATE_NAMES[line.state],
        "urgent": PRIORITY_NAMES[Priority(line.priority)] if line.priority in URGENT else "",
        "urgency": 5 - line.priority if line.priority else 0,
        "over": line.state is State.CLOSED,
        "state_mark": STATE_MARKS[line.state],
        "channel": CHANNEL_NAMES[Channel(line.channel)],
        "ring": ring_of_line(line, now, language),
    }


def titles() -> dict[View, str]:
    """What each view is called above its list."""
    return {
        View.MINE: _("My cases"),
        View.WATCHED: _("Watched by me"),
        View.UNOWNED: _("Nobody's yet"),
        View.URGENT: _("Urgent"),
        View.REVIEWS: _("Reviews that wait"),
        View.OPEN: _("All open"),
        View.FEEDBACK: _("Feedback"),
        View.ALL: _("All cases"),
    }


def _view(name: str) -> View:
    return View(name) if name in set(View) else View.OPEN
