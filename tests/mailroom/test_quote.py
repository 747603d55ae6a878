from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.mailroom.html import html_to_text
from recours.mailroom.parse import parse
from recours.mailroom.quote import Parts, strip_quote
from tests.mailroom.mails import expected


def _letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _reply(parts: Parts) -> str:
    return parts.words + parts.signature


def test_the_words_of_the_reply_corpus_to_the_letter(corpora: Path) -> None:
    folder = corpora / "replies"
    mails = sorted((folder / "emails").iterdir())
    wrong = [
        mail.name
        for mail in mails
        if strip_quote(mail.read_text(encoding="utf-8")).words
        != (folder / "trimmed" / mail.name).read_text(encoding="utf-8").strip("\n").rstrip()
    ]
    assert (len(mails), wrong) == (35, [])


REST_DIFFERS = {
    "email_headers_4.txt": "an empty line less between what was quoted and the signature",
    "embedded_ception.txt": "we do not re-join broken lines inside a quotation",
    "embedded_email_7.txt": "we keep the initials in front of quotation marks",
    "embedded_email_german_1.txt": "an empty line less",
    "embedded_email_polish_1.txt": "we give quotation and signature apart, so their order is lost",
}


def test_the_rest_of_the_reply_corpus(corpora: Path) -> None:
    folder = corpora / "replies"
    wrong = set()
    for mail in (folder / "emails").iterdir():
        parts = strip_quote(mail.read_text(encoding="utf-8"))
        rest = "\n".join(part for part in (parts.quoted, parts.signature) if part)
        if rest.strip() != (folder / "elided" / mail.name).read_text(encoding="utf-8").strip():
            wrong.add(mail.name)
    assert wrong == set(REST_DIFFERS)


def test_the_replies_of_common_programs(corpora: Path) -> None:
    folder = corpora / "replies-clients"
    told = expected(folder / "expected.json")
    for name, words in told["standard_replies"].items():
        text = parse((folder / "standard_replies" / name).read_bytes()).text
        assert _letters(_reply(strip_quote(text))) == _letters(words), name
    for name, words in told["html_replies_text"].items():
        html = (folder / "html_replies" / name).read_text(encoding="utf-8", errors="replace")
        assert _letters(_reply(strip_quote(html_to_text(html)))) == _letters(words), name
    assert (len(told["standard_replies"]), len(told["html_replies_text"])) == (12, 9)


CASES_DIFFER = {
    "test_too_many_lines": "the peer's test lowers its own limit of lines",
    "test_dont_parse_quotations_for_forwarded_messages": "what is forwarded is shown second, as the other corpus has it",
    "test_regular_blockquote": "a quotation at the end of a reply is shown second, whoever quotes whom",
    "test_from_block_and_quotations_in_separate_divs": "two fields of a header on one line are not taken for a header",
}


def test_the_inline_cases(corpora: Path) -> None:
    cases = expected(corpora / "replies-clients" / "expected.json")["inline_cases"]
    cases = [case for case in cases if isinstance(case["expected"], str)]
    wrong = set()
    for case in cases:
        html = case["kind"] != "plain"
        given, words = ((html_to_text(case[k]) if html else case[k]) for k in ("input", "expected"))
        if _letters(_reply(strip_quote(given))) != _letters(words):
            wrong.add(case["test"])
    assert len(cases) == 57
    assert wrong == set(CASES_DIFFER)


