"""A form on paper, filled in or blank: values in, the bytes of a tagged PDF/UA out (15 to 40 ms)."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import ClassVar, Literal

from django.utils.translation import override, pgettext

from recours.core.filetypes import pixels_of
from recours.core.text import clean, local_digits, one_line
from recours.press import fonts
from recours.press.paragraphs import breakable

_RTL = frozenset({"ar", "fa"})
_INK = "#1f4e5f"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ALL_BUT_CODES = "[^0-9A-Za-z@/:._?=&#%+\u200e\u200f\u2066-\u2069-]"


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in the form under its name; `span` is its width of twelve."""

    kind: ClassVar[str] = "said"
    label: str
    value: str
    span: int = 3


@dataclass(frozen=True, slots=True)
class Blank:
    """Room to write by hand, so many lines high."""

    kind: ClassVar[str] = "blank"
    label: str
    span: int = 6
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick by hand."""

    kind: ClassVar[str] = "ticks"
    label: str
    options: tuple[str, ...]
    span: int = 12


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; a width of 0 is as wide as its words, others share what is left."""

    kind: ClassVar[str] = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


Item = Said | Blank | Ticks | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form under its heading; `overleaf` begins a page."""

    title: str
    items: tuple[Item, ...]
    note: str = ""
    overleaf: bool = False


@dataclass(frozen=True, slots=True)
class FormSheet:
    """Everything that stands on a form; a `compact` one is set smaller, to stay on one page.

    `written_at` dates the file, so that equal sheets give equal bytes; `colour` is "#rrggbb"; `logo` is a PNG or JPEG.
    """

    language: str
    organisation: str
    office: tuple[str, ...]
    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str
    written_at: datetime
    colour: str = _INK
    logo: bytes = b""
    compact: bool = False


def form_pdf(sheet: FormSheet) -> bytes:
    """The form as PDF/UA-1; as tagged PDF without that claim when a character in it has no glyph on this machine; without a logo that cannot be drawn."""
    import typst  # noqa: PLC0415 - 10 MB that a web process needs only when a form is asked for

    values = json.dumps(_values(sheet), ensure_ascii=False)
    try:
        return _compiled(values, sheet.written_at, "ua-1")
    except typst.TypstError as problem:
        if sheet.logo and "image" in str(problem):
            return form_pdf(replace(sheet, logo=b""))
        if "could not be displayed" not in str(problem):
            raise
    return _compiled(values, sheet.written_at, None)


def _compiled(values: str, written_at: datetime, standard: Literal["ua-1"] | None) -> bytes:
    import typst  # noqa: PLC0415 - as above

    compiler = typst.Compiler(_template(), font_paths=fonts.found(), sys_inputs={"form": values})
    made = compiler.compile(format="pdf", pdf_standards=standard, timestamp=int(written_at.timestamp()))
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "form.typ").read_bytes()


def _values(sheet: FormSheet) -> dict[str, object]:
    language = sheet.language
    with override(language):
        page = pgettext("letter", "Page %(page)s of %(pages)s")
    names = fonts.fallbacks(language)
    faces: list[object] = list(names)
    if language in _RTL:
        faces = [{"name": n, "covers": _ALL_BUT_CODES} if n in fonts.ARABIC else n for n in names]
    width, height = pixels_of(io.BytesIO(sheet.logo)) if sheet.logo else (0, 0)
    return {
        "language": language,
        "rtl": language in _RTL,
        "digits": list(local_digits("0123456789", language)),
        "fonts": faces,
        "colour": sheet.colour if _COLOUR.fullmatch(sheet.colour) else _INK,
        "organisation": one_line(sheet.organisation),
        "office": [_isolated(one_line(line), language) for line in sheet.office if line.strip()],
        "title": breakable(one_line(sheet.title)),
        "lead": [breakable(clean(line)) for line in sheet.lead],
        "sections": [_section(section) for section in sheet.sections],
        "footer": breakable(one_line(sheet.footer)),
        "labels": {"page": page},
        "logo": list(sheet.logo),
        "logo-ratio": width / height if width and height else 1.0,
        "compact": sheet.compact,
    }


def _section(section: Section) -> dict[str, object]:
    """The section with what belongs into one grid together."""
    groups = [list(items) for kind, items in groupby(section.items, key=_group)]
    return {
        "title": one_line(section.title),
        "note": breakable(clean(section.note)),
        "overleaf": section.overleaf,
        "groups": [[_item(item) for item in items] for items in groups],
    }


def _group(item: Item) -> object:
    return id(item) if isinstance(item, Table) else item.kind == "said"


def _item(item: Item) -> dict[str, object]:
    found = {name: _text(value) for name, value in asdict(item).items()}
    return {"kind": item.kind, **found}


def _text(value: object) -> object:
    if isinstance(value, str):
        return breakable(clean(value))
    if isinstance(value, Sequence):
        return [_text(each) for each in value]
    return value


def _isolated(text: str, language: str) -> str:
    """The text kept together by Unicode's isolates, since digits and dashes would turn around among Arabic letters."""
    return f"\u2068{text}\u2069" if language in _RTL and text else text
