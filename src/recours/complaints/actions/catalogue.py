"""The lists of products, services and problems; changed on the trail, never deleted from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from recours.complaints.errors import (
    CODE_TAKEN,
    CODE_UNREADABLE,
    LOOP,
    NAME_MISSING,
    POSITION,
    UNKNOWN_CHOICE,
)
from recours.complaints.events import CategoryAdded, CategoryChanged, CategoryRetired
from recours.complaints.models import Category, Taxonomy
from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, Code, Invalid, Refused
from recours.core.locking import lock_row
from recours.core.permissions import Permission, may
from recours.core.subjects import Subject
from recours.core.text import one_line
from recours.people.selectors import units
from recours.trail.record import record

LAST_POSITION = 1_000_000
LANGUAGES = frozenset(dict(settings.LANGUAGES))


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
    """Add a product, service or problem; Invalid names every field that cannot be taken."""
    try:
        with transaction.atomic():
            _check(actor)
            if tree not in set(Category.Tree.values):
                raise Invalid({"tree": UNKNOWN_CHOICE})
            code = one_line(code, 200).strip()
            problems = {} if code else {"code": CODE_UNREADABLE}
            _check_fields(problems, names, tree, position, parent=parent, unit=unit)
            category = Category.objects.create(
                tree=tree,
                code=code,
                names=_clean(names),
                parent_id=parent,
                unit_id=unit,
                position=position,
                created_at=now,
            )
            _count_version(category, now)
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
    with transaction.atomic():
        category = lock_row(Category.objects.all(), category_id)
        _check(actor)
        _check_fields(
            {},
            names,
            category.tree,
            position,
            parent=None if parent == category.parent_id else parent,
            unit=None if unit == category.unit_id else unit,
        )
        _check_no_loop(category, parent)
        fresh = {"names": _clean(names), "parent_id": parent, "unit_id": unit, "position": position}
        changed = tuple(name for name, value in fresh.items() if getattr(category, name) != value)
        if changed:
            for name in changed:
                setattr(category, name, fresh[name])
            category.save(update_fields=[name.removesuffix("_id") for name in changed])
            _count_version(category, now)
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
            _count_version(category, now)
            record(
                CategoryRetired(category=category.pk),
                about=Subject("category", category.pk),
                actor=actor,
                now=now,
            )
    return category


def _count_version(category: Category, now: datetime) -> None:
    """One version more of the list that the category stands in."""
    lists = Taxonomy.objects.filter(taxonomy=category.taxonomy, tree=category.tree)
    if not lists.update(version=F("version") + 1, changed_at=now):
        Taxonomy.objects.get_or_create(
            taxonomy=category.taxonomy, tree=category.tree, defaults={"changed_at": now}
        )


def _check(actor: Actor) -> None:
    if not may(actor, Permission.ADMINISTER):
        raise Refused(FORBIDDEN)


def _check_fields(
    problems: dict[str, Code],
    names: Mapping[str, str],
    tree: str,
    position: int,
    *,
    parent: UUID | None,
    unit: UUID | None,
) -> None:
    """Invalid unless there is a name and the parent and unit, where new ones are named, are in use."""
    if not _clean(names):
        problems["names"] = NAME_MISSING
    if not 0 <= position <= LAST_POSITION:
        problems["position"] = POSITION
    own = Category.objects.filter(taxonomy="own", tree=tree, retired_at=None)
    if parent and not own.filter(pk=parent).exists():
        problems["parent"] = UNKNOWN_CHOICE
    if unit and not any(each.pk == unit for each in units()):
        problems["unit"] = UNKNOWN_CHOICE
    if problems:
        raise Invalid(problems)


def _check_no_loop(category: Category, parent: UUID | None) -> None:
    while parent is not None:
        if parent == category.pk:
            raise Invalid({"parent": LOOP})
        parent = Category.objects.values_list("parent_id", flat=True).get(pk=parent)


def _clean(names: Mapping[str, str]) -> dict[str, str]:
    lines = {
        language: one_line(name, 200).strip() for language, name in names.items() if language in LANGUAGES
    }
    return {language: line for language, line in lines.items() if line}
