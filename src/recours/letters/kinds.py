"""The kinds of letter, the wording each has until an administrator writes another, and the places in it.

A wording is plain text: paragraphs between blank lines; an indented paragraph is set apart, and its lines
"Label: value" become rows. A place is written {reference} and takes a value when the letter is queued. A paragraph
with a place that has nothing to say for this letter is left out, so a wording may mention what is not always known.

Filled by the one who queues the letter: reference, received_on, matter, handler, answer_by, other_options, title,
words, link, outcome, helper, until, close_on, body, body_reference, decided_on, leading, and for an answer decision, findings, reasons,
rule, apology, remedies, reply_by, review and rights. A date may be handed in as a `date`; it is written in the recipient's language and calendar.
Filled here: greeting, name, organisation, signature (handler above organisation), contact (e-mail, telephone,
website), tracking_link, how_link and secret. The secret is never in the letter that is kept: `SECRET` stands in its
place until the letter is sent or printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recours.letters.decisions import DECISION_BODY, DECISION_NEEDED, DECISION_PLACES, DECISION_SUBJECT
from recours.letters.endings import ENDINGS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SECRET = "[[secret]]"  # noqa: S105 - the mark in whose place the secret goes
MASK = "••••"


class LetterKind(StrEnum):
    """What a letter is for. Codes are never renamed, only retired."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ACKNOWLEDGEMENT_FEEDBACK = "acknowledgement_feedback"
    MESSAGE = "message"
    DECISION = "decision"
    RECOURSE = "recourse"
    CLOSURE_NOTICE = "closure_notice"
    NOT_A_COMPLAINT = "not_a_complaint"
    REMINDER = "reminder"
    REVIEW = "review"
    REFERRAL = "referral"
    RULING = "ruling"
    INFORMATION_REQUEST = "information_request"
    INFORMATION_REMINDER = "information_reminder"
    RESTRICTION = "restriction"
    MERGED = "merged"
    UNMERGED = "unmerged"
    STAFF_NOTICE = "staff_notice"
    ACCOUNT = "account"


