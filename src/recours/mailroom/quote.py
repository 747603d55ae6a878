"""A message's own words apart from what it quotes and how it is signed; pure, linear in its length.

Nothing is thrown away: the caller keeps the whole text, and every line is in one of the three parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from recours.mailroom import quote_words as say

_MOST_LINES = 1500
_LONGEST_LINE = 1000
_LONGEST_TITLE = 120
_MARKER_LINES = 6
_SIGNATURE_LINES = 12
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad")
)
_QUOTE = re.compile(r"[ \t]{0,3}[A-Za-z]{0,2}>")
_DELIMITER = re.compile(r"\s*[-_=~*#+—ᐧ]{2,}\s*\Z|\s*[—ᐧ]\s*\Z")
_SIGNATURE_MARK = re.compile(r"\s*(?:--|—|-- |__+|-{4,}|—{2,})\s*\Z")
_FENCE = re.compile(r"\s*```")
_DASHES = re.compile(r"^[\s>*_=-]*[-_*=]{2,}\s*|\s*[-_*=]{2,}[\s*]*:?\s*$")
_ADDRESS = re.compile(r"[^\s<>@]{1,80}@[^\s<>@]{1,80}")
_NAMED_ADDRESS = re.compile(r"<\s*[^\s<>@]{1,80}@[^\s<>@]{1,80}\s*>\s*:")
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}")
_DAY = re.compile(
    r"\d{1,4}\.?[-./ ](?:de )?\w{1,12}\.?(?:[-./, ]{1,3}| de )\d{1,4}|\w{3,12}\.? \d{1,2},? \d{4}|\d{4}年|\d{1,2} tháng"
)
_DATE_ADDRESS = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b.{0,120}<\s*[^\s<>@]+@[^\s<>@]+>\s*:?\Z")
_INLINE = re.compile(
    r"\S(?P<mark>\s*-{3,}\s*|\s+)On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|\d)[^\n]{8,250} wrote:\s*\Z"
)
_WORD = r"(?:^|(?<=[\s,>\"'،)\]]))"
_WROTE = re.compile(
    _WORD
    + "(?:"
    + "|".join(sorted(map(re.escape, say.WROTE), key=len, reverse=True))
    + r")(?=$|[\s:,،.\-：；;])|写道|寫道|書きました|작성"
)
_ON = re.compile("(?:" + "|".join(sorted(map(re.escape, say.ON), key=len, reverse=True)) + r")[\s,،]")
_MARKER_ENDS = (":", "：", "--")


class _Line(Enum):
    TEXT = "t"
    EMPTY = "e"
    QUOTE = "q"
    MARKER = "b"
    HEADER = "h"
    FORWARD = "f"
    DELIMITER = "d"
    SIGN = "s"


@dataclass(frozen=True, slots=True)
class Parts:
    """`words` the sender wrote now, `signature` below them, `quoted` the rest; all three keep their line breaks."""

    words: str
    signature: str
    quoted: str


@dataclass(slots=True)
class _Row:
    kind: _Line
    line: str
    kept: bool = True
    signs: bool = False


def strip_quote(text: str) -> Parts:
    """The text in three parts; if everything looks quoted, all of it is the words.

    What stands below line 1,500 goes where that line goes.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = _classify(_joined(lines[:_MOST_LINES]))
    rest = [_Row(_Line.TEXT, line) for line in lines[_MOST_LINES:]]
    if not rest:
        _drop_signature(rows)
    _drop_quotations(rows)
    if rest:
        for row in rest:
            row.kept = rows[-1].kept
        rows += rest
    else:
        _drop_signature(rows)
        _drop_tail(rows)
    words = _text(rows, lambda row: row.kept)
    if not words.strip():
        return Parts(text.strip("\n").rstrip(), "", "")
    return Parts(
        words, _text(rows, lambda row: row.signs), _text(rows, lambda row: not row.kept and not row.signs)
    )


