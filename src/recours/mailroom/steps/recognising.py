"""The steps that recognise what no person sent to us just now."""

from __future__ import annotations

import re
from uuid import UUID

from recours.mailroom.autoreply import Automatic
from recours.mailroom.autoreply import recognise_autoreply as automatic_kind
from recours.mailroom.bounce import ReportKind
from recours.mailroom.bounce import recognise_bounce as report_in
from recours.mailroom.models import RawMessage
from recours.mailroom.states import FateKind, Reason
from recours.mailroom.steps.arrival import Arrival, Verdict
from recours.mailroom.steps.threads import case_of_ids, case_of_mail, is_own_id

MOST_HOPS = 50
_REPORTS = {
    ReportKind.FAILED: Reason.NOT_DELIVERED,
    ReportKind.DELAYED: Reason.DELAYED,
    ReportKind.DELIVERED: Reason.DELIVERED,
    ReportKind.SPAM: Reason.MARKED_AS_SPAM,
    ReportKind.READ: Reason.WAS_READ,
}
_X_LOOP = re.compile(r"[^\s@<>]+@([^\s@<>]+)")


def reject_loop(arrival: Arrival) -> Arrival | Verdict:
    """Our own mail that came back, by its identifier or its mark, and mail that travels in circles."""
    mail = arrival.mail
    marks = [m.casefold() for value in mail.fields.get("x-loop", ()) for m in _X_LOOP.findall(value[:1000])]
    if is_own_id(mail.message_id, arrival.host) or arrival.host.casefold() in marks:
        return Verdict(fate=FateKind.LOOP, reason=Reason.OWN_MAIL)
    if mail.sender.address and mail.sender.address.casefold() == arrival.mailbox:
        return Verdict(fate=FateKind.LOOP, reason=Reason.OWN_MAIL)
    if len(mail.fields.get("received", ())) > MOST_HOPS:
        return Verdict(fate=FateKind.LOOP, reason=Reason.TOO_MANY_HOPS)
    return arrival


def recognise_duplicate(arrival: Arrival) -> Arrival | Verdict:
    """The same mail by another way: same identifier, same mailbox, and a person would read the same."""
    if not arrival.mail.message_id:
        return arrival
    first = (
        RawMessage.objects.filter(
            message_id=arrival.mail.message_id, mailbox=arrival.mailbox, content=arrival.content
        )
        .exclude(pk=arrival.id)
        .exclude(fate__in=[FateKind.WAITING.value, FateKind.DUPLICATE.value])
        .order_by("received_at", "id")
        .first()
    )
    if first is None:
        return arrival
    case = first.subject_id if first.subject_kind == "complaint" else None
    return Verdict(fate=FateKind.DUPLICATE, reason=Reason.SEEN_BEFORE, case=case)


def recognise_bounce(arrival: Arrival) -> Arrival | Verdict:
    """A mail server's report, with the case of the letter that it is about."""
    report = report_in(arrival.mail)
    if report is None:
        return arrival
    found = case_of_ids(report.about, arrival.host)
    return Verdict(
        fate=FateKind.BOUNCE,
        reason=_REPORTS[report.kind],
        case=found.case if found else None,
        letter=found.letter if found else None,
        status=report.status,
    )


def recognise_autoreply(arrival: Arrival) -> Arrival | Verdict:
    """A program's answer is recorded; what a program sent by itself waits for a person, who may be behind it."""
    kind = automatic_kind(arrival.mail)
    if kind is None:
        return arrival
    case: UUID | None = case_of_mail(arrival)
    if kind is Automatic.REPLY:
        return Verdict(fate=FateKind.AUTOMATIC, reason=Reason.AUTOMATIC_REPLY, case=case)
    reason = Reason.AUTOMATIC_MAIL if kind is Automatic.SENT else Reason.MAILING_LIST
    return Verdict(fate=FateKind.QUARANTINE, reason=reason, case=case)
