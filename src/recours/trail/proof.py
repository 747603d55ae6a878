"""The judgement over a trail, wherever its rows come from: streaming, and without a database or settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from recours.trail.chain import NONE_BEFORE, Link, Seal, Tree
from recours.trail.findings import Finding, Verdict

CLOCKS_APART = timedelta(seconds=1)
"""How far the clocks of two machines that write may differ before one counts as turned back."""

SEAL_WITHIN = timedelta(days=1)
"""How much later events may be sealed before an unsealed one counts as forgotten."""

HEX = re.compile(r"[0-9a-f]{64}")

Progress = Callable[[int, int], None]
_STEP = 1000


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with what must agree with it: the head of its chain and its leaf, None where there is none."""

    link: Link
    head_length: int | None
    head_hash: str | None
    checkpoint: int | None
    leaf_hash: str | None


@dataclass(frozen=True, slots=True)
class LeafLine:
    """One leaf: which event, with which hash, at which place under which checkpoint."""

    checkpoint: int
    position: int
    event: str
    hash: str


class Source(Protocol):
    """Where the rows come from. Everything is yielded one by one; subjects are (kind, id)."""

    key: str

    def faults(self) -> Iterable[Finding]:
        """What is wrong with the source itself."""

    def total(self) -> int:
        """About how many events there are."""

    def events(self) -> Iterator[Placed]:
        """All events, those of one subject together and in sequence."""

    def empty_chains(self) -> Iterator[tuple[str, str]]:
        """Subjects with a head but without an event."""

    def missing_chains(self) -> Iterator[tuple[str, str]]:
        """Subjects that exist but of which the trail knows nothing."""

    def checkpoints(self) -> Iterator[Seal]:
        """All checkpoints by number."""

    def leaves(self) -> Iterator[LeafLine]:
        """All leaves by checkpoint and position."""

    def lost_leaves(self) -> Iterator[LeafLine]:
        """Leaves whose event is missing."""


def judge(source: Source, *, kept: Iterable[Seal] = (), progress: Progress | None = None) -> Verdict:
    """Whether everything the source holds fits together, and fits the checkpoints that were kept outside."""
    verdict = Verdict()
    for fault in source.faults():
        verdict.find(fault.code, **fault.facts)
    total = source.total()
    chains = _Chains(verdict)
    for placed in source.events():
        chains.take(placed)
        if progress and verdict.events % _STEP == 0:
            progress(verdict.events, max(total, verdict.events))
    chains.close()
    for kind, key in source.empty_chains():
        verdict.find("chain_empty", kind=kind, id=key)
    for kind, key in source.missing_chains():
        verdict.find("chain_missing", kind=kind, id=key)
    for leaf in source.lost_leaves():
        verdict.find("sealed_event_missing", event=leaf.event, checkpoint=leaf.checkpoint)
    _judge_checkpoints(source, {seal.number: seal for seal in kept}, verdict)
    if progress:
        progress(verdict.events, verdict.events)
    return verdict


