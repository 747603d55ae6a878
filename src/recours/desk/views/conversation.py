"""What is said: messages to the complainant, what they said, notes for colleagues, files."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recours.complaints import actions
from recours.complaints.drafting import DraftKind
from recours.complaints.selectors import complaint_for, filled_text
from recours.complaints.states import Channel, Move
from recours.core.errors import NotFound
from recours.core.text import one_line
from recours.desk.forms.writing import AttachForm, NoteForm, ReceivedForm, WriteForm
from recours.desk.requests import DeskRequest, key_or_none
from recours.desk.views.answers import attempted, to_case
from recours.desk.views.case import show_case


@require_POST
def messages_written(request: DeskRequest, reference: str) -> HttpResponse:
    """Write to the complainant."""
    found = complaint_for(actor=request.actor, reference=reference)
    if "insert" in request.POST:
        form = with_text(request, found)
        return show_case(request, found.reference, form=form, opened=Move.WRITE.value)
    form = WriteForm(request.POST, request.FILES, auto_id="write_%s")

    def send() -> None:
        actions.write(
            actor=request.actor,
            complaint_id=found.pk,
            words=form.cleaned_data["words"],
            files=form.cleaned_data["files"],
            key=str(form.cleaned_data["key"]),
            now=request.now,
        )

    if attempted(form, send):
        return to_case(request, found.reference, _("Your message is on its way."), draft="write")
    return show_case(request, found.reference, form=form, opened=Move.WRITE.value, status=422)


def with_text(request: DeskRequest, found: Any) -> WriteForm:
    """What was typed with the chosen text after it; nothing is sent. Without a choice there is only the list to choose from."""
    chosen = key_or_none(request.POST.get("text", ""))
    filled = (
        filled_text(actor=request.actor, complaint=found, text_id=chosen, now=request.now) if chosen else None
    )
    typed = request.POST.copy()
    typed["words"] = "\n\n".join(
        part for part in (typed.get("words", "").strip(), filled.words if filled else "") if part
    )
    form = WriteForm(typed, request.FILES, auto_id="write_%s", asks_for_words=False)
    form.inserted = filled
    form.full_clean()
    return form


@require_POST
def messages_received(request: DeskRequest, reference: str) -> HttpResponse:
    """Record what the complainant said on the phone, in a letter or in person."""
    found = complaint_for(actor=request.actor, reference=reference)
    form = ReceivedForm(request.POST, request.FILES, auto_id="receive_message_%s")

    def keep() -> None:
        actions.receive_message(
            actor=request.actor,
            complaint_id=found.pk,
            words=form.cleaned_data["words"],
            files=form.cleaned_data["files"],
            channel=Channel(form.cleaned_data["channel"]),
            key=str(form.cleaned_data["key"]),
            now=request.now,
        )

    if attempted(form, keep):
        return to_case(request, found.reference, _("What they said is on record."), draft="received")
    return show_case(request, found.reference, form=form, opened=Move.RECEIVE_MESSAGE.value, status=422)


@require_POST
def notes(request: DeskRequest, reference: str) -> HttpResponse:
    """Write a note for colleagues."""
    found = complaint_for(actor=request.actor, reference=reference)
    if "insert" in request.POST:
        return show_case(request, found.reference, form=with_name(request), opened=Move.NOTE.value)
    form = NoteForm(request.POST, auto_id="note_%s")

    def keep() -> None:
        actions.note(
            actor=request.actor,
            complaint_id=found.pk,
            words=form.cleaned_data["words"],
            key=str(form.cleaned_data["key"]),
            now=request.now,
        )

    if attempted(form, keep):
        return to_case(request, found.reference, _("Your note is kept."), draft="note")
    return show_case(request, found.reference, form=form, opened=Move.NOTE.value, status=422)


def with_name(request: DeskRequest) -> NoteForm:
    """What was typed with the chosen colleague called behind it; nothing is kept. Without a choice there is only the list."""
    typed = request.POST.copy()
    name = one_line(typed.get("whom", ""), 200)
    typed["words"] = " ".join(part for part in (typed.get("words", ""), f"@{name} " if name else "") if part)
    form = NoteForm(typed, auto_id="note_%s")
    form.fields["words"].required = False
    form.full_clean()
    return form


@require_POST
def draft(request: DeskRequest, reference: str, kind: str) -> HttpResponse:
    """Keep what is being written, or throw it away; a browser that keeps it by itself gets no page."""
    found = complaint_for(actor=request.actor, reference=reference)
    if kind not in set(DraftKind):
        raise NotFound
    form = DraftKind(kind)
    if "discard" in request.POST:
        actions.drop_draft(actor=request.actor, complaint_id=found.pk, kind=form, now=request.now)
        return to_case(request, found.reference, _("The draft is thrown away."), draft=kind)
    actions.keep_draft(
        actor=request.actor,
        complaint_id=found.pk,
        kind=form,
        words=request.POST.get("words", ""),
        key=str(key_or_none(request.POST.get("key", "")) or ""),
        now=request.now,
    )
    if "quietly" in request.POST:
        return HttpResponse(status=204)
    sentence = (
        _("Your words are kept as a draft; the files are not. Add them when you send it.")
        if request.FILES
        else _("Your draft is kept. Nobody else reads it.")
    )
    return to_case(request, found.reference, sentence, draft=kind)


@require_POST
def files(request: DeskRequest, reference: str) -> HttpResponse:
    """Add files that colleagues see."""
    found = complaint_for(actor=request.actor, reference=reference)
    form = AttachForm(request.POST, request.FILES, auto_id="attach_%s")

    def keep() -> None:
        actions.attach(
            actor=request.actor, complaint_id=found.pk, files=form.cleaned_data["files"], now=request.now
        )

    if attempted(form, keep):
        return to_case(request, found.reference, _("The files are with the case."))
    return show_case(request, found.reference, form=form, opened=Move.ATTACH.value, status=422)
