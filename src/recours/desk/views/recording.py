"""Recording what somebody tells us: the form, the reading back, and what to tell them afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from recours.complaints.actions import intake
from recours.complaints.errors import KEY_REUSED
from recours.complaints.selectors import case_file, choices, receipt_of
from recours.complaints.states import KIND_NAMES, Channel, Kind, Move, State, Told
from recours.complaints.submission import Consent, check_submission
from recours.core.errors import FORBIDDEN, Invalid, NotFound, Refused
from recours.core.keys import new_key
from recours.core.permissions import Permission
from recours.desk.forms.recording import CONSENT_WORDS, RecordForm
from recours.desk.requests import DeskRequest, holds
from recours.desk.shell import render
from recours.desk.story import folded, is_acknowledgement
from recours.desk.views.answers import see
from recours.letters.recipients import Channel as LetterChannel

if TYPE_CHECKING:
    from django.http import HttpResponse

    from recours.complaints.submission import Receipt

IN_PRESENCE = {Channel.PHONE: Told.PHONE, Channel.IN_PERSON: Told.IN_PERSON}
"""The channels in which the complainant listens while the case is recorded, and how they are told."""


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: DeskRequest) -> HttpResponse:
    """The form; then everything read back; then the case. The steps hand everything on in the form itself."""
    if not holds(request.actor, Permission.INTAKE):
        raise Refused(FORBIDDEN)
    form = _form(request)
    if not form.is_bound:
        return _ask(request, form)
    step = request.POST.get("step", "review")
    whole = form.is_valid()
    if step == "change":
        return _ask(request, form, again=False)
    if whole and step == "record":
        given = _recorded(request, form)
        if given is not None:
            where = reverse("desk:recorded", args=[given.reference])
            messages.success(
                request, _("The case is recorded."), extra_tags=f"{reverse('desk:record')}:record"
            )
            return see(where)
    elif whole and _is_takeable(request, form):
        return _read_back(request, form)
    return _ask(request, form, status=422)


def _form(request: DeskRequest) -> RecordForm:
    language = request.user.language
    offered = {
        "products": choices(tree="product", language=language),
        "problems": choices(tree="problem", language=language),
    }
    if request.method == "POST":
        return RecordForm(request.POST, request.FILES, **offered)
    first = {
        "kind": Kind.COMPLAINT.value,
        "channel": Channel.PHONE.value,
        "language": request.office.language if request.office else settings.LANGUAGE_CODE,
        "consents": [Consent.CONTACT.value],
        "remedy_wanted": "",
    }
    return RecordForm(initial=first, **offered)


def _is_takeable(request: DeskRequest, form: RecordForm) -> bool:
    """Whether the domain would take it, asked before it is read back, so that nothing is read back in vain."""
    try:
        check_submission(form.submission(request.now), request.now)
    except Invalid as problem:
        form.take(problem)
        return False
    return True


def _recorded(request: DeskRequest, form: RecordForm) -> Receipt | None:
    try:
        return intake(
            actor=request.actor,
            submission=form.submission(request.now),
            key=f"desk:{request.staff_id}:{form.cleaned_data['key']}",
            now=request.now,
        )
    except Invalid as problem:
        form.take(problem)
    except Refused as problem:
        # The words must not be lost over a unit that is not the clerk's, or over a form sent before: they stay.
        form.add_error(None, _renewed(form) if problem.code == KEY_REUSED.code else problem.sentence)
    return None


def _renewed(form: RecordForm) -> str:
    """Give the form a key of its own again, and say why."""
    again = cast(QueryDict, form.data).copy()
    again["key"] = str(new_key())
    form.data = again
    return _(
        "This form was sent before, with other words. Look at the case it made; if this is another one, send it again."
    )


def _ask(request: DeskRequest, form: RecordForm, *, again: bool = True, status: int = 200) -> HttpResponse:
    open_parts = {
        "representative": any(
            form[name].value() for name in form.fields if name.startswith("representative_")
        ),
    }
    context = {"form": form, "show_errors": again, "open_parts": open_parts}
    return render(request, "desk/record.html", context, status=status)


def _read_back(request: DeskRequest, form: RecordForm) -> HttpResponse:
    submission = form.submission(request.now)
    context = {
        "form": form,
        "hidden": _hidden(form),
        "submission": submission,
        "words": folded(submission.words),
        "kind": KIND_NAMES[submission.kind],
        "language_name": settings.LANGUAGE_NAMES[submission.language],
        "listens": submission.channel in IN_PRESENCE,
        "facts": _facts(form),
        "agreed": [CONSENT_WORDS[Consent(code)] for code in form.cleaned_data["consents"]],
    }
    return render(request, "desk/record_review.html", context)


def _hidden(form: RecordForm) -> list[tuple[str, str]]:
    """Everything that was typed, as it was typed, to be handed on."""
    carried = [
        (name, value)
        for name in form.fields
        if name not in {"files", "kept_files"}
        for value in (form.data.getlist(name) if hasattr(form.data, "getlist") else [])
    ]
    return [*carried, *(("kept_files", token) for token, _file in form.kept)]


_TOLD_APART = {"key", "files", "kept_files", "words", "kind", "language", "consents", "representative_name"}


def _facts(form: RecordForm) -> list[tuple[str, str]]:
    """Label and value of everything else that was filled in, choices by their names."""
    found = []
    for bound in form:
        if bound.name in _TOLD_APART or bound.is_hidden:
            continue
        value: Any = form.cleaned_data.get(bound.name)
        names = dict(getattr(bound.field, "choices", ()))
        if bound.name == "anonymous":
            value = _("Yes") if value else ""
        elif names:
            value = str(names.get(value, "")).strip() if value else ""
        elif not isinstance(value, str):
            value = form[bound.name].value() if value else ""
        if value:
            found.append((str(bound.label), str(value)))
    return found


@require_safe
def recorded(request: DeskRequest, reference: str) -> HttpResponse:
    """The reference in large, and what to tell the complainant, in their language; the secret is never shown to staff."""
    found = case_file(actor=request.actor, reference=reference, language=request.user.language)
    given = receipt_of(found.complaint.pk)
    if given is None:
        raise NotFound
    letter = next((x for x in found.letters if is_acknowledgement(x)), None)
    told = found.acknowledgement
    how = IN_PRESENCE.get(Channel(found.complaint.channel))
    context = {
        "case": found,
        "complaint": found.complaint,
        "handler": given.handler,
        "answer_by": given.answer_by,
        "letter": letter,
        "by_phone": letter is not None and letter.channel is LetterChannel.PHONE,
        "by_post": letter is not None and letter.channel is LetterChannel.POST,
        "by_email": letter is not None and letter.channel is LetterChannel.EMAIL,
        "is_told": bool(told and told.told_at),
        "tell": how.value if how and Move.ACKNOWLEDGE in found.moves else "",
        "is_new": found.complaint.state == State.RECEIVED.value,
        "is_complaint": found.complaint.kind == Kind.COMPLAINT.value,
    }
    return render(request, "desk/recorded.html", context)
