"""A request's body is read whole or not at all.

Where a connection breaks, WSGI hands over what had come and says nothing: half a story would become a case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

Environment = dict[str, Any]
Application = Callable[[Environment, Any], Iterable[bytes]]


class Stream(Protocol):
    """What a WSGI server lets read."""

    def read(self, size: int, /) -> bytes: ...
    def readline(self, size: int, /) -> bytes: ...


class BrokenOff(OSError):
    """Fewer bytes came than were announced."""


class WholeBody:
    """A body of a known length. BrokenOff, which Django turns into UnreadablePostError, where it ends before."""

    def __init__(self, stream: Stream, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int = -1) -> bytes:
        """The next bytes: as many as asked for, or all that are left."""
        wanted = self._left if size < 0 else min(size, self._left)
        parts = []
        while wanted:
            part = self._stream.read(wanted)
            parts.append(self._counted(part))
            wanted -= len(part)
        return b"".join(parts)

    def readline(self, size: int = -1) -> bytes:
        """The next line, or its first `size` bytes."""
        wanted = self._left if size < 0 else min(size, self._left)
        line = b""
        while wanted > len(line) and not line.endswith(b"\n"):
            line += self._counted(self._stream.readline(wanted - len(line)))
        return line

    def _counted(self, part: bytes) -> bytes:
        if not part:
            raise BrokenOff("the connection broke off within the body")
        self._left -= len(part)
        return part


def whole_bodies(application: Application) -> Application:
    """The application, which now never sees a part of a body as if it were all."""

    def guarded(environ: Environment, start_response: Any) -> Iterable[bytes]:
        announced = environ.get("CONTENT_LENGTH") or "0"
        if announced.isascii() and announced.isdigit():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(announced[:18]))
        return application(environ, start_response)

    return guarded
