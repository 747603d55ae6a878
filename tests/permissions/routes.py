"""Every route that the resolver knows, by the path it answers to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Route:
    """A path with its places as "<name>", such as "/desk/cases/<reference>"."""

    path: str

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the path's places."""
        return tuple(_PLACE.findall(self.path))

    def at(self, values: dict[str, str]) -> str:
        """The path with its places filled."""
        return _PLACE.sub(lambda match: values[match.group(1)], self.path)


def routes() -> list[Route]:
    """Every route once, in the order of their paths; a path that two patterns answer is one route."""
    return [Route(path) for path in sorted({f"/{path}" for path in _walk(get_resolver().url_patterns, "")})]


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for entry in patterns:
        here = before + _plain(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, here)
        else:
            yield here


def _plain(pattern: object) -> str:
    if isinstance(pattern, LocalePrefixPattern):
        return "<language>/"
    if isinstance(pattern, RoutePattern):
        return _PLACE.sub(r"<\1>", str(pattern))
    text = _GROUP.sub(r"<\1>", str(pattern)).replace("\\", "")
    return text.removeprefix("^").removesuffix("$").removesuffix("\\Z")
