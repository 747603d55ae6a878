"""The lists of products, services and problems."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status

from recours.api.addresses import at
from recours.api.auth import Token
from recours.api.reading import Caller
from recours.api.schemas.catalogue import Category, CategoryChange, CategoryGiven, Tree, category_told
from recours.complaints import actions
from recours.complaints.errors import UNKNOWN_CHOICE
from recours.complaints.selectors import categories
from recours.core.errors import Code, Invalid, NotFound, RecoursError
from recours.core.permissions import Permission
from recours.people.selectors import unit_for

router = Router(tags=["Categories"])

TREES: tuple[Tree, ...] = ("product", "problem")


@router.get("/categories", response=list[Category], auth=Token(), summary="List categories")
def list_categories(request: Caller, tree: Query[Tree] = "product") -> list[Category]:
    """Every category of a tree with its names in all languages: those offered first, in their order, then the retired."""
    return [category_told(row) for row in categories(tree=tree)]


@router.post(
    "/categories", response={201: Category}, auth=Token(Permission.ADMINISTER), summary="Add a category"
)
def add_category(request: Caller, response: HttpResponse, given: CategoryGiven) -> Status[Category]:
    """Add a product, service or problem."""
    _check(request, given, given.tree)
    row = actions.add_category(
        actor=request.auth,
        tree=given.tree,
        code=given.code,
        names=dict(given.names),
        parent=given.parent,
        unit=given.unit,
        position=given.position,
        now=request.now,
    )
    response.headers["Location"] = at("categories", row.pk)
    return Status(201, category_told(row))


@router.put(
    "/categories/{uuid:category_id}",
    response=Category,
    auth=Token(Permission.ADMINISTER),
    summary="Change a category",
)
def change_category(request: Caller, category_id: UUID, given: CategoryChange) -> Category:
    """Change a category's names, place or unit; its code stays for ever."""
    _check(request, given, _tree_of(category_id))
    row = actions.change_category(
        actor=request.auth,
        category_id=category_id,
        names=dict(given.names),
        parent=given.parent,
        unit=given.unit,
        position=given.position,
        now=request.now,
    )
    return category_told(row)


@router.delete(
    "/categories/{uuid:category_id}",
    response=Category,
    auth=Token(Permission.ADMINISTER),
    summary="Retire a category",
)
def retire_category(request: Caller, category_id: UUID) -> Category:
    """Offer a category no longer; cases that have it keep it."""
    return category_told(
        actions.retire_category(actor=request.auth, category_id=category_id, now=request.now)
    )


def _tree_of(category_id: UUID) -> Tree:
    for tree in TREES:
        if any(row.pk == category_id for row in categories(tree=tree)):
            return tree
    raise NotFound


def _check(request: Caller, given: CategoryChange, tree: Tree) -> None:
    """Invalid for a parent of another list and for a unit that is not there."""
    wrong: dict[str, Code | RecoursError] = {}
    if given.parent is not None and all(row.pk != given.parent for row in categories(tree=tree)):
        wrong["parent"] = UNKNOWN_CHOICE
    if given.unit is not None:
        try:
            unit_for(request.auth, given.unit)
        except NotFound:
            wrong["unit"] = UNKNOWN_CHOICE
    if wrong:
        raise Invalid(wrong)
