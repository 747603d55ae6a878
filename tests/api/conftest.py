"""A program at the machine's door, with whatever scopes a test wants."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from recours.api.auth import REQUESTS
from recours.core.permissions import Permission
from recours.people.actions import give_token
from tests.factories.cases import found_with_clocks
from tests.factories.people import House

ROOT = "/api/v1"
EVERYTHING = tuple(p for p in Permission if p not in {Permission.ADMINISTER, Permission.TOKENS})


@dataclass
class Program:
    """A client with a token: its requests are JSON, and so are the answers."""

    secret: str
    language: str = "en"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        content_type: str = "application/json",
        **headers: str,
    ) -> HttpResponse:
        """One request; a body that is no bytes is sent as JSON."""
        sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        given = {"Accept-Language": self.language, **{n.replace("_", "-"): v for n, v in headers.items()}}
        if self.secret:
            given["Authorization"] = f"Bearer {self.secret}"
        answer = self.client.generic(
            method,
            ROOT + path,
            sent or b"",
            content_type=content_type if sent is not None else "",
            headers=given,
        )
        assert isinstance(answer, HttpResponse) or hasattr(answer, "streaming_content")
        return answer

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.ask("POST", path, {} if body is None else body, **headers)

    def upload(
        self, name: str = "letter.txt", content: bytes = b"Dear sirs", field_name: str = "file"
    ) -> HttpResponse:
        answer = self.client.post(
            f"{ROOT}/files",
            {field_name: SimpleUploadedFile(name, content)},
            headers={"Authorization": f"Bearer {self.secret}", "Accept-Language": self.language},
        )
        assert isinstance(answer, HttpResponse)
        return answer


Programs = Callable[..., Program]


@pytest.fixture(autouse=True)
def uncounted() -> Iterator[None]:
    """No test inherits another's requests of this minute."""
    REQUESTS.forget()
    yield
    REQUESTS.forget()


@pytest.fixture
def house(db: None, now: datetime) -> House:
    """Northwind Water with its promises."""
    return found_with_clocks(now)


@pytest.fixture
def program(house: House, now: datetime) -> Programs:
    """Make a program whose token has these scopes, all that a token may have without any named."""

    def make(*scopes: Permission, language: str = "en", **given: Any) -> Program:
        _token, secret = give_token(
            actor=house.admin,
            name="till",
            scopes=scopes or EVERYTHING,
            now=now,
            **{"unit_id": None, "expires_at": None, **given},
        )
        return Program(secret, language)

    return make


def problem_of(answer: HttpResponse, status: int) -> dict[str, Any]:
    """The problem that an answer is, in the one shape that all have."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = json.loads(answer.content)
    assert set(told) - {"facts"} == {"type", "title", "status", "code", "detail", "instance", "errors"}
    assert (told["status"], told["type"]) == (status, f"urn:recours:problem:{told['code']}")
    assert "<" not in told["detail"]
    assert "Traceback" not in answer.content.decode()
    return told


def wrong_fields(answer: HttpResponse, status: int = 422) -> dict[str, str]:
    """Each field that was refused, with its code."""
    return {line["field"]: line["code"] for line in problem_of(answer, status)["errors"]}