def _text(rows: list[_Row], wanted: Callable[[_Row], bool]) -> str:
    return "\n".join(row.line for row in rows if wanted(row)).strip("\n").rstrip()


def _plain(line: str) -> str:
    """The line as it is compared: no direction marks, simple spaces, lower case, short."""
    line = (
        unicodedata.normalize("NFC", line[:_LONGEST_LINE])
        .translate(_INVISIBLE)
        .replace("\xa0", " ")
        .replace("\u202f", " ")
    )
    return line.replace("İ", "i").casefold().strip()


# --- lines ----------------------------------------------------------------------------------------------------------


def _joined(lines: list[str]) -> list[str]:
    """The lines with every "On ... wrote:" that a mail program broke over several of them on one line again."""
    joined: list[str] = []
    at = 0
    while at < len(lines):
        used = _broken_marker(lines, at)
        if used > 1:
            joined.append(" ".join(line.strip() for line in lines[at : at + used] if line.strip()))
            at += used
            continue
        shared = _INLINE.search(lines[at]) if "wrote:" in lines[at][-20:] and len(lines[at]) < 400 else None
        if shared and not _QUOTE.match(lines[at]):
            joined += [lines[at][: shared.start("mark")], lines[at][shared.start("mark") :].strip()]
        else:
            joined.append(lines[at])
        at += 1
    return joined


def _broken_marker(lines: list[str], at: int) -> int:
    """How many lines from here make one marker: 0 if none do, 1 if this line is one by itself."""
    first = _plain(lines[at])
    if not first or _is_marker(lines[at]) or _QUOTE.match(lines[at]):
        return 0
    if len(first) > 250 or not (_ON.match(first) or re.match(r"\d", first) or "<" in first):
        return 0
    candidate, apart = first, False
    for used in range(2, _MARKER_LINES + 1):
        if at + used > len(lines):
            return 0
        line = _plain(lines[at + used - 1])
        if not line:
            apart = True
            if used > 3:
                return 0
            continue
        if _QUOTE.match(lines[at + used - 1]) and not line.endswith(_MARKER_ENDS):
            return 0
        candidate += " " + line
        if line.endswith(_MARKER_ENDS):
            return used if not _is_whole(line, apart=apart) and _is_marker(candidate) else 0
    return 0


def _is_whole(plain: str, *, apart: bool) -> bool:
    """Whether nothing of this marker is missing, so that "At eight nobody came." above it (`apart`: with a gap) is words."""
    return _is_marker(plain) and (bool(_ON.match(plain)) or (apart and _has_date(plain)))


def _is_marker(line: str) -> bool:
    """Whether this is the line above a quotation: somebody wrote, with a date or an address; or "Original Message"."""
    plain = _plain(line)
    if not plain or len(plain) > 500:
        return False
    if len(plain) <= _LONGEST_TITLE:
        bare = _DASHES.sub("", plain).strip(" *_-:")
        if bare in say.ORIGINAL and bare != plain:
            return True
    if _DATE_ADDRESS.match(plain):
        return True
    if not plain.endswith(_MARKER_ENDS):
        return False
    if not _WROTE.search(plain):
        return bool(_NAMED_ADDRESS.search(plain) and _TIME.search(plain) and _DAY.search(plain))
    dashed = plain.startswith("---") and plain.endswith("---")
    return dashed or bool(_ADDRESS.search(plain)) or _has_date(plain)


def _has_date(plain: str) -> bool:
    return bool(_TIME.search(plain) or _DAY.search(plain))


def _is_forward(line: str) -> bool:
    plain = _plain(line)
    if len(plain) > _LONGEST_TITLE:
        return False
    bare = _DASHES.sub("", plain).strip(" *_-:>")
    return bare != plain and bare in say.FORWARDED


