"""The follow-up form of a case on paper, in its seven parts (ISO 10002:2018, annex E)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from recours.complaints.outcomes import OUTCOME_NAMES, Outcome
from recours.complaints.remedies import ACTION_NAMES, Action
from recours.complaints.scales import (
    COMPLEXITY_NAMES,
    IMPACT_NAMES,
    PRIORITY_NAMES,
    RECURRENCE_NAMES,
    SAFETY_NAMES,
    SEVERITY_NAMES,
    Complexity,
    Impact,
    Priority,
    Recurrence,
    Safety,
    Severity,
)
from recours.complaints.seed import NUMBERS
from recours.complaints.selectors import CaseFile
from recours.complaints.states import (
    CHANNEL_NAMES,
    GROUND_NAMES,
    KIND_NAMES,
    TOLD_NAMES,
    Channel,
    Ground,
    Kind,
    Told,
)
from recours.core.dates import long_moment, short_date
from recours.core.localised import said
from recours.core.logos import logo_bytes
from recours.core.money import amount_said
from recours.core.text import local_digits
from recours.letters.recipients import CHANNEL_NAMES as LETTER_CHANNELS
from recours.letters.recipients import Channel as LetterChannel
from recours.people.selectors import Brand, brand, ink_of, staff_names
from recours.press.forms import FormSheet, Item, Said, Section, Table, form_pdf
from recours.trail.reading import actor_said, key_of

_LONGEST = 900
"""More of the complainant's words than this would push the form onto a second page."""


def followup_pdf(found: CaseFile, *, language: str, by: str, now: datetime) -> bytes:
    """The form of a case that the reader may see, in the reader's language, with names masked where the reader sees them masked.

    `by` names who drew it. Two statements.
    """
    with override(language):
        return form_pdf(_Paper(found, language, now).sheet(by))


