"""The description: valid, complete, true, and readable as a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from recours.api.door import plain_path
from recours.api.openapi import example_of
from recours.api.reference import chapters
from recours.api.urls import api
from recours.core.permissions import Permission
from tests.api.conftest import ROOT, Programs, problem_of
from tests.factories.people import House
from tests.permissions.routes import routes

SCHEMA: dict[str, Any] = api.get_openapi_schema()
SHAPES = SCHEMA["components"]["schemas"]
OPERATIONS = [
    (method.upper(), path, operation)
    for path, methods in SCHEMA["paths"].items()
    for method, operation in methods.items()
]
NOT_DESCRIBED = {"/api/v1/", "/api/v1/<rest>"}


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_it_is_openapi_and_public(house: House) -> None:
    answer = Client().get("/api/v1/openapi.json")
    told = json.loads(answer.content)
    assert answer.status_code == 200
    assert told["openapi"] == "3.1.0"
    assert set(told) >= {"info", "paths", "components", "tags"}
    assert told["info"]["title"] == "Recours"


def test_every_route_is_described_and_no_other() -> None:
    real = {re.sub(r"<(\w+)>", r"{\1}", route.path) for route in routes() if route.path.startswith("/api/")}
    assert real - {re.sub(r"<(\w+)>", r"{\1}", path) for path in NOT_DESCRIBED} == set(SCHEMA["paths"])


def test_every_reference_leads_somewhere() -> None:
    assert {name.removeprefix("#/components/schemas/") for name in references(SCHEMA)} <= set(SHAPES)


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=lambda value: str(value)[:60])
def test_an_operation_is_whole(method: str, path: str, operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"].endswith(".")
    assert operation["tags"]
    places = set(re.findall(r"{(\w+)}", path))
    assert {p["name"] for p in operation["parameters"] if p["in"] == "path"} == places
    assert any(status.startswith("2") for status in operation["responses"])
    if operation["security"]:
        assert set(operation["security"][0]["token"]) <= {permission.value for permission in Permission}
        assert {"401", "403", "429"} <= set(operation["responses"])
    for status, answer in operation["responses"].items():
        assert answer["description"]
        if not status.startswith("2"):
            assert answer["content"] == {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }


def test_names_of_operations_are_unique() -> None:
    names = [operation["operationId"] for _method, _path, operation in OPERATIONS]
    assert sorted(names) == sorted(set(names))


def test_only_the_description_and_the_reference_are_public() -> None:
    public = {path for _method, path, operation in OPERATIONS if not operation["security"]}
    assert public == {f"{ROOT}/openapi.json", f"{ROOT}/docs"}


BODIES = [
    (method, path, content["application/json"]["schema"])
    for method, path, operation in OPERATIONS
    if "application/json" in (content := operation.get("requestBody", {}).get("content", {}))
]


@pytest.mark.parametrize(("method", "path", "shape"), BODIES, ids=lambda value: str(value)[:60])
def test_an_example_has_the_shape_that_is_asked_for(
    program: Programs, now: datetime, method: str, path: str, shape: dict[str, Any]
) -> None:
    """A body made from the description is refused by the domain at most, never for its shape."""
    from recours.people.models import ApiToken

    till = program()
    ApiToken.objects.update(scopes=[permission.value for permission in Permission])
    for place, value in {
        "reference": "482-719-3068", "kind": "message", "language": "en", "role": "handler", "currency": "GBP",
        "stage": "receive",
    }.items():  # fmt: skip
        path = path.replace("{" + place + "}", value)
    path = re.sub(r"{\w+}", "019a0000-0000-7000-8000-000000000001", path)
    answer = till.ask(method, path.removeprefix(ROOT), example_of(shape, SHAPES))
    assert answer.status_code < 500
    if answer.status_code == 422:
        told = problem_of(answer, 422)
        assert {line["code"] for line in told["errors"]}.isdisjoint(
            {
                "missing",
                "unknown_field",
                "not_a_text",
                "not_a_choice",
                "form_wrong",
                "not_understood",
                "not_an_object",
            }
        ), told


def test_the_reference_shows_every_operation(house: House) -> None:
    answer = Client().get("/api/v1/docs")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    for method, path, _operation in OPERATIONS:
        assert f'<span class="method">{method}</span> {path}</code>' in html
    assert "<script>" not in html
    assert " style=" not in html
    assert html.count("Authorization: Bearer $RECOURS_TOKEN") == len(OPERATIONS) - 2


def test_the_reference_speaks_the_readers_language(house: House) -> None:
    html = Client().get("/api/v1/docs", headers={"Accept-Language": "ar"}).content.decode()
    assert 'dir="rtl"' in html


def test_an_example_to_try_is_a_command() -> None:
    found = {o.id: o for chapter in chapters(SCHEMA) for o in chapter.operations}
    assert found["post-complaints"].curl.startswith("curl -X POST 'http")
    assert "Idempotency-Key" in found["post-complaints"].curl
    assert "-F 'file=@letter.pdf'" in found["post-files"].curl
    assert "?mailbox=help@northwind.example" in found["post-mail"].curl


def test_a_path_loses_its_converters() -> None:
    assert plain_path("/letters/{uuid:letter_id}/pdf") == "/api/v1/letters/{letter_id}/pdf"


def test_no_two_shapes_share_a_name() -> None:
    """The description knows shapes by their names: of two with one name, one would silently stand for both."""
    import importlib
    import pkgutil

    from recours.api import schemas
    from recours.api.schemas.base import Given, Told

    names: dict[str, str] = {}
    for module in pkgutil.iter_modules(schemas.__path__):
        for name, shape in vars(importlib.import_module(f"{schemas.__name__}.{module.name}")).items():
            if isinstance(shape, type) and issubclass(shape, Given | Told):
                assert names.setdefault(name, shape.__module__) == shape.__module__, name