class WordingKind(StrEnum):
    """A wording that can be changed: one for each kind of letter, and those that are read out on the telephone."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ACKNOWLEDGEMENT_FEEDBACK = "acknowledgement_feedback"
    ACKNOWLEDGEMENT_SPOKEN = "acknowledgement_spoken"
    ACKNOWLEDGEMENT_FEEDBACK_SPOKEN = "acknowledgement_feedback_spoken"
    MESSAGE = "message"
    DECISION = "decision"
    RECOURSE = "recourse"
    CLOSURE_NOTICE = "closure_notice"
    NOT_A_COMPLAINT = "not_a_complaint"
    REMINDER = "reminder"
    REVIEW = "review"
    REFERRAL = "referral"
    RULING = "ruling"
    INFORMATION_REQUEST = "information_request"
    INFORMATION_REMINDER = "information_reminder"
    RESTRICTION = "restriction"
    MERGED = "merged"
    UNMERGED = "unmerged"
    STAFF_NOTICE = "staff_notice"


SPOKEN: Mapping[LetterKind, WordingKind] = {
    LetterKind.ACKNOWLEDGEMENT: WordingKind.ACKNOWLEDGEMENT_SPOKEN,
    LetterKind.ACKNOWLEDGEMENT_FEEDBACK: WordingKind.ACKNOWLEDGEMENT_FEEDBACK_SPOKEN,
}

AUTO_SUBMITTED: Mapping[LetterKind, str] = {
    LetterKind.ACKNOWLEDGEMENT: "auto-replied",
    LetterKind.ACKNOWLEDGEMENT_FEEDBACK: "auto-replied",
    LetterKind.RECOURSE: "auto-generated",
    LetterKind.CLOSURE_NOTICE: "auto-generated",
    LetterKind.NOT_A_COMPLAINT: "auto-generated",
    LetterKind.REMINDER: "auto-generated",
    LetterKind.REVIEW: "auto-generated",
    LetterKind.REFERRAL: "auto-generated",
    LetterKind.RULING: "auto-generated",
    LetterKind.INFORMATION_REMINDER: "auto-generated",
    LetterKind.RESTRICTION: "auto-generated",
    LetterKind.MERGED: "auto-generated",
    LetterKind.UNMERGED: "auto-generated",
    LetterKind.STAFF_NOTICE: "auto-generated",
    LetterKind.ACCOUNT: "auto-generated",
}
"""The kinds no person wrote, with what RFC 3834 calls them."""

KIND_NAMES: Mapping[LetterKind, _StrPromise] = {
    LetterKind.ACKNOWLEDGEMENT: pgettext_lazy("kind of letter", "Acknowledgement of a complaint"),
    LetterKind.ACKNOWLEDGEMENT_FEEDBACK: pgettext_lazy(
        "kind of letter", "Thanks for praise, an idea or a question"
    ),
    LetterKind.MESSAGE: pgettext_lazy("kind of letter", "Message"),
    LetterKind.DECISION: pgettext_lazy("kind of letter", "Answer to a complaint"),
    LetterKind.RECOURSE: pgettext_lazy(
        "kind of letter", "What can be done after an answer that was not accepted"
    ),
    LetterKind.CLOSURE_NOTICE: pgettext_lazy("kind of letter", "That a case is closed"),
    LetterKind.NOT_A_COMPLAINT: pgettext_lazy("kind of letter", "That somebody else can help"),
    LetterKind.REMINDER: pgettext_lazy("kind of letter", "Reminder before a case is closed"),
    LetterKind.REVIEW: pgettext_lazy("kind of letter", "That the complaint is reviewed"),
    LetterKind.REFERRAL: pgettext_lazy("kind of letter", "That an outside body has the complaint"),
    LetterKind.RULING: pgettext_lazy("kind of letter", "What an outside body decided"),
    LetterKind.INFORMATION_REQUEST: pgettext_lazy("kind of letter", "Question to the complainant"),
    LetterKind.INFORMATION_REMINDER: pgettext_lazy("kind of letter", "Reminder of a question"),
    LetterKind.RESTRICTION: pgettext_lazy("kind of letter", "How to be in touch from now on"),
    LetterKind.MERGED: pgettext_lazy("kind of letter", "That two cases go on as one"),
    LetterKind.UNMERGED: pgettext_lazy("kind of letter", "That two cases go on by themselves again"),
    LetterKind.STAFF_NOTICE: pgettext_lazy("kind of letter", "Notice to a colleague"),
    LetterKind.ACCOUNT: pgettext_lazy("kind of letter", "Letter about signing in"),
}

WORDING_NAMES: Mapping[WordingKind, _StrPromise] = {
    WordingKind.ACKNOWLEDGEMENT: pgettext_lazy("wording", "Acknowledgement of a complaint"),
    WordingKind.ACKNOWLEDGEMENT_FEEDBACK: pgettext_lazy(
        "wording", "Thanks for praise, an idea or a question"
    ),
    WordingKind.ACKNOWLEDGEMENT_SPOKEN: pgettext_lazy("wording", "Acknowledgement of a complaint, read out"),
    WordingKind.ACKNOWLEDGEMENT_FEEDBACK_SPOKEN: pgettext_lazy(
        "wording", "Thanks for praise, an idea or a question, read out"
    ),
    WordingKind.MESSAGE: pgettext_lazy("wording", "Around a message from a colleague"),
    WordingKind.DECISION: pgettext_lazy("wording", "Answer to a complaint"),
    WordingKind.RECOURSE: pgettext_lazy(
        "kind of letter", "What can be done after an answer that was not accepted"
    ),
    WordingKind.CLOSURE_NOTICE: pgettext_lazy("kind of letter", "That a case is closed"),
    WordingKind.NOT_A_COMPLAINT: pgettext_lazy("kind of letter", "That somebody else can help"),
    WordingKind.REMINDER: pgettext_lazy("kind of letter", "Reminder before a case is closed"),
    WordingKind.REVIEW: pgettext_lazy("kind of letter", "That the complaint is reviewed"),
    WordingKind.REFERRAL: pgettext_lazy("kind of letter", "That an outside body has the complaint"),
    WordingKind.RULING: pgettext_lazy("kind of letter", "What an outside body decided"),
    WordingKind.INFORMATION_REQUEST: pgettext_lazy("kind of letter", "Question to the complainant"),
    WordingKind.INFORMATION_REMINDER: pgettext_lazy("kind of letter", "Reminder of a question"),
    WordingKind.RESTRICTION: pgettext_lazy("kind of letter", "How to be in touch from now on"),
    WordingKind.MERGED: pgettext_lazy("kind of letter", "That two cases go on as one"),
    WordingKind.UNMERGED: pgettext_lazy("kind of letter", "That two cases go on by themselves again"),
    WordingKind.STAFF_NOTICE: pgettext_lazy("wording", "Around a notice to a colleague"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """What a place stands for. `lines`: it may take several lines; `code`: digits and Latin letters in any language."""

    meaning: str | _StrPromise
    lines: bool = False
    code: bool = False


PLACES: Mapping[str, Place] = {
    "greeting": Place(_("“Dear” and the person's name, or a greeting without a name")),
    "name": Place(_("The person's name")),
    "organisation": Place(_("Your organisation's name")),
    "reference": Place(_("The case's reference"), code=True),
    "secret": Place(
        _("The secret code for the tracking page, filled in only when the letter leaves"), code=True
    ),
    "tracking_link": Place(
        _("The address of the tracking page, on a line of its own"), lines=True, code=True
    ),
    "how_link": Place(
        _("The address of the page on how you handle complaints, on a line of its own"), lines=True, code=True
    ),
    "received_on": Place(_("The day on which it reached you")),
    "matter": Place(_("What it is about, in one line")),
    "handler": Place(_("Who handles it")),
    "answer_by": Place(_("The day by which you promise an answer")),
    "other_options": Place(_("Bodies outside your organisation that the person may turn to"), lines=True),
    "contact": Place(_("Your e-mail address, telephone number and website")),
    "signature": Place(_("Who writes, and your organisation's name"), lines=True),
    "outcome": Place(_("Why the case is closed, or what happens next"), lines=True),
    "helper": Place(_("Who can help instead"), lines=True),
    "close_on": Place(_("The day on which the case will be closed if nobody answers")),
    "body": Place(_("The body outside your organisation")),
    "body_reference": Place(_("The outside body's own reference"), code=True),
    "leading": Place(_("The reference of the other case"), code=True),
    "decided_on": Place(_("The day on which the outside body decided")),
    "until": Place(_("The last day on which it holds")),
    "title": Place(_("What the notice is about, in one line")),
    "words": Place(_("The words that were written"), lines=True),
    "decision": Place(_("How the complaint, or each point of it, was decided"), lines=True),
    "findings": Place(_("What was found out"), lines=True),
    "reasons": Place(_("Why it was decided so"), lines=True),
    "rule": Place(_("The law, contract or policy that was relied on"), lines=True),
    "apology": Place(_("The words of the apology"), lines=True),
    "remedies": Place(_("What will be done, and until when; one line each"), lines=True),
    "reply_by": Place(_("The day by which a reply is asked for")),
    "review": Place(_("How to ask for a review"), lines=True),
    "rights": Place(_("That replying gives up no rights"), lines=True),
    "link": Place(
        _("The address of the page that the notice is about, on a line of its own"), lines=True, code=True
    ),
}
"""Every place there is, with what an administrator is told about it."""


@dataclass(frozen=True, slots=True)
class Standard:
    """A kind's own wording, the places a wording of this kind may have, and those it must have."""

    subject: str | _StrPromise
    body: tuple[str | _StrPromise, ...]
    places: frozenset[str]
    needed: frozenset[str]


