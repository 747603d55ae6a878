from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from recours.complaints.models import Complaint
from recours.core.errors import NotFound
from recours.core.subjects import Subject
from recours.mailroom.actions import Taken
from recours.mailroom.models import RawMessage
from recours.mailroom.selectors import (
    counts_for,
    enclosure_for,
    mail_for,
    mail_list_for,
    mails_about,
    quarantine_for,
    raw_for,
    subjects,
)
from recours.mailroom.states import FATE_NAMES, REASON_NAMES, FateKind, Reason
from tests.factories.cast import Cast
from tests.mailroom.mails import mail

Take = Callable[..., Taken]
pytestmark = pytest.mark.django_db


def test_the_counts_reconcile(
    take: Take, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """freescout#2001: what was seen and what was fetched never added up."""
    take()
    take()
    take(b"X-Other: way\n" + mail())
    take(Precedence="bulk", message_id="<b@x.example>")
    take(b"\nwords without a sender")
    take(sender="complaints@northwind.example", message_id="<own@x.example>")
    manager = cast.actor("manager")
    with django_assert_num_queries(1):
        counts = counts_for(actor=manager)
    assert counts.total == sum(counts.by_fate.values()) == RawMessage.objects.count() == 5
    assert {fate: n for fate, n in counts.by_fate.items() if n} == {
        FateKind.NEW_CASE: 1,
        FateKind.DUPLICATE: 1,
        FateKind.QUARANTINE: 2,
        FateKind.LOOP: 1,
    }
    assert counts.held == 2
    assert len({s.id for s in subjects()}) == 5


def test_the_quarantine_is_a_list_for_those_who_may(
    take: Take, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = Complaint.objects.get(pk=take().case)
    for n in range(3):
        take(sender="x@y.example", text=f"{n}", subject=f"[{case.reference}]", message_id=f"<{n}@y.example>")
    manager = cast.actor("manager")
    with django_assert_num_queries(2):
        page = quarantine_for(actor=manager, size=2)
    assert [(line.reference, line.reason, line.rescuable) for line in page.rows] == [
        (case.reference, Reason.OTHER_SENDER, True)
    ] * 2
    assert len(quarantine_for(actor=manager, size=2, cursor=page.next).rows) == 1
    assert len(quarantine_for(actor=cast.actor("clerk")).rows) == 3
    assert quarantine_for(actor=cast.actor("outsider")).rows == []
    Complaint.objects.filter(pk=case.pk).update(unit_id=cast.branch.pk)
    assert quarantine_for(actor=cast.actor("clerk")).rows == []
    assert [line.fate for line in mail_list_for(actor=manager, fate=FateKind.NEW_CASE).rows] == [
        FateKind.NEW_CASE
    ]
    assert len(mail_list_for(actor=manager).rows) == 4


def test_a_mail_in_full(take: Take, cast: Cast) -> None:
    raw = (
        b"From: Mona <mona@example.org>\nTo: Us <us@northwind.example>\nSubject: Hi\n"
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n"
        b"<p onclick=x>Brown</p><script>x</script>\n--b\nContent-Type: application/x-evil\n"
        b"Content-Disposition: attachment; filename=a.exe\n\nMZ\n--b--\n"
    )
    taken = take(raw)
    clerk = cast.actor("clerk")
    view = mail_for(actor=clerk, message_id=taken.message_id)
    assert (view.words, view.text, view.html.strip()) == ("Brown", "Brown", "<p>Brown</p>")
    assert view.to == ("Us <us@northwind.example>",)
    assert [(e.number, e.name, e.size) for e in view.enclosures] == [(0, "a.exe", 2)]
    assert [d.fate for d in view.decisions] == [FateKind.NEW_CASE]
    assert view.line.reference == Complaint.objects.get(pk=taken.case).reference
    assert raw_for(actor=clerk, message_id=taken.message_id) == raw
    assert enclosure_for(actor=clerk, message_id=taken.message_id, number=0) == ("a.exe", b"MZ")
    for number in (1, -1):
        with pytest.raises(NotFound):
            enclosure_for(actor=clerk, message_id=taken.message_id, number=number)
    assert taken.case
    assert [line.id for line in mails_about(about=Subject("complaint", taken.case))] == [taken.message_id]
    for reader in (mail_for, raw_for):
        with pytest.raises(NotFound):
            reader(actor=cast.actor("outsider"), message_id=taken.message_id)


def test_every_fate_and_reason_has_a_name() -> None:
    assert set(FATE_NAMES) == set(FateKind)
    assert set(REASON_NAMES) == set(Reason)


def test_mail_of_a_case_about_oneself_is_not_there(take: Take, cast: Cast) -> None:
    taken = take()
    manager = cast.actor("manager")
    assert len(mail_list_for(actor=manager).rows) == 1
    barred = replace(manager, barred=frozenset({taken.case}))
    assert (mail_list_for(actor=barred).rows, counts_for(actor=barred).total) == ([], 0)
    take(sender="bulk@example.org", message_id="<b@x.example>", Precedence="bulk")
    assert counts_for(actor=barred).total == 1
    with pytest.raises(NotFound):
        raw_for(actor=barred, message_id=RawMessage.objects.get(subject_id=taken.case).pk)