def _field_of(line: str) -> str:
    """The kind of header field printed on this line: "from", "date", "other" or ""."""
    plain = _plain(line).lstrip("*_> ")
    name, colon, _ = plain.replace("：", ":").partition(":")
    name = name.strip(" *_")
    if not colon or len(name) > 30:
        return ""
    if name in say.FROM:
        return "from"
    if name in say.DATE:
        return "date"
    return "other" if name in say.OTHER else ""


def _is_sent_from(line: str) -> bool:
    plain = _plain(line).strip("[(*_ ")
    if not plain or len(plain) > 100:
        return False
    return plain.startswith(say.SENT_FROM) or plain.rstrip(" .)*]").endswith(say.SENT_FROM_ENDS)


def _classify(lines: list[str]) -> list[_Row]:
    fences = [n for n, line in enumerate(lines) if _FENCE.match(line)]
    code = {n for start, end in zip(fences[::2], fences[1::2], strict=False) for n in range(start, end + 1)}
    rows = [_Row(_Line.TEXT if n in code else _kind(line), line) for n, line in enumerate(lines)]
    _mark_headers(rows)
    _mark_broken_links(rows)
    return rows


def _mark_broken_links(rows: list[_Row]) -> None:
    """A link too long for its line falls out of the quotation that it stands in."""
    for before, row, after in zip(rows, rows[1:], rows[2:], strict=False):
        if row.kind is _Line.TEXT and before.kind is _Line.QUOTE and after.kind is _Line.QUOTE:
            opened = max(before.line.rfind("(http"), before.line.rfind("<http"))
            cut = opened >= 0 and not re.search(r"[)>]", before.line[opened:])
            if cut or row.line.lstrip().startswith(("(http", "<http")):
                row.kind = _Line.QUOTE


def _kind(line: str) -> _Line:
    if not line.translate(_INVISIBLE).strip():
        return _Line.EMPTY
    if _QUOTE.match(line):
        return _Line.QUOTE
    if _DELIMITER.match(line):
        return _Line.DELIMITER
    if _is_forward(line):
        return _Line.FORWARD
    if _is_marker(line):
        return _Line.MARKER
    return _Line.SIGN if _is_sent_from(line) else _Line.TEXT


def _mark_headers(rows: list[_Row]) -> None:
    """Find blocks of printed header fields: three or more, or two that name somebody or a time, near each other."""
    at = 0
    while at < len(rows):
        if rows[at].kind is not _Line.TEXT or not _field_of(rows[at].line):
            at += 1
            continue
        end, names = _header_block(rows, at)
        if _is_header_block(rows[at:end], names):
            for row in rows[at:end]:
                row.kind = _Line.HEADER
        at = max(end, at + 1)


def _header_block(rows: list[_Row], at: int) -> tuple[int, list[str]]:
    """Where the block that begins here ends, and which fields it holds; a field may go on over two more lines."""
    names: list[str] = []
    end, loose = at, 0
    for n in range(at, min(at + 40, len(rows))):
        name = _field_of(rows[n].line) if rows[n].kind is _Line.TEXT else ""
        if name:
            names.append(name)
            end, loose = n + 1, 0
        elif rows[n].kind is _Line.EMPTY:
            loose += 1
        elif rows[n - 1].kind is _Line.EMPTY:
            break
        else:
            loose += 1
        if loose > 2:
            break
    return end, names


def _is_header_block(rows: list[_Row], names: list[str]) -> bool:
    if len(names) < 2 or not {"from", "date"} & set(names):
        return False
    text = " ".join(row.line for row in rows).translate(_INVISIBLE)
    telling = bool(_ADDRESS.search(text) or _TIME.search(text))
    return len(names) >= 4 or telling


# --- decisions ------------------------------------------------------------------------------------------------------


def _drop(rows: list[_Row]) -> None:
    for row in rows:
        row.kept = False


def _has_text(rows: list[_Row]) -> bool:
    return any(row.kept and row.kind in {_Line.TEXT, _Line.SIGN} for row in rows)


