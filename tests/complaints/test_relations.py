"""Every kind of relation can be said from both sides."""

from recours.complaints.relations import FROM_FIRST, FROM_SECOND, LINK_NAMES, LINKS, RelationKind


def test_every_relation_has_its_names() -> None:
    assert set(FROM_FIRST) == set(FROM_SECOND) == set(RelationKind)
    assert set(LINK_NAMES) == set(LINKS)
    assert {RelationKind.MERGED, RelationKind.SPLIT}.isdisjoint(LINKS), "moves of their own"
