"""The problems and the texts that an organisation has on its first day; its own to change from then on.

The problems follow the list of problems in the follow-up form of the standard's annex, in our own words and grouped; the number
of each there is its position here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import override, pgettext_lazy

from recours.complaints.actions import add_category, add_text
from recours.complaints.models import Category, ReadyText
from recours.complaints.seeded_texts import TEXTS
from recours.core.actors import Actor

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Seed(NamedTuple):
    """A problem: its code for ever, its position, its name, and the code of the group it stands in."""

    code: str
    position: int
    name: _StrPromise
    group: str = ""


GROUPS = (
    Seed("delivery", 1, pgettext_lazy("problem", "Delivery and service")),
    Seed("quality", 2, pgettext_lazy("problem", "Quality and damage")),
    Seed("selling", 3, pgettext_lazy("problem", "Selling and information")),
    Seed("money", 4, pgettext_lazy("problem", "Price and payment")),
    Seed("contract", 5, pgettext_lazy("problem", "Contract")),
    Seed("compensation", 6, pgettext_lazy("problem", "Compensation")),
)

PROBLEMS = (
    Seed("not-delivered", 1, pgettext_lazy("problem", "A product was not delivered"), "delivery"),
    Seed(
        "not-provided", 2, pgettext_lazy("problem", "A service was not provided, or only in part"), "delivery"
    ),
    Seed("product-late", 3, pgettext_lazy("problem", "A product came late"), "delivery"),
    Seed("service-late", 4, pgettext_lazy("problem", "A service came late"), "delivery"),
    Seed("faulty", 5, pgettext_lazy("problem", "A product is faulty"), "quality"),
    Seed("poor-service", 6, pgettext_lazy("problem", "A service was poor"), "quality"),
    Seed("not-as-ordered", 7, pgettext_lazy("problem", "Something else came than was ordered"), "delivery"),
    Seed("not-ordered", 8, pgettext_lazy("problem", "Something came that nobody ordered"), "delivery"),
    Seed("damage", 9, pgettext_lazy("problem", "Something was damaged"), "quality"),
    Seed("guarantee-refused", 10, pgettext_lazy("problem", "A guarantee was not honoured"), "quality"),
    Seed("sale-refused", 11, pgettext_lazy("problem", "A sale was refused"), "selling"),
    Seed("service-refused", 12, pgettext_lazy("problem", "A service was refused"), "selling"),
    Seed("selling-method", 13, pgettext_lazy("problem", "The way of selling"), "selling"),
    Seed("wrong-information", 14, pgettext_lazy("problem", "Wrong information"), "selling"),
    Seed("little-information", 15, pgettext_lazy("problem", "Too little information"), "selling"),
    Seed("payment-terms", 16, pgettext_lazy("problem", "How payment was arranged"), "money"),
    Seed("price", 17, pgettext_lazy("problem", "The price"), "money"),
    Seed("price-increase", 18, pgettext_lazy("problem", "A higher price than before"), "money"),
    Seed("extra-charges", 19, pgettext_lazy("problem", "Extra charges"), "money"),
    Seed("unjustified-charge", 20, pgettext_lazy("problem", "A charge without a reason"), "money"),
    Seed("contract-terms", 21, pgettext_lazy("problem", "The terms of the contract"), "contract"),
    Seed("contract-cover", 22, pgettext_lazy("problem", "What the contract covers"), "contract"),
    Seed("damage-assessment", 23, pgettext_lazy("problem", "How damage was assessed"), "compensation"),
    Seed("compensation-refused", 24, pgettext_lazy("problem", "Compensation was refused"), "compensation"),
    Seed("compensation-low", 25, pgettext_lazy("problem", "Compensation was too low"), "compensation"),
    Seed("contract-changed", 26, pgettext_lazy("problem", "The contract was changed"), "contract"),
    Seed(
        "contract-badly-kept", 27, pgettext_lazy("problem", "The contract was badly carried out"), "contract"
    ),
    Seed("contract-ended", 28, pgettext_lazy("problem", "The contract was ended"), "contract"),
    Seed("service-cancelled", 29, pgettext_lazy("problem", "A service was cancelled"), "delivery"),
    Seed("repayment", 30, pgettext_lazy("problem", "Paying back a loan"), "money"),
    Seed("interest", 31, pgettext_lazy("problem", "Interest that was asked for"), "money"),
    Seed("promise-broken", 32, pgettext_lazy("problem", "A promise was not kept"), "contract"),
    Seed("wrong-invoice", 33, pgettext_lazy("problem", "A wrong invoice"), "money"),
    Seed("complaint-delayed", 34, pgettext_lazy("problem", "A complaint took too long to be handled")),
    Seed("other", 35, pgettext_lazy("problem", "Something else")),
)

NUMBERS = {seed.code: seed.position for seed in PROBLEMS}
"""The number of each problem in the follow-up form, by its code."""


def seed_categories(*, actor: Actor, now: datetime) -> int:
    """Add the problems that are missing under their codes, and give their number; what an administrator changed or retired stays."""
    tree = Category.Tree.PROBLEM.value
    with transaction.atomic():  # one wait for the disk, not forty
        known = dict(Category.objects.filter(taxonomy="own", tree=tree).values_list("code", "pk"))
        missing = [seed for seed in (*GROUPS, *PROBLEMS) if seed.code not in known]
        for seed in missing:
            category = add_category(
                actor=actor,
                tree=tree,
                code=seed.code,
                names=dict(_in_every_language(seed.name)),
                parent=known[seed.group] if seed.group else None,
                unit=None,
                position=seed.position,
                now=now,
            )
            known[seed.code] = category.pk
    return len(missing)


def seed_texts(*, actor: Actor, now: datetime) -> int:
    """Add the ready-made texts that are missing under their codes, and give their number; what was changed or retired stays."""
    with transaction.atomic():
        known = set(ReadyText.objects.values_list("code", flat=True))
        missing = [text for text in TEXTS if text.code not in known]
        for text in missing:
            spoken = [dict(_in_every_language(part)) for part in text.paragraphs]
            whole = [code for code, _name in settings.LANGUAGES if all(code in part for part in spoken)]
            add_text(
                actor=actor,
                code=text.code,
                names=dict(_in_every_language(text.name)),
                bodies={code: "\n\n".join(part[code] for part in spoken) for code in whole},
                position=text.position,
                now=now,
            )
    return len(missing)


def _in_every_language(name: _StrPromise) -> Iterator[tuple[str, str]]:
    """The words in English and in every language that has words of its own for it, so that a fallback stays visible."""
    with override("en"):
        english = str(name)
    for language, _own_name in settings.LANGUAGES:
        with override(language):
            if language == "en" or str(name) != english:
                yield language, str(name)
