"""What the door says of itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic_core import to_json

from recours.api.openapi import bytes_answer
from recours.api.reference import render_reference

router = Router(tags=["This door"])


@router.get(
    "/openapi.json",
    auth=None,
    summary="The description of this door",
    openapi_extra=bytes_answer("application/json"),
)
def openapi(request: HttpRequest) -> HttpResponse:
    """Everything on this page for programs: OpenAPI 3.1."""
    from recours.api.urls import api  # noqa: PLC0415 - the description needs all routes, this one among them

    return HttpResponse(
        to_json(api.get_openapi_schema()),
        content_type="application/json",
        headers={"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"},
    )


@router.get("/docs", auth=None, summary="The reference", openapi_extra=bytes_answer("text/html"))
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with what it takes and answers, and an example to try."""
    from recours.api.urls import api  # noqa: PLC0415 - the same

    return render_reference(request, api.get_openapi_schema())
