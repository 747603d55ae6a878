"""Every kind of relation can be said from both sides."""

from recours.complaints.relations import LINK_NAMES, LINKS, SIDE_NAMES, SIDES, RelationKind, Side


def test_every_relation_has_its_names() -> None:
    assert set(SIDES) == set(RelationKind)
    assert {side for sides in SIDES.values() for side in sides} == set(SIDE_NAMES) == set(Side)
    assert set(LINK_NAMES) == set(LINKS)
    assert {RelationKind.MERGED, RelationKind.SPLIT}.isdisjoint(LINKS), "moves of their own"
