"""A file is what it contains; what can do harm is refused with a sentence that helps."""

from __future__ import annotations

import base64
import io
import json
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.core import filetypes
from recours.core.errors import Code, Invalid
from recours.core.filenames import EXTENSIONS
from recours.core.filetypes import FIELD, LARGEST, judge
from tests.core.samples import HONEST, PDF, compound, directory, docx, gif, jpeg, odf, png, webp, zipped

WINDOWS = (
    b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"
    + b"\x00" * 44
    + b"\x80\x00\x00\x00"
    + b"PE\x00\x00" * 20
)


def judged(content: bytes, name: str) -> str:
    """The media type, or the code of the refusal."""
    file = io.BytesIO(content)
    try:
        return judge(file, name)
    except Invalid as problem:
        sentence = problem.sentences()[FIELD]
        assert "%(" not in sentence
        return str(problem.fields[FIELD].code)
    finally:
        assert file.tell() == 0 or not content or len(content) > LARGEST


@pytest.mark.parametrize("name", HONEST)
def test_what_people_send_is_recognised(name: str) -> None:
    media_type, content = HONEST[name]
    assert judged(content, name) == media_type


@pytest.mark.parametrize("name", HONEST)
def test_binary_content_decides_whatever_the_name_says(name: str) -> None:
    media_type, content = HONEST[name]
    if not media_type.startswith("text/") and name != "table-with-letter.xls":
        assert {judged(content, other) for other in ("x", "x.exe", "x.jpg", "")} == {media_type}


def test_every_kind_that_is_taken_has_a_sample() -> None:
    tested = {media_type for media_type, _content in HONEST.values()}
    assert set(EXTENSIONS) - tested == {
        "application/vnd.oasis.opendocument.graphics",
        "audio/x-ms-wma",
        "video/x-ms-wmv",
    }


@pytest.mark.parametrize(
    "name", ["photo.jpg", "photo.png", "letter.pdf", "report.docx", "setup.exe", "x", "letter.txt"]
)
@pytest.mark.parametrize(
    "content",
    [
        WINDOWS,
        b"\x7fELF\x02\x01\x01" + b"\x00" * 50,
        b"\xcf\xfa\xed\xfe\x07\x00\x00\x01" + b"\x00" * 50,
        b"\xca\xfe\xba\xbe\x00\x00\x00\x34" + b"\x00" * 50,
        b"\x00asm\x01\x00\x00\x00",
        b"L\x00\x00\x00\x01\x14\x02\x00" + b"\x00" * 60,
        b"FWS\x0a" + b"\x00" * 30,
        b"#!/bin/sh\nrm -rf /\n",
        b"#! /usr/bin/env python3\n",
        b"\xef\xbb\xbf  <?php system($_GET['c']); ?>",
        b"<?= 1 ?>",
        b"<%@ page import='java.util.*' %>",
        b"<ScRiPt>alert(1)</script>",
        b"<!-- a --> <!-- b -->\n<script>alert(1)</script>",
        "<script>alert(1)</script>".encode("utf-16"),
    ],
)
def test_a_program_is_refused_under_any_name(content: bytes, name: str) -> None:
    assert judged(content, name) == "file_program"


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "photo.png", "letter.txt", "x"])
@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><p>",
        b"\n <HTML lang=en>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
        b"<?xml version='1.0'?><!-- --><svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><!DOCTYPE html><html/>",
        b"<?xml version='1.0'?><xsl:stylesheet/>",
        "<html><script>".encode("utf-16"),
    ],
)
def test_web_pages_and_drawings_are_refused_with_a_way_out(content: bytes, name: str) -> None:
    assert judged(content, name) == "file_web_page"


def test_a_program_hidden_in_a_picture_is_refused() -> None:
    for picture in (
        png(extra=b"<?PHP evil(); ?>"),
        jpeg()[:-2] + b"<script>x</script>\xff\xd9",
        gif() + b"<?php x ?>",
    ):
        assert judged(picture, "photo.png") == "file_program"
    far = jpeg() + b"\x00" * (64 * 1024 - len(jpeg()) - 3) + b"<?php x"  # across the border of two reads
    assert judged(far, "photo.jpg") == "file_program"


