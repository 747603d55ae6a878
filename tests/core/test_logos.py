from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from recours.core import logos
from recours.core.errors import Invalid
from tests.factories.pictures import png


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


def test_a_logo_is_kept_under_its_digest_and_read_again() -> None:
    logo = logos.keep_logo(png(320, 80))
    assert (logo.width, logo.height, logo.media_type, logo.wide) == (320, 80, "image/png", True)
    assert logos.keep_logo(png(320, 80)) == logo
    assert logos.logo_of(logo.key) == logo
    assert logos.logo_bytes(logo.key) == png(320, 80)
    assert logo.address == f"/logo?of={logo.sha256[:16]}"
    assert not logos.judged_logo(png(64, 64)).wide


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", logos.MISSING),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", logos.NOT_A_LOGO),
        (b"GIF89a" + bytes(40), logos.NOT_A_LOGO),
        (b"%PDF-1.4\n%%EOF", logos.NOT_A_LOGO),
        (png(64, 64) + b"<script>alert(1)</script>", logos.NOT_A_LOGO),
        (png(8, 64), logos.PIXELS),
        (png(4001, 16), logos.PIXELS),
        (bytes(logos.LARGEST + 1), logos.TOO_LARGE),
    ],
    ids=["nothing", "svg", "gif", "pdf", "program inside", "narrow", "broad", "large"],
)
def test_what_is_no_logo(content: bytes, code: logos.Code) -> None:
    with pytest.raises(Invalid) as problem:
        logos.keep_logo(content)
    assert problem.value.sentences() == {"logo": str(code.sentence)}


@pytest.mark.parametrize(
    "key", ["", "files/2026/11/x", "logos/../secret", "logos/" + "a" * 64 + "-16x16.svg"]
)
def test_a_key_that_names_no_logo(key: str) -> None:
    assert logos.logo_of(key) is None
    assert logos.logo_bytes(key) == b""


def test_a_logo_whose_bytes_are_gone() -> None:
    assert logos.logo_bytes(logos.judged_logo(png(64, 64)).key) == b""
