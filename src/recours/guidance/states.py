"""The three sorts of guidance, and under what keys the trail keeps their history. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.utils.translation import pgettext_lazy

from recours.core.subjects import Subject

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class GuideKind(StrEnum):
    """What sort of guidance it is."""

    PROCEDURE = "procedure"
    REMEDY = "remedy"
    DUTY = "duty"


GUIDE_KIND_NAMES: Mapping[GuideKind, _StrPromise] = {
    GuideKind.PROCEDURE: pgettext_lazy("guidance", "Procedure"),
    GuideKind.REMEDY: pgettext_lazy("guidance", "Remedy guide"),
    GuideKind.DUTY: pgettext_lazy("guidance", "Who does what"),
}

_GUIDES = UUID("0198f0a0-0000-7000-8000-0000000000d1")


def guide_subject(kind: GuideKind, code: str) -> Subject:
    """Under what key the trail keeps the history of one piece of guidance."""
    return Subject("guide", uuid5(_GUIDES, f"{kind.value}:{code}"))
