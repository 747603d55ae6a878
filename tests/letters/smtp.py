"""Real SMTP servers on this machine, for tests that send."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from aiosmtpd import smtp
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session


class Post:
    """What the server was handed, how often it was connected to, and what it answers to whom."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.sessions: set[int] = set()
        self.answers: dict[str, str] = {}
        self.encrypted: list[bool] = []

    async def handle_RCPT(
        self, _server: smtp.SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.sessions.add(id(session))
        self.encrypted.append(session.ssl is not None)
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: smtp.SMTP, _session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 OK"


class LoopbackController(Controller):
    """The trigger that aiosmtpd sends itself goes to the port that the system chose."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


Open = Callable[..., tuple[Post, str]]


@contextlib.contextmanager
def servers() -> Iterator[Open]:
    """Opens real SMTP servers on free ports of this machine, and closes them."""
    with contextlib.ExitStack() as opened:

        def opens(**options: object) -> tuple[Post, str]:
            post = Post()
            controller = LoopbackController(post, hostname="127.0.0.1", port=0, **options)
            controller.start()
            opened.callback(controller.stop)
            return post, f"127.0.0.1:{controller.port}"

        yield opens
