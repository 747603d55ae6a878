"""Time-ordered keys."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_key() -> UUID:
    """A fresh UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits; later keys of a process are larger."""
    global _last
    random = int.from_bytes(os.urandom(10), "big")
    drawn = time.time_ns() // 1_000_000 << 74 | random >> 6
    with _lock:
        _last = value = max(drawn, _last + 1 + (random & 0xFFFFFFFF))
    moment, high, low = value >> 74, value >> 62 & 0xFFF, value & (2**62 - 1)
    return UUID(int=moment << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
