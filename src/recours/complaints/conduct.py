"""How to be in touch where behaviour is hard to bear, and who may come to harm. Pure codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class RestrictionKind(StrEnum):
    """What is restricted; the complaint itself never is."""

    ONE_CONTACT = "one_contact"
    IN_WRITING = "in_writing"
    SET_TIMES = "set_times"
    NO_VISITS = "no_visits"
    THROUGH_SOMEBODY = "through_somebody"


class Verdict(StrEnum):
    """What a manager says to a proposal."""

    APPROVED = "approved"
    DECLINED = "declined"


class Concerned(StrEnum):
    """Whose welfare is at stake."""

    COMPLAINANT = "complainant"
    COLLEAGUE = "colleague"


RESTRICTION_NAMES: Mapping[RestrictionKind, _StrPromise] = {
    RestrictionKind.ONE_CONTACT: pgettext_lazy("restriction", "One person to contact"),
    RestrictionKind.IN_WRITING: pgettext_lazy("restriction", "In writing only"),
    RestrictionKind.SET_TIMES: pgettext_lazy("restriction", "Calls at set times only"),
    RestrictionKind.NO_VISITS: pgettext_lazy("restriction", "No visits"),
    RestrictionKind.THROUGH_SOMEBODY: pgettext_lazy("restriction", "Through somebody who speaks for them"),
}

RESTRICTION_SENTENCES: Mapping[RestrictionKind, _StrPromise] = {
    RestrictionKind.ONE_CONTACT: pgettext_lazy(
        "restriction in a letter",
        "One colleague answers you; please write to us or call us for that person alone.",
    ),
    RestrictionKind.IN_WRITING: pgettext_lazy(
        "restriction in a letter",
        "Please write to us, by letter, by e-mail or on your tracking page. We do not take calls about it.",
    ),
    RestrictionKind.SET_TIMES: pgettext_lazy(
        "restriction in a letter",
        "We take your calls at the times that we agree on with you, and not otherwise.",
    ),
    RestrictionKind.NO_VISITS: pgettext_lazy(
        "restriction in a letter", "Please write to us or call us. We do not receive you in person."
    ),
    RestrictionKind.THROUGH_SOMEBODY: pgettext_lazy(
        "restriction in a letter",
        "Please let somebody whom you trust speak with us for you. We are glad to help you find somebody.",
    ),
}
"""As the complainant reads it."""

VERDICT_NAMES: Mapping[Verdict, _StrPromise] = {
    Verdict.APPROVED: pgettext_lazy("verdict", "Approve it: the complainant gets a letter"),
    Verdict.DECLINED: pgettext_lazy("verdict", "Decline it: nothing changes"),
}

VERDICTS_SAID: Mapping[Verdict, _StrPromise] = {
    Verdict.APPROVED: pgettext_lazy("verdict", "approved"),
    Verdict.DECLINED: pgettext_lazy("verdict", "declined"),
}
"""As the trail tells it."""

CONCERNED_NAMES: Mapping[Concerned, _StrPromise] = {
    Concerned.COMPLAINANT: pgettext_lazy("welfare", "The complainant may come to harm"),
    Concerned.COLLEAGUE: pgettext_lazy("welfare", "A colleague needs support"),
}
