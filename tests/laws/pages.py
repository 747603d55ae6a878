"""Pages obey the content security policy, and know start and end but neither left nor right."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from tests.laws.law import Law, Sample

_INLINE = (
    (
        re.compile(
            r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)[^>]*>", re.IGNORECASE
        ),
        "an inline script",
    ),
    (re.compile(r"<style\b", re.IGNORECASE), "an inline style sheet"),
    (re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE), "a style attribute"),
    (re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE), "an event handler"),
    (re.compile(r"\bhx-on\b", re.IGNORECASE), "an htmx event handler"),
    (re.compile(r"\bhx-vals\s*=\s*[\"']js:", re.IGNORECASE), "evaluated values"),
    (re.compile(r"javascript:", re.IGNORECASE), "a javascript: address"),
)


def pages_carry_nothing_inline(source: str, path: PurePosixPath) -> list[str]:
    return [
        f"{source.count(chr(10), 0, match.start()) + 1} has {what}"
        for pattern, what in _INLINE
        for match in pattern.finditer(source)
    ]


_PHYSICAL = re.compile(
    r"(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?<![\w-])(?:left|right)\s*:"
    r"|(?:text-align|float|clear|justify-\w+|caption-side)\s*:\s*(?:left|right)\b"
    r"|(?:background-position|transform-origin|object-position)[^;}]*\b(?:left|right)\b"
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def styles_know_no_left_or_right(source: str, path: PurePosixPath) -> list[str]:
    plain = _CSS_COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source)
    return [
        f"{plain.count(chr(10), 0, match.start()) + 1} says {match.group().strip()!r}"
        for match in _PHYSICAL.finditer(plain)
    ]


_ALIGNED = re.compile(r"<[^>]*\s(?:align|dir)\s*=\s*[\"'](?:left|right)[\"']", re.IGNORECASE)


def pages_know_no_left_or_right(source: str, path: PurePosixPath) -> list[str]:
    return [
        f"{source.count(chr(10), 0, match.start()) + 1} aligns physically"
        for match in _ALIGNED.finditer(source)
    ]


_PAGE = "src/recours/portal/templates/portal/home.html"
_STYLE = "src/recours/ui/static/ui/layout.css"

LAWS = [
    Law(
        "pages_carry_nothing_inline",
        "No page carries a script, a style or a handler of its own.",
        ("src/recours/**/*.html", "src/recours/**/*.svg"),
        pages_carry_nothing_inline,
        good=Sample(
            _PAGE,
            '<script src="{% static "ui/page.js" %}" defer></script><p class="on style">once = twice</p>',
        ),
        bad=Sample(_PAGE, '<button onclick="go()">Go</button>'),
    ),
    Law(
        "styles_know_no_left_or_right",
        "Style sheets use logical directions only.",
        ("src/recours/**/*.css",),
        styles_know_no_left_or_right,
        good=Sample(_STYLE, ".notice { margin-inline-start: 1rem; text-align: start } /* not left */"),
        bad=Sample(_STYLE, ".notice { margin-left: 1rem }"),
    ),
    Law(
        "pages_know_no_left_or_right",
        "Templates align nothing physically.",
        ("src/recours/**/*.html",),
        pages_know_no_left_or_right,
        good=Sample(_PAGE, '<p dir="auto">{{ words }}</p>'),
        bad=Sample(_PAGE, '<td align="right">{{ count }}</td>'),
    ),
]