def _drop_quotations(rows: list[_Row]) -> None:
    introducing = {_Line.MARKER, _Line.FORWARD, _Line.HEADER}
    first = next((n for n, row in enumerate(rows) if row.kind is not _Line.EMPTY), 0)
    if rows[first].kind is _Line.MARKER and not _first_block(rows[first + 1 :]):
        # Everything stands below a marker and nothing is marked as quoted: whose words they are cannot be told.
        _drop([row for row in rows if row.kind in introducing])
    for n, row in enumerate(rows):
        if row.kind in introducing and row.kept and _cut_at(rows, n):
            break
    _drop_trailing(rows)


def _cut_at(rows: list[_Row], n: int) -> bool:
    """Decide about what a marker introduces; True when everything below is settled."""
    before, after = rows[:n], rows[n + 1 :]
    quote = _first_block(after)
    if rows[n].kind is _Line.MARKER and quote:
        rows[n].kept = False
        if not _has_text(after[quote.stop :]) or _interleaved(after[quote.stop :]):
            return False
        _drop(after[: quote.stop])
        return False
    if _has_text(before):
        _drop(rows[n:])
        return True
    rows[n].kept = False
    return False


def _first_block(rows: list[_Row]) -> range:
    """The quotation that begins these rows, if only empty lines stand before it."""
    start = next((n for n, row in enumerate(rows) if row.kind is not _Line.EMPTY), len(rows))
    end = start
    for n in range(start, len(rows)):
        if rows[n].kind is _Line.QUOTE:
            end = n + 1
        elif rows[n].kind is not _Line.EMPTY:
            break
    return range(start, end)


def _interleaved(rows: list[_Row]) -> bool:
    """Whether answers stand between quotations: then the quotations belong to the answers."""
    kinds = [row.kind for row in rows if row.kept and row.kind in {_Line.TEXT, _Line.QUOTE}]
    return any(a is _Line.TEXT and b is _Line.QUOTE for a, b in pairwise(kinds))


def _drop_trailing(rows: list[_Row]) -> None:
    """Quotations at the end go, when words of the sender stand above them."""
    kept = [row for row in rows if row.kept]
    end = len(kept)
    while end and kept[end - 1].kind in {_Line.QUOTE, _Line.EMPTY, _Line.MARKER, _Line.DELIMITER}:
        end -= 1
    if _has_text(kept[:end]):
        _drop(kept[end:])


def _drop_signature(rows: list[_Row]) -> None:
    """Find the mark nearest to the end that has few lines below it."""
    kept = [row for row in rows if row.kept]
    below: list[_Row] = []
    for n in range(len(kept) - 1, 0, -1):
        row = kept[n]
        if _SIGNATURE_MARK.match(row.line) and _may_sign(row.line, below) and _has_text(kept[:n]):
            for signing in kept[n:]:
                signing.kept, signing.signs = False, True
            return
        if row.kind is not _Line.EMPTY:
            below.append(row)
            if len(below) > _SIGNATURE_LINES:
                return


def _may_sign(mark: str, tail: list[_Row]) -> bool:
    if any(row.kind in {_Line.QUOTE, _Line.MARKER, _Line.HEADER, _Line.FORWARD} for row in tail):
        return False
    if mark.strip() in {"--", "—"}:
        return True
    return len(mark.strip()) >= 10 and all(len(row.line) <= 60 for row in tail)


def _drop_tail(rows: list[_Row]) -> None:
    """Rules drawn at the end of the words, and what a telephone adds below them."""
    kept = [row for row in rows if row.kept]
    while kept and kept[-1].kind in {_Line.EMPTY, _Line.DELIMITER, _Line.SIGN}:
        row = kept.pop()
        if row.kind is _Line.SIGN and not _has_text(kept):
            return
        row.kept, row.signs = False, row.kind is _Line.SIGN
