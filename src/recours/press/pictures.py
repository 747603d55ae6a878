"""Whether a picture can be set into a letter."""

from __future__ import annotations

import json

_SHEET = b"""#set page(width: 60mm, height: 60mm)
#image(bytes(json(bytes(sys.inputs.picture))), alt: "x", width: 40mm, height: 40mm, fit: "contain")"""


def can_draw(picture: bytes) -> bool:
    """Whether the PNG or JPEG is whole: it is drawn once as a letter draws it, and thrown away."""
    import typst  # noqa: PLC0415 - 10 MB that a web process needs only when a logo comes

    values = {"picture": json.dumps(list(picture))}
    try:
        typst.Compiler(_SHEET, sys_inputs=values).compile(format="pdf")
    except typst.TypstError:
        return False
    return True
