"""Bytes as they come over the wire: broken requests, broken connections, and a server that goes on."""

from __future__ import annotations

import contextlib
import html
import random
import socket
from urllib.parse import quote

import pytest

from tests.prove.customers import TOKEN, ask
from tests.prove.installation import Installation

WORDS = "It leaks since Monday. " * 40
BROKEN = (
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.0\r\n\r\n",
    b"GET http://evil.example/en/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
    b"GET /\x00\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /%00%ff%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /static/../../keys/session.key HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /static/%2e%2e/%2e%2e/keys/session.key HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /static/..%2f..%2fkeys%2fsession.key HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + b"a=b; " * 5000 + b"\r\n\r\n",
    b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: " + b"fa;q=0.1," * 1000 + b"\r\n\r\n",
    b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\x00b\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"POST /en/complain/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\nwords",
    b"POST /en/complain/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nwords",
    b"POST /en/complain/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /desk/ HTTP/1.1\r\n\r\n",
    b"POST /en/complain/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nwords\r\n0\r\n\r\n",
    b"POST /en/complain/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n",
    b"POST /en/complain/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=\r\nContent-Length: 2\r\n\r\n--",
    b"TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: a=secret\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"\r\n" * 1000,
)  # fmt: skip


def raw(port: int, sent: bytes, *, hang_up: bool = False) -> bytes:
    """What the server says to these bytes."""
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=3) as connection, contextlib.suppress(OSError):
        connection.sendall(sent)
        if hang_up:
            return b""
        connection.shutdown(socket.SHUT_WR)
        while part := connection.recv(65_536):
            got += part
    return got


@pytest.mark.prove
def test_broken_requests_and_broken_connections(installation: Installation) -> None:
    installation.start_web()
    installation.wait_until_answering()
    chance, key = random.Random(3), (installation.home / "keys" / "session.key").read_bytes()
    for sent in BROKEN:
        got = raw(installation.port, sent)
        status = got.split(b" ")[1:2]
        assert not status or int(status[0]) < 500, (sent[:80], got[:200])
        assert key not in got
        assert b"evil.example" not in got
        assert b"a=secret" not in got
    for _ in range(300):
        sent = bytearray(chance.choice(BROKEN)[:3000])
        for _change in range(chance.randint(1, 8)):
            sent[chance.randrange(len(sent))] = chance.randrange(256)
        got = raw(installation.port, bytes(sent), hang_up=chance.random() < 0.5)
        status = got.split(b" ")[1:2]
        assert not status or not status[0].isdigit() or int(status[0]) < 500, (bytes(sent[:80]), got[:200])
    assert installation.get("/healthz") == 200
    assert "Internal Server Error" not in installation.log.read_text(errors="replace")


@pytest.mark.prove
def test_connections_that_break_within_a_form_make_no_case(installation: Installation) -> None:
    installation.start_web()
    installation.wait_until_answering()
    found = TOKEN.search(ask(installation.port, "GET", "/en/complain/").body)
    assert found
    token = html.unescape(found[1])
    plain = f"token={quote(token)}&step=send&words={quote(WORDS)}".encode()
    several = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"token": token, "step": "send", "words": WORDS}.items()
    ).encode() + b"--x--\r\n"  # fmt: skip
    forms = {"application/x-www-form-urlencoded": plain, "multipart/form-data; boundary=x": several}
    for kind, body in forms.items():
        head = f"POST /en/complain/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()  # fmt: skip
        for share in (0.4, 0.6, 0.9):
            raw(installation.port, head + body[: int(len(body) * share)], hang_up=True)
    assert installation.get("/healthz") == 200
    assert not installation.inside("audit")["cases"]
    raw(installation.port, head + body)
    assert len(installation.inside("audit")["cases"]) == 1
