"""Whose address is believed."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from recours.ui.sources import client_network, source_of


def network(remote: str, forwarded: str | None = None) -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return client_network(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))


@pytest.mark.parametrize(
    ("remote", "seen"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_an_address_is_read(remote: str, seen: str) -> None:
    assert network(remote) == seen


def test_without_trusted_proxies_the_header_is_not_read() -> None:
    assert network("203.0.113.7", "198.51.100.1") == "203.0.113.7"


@pytest.mark.parametrize(
    ("hops", "forwarded", "seen"),
    [
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.7"),
        (1, "not an address", "203.0.113.7"),
        (1, "", "203.0.113.7"),
        (1, "6.6.6.6, [2001:db8::1]:99", "2001:db8::/64"),
    ],
)
def test_what_the_trusted_proxies_wrote_is_believed(
    settings: Settings, hops: int, forwarded: str, seen: str
) -> None:
    settings.TRUSTED_PROXIES = hops
    assert network("203.0.113.7", forwarded) == seen


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_header_breaks_it(text: str) -> None:
    assert network(text)


def test_the_address_is_not_kept() -> None:
    one = source_of(RequestFactory().get("/", REMOTE_ADDR="203.0.113.7"))
    other = source_of(RequestFactory().get("/", REMOTE_ADDR="203.0.113.8"))
    assert (len(one), "203" in one, one == other) == (32, False, False)
