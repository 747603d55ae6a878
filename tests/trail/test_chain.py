"""The arithmetic of the trail, by published vectors and by properties."""

import hashlib
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.trail.chain import (
    NONE_BEFORE,
    Link,
    Seal,
    Tree,
    canonical,
    digest,
    moment,
    new_salt,
    public_key,
)

KEY = bytes(range(32))
LINK = Link(
    id="018f0000-0000-7000-8000-000000000001",
    subject_kind="complaint",
    subject_id="018f0000-0000-7000-8000-000000000002",
    sequence=1,
    kind="complaint.received",
    version=1,
    facts={"channel": "portal", "files": 0},
    actor="system:test",
    occurred_at="2026-11-20T09:00:00.000000Z",
    recorded_at="2026-11-20T09:00:00.000001Z",
    previous=NONE_BEFORE,
)
# RFC 6962's reference implementation: the leaves, and the root over the first n of them
LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)

codes = st.text(alphabet="abcxyz019._-", max_size=12)
facts = st.dictionaries(
    codes, st.none() | st.booleans() | st.integers() | codes | st.lists(codes, max_size=3)
)
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)


def test_the_canonical_spelling_is_fixed_for_ever() -> None:
    assert canonical({"b": [1, True, None], "a": "é"}) == '{"a":"é","b":[1,true,null]}'.encode()
    assert LINK.proper_hash() == "929f66aff24dcc9ae3cf8bf5688cde722d2e7d385501675f88d76cafcc69fe90"


@pytest.mark.parametrize("value", [0.5, {"a": [1, 2.0]}, [float("nan")], (1, 2.5)])
def test_floats_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="Decimal"):
        canonical(value)


def test_a_moment_has_one_spelling() -> None:
    tehran = datetime(2026, 11, 20, 12, 30, 0, 5, tzinfo=timezone(timedelta(hours=3, minutes=30)))
    assert moment(tehran) == moment(tehran.astimezone(UTC)) == "2026-11-20T09:00:00.000005Z"
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2026, 11, 20))


@given(facts=facts, other=facts)
def test_other_facts_give_another_hash(facts: dict[str, object], other: dict[str, object]) -> None:
    same = canonical(facts) == canonical(other)
    assert (replace(LINK, facts=facts).proper_hash() == replace(LINK, facts=other).proper_hash()) == same


@pytest.mark.parametrize("name", [field.name for field in fields(Link) if field.name != "hash"])
def test_every_field_is_in_the_hash(name: str) -> None:
    value = getattr(LINK, name)
    other: object = value + 1 if isinstance(value, int) else {} if isinstance(value, dict) else value + "x"
    assert replace(LINK, **{name: other}).proper_hash() != LINK.proper_hash()


def test_a_digest_needs_words_and_salt() -> None:
    salt = new_salt()
    assert len(salt) == 32
    assert new_salt() != salt
    assert digest("the kettle is cold", salt) == digest("the kettle is cold", salt)
    assert digest("the kettle is cold", salt) != digest("the kettle is cold", new_salt())
    assert digest("the kettle is cold", salt) != digest("the kettle is warm", salt)
    assert len(digest("کتری سرد است", salt)) == 64


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_rfc_6962(size: int) -> None:
    assert Tree(LEAVES[:size]).root() == ROOTS[size]


@given(st.lists(hashes, min_size=1, max_size=40))
def test_the_stream_gives_the_same_root_as_the_definition(leaves: list[str]) -> None:
    def defined(part: list[str]) -> bytes:
        if len(part) == 1:
            return hashlib.sha256(b"\0" + bytes.fromhex(part[0])).digest()
        half = 1 << (len(part) - 1).bit_length() - 1
        return hashlib.sha256(b"\1" + defined(part[:half]) + defined(part[half:])).digest()

    tree = Tree(leaves)
    assert (tree.size, tree.root()) == (len(leaves), defined(leaves).hex())


@given(st.lists(hashes, min_size=2, max_size=20, unique=True), st.data())
def test_dropping_swapping_or_changing_a_leaf_changes_the_root(
    leaves: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(leaves) - 2))
    swapped = leaves.copy()
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
    changed = leaves.copy()
    changed[place] = data.draw(hashes.filter(lambda other: other != leaves[place]))
    for other in (leaves[:place] + leaves[place + 1 :], swapped, changed):
        assert Tree(other).root() != Tree(leaves).root()


def a_seal() -> Seal:
    return Seal(
        number=1,
        previous=NONE_BEFORE,
        root=ROOTS[3],
        size=3,
        total=3,
        made_at="2026-11-20T09:00:00.000000Z",
        key="",
    ).signed(KEY)


def test_a_signed_checkpoint_holds() -> None:
    seal = a_seal()
    assert seal.key == public_key(KEY)
    assert seal.hash == seal.proper_hash()
    assert seal.signature_holds()
    assert a_seal() == seal


@pytest.mark.parametrize("name", [field.name for field in fields(Seal) if field.name != "hash"])
def test_a_signature_covers_every_field(name: str) -> None:
    seal = a_seal()
    value = getattr(seal, name)
    other = value + 1 if isinstance(value, int) else value[:-1] + ("0" if value[-1] != "0" else "1")
    assert not replace(seal, **{name: other}).signature_holds()


@pytest.mark.parametrize("junk", ["", "zz", "00", "ab" * 31, "🫖"])
def test_a_junk_key_or_signature_does_not_hold(junk: str) -> None:
    assert not replace(a_seal(), key=junk).signature_holds()
    assert not replace(a_seal(), signature=junk).signature_holds()
