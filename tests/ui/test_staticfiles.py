"""Files named after their content, laid out by the worker that starts, served for ever."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from recours.ui import staticfiles


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.STATICFILES_FINDERS = ["recours.ui.staticfiles.Finder"]
    settings.WHITENOISE_USE_FINDERS = True
    (tmp_path / "static").mkdir()
    finders.get_finder.cache_clear()
    staticfiles.laid_out.cache_clear()
    yield tmp_path / "static"
    finders.get_finder.cache_clear()
    staticfiles.laid_out.cache_clear()


def test_one_stylesheet_holds_all_its_parts() -> None:
    sheet = staticfiles.content("ui/recours.css").decode()
    assert "@import" not in sheet
    assert sheet.count("@layer reset, tokens, base") == 1
    for part in Path(staticfiles.sources()["ui/recours.css"]).parent.glob("*.css"):
        if part.name not in {"recours.css", "dark.css"}:
            assert part.read_text() in sheet, part.name


def test_an_address_changes_with_the_content_and_only_then(root: Path) -> None:
    address = staticfiles_storage.url("ui/ui.js")
    assert address == f"/static/{staticfiles.versioned('ui/ui.js')}"
    assert address != "/static/ui/ui.js"


def test_a_name_nobody_has_stays_plain(root: Path) -> None:
    assert staticfiles_storage.url("ui/nothing.js") == "/static/ui/nothing.js"


def test_while_developing_names_stay_plain(root: Path, settings: Settings) -> None:
    settings.DEBUG = True
    assert staticfiles_storage.url("ui/ui.js") == "/static/ui/ui.js"


def served(path: str, **headers: str) -> HttpResponse:
    def elsewhere(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=404)

    response = WhiteNoiseMiddleware(elsewhere)(RequestFactory().get(path, headers=headers))
    assert isinstance(response, HttpResponse) or hasattr(response, "streaming_content")
    return response  # type: ignore[return-value]


def body(response: HttpResponse) -> bytes:
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    response.close()
    return data


@pytest.mark.django_db
def test_the_server_gives_it_compressed_and_for_ever(root: Path) -> None:
    address = staticfiles_storage.url("ui/recours.css")
    plain = served(address)
    assert "immutable" in plain.headers["Cache-Control"]
    assert body(plain) == staticfiles.content("ui/recours.css")
    packed = served(address, **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body(packed)) == staticfiles.content("ui/recours.css")


def test_a_second_worker_writes_nothing(root: Path) -> None:
    names = staticfiles.laid_out()
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}
    staticfiles.laid_out.cache_clear()
    assert staticfiles.laid_out() == names
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()} == before
    assert len(before) == len(names)


def test_what_a_crash_left_unnamed_is_not_served(root: Path) -> None:
    target = root / staticfiles.versioned("ui/ui.js")
    target.parent.mkdir(parents=True)
    target.with_name(f".{target.name}.99").write_bytes(b"half")
    staticfiles.laid_out()
    assert target.read_bytes() == staticfiles.content("ui/ui.js")


def test_several_may_lay_out_the_files_at_once(root: Path) -> None:
    """Two containers over one folder have the same process ids, as two threads do."""
    start = Barrier(8)

    def lay_out(_number: int) -> None:
        start.wait()
        staticfiles.laid_out.__wrapped__()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lay_out, range(8)))
    assert not [path for path in root.rglob(".*") if path.is_file()]
    assert all((root / name).stat().st_size for name in staticfiles.laid_out())
