from __future__ import annotations

from pathlib import Path

import pytest

from recours.mailroom.autoreply import recognise_autoreply
from recours.mailroom.bounce import ReportKind, recognise_bounce
from recours.mailroom.parse import parse
from tests.mailroom.mails import expected, mail, samples

OURS = "0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee@northwind.example"


def test_every_bounce_of_the_corpus_is_recognised(corpora: Path) -> None:
    told = expected(corpora / "bounces" / "expected.json")
    reports = automatic = status = named = 0
    for name, results in told.items():
        found = parse((corpora / "bounces" / "mails" / name).read_bytes())
        report = recognise_bounce(found)
        if report is None:
            assert recognise_autoreply(found), name
            automatic += 1
            continue
        reports += 1
        status += report.status == results[0]["status"]
        named += bool(report.addresses)
    assert (len(told), reports, automatic) == (308, 307, 1)
    # The peer invents a status (5.0.9xx) where the server named none; the rest is left for a person to read.
    assert status >= 200
    assert named >= 150


def test_feedback_is_told_apart(corpora: Path) -> None:
    told = expected(corpora / "bounces" / "expected.json")
    for name, results in told.items():
        if name.startswith("arf-") and results[0]["reason"] == "feedback":
            report = recognise_bounce(parse((corpora / "bounces" / "mails" / name).read_bytes()))
            assert report, name
            assert report.kind is ReportKind.SPAM, name


REPORT = f"""From: MAILER-DAEMON@mx.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

I'm sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; mona@example.org
Action: failed
Status: 5.1.1
--b
Content-Type: text/rfc822-headers

Message-ID: <{OURS}>
Subject: We have received your complaint
--b--
"""


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("failed", ReportKind.FAILED),
        ("delayed", ReportKind.DELAYED),
        ("relayed", ReportKind.DELIVERED),
        ("delivered", ReportKind.DELIVERED),
    ],
)
def test_a_report_says_what_about_whom(action: str, kind: ReportKind) -> None:
    report = recognise_bounce(parse(REPORT.replace("failed", action).encode()))
    assert report
    assert (report.kind, report.addresses, report.status) == (kind, ("mona@example.org",), "5.1.1")
    assert report.about == (OURS,)


@pytest.mark.parametrize(
    ("subject", "text", "fields"),
    [
        ("Delivery failed", "My parcel was not delivered. 550 euros are lost.", {}),
        ("Undelivered parcel", "It was returned to sender.", {"Return-Path": "<mona@example.org>"}),
        ("Message status", "You rejected my claim. Your message says 5.1.1.", {}),
        (
            "Returned mail",
            "The letter came back, address unknown.",
            {"sender": "Post Office <info@post.example>"},
        ),
        ("Failure notice", "Your notice of failure to pay is wrong.", {"sender": "no-reply@shop.example"}),
    ],
)
def test_people_may_complain_about_deliveries(subject: str, text: str, fields: dict[str, str]) -> None:
    given = {name.replace("-", "_"): value for name, value in fields.items()}
    assert recognise_bounce(parse(mail(text, subject=subject, **given))) is None


KNOWN_REPORTS = {
    "mime-assorted/mime_emails/raw_email_with_mimepart_without_content_type.eml",
    "mime-assorted/multipart_report_emails/multi_address_bounce1.eml",
    "mime-assorted/multipart_report_emails/multi_address_bounce2.eml",
    "mime-assorted/multipart_report_emails/multipart_report_multiple_status.eml",
    "mime-assorted/multipart_report_emails/report_422.eml",
    "mime-assorted/multipart_report_emails/report_530.eml",
    "mime-plain/mails/msg_05.txt",
    "mime-plain/mails/msg_16.txt",
    "mime-plain/mails/msg_25.txt",
    "mime-plain/mails/msg_43.txt",
}


def test_other_corpora_hold_no_reports_but_these(corpora: Path) -> None:
    found = {
        str(file.relative_to(corpora))
        for folder in ("mime-structure", "mime-assorted", "mime-plain", "replies-clients", "forwards")
        for file in samples(corpora / folder)
        if recognise_bounce(parse(file.read_bytes()))
    }
    assert found == KNOWN_REPORTS
