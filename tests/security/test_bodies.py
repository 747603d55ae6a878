"""A body that broke off on the way becomes nothing: no half a story, no half a file."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from recours.complaints.models import Complaint
from recours.config.bodies import BrokenOff, WholeBody, whole_bodies
from tests.permissions.scene import Scene
from tests.prove.customers import TOKEN

FORM = "application/x-www-form-urlencoded"
WORDS = "It leaks since Monday. " * 20


class Trickle(BytesIO):
    """Hands out a few bytes at a time, as a network does."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(7, size) if size is not None and size >= 0 else 7)

    def readline(self, size: int | None = -1) -> bytes:
        return super().readline(min(7, size) if size is not None and size >= 0 else 7)


@given(st.binary(max_size=200), st.lists(st.integers(-1, 50), max_size=20))
def test_a_whole_body_is_read_in_any_pieces(body: bytes, sizes: list[int]) -> None:
    whole = WholeBody(Trickle(body + b"of the next request"), len(body))
    assert b"".join(whole.read(size) for size in [*sizes, -1]) == body
    assert whole.read() == whole.read(5) == whole.readline() == b""


@given(st.binary(max_size=200))
def test_its_lines_are_its_lines(body: bytes) -> None:
    whole, lines = WholeBody(Trickle(body), len(body)), []
    while line := whole.readline():
        lines.append(line)
    assert lines == body.splitlines(keepends=True) or b"".join(lines) == body
    assert all(b"\n" not in line[:-1] for line in lines)


@given(st.binary(max_size=50), st.integers(1, 50))
def test_a_broken_one_is_never_taken_for_whole(body: bytes, missing: int) -> None:
    with pytest.raises(BrokenOff):
        WholeBody(Trickle(body), len(body) + missing).read()
    lines = WholeBody(Trickle(body), len(body) + missing)
    with pytest.raises(BrokenOff):
        list(iter(lines.readline, b""))


@pytest.mark.parametrize("announced", ["", "0", "abc", "-1", "٣"])
def test_what_announces_nothing_is_handed_on(announced: str) -> None:
    seen: dict[str, Any] = {}
    whole_bodies(lambda environ, _start: seen.update(environ) or [])(
        {"CONTENT_LENGTH": announced, "wsgi.input": BytesIO()}, None
    )  # type: ignore[func-returns-value]  # it gives the list
    assert seen["wsgi.input"].read() == b""


def sent(path: str, kind: str, body: bytes, *, arrived: int, **environ: str) -> int:
    """The status of a request of whose body so many bytes arrived."""
    status: list[int] = []
    handler = WSGIHandler()

    def answer(given: dict[str, Any], _start: object) -> list[bytes]:
        status.append(handler.get_response(WSGIRequest(given)).status_code)
        return []

    surroundings = Client()._base_environ(PATH_INFO=path, REQUEST_METHOD="POST", CONTENT_TYPE=kind, **environ)
    surroundings |= {"CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body[:arrived])}
    whole_bodies(answer)(surroundings, None)
    return status[0]


def parts(**fields: str) -> bytes:
    return b"".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ) + b"--x--\r\n"  # fmt: skip


def test_half_a_story_becomes_no_case(scene: Scene) -> None:
    found = TOKEN.search(Client().get("/en/complain/").content.decode())
    assert found
    cases = Complaint.objects.count()
    plain = f"token={quote(found[1])}&step=send&words={quote(WORDS)}&email=a%40example.org".encode()
    several = parts(token=found[1], step="send", words=WORDS, email="a@example.org")
    for kind, body in ((FORM, plain), ("multipart/form-data; boundary=x", several)):
        for share in (0.5, 0.7, 0.95):
            assert sent("/en/complain/", kind, body, arrived=int(len(body) * share)) == 400
        assert sent("/en/complain/", kind, body, arrived=len(body) - 1) == 400
    assert Complaint.objects.count() == cases
    assert sent("/en/complain/", FORM, plain, arrived=len(plain)) == 303
    assert Complaint.objects.count() == cases + 1


def test_half_a_body_of_a_program_becomes_nothing(scene: Scene) -> None:
    cases, body = Complaint.objects.count(), b'{"words": "It leaks."}   '
    bearer = f"Bearer {scene.cast.secrets['writer']}"
    where = "/api/v1/complaints"
    assert sent(where, "application/json", body, arrived=len(body) - 2, HTTP_AUTHORIZATION=bearer) == 400
    upload = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nHalf a file\r\n--x--\r\n'
    kind = "multipart/form-data; boundary=x"
    assert sent("/api/v1/files", kind, upload, arrived=len(upload) - 20, HTTP_AUTHORIZATION=bearer) == 400
    assert Complaint.objects.count() == cases
    assert sent(where, "application/json", body, arrived=len(body), HTTP_AUTHORIZATION=bearer) == 201
