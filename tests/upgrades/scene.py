"""The small organisation that is stored with every version, made through the actions that people use, on one clock."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from recours.complaints import actions
from recours.complaints.actions import take_over
from recours.complaints.exchange import cfpb
from recours.complaints.models import Complaint
from recours.complaints.seed import seed_categories, seed_texts
from recours.complaints.states import Channel, Kind, Told
from recours.core.actors import complainant, system
from recours.core.secrets import tracking_secret
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from recours.jobs.subjects import expected_subjects
from recours.jobs.worker import tick
from recours.letters.actions import change_wording, mark_posted, mark_told
from recours.letters.kinds import WordingKind
from recours.letters.models import Letter
from recours.letters.recipients import Channel as Way
from recours.letters.wording import standard
from recours.mailroom.actions import take_mail
from recours.people.actions import record_failed_sign_in, record_sign_in
from recours.people.complainants import Party
from recours.trail.checkpoints import checkpoint_text, seal_all
from recours.trail.models import EventRow
from recours.trail.verification import verify
from tests.factories.cases import PERSON, WORDS, receive, stored
from tests.factories.cast import Cast, make_cast
from tests.mailroom.mails import MAILBOX, mail

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

_SPOKEN = {
    "en": ("Nadia Haddad", WORDS),
    "fr": ("Zoé Lefèvre", "Le compteur a été relevé deux fois en mai."),
    "ar": ("نادية حداد", "قُرئ العدّاد مرتين في شهر مايو ودفعتُ مرتين."),
    "fa": ("نازنین رضایی", "کنتور دو بار خوانده شد و من دو بار پرداخت کردم. نمی‌پذیرم."),
    "tr": ("Işıl Öztürk", "Sayaç mayısta iki kez okundu, iki kez ödedim."),
}
_PAST = """Complaint ID,Date received,Product,Issue,Consumer complaint narrative,Company response to consumer,Timely response?,Submitted via,Date sent to company
1001,2023-03-01,Mortgage,Late fee,They charged it twice.,Closed with explanation,Yes,Web,2023-03-02
1002,2023-04-11,Credit card,Fraud,,Closed with monetary relief,No,Phone,2023-04-20
1003,2024-08-21,Mortgage,Escrow,Nobody answers.,In progress,,Postal mail,2024-08-22
"""


def populate() -> None:
    """Found the organisation and let everything happen in it that this version knows."""
    cast = make_cast(NOW)
    seed_categories(actor=system("seed"), now=NOW)
    seed_texts(actor=system("seed"), now=NOW)
    clerk, handler = cast.actor("clerk"), cast.actor("handler")
    subject, body = standard(WordingKind.MESSAGE, "en")
    change_wording(actor=cast.house.admin, kind=WordingKind.MESSAGE, language="en", subject=f"Re: {subject}", body=body, now=NOW)  # fmt: skip
    record_sign_in(actor=clerk, now=NOW)
    record_failed_sign_in(actor=system("sign-in"), address_fingerprint="0" * 32, now=NOW)
    for number, (language, (name, words)) in enumerate(_SPOKEN.items()):
        person = Party(name=name, email=f"{language}@example.org", language=language)
        at = NOW + timedelta(hours=number)
        receive(
            at, key=f"made-{language}", language=language, words=words, complainant=person, files=(stored(),)
        )
    receive(
        NOW,
        key="made-post",
        complainant=Party(name="Piet Post", address="1 Lane", town="York", postcode="YO1", country="UK"),
    )
    receive(NOW, key="made-phone", actor=clerk, channel=Channel.PHONE, complainant=Party(name="Pia Phone", phone="+44 1904 1", contact_channel=Way.PHONE))  # fmt: skip
    receive(NOW, key="made-anonymous", anonymous=True, complainant=None)
    receive(
        NOW,
        key="made-behalf",
        representative=Party(name="Sam Carter", email="sam@example.org"),
        authority="Her son.",
    )
    for kind in (Kind.COMPLIMENT, Kind.SUGGESTION, Kind.ENQUIRY, Kind.SERVICE_REQUEST):
        receive(NOW, key=f"made-{kind.value}", kind=kind, complainant=PERSON)
    _work(cast, handler)
    _mail()
    _history()
    _finish(cast)


def _work(cast: Cast, handler: Any) -> None:
    cases = {case.intake.key: case for case in Complaint.objects.select_related("intake")}
    first, second = cases["made-en"], cases["made-fr"]
    later = NOW + timedelta(days=1)
    actions.take(actor=handler, complaint_id=first.pk, now=later)
    actions.write(
        actor=handler, complaint_id=first.pk, words="We look into it.", files=(), key="w", now=later
    )
    actions.receive_message(
        actor=complainant(first.pk), complaint_id=first.pk, words="Thank you.", files=(stored("b.txt", b"More"),),
        channel=Channel.WEB_FORM, key="r", now=later,
    )  # fmt: skip
    actions.note(actor=handler, complaint_id=first.pk, words="Call the meter team.", key="n", now=later)
    actions.attach(actor=handler, complaint_id=first.pk, files=(stored("inside.txt", b"Inside"),), now=later)
    actions.see_identity(actor=handler, complaint_id=first.pk, now=later)
    actions.acknowledge(actor=complainant(second.pk), complaint_id=second.pk, how=Told.PAGE, now=NOW)
    second.refresh_from_db()
    actions.assign(
        actor=cast.actor("manager"), complaint_id=second.pk, owner=cast.users["outsider"].pk, unit=cast.branch.pk,
        reason="They read the meters.", seen=second.version, now=later,
    )  # fmt: skip


def _mail() -> None:
    postman = system("mail")
    reference = Complaint.objects.get(intake__key="made-tr").reference
    for raw in (
        mail(),
        mail(
            "And the photo.",
            subject=f"Re: [{reference}]",
            sender="tr@example.org",
            message_id="<second@example.org>",
        ),
        mail("I am away.", message_id="<third@example.org>", Auto_Submitted="auto-replied"),
        b"\xff\xfe not a mail",
    ):
        take_mail(actor=postman, raw=raw, mailbox=MAILBOX, now=NOW + timedelta(days=1))


def _history() -> None:
    rows = list(
        cfpb.read(
            iter(_PAST.splitlines(keepends=True)), today=NOW.date(), ordinal=lambda _digest: 1, delimiter=","
        )
    )
    past = [row for row in rows if not isinstance(row, cfpb.Rejected)]
    assert len(past) == 3
    take_over(actor=system("import"), source=cfpb.SOURCE, pack=cfpb.SOURCE, batch=past, now=NOW)


def _finish(cast: Cast) -> None:
    """The worker's part, the letters that go by hand, a checkpoint; then one event more that no checkpoint holds yet."""
    end = NOW + timedelta(days=2)
    while tick(end):
        pass
    clerk = cast.actor("clerk")
    for letter in Letter.objects.filter(channel=Way.POST, printed_at__isnull=False):
        mark_posted(actor=clerk, letter_id=letter.pk, now=end)
    for letter in Letter.objects.filter(channel=Way.PHONE):
        mark_told(actor=clerk, letter_id=letter.pk, now=end)
    while tick(end):
        pass
    seal_all(end)
    case = Complaint.objects.get(intake__key="made-en")
    actions.note(actor=cast.actor("handler"), complaint_id=case.pk, words="Done.", key="last", now=end)