class _Chains:
    """Walks the events of all subjects, remembering only the event before."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.last: Placed | None = None
        self.unsealed_before = False
        self.first_unsealed: Link | None = None
        self.last_sealed = ""

    def take(self, placed: Placed) -> None:
        """Judge one event against the one before it."""
        link, last = placed.link, self.last
        if last and (last.link.subject_kind, last.link.subject_id) != (link.subject_kind, link.subject_id):
            self._end_chain(last)
            last = None
        if last is None:
            self.verdict.chains += 1
            self.unsealed_before = False
        self.verdict.events += 1
        if not _hash_holds(link):
            self._find("event_changed", link)
        self._judge_place(link, last.link if last else None)
        self._judge_seal(placed)
        self.last = placed

    def close(self) -> None:
        """Judge what only the end can tell."""
        if self.last:
            self._end_chain(self.last)
        first = self.first_unsealed
        if first and _moment(self.last_sealed) - _moment(first.recorded_at) > SEAL_WITHIN:
            self._find("seal_overdue", first, since=first.recorded_at)

    def _judge_place(self, link: Link, last: Link | None) -> None:
        due = last.sequence + 1 if last else 1
        if last and link.sequence == last.sequence:
            self._find("event_repeated", link)
        elif link.sequence > due:
            self.verdict.find(
                "events_missing",
                kind=link.subject_kind,
                id=link.subject_id,
                first=due,
                last=link.sequence - 1,
            )
        elif link.previous != (last.hash if last else NONE_BEFORE):
            self._find("link_broken", link)
        if last and _is_back(link.recorded_at, last.recorded_at):
            self._find("clock_back", link, at=link.recorded_at, before=last.recorded_at)

    def _judge_seal(self, placed: Placed) -> None:
        link = placed.link
        if placed.checkpoint is None:
            self.unsealed_before = True
            if self.first_unsealed is None or link.recorded_at < self.first_unsealed.recorded_at:
                self.first_unsealed = link
            return
        self.verdict.sealed += 1
        self.last_sealed = max(self.last_sealed, link.recorded_at)
        if placed.leaf_hash != link.hash:
            self._find("seal_differs", link, checkpoint=placed.checkpoint)
        if self.unsealed_before:
            self._find("seal_skipped", link)
            self.unsealed_before = False

    def _end_chain(self, end: Placed) -> None:
        link = end.link
        about = {"kind": link.subject_kind, "id": link.subject_id}
        if end.head_length is None:
            self.verdict.find("head_missing", **about)
        elif end.head_length > link.sequence:
            self.verdict.find("tail_missing", **about, first=link.sequence + 1, last=end.head_length)
        elif end.head_length < link.sequence or end.head_hash != link.hash:
            self.verdict.find("head_differs", **about, length=end.head_length)

    def _find(self, code: str, link: Link, **facts: str | int) -> None:
        self.verdict.find(
            code, kind=link.subject_kind, id=link.subject_id, sequence=link.sequence, event=link.id, **facts
        )


def _judge_checkpoints(source: Source, kept: dict[int, Seal], verdict: Verdict) -> None:
    leaves = _Leaves(source.leaves(), verdict)
    last: Seal | None = None
    for seal in source.checkpoints():
        verdict.checkpoints += 1
        _judge_seal(seal, last, source.key, verdict)
        tree = leaves.tree_of(seal.number)
        if tree.size != seal.size:
            verdict.find("leaves_differ", checkpoint=seal.number, size=seal.size, found=tree.size)
        elif tree.root() != seal.root:
            verdict.find("root_differs", checkpoint=seal.number)
        held = kept.pop(seal.number, None)
        if held:
            _judge_kept(held, verdict)
            if held.hash != seal.proper_hash():
                verdict.find("checkpoint_replaced", checkpoint=seal.number)
        last = seal
    leaves.end()
    for number, held in sorted(kept.items()):
        _judge_kept(held, verdict)
        verdict.find("checkpoint_cut", checkpoint=number)


def _judge_seal(seal: Seal, last: Seal | None, key: str, verdict: Verdict) -> None:
    number, due = seal.number, last.number + 1 if last else 1
    if seal.hash != seal.proper_hash():
        verdict.find("checkpoint_changed", checkpoint=number)
    if not seal.signature_holds():
        verdict.find("signature_wrong", checkpoint=number)
    elif seal.key != key:
        verdict.find("key_differs", checkpoint=number)
    if number > due:
        verdict.find("checkpoints_missing", first=due, last=number - 1)
        return
    if seal.previous != (last.hash if last else NONE_BEFORE):
        verdict.find("checkpoint_link_broken", checkpoint=number)
    proper = (last.total if last else 0) + seal.size
    if seal.total != proper:
        verdict.find("total_differs", checkpoint=number, total=seal.total, proper=proper)
    if last and _is_back(seal.made_at, last.made_at):
        verdict.find("checkpoint_clock_back", checkpoint=number, at=seal.made_at, before=last.made_at)


def _judge_kept(kept: Seal, verdict: Verdict) -> None:
    if kept.hash != kept.proper_hash() or not kept.signature_holds():
        verdict.find("kept_checkpoint_wrong", checkpoint=kept.number)


class _Leaves:
    """Hands out the leaves checkpoint by checkpoint, from one stream."""

    def __init__(self, leaves: Iterator[LeafLine], verdict: Verdict) -> None:
        self.leaves = leaves
        self.verdict = verdict
        self.next: LeafLine | None = next(leaves, None)

    def tree_of(self, number: int) -> Tree:
        """The tree over this checkpoint's leaves; those of lower numbers have no checkpoint and are told."""
        self._pass(number)
        tree = Tree()
        while self.next and self.next.checkpoint == number:
            # a leaf out of its place or without a hash is left out, so that the size shows it
            if self.next.position == tree.size and HEX.fullmatch(self.next.hash):
                tree.add(self.next.hash)
            self.next = next(self.leaves, None)
        return tree

    def end(self) -> None:
        """Tell the leaves that are left over."""
        self._pass(None)

    def _pass(self, number: int | None) -> None:
        told = None
        while self.next and (number is None or self.next.checkpoint < number):
            if self.next.checkpoint != told:
                told = self.next.checkpoint
                self.verdict.find("leaf_stray", checkpoint=told)
            self.next = next(self.leaves, None)


def _hash_holds(link: Link) -> bool:
    try:
        return link.hash == link.proper_hash()
    except (TypeError, ValueError, RecursionError):
        return False


def _is_back(at: str, before: str) -> bool:
    return at < before and _moment(before) - _moment(at) > CLOCKS_APART


def _moment(text: str) -> datetime:
    """A moment as it is written; one that cannot be read counts as long ago, its event having been found changed."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = _LONG_AGO
    return found if found.tzinfo else _LONG_AGO


_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00Z")