@pytest.mark.parametrize(
    "content",
    [
        png(100_000, 100_000),
        jpeg(65_500, 65_500),
        gif(65_535, 65_535),
        webp(16_000_000, 16_000_000),
        png(2**31, 2**31),
    ],
)
def test_a_picture_that_claims_too_many_pixels_is_refused(content: bytes) -> None:
    assert judged(content, "photo.png") == "file_huge_picture"


def test_the_largest_camera_is_still_welcome() -> None:
    assert judged(jpeg(16_320, 12_240), "photo.jpg") == "image/jpeg"


def test_a_picture_with_an_archive_behind_it_is_refused() -> None:
    for picture in (jpeg(), gif(), png()):
        assert judged(picture + zipped({"a.txt": b"x"}), "photo.jpg") == "file_two_kinds"


def test_text_that_calls_itself_a_picture_is_refused() -> None:
    for name in ("photo.jpg", "letter.pdf", "letter.DOCX", "film.mp4", "all.zip"):
        assert judged(b"404 Not Found", name) == "file_mislabelled"


def test_scripts_as_text_are_text() -> None:
    for name in ("run.bat", "run.ps1", "run.vbs", "run", ".htaccess", "x.php.txt"):
        assert judged(b"start calc", name) == "text/plain"


def test_empty_and_too_large() -> None:
    assert judged(b"", "a.txt") == "file_empty"
    assert judged(b"a" * LARGEST, "a.txt") == "text/plain"
    assert judged(b"a" * (LARGEST + 1), "a.txt") == "file_too_large"


@pytest.mark.parametrize(
    "content",
    [
        b"\x1f\x8b\x08\x00" + b"\x00" * 20,
        b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\x00" * 40,
        b"Rar!\x1a\x07\x01\x00" + b"\x00" * 40,
        b"BZh91AY&SY" + b"\x00" * 40,
        b"\xfd7zXZ\x00" + b"\x00" * 40,
        b"MSCF\x00\x00\x00\x00" + b"\x00" * 40,
        b"a.txt".ljust(257, b"\x00") + b"ustar\x0000" + b"\x00" * 300,
        zipped({"a.txt": b"x"}) + b"trailing",
        zipped({"a.txt": b"x"})[:-1],
        b"PK\x03\x04" + b"\x00" * 100,
    ],
)
def test_archives_that_cannot_be_looked_into_are_refused(content: bytes) -> None:
    assert judged(content, "all.zip") == "file_packed"


@pytest.mark.parametrize(
    "name",
    [
        "setup.exe", "photo.jpg.EXE", "a/b/run.bat", "x.js", "x.vbs", "x.lnk", "x.docm", "x.exe. .", "../../etc/passwd", "/etc/passwd", "C:/x.txt",
        "..\\x.txt", "inner.zip", "inner.7z", "inner.tar.gz", "x.scr/", "x\u202etxt.exe",
    ],
)  # fmt: skip
def test_what_an_archive_holds_is_refused_by_name(name: str) -> None:
    content = directory([("fine.txt", 5, 5), (name, 5, 5)])
    assert judged(content + b"", "all.zip") == "file_packed_harm"


def test_a_link_in_an_archive_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert judged(target.getvalue(), "all.zip") == "file_packed_harm"


def test_macros_and_passwords_are_refused() -> None:
    assert judged(docx(**{"word/vbaProject.bin": b"x"}), "letter.docx") == "file_macros"
    assert judged(zipped({"a/vbaProject.bin": b"x"}), "x.zip") == "file_macros"
    assert judged(compound("WordDocument", "_VBA_PROJECT"), "letter.doc") == "file_macros"
    assert judged(compound("EncryptedPackage"), "letter.docx") == "file_protected"
    locked = bytearray(zipped({"a.txt": b"x"}))
    at = locked.index(b"PK\x01\x02") + 8
    locked[at] |= 1
    assert judged(bytes(locked), "x.zip") == "file_protected"


