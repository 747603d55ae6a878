"""Words for the codes in events."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

C = TypeVar("C", bound=StrEnum)


def words_of(names: Mapping[C, _StrPromise]) -> dict[str, str | _StrPromise]:
    """The words by the codes' values."""
    return {code.value: name for code, name in names.items()}
