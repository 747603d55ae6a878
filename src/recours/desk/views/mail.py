"""Mail that came: what waits for a person, where each mail went, and what a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.complaints.selectors import references_of
from recours.core.errors import FORBIDDEN, Invalid, Refused
from recours.core.filenames import shown_name
from recours.core.permissions import Permission
from recours.core.text import local_digits
from recours.desk.forms.mail import PlacementForm, TakeForm
from recours.desk.requests import DeskRequest, holds, staff_key
from recours.desk.shell import render
from recours.desk.story import folded
from recours.desk.views.answers import see
from recours.mailroom import actions
from recours.mailroom.selectors import (
    MailLine,
    MailView,
    counts_for,
    enclosure_for,
    mail_for,
    mail_list_for,
    quarantine_for,
    raw_for,
)
from recours.mailroom.states import FATE_NAMES, HELD, REASON_NAMES, RESCUABLE, FateKind
from recours.people.selectors import staff_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django import forms

TONES = {
    FateKind.NEW_CASE: ("good", "tick"),
    FateKind.REPLY: ("good", "tick"),
    FateKind.QUARANTINE: ("warn", "half"),
    FateKind.FAILED: ("bad", "cross"),
    FateKind.WAITING: ("calm", "ring"),
}


@require_safe
def mails(request: DeskRequest) -> HttpResponse:
    """What waits for a person, longest waiting first; or every mail, or those of one fate, newest first."""
    _may_read(request)
    wanted, cursor = request.GET.get("fate", ""), request.GET.get("cursor", "")
    fate = FateKind(wanted) if wanted in set(FateKind) else None
    if wanted and (fate or wanted == "all"):
        page = mail_list_for(actor=request.actor, fate=fate, cursor=cursor)
    else:
        wanted, page = "", quarantine_for(actor=request.actor, cursor=cursor)
    counts = counts_for(actor=request.actor)
    context = {
        "page": page,
        "mails": [_line(line) for line in page.rows],
        "fate": wanted,
        "total": counts.total,
        "held": counts.held,
        "fates": [
            (f.value, FATE_NAMES[f], counts.by_fate[f])
            for f in FateKind
            if f not in HELD and counts.by_fate[f]
        ],
        "query": urlencode({"fate": wanted} if wanted else {}),
    }
    return render(request, "desk/mail.html", context, partial="list")


@require_safe
def mail(request: DeskRequest, mail_id: UUID) -> HttpResponse:
    """One mail in words; what it brought can be taken away, nothing of it is run or loaded."""
    return _show(request, mail_for(actor=request.actor, message_id=mail_id))


def _show(
    request: DeskRequest, found: MailView, *, form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    names = staff_names({key for d in found.decisions if (key := staff_key(d.by))})
    references = references_of(d.case for d in found.decisions if d.case is not None)
    rest = found.text.strip()
    context = {
        "mail": found,
        "line": _line(found.line),
        "words": folded(found.words),
        "whole": folded(rest) if rest != found.words.strip() else None,
        "decisions": [
            {
                "fate": FATE_NAMES[d.fate],
                "reason": REASON_NAMES[d.reason],
                "by": names.get(key, "") if (key := staff_key(d.by)) else _("Recours"),
                "at": d.at,
                "reference": references.get(d.case, "") if d.case else "",
            }
            for d in found.decisions
        ],
        "form": form or PlacementForm(initial={"reference": found.line.reference}),
        "may_decide": found.line.rescuable and holds(request.actor, Permission.MAIL_TAKE),
        "may_discard": found.line.fate in HELD,
    }
    return render(request, "desk/mail_message.html", context, status=status)


@require_safe
def raw(request: DeskRequest, mail_id: UUID) -> HttpResponse:
    """The mail's bytes as they came."""
    return _download(raw_for(actor=request.actor, message_id=mail_id), f"{mail_id}.eml")