ATTRIBUTIONS = {
    "en": "On Fri, 20 Nov 2026 at 10:00, Complaints <c@northwind.example> wrote:",
    "fr": "Le ven. 20 nov. 2026 à 10:00, Réclamations <c@northwind.example> a écrit :",
    "fr broken": "Le vendredi 20 novembre 2026 à 10:00, Service des réclamations\n<c@northwind.example> a écrit :",
    "ar": "في الجمعة، ٢٠ نوفمبر ٢٠٢٦ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة \u202aالشكاوى\u202c‏ <\u202ac@northwind.example\u202c‏>:",
    "ar apple": "في ٢٠ نوفمبر ٢٠٢٦، الساعة ١٠:٠٠ ص، كتب الشكاوى <c@northwind.example>:",
    "fa": "در تاریخ جمعه ۲۰ نوامبر ۲۰۲۶، ۱۰:۰۰ شکایات <c@northwind.example> نوشت:",
    "fa day": "در جمعه ۲۹ آبان ۱۴۰۵ ساعت ۱۰:۰۰، شکایات <c@northwind.example> نوشته است:",
    "tr": "Şikâyetler <c@northwind.example>, 20 Kas 2026 Cum, 10:00 tarihinde şunu yazdı:",
    "tr older": "20 Kasım 2026 10:00 tarihinde Şikâyetler <c@northwind.example> yazdı:",
    "de": "Am Fr., 20. Nov. 2026 um 10:00 Uhr schrieb Beschwerden <c@northwind.example>:",
    "es": "El vie, 20 nov 2026 a las 10:00, Quejas (<c@northwind.example>) escribió:",
    "pt": "Em sex., 20 de nov. de 2026 às 10:00, Queixas <c@northwind.example> escreveu:",
    "it": "Il giorno ven 20 nov 2026 alle ore 10:00 Reclami <c@northwind.example> ha scritto:",
    "nl": "Op vr 20 nov 2026 om 10:00 schreef Klachten <c@northwind.example>:",
    "pl": "pt., 20 lis 2026 o 10:00 Skargi <c@northwind.example> napisał(a):",
    "ru": "пт, 20 нояб. 2026 г. в 10:00, Жалобы <c@northwind.example>:",
    "uk": "пт, 20 лист. 2026 р. о 10:00 Скарги <c@northwind.example> пише:",
    "sv": "Den fre 20 nov. 2026 kl 10:00 skrev Klagomål <c@northwind.example>:",
    "cs": "pá 20. 11. 2026 v 10:00 odesílatel Stížnosti <c@northwind.example> napsal:",
    "he": "‫בתאריך יום ו׳, 20 בנוב׳ 2026 ב-10:00 מאת ‪c@northwind.example‬‏ <‪c@northwind.example‬‏>:",
    "ja": "2026年11月20日(金) 10:00 苦情 <c@northwind.example>:",
    "zh": "投诉 <c@northwind.example> 于2026年11月20日周五 10:00写道：",
    "en original": "-----Original Message-----",
    "fr original": "-----Message d'origine-----",
    "ar original": "-----الرسالة الأصلية-----",
    "fa original": "-----پیام اصلی-----",
    "tr original": "-----Özgün İleti-----",
}

QUOTED = "> شكراً\n> Thank you for your message.\n>\n> Northwind"


@pytest.mark.parametrize("line", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
@pytest.mark.parametrize(
    "quoted", [QUOTED, QUOTED.replace("> ", "").replace(">", "")], ids=["marked", "bare"]
)
def test_attributions_in_many_languages(line: str, quoted: str) -> None:
    words = "Nothing has changed. لم يتغير شيء.\n\nMona"
    parts = strip_quote(f"{words}\n\n{line}\n\n{quoted}\n")
    assert parts.words == words
    assert "Northwind" in parts.quoted


HEADERS = {
    "en": "From: C <c@n.example>\nSent: Friday 10:00\nTo: Mona\nSubject: Re: water",
    "fr": "De : C <c@n.example>\nEnvoyé : vendredi 10:00\nÀ : Mona\nObjet : Re: eau",
    "ar": "من: C <c@n.example>\nتاريخ الإرسال: الجمعة ١٠:٠٠\nإلى: منى\nالموضوع: الماء",
    "fa": "از: C <c@n.example>\nارسال شده: جمعه ۱۰:۰۰\nبه: مونا\nموضوع: آب",
    "tr": "Kimden: C <c@n.example>\nGönderildi: Cuma 10:00\nKime: Mona\nKonu: Su",
    "de": "Von: C <c@n.example>\nGesendet: Freitag 10:00\nAn: Mona\nBetreff: Wasser",
    "es": "De: C <c@n.example>\nEnviado: viernes 10:00\nPara: Mona\nAsunto: Agua",
    "ru": "От: C <c@n.example>\nОтправлено: пятница 10:00\nКому: Мона\nТема: Вода",
    "zh": "发件人: C <c@n.example>\n发送时间: 10:00\n收件人: Mona\n主题: 水",
}


@pytest.mark.parametrize("block", HEADERS.values(), ids=HEADERS.keys())
def test_header_blocks_in_many_languages(block: str) -> None:
    parts = strip_quote(f"Still brown.\n\n________________________________\n{block}\n\nThank you.")
    assert parts.words == "Still brown."
    assert "Thank you." in parts.quoted


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Get Outlook for Android",
        "Envoyé de mon iPhone",
        "Télécharger Outlook pour iOS",
        "أرسلت من الـ iPhone",
        "تم الإرسال من هاتفي",
        "ارسال شده از آیفون من",
        "iPhone'umdan gönderildi",
        "Android için Outlook'u edinin",
        "Von meinem iPhone gesendet",
        "Enviado desde mi iPhone",
        "Отправлено с iPhone",
    ],
)
def test_what_telephones_add(line: str) -> None:
    parts = strip_quote(f"Still brown.\n\n{line}\n")
    assert (parts.words, parts.signature) == ("Still brown.", line)


