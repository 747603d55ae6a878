"""A house's logo: a small picture, judged by its content and kept under its digest, for pages and letters."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from recours.core.errors import Code, Invalid
from recours.core.filestore import make_durable
from recours.core.filetypes import judge, pixels_of

FIELD = "logo"
LARGEST = 300 * 1000
"""Bytes. Every visitor of the complaints site fetches it, and every letter on paper holds it."""

MISSING = Code("logo_missing", _("Choose a picture for the logo."))
NOT_A_LOGO = Code("logo_kind", _("A logo is a picture in PNG or JPEG. Please save it as one of these."))
TOO_LARGE = Code("logo_too_large", _("A logo may have at most 300 kB. Please save it smaller."))
PIXELS = Code(
    "logo_pixels", _("A logo is between 16 and 4,000 pixels wide and high. Please save it in such a size.")
)

_SIDES = range(16, 4001)
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg"}
_KEY = re.compile(r"logos/([0-9a-f]{64})-([0-9]{2,4})x([0-9]{2,4})\.(png|jpg)")


@dataclass(frozen=True, slots=True)
class Logo:
    """A kept logo: its key, SHA-256 in hex, width and height in pixels, media type."""

    key: str
    sha256: str
    width: int
    height: int
    media_type: str

    @property
    def wide(self) -> bool:
        """Whether it is drawn broadly, as a name is, and stands for the name; else it stands beside the name."""
        return self.width >= 2 * self.height

    @property
    def address(self) -> str:
        """Where every page finds it; another picture has another address."""
        return f"/logo?of={self.sha256[:16]}"


def judged_logo(content: bytes) -> Logo:
    """What the bytes are, were they kept; Invalid under "logo" unless they are a PNG or JPEG of a size that fits."""
    if not content:
        raise Invalid({FIELD: MISSING})
    if len(content) > LARGEST:
        raise Invalid({FIELD: TOO_LARGE})
    suffix = "png" if content.startswith(b"\x89PNG") else "jpg"
    file = io.BytesIO(content)
    try:
        media_type = judge(file, f"logo.{suffix}")
    except Invalid:
        raise Invalid({FIELD: NOT_A_LOGO}) from None
    if media_type not in _SUFFIXES:
        raise Invalid({FIELD: NOT_A_LOGO})
    width, height = pixels_of(file)
    if width not in _SIDES or height not in _SIDES:
        raise Invalid({FIELD: PIXELS})
    sha256 = hashlib.sha256(content).hexdigest()
    key = f"logos/{sha256}-{width}x{height}.{_SUFFIXES[media_type]}"
    return Logo(key, sha256, width, height, media_type)


def keep_logo(content: bytes) -> Logo:
    """Judge and store the bytes durably. They stay when another logo takes their place: letters of then show it."""
    logo = judged_logo(content)
    if not default_storage.exists(logo.key):
        default_storage.save(logo.key, ContentFile(content))
        make_durable(logo.key)
    return logo


def logo_of(key: str) -> Logo | None:
    """The logo that a key tells of, without looking into the store; None for anything that is not such a key."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    media_type = next(kind for kind, suffix in _SUFFIXES.items() if suffix == match[4])
    return Logo(key, match[1], int(match[2]), int(match[3]), media_type)


def logo_bytes(key: str) -> bytes:
    """The stored picture; empty where there is none."""
    if not _KEY.fullmatch(key):
        return b""
    try:
        with default_storage.open(key, "rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""
