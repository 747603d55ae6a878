"""Proof of work without a puzzle and without a row: the number to be found follows from the form's own key.

The form's token carries the key and its age, so a proof is good for one form, as long as that form is good. Somebody
who replays it sends the same complaint again and gets the same receipt.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from recours.portal.tokens import FormToken

MOST = 100_000
"""The number lies below this: half as many hashes on average, a fraction of a second on a telephone."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the browser gets: find the number with sha256(salt + number) == challenge, in hex."""

    challenge: str
    salt: str
    most: int = MOST


def challenge_of(token: FormToken) -> Challenge:
    """The work that belongs to this form."""
    salt = token.key.hex
    return Challenge(hashlib.sha256(f"{salt}{_number(token)}".encode()).hexdigest(), salt)


def is_proof(text: str, token: FormToken) -> bool:
    """Whether the work of this form was done."""
    return hmac.compare_digest(text.strip().encode("utf-8", "replace"), str(_number(token)).encode())


def _number(token: FormToken) -> int:
    mac = salted_hmac("recours.portal.proof", token.key.hex, algorithm="sha256").digest()
    return int.from_bytes(mac[:8], "big") % MOST
