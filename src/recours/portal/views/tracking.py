"""Following a case: reference and secret open its story, and a message goes into it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.complaints.actions import receive_message
from recours.complaints.errors import NOTHING_SAID, TRACKING_UNKNOWN
from recours.complaints.selectors import Story, file_of_story, open_story, story_of
from recours.complaints.states import Channel, Kind, State
from recours.core.actors import complainant
from recours.core.errors import Invalid, NotFound
from recours.core.filestore import open_file
from recours.core.text import says_something
from recours.people.selectors import dispute_bodies
from recours.portal import cookies
from recours.portal.drafts import TOO_BIG, Uploads, read_uploads
from recours.portal.forms import MessageForm, TrackForm, words_of
from recours.portal.limits import count_failed_try, may_try, seconds_left
from recours.portal.pages import draw, keep_private, language_of_page, office_of_page
from recours.portal.path import path_of
from recours.portal.refusals import told
from recours.portal.tokens import issue_form_token, read_form_token
from recours.portal.views.complaining import too_big
from recours.portal.written import written_in
from recours.ui.sources import source_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponse, HttpResponseBase


@require_http_methods(["GET", "HEAD", "POST"])
@told
def track(request: HttpRequest) -> HttpResponse:
    """Ask for reference and secret; the two together open the story. What was wrong of the two is never said."""
    now = timezone.now()
    if request.method != "POST":
        form = TrackForm(reference=request.GET.get("reference", "")[:40])
        return _ask(request, form, now, opened=cookies.case_in(request, now) is not None)
    source = source_of(request)
    form = TrackForm(words_of(request.POST.dict()))
    form.is_valid()
    if not may_try(source, now):
        return _ask(request, form, now, status=429, wait=seconds_left(now))
    try:
        case = open_story(reference=form.cleaned_data["reference"], secret=form.cleaned_data["secret"])
    except NotFound:
        count_failed_try(source, now)
        form.add_error("reference", str(TRACKING_UNKNOWN.sentence))
        return _ask(request, form, now, status=422)
    story = story_of(case, language=language_of_page())
    response = HttpResponseRedirect(reverse("portal:story"), status=303)
    cookies.open_case(response, case, story.generation, now)
    return keep_private(response)


@require_safe
@told
def story(request: HttpRequest) -> HttpResponse:
    """The story of the case that this browser has opened."""
    now = timezone.now()
    opened = opened_by(request, now)
    if opened is None:
        return closed(request)
    return _tell(request, opened, now, MessageForm(about=opened.complaint.reference), Uploads())


# The form's token is signed for the one case that this browser has opened, which is more than a CSRF token says; and
# a refusal by the middleware would throw away what was written.
@csrf_exempt
@require_POST
@told
def write(request: HttpRequest) -> HttpResponse:
    """Take a message into the case, or show again what was written, with what is missing."""
    now = timezone.now()
    opened = opened_by(request, now)
    try:
        posted = words_of(request.POST.dict())
        if opened is None:
            return _ask(request, TrackForm(), now, status=403, words=posted.get("words", ""))
        uploads = read_uploads(request, source_of(request), now)
    except TOO_BIG:
        return too_big(request, now)
    form = MessageForm(posted, about=opened.complaint.reference)
    token = read_form_token(posted.get("token", ""), now, opened.complaint.pk.hex)
    form.judged = not posted.get("remove")
    form.is_valid()
    for sentence in uploads.refused:
        form.add_error("files", sentence)
    if not form.judged:
        return _tell(request, opened, now, form, uploads)
    if not says_something(form.cleaned_data.get("words", "")) and not uploads.kept:
        form.add_error("words", str(NOTHING_SAID.sentence))
    if token is None:
        form.add_error(None, _("This page had been open for long. Please send your message once more."))
    if form.errors or token is None:
        return _tell(request, opened, now, form, uploads, status=422)
    try:
        receive_message(
            actor=complainant(opened.opened),
            complaint_id=opened.opened,
            words=form.cleaned_data["words"],
            files=uploads.files,
            channel=Channel.WEB_FORM,
            key=token.intake_key,
            now=now,
        )
    except Invalid as problem:
        form.complain_of(problem.sentences())
        return _tell(request, opened, now, form, uploads, status=422)
    messages.success(request, _("Thank you. Your message is with us."))
    response = HttpResponseRedirect(reverse("portal:story") + "?sent=1#message", status=303)
    return keep_private(response)


@require_safe
@told
def file(request: HttpRequest, attachment_id: UUID) -> HttpResponseBase:
    """A file of the case that this browser has opened, always as a download."""
    opened = cookies.case_in(request, timezone.now())
    if opened is None:
        return closed(request)
    found = file_of_story(opened[0], attachment_id)
    response = FileResponse(
        open_file(found.key), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@csrf_exempt  # nothing is lost when somebody else closes the page
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the case on this device."""
    response = HttpResponseRedirect(reverse("portal:home") + "?closed=1", status=303)
    cookies.close_all(response)
    messages.success(
        request, _("The page is closed. Nobody can open it here without your reference and secret.")
    )
    return keep_private(response)


def opened_by(request: HttpRequest, now: datetime) -> Story | None:
    """The story that this browser may see: its cookie is young enough and made with the secret that holds now."""
    case = cookies.case_in(request, now)
    if case is None:
        return None
    try:
        found = story_of(case[0], language=language_of_page())
    except NotFound:
        return None
    return found if found.generation == case[1] else None


def closed(request: HttpRequest) -> HttpResponse:
    """Back to where reference and secret are asked for."""
    messages.info(request, _("Please enter your reference and your secret."))
    return keep_private(HttpResponseRedirect(reverse("portal:track"), status=303))


def _ask(
    request: HttpRequest,
    form: TrackForm,
    now: datetime,
    *,
    status: int = 200,
    wait: int = 0,
    words: str = "",
    opened: bool = False,
) -> HttpResponse:
    context = {"form": form, "minutes": -(-wait // 60), "words": words, "opened": opened}
    response = draw(request, "portal/track.html", context, office=office_of_page(), now=now, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    # Not "no-referrer": the browser would then send this page's form without an origin, and it would be refused.
    keep_private(response).headers["Referrer-Policy"] = "same-origin"
    return response


def _tell(
    request: HttpRequest, opened: Story, now: datetime, form: MessageForm, uploads: Uploads, status: int = 200
) -> HttpResponse:
    case = opened.complaint
    language = language_of_page()
    is_closed = case.state == State.CLOSED.value
    is_complaint = case.kind == Kind.COMPLAINT.value
    below: dict[UUID | None, list[object]] = {}
    for attachment in opened.attachments:
        below.setdefault(attachment.message_id, []).append(attachment)
    context = {
        "story": opened,
        "case": case,
        "closed": is_closed,
        "asked": opened.wait if opened.wait and opened.wait.message_id else None,
        "sayings": [each.value for each in opened.moves],
        "steps": path_of(opened, now),
        "written": written_in(opened, below),
        "first_files": [
            each for each in opened.attachments if each.message_id is None and each.complaint_id == case.pk
        ],
        "joined": [
            (each, [f for f in opened.attachments if f.message_id is None and f.complaint_id == each.pk])
            for each in opened.joined
        ],
        "bodies": dispute_bodies(language) if is_complaint else [],
        "is_complaint": is_complaint,
        "form": form,
        "uploads": uploads,
        "token": issue_form_token(now, case.pk.hex).text,
    }
    page = draw(request, "portal/story.html", context, office=office_of_page(), now=now, status=status)
    cookies.open_case(page, opened.opened, opened.generation, now)
    return keep_private(page)
