"""Small pictures, made and not stored."""

from __future__ import annotations

import struct
import zlib


def png(width: int, height: int, *, seed: int = 0x60) -> bytes:
    """A whole PNG of one colour."""
    line = b"\0" + bytes((0x10, seed, 0x60)) * width
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(line * height)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
