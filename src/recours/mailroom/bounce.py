"""Reports by mail servers about mail: not delivered, delayed, marked as spam, read; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from recours.mailroom.autoreply import submission_of
from recours.mailroom.headers import message_ids, read_address
from recours.mailroom.parse import Mail


class ReportKind(StrEnum):
    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    SPAM = "spam"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail server says: about which addresses, with which status ("5.1.1" or ""), about which of our messages."""

    kind: ReportKind
    addresses: tuple[str, ...]
    status: str
    about: tuple[str, ...]


_DAEMONS = re.compile(
    r"(?:mailer-daemon|mail-daemon|mail_daemon|maildaemon|mdaemon|postmaster|mail-delivery|mailerdaemon|mailsystem|"
    r"mail-system|mail\.system|mail\.delivery\.system|delivery-status|bounce-notification|bounces?|"
    r"microsoftexchange[0-9a-f]{32}|double-bounce|emailsystem)(?:[+.\-=][^@]*)?\Z"
)
_DAEMON_NAMES = re.compile(
    r"mail(?:er)?[ -]?(?:delivery|daemon)|mail delivery (?:sub)?system|postmaster|system administrator|delivery subsystem|"
    r"mailer-daemon|mail system|internet mail delivery|systemadministrator|microsoft exchange|mail administrator"
)
_SUBJECTS = re.compile(
    r"undeliver|not delivered|non[ -]?deliver|deliver(?:y|ed)? (?:status|fail|error|report|problem|has failed|incomplete)|"
    r"fail(?:ed|ure) (?:notice|delivery|to deliver)|(?:mail (?:delivery|could not|system|error|failure|transport|not )|delayed mail)|"
    r"message (?:could|not|delivery|status|undeliv|delayed|you sent|blocked|refused|failed)|"
    r"returned (?:mail|message|to sender|email)|"
    r"(?:user|host|address|recipient|mailbox) (?:unknown|not found|unavailable|full|rejected)|warning: (?:could not|message)|"
    r"permanent error|nondeliver|dsn|ndn|bounce|email delivery|problem delivering|could not (?:be )?(?:deliver|send)|"
    r"can'?t be delivered|unable to deliver|delivery notification|non remis|échec de (?:la )?(?:remise|livraison)|"
    r"non distribué|unzustellbar|nicht zugestellt|zustellung|no se (?:pudo|ha podido) entregar|impossibile recapitare|"
    r"mancata consegna|teslim edileme|iletilemedi|gönderilemedi|недостав|не доставлен|配信|送信できません|"
    r"تعذر التسليم|لم يتم التسليم|تعذر تسليم|فشل تسليم|تحویل داده نشد|ناموفق بود|تحویل نشد"
)
_SAYS_SO = re.compile(
    r"(?:\b[45]\.\d{1,3}\.\d{1,3}\b|\b(?:4[2-5]\d|5[0-7]\d)[ -]\S|"
    r"could ?n[o']t be delivered|could not deliver|permanent (?:fatal )?error|user unknown|unknown user|mailbox (?:full|unavailable)|"
    r"undeliver|delivery (?:to the following|failed|failure|has failed|status)|returned to sender|not (?:be )?deliver|"
    r"transcript of session|no such user|host not found|failed recipient|host unknown|unrouteable|quota exceeded|"
    r"failed permanently|was not delivered|unable to deliver|does not exist|rejected|配信|届け|送信できません|"
    r"the original message|message header|your message)",
    re.IGNORECASE,
)
_STATUS = re.compile(r"(?im)^status:\s*([245]\.\d{1,3}\.\d{1,3})")
_ACTION = re.compile(r"(?im)^action:\s*([a-z-]+)")
_RECIPIENT = re.compile(
    r"(?im)^(?:final|original)-(?:recipient|rcpt-to):\s*(?:[a-z0-9-]+\s*;)?\s*<?([^\s<>;]+@[^\s<>;]+)"
)
_ARF_RECIPIENT = re.compile(
    r"(?im)^(?:original-rcpt-to|removal-recipient|original-recipient):\s*(?:[a-z0-9-]+\s*;)?\s*<?([^\s<>;]+@[^\s<>;]+)"
)
_ID_FIELD = re.compile(r"(?im)^(?:x-)?(?:original-)?message-id:\s*(<[^<>\s]{1,500}>)")
_LOOSE_STATUS = re.compile(r"(?<![\d.])([45]\.\d\.\d{1,3})(?![\d.])")
_REPORT_TYPES = {"message/delivery-status", "message/global-delivery-status"}
_READ_TYPES = {"message/disposition-notification", "message/global-disposition-notification"}


