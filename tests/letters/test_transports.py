"""Mail leaves through a real server, over TLS where asked, and into the folder whole or not at all."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd import smtp
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from recours.letters.transports import Folder, Server, Smtp, TryLater, Undeliverable, Unreachable, transport

from .smtp import Open


def message(to: str = "maryam@customer.example", key: str = "<1@bank.example>") -> EmailMessage:
    made = EmailMessage(SMTP)
    made["Message-ID"], made["From"], made["To"] = key, "complaints@bank.example", to
    made.set_content("Good day\n")
    return made


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for 127.0.0.1 that this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return context


def test_a_batch_goes_over_one_connection(server: Open) -> None:
    post, address = server()
    with Smtp(Server.read(f"smtp://{address}")) as way:
        for n in range(3):
            way.deliver(message(key=f"<{n}@bank.example>"))
    assert len(post.envelopes) == 3
    assert len(post.sessions) == 1
    assert post.envelopes[0].rcpt_tos == ["maryam@customer.example"]
    assert post.envelopes[0].mail_from == "complaints@bank.example"
    assert b"Good day" in bytes(post.envelopes[0].content or b"")


def test_a_refusal_for_good_and_one_for_now_are_told_apart(server: Open) -> None:
    post, address = server()
    post.answers = {
        "gone@customer.example": "550 5.1.1 No such person",
        "full@customer.example": "452 4.2.2 Full",
    }
    with Smtp(Server.read(f"smtp://{address}")) as way:
        with pytest.raises(Undeliverable, match=r"550 5\.1\.1 No such person"):
            way.deliver(message("gone@customer.example"))
        with pytest.raises(TryLater, match=r"452 4\.2\.2 Full"):
            way.deliver(message("full@customer.example"))
        way.deliver(message())
    assert len(post.envelopes) == 1


def test_a_server_that_is_not_there_is_unreachable(server: Open) -> None:
    with Smtp(Server.read("smtp://127.0.0.1:1")) as way, pytest.raises(Unreachable):
        way.deliver(message())


def test_a_mailbox_outside_ascii_needs_a_server_that_knows_such(server: Open) -> None:
    post, address = server(enable_SMTPUTF8=True)
    made = message()
    made.replace_header("To", "مریم@customer.example")
    with Smtp(Server.read(f"smtp://{address}")) as way:
        way.deliver(made)
    assert post.envelopes[0].rcpt_tos == ["مریم@customer.example"]
    _post, old = server(enable_SMTPUTF8=False)
    with Smtp(Server.read(f"smtp://{old}")) as way, pytest.raises(Undeliverable):
        way.deliver(made)


def test_tls_is_begun_before_the_password_is_said(server: Open, certificate: ssl.SSLContext) -> None:
    said: list[tuple[bytes, bytes]] = []

    def authenticator(
        _server: smtp.SMTP, session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword
    ) -> AuthResult:
        said.append((data.login, data.password))
        return AuthResult(success=session.ssl is not None)

    post, address = server(
        tls_context=certificate, require_starttls=True, auth_required=True, authenticator=authenticator
    )
    with Smtp(Server.read(f"smtp://post%40bank:p%2Fw@{address}?starttls=1")) as way:
        way.deliver(message())
    assert said == [(b"post@bank", b"p/w")]
    assert post.encrypted == [True]


def test_a_server_with_a_strange_certificate_is_not_trusted(
    server: Open, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, address = server(tls_context=certificate)
    monkeypatch.delenv("SSL_CERT_FILE")
    with (
        Smtp(Server.read(f"smtp://{address}?starttls=1")) as way,
        pytest.raises(Unreachable, match="certificate"),
    ):
        way.deliver(message())
    assert post.envelopes == []


def test_the_address_of_a_server_is_read() -> None:
    assert Server.read("smtp://u:p@h:587?starttls=1") == Server("h", 587, "u", "p", tls=False, starttls=True)
    assert Server.read("smtp://u:p@h:587").starttls
    assert not Server.read("smtp://u:p@h:587?starttls=0").starttls
    assert Server.read("smtps://h") == Server("h", 465, "", "", tls=True, starttls=False)
    assert Server.read("smtp://h") == Server("h", 25, "", "", tls=False, starttls=False)
    for wrong in ("http://h", "h:25", "smtp://"):
        with pytest.raises(ImproperlyConfigured):
            Server.read(wrong)


def test_the_folder_holds_one_file_for_each_message(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    for _again in range(2):
        with Folder(folder) as way:
            way.deliver(message())
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert [path.name for path in files] == ["1@bank.example.eml"]
    assert files[0].read_bytes() == bytes(message())
    assert files[0].stat().st_mode & 0o077 == 0


def test_what_a_killed_process_left_unfinished_is_swept(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    with Folder(folder) as way:
        (folder / ".unfinished" / "1@bank.example.dead").write_bytes(b"half")
        way.deliver(message())
    assert list((folder / ".unfinished").iterdir()) == []
    assert (folder / "1@bank.example.eml").read_bytes() == bytes(message())


def test_the_setting_chooses_the_way(settings: Settings, tmp_path: Path) -> None:
    settings.SMTP_URL, settings.MAIL_FOLDER = "", tmp_path
    assert isinstance(transport(), Folder)
    settings.SMTP_URL = "smtp://127.0.0.1"
    assert isinstance(transport(), Smtp)
