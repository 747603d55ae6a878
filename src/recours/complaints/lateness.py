"""Why a case became late. Pure codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Lateness(StrEnum):
    """The cause of a time limit that passed."""

    WORKLOAD = "workload"
    WAITING_INTERNAL = "waiting_internal"
    WAITING_SUPPLIER = "waiting_supplier"
    WAITING_COMPLAINANT = "waiting_complainant"
    COMPLEXITY = "complexity"
    ERROR = "error"


LATENESS_NAMES: Mapping[Lateness, _StrPromise] = {
    Lateness.WORKLOAD: pgettext_lazy("lateness", "Too much work"),
    Lateness.WAITING_INTERNAL: pgettext_lazy("lateness", "Waiting for another department"),
    Lateness.WAITING_SUPPLIER: pgettext_lazy("lateness", "Waiting for a supplier"),
    Lateness.WAITING_COMPLAINANT: pgettext_lazy("lateness", "Waiting for the complainant"),
    Lateness.COMPLEXITY: pgettext_lazy("lateness", "A difficult case"),
    Lateness.ERROR: pgettext_lazy("lateness", "Our mistake"),
}