def test_an_installer_is_not_an_office_file() -> None:
    assert judged(compound("Installer", "Property"), "letter.doc") == "file_unknown"


def test_an_archive_of_nothing_is_empty() -> None:
    assert judged(zipped({}), "x.zip") == "file_empty"
    assert judged(zipped({"folder/": b"", "a.txt": b""}), "x.zip") == "file_empty"


def test_an_unknown_document_format_is_not_an_office_file() -> None:
    assert judged(odf("database"), "x.odb") == "application/zip"


def test_noise_is_refused() -> None:
    assert judged(b"\x01\x02\x03\x04" * 100, "x.bin") == "file_unknown"
    assert judged("é".encode("utf-16-le") * 3 + b"\x00\x01", "x.txt") == "file_unknown"
    assert judged(b"\xff\xfea", "x.txt") == "file_unknown"


class Counting(io.BytesIO):
    """Bytes that know how many of them were read."""

    count = 0

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        self.count += len(part)
        return part


def bombs() -> dict[str, bytes]:
    zeros = io.BytesIO()
    with (
        zipfile.ZipFile(zeros, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("zeros.txt", "w") as member,
    ):
        for _ in range(30):
            member.write(bytes(1024 * 1024))
    inner = zeros.getvalue()
    return {
        "ratio": inner,
        "nested": zipped({f"lib {n}.zip": inner for n in range(16)}),
        "office": docx(**{"word/media/a.bin": bytes(30 * 1024 * 1024)}),
        "declared": directory([("a.txt", 100, 4_000_000_000)]),
        "many large": directory([(f"{n}.txt", 10, 100_000) for n in range(4_000)]),
        "many": directory([(f"{n}.txt", 1, 1) for n in range(60_000)]),
        "just too many": directory([("a", 1, 1)] * 5_001),
        "wide table": directory([("n" * 60_000, 1, 1)] * 20),
        "overlapping": directory(
            [(f"{n}.txt", 50_000, 50_000) for n in range(100)], body=b"PK\x03\x04" + b"\x00" * 50_100
        ),
        "understated": directory([("a.txt", 900_000, 10)], body=b"PK\x03\x04" + b"\x00" * 900_100),
    }


def test_a_bomb_is_refused_without_unpacking_and_at_no_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    made = bombs()

    def never(*_arguments: object, **_named: object) -> object:
        raise AssertionError("something was unpacked")

    monkeypatch.setattr(zlib, "decompress", never)
    monkeypatch.setattr(zlib, "decompressobj", never)
    for name, content in made.items():
        file = Counting(content)
        tracemalloc.start()
        with pytest.raises(Invalid) as problem:
            judge(file, "all.zip")
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert problem.value.fields[FIELD].code == (
            "file_packed_harm" if name == "nested" else "file_bomb"
        ), name
        assert file.count < 1_200_000, name
        assert peak < 4_000_000, name


def test_a_large_honest_archive_is_taken() -> None:
    many = directory(
        [(f"photo {n}.jpg", 2_000, 2_000) for n in range(400)], body=b"PK\x03\x04" + b"\x00" * 800_000
    )
    assert judged(many, "photos.zip") == "application/zip"
    table = directory(
        [("[Content_Types].xml", 100, 900), ("xl/sheet.xml", 900_000, 90_000_000)],
        body=b"PK\x03\x04" + b"\x00" * 900_200,
    )
    assert judged(table, "table.xlsx").endswith("spreadsheetml.sheet")


def test_tables_of_contents_that_contradict_themselves() -> None:
    good = directory([("a.txt", 1, 1)])
    end = good.index(b"PK\x05\x06")
    for at, value in ((4, 1), (6, 1), (8, 2), (10, 2), (12, 4), (16, 2), (20, 5), (8, 0xFFFF), (12, 0xFFFF)):
        broken = bytearray(good)
        struct.pack_into("<H", broken, end + at, value)
        assert judged(bytes(broken), "x.zip") == "file_packed", at
    assert judged(b"junk before" + good, "x.zip") == "file_unknown"


@given(
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xd8\xff", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"%PDF-", b"RIFF1234WEBPVP8X", b"\x00\x00\x00\xfcftyp", b"BM",
                     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"From: a\nTo: b\nDate: c\n", b"OggS", b"FORM", b"ID3\x03", b"<?xml"]),
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x05\x06" + b"\x00" * 18, directory([("a.txt", 1, 1)])]),
    st.text(max_size=20),
)  # fmt: skip
def test_any_bytes_are_judged_or_refused(start: bytes, middle: bytes, end: bytes, name: str) -> None:
    verdict = judged(start + middle + end, name)
    assert verdict in EXTENSIONS or verdict.startswith("file_")


