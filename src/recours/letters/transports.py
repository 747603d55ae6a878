"""How mail leaves this machine: by an SMTP server, or into a folder when none is configured."""

from __future__ import annotations

import os
import secrets
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_PATIENCE = 10  # seconds for each answer of the server


class Undeliverable(Exception):
    """The letter will not be taken however often it is sent."""


class Unreachable(Exception):
    """The mail server cannot be talked to now; neither this letter nor the next can leave."""


class Transport(Protocol):
    """Takes messages; opened once for a batch."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def deliver(self, message: EmailMessage) -> None:
        """Hand the message over; Undeliverable, Unreachable, or another error for a refusal that may pass."""


def transport() -> Transport:
    """The way mail leaves here: SMTP_URL, else the folder MAIL_FOLDER."""
    return Smtp(Server.read(settings.SMTP_URL)) if settings.SMTP_URL else Folder(Path(settings.MAIL_FOLDER))


class Folder:
    """One file for each Message-ID, written whole or not at all, however often it is delivered."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unfinished = folder / ".unfinished"

    def __enter__(self) -> Self:
        self._unfinished.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def deliver(self, message: EmailMessage) -> None:
        name = str(message["Message-ID"])[1:-1]
        path = self._folder / f"{name}.eml"
        if not path.exists():
            self._write(path, name, bytes(message))
        self._sync()  # also where the file was there: who linked it may have died before this
        for stray in self._unfinished.glob(f"{name}.*"):  # of a process that was killed before it could link
            stray.unlink(missing_ok=True)

    def _write(self, path: Path, name: str, content: bytes) -> None:
        fresh = self._unfinished / f"{name}.{secrets.token_hex(8)}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        with suppress(FileExistsError):  # another worker was first with the same message
            os.link(fresh, path)

    def _sync(self) -> None:
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@dataclass(frozen=True, slots=True)
class Server:
    """An SMTP server: smtp://user:password@host:587, smtps://user:password@host:465, smtp://host:25.

    Port 587 means STARTTLS, so that no password travels in the open; ?starttls=1 or 0 says otherwise.
    """

    host: str
    port: int
    user: str
    password: str
    tls: bool
    starttls: bool

    @staticmethod
    def read(url: str) -> Server:
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ImproperlyConfigured("SMTP_URL must look like smtp://user:password@host:587?starttls=1.")
        tls = parts.scheme == "smtps"
        usual = "1" if parts.port == 587 and not tls else "0"
        return Server(
            host=parts.hostname,
            port=parts.port or (465 if tls else 25),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls=tls,
            starttls=parse_qs(parts.query).get("starttls", [usual])[-1].lower() in {"1", "yes", "true", "on"},
        )


class Smtp:
    """One connection for all messages of a batch, opened with the first and opened again when the server hangs up."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._client: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._client.quit()

    def deliver(self, message: EmailMessage) -> None:
        client = self._client = self._client or self._connected()
        try:
            client.send_message(message)
        except smtplib.SMTPServerDisconnected:
            self._client = None
            raise
        except smtplib.SMTPNotSupportedError as problem:
            raise Undeliverable(str(problem)) from problem
        except smtplib.SMTPRecipientsRefused as problem:
            code, text = next(iter(problem.recipients.values()))
            raise _refusal(code, text) from problem
        except smtplib.SMTPSenderRefused as problem:
            raise Unreachable(_answer(problem.smtp_code, problem.smtp_error)) from problem
        except smtplib.SMTPResponseException as problem:
            raise _refusal(problem.smtp_code, problem.smtp_error) from problem
        except OSError:
            self._client = None
            raise

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        trust = ssl.create_default_context()
        try:
            client: smtplib.SMTP = (
                smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE, context=trust)
                if server.tls
                else smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)
            )
            if server.starttls:
                client.starttls(context=trust)
            if server.user:
                client.login(server.user, server.password)
        except (OSError, smtplib.SMTPException) as problem:
            raise Unreachable(str(problem)) from problem
        return client


class TryLater(Exception):
    """The server would not take this letter now."""


def _refusal(code: int, text: bytes | str) -> Exception:
    """A refusal for good when the server says so with a code from 500 on (RFC 5321, 4.2.1)."""
    answer = _answer(code, text)
    return Undeliverable(answer) if code >= 500 else TryLater(answer)


def _answer(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {words}"
