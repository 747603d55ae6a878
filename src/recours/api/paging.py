"""Lists in pages: the cursors in the body and, for programs that follow links, in the Link header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class Turnable(Protocol):
    """A page with the cursors of its neighbours."""

    @property
    def next(self) -> str: ...
    @property
    def previous(self) -> str: ...


def link_pages(request: HttpRequest, response: HttpResponse, page: Turnable) -> None:
    """Name the neighbouring pages in a Link header (RFC 8288), with everything else that was asked."""
    links = []
    for relation, cursor in (("next", page.next), ("prev", page.previous)):
        if cursor:
            query = request.GET.copy()
            query["cursor"] = cursor
            links.append(f'<{request.path}?{query.urlencode()}>; rel="{relation}"')
    if links:
        response.headers["Link"] = ", ".join(links)
