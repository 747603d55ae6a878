"""The reference as a page, made from the description alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render

from recours.api.openapi import Schema, example_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_REF = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is sent or answered: its name, its type in words, what it means."""

    name: str
    kind: str
    needed: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status, what it means, its fields, and an example for a good one."""

    status: str
    meaning: str
    good: bool
    example: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One route as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    meaning: str
    scopes: tuple[str, ...] | None
    parameters: tuple[Field, ...]
    fields: tuple[Field, ...]
    media_type: str
    curl: str
    answers: tuple[Answer, ...]


@dataclass(slots=True)
class Chapter:
    """The routes of one kind of thing."""

    name: str
    id: str
    operations: list[Operation] = field(default_factory=list)


def render_reference(request: HttpRequest, schema: Schema) -> HttpResponse:
    """The page with every operation of the description."""
    response = render(
        request,
        "api/reference.html",
        {"chapters": chapters(schema), "site": settings.SITE_URL, "info": schema["info"]},
    )
    response.headers["Cache-Control"] = "no-cache, private"
    return response


def chapters(schema: Schema) -> list[Chapter]:
    """The operations by what they are about, in the order of the description."""
    found = {tag["name"]: Chapter(tag["name"], _anchor(tag["name"])) for tag in schema["tags"]}
    shapes = schema["components"]["schemas"]
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            found[operation["tags"][0]].operations.append(_operation(path, method.upper(), operation, shapes))
    return list(found.values())


def _operation(path: str, method: str, told: Schema, shapes: Mapping[str, Schema]) -> Operation:
    body = told.get("requestBody", {}).get("content", {})
    media_type = next(iter(body), "")
    shape = body[media_type]["schema"] if media_type else {}
    security = told["security"]
    return Operation(
        id=_anchor(f"{method} {path.removeprefix('/api/v1')}"),
        method=method,
        path=path,
        summary=told["summary"],
        meaning=_plain(told.get("description", "")),
        scopes=tuple(security[0]["token"]) if security else None,
        parameters=tuple(
            Field(p["name"], kind_of(p["schema"], shapes), p["required"], _plain(p.get("description", "")))
            for p in told["parameters"]
        ),
        fields=tuple(fields_of(shape, shapes))
        if media_type in {"application/json", "multipart/form-data"}
        else (),
        media_type=media_type,
        curl=curl(path, method, told, shapes),
        answers=tuple(_answer(status, answer, shapes) for status, answer in told["responses"].items()),
    )


def _answer(status: str, told: Schema, shapes: Mapping[str, Schema]) -> Answer:
    shape = told.get("content", {}).get("application/json", {}).get("schema")
    good = status.startswith("2")
    example = (
        json.dumps(example_of(shape, shapes, full=True), ensure_ascii=False, indent=2)
        if good and shape
        else ""
    )
    return Answer(status, told["description"], good, "" if '"format"' in example else example)


def curl(path: str, method: str, told: Schema, shapes: Mapping[str, Schema]) -> str:
    """The operation as a command to try."""
    for parameter in told["parameters"]:
        if parameter["in"] == "path":
            shown = {"reference": "482-719-3068", "language": "en"}.get(parameter["name"])
            value = shown or str(example_of(parameter["schema"], shapes))
            path = path.replace("{" + parameter["name"] + "}", value)
    query = [
        f"{p['name']}={example_of(p['schema'], shapes)}"
        for p in told["parameters"]
        if p["in"] == "query" and p["required"]
    ]
    address = f"{settings.SITE_URL}{path}" + (f"?{'&'.join(query)}" if query else "")
    words = [f"curl -X {method} '{address}'" if method != "GET" else f"curl '{address}'"]
    if told["security"]:
        words.append('-H "Authorization: Bearer $RECOURS_TOKEN"')
    if any(p["name"] == "Idempotency-Key" for p in told["parameters"]):
        words.append('-H "Idempotency-Key: $(uuidgen)"')
    for media_type, content in told.get("requestBody", {}).get("content", {}).items():
        words += _sent(media_type, content["schema"], shapes)
    return " \\\n  ".join(words)


def _sent(media_type: str, shape: Schema, shapes: Mapping[str, Schema]) -> list[str]:
    if media_type == "multipart/form-data":
        return ["-F 'file=@letter.pdf'"]
    if media_type != "application/json":
        return [f"-H 'Content-Type: {media_type}'", "--data-binary @message.eml"]
    example = json.dumps(example_of(shape, shapes), ensure_ascii=False).replace("'", "’")
    return ["-H 'Content-Type: application/json'", f"-d '{example}'"]


def fields_of(
    shape: Schema, shapes: Mapping[str, Schema], before: str = "", depth: int = 0
) -> Iterator[Field]:
    """The fields of a shape, those inside of objects by their path, three levels deep."""
    shape = resolved(shape, shapes)
    needed = set(shape.get("required", ()))
    for name, inner in shape.get("properties", {}).items():
        yield Field(
            before + name, kind_of(inner, shapes), name in needed, _plain(inner.get("description", ""))
        )
        below, mark = _below(inner, shapes)
        if below.get("properties") and depth < 2:
            yield from fields_of(below, shapes, f"{before}{name}{mark}.", depth + 1)


def resolved(shape: Schema, shapes: Mapping[str, Schema]) -> Schema:
    """The shape itself, where it is a reference."""
    while "$ref" in shape:
        shape = shapes[shape["$ref"].removeprefix(_REF)]
    for name in ("anyOf", "allOf"):
        options = [each for each in shape.get(name, ()) if each.get("type") != "null"]
        if len(options) == 1:
            return resolved(options[0], shapes)
    return shape


def _below(shape: Schema, shapes: Mapping[str, Schema]) -> tuple[Schema, str]:
    shape = resolved(shape, shapes)
    return (
        (resolved(shape["items"], shapes), "[]")
        if shape.get("type") == "array" and "items" in shape
        else (shape, "")
    )


def kind_of(shape: Schema, shapes: Mapping[str, Schema]) -> str:
    """The type of a value in a few words."""
    if "anyOf" in shape:
        return " | ".join(dict.fromkeys(kind_of(each, shapes) for each in shape["anyOf"]))
    shape = resolved(shape, shapes)
    if "enum" in shape:
        return " | ".join(json.dumps(value) for value in shape["enum"])
    if shape.get("type") == "array":
        return f"[{kind_of(shape.get('items', {}), shapes)}]"
    kind: Any = shape.get("format") or shape.get("type", "any")
    return str(kind)


def _anchor(words: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split())


def _plain(words: str) -> str:
    """A sentence of the description without its marks for code."""
    return words.replace("`", "")
