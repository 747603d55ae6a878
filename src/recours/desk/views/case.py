"""The case page, and the files of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from recours.complaints.actions import see_identity
from recours.complaints.errors import NOT_NOW
from recours.complaints.relations import Side
from recours.complaints.selectors import CaseFile, asks_for_questions, case_file, file_for
from recours.complaints.states import (
    CHANNEL_NAMES,
    KIND_NAMES,
    MOVE_NAMES,
    MOVES,
    STATE_NAMES,
    TOLD_NAMES,
    Channel,
    Kind,
    Move,
    State,
    Told,
)
from recours.complaints.submission import CONSENTS
from recours.core.errors import FORBIDDEN, Refused
from recours.core.filestore import open_file
from recours.core.localised import said
from recours.core.permissions import may
from recours.deadlines.clocks import next_due
from recours.desk.clocks import ring_of
from recours.desk.composing import (
    COMPOSED,
    DRAFTED,
    draft_address,
    drafted,
    fresh,
    inserted_in,
    readers_of,
    spoken,
    texts_of,
    wired,
)
from recours.desk.deeds import DEEDS, DEEDS_OF, Deed
from recours.desk.forms.recording import CONSENT_WORDS
from recours.desk.forms.writing import AcknowledgeForm, AttachForm, NoteForm, ReceivedForm, WriteForm
from recours.desk.guidance import beside
from recours.desk.marks import KIND_MARKS, STATE_MARKS
from recours.desk.panels import panels_of
from recours.desk.requests import DeskRequest, staff_key
from recours.desk.shell import render
from recours.desk.story import FROM, TONES, folded, is_acknowledgement, own_files, story_of
from recours.letters.recipients import CHANNEL_NAMES as LETTER_CHANNELS
from recours.letters.recipients import Channel as LetterChannel
from recours.people.selectors import staff_names
from recours.reports.followup import followup_pdf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django import forms

BY_ITSELF = frozenset({LetterChannel.EMAIL.value, LetterChannel.POST.value})
"""The ways in which an acknowledgement reaches the complainant without the reader of the page."""

FORMS: Mapping[Move, type[forms.Form]] = {
    Move.WRITE: WriteForm,
    Move.NOTE: NoteForm,
    Move.RECEIVE_MESSAGE: ReceivedForm,
    Move.ACKNOWLEDGE: AcknowledgeForm,
    Move.ATTACH: AttachForm,
}

ROUTES: Mapping[Move, str] = {
    Move.WRITE: "messages",
    Move.NOTE: "notes",
    Move.RECEIVE_MESSAGE: "received_messages",
    Move.ACKNOWLEDGE: "acknowledgement",
    Move.ATTACH: "files",
    Move.TAKE: "owner",
    Move.ASSIGN: "assignment",
    Move.WATCH: "watch",
}

SYMBOLS: Mapping[Move, str] = {
    Move.WRITE: "reply",
    Move.NOTE: "note",
    Move.RECEIVE_MESSAGE: "phone",
    Move.ACKNOWLEDGE: "check",
    Move.ATTACH: "clip",
    Move.TAKE: "person",
    Move.ASSIGN: "people",
    Move.WATCH: "eye",
}


NEXT: Mapping[State, tuple[Move, ...]] = {
    State.RECEIVED: (Move.ASSESS,),
    State.ACKNOWLEDGED: (Move.ASSESS,),
    State.ASSESSED: (Move.PREPARE, Move.INVESTIGATE),
    State.INVESTIGATING: (Move.PREPARE,),
    State.AWAITING_INFORMATION: (Move.REMIND, Move.RECEIVE_MESSAGE),
    State.RESPONSE_PREPARED: (Move.APPROVE, Move.COMMUNICATE, Move.PREPARE),
    State.IMPLEMENTING: (Move.VERIFY_REMEDY, Move.CARRY_OUT),
    State.REJECTED: (Move.ESCALATE,),
    State.EXTERNAL: (Move.RECORD_RULING,),
    State.EXTERNAL_DECIDED: (Move.CLOSE,),
    State.REMEDY_VERIFIED: (Move.CLOSE,),
}
"""The move that a case most often waits for, by where it stands."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A move the reader can make, or a part of one: its name, where it is posted, and its form, or None for a single button."""

    move: str
    name: object
    address: str
    symbol: str
    form: forms.Form | None
    opened: bool
    deed: Deed | None = None
    draft: Any = None
    draft_address: str = ""


