"""Telling members of staff that something waits for them: on the desk and by letter, once for each cause."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext_lazy as _

from recours.core.errors import Invalid
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.letters.kinds import LetterKind
from recours.letters.queue import queue
from recours.people.errors import NOTICE_UNKNOWN
from recours.people.models import Notice, User
from recours.people.recipients import recipient_of_user
from recours.people.selectors.organisation import letterhead, organisation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Wording:
    """How a notice reads: its title on the desk and above the letter, and the letter's words. Both know %(reference)s."""

    title: str | _StrPromise
    words: str | _StrPromise


WORDINGS: Mapping[str, Wording] = {
    "case_assigned": Wording(
        _("Case %(reference)s is now yours"),
        _("Case %(reference)s was given to you. Please read it and decide what comes next."),
    ),
    "mentioned": Wording(
        _("A colleague mentioned you in case %(reference)s"),
        _("A colleague mentioned you in an internal note in case %(reference)s. Please read it."),
    ),
    "watched_case_moved": Wording(
        _("Something happened in case %(reference)s, which you watch"),
        _("Something happened in case %(reference)s, which you watch. You can stop watching it on its page."),
    ),
    "complainant_wrote": Wording(
        _("There is a new message in case %(reference)s"),
        _("A new message from outside has come in for case %(reference)s. Somebody hopes for an answer."),
    ),
    "wrote_to_closed": Wording(
        _("There is a new message in the closed case %(reference)s"),
        _(
            "A new message from outside has come in for case %(reference)s, which is closed. Please read it and decide "
            "whether the case has to be reopened."
        ),
    ),
    "answer_accepted": Wording(
        _("The answer in case %(reference)s was accepted"),
        _("The complainant has accepted the answer in case %(reference)s. Now it is to be carried out."),
    ),
    "answer_rejected": Wording(
        _("The answer in case %(reference)s was not accepted"),
        _(
            "The complainant has not accepted the answer in case %(reference)s. The case stays open; please read what "
            "was said and decide whether it should be reviewed."
        ),
    ),
    "review_waits": Wording(
        _("Case %(reference)s waits for a review"),
        _(
            "Case %(reference)s is to be reviewed by somebody who was not involved before. Please look at it, and take "
            "it if nobody has."
        ),
    ),
    "case_withdrawn": Wording(
        _("Case %(reference)s was withdrawn"),
        _("The complainant has withdrawn case %(reference)s. It is closed, and nothing more is to be done."),
    ),
    "case_joined": Wording(
        _("Another case was merged into case %(reference)s"),
        _(
            "A colleague found that another case is the same matter as case %(reference)s and merged it into yours. Please "
            "read what it adds; the earlier of the two time limits holds."
        ),
    ),
    "new_case_waits": Wording(
        _("Case %(reference)s is new and waits for somebody to take it"),
        _("Case %(reference)s has come in and nobody looks after it yet. If you can, please take it."),
    ),
    "case_waits": Wording(
        _("Case %(reference)s waits for somebody to take it"),
        _("Nobody looks after case %(reference)s at the moment. If you can, please take it."),
    ),
    "no_answer": Wording(
        _("No answer has come in case %(reference)s"),
        _(
            "Case %(reference)s waited for information, and the day for it is over. Please decide whether to go on with "
            "what there is."
        ),
    ),
    "answer_to_approve": Wording(
        _("An answer in case %(reference)s waits for approval"),
        _(
            "The answer in case %(reference)s promises more than its author may promise alone. Please read it, and "
            "approve it or send it back."
        ),
    ),
    "answer_approved": Wording(
        _("The answer in case %(reference)s is approved"),
        _("The answer in case %(reference)s is approved and can be sent."),
    ),
    "answer_sent_back": Wording(
        _("The answer in case %(reference)s was sent back"),
        _(
            "The answer in case %(reference)s was sent back to be worked on again. The reason stands in the case."
        ),
    ),
    "answer_sent": Wording(
        _("The answer in case %(reference)s went out"),
        _("The answer in case %(reference)s went to the complainant. Now a reply is awaited."),
    ),
    "letter_failed": Wording(
        _("A letter in case %(reference)s could not be delivered"),
        _(
            "A letter in case %(reference)s could not be delivered, so its recipient knows nothing of it yet. Please "
            "check the address and find another way."
        ),
    ),
    "alert_raised": Wording(
        _("Case %(reference)s needs your eyes at once"),
        _(
            "Case %(reference)s was judged so serious that you are told at once. Please look at it, and confirm on its "
            "page that you have seen it."
        ),
    ),
    "task_set": Wording(
        _("You are asked about case %(reference)s"),
        _(
            "A colleague asks your help with case %(reference)s. The question and its day stand among your tasks."
        ),
    ),
    "task_due": Wording(
        _("Your answer about case %(reference)s is due soon"),
        _("You were asked about case %(reference)s. The day by which an answer is needed is near."),
    ),
    "task_late": Wording(
        _("The answer about case %(reference)s is late"),
        _(
            "Somebody was asked about case %(reference)s, and the day for the answer has passed. Please look at the task "
            "and see to it today."
        ),
    ),
    "task_withdrawn": Wording(
        _("Your answer about case %(reference)s is needed no longer"),
        _("What you were asked about case %(reference)s was taken back. You need not do anything more."),
    ),
    "task_answered": Wording(
        _("Your question in case %(reference)s was answered"),
        _("What was asked about case %(reference)s has an answer now. It stands in the story of the case."),
    ),
    "restriction_proposed": Wording(
        _("In case %(reference)s a restriction waits for your decision"),
        _(
            "A colleague proposes in case %(reference)s how to be in touch with the complainant from now on. Please read "
            "the reason, and approve it or decline it."
        ),
    ),
    "restriction_decided": Wording(
        _("The restriction in case %(reference)s is decided"),
        _("What you proposed in case %(reference)s is decided. The decision stands in the case."),
    ),
    "restriction_review": Wording(
        _("The restriction in case %(reference)s is to be looked at again"),
        _(
            "Today is the day to look again at the restriction in case %(reference)s. If it is no longer needed, end it."
        ),
    ),
    "welfare_raised": Wording(
        _("In case %(reference)s somebody may need help"),
        _(
            "A colleague raised a welfare flag in case %(reference)s. Please read it now, help, and say in the case what "
            "was done."
        ),
    ),
    "mail_waits": Wording(
        _("Mail has come in that Recours could not place"),
        _(
            "Mail has come in that could not be placed by itself. Please look at it and decide where it belongs."
        ),
    ),
}


