"""The form, its review, and the submission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from recours.complaints.actions import intake
from recours.complaints.errors import KEY_REUSED, NOTHING_SAID
from recours.complaints.selectors import check_submission, choices
from recours.complaints.states import Kind
from recours.core.actors import complainant
from recours.core.errors import Invalid, Refused
from recours.core.keys import new_key
from recours.core.text import says_something
from recours.portal import cookies
from recours.portal.drafts import TOO_BIG, Uploads, read_uploads
from recours.portal.entries import answers_of, can_be_reached, submission_of
from recours.portal.forms import TRAP, ComplaintForm, words_of
from recours.portal.kinds import WORDINGS, kind_of
from recours.portal.limits import SPAN_SECONDS, may_send
from recours.portal.pages import draw, language_of_page, office_of_page
from recours.portal.proof import challenge_of, is_proof
from recours.portal.refusals import told
from recours.portal.tokens import FormToken, issue_form_token, read_form_token
from recours.ui.sources import source_of

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from recours.complaints.selectors.catalogue import Choice
    from recours.complaints.submission import Submission
    from recours.people.selectors import Brand

REVIEW, SEND, EDIT = "review", "send", "edit"


@dataclass(slots=True)
class Draft:
    """What came with one submission, and what is shown again if it is not taken."""

    kind: Kind
    token: FormToken
    form: ComplaintForm
    uploads: Uploads
    proof: str
    source: str
    notice: str = ""


# No cookie speaks for the sender here, so there is nothing to forge: the form's own signed token makes it count once.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@told
def complain(request: HttpRequest) -> HttpResponse:
    """The empty form, or what came of sending it."""
    now = timezone.now()
    if request.method != "POST":
        return _empty(request, now)
    try:
        posted = words_of(request.POST.dict())
        uploads = read_uploads(request, source_of(request), now)
    except TOO_BIG:
        return too_big(request, now)
    return _answer(request, posted, uploads, now)


def _empty(request: HttpRequest, now: datetime) -> HttpResponse:
    """The form before anything is written."""
    language, office = language_of_page(), office_of_page()
    products = tuple(choices(tree="product", language=language))
    token = issue_form_token(now)
    if request.COOKIES or request.META.get("QUERY_STRING"):
        kind = kind_of(request.GET.get("kind", ""))
        context = {
            **_surroundings(kind, token, ""),
            "notice": "again" if cookies.receipt_in(request, now) else "",
            "fields": _empty_fields(language, kind, products, _spoken(office), now.date()),
        }
        response = draw(request, "portal/complain.html", context, office=office, now=now)
    else:
        response = HttpResponse(_with_token(_first_page(language, office, products, now.date()), token))
    response.headers["Cache-Control"] = "no-cache, private"
    if not cookies.keeps_cookies(request):
        cookies.mark(response)
    return response


_STAND_IN = FormToken(new_key(), str(new_key()))


@lru_cache(maxsize=16)
def _first_page(language: str, office: Brand | None, products: tuple[Choice, ...], today: date) -> str:
    """The page as everybody sees it who comes for the first time: drawn once, for a visitor of whom nothing is known."""
    visitor = HttpRequest()
    visitor.path = visitor.path_info = reverse("portal:complain")
    visitor.resolver_match = resolve(visitor.path)
    kind = kind_of("")
    context = {
        **_surroundings(kind, _STAND_IN, ""),
        "organisation": office,
        "fields": _empty_fields(language, kind, products, _spoken(office), today),
    }
    return render_to_string("portal/complain.html", context, visitor)


def _with_token(page: str, token: FormToken) -> str:
    """The page drawn with the stand-in, now with a token and a challenge of its own."""
    before, after = challenge_of(_STAND_IN), challenge_of(token)
    page = page.replace(_STAND_IN.text, token.text).replace(before.salt, after.salt)
    return page.replace(before.challenge, after.challenge)


@lru_cache(maxsize=64)
def _empty_fields(
    language: str, kind: Kind, products: tuple[Choice, ...], languages: tuple[str, ...], today: date
) -> SafeString:
    """The fields are the same for everybody and drawn once."""
    form = ComplaintForm(kind=kind)
    form.offer(products, languages, today)
    return render_to_string("portal/complain_fields.html", {"form": form})


def _spoken(office: Brand | None) -> tuple[str, ...]:
    return office.languages if office else ()


def _surroundings(kind: Kind, token: FormToken, proof: str) -> dict[str, Any]:
    proved = is_proof(proof, token)
    return {
        "kind": kind,
        "wording": WORDINGS[kind],
        "token": token.text,
        "proof": proof if proved else "",
        "challenge": None if proved else challenge_of(token),
        "trap": TRAP,
    }


def _answer(request: HttpRequest, posted: dict[str, str], uploads: Uploads, now: datetime) -> HttpResponse:
    """What becomes of a submission: the form again, its review, or the receipt."""
    kind = kind_of(posted.get("kind", ""))
    token = read_form_token(posted.get("token", ""), now)
    draft = Draft(
        kind,
        token or issue_form_token(now),
        ComplaintForm(posted, kind=kind),
        uploads,
        posted.get("proof", ""),
        source_of(request),
    )
    step = posted.get("step", SEND)
    if step == EDIT or posted.get("remove"):
        draft.form.judged = False
        for sentence in uploads.refused:
            draft.form.add_error("files", sentence)
        return _again(request, draft, now, status=200)
    submission = _judge(draft, now)
    if submission is None or posted.get(TRAP):
        if posted.get(TRAP):
            draft.notice = "trap"
        return _again(request, draft, now, status=422)
    if token is None:
        draft.notice = "old"
        return _again(request, draft, now, status=422)
    if step == REVIEW:
        return _review(request, draft, submission, now)
    return _send(request, draft, submission, now)


def _judge(draft: Draft, now: datetime) -> Submission | None:
    """The submission if it can be taken; else the form knows why not."""
    form = draft.form
    form.is_valid()
    for sentence in draft.uploads.refused:
        form.add_error("files", sentence)
    if not says_something(form.cleaned_data.get("words", "")) and not draft.uploads.kept:
        form.add_error("words", str(NOTHING_SAID.sentence))
    if form.errors:
        return None
    submission = submission_of(
        form.cleaned_data,
        kind=draft.kind,
        language=language_of_page(),
        files=draft.uploads.files,
        source=draft.source,
    )
    try:
        check_submission(submission, now)
    except Invalid as problem:
        form.complain_of(problem.sentences())
        return None
    return submission


def _send(request: HttpRequest, draft: Draft, submission: Submission, now: datetime) -> HttpResponse:
    if not may_send(draft.source, proved=is_proof(draft.proof, draft.token), now=now):
        draft.notice = "wait"
        response = _again(request, draft, now, status=429)
        response.headers["Retry-After"] = str(SPAN_SECONDS)
        return response
    try:
        receipt = intake(actor=complainant(), submission=submission, key=draft.token.intake_key, now=now)
    except Invalid as problem:
        draft.form.complain_of(problem.sentences())
        return _again(request, draft, now, status=422)
    except Refused as problem:
        if problem.code != KEY_REUSED.code:
            raise
        draft.token, draft.proof, draft.notice = issue_form_token(now), "", "sent"
        return _again(request, draft, now, status=409)
    address = reverse("portal:sent")
    if not cookies.keeps_cookies(request):
        address += "?" + urlencode({"receipt": cookies.receipt_address(receipt.complaint_id, now)})
    response = HttpResponseRedirect(address, status=303)
    cookies.give_receipt(response, receipt.complaint_id, now)
    return response


def _again(request: HttpRequest, draft: Draft, now: datetime, *, status: int) -> HttpResponse:
    """The form as it was filled in, with what is to be said about it; nothing is lost."""
    office, form = office_of_page(), draft.form
    form.offer(choices(tree="product", language=language_of_page()), _spoken(office), now.date())
    context = {
        **_surroundings(draft.kind, draft.token, draft.proof),
        "form": form,
        "notice": draft.notice,
        "fields": render_to_string("portal/complain_fields.html", {"form": form, "uploads": draft.uploads}),
    }
    response = draw(request, "portal/complain.html", context, office=office, now=now, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _review(request: HttpRequest, draft: Draft, submission: Submission, now: datetime) -> HttpResponse:
    """Everything once more before it leaves."""
    office = office_of_page()
    draft.form.offer(choices(tree="product", language=language_of_page()), _spoken(office), now.date())
    context = {
        **_surroundings(draft.kind, draft.token, draft.proof),
        "parts": answers_of(draft.form),
        "hidden": [(n, v) for n, v in draft.form.data.items() if n in draft.form.fields and v],
        "uploads": draft.uploads,
        "reachable": can_be_reached(submission),
        "anonymous": submission.anonymous,
    }
    response = draw(request, "portal/review.html", context, office=office, now=now)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def too_big(request: HttpRequest, now: datetime) -> HttpResponse:
    """More than can be read at once; what was typed is still in the browser."""
    return draw(
        request,
        "portal/refused.html",
        {
            "heading": _("This was too much at once"),
            "sentences": [
                _(
                    "At one time we can take about 100,000 letters and 10 files of up to 10 MB each. Go back with your browser: what you wrote is still there. Send a part of it now, and the rest later on the page where you follow your complaint."
                )
            ],
        },
        office=office_of_page(),
        now=now,
        status=413,
    )
