"""A letter on paper: values in, the bytes of a tagged PDF/UA out."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import segno
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from recours.core.filetypes import pixels_of
from recours.core.text import clean, local_digits, one_line
from recours.press import fonts
from recours.press.paragraphs import Paragraph, breakable, paragraphs_of

_RTL = frozenset({"ar", "fa"})
_INK = "#1f4e5f"
_BLACK = "#1d1b18"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ALL_BUT_CODES = "[^0-9A-Za-z@/:._?=&#%+\u200e\u200f\u2066-\u2069-]"  # in Arabic script, codes and addresses are set whole in the Latin face


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """Everything that stands on a letter. Dates and numbers in it are already in the reader's form.

    `body` is plain text as `press.paragraphs` reads it; `written_at` dates the file, so that equal sheets give equal
    bytes; a `link` is also drawn as a code for a telephone's camera; `colour` is "#rrggbb"; `logo` is a PNG or JPEG.
    """

    language: str
    organisation: str
    office: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str
    reference: str
    subject: str
    body: str
    digest: str
    written_at: datetime
    colour: str = _INK
    link: str = ""
    logo: bytes = b""


def letter_pdf(sheet: LetterSheet) -> bytes:
    """The letter as PDF/UA-1; as tagged PDF without that claim when a character in it has no glyph on this machine; without a logo that cannot be drawn."""
    import typst  # noqa: PLC0415 - 10 MB that a web process, which only names sheets, need not hold

    values = json.dumps(_values(sheet), ensure_ascii=False)
    try:
        return _compiled(values, sheet.written_at, "ua-1")
    except typst.TypstError as problem:
        if sheet.logo and "decode image" in str(problem):
            return letter_pdf(replace(sheet, logo=b""))
        if "could not be displayed" not in str(problem):
            raise
    return _compiled(values, sheet.written_at, None)


def _compiled(values: str, written_at: datetime, standard: Literal["ua-1"] | None) -> bytes:
    import typst  # noqa: PLC0415 - as above

    compiler = typst.Compiler(_template(), font_paths=fonts.found(), sys_inputs={"sheet": values})
    made = compiler.compile(format="pdf", pdf_standards=standard, timestamp=int(written_at.timestamp()))
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "letter.typ").read_bytes()


def _values(sheet: LetterSheet) -> dict[str, object]:
    language = sheet.language
    rtl = language in _RTL
    parts = paragraphs_of(clean(sheet.body))
    with override(language):
        labels = {
            "page": pgettext("letter", "Page %(page)s of %(pages)s"),
            "code": _("Code that opens the page to follow your case"),
        }
        facts = [
            (pgettext("letter", "Date"), sheet.date),
            (pgettext("letter", "Our reference"), sheet.reference),
        ]
        digest = pgettext("letter", "Digest %(digest)s") % {"digest": _isolated(sheet.digest, rtl=rtl)}
    footer = (
        [_isolated(sheet.reference, rtl=rtl), digest]
        if sheet.digest
        else [_isolated(sheet.reference, rtl=rtl)]
    )
    return {
        "language": language,
        "rtl": rtl,
        "digits": list(local_digits("0123456789", language)),
        "fonts": _fonts(language),
        "colour": sheet.colour if _COLOUR.fullmatch(sheet.colour) else _INK,
        "organisation": one_line(sheet.organisation),
        "office": [_isolated(_bare(one_line(line)), rtl=rtl) for line in sheet.office if line.strip()],
        "recipient": [
            breakable(_isolated(one_line(line), rtl=rtl)) for line in sheet.recipient if line.strip()
        ],
        "date": sheet.date,
        "facts": [(label, breakable(_isolated(value, rtl=rtl))) for label, value in facts if value],
        "subject": breakable(one_line(sheet.subject)),
        "parts": [_part(part) for part in parts],
        "footer": "  ·  ".join(piece for piece in footer if piece),
        "labels": labels,
        "logo": list(sheet.logo),
        "logo-ratio": _ratio(sheet.logo),
        "code": _code(sheet.link),
        "code-at": _place_of_code(parts, sheet.link),
    }


def _part(part: Paragraph) -> dict[str, object]:
    return {
        "lines": [breakable(line) for line in part.lines],
        "rows": [(row.label, breakable(row.value)) for row in part.rows],
    }


def _place_of_code(parts: tuple[Paragraph, ...], link: str) -> int:
    """The paragraph beside which the code stands: the one with the link, or the rows just above it; -1 for none."""
    at = next((n for n, part in enumerate(parts) if link and link in part.lines), -1)
    return at - 1 if at > 0 and parts[at - 1].rows else at


def _ratio(picture: bytes) -> float:
    """How many times as broad as high it is."""
    width, height = pixels_of(io.BytesIO(picture))
    return width / height if width and height else 1.0


def _isolated(text: str, *, rtl: bool) -> str:
    """The text kept together by Unicode's isolates, since digits and dashes would turn around among Arabic letters."""
    return f"\u2068{text}\u2069" if rtl and text else text


def _bare(line: str) -> str:
    """A web address as people say it, without the scheme."""
    return line.removeprefix("https://").rstrip("/") if line.startswith("https://") else line


def _fonts(language: str) -> list[object]:
    names = fonts.fallbacks(language)
    if language not in _RTL:
        return list(names)
    return [{"name": name, "covers": _ALL_BUT_CODES} if name in fonts.ARABIC else name for name in names]


def _code(link: str) -> str:
    if not link:
        return ""
    made: str = segno.make(link, error="m", micro=False).svg_inline(scale=4, border=0, dark=_BLACK)
    return made
