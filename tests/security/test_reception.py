"""Slow senders and slow readers hold no thread; a body that was not taken is told about in the reader's language."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

import pytest
from django.test import Client

from recours.config import reception
from recours.config.bodies import Environment
from recours.config.reception import LARGEST, REFUSED, Reception, load


class Scope:
    """A request as the server describes it."""

    http_version, server, client, scheme = "1.1", "127.0.0.1:8000", "[::1]:4711", "http"
    query_string = "q=%FF"

    def __init__(self, *headers: tuple[str, str], method: str = "POST", path: str = "/é") -> None:
        self.method, self.path, self.headers = method, path, Several(headers)


class Several:
    """Headers, of which one name may stand twice."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = list(pairs)

    def items(self) -> list[tuple[str, str]]:
        return self._pairs

    def get(self, name: str) -> str | None:
        return next((value for key, value in self._pairs if key == name), None)

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None


class Exchange:
    """The server's side: parts of a body, after which nothing more comes, or the end; and what was answered."""

    def __init__(self, *parts: bytes, stalls: bool = False, reads: bool = True) -> None:
        self._parts, self._stalls, self._reads = parts, stalls, reads
        self.status, self.said, self.told = 0, b"", dict[str, str]()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            yield part
        if self._stalls:
            await asyncio.Event().wait()

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.said, self.told = status, body, dict(headers)

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Exchange:
        self.status, self.told = status, dict(headers)
        return self

    async def send_bytes(self, part: bytes) -> None:
        if not self._reads:
            await asyncio.Event().wait()
        self.said += part


def echo(environ: Environment, start: Callable[..., Any]) -> Iterable[bytes]:
    """Says what it was given."""
    echo.given = environ  # type: ignore[attr-defined]  # for the test to look at
    start("200 OK", [("X-Thread", threading.current_thread().name)])
    return [environ["wsgi.input"].read()]


def asked(scope: Scope, exchange: Exchange, application: Any = echo) -> Exchange:
    """What is answered to one request."""

    async def run() -> None:
        received = Reception(application, threads=1)
        received.__rsgi_init__(asyncio.get_running_loop())
        await received.__rsgi__(scope, exchange)  # type: ignore[arg-type]  # as much of both as is used

    asyncio.run(run())
    return exchange


def posted(*parts: bytes, length: int | None = None, stalls: bool = False) -> Exchange:
    size = sum(map(len, parts)) if length is None else length
    return asked(Scope(("content-length", str(size))), Exchange(*parts, stalls=stalls))


def test_a_whole_body_is_handed_to_a_thread() -> None:
    got = posted(b"It ", b"leaks.")
    assert (got.status, got.said) == (200, b"It leaks.")
    assert got.told["X-Thread"].startswith("request")


def test_a_request_without_a_body_waits_for_none() -> None:
    assert asked(Scope(method="GET"), Exchange(stalls=True)).said == b""


@pytest.mark.parametrize(
    ("parts", "length", "stalls", "status"),
    [
        ((b"It le",), 9, True, 408),
        ((), 9, True, 408),
        ((b"It le",), 9, False, 400),
        ((), LARGEST + 1, True, 413),
        ((), 10**40, True, 413),
    ],
)
def test_a_body_that_is_not_taken_leaves_nothing_of_itself(
    parts: tuple[bytes, ...], length: int, stalls: bool, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "PATIENCE", 0.05 if stalls else 60)
    got = posted(*parts, length=length, stalls=stalls)
    assert got.said == b""
    assert echo.given[REFUSED] == status  # type: ignore[attr-defined]  # what it saw
    assert echo.given["CONTENT_LENGTH"] == "0"  # type: ignore[attr-defined]  # the same


@pytest.mark.parametrize("length", ["-5", "abc", "", "5 5", "٣"])
def test_a_length_that_is_none(length: str) -> None:
    asked(Scope(("content-length", length)), Exchange(b"words"))
    assert echo.given[REFUSED] in {400, 413}  # type: ignore[attr-defined]  # what it saw