@require_safe
def enclosure(request: DeskRequest, mail_id: UUID, number: int) -> HttpResponse:
    """A file that came with the mail."""
    name, content = enclosure_for(actor=request.actor, message_id=mail_id, number=number)
    return _download(content, shown_name(name) or _("file"))


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def release(request: DeskRequest, mail_id: UUID) -> HttpResponse:
    """Make a new case of the mail."""
    return _decided(
        request, mail_id, lambda: actions.release(actor=request.actor, message_id=mail_id, now=request.now)
    )


@require_POST
def placement(request: DeskRequest, mail_id: UUID) -> HttpResponse:
    """Put the mail into a case."""
    found = mail_for(actor=request.actor, message_id=mail_id)
    form = PlacementForm(request.POST)
    if not holds(request.actor, Permission.MAIL_TAKE):
        raise Refused(FORBIDDEN)
    if not form.is_valid():
        return _show(request, found, form=form, status=422)
    reference = form.cleaned_data["reference"]
    return _decided(
        request,
        mail_id,
        lambda: actions.place(actor=request.actor, message_id=mail_id, reference=reference, now=request.now),
    )


def _decided(request: DeskRequest, mail_id: UUID, act: Callable[[], actions.Taken]) -> HttpResponse:
    """Do it, unless it was done before, and go to the case."""
    line = mail_for(actor=request.actor, message_id=mail_id).line
    if not holds(request.actor, Permission.MAIL_TAKE):
        raise Refused(FORBIDDEN)
    reference = line.reference if line.fate not in RESCUABLE else ""
    if not reference:
        taken = act()
        reference = references_of([taken.case]).get(taken.case, "") if taken.case else ""
    messages.success(request, _("The mail is with its case."))
    where = (
        reverse("desk:case", args=[reference]) if reference else reverse("desk:mail_message", args=[mail_id])
    )
    return see(where)


@require_POST
def discard(request: DeskRequest, mail_id: UUID) -> HttpResponse:
    """Put the mail aside; it stays in the list."""
    if mail_for(actor=request.actor, message_id=mail_id).line.fate is not FateKind.DISCARDED:
        actions.discard(actor=request.actor, message_id=mail_id, now=request.now)
    elif not holds(request.actor, Permission.MAIL_TAKE):
        raise Refused(FORBIDDEN)
    messages.success(request, _("The mail is put aside. It stays in the list of all mail."))
    return see(reverse("desk:mail"))


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: DeskRequest) -> HttpResponse:
    """Take in mail that somebody brings as files."""
    if not holds(request.actor, Permission.MAIL_TAKE):
        raise Refused(FORBIDDEN)
    first = {"mailbox": request.office.email if request.office else ""}
    form = TakeForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid() and _taken_in(request, form):
        return see(reverse("desk:mail") + "?fate=all")
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/mail_take.html", {"form": form}, status=status)


def _taken_in(request: DeskRequest, form: TakeForm) -> bool:
    uploads = form.cleaned_data["files"]
    for upload in uploads:
        try:
            actions.take_mail(
                actor=request.actor,
                raw=upload.read(),
                mailbox=form.cleaned_data["mailbox"],
                now=request.now,
                source="desk",
            )
        except Invalid as problem:
            for sentence in problem.sentences().values():
                form.add_error("files", f"{upload.name}: {sentence}")
            return False
    count = len(uploads)
    said = ngettext("%(count)s mail was taken in.", "%(count)s mails were taken in.", count)
    messages.success(request, said % {"count": local_digits(str(count), request.user.language)})
    return True


def _line(line: MailLine) -> dict[str, Any]:
    tone, shape = TONES.get(line.fate, ("plain", "bar"))
    return {
        "it": line,
        "fate": FATE_NAMES[line.fate],
        "reason": REASON_NAMES[line.reason],
        "tone": tone,
        "shape": shape,
    }


def _may_read(request: DeskRequest) -> None:
    if not holds(request.actor, Permission.MAIL_READ):
        raise Refused(FORBIDDEN)
