"""The decision letter: what was found, decided and why, what follows, and where one can turn (ISO 10002:2018, 7.8)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, override, pgettext

from recours.complaints.acknowledgement import MATTER, recipient
from recours.complaints.decision import Draft
from recours.complaints.models import Complaint, Response
from recours.complaints.outcomes import OUTCOME_SENTENCES, Outcome
from recours.complaints.remedies import ACTION_NAMES, Action, Answered, Check
from recours.core.actors import Actor
from recours.core.dates import long_date
from recours.core.localised import said
from recours.core.money import amount_said
from recours.core.subjects import Subject
from recours.core.text import one_line
from recours.letters.kinds import LetterKind
from recours.letters.queue import queue
from recours.people.selectors import dispute_bodies_at, letterhead

if TYPE_CHECKING:
    from recours.complaints.models import IssueOutcome, Remedy
    from recours.people.selectors import Organisation, OutsideBody


def draft_of(response: Response, office: Organisation, language: str) -> Draft:
    """What the letter about this answer would say, as far as it can be missing; two statements."""
    bodies = dispute_bodies_at(office.bodies_mark, language)
    return Draft(
        outcome=Outcome(response.outcome),
        all_points=response.checks.get(Check.ALL_ASPECTS) == Answered.YES,
        findings=response.findings,
        reasons=response.reasons,
        rule=response.rule,
        apology=response.apology,
        remedies=len(response.remedies.all()),
        reply_by=response.reply_by,
        outside=any(body.terms for body in bodies),
    )


def decision_letter(
    response: Response, complaint: Complaint, *, office: Organisation, actor: Actor, now: datetime
) -> UUID:
    """Queue the letter of an answer whose outcomes and remedies are read, in the complainant's language; its key."""
    language = complaint.language
    outcomes = list(response.outcomes.all())
    remedies = list(response.remedies.all())
    bodies = dispute_bodies_at(office.bodies_mark, language)
    with override(language):
        places: dict[str, str | date] = {
            "reference": complaint.reference,
            "received_on": complaint.received_at.astimezone(ZoneInfo(office.zone)).date(),
            "matter": _matter(complaint, language),
            "handler": actor.name,
            "words": response.words,
            "decision": _decision(response, outcomes, language),
            "findings": response.findings,
            "reasons": response.reasons,
            "rule": response.rule,
            "apology": response.apology,
            "remedies": "\n".join(_remedy(each, language) for each in remedies),
            "reply_by": response.reply_by,
            "review": gettext(
                "If you do not accept this answer, tell us why, in any words. Somebody who was not involved before "
                "will then look at your complaint again, free of charge."
            ),
            "other_options": "\n".join(_body(body) for body in bodies),
            "rights": gettext(
                "Whatever you reply, you give up none of your rights: this answer binds us, and not you."
            ),
        }
    return queue(
        kind=LetterKind.DECISION,
        to=recipient(complaint.representative or complaint.complainant, language),
        about=Subject("complaint", complaint.pk),
        places=places,
        letterhead=letterhead(office, language),
        thread=complaint.reference,
        generation=complaint.generation,
        unit=complaint.unit_id,
        now=now,
    )


def _matter(complaint: Complaint, language: str) -> str:
    product = said(complaint.product.names, language).text if complaint.product else ""
    return product or complaint.product_words or one_line(complaint.words, MATTER)


def _decision(response: Response, outcomes: list[IssueOutcome], language: str) -> str:
    """The outcome of the whole, and where there is more than one point that of each with its reasons."""
    whole = str(OUTCOME_SENTENCES[Outcome(response.outcome)])
    if len(outcomes) == 1:
        return "\n".join(line for line in (whole, outcomes[0].reasons) if line)
    points = []
    for each in outcomes:
        name = said(each.category.names, language).text if each.category else ""
        sentence = str(OUTCOME_SENTENCES[Outcome(each.outcome)])
        points.append(" ".join(part for part in (_point(name), sentence, each.reasons) if part))
    return "\n".join([whole, *points])


def _point(name: str) -> str:
    return pgettext("point of a letter", "On “%(point)s”:") % {"point": name} if name else ""


def _remedy(remedy: Remedy, language: str) -> str:
    name = str(ACTION_NAMES[Action(remedy.code)])
    # The sentence goes on behind the words with the day.
    words = remedy.words.removesuffix(".") if not remedy.words.endswith("..") else remedy.words
    what = words or name
    if remedy.code != Action.OTHER and words:
        what = pgettext("remedy in a letter", "%(action)s: %(words)s") % {
            "action": name,
            "words": words,
        }
    values = {"what": what, "day": long_date(remedy.due_on, language)}
    if remedy.amount is None:
        return pgettext("remedy in a letter", "%(what)s, by %(day)s") % values
    values["amount"] = amount_said(remedy.amount, remedy.currency, language)
    return pgettext("remedy in a letter", "%(what)s, %(amount)s, by %(day)s") % values


def _body(body: OutsideBody) -> str:
    ways = " · ".join(part for part in (body.website, body.phone) if part)
    return "\n".join(part for part in (body.name, body.terms, ways) if part)