def recognise_bounce(mail: Mail) -> Report | None:
    """The report in this mail, or None if a person may have written it."""
    kinds = {a.media_type for a in mail.attachments}
    if (
        "message/feedback-report" in kinds
        or mail.report_type == "feedback-report"
        or _is_plain_abuse_report(mail)
    ):
        return _report(ReportKind.SPAM, mail, _ARF_RECIPIENT)
    if kinds & _READ_TYPES or mail.report_type == "disposition-notification":
        return _report(ReportKind.READ, mail, _RECIPIENT)
    if kinds & _REPORT_TYPES or mail.report_type == "delivery-status" or "x-failed-recipients" in mail.fields:
        return _report(_delivery_kind(mail), mail, _RECIPIENT)
    if _evidence(mail) >= 2 or _is_notification(mail):
        return _report(ReportKind.FAILED, mail, _RECIPIENT)
    return None


def _evidence(mail: Mail) -> int:
    """How many things speak for a mail server as the author; one alone convicts nobody."""
    local = mail.sender.address.rpartition("@")[0].casefold()
    name = mail.sender.name.casefold()
    daemon = bool(_DAEMONS.match(local) or (not local and _DAEMON_NAMES.search(name)))
    subject = bool(_SUBJECTS.search(mail.subject.casefold()))
    empty_path = any(value.strip() in {"<>", "< >"} for value in mail.fields.get("return-path", ()))
    automatic = submission_of(mail) not in {"", "no"}
    says_so = (subject or empty_path) and bool(_SAYS_SO.search(mail.text[:20_000]))
    enclosed = any(a.media_type in {"message/rfc822", "text/rfc822-headers"} for a in mail.attachments)
    return sum(
        (
            daemon,
            subject and (daemon or empty_path or automatic),
            empty_path or automatic,
            says_so and (daemon or empty_path or enclosed),
        )
    )


def _is_notification(mail: Mail) -> bool:
    """Services that report in a form of their own, as JSON or in a list manager's words."""
    amazon = "x-amz-sns-message-id" in mail.fields or mail.sender.address.endswith("@sns.amazonaws.com")
    if amazon and mail.text.lstrip().startswith('{"notificationType"'):
        return True
    return mail.subject.startswith("メールエラー通知") or (
        "x-mlserver" in mail.fields and mail.subject.startswith("Loop Alert")
    )


def _is_plain_abuse_report(mail: Mail) -> bool:
    return mail.sender.address.startswith(("staff@hotmail.com", "complaints@email-abuse.amazonses.com")) or (
        "x-hmxmroriginalrecipient" in mail.fields
    )


def _delivery_kind(mail: Mail) -> ReportKind:
    actions = {action.lower() for action in _ACTION.findall(_reported(mail))}
    if actions and not actions & {"failed", "expired"}:
        return ReportKind.DELAYED if "delayed" in actions else ReportKind.DELIVERED
    return ReportKind.FAILED


def _reported(mail: Mail) -> str:
    reports = [
        a.content[:200_000]
        for a in mail.attachments
        if a.media_type in _REPORT_TYPES | {"message/feedback-report"}
    ]
    return b"\n".join(reports).decode("utf-8", "replace")


def _report(kind: ReportKind, mail: Mail, recipient: re.Pattern[str]) -> Report:
    reported = _reported(mail)
    said = mail.text[:50_000]
    found = recipient.findall(reported) or mail.first("x-failed-recipients").replace(",", " ").split()
    addresses = tuple(dict.fromkeys(a for a in (read_address(f) for f in found[:100]) if a))
    status = _STATUS.search(reported) or _LOOSE_STATUS.search(said)
    enclosed = b"\n".join(
        a.content[:20_000]
        for a in mail.attachments
        if a.media_type in {"message/rfc822", "text/rfc822-headers"}
    )
    ids = message_ids(
        tuple(_ID_FIELD.findall(enclosed.decode("utf-8", "replace") + "\n" + said + "\n" + reported)[:20])
    )
    about = tuple(dict.fromkeys((*ids, *mail.in_reply_to, *mail.references)))
    return Report(kind, addresses, status[1] if status else "", about)
