"""How to go about the hard moments of handling a complaint, in words that people can use. Pure; the words are ours to be changed.

ISO 10002:2018, 4.9 (objectivity), 6.4 and annex D ask for restraint, support and fairness to both sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from recours.complaints.states import Move

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A title and words per language, and beside which moves it is shown; `hidden` takes a standard one out of sight."""

    titles: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    hidden: bool = False


class Standard(NamedTuple):
    """A procedure that comes with Recours: its title, its steps, and beside which moves it is shown."""

    title: _StrPromise
    steps: tuple[_StrPromise, ...]
    moves: tuple[Move, ...]


STANDARD: Mapping[str, Standard] = {
    "anger": Standard(
        _("Meeting anger with restraint"),
        (
            _("Let them finish. Anger needs to be heard before it can hear."),
            _("Name what you heard, not how they said it: “You waited three weeks and nobody called.”"),
            _("Do not defend, explain or correct yet. One honest “I see why that upset you” does more."),
            _("Speak slower and more quietly than they do. Write as you would to somebody you respect."),
            _("Say what you will do, by when, and do exactly that."),
            _(
                "Insults or threats: say once that you want to help and cannot go on like this. End the call politely if "
                "it continues, note what was said, and tell your manager. The complaint is still handled."
            ),
        ),
        (Move.WRITE, Move.RECEIVE_MESSAGE),
    ),
    "listening": Standard(
        _("Taking down what somebody tells you"),
        (
            _(
                "Write in their words, not in ours. Ask: what happened, when, to whom, and what would put it right?"
            ),
            _("Read it back and change it until they say: yes, that is it."),
            _("Ask what they need to take part: language, large print, a person at their side, a good time."),
            _("Promise nothing about the result. Promise the next step and its day."),
            _("Give the reference, and say how they can follow the case."),
        ),
        (Move.RECEIVE_MESSAGE, Move.ACKNOWLEDGE),
    ),
    "apology": Standard(
        _("How to apologise"),
        (
            _("Say what we did wrong, plainly: “We read your meter twice and billed you for both.”"),
            _("Say sorry for that. Not “if you felt”, not “for any inconvenience”."),
            _("Say why it happened if you know, without passing the blame on to a colleague or a supplier."),
            _("Say what we do now for them, and what we change so that it does not happen again."),
            _("An apology stands alone: nothing is asked in return, and it is signed by a person."),
            _("Where we were not at fault you can still be sorry that it went badly for them."),
        ),
        (Move.PREPARE, Move.COMMUNICATE, Move.WRITE),
    ),
    "saying-no": Standard(
        _("Saying no well"),
        (
            _("Answer every point that they raised, also the small ones."),
            _("Give the reason first and the rule second, in words that they can check."),
            _("Say what you looked at and whom you asked. A no without work behind it reads as contempt."),
            _("Offer what is possible instead, even when it is little."),
            _(
                "Tell them the next way: our own review, then the body outside, with its address and its time limit."
            ),
        ),
        (Move.PREPARE, Move.COMMUNICATE),
    ),
    "at-once": Standard(
        _("When to pass a case on at once"),
        (
            _(
                "Somebody is in danger, or may be: make it safe first, then write. Assess it so, and the management is told."
            ),
            _("A crime, a breach of the law, personal data in wrong hands: to your manager within the hour."),
            _("A child, or somebody who cannot protect themselves, is concerned."),
            _("The press, a member of parliament or a regulator asks: do not answer alone."),
            _("The complaint is about you or somebody close to you: hand it over and say why."),
            _(
                "Many people may have the same problem: say so in the assessment, do not wait for the second complaint."
            ),
        ),
        (Move.ASSESS, Move.ASSIGN, Move.ESCALATE),
    ),
    "fair-to-colleagues": Standard(
        _("When the complaint is about a colleague"),
        (
            _("They are told at once and in full what is said about them, by somebody who stands by them."),
            _("They get to explain before anything is decided, and may bring somebody along."),
            _(
                "You look for what happened, not for who is to blame. Discipline is another procedure and another table."
            ),
            _(
                "What they told you stays with those who need it. They are told the result when the complainant is."
            ),
        ),
        (Move.SET_TASK, Move.ASSESS),
    ),
    "welfare": Standard(
        _("When somebody may come to harm"),
        (
            _(
                "Somebody speaks of ending their life or of violence: stay with them, ask plainly, and call the emergency services if it may happen now."
            ),
            _("Write down their words and the time. Raise the welfare flag: a manager is told at once."),
            _("Do not promise to keep it secret. Say whom you will tell and why."),
            _(
                "Illness, grief, debt or fear can make a complaint hard to carry: offer time, one person to talk to, and somebody to speak for them."
            ),
            _(
                "Afterwards look after yourself. A hard call may be talked over, and a break needs no excuse: the flag is also there for you."
            ),
        ),
        (Move.RECEIVE_MESSAGE, Move.ASSESS),
    ),
    "hard-behaviour": Standard(
        _("When behaviour is hard to bear"),
        (
            _(
                "A person is never unreasonable; behaviour can be. Look first whether we gave cause: silence, delay, an unclear answer."
            ),
            _(
                "Persistence is not unreasonable. Threats, abuse, recordings spread to shame, or hours of calls a day may be."
            ),
            _("Say what must change and what follows if it does not, once and in writing."),
            _(
                "Then propose the mildest restriction that helps: one person to contact, letters only, set times. Give the reason and an end."
            ),
            _("A manager decides, not you. The complainant gets a letter and can object."),
            _("The complaint itself goes on as any other, and so do all its time limits."),
        ),
        (Move.WRITE,),
    ),
}
"""The procedures of the first day, by their codes."""
