"""The arithmetic of the trail: canonical bytes, chained hashes, Merkle roots (RFC 6962), signatures. Pure."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NewType

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

Digest = NewType("Digest", str)
"""A salted SHA-256 of words, 64 hex digits: what an event holds in place of the words themselves."""

NONE_BEFORE = "0" * 64
"""The `previous` of the first event of a chain and of the first checkpoint."""


def canonical(value: object) -> bytes:
    """The one JSON spelling of a value: keys sorted, no spaces, UTF-8; floats are refused because databases respell them."""
    _refuse_floats(value)
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"The trail holds no floats; hand in a Decimal instead of {value!r}.")
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _refuse_floats(inner)


def moment(value: datetime) -> str:
    """The one spelling of a moment: UTC with six decimals and a Z; a naive one raises ValueError."""
    if value.tzinfo is None:
        raise ValueError("A moment on the trail needs its time zone.")
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def new_salt() -> str:
    """A fresh salt of 128 bits, 32 hex digits, to be kept beside the words and erased with them."""
    return secrets.token_hex(16)


def digest(words: str, salt: str) -> Digest:
    """The salted digest of words, meaningless once words and salt are erased."""
    return Digest(hmac.new(bytes.fromhex(salt), words.encode(), hashlib.sha256).hexdigest())


@dataclass(frozen=True, slots=True)
class Link:
    """One event as it is hashed: strings and JSON only, alike from a database and from a file."""

    id: str
    subject_kind: str
    subject_id: str
    sequence: int
    kind: str
    version: int
    facts: Mapping[str, object]
    actor: str
    occurred_at: str
    recorded_at: str
    previous: str
    hash: str = ""

    def proper_hash(self) -> str:
        """The SHA-256 that belongs to these contents, 64 hex digits."""
        return hashlib.sha256(
            canonical(
                {
                    "id": self.id,
                    "about": [self.subject_kind, self.subject_id],
                    "sequence": self.sequence,
                    "kind": self.kind,
                    "version": self.version,
                    "facts": self.facts,
                    "actor": self.actor,
                    "occurred_at": self.occurred_at,
                    "recorded_at": self.recorded_at,
                    "previous": self.previous,
                }
            )
        ).hexdigest()

    def hashed(self) -> Link:
        """The same event with the hash that belongs to it."""
        return replace(self, hash=self.proper_hash())


class Tree:
    """A Merkle tree (RFC 6962) over leaves added one by one, in memory that grows with the logarithm of their number."""

    def __init__(self, leaves: Iterable[str] = ()) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []
        for leaf in leaves:
            self.add(leaf)

    def add(self, leaf: str) -> None:
        """Add one leaf, a hash of 64 hex digits."""
        node = hashlib.sha256(b"\0" + bytes.fromhex(leaf)).digest()
        height = 0
        while self._peaks and self._peaks[-1][0] == height:
            node = _join(self._peaks.pop()[1], node)
            height += 1
        self._peaks.append((height, node))
        self.size += 1

    def root(self) -> str:
        """The root over the leaves so far, 64 hex digits; of no leaves, the SHA-256 of nothing."""
        if not self._peaks:
            return hashlib.sha256().hexdigest()
        node = self._peaks[-1][1]
        for _height, left in reversed(self._peaks[:-1]):
            node = _join(left, node)
        return node.hex()


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Seal:
    """A checkpoint: the root over the events it sealed, chained to the one before and signed.

    `size` counts the events of this checkpoint, `total` those of all up to it; `key` is the public key, `signature`
    is Ed25519 over the 32 bytes of `hash`; all in hex.
    """

    number: int
    previous: str
    root: str
    size: int
    total: int
    made_at: str
    key: str
    hash: str = ""
    signature: str = ""

    def proper_hash(self) -> str:
        """The SHA-256 that belongs to these contents, 64 hex digits."""
        return hashlib.sha256(
            canonical(
                {
                    "number": self.number,
                    "previous": self.previous,
                    "root": self.root,
                    "size": self.size,
                    "total": self.total,
                    "made_at": self.made_at,
                    "key": self.key,
                }
            )
        ).hexdigest()

    def signed(self, key: bytes) -> Seal:
        """The same checkpoint under this private key's public key, hashed and signed."""
        bare = replace(self, key=public_key(key))
        proper = bare.proper_hash()
        signature = Ed25519PrivateKey.from_private_bytes(key).sign(bytes.fromhex(proper)).hex()
        return replace(bare, hash=proper, signature=signature)

    def signature_holds(self) -> bool:
        """Whether the signature is the key's over the hash that these contents have."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key))
            key.verify(bytes.fromhex(self.signature), bytes.fromhex(self.proper_hash()))
        except (ValueError, InvalidSignature):
            return False
        return True


def public_key(key: bytes) -> str:
    """The public half of a private Ed25519 key of 32 bytes, 64 hex digits."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw().hex()
