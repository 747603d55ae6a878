"""The trail for those who audit: what happened, whether it still holds, and a copy to take away."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from recours.complaints.selectors import complaint_for, references_of
from recours.complaints.selectors.catalogue import category_names
from recours.core.errors import FORBIDDEN, NotFound, Refused
from recours.core.permissions import Permission, may
from recours.core.subjects import Subject
from recours.desk.forms.trail import SoughtForm
from recours.desk.requests import DeskRequest
from recours.desk.shell import render
from recours.desk.views.answers import see
from recours.jobs.subjects import expected_subjects
from recours.people.selectors import staff_names
from recours.trail.checkpoints import newest
from recours.trail.export import export_trail
from recours.trail.reading import say
from recours.trail.selectors import Sought, is_long, latest_for
from recours.trail.verification import verify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from recours.trail.reading import Recorded

PAGE = 50
SHOWN_FINDINGS = 100


@require_safe
def trail(request: DeskRequest) -> HttpResponse:
    """The latest events, or those that were sought."""
    if not may(request.actor, Permission.TRAIL_READ):
        raise Refused(FORBIDDEN)
    form = SoughtForm(request.GET)
    sought = _sought(request, form) if form.is_valid() else Sought()
    page = latest_for(request.actor, sought=sought, cursor=request.GET.get("cursor", ""), size=PAGE)
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "form": form,
        "page": page,
        "lines": _lines(page.rows, request.user.language),
        "query": urlencode(asked),
        "asked": bool(asked),
        "newest": newest(),
        "may_export": may(request.actor, Permission.TRAIL_EXPORT),
    }
    return render(request, "desk/trail.html", context, partial="list")


@require_POST
def verification(request: DeskRequest) -> HttpResponse:
    """Judge the whole trail now, and say what was found."""
    if not may(request.actor, Permission.TRAIL_READ):
        raise Refused(FORBIDDEN)
    if is_long():
        messages.info(
            request, _("The trail is too long for a page. On the server, “recours trail verify” checks it.")
        )
        return see(reverse("desk:trail"))
    verdict = verify(expected=expected_subjects())
    context = {
        "verdict": verdict,
        "findings": [finding.sentence for finding in verdict.findings[:SHOWN_FINDINGS]],
        "found": sum(verdict.counts.values()),
        "may_export": may(request.actor, Permission.TRAIL_EXPORT),
    }
    return render(request, "desk/trail_verdict.html", context)


@require_POST
def copy(request: DeskRequest) -> HttpResponseBase:
    """The whole trail as a file that can be verified without this system; that somebody took it is on the trail."""
    if not may(request.actor, Permission.TRAIL_EXPORT):
        raise Refused(FORBIDDEN)
    if is_long():
        messages.info(
            request, _("The trail is too long for a page. On the server, “recours trail export” copies it.")
        )
        return see(reverse("desk:trail"))
    folder = Path(tempfile.mkdtemp(prefix="recours-trail-"))
    try:
        made = export_trail(
            actor=request.actor, path=folder / "trail.jsonl", now=request.now, expected=expected_subjects()
        )
        opened = made.path.open("rb")
    finally:
        shutil.rmtree(folder)  # the open file outlives its name
    name = f"trail-{timezone.localtime(request.now):%Y-%m-%d}.jsonl"
    return FileResponse(opened, as_attachment=True, filename=name, content_type="application/jsonl")


def _sought(request: DeskRequest, form: SoughtForm) -> Sought:
    given = form.cleaned_data
    about = None
    if given["reference"]:
        try:
            about = Subject("complaint", complaint_for(actor=request.actor, reference=given["reference"]).pk)
        except NotFound as unknown:
            form.add_error("reference", unknown.sentence)
    until = given["until"] + timedelta(days=1) if given["until"] else None
    return Sought(about=about, kind=given["kind"], since=_midnight(given["since"]), until=_midnight(until))


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def _lines(events: Sequence[Recorded], language: str) -> list[dict[str, Any]]:
    keys: set[UUID] = set()
    for event in events:
        keys |= event.keys()
    names = {**staff_names(keys), **category_names(keys, language)} if keys else {}
    references = references_of(event.about.id for event in events if event.about.kind == "complaint")
    return [
        {
            "at": event.occurred_at,
            "who": event.who(names),
            "sentence": say(event, names),
            "reference": references.get(event.about.id, ""),
            "code": event.kind,
        }
        for event in events
    ]
