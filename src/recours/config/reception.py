"""How the web server receives: a thread is given to a request that has come whole, and taken back before the answer leaves.

A body that trickles in, a reader who takes their time: neither costs more than a connection and some room on the disk.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, Protocol

from granian import rsgi

if TYPE_CHECKING:
    from recours.config.bodies import Application, Environment

Headers = list[tuple[str, str]]

REFUSED = "recours.refused"
"""In the environment of a request of which the body was not taken: the status that says why."""

LARGEST = 128 * 1024 * 1024
"""Bytes of a body: ten files of 10 MB, what a form says beside them, and room to spare."""

PATIENCE = 20.0
"""Seconds that a body or a reader may lag behind the floor."""

FLOOR = 2048
"""Bytes a second; the slowest mobile network carries twice as many."""

_IN_MEMORY = 64 * 1024
_BROKEN, _LATE, _NO_LENGTH, _LARGE = 400, 408, 411, 413


class Scope(Protocol):
    """What the server knows of a request (granian's RSGI)."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    headers: Any


class Exchange(Protocol):
    """The server's side of a request: its body, and the ways to answer."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...
    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...
    def response_stream(self, status: int, headers: Headers) -> Any: ...


class Answer:
    """What the application said: a status, headers, and a body that is whole."""

    def __init__(self) -> None:
        self.status, self.headers = 500, list[tuple[str, str]]()
        self.body: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed when it has been sent

    def begin(self, status: str, headers: Headers, _problem: object = None) -> Callable[[bytes], object]:
        """WSGI's start_response."""
        self.status, self.headers = int(status.split(" ", 1)[0]), headers
        return self.body.write


class Reception:
    """A WSGI application behind granian's RSGI."""

    def __init__(self, application: Application, *, threads: int) -> None:
        self._application, self._threads = application, threads

    def __rsgi_init__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """Called once in each process, after it was forked."""
        self._pool = ThreadPoolExecutor(self._threads, "request")

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        """Take one request, have it answered, send the answer."""
        with SpooledTemporaryFile(_IN_MEMORY) as body:
            environ = environment(scope)
            refused = await take_body(scope, exchange, body)
            if refused:
                environ[REFUSED] = refused
                body.seek(0)
                body.truncate()
            environ |= {"CONTENT_LENGTH": str(body.tell()), "wsgi.input": body}
            body.seek(0)
            answer = await asyncio.get_running_loop().run_in_executor(self._pool, self._answer, environ)
        with answer.body:
            await send(exchange, answer)

    def _answer(self, environ: Environment) -> Answer:
        """The application's whole answer, begun and ended in one thread, as its database connection demands."""
        answer = Answer()
        parts: Iterable[bytes] = self._application(environ, answer.begin)
        try:
            for part in parts:
                answer.body.write(part)
        finally:
            getattr(parts, "close", lambda: None)()
        return answer


def load(target: str, *, threads: int) -> Reception:
    """The WSGI application named “module:name”, received."""
    module, _colon, name = target.partition(":")
    return Reception(getattr(import_module(module), name), threads=threads)


async def take_body(scope: Scope, exchange: Exchange, body: IO[bytes]) -> int:
    """Write the body of the request into `body`; the status to refuse it with, or 0.

    A body without an announced length is refused: one that broke off could not be told from one that ended.
    """
    announced = scope.headers.get("content-length")
    if announced is None:
        return _NO_LENGTH if "transfer-encoding" in scope.headers else 0
    if not (announced.isascii() and announced.isdigit()) or len(announced) > len(str(LARGEST)):
        return _LARGE if announced.isdigit() else _BROKEN
    length, begun = int(announced), asyncio.get_running_loop().time()
    if length > LARGEST:
        return _LARGE
    if not length:
        return 0
    try:
        async with asyncio.timeout_at(begun + PATIENCE) as patience:
            async for part in exchange:
                body.write(part)
                patience.reschedule(begun + PATIENCE + body.tell() / FLOOR)
    except TimeoutError:
        return _LATE
    return 0 if body.tell() == length else _BROKEN


async def send(exchange: Exchange, answer: Answer) -> None:
    """Send the answer as fast as its reader takes it; give up on one who falls behind the floor."""
    length = answer.body.tell()
    answer.body.seek(0)
    if length <= _IN_MEMORY:
        exchange.response_bytes(answer.status, answer.headers, answer.body.read())
        return
    headers = [pair for pair in answer.headers if pair[0].lower() != "content-length"]
    stream = exchange.response_stream(answer.status, [*headers, ("Content-Length", str(length))])
    loop = asyncio.get_running_loop()
    begun = loop.time()
    try:
        while part := answer.body.read(_IN_MEMORY):
            async with asyncio.timeout_at(begun + PATIENCE + answer.body.tell() / FLOOR):
                await stream.send_bytes(part)
    except (TimeoutError, rsgi.ProtocolClosed):  # type: ignore[attr-defined]  # exported without saying so
        return  # nobody reads on


def environment(scope: Scope) -> Environment:
    """The request as WSGI has it, without its body."""
    headers: dict[str, str] = {}
    for name, value in scope.headers.items():
        if "_" in name:  # X_Forwarded_For would become what only a proxy may say
            continue
        key = name.upper().replace("-", "_")
        between = "; " if key == "COOKIE" else ","
        headers[key] = f"{headers[key]}{between}{value}" if key in headers else value
    server, _colon, port = scope.server.rpartition(":")
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "CONTENT_TYPE": headers.pop("CONTENT_TYPE", ""),
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    } | {f"HTTP_{key}": value for key, value in headers.items() if key != "CONTENT_LENGTH"}
