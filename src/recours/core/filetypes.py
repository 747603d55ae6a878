"""What a file is, judged by its content: the name is only a claim. Nothing is ever unpacked, decoded or drawn here."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

import puremagic
from django.utils.translation import gettext_lazy as _

from recours.core.archives import Archive, Bomb, Broken, read_archive
from recours.core.errors import Code, Invalid, RecoursError
from recours.core.filenames import ARCHIVES, EXTENSIONS, ODF, OPENXML, PROGRAMS, shown_name

LARGEST = 10 * 1024 * 1024
FIELD = "files"

EMPTY = Code("file_empty", _("“%(name)s” is empty. Please choose the file again."))
TOO_LARGE = Code(
    "file_too_large", _("“%(name)s” is larger than 10 MB. Please send a smaller copy, or several parts.")
)
PROGRAM = Code(
    "file_program", _("“%(name)s” contains a program. Please send a picture, a PDF or a document instead.")
)
WEB_PAGE = Code(
    "file_web_page",
    _(
        "“%(name)s” is a web page or a drawing that can contain a program. Please print it to a PDF, or send a picture of it."
    ),
)
MISLABELLED = Code(
    "file_mislabelled",
    _(
        "“%(name)s” is not the kind of file its name says. It may be damaged. Please send it again, or send a picture of it."
    ),
)
MACROS = Code(
    "file_macros", _("“%(name)s” contains macros. Please save it without macros or as a PDF, and send that.")
)
PROTECTED = Code(
    "file_protected",
    _("“%(name)s” is protected by a password, so we could not read it. Please send it without the password."),
)
BOMB = Code(
    "file_bomb",
    _(
        "“%(name)s” claims to hold far more than a file of its size can. Please send the documents in it one by one."
    ),
)
HUGE_PICTURE = Code(
    "file_huge_picture",
    _("“%(name)s” claims to be a picture too large to be shown. Please send a smaller copy."),
)
PACKED = Code(
    "file_packed",
    _(
        "“%(name)s” is a packed archive that we cannot look into. Please send the files in it one by one, or as a ZIP file."
    ),
)
PACKED_HARM = Code(
    "file_packed_harm",
    _(
        "“%(name)s” holds “%(inside)s”, which we cannot take. Please send the documents you want us to see one by one."
    ),
)
TWO_KINDS = Code(
    "file_two_kinds", _("“%(name)s” has a second file hidden in it. Please send the picture alone.")
)
UNKNOWN = Code("file_unknown", _("We do not recognise what “%(name)s” is. Please send a picture, a PDF, a document, a sound or video recording, or a saved e-mail."))  # fmt: skip

_LEGIBLE = frozenset({"text/plain", "text/csv", "message/rfc822"})
_CLAIMS = frozenset(e for kind, many in EXTENSIONS.items() if kind not in _LEGIBLE for e in many)
_HEAD = 4096
_CHUNK = 64 * 1024
_MOST_PIXELS = 250_000_000


def judge(file: BinaryIO, name: str) -> str:
    """The file's media type by its content, one of EXTENSIONS, or Invalid that names the file and what to send instead."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        raise refusal(EMPTY, name)
    if size > LARGEST:
        raise refusal(TOO_LARGE, name)
    file.seek(0)
    head = file.read(_HEAD)
    try:
        for recognise in _STEPS:
            media_type = recognise(file, head, name)
            if media_type:
                return media_type
    finally:
        file.seek(0)
    raise refusal(UNKNOWN, name)


def refusal(code: Code, name: str, **facts: object) -> Invalid:
    """The error that says why this one file cannot be taken."""
    return Invalid({FIELD: RecoursError(code, name=shown_name(name) or "?", **facts)})


def _program(file: BinaryIO, head: bytes, name: str) -> None:
    starts = (
        b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\x00asm",
        b"dex\n", b"L\x00\x00\x00\x01\x14\x02\x00", b"ITSF\x03", b"!<arch>\n", b"\xed\xab\xee\xdb", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$",
    )  # fmt: skip
    flash = head[:3] in {b"FWS", b"CWS", b"ZWS"} and head[3:4] < b" "
    windows = head[:2] in {b"MZ", b"ZM"} and b"\x00" in head[:512]
    words = _opening(head)
    script = re.match(r"#!\s*/|<\?(php|=)|<%|<script", words) is not None
    if head.startswith(starts) or flash or windows or script:
        raise refusal(PROGRAM, name)
    if re.match(r"<(!doctype\s+html|html|head|body|svg|!doctype\s+svg)\b", words) or (
        words.startswith("<?xml") and re.search(r"<(\w+:)?(svg|html|stylesheet)\b", words)
    ):
        raise refusal(WEB_PAGE, name)


