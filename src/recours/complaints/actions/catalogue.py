"""The lists of products, services and problems; changed on the trail, never deleted from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from recours.complaints.errors import CODE_TAKEN, LOOP, NAME_MISSING
from recours.complaints.events import CategoryAdded, CategoryChanged, CategoryRetired
from recours.complaints.models import Category
from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, Invalid, Refused
from recours.core.locking import lock_row
from recours.core.permissions import Permission, may
from recours.core.subjects import Subject
from recours.core.text import one_line
from recours.trail.record import record


def add_category(
    *,
    actor: Actor,
    tree: str,
    code: str,
    names: Mapping[str, str],
    parent: UUID | None,
    unit: UUID | None,
    position: int,
    now: datetime,
) -> Category:
    """Add a product, service or problem; Invalid when the code is taken or no name is given."""
    _check_names(names)
    try:
        with transaction.atomic():
            _check(actor)
            category = Category.objects.create(
                tree=Category.Tree(tree).value,
                code=one_line(code, 200),
                names=_clean(names),
                parent_id=parent,
                unit_id=unit,
                position=position,
                created_at=now,
            )
            record(
                CategoryAdded(category=category.pk, tree=category.tree, code=category.code),
                about=Subject("category", category.pk),
                actor=actor,
                now=now,
            )
    except IntegrityError:
        raise Invalid({"code": CODE_TAKEN}) from None
    return category


def change_category(
    *,
    actor: Actor,
    category_id: UUID,
    names: Mapping[str, str],
    parent: UUID | None,
    unit: UUID | None,
    position: int,
    now: datetime,
) -> Category:
    """Change a category's names, place or unit; the code stays for ever."""
    _check_names(names)
    with transaction.atomic():
        category = lock_row(Category.objects.all(), category_id)
        _check(actor)
        _check_no_loop(category, parent)
        fresh = {"names": _clean(names), "parent_id": parent, "unit_id": unit, "position": position}
        changed = tuple(name for name, value in fresh.items() if getattr(category, name) != value)
        if changed:
            for name in changed:
                setattr(category, name, fresh[name])
            category.save(update_fields=[name.removesuffix("_id") for name in changed])
            record(
                CategoryChanged(category=category.pk, fields=changed),
                about=Subject("category", category.pk),
                actor=actor,
                now=now,
            )
    return category


def retire_category(*, actor: Actor, category_id: UUID, now: datetime) -> Category:
    """Offer the category no longer; cases that have it keep it."""
    with transaction.atomic():
        category = lock_row(Category.objects.all(), category_id)
        _check(actor)
        if category.retired_at is None:
            category.retired_at = now
            category.save(update_fields=["retired_at"])
            record(
                CategoryRetired(category=category.pk),
                about=Subject("category", category.pk),
                actor=actor,
                now=now,
            )
    return category


def _check(actor: Actor) -> None:
    if not may(actor, Permission.ADMINISTER):
        raise Refused(FORBIDDEN)


def _check_names(names: Mapping[str, str]) -> None:
    if not any(name.strip() for name in names.values()):
        raise Invalid({"names": NAME_MISSING})


def _check_no_loop(category: Category, parent: UUID | None) -> None:
    while parent is not None:
        if parent == category.pk:
            raise Invalid({"parent": LOOP})
        parent = Category.objects.values_list("parent_id", flat=True).get(pk=parent)


def _clean(names: Mapping[str, str]) -> dict[str, str]:
    return {language: one_line(name, 200) for language, name in names.items() if name.strip()}