def say(code: str, reference: str) -> str:
    """The notice as a sentence in the active language."""
    return _said(_wording(code).title, reference)


def tell(
    *,
    user_ids: Collection[UUID],
    code: str,
    about: Subject,
    reference: str,
    cause: UUID,
    now: datetime,
) -> int:
    """Put the notice on the desk of those of these colleagues who are active, write to each in their language, and
    tell how many heard of it for the first time.

    The cause is the event's key: telling again of the same cause changes nothing and writes nothing. The letter is
    about the colleague, not about the case, whose correspondence is with the complainant.
    """
    wording = _wording(code)
    with transaction.atomic():
        users = {user.pk: user for user in User.objects.filter(pk__in=set(user_ids), is_active=True)}
        users = {key: user for key, user in users.items() if str(about.id) not in user.barred}
        if not users:
            return 0
        notices = [
            Notice(
                id=new_key(),
                user_id=key,
                code=code,
                subject_kind=about.kind,
                subject_id=about.id,
                reference=reference,
                cause=cause,
                at=now,
            )
            for key in sorted(users)
        ]
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
        # Only rows under our own keys are ours: of two who tell at once, the other's insert may have won.
        told = Notice.objects.filter(pk__in=[notice.pk for notice in notices]).values_list("user", flat=True)
        _write([users[key] for key in sorted(told)], wording, reference, now)
        return len(told)


def _write(users: list[User], wording: Wording, reference: str, now: datetime) -> None:
    if not users:
        return
    ours = organisation()
    desk = f"{settings.SITE_URL}{resolve_url(settings.LOGIN_REDIRECT_URL)}"
    for user in users:
        with override(user.language):
            title = _said(wording.title, reference)
            words = _said(wording.words, reference)
        queue(
            kind=LetterKind.STAFF_NOTICE,
            to=recipient_of_user(user),
            about=Subject("user", user.pk),
            places={"title": title, "words": words, "link": desk},
            letterhead=letterhead(ours, user.language),
            now=now,
        )


def _said(sentence: str | _StrPromise, reference: str) -> str:
    # After an Arabic letter the parts of a reference would be shown in the wrong order; the mark prevents it, and
    # unlike an isolate it may stand in a subject.
    return str(sentence) % {"reference": f"\u200e{reference}" if get_language_bidi() else reference}


def _wording(code: str) -> Wording:
    try:
        return WORDINGS[code]
    except KeyError:
        raise Invalid({"code": NOTICE_UNKNOWN}) from None