def test_a_body_without_a_length_is_refused_as_its_end_could_not_be_told() -> None:
    asked(Scope(("transfer-encoding", "chunked")), Exchange(b"words"))
    assert echo.given[REFUSED] == 411  # type: ignore[attr-defined]  # what it saw


def test_what_keeps_the_floor_is_given_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "PATIENCE", 50)
    monkeypatch.setattr(reception, "FLOOR", 1)

    class Slow(Exchange):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            loop = asyncio.get_running_loop()
            real, ahead = loop.time, 0
            loop.time = lambda: real() + ahead  # type: ignore[method-assign]  # a clock that we put forward
            for _ in range(5):
                ahead += 40
                await asyncio.sleep(0)
                yield b"x" * 100

    assert asked(Scope(("content-length", "500")), Slow()).said == b"x" * 500


def test_a_large_answer_goes_as_its_reader_takes_it() -> None:
    def large(_environ: Environment, start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "1")])
        return (b"x" * 50_000 for _ in range(10))

    got = asked(Scope(method="GET"), Exchange(), large)
    assert (got.status, len(got.said), got.told) == (200, 500_000, {"Content-Length": "500000"})


def test_a_reader_who_takes_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "PATIENCE", 0.05)
    monkeypatch.setattr(reception, "FLOOR", 10**9)
    ended: list[str] = []

    class Parts(list[bytes]):
        def close(self) -> None:
            ended.append(threading.current_thread().name)

    def large(_environ: Environment, start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return Parts([b"x" * 500_000])

    assert asked(Scope(method="GET"), Exchange(reads=False), large).said == b""
    assert ended[0].startswith("request")  # closed by the thread that made it, before anything was sent


def test_the_environment_of_wsgi() -> None:
    asked(
        Scope(
            ("host", "a.example"),
            ("cookie", "a=1"),
            ("cookie", "b=2"),
            ("accept", "x"),
            ("accept", "y"),
            ("content-type", "text/plain"),
            ("x_forwarded_for", "6.6.6.6"),
        ),
        Exchange(),
    )
    given = echo.given  # type: ignore[attr-defined]  # what it saw
    assert (given["HTTP_HOST"], given["HTTP_COOKIE"], given["HTTP_ACCEPT"]) == (
        "a.example",
        "a=1; b=2",
        "x,y",
    )
    assert (given["CONTENT_TYPE"], given["REMOTE_ADDR"], given["SERVER_PORT"]) == (
        "text/plain",
        "::1",
        "8000",
    )
    assert given["PATH_INFO"].encode("latin-1").decode() == "/é"
    assert "HTTP_X_FORWARDED_FOR" not in given


def test_it_is_our_application_that_is_received() -> None:
    assert isinstance(load("recours.config.wsgi:application", threads=1), Reception)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 408, 411, 413])
@pytest.mark.parametrize("language", ["en", "fr", "ar", "fa", "tr"])
def test_what_was_not_taken_is_said_in_the_readers_language(language: str, status: int) -> None:
    page = Client().post(f"/{language}/complain/", {}, **{REFUSED: status})  # type: ignore[arg-type]  # as the server sets it
    expected = 400 if status == 411 else status
    assert (page.status_code, page.headers["Content-Language"]) == (expected, language)
    problem = Client().post(
        "/api/v1/complaints",
        "",
        "application/json",
        headers={"Accept-Language": language},
        **{REFUSED: status},  # type: ignore[arg-type]  # the same
    )
    assert (problem.status_code, problem.json()["status"]) == (status, status)
    english = Client().post("/api/v1/complaints", "", "application/json", **{REFUSED: status}).json()  # type: ignore[arg-type]  # the same
    assert (problem.json()["detail"] == english["detail"]) == (language == "en")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "a_b", "[::1", "x" * 300, "é"])
def test_a_foreign_name_gets_one_plain_sentence(host: str, caplog: pytest.LogCaptureFixture) -> None:
    page = Client().get("/en/", headers={"Host": host})
    assert (page.status_code, page.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert host not in page.content.decode()
    problem = Client().get("/api/v1/complaints", headers={"Host": host, "Accept-Language": "fr"})
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert problem.json()["code"] == "host_unknown"
    assert not any(record.exc_info for record in caplog.records)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