@given(st.data())
def test_a_damaged_archive_is_judged_or_refused(data: st.DataObject) -> None:
    content = bytearray(docx())
    for _ in range(3):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    verdict = judged(bytes(content), "letter.docx")
    assert verdict in EXTENSIONS or verdict.startswith("file_")


def test_the_samples_of_the_corpus(corpora: Path) -> None:
    samples = json.loads((corpora / "uploads" / "inert_samples_base64_reversed.json").read_text())
    verdicts = {
        name: judged(base64.b64decode(sample["base64_reversed"][::-1]), name)
        for name, sample in samples.items()
    }
    assert verdicts == {
        "eicar.com.txt": "file_program",
        "lottapixel.jpg": "file_huge_picture",
        "etc_passwd.zip": "file_packed_harm",
        "POC_phpinfo-metadata.gif": "file_program",
        "xssproject.swf": "file_program",
    }


def test_the_types_of_the_corpus(corpora: Path) -> None:
    folder = corpora / "uploads" / "types-python-magic"
    assert {path.name: judged(path.read_bytes(), path.name) for path in folder.iterdir()} == {
        "keep-going.jpg": "image/jpeg",
        "magic._pyc_": "file_unknown",
        "pgpunicode": "text/plain",
        "test.gz": "file_packed",
        "test.json": "text/plain",
        "test.pdf": "application/pdf",
        "test.snappy.parquet": "file_unknown",
        "text-iso8859-1.txt": "text/plain",
        "text.txt": "text/plain",
    }


def test_saved_mails_of_the_corpus_are_mails(corpora: Path) -> None:
    mails = [path for folder in ("mime-plain", "mime-structure") for path in (corpora / folder).glob("*.eml")]
    taken = [path.name for path in mails if judged(path.read_bytes(), path.name) == "message/rfc822"]
    assert len(taken) >= len(mails) * 0.6
    assert {judged(path.read_bytes(), "m.eml") for path in mails} <= {
        "message/rfc822",
        "text/plain",
        "file_unknown",
        "file_empty",
    }


def test_every_code_is_different_and_names_the_file() -> None:
    codes = [each for each in vars(filetypes).values() if isinstance(each, Code)]
    assert len({each.code for each in codes}) == len(codes) >= 13
    for each in codes:
        assert "“%(name)s”" in str(each.sentence)
        assert str(each.sentence).endswith(".")


def test_a_hostile_name_is_shown_harmlessly() -> None:
    with pytest.raises(Invalid) as problem:
        judge(io.BytesIO(b""), "../../%(x)s\u202egpj.exe\r\nBcc: a")
    assert problem.value.sentences()[FIELD] == "“%(x)sgpj.exe Bcc_ a” is empty. Please choose the file again."


def test_a_pdf_with_an_archive_behind_it_opens_as_a_pdf() -> None:
    assert judged(PDF + zipped({"a.txt": b"x"}), "x.jar") == "application/pdf"
