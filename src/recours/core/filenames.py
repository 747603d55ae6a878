"""What is taken from people who attach something, and names of files made fit to be shown and stored."""

from __future__ import annotations

import re
from collections.abc import Mapping

from recours.core.text import one_line

OPENXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."

EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif"),
    "image/avif": ("avif",),
    "image/tiff": ("tif", "tiff"),
    "image/bmp": ("bmp",),
    "application/pdf": ("pdf",),
    "text/plain": ("txt", "text", "log", "md", "json", "ics", "vcf", "tsv"),
    "text/csv": ("csv",),
    "application/rtf": ("rtf",),
    "message/rfc822": ("eml",),
    "application/msword": ("doc", "dot"),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.ms-powerpoint": ("ppt", "pps"),
    "application/vnd.ms-outlook": ("msg",),
    f"{OPENXML}wordprocessingml.document": ("docx", "dotx"),
    f"{OPENXML}spreadsheetml.sheet": ("xlsx", "xltx"),
    f"{OPENXML}presentationml.presentation": ("pptx", "ppsx"),
    f"{ODF}text": ("odt",),
    f"{ODF}spreadsheet": ("ods",),
    f"{ODF}presentation": ("odp",),
    f"{ODF}graphics": ("odg",),
    "application/zip": ("zip", "pages", "numbers", "key"),
    "audio/mpeg": ("mp3",),
    "audio/mp4": ("m4a", "mp4"),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/wav": ("wav",),
    "audio/flac": ("flac",),
    "audio/amr": ("amr",),
    "audio/aac": ("aac",),
    "audio/aiff": ("aiff", "aif"),
    "audio/x-ms-wma": ("wma", "asf"),
    "video/mp4": ("mp4", "m4v"),
    "video/quicktime": ("mov", "qt"),
    "video/3gpp": ("3gp", "3gpp", "3g2"),
    "video/webm": ("webm", "mkv", "weba"),
    "video/ogg": ("ogv", "ogg"),
    "video/x-msvideo": ("avi",),
    "video/mpeg": ("mpg", "mpeg"),
    "video/x-ms-wmv": ("wmv", "asf"),
}  # fmt: skip
"""Everything that is taken, with the extensions that suit it; the first is given to a file whose own does not."""

ACCEPT = ",".join(sorted({f".{extension}" for many in EXTENSIONS.values() for extension in many}))
"""The same for the accept attribute of a form."""

_PROGRAM_WORDS = (
    "ade adp apk app application appref-ms asp aspx bas bat cgi chm class cmd com cpl desktop dex dll dmg drv elf exe gadget hta "
    "inf ins iqy iso jar jnlp js jse jsp jspx ksh lnk lua mde msc msh msi msp mst msu ocx php php3 php4 php5 phtml pif pl ps1 ps2 "
    "psc1 psm1 py pyc pyw rb reg scf scr sct sh shb shs slk so swf sys url vb vbe vbs vhd vxd war wasm ws wsc wsf wsh xll "
    "docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm"
)
_ARCHIVE_WORDS = "7z ace arj bz2 cab gz gzip lha lz lz4 lzh lzma rar tar taz tbz tgz txz xz z zip zipx zst"

PROGRAMS = frozenset(_PROGRAM_WORDS.split())
"""Extensions that some operating system runs, or that carry macros."""

ARCHIVES = frozenset(_ARCHIVE_WORDS.split())
"""Extensions of packed archives."""

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_UNFIT = re.compile(r'[<>:"|?*\x00-\x1f]')
_LONGEST_NAME = 120


def shown_name(name: str) -> str:
    """The last part of a file's name as it may be shown: one line, no path, no characters that file systems refuse."""
    last = name.replace("\\", "/").rstrip("/ ").rsplit("/", 1)[-1]
    last = one_line(last if len(last) <= 1000 else last[:800] + last[-200:], 1000)
    last = _UNFIT.sub("_", last).strip(". ")
    if _RESERVED.fullmatch(last):
        last = f"_{last}"
    stem, dot, extension = last.rpartition(".")
    if not dot or len(extension) > 20:
        return one_line(last, _LONGEST_NAME)
    return f"{one_line(stem, _LONGEST_NAME - len(extension) - 1)}.{extension}"


def suitable_name(name: str, media_type: str) -> str:
    """The shown name with an extension that agrees with the content, so that a download never opens as something else."""
    shown = shown_name(name) or "file"
    suits = EXTENSIONS[media_type]
    return shown if shown.rpartition(".")[2].lower() in suits and "." in shown else f"{shown}.{suits[0]}"
