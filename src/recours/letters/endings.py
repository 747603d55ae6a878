"""The delivered wording of the letters that go out when a case waits, is answered, reviewed, passed on and closed. No database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words: TypeAlias = str | _StrPromise

ENDINGS: Mapping[str, tuple[Words, tuple[Words, ...], frozenset[str]]] = {
    "recourse": (
        _("What you can do now: {reference}"),
        (
            _(
                "You told us that you do not accept our answer to your complaint {reference}. We have noted it, and "
                "your complaint stays open."
            ),
            _(
                "You can ask us for a review. Somebody who has had nothing to do with your complaint so far will then "
                "look at everything again and answer you. Ask for it on your tracking page, by letter or by phone; it "
                "is free of charge:\n{tracking_link}"
            ),
            _(
                "You can also turn to somebody outside our organisation. Please mind their time limits:\n{other_options}"
            ),
            _("Whatever you choose, it will never be held against you."),
        ),
        frozenset({"other_options"}),
    ),
    "closure_notice": (
        _("Your case {reference} is closed"),
        (
            _("We have closed your case {reference}."),
            "{outcome}",
            _(
                "If you think that this is not right, or if something new happens, tell us. We can open the case "
                "again:\n{tracking_link}"
            ),
            _("You may also turn to somebody outside our organisation:\n{other_options}"),
            _("Thank you for the trouble you took to tell us. It helps us to do better."),
        ),
        frozenset({"outcome", "other_options"}),
    ),
    "not_a_complaint": (
        _("About what you sent us: {reference}"),
        (
            _(
                "Thank you for writing to us. We have read carefully what you sent us. It concerns something that we "
                "cannot decide, so we cannot handle it as a complaint to us."
            ),
            _("This is who can help you:\n{helper}"),
            _(
                "We have therefore closed your case {reference}. If we have misunderstood you, tell us, and we will "
                "look at it again:\n{tracking_link}"
            ),
        ),
        frozenset({"helper"}),
    ),
    "reminder": (
        _("We have not heard from you: {reference}"),
        (
            _(
                "We wrote to you about your complaint {reference} and asked for your reply. So far we have not heard "
                "from you."
            ),
            _("You can reply on your tracking page, by answering this letter, or by phone:\n{tracking_link}"),
            _("If something in our letter is not clear, or if you need more time, just say so."),
            _(
                "If we hear nothing by {close_on}, we will close the case. You lose nothing by it: you can ask us at "
                "any time to open it again."
            ),
        ),
        frozenset({"close_on"}),
    ),
    "review": (
        _("Your complaint {reference} is being reviewed"),
        (
            _(
                "Your complaint {reference} is now looked at again from the beginning, by somebody who has had nothing "
                "to do with it so far."
            ),
            _("It is reviewed by {handler}."),
            _("You will have the result, with the reasons for it, by {answer_by}."),
            _(
                "You need not do anything. If you would like to add something, you can do so on your tracking page:\n"
                "{tracking_link}"
            ),
            _("You may also turn to somebody outside our organisation:\n{other_options}"),
        ),
        frozenset({"answer_by", "other_options"}),
    ),
    "referral": (
        _("Your complaint {reference} is now with somebody outside"),
        (
            _("Your complaint {reference} is now with {body}, who decide independently of us."),
            _("Their own reference is: {body_reference}"),
            _(
                "We will answer their questions and keep you informed. You can see at any time how it stands:\n"
                "{tracking_link}"
            ),
        ),
        frozenset({"body", "body_reference"}),
    ),
    "ruling": (
        _("What was decided about your complaint {reference}"),
        (
            _("{body} have told us what they decided on {decided_on} about your complaint {reference}."),
            "{words}",
            "{outcome}",
            _("You can see at any time how it stands:\n{tracking_link}"),
        ),
        frozenset({"body", "decided_on", "words", "outcome"}),
    ),
    "merged": (
        _("Your cases {reference} and {leading} go on as one"),
        (
            _(
                "You wrote to us more than once about the same matter. So that nothing is overlooked and you need not "
                "repeat yourself, your cases {reference} and {leading} now go on as one, under the reference {leading}."
            ),
            _(
                "You need not do anything, and you lose nothing: everything that you told us is kept, the earlier of the "
                "two days for our answer holds, and both references with their codes open your case:\n{tracking_link}"
            ),
            _("If these are two different matters, tell us, and we will handle them one by one again."),
        ),
        frozenset({"leading"}),
    ),
    "unmerged": (
        _("Your cases {reference} and {leading} go on by themselves"),
        (
            _(
                "We had put your cases {reference} and {leading} together. They are now handled one by one again, each "
                "under its own reference, with everything that belongs to it and the day for its answer."
            ),
            _("You need not do anything. You can see at any time how each of them stands:\n{tracking_link}"),
        ),
        frozenset({"leading"}),
    ),
    "information_request": (
        _("We need something from you: {reference}"),
        (
            _("We are looking into your complaint {reference}. To go on, we need something from you:"),
            "{words}",
            _("Please answer by {reply_by}. If you need more time, or cannot tell us, just say so."),
            _("You can answer this letter, or write to us on your tracking page:\n{tracking_link}"),
            _("Until we hear from you, your complaint waits. Nothing is lost by it."),
        ),
        frozenset({"words", "reply_by"}),
    ),
    "information_reminder": (
        _("We still need something from you: {reference}"),
        (
            _(
                "We asked you for something that we need for your complaint {reference}. So far we have not heard from you:"
            ),
            "{words}",
            _("You can answer this letter, or write to us on your tracking page:\n{tracking_link}"),
            _(
                "If we hear nothing by {reply_by}, we will go on with what we have, and decide as well as we can."
            ),
        ),
        frozenset({"words", "reply_by"}),
    ),
    "restriction": (
        _("How we will be in touch from now on: {reference}"),
        (
            _("Your complaint {reference} goes on, and we answer it like any other."),
            _("So that we can work on it well, this is how we are in touch until {until}:\n{outcome}"),
            _("This is why:\n{reasons}"),
            _(
                "It ends by itself after that day. If you see it otherwise, tell us: somebody who did not decide it will "
                "look at it.\n{tracking_link}"
            ),
            _("You may also turn to somebody outside our organisation:\n{other_options}"),
        ),
        frozenset({"until", "outcome", "reasons", "other_options"}),
    ),
}
"""Subject, paragraphs between greeting and regards, and the places beyond those of every case, by the kind's code."""
