"""The complaints book: for a small business everything on one screen, by the same actions as everywhere (ISO 10002:2018, annex B)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.complaints import actions
from recours.complaints.decision import check_decision
from recours.complaints.scales import Judgement, Severity
from recours.complaints.selectors import View, case_file, queue_for
from recours.complaints.states import Channel, Kind, Move, State, Told
from recours.complaints.submission import Submission
from recours.core.errors import FORBIDDEN, Refused
from recours.core.permissions import Permission
from recours.desk.forms.book import AtOnceForm, QuickForm
from recours.desk.requests import DeskRequest, holds
from recours.desk.shell import render
from recours.desk.views.answers import attempted, see
from recours.desk.views.queue import line_of
from recours.people.complainants import Party
from recours.people.selectors import organisation

if TYPE_CHECKING:
    from django.http import HttpResponse

    from recours.complaints.selectors import CaseFile

SHOWN = 30
_TOLD = {Channel.PHONE: Told.PHONE, Channel.IN_PERSON: Told.IN_PERSON}

STEPS: tuple[tuple[frozenset[State], Any], ...] = (
    (frozenset(State), gettext_lazy("Recorded")),
    (frozenset(State) - {State.RECEIVED}, gettext_lazy("Acknowledged")),
    (
        frozenset(State)
        - {
            State.RECEIVED,
            State.ACKNOWLEDGED,
            State.ASSESSED,
            State.INVESTIGATING,
            State.AWAITING_INFORMATION,
        }
        - {State.RESPONSE_PREPARED},
        gettext_lazy("Answered"),
    ),
    (frozenset({State.CLOSED}), gettext_lazy("Closed")),
)
"""The four steps of a small business, and in which states each is done."""

NEXT: Mapping[State, tuple[tuple[Any, str], ...]] = {
    State.RECEIVED: ((gettext_lazy("They know"), "acknowledge"),),
    State.DECISION_COMMUNICATED: (
        (gettext_lazy("They accept"), "accept"),
        (gettext_lazy("They do not accept"), "reject"),
    ),
    State.REJECTED: ((gettext_lazy("Look at it again"), "escalate"), (gettext_lazy("Close"), "close")),
    State.EXTERNAL: ((gettext_lazy("Decided outside"), "record_ruling"),),
    State.EXTERNAL_DECIDED: ((gettext_lazy("Close"), "close"),),
    State.IMPLEMENTING: (
        (gettext_lazy("Done as promised"), "carry_out"),
        (gettext_lazy("Checked"), "verify_remedy"),
    ),
    State.REMEDY_VERIFIED: ((gettext_lazy("Close"), "close"),),
}
"""What a case waits for beyond its answer: the word on the button and the form that it opens."""


@require_safe
def book(request: DeskRequest) -> HttpResponse:
    """Room for a new complaint, and every open case with its four steps and what comes next."""
    if not holds(request.actor, Permission.INTAKE):
        raise Refused(FORBIDDEN)
    return _show(request, QuickForm())


@require_POST
def record(request: DeskRequest) -> HttpResponse:
    """Record what somebody told, and that they were told it is recorded."""
    if not holds(request.actor, Permission.INTAKE):
        raise Refused(FORBIDDEN)
    form = QuickForm(request.POST)
    if attempted(form, lambda: _record(request, form.cleaned_data)):
        return see(reverse("desk:book"))
    return _show(request, form, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: DeskRequest, reference: str) -> HttpResponse:
    """The answer on one page: how serious it was, what was found, what we do; assessed, prepared and sent by one button."""
    found = case_file(
        actor=request.actor, reference=reference, language=request.user.language, now=request.now
    )
    if not {Move.ASSESS, Move.PREPARE} & set(found.moves):
        raise Refused(FORBIDDEN)
    form = AtOnceForm(
        request.POST if request.method == "POST" else None, case=found, request=request, auto_id="answer_%s"
    )
    if form.is_bound and attempted(form, lambda: _check(found, form, request)):
        return _answer(request, found, form.cleaned_data)
    return render(
        request,
        "desk/answer_at_once.html",
        {"case": found, "form": form},
        status=422 if form.is_bound else 200,
    )


def _record(request: DeskRequest, given: Mapping[str, Any]) -> None:
    channel = Channel(given["channel"])
    party = Party(name=given["name"], email=given["email"], phone=given["phone"])
    receipt = actions.intake(
        actor=request.actor,
        submission=Submission(
            kind=Kind.COMPLAINT,
            channel=channel,
            language=request.office.language if request.office else "en",
            words=given["words"],
            complainant=party if given["name"] or given["email"] or given["phone"] else None,
        ),
        key=f"desk:{request.staff_id}:{given['key']}",
        now=request.now,
    )
    if given["told"] and channel in _TOLD:
        with suppress(Refused):  # told already, by a letter that left at once
            actions.acknowledge(
                actor=request.actor, complaint_id=receipt.complaint_id, how=_TOLD[channel], now=request.now
            )
    sentence = _("Recorded under %(reference)s. Please tell them this number.") % {
        "reference": f"\u2068{receipt.reference}\u2069"
    }
    messages.success(request, sentence, extra_tags=f"{reverse('desk:book')}:book")


def _check(found: CaseFile, form: AtOnceForm, request: DeskRequest) -> None:
    """Everything is asked before anything is done."""
    today = request.now.astimezone(ZoneInfo(organisation().zone)).date()
    problems = [problem.pk for problem in found.problems]
    check_decision(form.cleaned_data["decision"], problems=problems, today=today)


def _answer(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> HttpResponse:
    case, seen = found.complaint, int(given["seen"])
    if found.assessing.current is None:
        actions.assess(
            actor=request.actor,
            complaint_id=case.pk,
            judgement=Judgement(severity=Severity(int(given["severity"]))),
            priority=None,
            reason="",
            seen=seen,
            now=request.now,
        )
        seen += 1
    made = actions.prepare(
        actor=request.actor, complaint_id=case.pk, decision=given["decision"], seen=seen, now=request.now
    )
    if made.waits_for_approval:
        messages.info(request, _("The answer waits until a second person approves it."))
        return see(reverse("desk:case", args=[case.reference]))
    try:
        actions.communicate(actor=request.actor, complaint_id=case.pk, seen=seen + 1, now=request.now)
    except Refused as problem:
        messages.warning(request, problem.sentence)
        return see(reverse("desk:case", args=[case.reference]) + "?do=prepare#prepare")
    messages.success(request, _("The answer is on its way."), extra_tags=f"{request.path}:answer")
    return see(
        reverse("desk:book")
        if request.office and request.office.small
        else reverse("desk:case", args=[case.reference])
    )


def _show(request: DeskRequest, form: QuickForm, status: int = 200) -> HttpResponse:
    language = request.user.language
    page = queue_for(
        actor=request.actor,
        view=View.OPEN,
        language=language,
        cursor=request.GET.get("cursor", ""),
        size=SHOWN,
    )
    context = {
        "form": form,
        "page": page,
        "lines": [
            {
                **line_of(line, request.now, language),
                "steps": [(name, line.state in done) for done, name in STEPS],
                "next": _next(line),
            }
            for line in page.rows
        ],
        "query": "",
    }
    return render(request, "desk/book.html", context, status=status)


def _next(line: Any) -> list[tuple[Any, str]]:
    """The buttons of a case: the words, and the address of the form."""
    case = reverse("desk:case", args=[line.reference])
    if line.state in NEXT:
        return [(name, f"{case}?do={move}#{move}") for name, move in NEXT[line.state]]
    if line.kind is not Kind.COMPLAINT:
        return [(_("Answer"), f"{case}?do=write#write"), (_("Close"), f"{case}?do=close#close")]
    return [(_("Answer"), reverse("desk:at_once", args=[line.reference]))]
