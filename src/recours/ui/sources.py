"""Where a request comes from, as far as it can be believed."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from django.conf import settings

from recours.core.secrets import fingerprint

if TYPE_CHECKING:
    from django.http import HttpRequest

UNKNOWN = "unknown"


def client_network(request: HttpRequest) -> str:
    """The client's address, for IPv6 its /64; "unknown" where there is none.

    With `TRUSTED_PROXIES` set to n, the n-th entry of X-Forwarded-For from the end, which our outermost proxy wrote;
    nothing before it is believed, and without trusted proxies the header is not read at all.
    """
    believed = request.META.get("REMOTE_ADDR", "")
    hops: int = settings.TRUSTED_PROXIES
    if hops > 0:
        named = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(named) >= hops and _network(named[-hops]):
            believed = named[-hops]
    return _network(believed) or UNKNOWN


def source_of(request: HttpRequest) -> str:
    """A keyed fingerprint of where the request comes from: the address itself is never kept."""
    return fingerprint(client_network(request), "source")


def _network(text: str) -> str:
    """The address without port, brackets and zone; empty when it is none."""
    plain = text.strip()
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        address = ip_address(plain.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((address, 64), strict=False))
    return str(address)
