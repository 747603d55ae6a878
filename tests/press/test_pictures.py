from __future__ import annotations

import pytest

from recours.press.pictures import can_draw
from tests.factories.pictures import png


def test_a_whole_picture_can_be_drawn() -> None:
    assert can_draw(png(40, 20))


@pytest.mark.parametrize(
    "picture", [b"", b"\x89PNG\r\n\x1a\n", png(40, 20)[:60], b"\xff\xd8\xff\xe0" + bytes(40)]
)
def test_a_broken_one_cannot(picture: bytes) -> None:
    assert not can_draw(picture)
