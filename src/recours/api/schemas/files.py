"""An uploaded file that waits to be attached."""

from __future__ import annotations

from pydantic import Field

from recours.api.schemas.base import Told


class Uploaded(Told):
    """The file as it was judged by its content. `file` goes into the `files` of a complaint or message within 48 hours."""

    file: str = Field(description="The token to attach it by.")
    name: str
    media_type: str
    size: int
    sha256: str