class _Paper:
    """One case on its way onto paper; the language is active."""

    def __init__(self, found: CaseFile, language: str, now: datetime) -> None:
        self.found, self.case, self.language, self.now = found, found.complaint, language, now
        office = brand(language)
        if office is None:
            raise TypeError("a case belongs to an organisation")
        self.office: Brand = office
        self.zone = ZoneInfo(office.zone)
        self.names = staff_names(self._keys())

    def sheet(self, by: str) -> FormSheet:
        """The seven parts between the house's name and the line that says who drew it and when."""
        reference = self.case.reference
        drawn = _("Drawn on %(moment)s by %(name)s; for internal use.") % {
            "moment": long_moment(self.now, self.language, self.zone),
            "name": by,
        }
        return FormSheet(
            language=self.language,
            organisation=self.office.name,
            office=(_("For internal use"), reference),
            title=_("Follow-up form of case %(reference)s") % {"reference": f"\u200e{reference}\u200e"},
            lead=(),
            sections=(
                Section(_("1. Receipt"), self._receipt()),
                Section(_("2. Complainant"), self._complainant()),
                Section(_("3. Complaint"), self._complaint()),
                Section(_("4. Problem"), self._problem()),
                Section(_("5. Assessment"), self._assessment()),
                Section(_("6. Resolution"), self._resolution()),
                Section(_("7. Tracking"), (self._tracking(),)),
            ),
            footer=drawn,
            written_at=self.now,
            colour=ink_of(self.office.hue),
            logo=logo_bytes(self.office.logo.key) if self.office.logo else b"",
            compact=True,
        )

    def _receipt(self) -> tuple[Item, ...]:
        local = self.case.received_at.astimezone(self.zone)
        came = next((event for event in self.found.story if event.kind == "complaint.received"), None)
        return (
            Said(_("Date"), self._day(local.date()), 3),
            Said(_("Time"), local_digits(f"{local:%H:%M}", self.language), 2),
            Said(_("Received by"), came.who if came else "", 3),
            Said(_("By which way"), str(CHANNEL_NAMES[Channel(self.case.channel)]), 2),
            Said(_("Identifier"), self.case.reference, 2),
        )

    def _complainant(self) -> tuple[Item, ...]:
        if not self.found.revealed:
            return (Said(_("Name"), self.found.who or _("Name not given"), 6),)
        person, other = self.case.complainant, self.case.representative
        if person is None:
            anonymous = _("They want to stay anonymous.") if self.case.anonymous else _("Name not given")
            items: tuple[Item, ...] = (Said(_("Name"), anonymous, 12),)
        else:
            place = " ".join(part for part in (person.postcode, person.town) if part)
            address = ", ".join(
                part for part in (*person.address.splitlines(), place, person.country) if part
            )
            items = (
                Said(_("Name"), person.name or person.organisation, 4),
                Said(_("Phone number"), person.phone, 3),
                Said(_("E-mail"), person.email, 5),
                Said(_("Address"), address, 7),
                Said(
                    _("Language"), str(settings.LANGUAGE_NAMES.get(self.case.language, self.case.language)), 2
                ),
                Said(_("Wants to hear by"), self._way(person.contact_channel), 3),
            )
        if other is not None:
            items += (
                Said(_("Acts for them"), other.name or other.organisation, 4),
                Said(_("Phone number"), other.phone, 3),
                Said(_("E-mail"), other.email, 5),
            )
        return items

    def _complaint(self) -> tuple[Item, ...]:
        case, taken = self.case, self.found.taken_over
        product = said(case.product.names, self.language).text if case.product else case.product_words
        by = f"{taken.source} {taken.identity}" if taken else case.heard_of
        return (
            Said(_("Kind"), str(KIND_NAMES[Kind(case.kind)]), 2),
            Said(_("Product"), product, 4),
            Said(_("Order or contract"), case.order_reference, 3),
            Said(_("Referred by"), by, 3),
        )

    def _problem(self) -> tuple[Item, ...]:
        held, closure = self.found.assessing.current, self.found.closure
        again: bool | None = closure.recurrent if closure and closure.recurrent is not None else None
        if again is None and held is not None:
            again = held.recurrence != Recurrence.SINGLE.value
        problems = []
        for category in self.found.problems:
            number = NUMBERS.get(category.code) if category.taxonomy == "own" else None
            name = said(category.names, self.language).text
            problems.append(f"{local_digits(str(number), self.language)} {name}" if number else name)
        words = " ".join(self.case.words.split())
        if len(words) > _LONGEST:
            words = words[:_LONGEST].rsplit(" ", 1)[0] + " … " + _("(the rest stands in the case)")
        return (
            Said(_("Day of the problem"), self._day(self.case.occurred_on), 3),
            Said(_("Happened before"), self._truth(again), 2),
            Said(_("Problem"), "\n".join(problems), 7),
            Said(_("What happened"), words, 12),
        )

    def _assessment(self) -> tuple[Item, ...]:
        held = self.found.assessing.current
        if held is None:
            return (Said(_("Assessment"), _("Not assessed yet"), 12),)
        impact = [
            f"{IMPACT_NAMES[Impact(side)]} {local_digits(str(value), self.language)}"
            for side, value in sorted(held.impact.items(), key=lambda entry: -entry[1])
        ]
        severity = local_digits(str(held.severity), self.language)
        return (
            Said(_("Severity"), f"{severity} – {SEVERITY_NAMES[Severity(held.severity)]}", 4),
            Said(_("Danger"), str(SAFETY_NAMES[Safety(held.safety)]), 2),
            Said(_("Complexity"), str(COMPLEXITY_NAMES[Complexity(held.complexity)]), 3),
            Said(_("Recurrence"), str(RECURRENCE_NAMES[Recurrence(held.recurrence)]), 3),
            Said(_("Impact"), " · ".join(impact), 12),
            Said(_("Action needed at once"), self._truth(held.immediate_needed), 3),
            Said(_("Action possible at once"), self._truth(held.immediate_possible), 3),
            Said(_("Compensation likely"), self._truth(held.compensation_likely), 3),
            Said(_("Priority"), str(PRIORITY_NAMES[Priority(held.priority)]), 3),
        )

    def _resolution(self) -> tuple[Item, ...]:
        answer = self.found.responding.decided or self.found.responding.prepared
        promised = list(answer.remedies.all()) if answer else []
        wanted = " ".join(self.case.remedy_words.split())[:300]
        return (
            Said(_("Wants a remedy"), self._truth(self.case.remedy_wanted), 3),
            Said(_("What would put it right"), wanted, 9),
            Said(_("To be done"), "\n".join(self._remedy(each) for each in promised), 12),
        )

    def _remedy(self, row: Any) -> str:
        amount = amount_said(row.amount, row.currency, self.language) if row.amount is not None else ""
        by = _("by %(day)s") % {"day": self._day(row.due_on)}
        name = f"{local_digits(str(row.code), self.language)} {ACTION_NAMES[Action(row.code)]}"
        return " · ".join(part for part in (name, amount, " ".join(row.words.split())[:160], by) if part)

    def _tracking(self) -> Table:
        head = (_("What was done"), _("Day"), _("By whom"), _("Remarks"))
        rows = (
            (_("Acknowledged to the complainant"), *self._acknowledged()),
            (_("Assessed"), *self._assessed()),
            (_("Investigated"), *self._investigated()),
            (_("Decided"), *self._decided()),
            (_("Complainant told of the decision"), *self._told()),
            (_("Correction carried out"), *self._corrected("executed")),
            (_("Correction verified"), *self._corrected("verified")),
            (_("Closed"), *self._closed()),
        )
        return Table(head, rows, (5, 0, 4, 6))

    def _acknowledged(self) -> tuple[str, str, str]:
        told = self.found.acknowledgement
        if told is None or told.told_at is None:
            return "", "", ""
        return self._at(told.told_at), self._who(told.by), str(TOLD_NAMES[Told(told.how)]) if told.how else ""

    def _assessed(self) -> tuple[str, str, str]:
        rows = self.found.assessing.assessments
        if not rows:
            return "", "", ""
        first = rows[-1]
        times = (
            ngettext("judged once", "judged %(number)s times", len(rows))
            % {"number": local_digits(str(len(rows)), self.language)}
            if len(rows) > 1
            else ""
        )
        return self._at(first.at), self._who(first.by), times

    def _investigated(self) -> tuple[str, str, str]:
        inquiry, asked = self.found.investigating, self.found.tasks
        said_ = ngettext("%(number)s question to others", "%(number)s questions to others", len(asked))
        others = said_ % {"number": local_digits(str(len(asked)), self.language)} if asked else ""
        if inquiry.plans:
            first = inquiry.plans[-1]
            facts = ngettext("%(number)s finding", "%(number)s findings", len(inquiry.findings))
            found = facts % {"number": local_digits(str(len(inquiry.findings)), self.language)}
            return (
                self._at(first.at),
                self._who(first.by),
                " · ".join(part for part in (found, others) if part),
            )
        return (self._at(asked[0].at), asked[0].who, others) if asked else ("", "", "")

    def _decided(self) -> tuple[str, str, str]:
        answer = self.found.responding.decided or self.found.responding.prepared
        if answer is None:
            return "", "", ""
        by = self._who(answer.approved_by or answer.prepared_by)
        at = answer.approved_at or answer.prepared_at
        return self._at(at), by, str(OUTCOME_NAMES[Outcome(answer.outcome)])

    def _told(self) -> tuple[str, str, str]:
        answer = self.found.responding.decided
        if answer is None or answer.communicated_at is None:
            return "", "", ""
        reply = _("reply awaited by %(day)s") % {"day": self._day(answer.reply_by)}
        return self._at(answer.communicated_at), self._who(answer.communicated_by), reply

    def _corrected(self, what: str) -> tuple[str, str, str]:
        rows = [r for r in self.found.responding.remedies if getattr(r, f"{what}_at") is not None]
        if not rows:
            return "", "", ""
        last = max(rows, key=lambda row: getattr(row, f"{what}_at"))
        day = self._day(last.executed_on) if what == "executed" else self._at(last.verified_at)
        count = _("%(done)s of %(all)s") % {
            "done": local_digits(str(len(rows)), self.language),
            "all": local_digits(str(len(self.found.responding.remedies)), self.language),
        }
        return day, self._who(getattr(last, f"{what}_by")), count

    def _closed(self) -> tuple[str, str, str]:
        closure = self.found.closure
        if closure is None:
            return "", "", ""
        return self._at(closure.at), self._who(closure.by), str(GROUND_NAMES[Ground(closure.ground)])

    def _keys(self) -> set[Any]:
        answer = self.found.responding.decided or self.found.responding.prepared
        told, closure = self.found.acknowledgement, self.found.closure
        codes = {told.by if told else "", closure.by if closure else ""}
        codes |= {row.by for row in self.found.assessing.assessments}
        codes |= {plan.by for plan in self.found.investigating.plans}
        if answer:
            codes |= {answer.approved_by, answer.prepared_by, answer.communicated_by}
        for row in self.found.responding.remedies:
            codes |= {row.executed_by, row.verified_by}
        return {key for code in codes if (key := key_of(code)) is not None}

    def _who(self, code: str) -> str:
        return actor_said(code, self.names) if code else ""

    def _way(self, code: str) -> str:
        return str(LETTER_CHANNELS[LetterChannel(code)]) if code in set(LetterChannel) else ""

    def _at(self, at: datetime | None) -> str:
        return self._day(at.astimezone(self.zone).date()) if at else ""

    def _day(self, day: date | None) -> str:
        return short_date(day, self.language) if day else ""

    def _truth(self, value: object) -> str:
        if value is None:
            return ""
        return pgettext("form", "Yes") if value else pgettext("form", "No")
