"""Files: uploaded, judged, attached once the door has sealed them."""

from __future__ import annotations

import json

import pytest

from recours.core.filestore import unseal
from recours.core.permissions import Permission
from tests.api.conftest import Programs, problem_of, wrong_fields
from tests.core.samples import png

MEGABYTE = 1024 * 1024


def test_a_file_is_uploaded_and_judged(program: Programs) -> None:
    answer = program().upload("../../résumé\u202e.txt", "Grüße".encode())
    told = json.loads(answer.content)
    assert answer.status_code == 201
    assert (told["media_type"], told["size"]) == ("text/plain", 7)
    assert unseal(told["file"]).sha256 == told["sha256"]
    assert "/" not in told["name"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "file_empty"),
        ("holiday.png", b"MZ\x90\x00" + b"\0" * 200, "file_program"),
        ("page.txt", b"<!doctype html><script>alert(1)</script>", "file_web_page"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(
    program: Programs, name: str, content: bytes, code: str
) -> None:
    assert list(wrong_fields(program().upload(name, content)).values()) == [code]


def test_ten_megabytes_are_taken_and_a_byte_more_is_not(program: Programs) -> None:
    till = program()
    assert till.upload("long.txt", b"a" * (10 * MEGABYTE)).status_code == 201
    told = problem_of(till.upload("long.txt", b"a" * (10 * MEGABYTE + 1)), 413)
    assert [line["code"] for line in told["errors"]] == ["file_too_large"]
    assert problem_of(till.upload("long.txt", b"a" * (12 * MEGABYTE)), 413)["code"] == "body_too_large"


def test_a_form_without_the_file_is_refused(program: Programs) -> None:
    assert wrong_fields(program().upload(field_name="picture")) == {"file": "file_missing"}


@pytest.mark.parametrize(
    "body", [b"--x", b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n', b"\xff" * 100]
)
def test_a_form_that_is_broken_is_refused(program: Programs, body: bytes) -> None:
    answer = program().ask("POST", "/files", body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code in {400, 422}
    problem_of(answer, answer.status_code)
    without = program().ask("POST", "/files", b"x", content_type="multipart/form-data")
    assert problem_of(without, 400)["code"] == "form_unreadable"


def test_a_file_needs_one_of_three_scopes(program: Programs) -> None:
    assert program(Permission.NOTE).upload().status_code == 201
    assert problem_of(program(Permission.READ).upload(), 403)["code"] == "scope_missing"


def test_another_tokens_seal_is_good_for_whoever_holds_it(program: Programs) -> None:
    token = json.loads(program().upload().content)["file"]
    assert program().post("/complaints", {"files": [token]}).status_code == 201
    assert wrong_fields(program().post("/complaints", {"files": [token[:-2]]})) == {
        "files.0": "file_seal_broken"
    }


def test_a_picture_stays_a_picture(program: Programs) -> None:
    assert json.loads(program().upload("meter.png", png()).content)["media_type"] == "image/png"