@require_safe
def case(request: DeskRequest, reference: str) -> HttpResponse:
    """Everything about one case; that the reader saw who complained is recorded."""
    return show_case(request, reference, opened=request.GET.get("do", ""))


def show_case(
    request: DeskRequest,
    reference: str,
    *,
    form: forms.Form | None = None,
    opened: str = "",
    status: int = 200,
) -> HttpResponse:
    """The case page with one form open: the one handed in, which is shown again with its errors, or a fresh one."""
    found = case_file(
        actor=request.actor, reference=reference, language=request.user.language, now=request.now
    )
    if request.method == "GET" and found.complaint.reference != reference:
        return HttpResponseRedirect(reverse("desk:case", args=[found.complaint.reference]))
    if found.revealed and (found.complaint.complainant_id or found.complaint.representative_id):
        see_identity(actor=request.actor, complaint_id=found.complaint.pk, now=request.now)
    offers = _offers(request, found, form, opened)
    if form is not None and opened not in offers:
        move = DEEDS[opened].move if opened in DEEDS else Move(opened)
        allowed = may(request.actor, MOVES[move].permission, found.complaint.unit_id)
        raise Refused(NOT_NOW, state=found.complaint.state, move=opened) if allowed else Refused(FORBIDDEN)
    context = {
        **_head(request, found),
        **_facts(request, found),
        "entries": story_of(found),
        "words": folded(found.complaint.words),
        "remedy": folded(found.complaint.remedy_words),
        "own_files": own_files(found),
        "tones": TONES,
        "primary": _primary(found, offers),
        "offers": offers,
        "composers": [offers[move.value] for move in COMPOSED if move.value in offers],
        "opened": opened,
        "writing": pgettext("between the items of a list", ", ").join(found.drafts.writing),
        "drafted": "" if opened else drafted(found),
        "ready_texts": texts_of(found, request) if opened == Move.WRITE.value and opened in offers else [],
        "inserted": inserted_in(form),
        "readers": readers_of(found) if opened == Move.NOTE.value and opened in offers else [],
        "deed": offers[opened] if opened in offers and offers[opened].deed else None,
        "panels": panels_of(found, request),
        "leading": next((each for each in found.relating.running if each.side is Side.MERGED_INTO), None),
        "failed": form,
        "guide": beside(request, found, opened if opened in offers else ""),
    }
    return render(request, "desk/case.html", context, status=status)


def _offers(request: DeskRequest, found: CaseFile, form: forms.Form | None, opened: str) -> dict[str, Offer]:
    offers: dict[str, Offer] = {}
    for move in found.moves:
        if DEEDS_OF[move]:
            offers |= {deed.name: _deed(request, found, deed, form, opened) for deed in DEEDS_OF[move]}
            continue
        shape = FORMS.get(move)
        shown = form if form is not None and type(form) is shape else None
        draft = found.drafts.own.get(DRAFTED[move]) if move in DRAFTED and shown is None else None
        if shown is None and shape is not None:
            shown = fresh(shape, move, found)
        if shown is not None and move in DRAFTED:
            wired(shown, move, found)
        offers[move.value] = Offer(
            move.value,
            MOVE_NAMES[move],
            reverse(f"desk:{ROUTES[move]}", args=[found.complaint.reference]),
            SYMBOLS[move],
            shown,
            opened == move.value,
            draft=draft,
            draft_address=draft_address(found, DRAFTED[move]) if move in DRAFTED else "",
        )
    return offers


def _deed(request: DeskRequest, found: CaseFile, deed: Deed, form: forms.Form | None, opened: str) -> Offer:
    """The offer of a deed; its form is made only when it is open."""
    shown = form if form is not None and type(form) is deed.form else None
    is_open = opened == deed.name
    if shown is None and is_open:
        shown = deed.form(
            case=found, request=request, auto_id=f"{deed.name}_%s", initial={"on": request.GET.get("on", "")}
        )
    address = reverse(f"desk:{deed.name}", args=[found.complaint.reference])
    name = deed.title or MOVE_NAMES[deed.move]
    return Offer(deed.name, name, address, deed.symbol, shown, is_open, deed)