def picture() -> dict[str, Any]:
    """What the organisation looks like, as a later version must find it."""
    cases = {}
    for case in Complaint.objects.select_related("unit", "owner").order_by("reference"):
        about = Subject("complaint", case.pk)
        cases[case.reference] = {
            "kind": case.kind,
            "state": case.state,
            "language": case.language,
            "words": case.words,
            "unit": case.unit.code,
            "owner": case.owner.email if case.owner else "",
            "received_at": case.received_at.isoformat(),
            "secret": tracking_secret(case.pk, case.generation),
            "messages": sorted(case.messages.values_list("words", flat=True)),
            "files": sorted(case.attachments.values_list("sha256", flat=True)),
            "clocks": sorted(
                f"{clock.code} {clock.due_date} {bool(clock.met_at)}" for clock in clocks_of(about)
            ),
            "events": list(
                EventRow.objects.filter(subject_kind=about.kind, subject_id=about.id)
                .order_by("sequence")
                .values_list("kind", flat=True)
            ),
        }
    verdict = verify(expected=expected_subjects(), kept=[], progress=lambda _done, _total: None)
    return {
        "cases": cases,
        "letters": sorted(Letter.objects.values_list("message_id", flat=True)),
        "trail": {"holds": verdict.holds, "events": verdict.events, "sealed": verdict.sealed},
    }


def newest_checkpoint() -> str:
    """The checkpoint as an outsider keeps it."""
    return checkpoint_text(None)


def write(path: Path, value: Any) -> None:
    """A value as JSON that a person can read."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
