"""Letters on their way: what left, what waits for a hand, what could not be delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from recours.core.errors import NotFound
from recours.core.permissions import Permission
from recours.desk.requests import DeskRequest, holds
from recours.desk.shell import render
from recours.desk.story import TONES
from recours.desk.views.answers import see
from recours.letters import actions
from recours.letters.kinds import KIND_NAMES
from recours.letters.recipients import CHANNEL_NAMES, Channel
from recours.letters.selectors import (
    LetterPage,
    LetterView,
    call_list_for,
    letter_for,
    outbox_for,
    pdf_for,
    print_queue_for,
)
from recours.letters.states import STANDING_NAMES, Standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any
    from uuid import UUID


@require_safe
def outbox(request: DeskRequest) -> HttpResponse:
    """Every letter the reader may see, newest first, or those of one standing."""
    wanted = request.GET.get("standing", "")
    standing = Standing(wanted) if wanted in set(Standing) else None
    found = outbox_for(actor=request.actor, cursor=request.GET.get("cursor", ""), standing=standing)
    context = {
        **_page(found),
        "standing": standing.value if standing else "",
        "standings": [(each.value, STANDING_NAMES[each]) for each in Standing],
        "query": urlencode({"standing": standing.value} if standing else {}),
    }
    return render(request, "desk/outbox.html", context, partial="list")


@require_safe
def print_queue(request: DeskRequest) -> HttpResponse:
    """Printed letters that wait for an envelope, oldest first."""
    found = print_queue_for(actor=request.actor, cursor=request.GET.get("cursor", ""))
    return render(request, "desk/print_queue.html", _page(found))


@require_safe
def calls(request: DeskRequest) -> HttpResponse:
    """People who wait for a call, oldest first, with the words to say."""
    found = call_list_for(actor=request.actor, cursor=request.GET.get("cursor", ""))
    return render(request, "desk/calls.html", _page(found))


@require_safe
def letter(request: DeskRequest, letter_id: UUID) -> HttpResponse:
    """One letter as it was written, its secret masked."""
    found = letter_for(actor=request.actor, letter_id=letter_id)
    return render(request, "desk/letter.html", {"letter": shown(found)})


@require_safe
def letter_pdf(request: DeskRequest, letter_id: UUID) -> HttpResponse:
    """The letter on paper, for those who post it."""
    content = pdf_for(actor=request.actor, letter_id=letter_id)
    found = letter_for(actor=request.actor, letter_id=letter_id)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{found.reference or found.id}.pdf"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


@require_POST
def posting(request: DeskRequest, letter_id: UUID) -> HttpResponse:
    """Record that the letter went into the post."""
    return _by_hand(
        request,
        letter_id,
        Standing.POSTED,
        actions.mark_posted,
        "print_queue",
        _("The letter is marked as posted."),
    )


@require_POST
def call(request: DeskRequest, letter_id: UUID) -> HttpResponse:
    """Record that the person was told on the telephone."""
    return _by_hand(
        request,
        letter_id,
        Standing.TOLD,
        actions.mark_told,
        "calls",
        _("It is on record that they were told."),
    )


@require_POST
def came_back(request: DeskRequest, letter_id: UUID) -> HttpResponse:
    """Record that a letter came back, so that its recipient knows nothing of it."""
    return _by_hand(
        request,
        letter_id,
        Standing.RETURNED,
        actions.mark_returned,
        "outbox",
        _("It is on record that the letter came back."),
    )


@require_POST
def retry(request: DeskRequest, letter_id: UUID) -> HttpResponse:
    """Put a letter that could not be delivered, or that came back, on its way again."""
    return _by_hand(
        request,
        letter_id,
        Standing.WAITING,
        actions.try_again,
        "outbox",
        _("The letter is on its way again."),
    )


def _by_hand(
    request: DeskRequest,
    letter_id: UUID,
    done: Standing,
    act: Callable[..., None],
    route: str,
    sentence: str,
) -> HttpResponse:
    """Do it, unless this was done before: a form sent twice is a form sent once."""
    found = letter_for(actor=request.actor, letter_id=letter_id)
    if not holds(request.actor, Permission.OUTBOX_POST):
        raise NotFound
    if found.standing is not done:
        act(actor=request.actor, letter_id=letter_id, now=request.now)
    messages.success(request, sentence)
    return see(reverse(f"desk:{route}"))


def shown(letter: LetterView) -> dict[str, Any]:
    """A letter as a line or a page."""
    tone, shape = TONES[letter.standing]
    return {
        "it": letter,
        "kind": KIND_NAMES[letter.kind],
        "way": CHANNEL_NAMES[letter.channel],
        "standing": STANDING_NAMES[letter.standing],
        "tone": tone,
        "shape": shape,
        "case": letter.reference if letter.about.kind == "complaint" else "",
        "again": letter.standing in {Standing.FAILED, Standing.RETURNED},
        "returnable": letter.standing is Standing.POSTED
        or (letter.standing is Standing.SENT and letter.channel is Channel.EMAIL),
        "to_post": letter.standing is Standing.TO_POST,
        "to_tell": letter.standing is Standing.TO_TELL,
    }


def _page(found: LetterPage) -> dict[str, Any]:
    return {
        "page": found,
        "letters": [shown(each) for each in found.letters],
    }
