"""Limits count, and forget."""

from __future__ import annotations

from datetime import datetime, timedelta

from pytest_django import Settings

from recours.portal.limits import SPAN, UPLOAD_BYTES, count_failed_try, may_try, may_upload, seconds_left


def test_tries_are_counted_for_each_source(settings: Settings, now: datetime) -> None:
    settings.TRACKING_TRIES_PER_10_MINUTES = 2
    for _ in range(2):
        assert may_try("here", now)
        count_failed_try("here", now)
    assert not may_try("here", now)
    assert may_try("there", now)
    assert may_try("here", now + SPAN)


def test_uploads_are_counted_in_bytes(now: datetime) -> None:
    assert may_upload("here", UPLOAD_BYTES - 1, now)
    assert not may_upload("here", 2, now)
    assert may_upload("here", 1, now)
    assert may_upload("there", 2, now)


def test_the_wait_ends_with_the_span(now: datetime) -> None:
    assert seconds_left(now) == 600
    assert seconds_left(now + timedelta(seconds=599)) == 1
