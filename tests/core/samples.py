"""Small files of every kind, made here: honest ones, and ones that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping


def png(width: int = 2, height: int = 3, extra: bytes = b"") -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 9))
        + extra
        + chunk(b"IEND", b"")
    )


def jpeg(width: int = 2, height: int = 3, exif: int = 20_000) -> bytes:
    exif_part = b"\xff\xe1" + struct.pack(">H", exif + 2) + b"E" * exif
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + exif_part + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"


def gif(width: int = 2, height: int = 3) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\x00\x00" + b"\x00" * 6 + b"\x2c\x00\x00\x3b"


def bmp(width: int = 2, height: int = 3) -> bytes:
    return (
        b"BM" + struct.pack("<IHHIIii", 70, 0, 0, 54, 40, width, height) + b"\x01\x00\x18\x00" + b"\x00" * 30
    )


def webp(width: int = 2, height: int = 3) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\x00" * 4 + size


def boxes(brand: bytes, *others: bytes) -> bytes:
    """The beginning of an ISO media file: MP4, MOV, HEIC and their family."""
    content = b"ftyp" + brand + b"\x00\x00\x02\x00" + b"".join(others)
    return struct.pack(">I", len(content) + 4) + content + b"\x00\x00\x00\x08mdat"


def zipped(members: Mapping[str, bytes], *, stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return target.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped(
        {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<r/>", "word/document.xml": b"<w/>", **more}
    )


def odf(kind: str) -> bytes:
    return zipped(
        {"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<office/>"}
    )


def compound(*streams: str) -> bytes:
    """An old office file as far as its directory: a header, then 128 bytes for each name."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00")
    return header + b"".join(
        name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", *streams)
    )


def directory(
    entries: list[tuple[str, int, int]], *, offsets: list[int] | None = None, body: bytes = b""
) -> bytes:
    """A zip archive of which only the table of contents exists: (name, packed, unpacked) as declared."""
    table = b"".join(
        struct.pack(
            "<4s6H3L5H2L",
            b"PK\x01\x02",
            20,
            20,
            0,
            8,
            0,
            0,
            0,
            packed,
            unpacked,
            len(name.encode()),
            0,
            0,
            0,
            0,
            0,
            at,
        )
        + name.encode()
        for (name, packed, unpacked), at in zip(entries, offsets or [0] * len(entries), strict=True)
    )
    body = body or b"PK\x03\x04" + b"\x00" * 26
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(table), len(body), 0)
    return body + table + end


EML = (
    b"Return-Path: <a@example.org>\r\nReceived: from a by b;\r\n\tFri, 20 Nov 2026\r\n"
    b"From: A <a@example.org>\r\nSubject: <html>\r\n\r\nbody\x00\r\n"
)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"

HONEST: Mapping[str, tuple[str, bytes]] = {
    "photo.jpg": ("image/jpeg", jpeg()),
    "photo.png": ("image/png", png()),
    "photo.gif": ("image/gif", gif()),
    "photo.webp": ("image/webp", webp()),
    "photo.bmp": ("image/bmp", bmp()),
    "photo.heic": ("image/heic", boxes(b"heic", b"mif1")),
    "photo.avif": ("image/avif", boxes(b"avif")),
    "photo.tif": ("image/tiff", b"II*\x00\x08\x00\x00\x00" + b"\x00" * 20),
    "letter.pdf": ("application/pdf", PDF),
    "letter.txt": ("text/plain", b"The train was late, and nobody said why.\r\n"),
    "bom.txt": ("text/plain", b"\xef\xbb\xbfLe train \xc3\xa9tait en retard."),
    "utf16.txt": ("text/plain", "قطار دیر رسید".encode("utf-16")),
    "windows-1256.txt": ("text/plain", "وصل القطار متأخرا".encode("cp1256")),
    "MZ.txt": ("text/plain", b"MZ Motors never answered."),
    "BM.txt": ("text/plain", b"BM is the name of the shop."),
    "tags.txt": ("text/plain", b"I wrote <b>twice</b> and saw <html> on the screen"),
    "table.csv": ("text/csv", b"a;b\r\n1;2\r\n"),
    "letter.rtf": ("application/rtf", b"{\\rtf1\\ansi Hello}"),
    "mail.eml": ("message/rfc822", EML),
    "letter.doc": ("application/msword", compound("WordDocument", "1Table")),
    "table.xls": ("application/vnd.ms-excel", compound("Workbook")),
    "table-with-letter.xls": ("application/vnd.ms-excel", compound("Workbook", "WordDocument")),
    "slides.ppt": ("application/vnd.ms-powerpoint", compound("PowerPoint Document")),
    "mail.msg": ("application/vnd.ms-outlook", compound("__properties_version1.0", "WordDocument", "_VBA_PROJECT")),
    "letter.docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx()),
    "chart.docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx(**{"word/embeddings/sheet.xlsx": zipped({"a": b"b"}), "word/embeddings/oleObject1.bin": b"x"}),
    ),
    "table.xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}),
    ),
    "slides.pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}),
    ),
    "letter.odt": ("application/vnd.oasis.opendocument.text", odf("text")),
    "table.ods": ("application/vnd.oasis.opendocument.spreadsheet", odf("spreadsheet")),
    "slides.odp": ("application/vnd.oasis.opendocument.presentation", odf("presentation")),
    "photos.zip": ("application/zip", zipped({"photos/": b"", "photos/a.jpg": jpeg(), "نامه.txt": b"x"})),
    "voice.mp3": ("audio/mpeg", b"ID3\x03\x00\x00\x00\x00\x00\x0f" + b"\x00" * 64),
    "frames.mp3": ("audio/mpeg", b"\xff\xfb\x90\x64" + b"\x00" * 64),
    "voice.m4a": ("audio/mp4", boxes(b"M4A ", b"mp42")),
    "voice.ogg": ("audio/ogg", b"OggS\x00\x02" + b"\x00" * 22 + b"OpusHead" + b"\x00" * 20),
    "voice.wav": ("audio/wav", b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 30),
    "voice.flac": ("audio/flac", b"fLaC\x00\x00\x00\x22" + b"\x00" * 34),
    "voice.amr": ("audio/amr", b"#!AMR\n\x3c\x00\x01" + b"\x00" * 30),
    "voice.aac": ("audio/aac", b"\xff\xf1\x50\x80\x00" + b"\x00" * 30),
    "voice.aiff": ("audio/aiff", b"FORM\x00\x00\x00\x2eAIFFCOMM\x00\x00\x00\x12" + b"\x00" * 30),
    "film.mp4": ("video/mp4", boxes(b"isom", b"iso2", b"mp41")),
    "odd-brand.mp4": ("video/mp4", boxes(b"XXXX", b"mp42")),
    "film.mov": ("video/quicktime", boxes(b"qt  ")),
    "film.3gp": ("video/3gpp", boxes(b"3gp5")),
    "film.webm": ("video/webm", b"\x1aE\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1f" + b"\x00" * 30),
    "film.avi": ("video/x-msvideo", b"RIFF\x24\x00\x00\x00AVI LIST" + b"\x00" * 30),
    "film.mpg": ("video/mpeg", b"\x00\x00\x01\xba\x44" + b"\x00" * 30),
    "film.ogv": ("video/ogg", b"OggS\x00\x02" + b"\x00" * 22 + b"\x80theora" + b"\x00" * 20),
}  # fmt: skip