def _opening(head: bytes) -> str:
    """The first words, whatever their encoding, without comments, in small letters."""
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    words = head.decode(encoding, "replace").lstrip().lower()
    return re.sub(r"\A(<!--.{0,4000}?-->\s*)+", "", words, flags=re.DOTALL)


def _archive(file: BinaryIO, head: bytes, name: str) -> str:
    if head[:2] in {b"\x1f\x8b", b"\x1f\x9d"} or head.startswith(
        (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF\x00")
    ) or head[257:262] == b"ustar":  # fmt: skip
        raise refusal(PACKED, name)
    if head[:4] not in {b"PK\x03\x04", b"PK\x05\x06"}:
        return ""
    try:
        archive = read_archive(file)
    except Broken:
        raise refusal(PACKED, name) from None
    except Bomb:
        raise refusal(BOMB, name) from None
    if archive.prefix:
        raise refusal(PACKED, name)
    if not any(entry.unpacked for entry in archive.entries):
        raise refusal(EMPTY, name)
    return _inside(archive, head, name)


def _inside(archive: Archive, head: bytes, name: str) -> str:
    names = [entry.name for entry in archive.entries]
    office = _office(names, head)
    if any(entry.encrypted for entry in archive.entries):
        raise refusal(PROTECTED, name)
    if any(each.endswith("vbaProject.bin") or (office and each.startswith("Basic/")) for each in names):
        raise refusal(MACROS, name)
    for entry in archive.entries:
        nested = entry.extension in ARCHIVES and not office
        if entry.escapes or entry.extension in PROGRAMS or nested:
            raise refusal(PACKED_HARM, name, inside=shown_name(entry.name) or "?")
    return office or "application/zip"


def _office(names: list[str], head: bytes) -> str:
    if head[30:38] == b"mimetype":
        kind = head[38:100].split(b"PK")[0].decode("latin-1")
        return kind if kind in EXTENSIONS and kind.startswith(ODF) else ""
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "wordprocessingml.document"), ("xl/", "spreadsheetml.sheet"), ("ppt/", "presentationml.presentation")):  # fmt: skip
            if any(each.startswith(folder) for each in names):
                return OPENXML + kind
    return ""


def _signature(file: BinaryIO, head: bytes, name: str) -> str:
    kind = next((kind for start, kind in _STARTS if head.startswith(start)), "")
    if head[:4] == b"RIFF":
        kind = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12], "")
    elif head[4:8] == b"ftyp":
        length = min(int.from_bytes(head[:4], "big"), 256)
        brands = [head[8:12], *(head[at : at + 4] for at in range(16, length, 4))]
        kind = next((_BRANDS[brand] for brand in brands if brand in _BRANDS), "")
    elif head[:4] == b"OggS":
        kind = "video/ogg" if b"\x80theora" in head else "audio/ogg"
    elif head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        kind = "image/bmp"
    elif head.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"%PDF-":
        kind = "application/pdf"
    if kind.startswith("image/"):
        _picture(file, head, name)
    return kind


_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF87a", "image/gif"), (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"), (b"MM\x00*", "image/tiff"), (b"{\\rtf", "application/rtf"), (b"fLaC\x00", "audio/flac"),
    (b"#!AMR", "audio/amr"), (b"\x1aE\xdf\xa3", "video/webm"), (b"\x00\x00\x01\xba", "video/mpeg"), (b"\x00\x00\x01\xb3", "video/mpeg"),
    (b"\xff\xf1", "audio/aac"), (b"\xff\xf9", "audio/aac"), (b"\xff\xfb", "audio/mpeg"), (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"), (b"\xff\xfa", "audio/mpeg"), (b"ID3\x02", "audio/mpeg"), (b"ID3\x03", "audio/mpeg"), (b"ID3\x04", "audio/mpeg"),
)  # fmt: skip
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    **dict.fromkeys((b"M4A ", b"M4B "), "audio/mp4"),
    **dict.fromkeys((b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3ge6", b"3g2a", b"3g2b"), "video/3gpp"),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV"), "video/mp4"),
    b"qt  ": "video/quicktime",
}  # fmt: skip


def _picture(file: BinaryIO, head: bytes, name: str) -> None:
    width, height = _pixels(file, head)
    if width * height > _MOST_PIXELS:
        raise refusal(HUGE_PICTURE, name)
    if any(
        b"<?php" in part or b"<script" in part
        for part in (chunk.lower() for chunk in _chunks(file, overlap=8))
    ):
        raise refusal(PROGRAM, name)
    try:
        read_archive(file)
    except Broken:
        return
    except Bomb:
        raise refusal(BOMB, name) from None
    raise refusal(TWO_KINDS, name)


