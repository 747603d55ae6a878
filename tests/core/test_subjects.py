"""A subject is a value: kind and key."""

from __future__ import annotations

from uuid import uuid4

from recours.core.subjects import Subject


def test_subjects_are_equal_by_kind_and_key() -> None:
    key = uuid4()
    assert Subject("complaint", key) == Subject("complaint", key)
    assert len({Subject("complaint", key), Subject("letter", key), Subject("complaint", key)}) == 2
