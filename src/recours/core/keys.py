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
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (2**48 - 1)) << 80
    value |= 0x7 << 76 | (random >> 68) << 64
    value |= 0b10 << 62 | random & (2**62 - 1)
    with _lock:
        if value <= _last:
            value = _last + 1 + (random & 0xFFFFFFFF)
        _last = value
    return UUID(int=value)
