"""The texts that colleagues find ready on the first day, in the languages of Recours."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class SeededText(NamedTuple):
    """A text: its code for ever, its place in the list, what it is chosen by, and what it says."""

    code: str
    position: int
    name: _StrPromise
    paragraphs: tuple[_StrPromise, ...]


TEXTS = (
    SeededText(
        "progress",
        10,
        pgettext_lazy("ready-made text", "How far we are"),
        (
            _("We are working on your case {reference}, and want you to know how far we are."),
            _(
                "We have read everything that you sent us. Now we are checking it and hearing everybody who was involved."
            ),
            _("You will have our answer by {answer_by}."),
            _("If something changes for you in the meantime, please tell us."),
        ),
    ),
    SeededText(
        "papers",
        20,
        pgettext_lazy("ready-made text", "Asking for papers"),
        (
            _(
                "To judge your case {reference} fairly, we would like to see what you have in writing: for example the "
                "contract, a bill, messages or photographs."
            ),
            _(
                "You can add files on your tracking page, or answer this message and attach them. Pictures taken with a "
                "telephone are enough."
            ),
            _("If you do not have them, tell us. We then go on with what we know."),
        ),
    ),
    SeededText(
        "papers-arrived",
        30,
        pgettext_lazy("ready-made text", "What they sent has arrived"),
        (
            _(
                "Thank you. What you sent us has arrived, and we take it into account in your case {reference}."
            ),
            _("You do not need to do anything else now. You will have our answer by {answer_by}."),
        ),
    ),
    SeededText(
        "delay",
        40,
        pgettext_lazy("ready-made text", "Sorry for the delay"),
        (
            _(
                "We are sorry: our answer to your case {reference} takes longer than we said. You did nothing wrong."
            ),
            _(
                "We keep working on it, and {handler} is there for your questions. We write to you again as soon as we know "
                "more."
            ),
            _("If the delay puts you in difficulty, please tell us, so that we can help sooner."),
        ),
    ),
    SeededText(
        "call",
        50,
        pgettext_lazy("ready-made text", "We could not reach you"),
        (
            _("We tried to call you about your case {reference} and did not reach you."),
            _(
                "When would a call suit you? Tell us a day and a time. If you would rather write, that is just as good."
            ),
        ),
    ),
    SeededText(
        "praise",
        60,
        pgettext_lazy("ready-made text", "Thanks for praise"),
        (
            _(
                "Thank you for your kind words. We have passed them on to the colleagues whom they are meant for."
            ),
            _("It helps us to hear what is good and should stay as it is."),
        ),
    ),
    SeededText(
        "idea",
        70,
        pgettext_lazy("ready-made text", "Thanks for an idea"),
        (
            _("Thank you for your idea. We have passed it on to those who can decide about it."),
            _(
                "We cannot promise that it will be done. We do promise that it is read, and that you hear from us when "
                "something comes of it."
            ),
        ),
    ),
)