_ALWAYS = frozenset({"greeting", "name", "organisation", "contact", "signature"})
_CASE = _ALWAYS | {"reference", "tracking_link", "how_link", "handler", "matter", "received_on"}

_GREETING = "{greeting}"
_REGARDS = _("With kind regards,\n{signature}")
_CONTACT = _(
    "If you would like to add something, or would rather have our letters in another language or in large print, "
    "you can reach us here: {contact}"
)
_FOLLOW_CODES = _("  Your reference: {reference}\n  Your secret code: {secret}")
_CODE_IS_PRIVATE = _(
    "Please keep the code to yourself, because whoever has both can read your case. We will never ask you for it."
)

STANDARDS: Mapping[WordingKind, Standard] = {
    WordingKind.ACKNOWLEDGEMENT: Standard(
        subject=_("We have received your complaint {reference}"),
        body=(
            _GREETING,
            _(
                "Thank you for telling us what went wrong. Your complaint reached us on {received_on}, and we will "
                "look into it carefully."
            ),
            _("You wrote to us about: {matter}"),
            _FOLLOW_CODES,
            _(
                "With these two you can follow your complaint at any time, read our messages, write to us and send "
                "us papers:\n{tracking_link}"
            ),
            _CODE_IS_PRIVATE,
            _("Your complaint is handled by {handler}. You may be asked for more information."),
            _(
                "You will have our answer, with the reasons for it, by {answer_by}. If we need longer, we will tell "
                "you before that day why, and when you can expect it."
            ),
            _("Complaining to us is free of charge, and it will never be held against you."),
            _("You may also turn to somebody outside our organisation:\n{other_options}"),
            _("How we handle complaints, step by step, is explained here:\n{how_link}"),
            _CONTACT,
            _REGARDS,
        ),
        places=_CASE | {"secret", "answer_by", "other_options"},
        needed=frozenset({"reference", "secret", "tracking_link"}),
    ),
    WordingKind.ACKNOWLEDGEMENT_FEEDBACK: Standard(
        subject=_("Thank you for writing to us: {reference}"),
        body=(
            _GREETING,
            _(
                "Thank you for taking the time to write to us. Your message reached us on {received_on} and has been "
                "given to the people it concerns."
            ),
            _("You wrote to us about: {matter}"),
            _FOLLOW_CODES,
            _(
                "With these two you can see at any time what becomes of it, and write to us again:\n{tracking_link}"
            ),
            _CODE_IS_PRIVATE,
            _("Your message is looked after by {handler}."),
            _("If it calls for an answer, you will have it by {answer_by}."),
            _(
                "If you feel that something has gone wrong and should be put right, tell us so. We will then treat your "
                "message as a complaint, free of charge."
            ),
            _CONTACT,
            _REGARDS,
        ),
        places=_CASE | {"secret", "answer_by", "other_options"},
        needed=frozenset({"reference", "secret", "tracking_link"}),
    ),
    WordingKind.ACKNOWLEDGEMENT_SPOKEN: Standard(
        subject=_("We have received your complaint {reference}"),
        body=(
            _(
                "Good day. I am calling for {organisation}. Am I speaking with the person who complained to us?"
            ),
            _("Thank you for telling us what went wrong. Your complaint reached us on {received_on}."),
            _("May I give you your reference? Please write it down:\n{reference}"),
            _("Your complaint is handled by {handler}. You may be asked for more information."),
            _(
                "You will have our answer, with the reasons for it, by {answer_by}. If we need longer, we will tell "
                "you before that day why, and when you can expect it."
            ),
            _("Complaining to us is free of charge, and it will never be held against you."),
            _("You may also turn to somebody outside our organisation:\n{other_options}"),
            _(
                "You can call us at any time with your reference and ask how your complaint stands, or add something. "
                "You can reach us here: {contact}"
            ),
            _(
                "Is there anything you would like to add now? Would you like us to write to you instead of calling?"
            ),
        ),
        places=_CASE | {"answer_by", "other_options"},
        needed=frozenset({"reference"}),
    ),
    WordingKind.ACKNOWLEDGEMENT_FEEDBACK_SPOKEN: Standard(
        subject=_("Thank you for your message {reference}"),
        body=(
            _("Good day. I am calling for {organisation}. Am I speaking with the person who wrote to us?"),
            _(
                "Thank you for your message. It reached us on {received_on} and has been given to the people it concerns."
            ),
            _("May I give you your reference? Please write it down:\n{reference}"),
            _("Your message is looked after by {handler}."),
            _("If it calls for an answer, you will have it by {answer_by}."),
            _(
                "If you feel that something has gone wrong and should be put right, tell us so. We will then treat your "
                "message as a complaint, free of charge."
            ),
            _("You can reach us here: {contact}"),
        ),
        places=_CASE | {"answer_by", "other_options"},
        needed=frozenset({"reference"}),
    ),
    WordingKind.MESSAGE: Standard(
        subject=_("A message about your case {reference}"),
        body=(
            _GREETING,
            "{words}",
            _(
                "You can answer this letter, or write to us on your tracking page with your reference {reference} and "
                "your secret code:\n{tracking_link}"
            ),
            _REGARDS,
        ),
        places=_CASE | {"words"},
        needed=frozenset({"reference", "words"}),
    ),
    WordingKind.DECISION: Standard(
        subject=DECISION_SUBJECT,
        body=(_GREETING, *DECISION_BODY, _CONTACT, _REGARDS),
        places=_CASE | DECISION_PLACES,
        needed=frozenset({"reference"}) | DECISION_NEEDED,
    ),
    **{
        WordingKind(name): Standard(
            subject=subject,
            body=(_GREETING, *body, _CONTACT, _REGARDS),
            places=_CASE | places,
            needed=frozenset({"reference"}),
        )
        for name, (subject, body, places) in ENDINGS.items()
    },
    WordingKind.STAFF_NOTICE: Standard(
        subject="{title}",
        body=(
            _GREETING,
            "{words}",
            "{link}",
            _("You receive this letter because you look after cases at {organisation}."),
        ),
        places=_ALWAYS | {"reference", "title", "words", "link"},
        needed=frozenset({"title", "words"}),
    ),
}
