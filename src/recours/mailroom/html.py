"""Hostile HTML made harmless for display, or turned into plain text; pure."""

from __future__ import annotations

import re
from html import escape, unescape

import nh3

_KEPT = {
    *("p", "br", "hr", "div", "span", "blockquote", "pre", "code", "kbd", "samp"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    *(
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "del",
        "ins",
        "small",
        "sub",
        "sup",
        "mark",
        "q",
        "cite",
        "bdi",
        "a",
    ),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_DROPPED_WHOLE = {
    "script",
    "style",
    "title",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
    "head",
}
_DIRECTIONS = {"dir": {"ltr", "rtl", "auto"}}

_DISPLAY = nh3.Cleaner(
    tags=_KEPT,
    clean_content_tags=_DROPPED_WHOLE,
    attributes={
        "a": {"href", "title"},
        "*": {"lang"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    tag_attribute_values=dict.fromkeys(
        ("p", "div", "span", "bdi", "blockquote", "table", "td", "li"), _DIRECTIONS
    ),
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow ugc",
)
_FOR_TEXT = nh3.Cleaner(
    tags=_KEPT, clean_content_tags=_DROPPED_WHOLE - {"head"}, attributes={"*": set()}, link_rel=None
)

_BLOCKS = {
    "p",
    "div",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "dl",
    "table",
    "tr",
    "caption",
    "dt",
    "dd",
    "li",
    "hr",
} | {f"h{n}" for n in range(1, 7)}
_SPACED = {"p", "pre", "ul", "ol", "dl", "table", "blockquote"} | {f"h{n}" for n in range(1, 7)}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DEEPEST_QUOTE = 6
_DEEPEST = 1000
_DEAREST = 3_000_000
_MOST_ENTITIES = 300_000
LONGEST = 2_000_000
_TOKEN = re.compile(r"<(/?)([a-z0-9]+)[^<>]*>|([^<]+)")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]*)")
_ANY_TAG = re.compile(r"<[^<>]*>?")
# Elements without content, and those that a sibling closes: a thousand of them are a list, not a depth.
_NEVER_DEEP = {
    *("br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track"),
    *("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup"),
}


def clean_html(html: str) -> str:
    """The HTML without anything that runs, loads, tracks, styles or leads elsewhere than to a web page or a mail address."""
    return _DISPLAY.clean(_bounded(html)).replace("\r", "\n")


def html_to_text(html: str) -> str:
    """The words of the HTML as plain text: paragraphs apart, list items marked, quoted blocks behind "> "."""
    return _Writer().write(_FOR_TEXT.clean(_bounded(html)))


def _bounded(html: str) -> str:
    """HTML that can be parsed in time: at most 2 million characters; if nested too deep or too often, only its words.

    A parser that works as browsers do takes time by depth times elements, as it re-opens what was left open: 400 kB
    of unclosed elements took it two minutes.
    """
    html = html[:LONGEST].replace("\0", "")
    depth = cost = 0
    for found in _TAG.finditer(html):
        if found[2].lower() not in _NEVER_DEEP:
            depth = max(depth - 1, 0) if found[1] else depth + 1
        cost += depth
        if depth > _DEEPEST or cost > _DEAREST:
            return _only_words(html)
    return _only_words(html) if html.count("&") > _MOST_ENTITIES else html


def _only_words(html: str) -> str:
    words = _ANY_TAG.sub(" ", html)
    words = words.replace("&", " ") if words.count("&") > _MOST_ENTITIES else unescape(words)
    return escape(words, quote=False)


class _Writer:
    """Writes lines from HTML that nh3 has cleaned of every attribute; of no other HTML."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._gap = False
        self._prefix = ""
        self._quotes = 0
        self._pre = 0
        self._lists: list[int] = []

    def write(self, html: str) -> str:
        for found in _TOKEN.finditer(html):
            closing, tag, words = found.groups()
            if words:
                self._words(unescape(words))
            elif closing:
                self._close(tag)
            else:
                self._open(tag)
        self._end_line()
        return "\n".join(self._lines).strip("\n")

    def _words(self, words: str) -> None:
        if self._pre:
            first, *rest = words.split("\n")
            self._line.append(first)
            for line in rest:
                self._end_line(always=True)
                self._line.append(line)
            return
        words = _SPACES.sub(" ", words)
        if not self._line or self._line[-1].endswith(" "):
            words = words.lstrip(" ")
        if words:
            self._line.append(words)

    def _open(self, tag: str) -> None:
        if tag == "br":
            self._end_line(always=True)
        elif tag in {"td", "th"} and self._line:
            self._line.append("  ")
        elif tag in _BLOCKS:
            self._end_line()
            self._gap = self._gap or tag in _SPACED
            self._begin(tag)

    def _begin(self, tag: str) -> None:
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

    def _close(self, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        self._end_line()
        if tag == "blockquote":
            self._quotes -= 1
        elif tag == "pre":
            self._pre -= 1
        elif tag in {"ul", "ol"}:
            self._lists.pop()
        self._gap = self._gap or tag in _SPACED

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
            self._lines.append(min(prefix, self._prefix, key=len).rstrip())
        self._gap, self._prefix = False, prefix
        self._lines.append((prefix + words).rstrip())
