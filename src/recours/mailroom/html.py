"""Hostile HTML made harmless for display, or turned into plain text; pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

_KEPT = {
    *("p", "br", "hr", "div", "span", "blockquote", "pre", "code", "kbd", "samp"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    *("b", "strong", "i", "em", "u", "s", "del", "ins", "small", "sub", "sup", "mark", "q", "cite", "bdi", "a"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_DROPPED_WHOLE = {"script", "style", "title", "noscript", "template", "iframe", "object", "svg", "math", "head"}
_DIRECTIONS = {"dir": {"ltr", "rtl", "auto"}}

_DISPLAY = nh3.Cleaner(
    tags=_KEPT,
    clean_content_tags=_DROPPED_WHOLE,
    attributes={"a": {"href", "title"}, "*": {"lang"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
    tag_attribute_values={tag: _DIRECTIONS for tag in ("p", "div", "span", "bdi", "blockquote", "table", "td", "li")},
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow ugc",
)
_FOR_TEXT = nh3.Cleaner(tags=_KEPT, clean_content_tags=_DROPPED_WHOLE - {"head"}, attributes={}, link_rel=None)

_BLOCKS = {"p", "div", "blockquote", "pre", "ul", "ol", "dl", "table", "tr", "caption", "dt", "dd", "li", "hr"} | {
    f"h{n}" for n in range(1, 7)
}
_SPACED = {"p", "pre", "ul", "ol", "dl", "table", "blockquote"} | {f"h{n}" for n in range(1, 7)}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DEEPEST_QUOTE = 20


def clean_html(html: str) -> str:
    """The HTML without anything that runs, loads, tracks, styles or leads elsewhere than to a web page or a mail address."""
    return _DISPLAY.clean(html.replace("\0", ""))


def html_to_text(html: str) -> str:
    """The words of the HTML as plain text: paragraphs apart, list items marked, quoted blocks behind "> "."""
    writer = _Writer()
    writer.feed(_FOR_TEXT.clean(html.replace("\0", "")))
    writer.close()
    return writer.text()


class _Writer(HTMLParser):
    """Reads what nh3 has already made well-formed, therefore in linear time; never give it a stranger's HTML directly."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._gap = False
        self._quotes = 0
        self._pre = 0
        self._lists: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._end_line(always=True)
        elif tag in _BLOCKS:
            self._block(tag)
            self._open(tag)
        elif tag in {"td", "th"} and self._line:
            self._line.append("  ")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        self._end_line()
        if tag == "blockquote":
            self._quotes = max(self._quotes - 1, 0)
        elif tag == "pre":
            self._pre = max(self._pre - 1, 0)
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        self._gap = self._gap or tag in _SPACED

    def handle_data(self, data: str) -> None:
        if self._pre:
            first, *rest = data.split("\n")
            self._line.append(first)
            for line in rest:
                self._end_line(always=True)
                self._line.append(line)
            return
        words = _SPACES.sub(" ", data)
        if not self._line or self._line[-1].endswith(" "):
            words = words.lstrip(" ")
        if words:
            self._line.append(words)

    def text(self) -> str:
        self._end_line()
        return "\n".join(self._lines).strip("\n")

    def _block(self, tag: str) -> None:
        self._end_line()
        self._gap = self._gap or tag in _SPACED

    def _open(self, tag: str) -> None:
        if tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._pre += 1
        elif tag in {"ul", "ol"}:
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "hr":
            self._line.append("-" * 20)
            self._end_line()
        elif tag == "li":
            self._line.append(self._bullet())

    def _bullet(self) -> str:
        if not self._lists or self._lists[-1] < 0:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _end_line(self, *, always: bool = False) -> None:
        words = "".join(self._line).replace("\xa0", " ").rstrip()
        self._line.clear()
        if not words and not always:
            return
        prefix = "> " * min(self._quotes, _DEEPEST_QUOTE)
        if self._gap and self._lines and self._lines[-1].strip("> "):
            self._lines.append(prefix.rstrip())
        self._gap = False
        self._lines.append((prefix + words).rstrip())
