from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.mailroom.html import clean_html, html_to_text
from tests.mailroom.mails import expected

_HARMFUL = {
    *(
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "button",
        "textarea",
        "select",
        "link",
    ),
    *(
        "meta",
        "base",
        "svg",
        "math",
        "img",
        "video",
        "audio",
        "source",
        "template",
        "frame",
        "frameset",
        "applet",
    ),
}
_SCHEMES = {"http", "https", "mailto", "tel"}


class _Inspector(HTMLParser):
    """Finds what a browser could execute, load or submit."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HARMFUL:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {
                "style",
                "class",
                "id",
                "src",
                "srcdoc",
                "formaction",
                "background",
            }:
                self.found.append(name)
            if name == "href":
                scheme = re.sub(r"[\x00-\x20]", "", value or "").partition(":")[0].lower()
                if scheme not in _SCHEMES:
                    self.found.append(f"href {value}")

    def handle_comment(self, data: str) -> None:
        self.found.append("comment")


def harm_in(html: str) -> list[str]:
    inspector = _Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.found


def test_the_inspector_sees_harm() -> None:
    assert harm_in('<p onclick="x"><a href="java\nscript:x">a</a><img src=x><!-- c -->') == [
        "onclick",
        "href java\nscript:x",
        "img",
        "src",
        "comment",
    ]


def test_the_corpora_are_made_harmless(corpora: Path) -> None:
    samples = [s["payload"] for s in expected(corpora / "html-dompurify" / "expect.json")]
    samples += [
        s["input"] for s in expected(corpora / "html-nh3" / "expected.json") if isinstance(s["input"], str)
    ]
    samples += [
        f.read_text(encoding="utf-8", errors="replace") for f in (corpora / "html-bleach").glob("*.test")
    ]
    assert len(samples) == 114 + 37 + 20
    for sample in samples:
        cleaned = clean_html(sample)
        assert harm_in(cleaned) == [], sample
        assert clean_html(cleaned) == cleaned, sample
        assert "<" not in html_to_text(sample) or "&lt;" in cleaned, sample


def test_what_a_letter_needs_stays() -> None:
    html = '<p dir="rtl" style="color:red" class="x">سلام <b>خوب</b> <a href="https://a.example/?q=1" onclick="x()">پیوند</a></p>'
    assert clean_html(html) == (
        '<p dir="rtl">سلام <b>خوب</b> <a href="https://a.example/?q=1" rel="noopener noreferrer nofollow ugc">پیوند</a></p>'
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello <b>you</b> &amp; me</p><p>Two<br>lines</p>", "Hello you & me\n\nTwo\nlines"),
        ("<ul><li>a<li>b</ul><ol><li>c<li>d</ol>", "- a\n- b\n\n1. c\n2. d"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("words<blockquote><p>q1<p>q2</blockquote>after", "words\n\n> q1\n>\n> q2\n\nafter"),
        ("<pre> x\n   y</pre>", " x\n   y"),
        ("<table><tr><td>1<td>2<tr><td>3</table>", "1  2\n3"),
        ("a<hr>b", f"a\n{'-' * 20}\nb"),
        ("<title>No</title><style>p{}</style><script>x</script>yes<!-- no -->", "yes"),
        ("a&nbsp;&lt;b&gt; &#1575;", "a <b> ا"),
        ("", ""),
    ],
)
def test_html_as_text(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_what_would_take_minutes_is_only_read_for_its_words() -> None:
    deep = "<div>" * 20_000 + "a &amp; b"
    assert html_to_text(deep) == "a & b"
    assert clean_html(deep).strip() == "a &amp; b"


@given(st.text(alphabet="<>/=\"'& abdivspcrtonl:x-!", max_size=300))
def test_no_html_is_too_odd(html: str) -> None:
    assert harm_in(clean_html(html)) == []
    html_to_text(html)