def test_a_signature_is_apart_and_a_drawn_line_is_not_one() -> None:
    parts = strip_quote("Still brown.\n\n-- \nMona Customer\n+44 1904 555 010")
    assert (parts.words, parts.signature) == ("Still brown.", "-- \nMona Customer\n+44 1904 555 010")
    told = "Monday\n-----\nThe water was brown and nobody came although I called three times that day, as agreed."
    assert strip_quote(told).words == told
    listed = "Two things:\n-- first\n-- second"
    assert strip_quote(listed).words == listed


def test_answers_between_quotations_keep_them() -> None:
    text = "On 20 Nov 2026 at 10:00, C <c@n.example> wrote:\n> Since when?\nMonday.\n> Hot water too?\nYes."
    assert strip_quote(text).words == "> Since when?\nMonday.\n> Hot water too?\nYes."


@pytest.mark.parametrize(
    "text",
    [
        "Your clerk wrote:\nI cannot help you.",
        "On Monday I wrote to you. Nobody answered.",
        "From: the kitchen\nit came brown.",
        "To: whom it may concern\nI want my money back.",
        "> 5 days is too long",
    ],
)
def test_a_complaint_that_looks_like_a_quotation_is_kept(text: str) -> None:
    assert strip_quote(text).words == text


def test_a_long_mail_is_cut_where_its_beginning_says() -> None:
    words = "x\n" * 200_000
    assert strip_quote(words).words == words.strip()
    quoted = "Still brown.\n\nOn 20 Nov 2026 at 10:00, C <c@n.example> wrote:\n" + "> x\n" * 20_000
    assert strip_quote(quoted).words == "Still brown."


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "From: a\n\n",
        "On 1 May 2026 at 10:00, A <a@b.c> wrote:\n> x\n",
        "--\n",
        "> x\n",
        "On 1 a\n",
        "wrote " * 90 + ":\n",
    ],
)
def test_nothing_repeated_takes_long(unit: str) -> None:
    """Each of these took minutes when a step looked at everything below for every line."""
    strip_quote(unit * (300_000 // len(unit)))


@pytest.mark.parametrize(
    ("words", "marker"),
    [
        ("A taxi is kind, thank you.", "On Tue, 10 Nov 2026 at 14:05, Works <works@example.org> wrote:"),
        ("At eight nobody came.", "On Tue, 10 Nov 2026 at 14:05, Works <works@example.org> wrote:"),
        ("Le technicien est venu.", "Le mar. 10 nov. 2026 à 14:05, Works <works@example.org> a écrit :"),
        ("La facture est payée.", "Le mar. 10 nov. 2026 à 14:05, Works <works@example.org> a écrit :"),
        ("On gündür bekliyorum.", "Works <works@example.org>, 10 Kas 2026 Sal, 14:05 tarihinde şunu yazdı:"),
        ("12 days, and nothing.", "Works <works@example.org> wrote on 10 Nov 2026 at 14:05:"),
        ("في انتظاركم منذ الصباح.", "في الثلاثاء، 10 نوفمبر 2026 في 14:05 كتب Works <works@example.org>:"),
        ("در خدمتم.", "در تاریخ سه‌شنبه ۱۰ نوامبر ۲۰۲۶، ۱۴:۰۵ Works <works@example.org> نوشت:"),
    ],
)
def test_words_that_begin_as_a_marker_does_are_not_lost(words: str, marker: str) -> None:
    parts = strip_quote(f"{words}\n\n{marker}\n> Dear Ms Achebe,\n> the lift runs.")
    assert parts.words == words


_LINES = st.sampled_from(
    ["", "words", "> quoted", "--", "-- ", "On 1 May 2026 at 10:00, A <a@b.c> wrote:", "From: a@b.c", "Date: 10:00",
     "-----Original Message-----", "Sent from my iPhone", "```", "________________", "---------- Forwarded message ----------"]
)  # fmt: skip


@given(st.lists(_LINES, max_size=25))
def test_every_line_is_in_one_part(lines: list[str]) -> None:
    text = "\n".join(lines)
    parts = strip_quote(text)
    told = "\n".join((parts.words, parts.signature, parts.quoted)).split("\n")
    assert sorted(line.strip() for line in told if line.strip()) == sorted(
        line.strip() for line in lines if line.strip()
    )
    if text.strip():
        assert parts.words.strip()
