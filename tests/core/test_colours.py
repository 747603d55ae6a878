from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.core.colours import hex_of


@pytest.mark.parametrize(
    ("lightness", "chroma", "hue", "expected"),
    [
        (0.0, 0.0, 0, "#000000"),
        (1.0, 0.0, 0, "#ffffff"),
        (0.627955, 0.257683, 29.234, "#ff0000"),
        (0.86644, 0.294827, 142.495, "#00ff00"),
        (0.452014, 0.313214, 264.052, "#0000ff"),
    ],
)
def test_known_colours(lightness: float, chroma: float, hue: float, expected: str) -> None:
    assert hex_of(lightness, chroma, hue) == expected


@given(st.floats(0, 1), st.floats(0, 0.4), st.floats(-720, 720))
def test_every_colour_can_be_written(lightness: float, chroma: float, hue: float) -> None:
    assert re.fullmatch(r"#[0-9a-f]{6}", hex_of(lightness, chroma, hue))
