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
from ninja.params.models import QueryModel
from ninja.renderers import BaseRenderer
from pydantic_core import to_json

from recours import __version__
from recours.api.addresses import ROOT
from recours.api.auth import scopes_of
from recours.api.errors import METHOD_NOT_ALLOWED, NO_PARAMETERS, UNKNOWN_PARAMETER
from recours.api.openapi import Schema, finish
from recours.api.problems import handle_everything, of_error
from recours.api.reading import JsonBodies, Unreadable
from recours.complaints.selectors import version_of
from recours.core.errors import Invalid, RecoursError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    View = Callable[..., HttpResponseBase]

_CONVERTER = re.compile(r"{[^}:]+:")
_MOST_NAMED = 20


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

    def operations(self) -> dict[tuple[str, str], Operation]:
        """Every operation by path and method."""
        return {
            (plain_path(path), method): operation
            for bound in self._get_bound_routers()
            for path, view in bound.path_operations.items()
            for operation in view.operations
            for method in operation.methods
        }

    def scopes(self) -> dict[tuple[str, str], tuple[str, ...] | None]:
        """The permissions of which each operation demands one, by path and method; None where anybody may ask."""
        return {key: scopes_of(operation.auth_callbacks) for key, operation in self.operations().items()}


def plain_path(path: str) -> str:
    """The full path with its places as {name}."""
    plain = _CONVERTER.sub("{", path.strip("/").replace("<", "{").replace(">", "}"))
    return f"{ROOT}/{plain}"


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


def guarded(pattern: URLPattern | URLResolver, operations: Mapping[tuple[str, str], Operation]) -> URLPattern:
    """The route so that it answers nothing but its own answers and problems, and is kept by no cache.

    `operations` are the door's, by path and method.
    """
    if not isinstance(pattern, URLPattern):
        raise TypeError(f"{pattern} is not a single route")
    path = plain_path(str(pattern.pattern))
    own = {method: operation for (place, method), operation in operations.items() if place == path}
    pattern.callback = _in_shape(pattern.callback, own)
    return pattern


def refuse_unknown(request: HttpRequest, operation: Operation) -> None:
    """Invalid where the address has parameters that the operation does not know: a slip is told and not lost."""
    known = [
        name
        for model in operation.models
        if issubclass(model, QueryModel)
        for name in getattr(model, "__ninja_flatten_map__", model.model_fields)
    ]
    unknown = [name for name in request.GET if name not in known][:_MOST_NAMED]
    if not unknown:
        return
    for guard in operation.auth_callbacks:
        guard(request)  # who may not ask learns only that
    problem = RecoursError(UNKNOWN_PARAMETER, choices=", ".join(known)) if known else NO_PARAMETERS
    raise Invalid({name[:60]: problem for name in unknown})


def _in_shape(view: View, operations: Mapping[str, Operation]) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        try:
            operation = operations.get(request.method or "")
            if request.META.get("QUERY_STRING") and operation is not None and operation.auth_callbacks:
                refuse_unknown(request, operation)
            reference: str = named.get("reference", "") if request.method == "POST" else ""
            before = version_of(reference) if reference else None
            response = view(request, *args, **named)
            if before is not None and response.status_code < 300:
                _tell_version(response, before, version_of(reference))
        except Exception as error:  # noqa: BLE001 - whatever it is, a program gets a problem and never a page
            response = of_error(request, error)
        if response.status_code == 405:
            response = _not_allowed(request, response)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return answer


def _tell_version(response: HttpResponseBase, before: int, after: int | None) -> None:
    """The case's version after a move; not where others moved it meanwhile, which the caller has yet to read."""
    if after is not None and after - before <= 1:
        response.headers["Case-Version"] = str(after)


def _not_allowed(request: HttpRequest, before: HttpResponseBase) -> HttpResponse:
    methods = ", ".join(sorted(before.headers.get("Allow", "").replace(" ", "").split(",")))
    response = of_error(request, Unreadable(METHOD_NOT_ALLOWED, status=405, methods=methods))
    response.headers["Allow"] = methods
    return response
