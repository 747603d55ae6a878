"""Drawings are drawings and nothing else."""

import re

from recours.ui.icons import DIRECTED, ICONS, SEVERITIES, SHAPES


def test_icons_are_paths_of_the_house() -> None:
    for name, path in ICONS.items():
        assert re.fullmatch(r"[MmLlHhVvCcSsQqTtAaZz0-9 .,-]+", path), name


def test_only_known_icons_turn_and_every_severity_has_its_shape() -> None:
    assert set(ICONS) >= DIRECTED
    assert set(SHAPES) >= set(SEVERITIES)
    assert len(set(SEVERITIES)) == 4


def test_shapes_hold_no_style_and_no_script() -> None:
    for name, drawing in SHAPES.items():
        assert not re.search(r"style=|on[a-z]+=|<script|href", drawing), name
