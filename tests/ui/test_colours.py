"""Whatever hue an organisation chooses, ink stays readable: lightness carries the contrast, and this holds it."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "src/recours/ui/static/ui"
TOKEN = re.compile(
    r"--([a-z-]+): oklch\(([\d.]+) (calc\(var\(--brand-chroma\) \* ([\d.]+)\)|var\(--brand-chroma\)|[\d.]+) (var\(--[a-z-]+\)|[\d.]+)\);"
)
BRAND_CHROMA = 0.07
ACCENT_HUE = 264.0

TEXT = [
    ("ink", "paper"), ("ink", "sheet"), ("ink", "sunk"), ("ink", "pressed"),
    ("ink-soft", "paper"), ("ink-soft", "sheet"), ("ink-soft", "sunk"), ("ink-soft", "pressed"),
    ("ink-faint", "paper"), ("ink-faint", "sheet"), ("ink-faint", "sunk"),
    ("brand", "paper"), ("brand", "sheet"), ("brand", "sunk"), ("brand", "brand-soft"),
    ("on-brand", "brand-deep"), ("on-brand-soft", "brand-deep"), ("ink", "brand-soft"), ("ink-faint", "brand-soft"),
    ("action", "paper"), ("action", "sheet"), ("action", "sunk"), ("action", "action-soft"), ("action", "brand-soft"),
    ("on-action", "action"), ("on-action", "action-over"),
    ("good", "paper"), ("good", "good-soft"), ("warn", "paper"), ("warn", "warn-soft"), ("bad", "paper"),
    ("bad", "bad-soft"), ("bad", "sheet"), ("calm", "paper"), ("calm", "calm-soft"), ("note-ink", "note"),
    ("ink", "good-soft"), ("ink", "warn-soft"), ("ink", "bad-soft"), ("ink", "calm-soft"),
]  # fmt: skip
EDGES = [
    ("line-firm", "paper"),
    ("line-firm", "sheet"),
    ("line-firm", "sunk"),
    ("focus", "paper"),
    ("focus", "sheet"),
]


def tokens(file: str) -> dict[str, tuple[float, str, str]]:
    return {m[1]: (float(m[2]), m[3], m[5]) for m in TOKEN.finditer((UI / file).read_text())}


def linear(token: tuple[float, str, str], hue: float) -> tuple[float, float, float]:
    lightness, chroma_text, hue_text = token
    factor = re.search(r"\* ([\d.]+)", chroma_text)
    chroma = (
        BRAND_CHROMA * float(factor[1])
        if factor
        else BRAND_CHROMA
        if "brand" in chroma_text
        else float(chroma_text)
    )
    angle = math.radians(
        hue if "brand" in hue_text else ACCENT_HUE if "accent" in hue_text else float(hue_text)
    )
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    long, middle, short = (
        (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    rgb = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (min(max(part, 0.0), 1.0) for part in rgb)
    return red, green, blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    light, dark = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("file", ["tokens.css", "dark.css"])
@pytest.mark.parametrize("hue", range(0, 360, 10))
def test_text_and_edges_stand_out(file: str, hue: int) -> None:
    palette = tokens(file)
    short = {
        f"{front} on {ground}": round(found, 2)
        for pairs, least in ((TEXT, 4.5), (EDGES, 3.0))
        for front, ground in pairs
        if (found := contrast(linear(palette[front], hue), linear(palette[ground], hue))) < least
    }
    assert short == {}


def test_black_on_white_is_21() -> None:
    assert contrast(linear((0.0, "0", "0"), 0), linear((1.0, "0", "0"), 0)) == pytest.approx(21, abs=0.01)


def test_dark_repeats_no_token_that_light_does_not_have() -> None:
    assert set(tokens("dark.css")) <= set(tokens("tokens.css"))
