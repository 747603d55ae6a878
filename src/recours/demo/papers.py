"""What people attach: small real files, drawn here so that no picture of anybody is needed."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Sequence
from io import BytesIO

from recours.core.filestore import StoredFile, keep

_WIDTH, _HEIGHT = 360, 240


def paper(named: str) -> StoredFile:
    """The file that a story names as "photo:name.png", "bill:name.pdf", "scan:name.pdf" or "log:name.txt", kept in the store.

    The same name always gives the same bytes.
    """
    name, content = drawn(named)
    return keep(BytesIO(content), name=name)


def drawn(named: str) -> tuple[str, bytes]:
    """The file's name and bytes."""
    maker, _, name = named.partition(":")
    return name, _MAKERS[maker](name)


def photo(name: str) -> bytes:
    """A PNG that could be a blurred snapshot: light from above, a dark thing in front."""
    chance = random.Random(name)  # noqa: S311 - a drawing, not a secret
    sky, thing = _colour(chance, 120, 230), _colour(chance, 20, 120)
    x0, y0 = chance.randrange(40, 140), chance.randrange(50, 110)
    x1, y1 = x0 + chance.randrange(90, 180), y0 + chance.randrange(60, 120)
    rows = bytearray()
    for y in range(_HEIGHT):
        shade = 1 - 0.45 * y / _HEIGHT
        back = bytes(int(part * shade) for part in sky)
        front = bytes(int(part * shade) for part in thing)
        row = back * _WIDTH
        if y0 <= y < y1:
            row = back * x0 + front * (x1 - x0) + back * (_WIDTH - x1)
        rows += b"\x00" + row
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def bill(name: str) -> bytes:
    """A PDF of one page that could be a bill."""
    chance = random.Random(name)  # noqa: S311 - a drawing, not a secret
    used, price = chance.randrange(120, 1900), chance.randrange(18, 36)
    standing = chance.randrange(1400, 3200)
    total = used * price + standing
    return _pdf(
        [
            "MERROWBY WORKS",
            "3 Customs House Quay, Merrowby QX1 2AA",
            "",
            f"Account {chance.randrange(10_000_000, 99_999_999)}",
            "",
            f"Meter reading before        {chance.randrange(10_000, 40_000)}",
            f"Used                        {used} units",
            f"Price for a unit            {price}.0 p",
            f"Standing charge             GBP {standing / 100:.2f}",
            "",
            f"To be paid                  GBP {total / 100:.2f}",
        ]
    )


def scan(name: str) -> bytes:
    """A PDF of one page that could be a letter put through a scanner."""
    chance = random.Random(name)  # noqa: S311 - a drawing, not a secret
    lines = ["." * chance.randrange(40, 74) for _ in range(chance.randrange(9, 16))]
    return _pdf(["(copy)", "", *lines, "", "Signed"])


def log(name: str) -> bytes:
    """A text of times, as people keep them who have had enough."""
    chance = random.Random(name)  # noqa: S311 - a drawing, not a secret
    lines = [f"{hour:02}:{chance.randrange(60):02}  {chance.randrange(2, 55)} min" for hour in range(7, 22)]
    return "\n".join(lines).encode()


def _pdf(lines: Sequence[str]) -> bytes:
    shown = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
    page = f"BT /F1 11 Tf 16 TL 64 770 Td {shown} ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    )
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _colour(chance: random.Random, low: int, high: int) -> tuple[int, int, int]:
    return chance.randrange(low, high), chance.randrange(low, high), chance.randrange(low, high)


_MAKERS = {"photo": photo, "bill": bill, "scan": scan, "log": log}
