"""The API object: how it reads, answers and describes itself."""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.renderers import BaseRenderer
from pydantic_core import to_json

from recours import __version__
from recours.api.addresses import ROOT
from recours.api.auth import scopes_of
from recours.api.errors import METHOD_NOT_ALLOWED
from recours.api.openapi import Schema, finish
from recours.api.problems import handle_everything, of_error
from recours.api.reading import JsonBodies, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    View = Callable[..., HttpResponseBase]

_CONVERTER = re.compile(r"{[^}:]+:")


class Json(BaseRenderer):
    """Answers as JSON: keys as text, moments as ISO 8601 with their offset."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return to_json(data)


class Door(NinjaAPI):
    """The machine's door."""

    _described: Schema | None = None

    def get_openapi_schema(self, **_ignored: Any) -> Schema:  # type: ignore[override]  # the prefix is always ours
        """The whole description, made once."""
        if self._described is None:
            made = super().get_openapi_schema(path_prefix=f"{ROOT.lstrip('/')}/")
            self._described = finish(dict(made), self.scopes())
        return self._described

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function, which is unique among ours."""
        return operation.view_func.__name__

    def scopes(self) -> dict[tuple[str, str], tuple[str, ...] | None]:
        """The permissions of which each operation demands one, by path and method; None where anybody may ask."""
        return {
            (plain_path(path), method): scopes_of(operation.auth_callbacks)
            for bound in self._get_bound_routers()
            for path, view in bound.path_operations.items()
            for operation in view.operations
            for method in operation.methods
        }


def plain_path(path: str) -> str:
    """The full path with its places as {name}."""
    return f"{ROOT}/{_CONVERTER.sub('{', path.strip('/'))}"


def make_door() -> Door:
    """The API without its routes."""
    door = Door(
        title="Recours",
        version=__version__,
        description="Complaints handling by ISO 10002: take in a complaint, follow it, do what your token allows.",
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
        parser=JsonBodies(),
        renderer=Json(),
    )
    handle_everything(door)
    return door


def guarded(pattern: URLPattern | URLResolver) -> URLPattern:
    """The route so that it answers nothing but its own answers and problems, and is kept by no cache."""
    if not isinstance(pattern, URLPattern):
        raise TypeError(f"{pattern} is not a single route")
    pattern.callback = _in_shape(pattern.callback)
    return pattern


def _in_shape(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **named)
        except Exception as error:  # noqa: BLE001 - whatever it is, a program gets a problem and never a page
            response = of_error(request, error)
        if response.status_code == 405:
            response = _not_allowed(request, response)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return answer


def _not_allowed(request: HttpRequest, before: HttpResponseBase) -> HttpResponse:
    methods = ", ".join(sorted(before.headers.get("Allow", "").replace(" ", "").split(",")))
    response = of_error(request, Unreadable(METHOD_NOT_ALLOWED, status=405, methods=methods))
    response.headers["Allow"] = methods
    return response
