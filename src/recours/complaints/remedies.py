"""What can be done to put things right, and what is asked of every answer before it is given. Pure.

ISO 10002:2018, 7.7 and annex F; the codes 36 to 53 are the actions of the follow-up form.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class RemedyKind(StrEnum):
    """What sort of remedy it is."""

    REFUND = "refund"
    REPLACEMENT = "replacement"
    REPAIR = "repair"
    SUBSTITUTE = "substitute"
    TECHNICAL_ASSISTANCE = "technical_assistance"
    INFORMATION = "information"
    REFERRAL = "referral"
    FINANCIAL_ASSISTANCE = "financial_assistance"
    OTHER_ASSISTANCE = "other_assistance"
    COMPENSATION = "compensation"
    APOLOGY = "apology"
    GOODWILL = "goodwill"
    CHANGE = "change"


class Action(IntEnum):
    """What is to be done, by its number in the follow-up form."""

    DELIVER = 36
    REPAIR = 37
    EXCHANGE = 38
    CANCEL_SALE = 39
    HONOUR_GUARANTEE = 40
    HONOUR_COMMITMENTS = 41
    CONCLUDE_CONTRACT = 42
    CANCEL_CONTRACT = 43
    CANCEL_INVOICE = 44
    GIVE_INFORMATION = 45
    CORRECT_ASSESSMENT = 46
    PAY_COMPENSATION = 47
    REFUND_DEPOSIT = 48
    REFUND_PAYMENTS = 49
    REDUCE_PRICE = 50
    PAYMENT_FACILITIES = 51
    APOLOGISE = 52
    OTHER = 53


class Check(StrEnum):
    """What is to be considered before an answer is given (annex F)."""

    ALL_ASPECTS = "all_aspects"
    FOLLOW_UP = "follow_up"
    OTHERS_AFFECTED = "others_affected"
    AUTHORITY = "authority"
    STAFF_TOLD = "staff_told"


class Answered(StrEnum):
    """How a check was answered."""

    YES = "yes"
    NOT_NEEDED = "not_needed"
    NO = "no"


KIND_OF: Mapping[Action, RemedyKind] = {
    Action.DELIVER: RemedyKind.SUBSTITUTE,
    Action.REPAIR: RemedyKind.REPAIR,
    Action.EXCHANGE: RemedyKind.REPLACEMENT,
    Action.CANCEL_SALE: RemedyKind.REFUND,
    Action.HONOUR_GUARANTEE: RemedyKind.REPAIR,
    Action.HONOUR_COMMITMENTS: RemedyKind.OTHER_ASSISTANCE,
    Action.CONCLUDE_CONTRACT: RemedyKind.OTHER_ASSISTANCE,
    Action.CANCEL_CONTRACT: RemedyKind.OTHER_ASSISTANCE,
    Action.CANCEL_INVOICE: RemedyKind.REFUND,
    Action.GIVE_INFORMATION: RemedyKind.INFORMATION,
    Action.CORRECT_ASSESSMENT: RemedyKind.COMPENSATION,
    Action.PAY_COMPENSATION: RemedyKind.COMPENSATION,
    Action.REFUND_DEPOSIT: RemedyKind.REFUND,
    Action.REFUND_PAYMENTS: RemedyKind.REFUND,
    Action.REDUCE_PRICE: RemedyKind.REFUND,
    Action.PAYMENT_FACILITIES: RemedyKind.FINANCIAL_ASSISTANCE,
    Action.APOLOGISE: RemedyKind.APOLOGY,
    Action.OTHER: RemedyKind.OTHER_ASSISTANCE,
}
"""The kind that an action is unless somebody says otherwise."""

WITH_AMOUNT = frozenset({Action.PAY_COMPENSATION, Action.REFUND_DEPOSIT, Action.REFUND_PAYMENTS})
"""Actions that are nothing without an amount."""

WITH_WORDS = frozenset({Action.REDUCE_PRICE, Action.OTHER})
"""Actions that words must explain: how much of the price, or what else."""

REMEDY_KIND_NAMES: Mapping[RemedyKind, _StrPromise] = {
    RemedyKind.REFUND: pgettext_lazy("remedy", "Refund"),
    RemedyKind.REPLACEMENT: pgettext_lazy("remedy", "Replacement"),
    RemedyKind.REPAIR: pgettext_lazy("remedy", "Repair or rework"),
    RemedyKind.SUBSTITUTE: pgettext_lazy("remedy", "Delivery or substitute"),
    RemedyKind.TECHNICAL_ASSISTANCE: pgettext_lazy("remedy", "Technical assistance"),
    RemedyKind.INFORMATION: pgettext_lazy("remedy", "Information"),
    RemedyKind.REFERRAL: pgettext_lazy("remedy", "Referral"),
    RemedyKind.FINANCIAL_ASSISTANCE: pgettext_lazy("remedy", "Financial assistance"),
    RemedyKind.OTHER_ASSISTANCE: pgettext_lazy("remedy", "Other assistance"),
    RemedyKind.COMPENSATION: pgettext_lazy("remedy", "Compensation"),
    RemedyKind.APOLOGY: pgettext_lazy("remedy", "Apology"),
    RemedyKind.GOODWILL: pgettext_lazy("remedy", "Gift or token of goodwill"),
    RemedyKind.CHANGE: pgettext_lazy("remedy", "A change in product, process or policy"),
}

ACTION_NAMES: Mapping[Action, _StrPromise] = {
    Action.DELIVER: pgettext_lazy("action", "Deliver"),
    Action.REPAIR: pgettext_lazy("action", "Repair or do it again"),
    Action.EXCHANGE: pgettext_lazy("action", "Exchange"),
    Action.CANCEL_SALE: pgettext_lazy("action", "Cancel the sale"),
    Action.HONOUR_GUARANTEE: pgettext_lazy("action", "Honour the guarantee"),
    Action.HONOUR_COMMITMENTS: pgettext_lazy("action", "Keep what was promised"),
    Action.CONCLUDE_CONTRACT: pgettext_lazy("action", "Conclude the contract"),
    Action.CANCEL_CONTRACT: pgettext_lazy("action", "End the contract"),
    Action.CANCEL_INVOICE: pgettext_lazy("action", "Cancel the invoice"),
    Action.GIVE_INFORMATION: pgettext_lazy("action", "Give information"),
    Action.CORRECT_ASSESSMENT: pgettext_lazy("action", "Correct how the damage was assessed"),
    Action.PAY_COMPENSATION: pgettext_lazy("action", "Pay compensation"),
    Action.REFUND_DEPOSIT: pgettext_lazy("action", "Pay back a deposit"),
    Action.REFUND_PAYMENTS: pgettext_lazy("action", "Pay back other payments"),
    Action.REDUCE_PRICE: pgettext_lazy("action", "Reduce the price"),
    Action.PAYMENT_FACILITIES: pgettext_lazy("action", "Make paying easier"),
    Action.APOLOGISE: pgettext_lazy("action", "Apologise"),
    Action.OTHER: pgettext_lazy("action", "Something else"),
}

CHECK_NAMES: Mapping[Check, _StrPromise] = {
    Check.ALL_ASPECTS: pgettext_lazy("check", "Is every point of the complaint answered?"),
    Check.FOLLOW_UP: pgettext_lazy("check", "Is it settled who follows up, where that is fitting?"),
    Check.OTHERS_AFFECTED: pgettext_lazy(
        "check", "Do others who suffered the same, but did not complain, get the same?"
    ),
    Check.AUTHORITY: pgettext_lazy("check", "Is this answer within your authority, or will it be approved?"),
    Check.STAFF_TOLD: pgettext_lazy("check", "Will the colleagues concerned be told?"),
}

ANSWERED_NAMES: Mapping[Answered, _StrPromise] = {
    Answered.YES: pgettext_lazy("check", "Yes"),
    Answered.NOT_NEEDED: pgettext_lazy("check", "Not needed here"),
    Answered.NO: pgettext_lazy("check", "No"),
}