def pixels_of(file: BinaryIO) -> tuple[int, int]:
    """The width and height that a picture declares, or zeros."""
    file.seek(0)
    return _pixels(file, file.read(32))


def _pixels(file: BinaryIO, head: bytes) -> tuple[int, int]:
    """The width and height that the picture declares, or zeros where that is not written in a plain place."""
    if head.startswith(b"\x89PNG"):
        return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    if head.startswith(b"GIF8"):
        return int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    if head.startswith(b"BM"):
        return int.from_bytes(head[18:22], "little"), abs(int.from_bytes(head[22:26], "little", signed=True))
    if head[8:16] == b"WEBPVP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    return _jpeg_pixels(file) if head.startswith(b"\xff\xd8") else (0, 0)


def _jpeg_pixels(file: BinaryIO) -> tuple[int, int]:
    at = 2
    for _segment in range(1000):
        file.seek(at)
        part = file.read(9)
        if len(part) < 9 or part[0] != 0xFF:
            break
        if 0xC0 <= part[1] <= 0xCF and part[1] not in {0xC4, 0xC8, 0xCC}:
            return int.from_bytes(part[7:9], "big"), int.from_bytes(part[5:7], "big")
        at += 1 if part[1] == 0xFF else 2 + int.from_bytes(part[2:4], "big")
    return 0, 0


_STREAMS = {
    "__properties_version1.0": "application/vnd.ms-outlook",
    "WordDocument": "application/msword",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
}

_WANTED = {*_STREAMS, "EncryptedPackage", "_VBA_PROJECT"}


def _old_office(file: BinaryIO, head: bytes, name: str) -> str:
    """By the names in the directory of a compound file: 64 bytes of UTF-16 each, on a multiple of 128."""
    if not head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return ""
    found = set()
    for chunk in _chunks(file):
        found |= {
            chunk[at : at + 64].decode("utf-16-le", "ignore").split("\x00")[0]
            for at in range(0, len(chunk), 128)
        } & _WANTED
    if "EncryptedPackage" in found:
        raise refusal(PROTECTED, name)
    kinds = [kind for stream, kind in _STREAMS.items() if stream in found]
    if "_VBA_PROJECT" in found and "application/vnd.ms-outlook" not in kinds:
        raise refusal(MACROS, name)
    extension = name.rpartition(".")[2].lower()
    return next((kind for kind in kinds if extension in EXTENSIONS[kind]), kinds[0] if kinds else "")


def _words(file: BinaryIO, head: bytes, name: str) -> str:
    extension = shown_name(name).rpartition(".")[2].lower()
    mail = _MAIL.match(head)
    if (
        mail
        and len({key.lower() for key in re.findall(rb"(?m)^([A-Za-z-]+):", mail[0])} & _MAIL_HEADERS) >= 3
    ):
        return "message/rfc822"
    if not _readable(file, head):
        return ""
    if extension in _CLAIMS:
        raise refusal(MISLABELLED, name)
    return "text/csv" if extension == "csv" else "text/plain"


_MAIL = re.compile(rb"(?:[!-9;-~]{1,80}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|\Z))+")
_MAIL_HEADERS = frozenset(
    b"from to subject received return-path date message-id mime-version delivered-to".split()
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def _readable(file: BinaryIO, head: bytes) -> bool:
    """Whether it is text: UTF-16 with its mark, or anything without control characters (UTF-8 and the old 8-bit sets)."""
    if head[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        return not any(_CONTROLS.search(chunk) for chunk in _chunks(file))
    decoder = codecs.getincrementaldecoder("utf-16")("strict")
    try:
        return not any("\x00" in decoder.decode(chunk) for chunk in _chunks(file)) and not decoder.decode(
            b"", final=True
        )
    except UnicodeDecodeError:
        return False


def _recording(_file: BinaryIO, head: bytes, _name: str) -> str:
    """Rarer sound and video, where puremagic is sure enough."""
    try:
        guesses = puremagic.magic_string(head)
    except puremagic.PureError:
        return ""
    return next(
        (
            _RARER[guess.extension]
            for guess in guesses
            if guess.confidence >= 0.8 and guess.extension in _RARER
        ),
        "",
    )


_RARER = {".aiff": "audio/aiff", ".aif": "audio/aiff", ".wma": "audio/x-ms-wma", ".wmv": "video/x-ms-wmv"}

_STEPS: tuple[Callable[[BinaryIO, bytes, str], str | None], ...] = (
    _program, _archive, _signature, _old_office, _words, _recording,
)  # fmt: skip


def _chunks(file: BinaryIO, overlap: int = 0) -> Iterator[bytes]:
    file.seek(0)
    rest = b""
    while chunk := file.read(_CHUNK):
        yield rest + chunk
        rest = chunk[-overlap:] if overlap else b""