def _primary(found: CaseFile, offers: dict[str, Offer]) -> Offer | None:
    """The next move: tell the complainant where no letter does, take what nobody has, else write."""
    told = found.acknowledgement
    by_hand = told is not None and told.told_at is None and told.channel not in BY_ITSELF
    closure = found.closure
    since = closure.at if closure else None
    wrote_since = since is not None and any(m.audience == FROM and m.at > since for m in found.messages)
    state = State(found.complaint.state)
    serious = state is State.ASSESSED and asks_for_questions(found.assessing.current)
    wanted = [
        *([Move.REOPEN] if wrote_since else []),
        *([Move.ACKNOWLEDGE] if by_hand else []),
        Move.CONFIRM_ALERT,
        *([Move.TAKE] if found.complaint.owner_id is None else []),
        *([Move.INVESTIGATE] if serious else []),
        *NEXT.get(state, ()),
        Move.WRITE,
        Move.NOTE,
    ]
    return next((offers[move.value] for move in wanted if move.value in offers), None)


def _head(request: DeskRequest, found: CaseFile) -> dict[str, Any]:
    complaint, language = found.complaint, request.user.language
    rings = [ring_of(clock, request.now, language) for clock in found.clocks]
    soonest = next_due(found.clocks)
    return {
        "case": found,
        "complaint": complaint,
        "who": found.who,
        "kind": KIND_NAMES[Kind(complaint.kind)],
        "kind_mark": KIND_MARKS[Kind(complaint.kind)],
        "state": STATE_NAMES[State(complaint.state)],
        "state_mark": STATE_MARKS[State(complaint.state)],
        "unit": said(complaint.unit.names, language).text,
        "rings": rings,
        "next_ring": ring_of(soonest, request.now, language) if soonest else None,
    }


def _facts(request: DeskRequest, found: CaseFile) -> dict[str, Any]:
    complaint, language = found.complaint, request.user.language
    told = found.acknowledgement
    givers = (
        staff_names({key for a in found.assignments if (key := staff_key(a.by))}) if found.assignments else {}
    )
    return {
        "channel": CHANNEL_NAMES[Channel(complaint.channel)],
        "language_name": spoken(complaint.language),
        "product": said(complaint.product.names, language).text
        if complaint.product
        else complaint.product_words,
        "problems": [said(problem.names, language).text for problem in found.problems],
        "former_problems": [
            {"name": said(issue.category.names, language).text, "until": issue.removed_at}
            for issue in found.classifying.issues
            if issue.removed_at is not None and issue.category not in found.problems
        ],
        "kind_changes": [
            {"before": KIND_NAMES[Kind(each.before)], "at": each.at, "reason": each.reason}
            for each in found.classifying.kind_changes
        ],
        "told_how": TOLD_NAMES[Told(told.how)] if told and told.how else "",
        "told_way": LETTER_CHANNELS.get(LetterChannel(told.channel))
        if told and told.channel in set(LetterChannel)
        else "",
        "people": [
            person for person in (complaint.complainant, complaint.representative) if person is not None
        ]
        if found.revealed
        else [],
        "assignments": [
            {
                "owner": a.owner.name if a.owner else "",
                "unit": said(a.unit.names, language).text,
                "by": givers.get(key, "") if (key := staff_key(a.by)) and key != a.owner_id else "",
                "reason": a.reason,
                "at": a.at,
                "until": a.until,
            }
            for a in reversed(found.assignments)
        ],
        "agreed": [
            (CONSENT_WORDS[consent], complaint.consents[consent])
            for consent in CONSENTS
            if consent in complaint.consents
        ],
        "acknowledgement_letter": next((x for x in found.letters if is_acknowledgement(x)), None),
    }


@require_safe
def file(request: DeskRequest, reference: str, file_id: Any) -> FileResponse:
    """The file as a download that no browser will run or show in our name."""
    found = file_for(actor=request.actor, reference=reference, attachment_id=file_id)
    response = FileResponse(
        open_file(found.key), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def followup(request: DeskRequest, reference: str) -> HttpResponse:
    """The follow-up form of the case on paper, drawn in 20 to 70 ms; that the reader saw who complained is recorded."""
    found = case_file(
        actor=request.actor, reference=reference, language=request.user.language, now=request.now
    )
    if found.revealed and (found.complaint.complainant_id or found.complaint.representative_id):
        see_identity(actor=request.actor, complaint_id=found.complaint.pk, now=request.now)
    content = followup_pdf(found, language=request.user.language, by=request.user.name, now=request.now)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{found.complaint.reference}-follow-up.pdf"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
