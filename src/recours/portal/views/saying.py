"""What complainants decide about their own case: each is asked once more on a page of its own, and then done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from recours.complaints import actions
from recours.complaints.closing import Said
from recours.complaints.selectors import Story
from recours.complaints.states import Move
from recours.core.actors import Actor, complainant
from recours.core.errors import Invalid, Refused
from recours.portal.forms import DecideForm, words_of
from recours.portal.pages import draw, keep_private, office_of_page
from recours.portal.refusals import told
from recours.portal.tokens import issue_form_token, read_form_token
from recours.portal.views.tracking import closed, opened_by

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponse, HttpResponseBase
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One thing a complainant can decide: how it is asked, what it calls, and what is said afterwards."""

    move: Move
    heading: _StrPromise
    text: _StrPromise
    label: _StrPromise
    button: _StrPromise
    done: _StrPromise
    act: Callable[[Actor, UUID, str, datetime], object]


def _withdraw(actor: Actor, case: UUID, words: str, now: datetime) -> object:
    return actions.withdraw(actor=actor, complaint_id=case, words=words, now=now)


def _accept(actor: Actor, case: UUID, words: str, now: datetime) -> object:
    return actions.accept(actor=actor, complaint_id=case, said=Said(words=words), now=now)


def _reject(actor: Actor, case: UUID, words: str, now: datetime) -> object:
    return actions.reject(actor=actor, complaint_id=case, said=Said(words=words), now=now)


def _review(actor: Actor, case: UUID, words: str, now: datetime) -> object:
    return actions.escalate(actor=actor, complaint_id=case, reviewer=None, reason=words, seen=None, now=now)


SAYINGS: Mapping[str, Saying] = {
    "acceptance": Saying(
        move=Move.ACCEPT,
        heading=_("Do you accept our answer?"),
        text=_(
            "If you accept, we carry out everything that we promised in it, and then close your case. You keep every "
            "right that the law gives you."
        ),
        label=_("Would you like to tell us something with it?"),
        button=_("Yes, I accept"),
        done=_("Thank you. We have noted that you accept our answer."),
        act=_accept,
    ),
    "rejection": Saying(
        move=Move.REJECT,
        heading=_("Do you not accept our answer?"),
        text=_(
            "Then your case stays open. We will write to you at once which ways you have now: a review by somebody who "
            "has had nothing to do with it so far, and bodies outside our organisation."
        ),
        label=_("What should be different?"),
        button=_("I do not accept it"),
        done=_("We have noted that you do not accept our answer. Your case stays open."),
        act=_reject,
    ),
    "review": Saying(
        move=Move.ESCALATE,
        heading=_("Do you want us to review it?"),
        text=_(
            "Somebody who has had nothing to do with your case so far will look at everything again and answer you. "
            "It is free of charge."
        ),
        label=_("What should we look at in particular?"),
        button=_("Yes, review it"),
        done=_("Thank you. Your case will be reviewed."),
        act=_review,
    ),
    "withdrawal": Saying(
        move=Move.WITHDRAW,
        heading=_("Do you want to withdraw it?"),
        text=_(
            "We will then stop working on it and close your case. You need not give a reason. If you change your mind, "
            "write to us on the same page, and we can open it again."
        ),
        label=_("Would you like to tell us why?"),
        button=_("Yes, withdraw it"),
        done=_("You have withdrawn it. Your case is closed."),
        act=_withdraw,
    ),
}
"""By the last part of the address."""

_OF_ANSWER = frozenset({Move.ACCEPT, Move.REJECT, Move.ESCALATE})


def view_of(name: str) -> Callable[[HttpRequest], HttpResponseBase]:
    """The page that asks once more, and what comes of saying yes."""
    saying = SAYINGS[name]

    # The form's token is signed for the one case that this browser has opened, which is more than a CSRF token says.
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @told
    def say(request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        opened = opened_by(request, now)
        if opened is None:
            return closed(request)
        if request.method != "POST":
            if saying.move not in opened.moves:
                return keep_private(HttpResponseRedirect(reverse("portal:story"), status=303))
            return _ask(request, saying, opened, DecideForm(label=saying.label), now)
        form = DecideForm(words_of(request.POST.dict()), label=saying.label)
        form.is_valid()
        case = opened.complaint.pk
        if read_form_token(form.data.get("token", ""), now, _about(saying, opened)) is None:
            form.add_error(
                None, str(_("This page had been open for long. Please press the button once more."))
            )
            return _ask(request, saying, opened, form, now, status=422)
        try:
            saying.act(complainant(case), case, form.cleaned_data["words"], now)
        except Invalid as problem:
            form.complain_of(problem.sentences())
            return _ask(request, saying, opened, form, now, status=422)
        except Refused:
            messages.info(request, _("Your case has moved on meanwhile. Please look at where it stands now."))
        else:
            messages.success(request, saying.done)
        return keep_private(HttpResponseRedirect(reverse("portal:story"), status=303))

    say.__name__ = name
    return say


def _about(saying: Saying, opened: Story) -> str:
    """What is decided about: the case, and the answer that was there to read where it is that which is accepted or not."""
    case = opened.complaint.pk.hex
    answer = opened.answer if saying.move in _OF_ANSWER else None
    return f"{case}.{answer.pk.hex}" if answer else case


def _ask(
    request: HttpRequest, saying: Saying, opened: Story, form: DecideForm, now: datetime, status: int = 200
) -> HttpResponse:
    context = {
        "saying": saying,
        "case": opened.complaint,
        "form": form,
        "token": issue_form_token(now, _about(saying, opened)).text,
    }
    page = draw(request, "portal/saying.html", context, office=office_of_page(), now=now, status=status)
    return keep_private(page)
