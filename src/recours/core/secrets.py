"""Secrets that are computed, never stored."""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from recours.core.text import ascii_digits

_GROUPS = 4


def tracking_secret(case_id: UUID, generation: int) -> str:
    """The secret that opens a case's tracking page: 80 bits of HMAC-SHA256(key, case, generation) as "K7QM-3FHT-..." (Crockford base 32)."""
    digest = hmac.new(
        settings.TRACKING_KEY, b"tracking:%b:%d" % (case_id.bytes, generation), hashlib.sha256
    ).digest()
    letters = base64.b32encode(digest[:10]).decode().translate(_CROCKFORD)
    return "-".join(letters[i : i + _GROUPS] for i in range(0, len(letters), _GROUPS))


def is_tracking_secret(given: str, case_id: UUID, generation: int) -> bool:
    """Whether this is the case's secret, read kindly (case, spaces, dashes, any digits, O for 0, I and L for 1), compared in constant time."""
    plain = "".join(c for c in ascii_digits(given).upper() if c.isalnum()).translate(
        str.maketrans("OIL", "011")
    )
    return hmac.compare_digest(plain.encode(), tracking_secret(case_id, generation).replace("-", "").encode())


def fingerprint(value: str, purpose: str) -> str:
    """A keyed digest that lets equal values be counted without keeping them: 32 hex digits."""
    return hmac.new(settings.TRACKING_KEY, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()[:32]


_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
