"""What is said to people can be said in every language."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import PurePosixPath

from tests.laws.law import Law, Sample, calls, name_of, parsed

GETTEXT = {  # how many of the first arguments are words
    "_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2,
    "pgettext": 2, "pgettext_lazy": 2, "npgettext": 3, "npgettext_lazy": 3,
}  # fmt: skip
_NAMELESS = re.compile(r"(?<!%)(?:%%)*%[sdifrx]|\{\}")


def sentences_are_whole(source: str, path: PurePosixPath) -> list[str]:
    found = []
    for call in calls(parsed(source)):
        name = name_of(call.func).split(".")[-1]
        if name not in GETTEXT:
            continue
        for argument in call.args[: GETTEXT[name]]:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                found.append(f"{call.lineno} hands {name}() something put together instead of a sentence")
            elif _NAMELESS.search(argument.value):
                found.append(f"{call.lineno} has a place without a name: {argument.value!r}")
    return found


_BLOCK = re.compile(r"\{%-?\s*blocktrans(?:late)?\b([^%]*)%\}")
_TAG = re.compile(r"\{%\s*translate\s+(?![\"'])")


def blocks_are_trimmed(source: str, path: PurePosixPath) -> list[str]:
    found = [
        f"{_line(source, match)} has a blocktranslate that is not trimmed"
        for match in _BLOCK.finditer(source)
        if "trimmed" not in match.group(1).split()
    ]
    return found + [
        f"{_line(source, match)} translates something that is not a sentence"
        for match in _TAG.finditer(source)
    ]


def _line(source: str, match: re.Match[str]) -> int:
    return source.count("\n", 0, match.start()) + 1


_TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
_COMMENT = re.compile(r"\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
_DJANGO = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}
_SILENT = {"script", "style", "code", "kbd", "svg"}
_WORD = re.compile(r"[^\W\d_]{2,}")
NEEDS_NO_TRANSLATION = {
    "Recours",
    "ISO",
    "SHA",
    "API",
    "QR",
    "CSV",
    "PDF",
    "JSON",
    "OpenAPI",
    "https",
    "http",
}


class _Text(HTMLParser):
    """Gathers the words of a template that reach a reader as they stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        for name, value in attrs:
            if name in _SPOKEN:
                self._hear(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.silent -= tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._hear(data)

    def _hear(self, text: str) -> None:
        if words := [word for word in _WORD.findall(text) if word not in NEEDS_NO_TRANSLATION]:
            self.found.append((self.getpos()[0], " ".join(words)))


def templates_speak_every_language(source: str, path: PurePosixPath) -> list[str]:
    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group())

    for pattern in (_TRANSLATED, _COMMENT, _DJANGO):
        source = pattern.sub(blank, source)
    reader = _Text()
    reader.feed(source)
    return [f"{line} says {words!r} in English only" for line, words in reader.found]


_PYTHON = "src/recours/desk/forms.py"
_TEMPLATE = "src/recours/desk/templates/desk/queue.html"
TEMPLATES = ("src/recours/**/*.html",)

LAWS = [
    Law(
        "sentences_are_whole",
        "A translatable sentence is one literal, and its places have names.",
        ("src/recours/**/*.py",),
        sentences_are_whole,
        good=Sample(
            _PYTHON,
            "_('Answered by %(day)s, 100 %% sure.') % {'day': day}\nngettext('%(n)d day', '%(n)d days', n)\n",
        ),
        bad=Sample(_PYTHON, "_('Answered by %s.') % day\n"),
        more_bad=(
            Sample(_PYTHON, "gettext(f'Answered by {day}.')\n"),
            Sample(_PYTHON, "gettext('Answered ' + by)\n"),
            Sample(_PYTHON, "ngettext('%(n)d case', '{} cases'.format(n), n)\n"),
            Sample(_PYTHON, "gettext('Answered by {}.')\n"),
        ),
        exceptions={
            "src/recours/trail/findings.py": "marked by gettext_noop: an export is verified where Django has no settings"
        },
    ),
    Law(
        "blocks_are_trimmed",
        "Every blocktranslate is trimmed, and translate is given a literal.",
        TEMPLATES,
        blocks_are_trimmed,
        good=Sample(
            _TEMPLATE,
            "{% blocktranslate trimmed count n=n %}One case{% plural %}{{ n }} cases{% endblocktranslate %}",
        ),
        bad=Sample(_TEMPLATE, "{% blocktranslate %}\n  Hello\n{% endblocktranslate %}"),
    ),
    Law(
        "templates_speak_every_language",
        "No word of a template stands outside a translation.",
        TEMPLATES,
        templates_speak_every_language,
        good=Sample(
            _TEMPLATE,
            '<p title="{% translate "Queue" %}">{% translate "Queue" %} <bdi>{{ case.reference }}</bdi></p>',
        ),
        bad=Sample(_TEMPLATE, '<p>{{ count }} cases</p><img alt="Logo">'),
    ),
]
