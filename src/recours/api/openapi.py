"""The description of this door (OpenAPI 3.1): what the framework derives from the code, and what every operation shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from recours.api.problems import MEDIA_TYPE

Schema = dict[str, Any]

IDEMPOTENCY: Schema = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": False,
            "schema": {"type": "string", "minLength": 1, "maxLength": 64},
            "description": "The same key with the same content changes nothing the second time and answers as the "
            "first time did, with status 200 and `Idempotency-Replayed: true`; with other content it is refused (409).",
        }
    ]
}

PROBLEM: Schema = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457). `code` is stable; `title` and `detail` follow Accept-Language; `errors` "
    "names each field by its path in what was sent.",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "instance", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
            },
        },
        "facts": {"type": "object", "additionalProperties": {"type": ["string", "integer", "boolean"]}},
    },
}

_SAID: Mapping[int, str] = {
    400: "The request cannot be read.",
    401: "The token is missing, unknown, ended or withdrawn.",
    403: "The token may not do this.",
    404: "There is none, or the token may not know of it.",
    409: "It stands otherwise: not now, changed meanwhile, or the key was used for something else.",
    413: "The body or a file is too large.",
    415: "The body has another media type.",
    422: "A field cannot be taken; `errors` names each.",
    429: "The token asks too often; `Retry-After` says when to go on.",
}

_REF = "#/components/schemas/"


_INSIDE: Schema = {}
"""The shapes inside bodies that the framework does not see."""


def body_of(model: type[BaseModel]) -> Schema:
    """The description of a JSON body that an operation reads by itself."""
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": _self_contained(model)}}}
    }


def raw_body(media_type: str, schema: Schema) -> Schema:
    """The description of a body that is not JSON."""
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


def bytes_answer(*media_types: str) -> Schema:
    """The description of an answer that is a file."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in media_types}
    return {"responses": {200: {"description": "OK", "content": content}}}


def finish(schema: Schema, scopes: Mapping[tuple[str, str], tuple[str, ...] | None]) -> Schema:
    """Give every operation its guard and its problems; `scopes` are the permissions of each path and method."""
    schema["components"]["schemas"] |= {**_INSIDE, "Problem": PROBLEM}
    schema["components"]["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "An API token that an administrator gave, “rc_…”.",
        }
    }
    schema["tags"] = [{"name": tag} for tag in _tags(schema)]
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            needed = scopes[path, method.upper()]
            operation["security"] = [] if needed is None else [{"token": list(needed)}]
            for status in _problems(operation, method, path, guarded=needed is not None):
                operation["responses"].setdefault(
                    status,
                    {
                        "description": _SAID[status],
                        "content": {MEDIA_TYPE: {"schema": {"$ref": f"{_REF}Problem"}}},
                    },
                )
            operation["responses"] = {
                str(status): told for status, told in sorted(operation["responses"].items())
            }
    return schema


def example_of(schema: Schema, components: Mapping[str, Schema], *, full: bool = False) -> Any:
    """A value that the schema allows: its own examples where it gives some; optional fields only where they have one."""
    if "$ref" in schema:
        return example_of(components[schema["$ref"].removeprefix(_REF)], components, full=full)
    if schema.get("examples"):
        return schema["examples"][0]
    for name in ("const", "default"):
        if name in schema:
            return schema[name]
    if "enum" in schema:
        return schema["enum"][0]
    for name in ("anyOf", "oneOf", "allOf"):
        if name in schema:
            return example_of(schema[name][0], components, full=full)
    return _typed(schema, components, full=full)


def _typed(schema: Schema, components: Mapping[str, Schema], *, full: bool) -> Any:
    kind = schema.get("type")
    if kind == "object":
        named = schema.get("properties", {})
        needed = set(schema.get("required", ()))
        return {
            name: example_of(inner, components, full=full)
            for name, inner in named.items()
            if full or name in needed or inner.get("examples")
        } or _keyed(schema, components)
    if kind == "array":
        return [example_of(schema.get("items", {}), components, full=full)]
    plain = {"integer": schema.get("minimum", 1), "number": 1.5, "boolean": True, "null": None}
    return plain[kind] if kind in plain else _FORMATS.get(schema.get("format", ""), "…")


def _keyed(schema: Schema, components: Mapping[str, Schema]) -> dict[str, Any]:
    inner = schema.get("additionalProperties")
    if not isinstance(inner, dict) or (not schema.get("minProperties") and "propertyNames" not in schema):
        return {}
    key = example_of(schema.get("propertyNames", {"examples": ["en"]}), components)
    return {str(key): example_of(inner, components)}


_FORMATS: Mapping[str, str] = {
    "uuid": str(UUID(int=0x019A0000_0000_7000_8000_000000000001)),
    "date": "2026-12-03",
    "date-time": "2026-12-03T14:05:00+01:00",
    "binary": "@letter.pdf",
}


def _tags(schema: Schema) -> Sequence[str]:
    return list(
        dict.fromkeys(
            tag
            for methods in schema["paths"].values()
            for operation in methods.values()
            for tag in operation["tags"]
        )
    )


def _problems(operation: Schema, method: str, path: str, *, guarded: bool) -> list[int]:
    found = [401, 403, 429] if guarded else []
    if "{" in path:
        found.append(404)
    if "requestBody" in operation:
        found += [400, 413, 415]
    if method != "get":
        found.append(409)
    if "requestBody" in operation or operation["parameters"]:
        found.append(422)
    return found


def _self_contained(model: type[BaseModel]) -> Schema:
    schema = model.model_json_schema(ref_template=f"{_REF}{{model}}")
    _INSIDE.update(schema.pop("$defs", {}))
    return schema
