"""The lists of products and services, and of problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.complaints import actions
from recours.complaints.selectors import categories as every_category
from recours.complaints.selectors import category_for
from recours.core.localised import said
from recours.core.subjects import Subject
from recours.desk.forms.admin_categories import TREES, CategoryForm, NewCategoryForm
from recours.desk.requests import DeskRequest, key_or_none
from recours.desk.views.admin_pages import (
    attempted,
    changes,
    for_administrators,
    page,
    unit_choices,
)
from recours.desk.views.answers import see

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse, HttpResponseRedirect

    from recours.complaints.selectors import Category

STEP = 10


@require_safe
@for_administrators
def categories(request: DeskRequest) -> HttpResponse:
    """One of the two lists, children under their parents, the retired at the end."""
    tree = _tree(request.GET.get("tree", ""))
    rows = every_category(tree=tree)
    language = request.user.language
    lines = [_line(row, depth, language) for row, depth in _walk([row for row in rows if not row.retired_at])]
    context = {
        "tree": tree,
        "trees": list(TREES.items()),
        "lines": lines,
        "retired": [_line(row, 0, language) for row in rows if row.retired_at],
    }
    return page(request, "categories.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def category_new(request: DeskRequest) -> HttpResponse:
    """Add a product, a service or a problem."""
    tree = _tree(request.GET.get("tree", ""))
    rows = [row for row in every_category(tree=tree) if not row.retired_at]
    parent = key_or_none(request.GET.get("parent", ""))
    siblings = [row.position for row in rows if row.parent_id == parent]
    first = {"parent": str(parent or ""), "position": max(siblings, default=0) + STEP}
    form = NewCategoryForm(
        request.POST if request.method == "POST" else None,
        initial=first,
        parents=_choices(rows, request.user.language),
        units=unit_choices(request),
    )

    def add() -> None:
        given = form.cleaned_data
        actions.add_category(
            actor=request.actor,
            tree=tree,
            code=given["code"],
            names=form.said("names"),
            parent=key_or_none(given["parent"]),
            unit=key_or_none(given["unit"]),
            position=given["position"] or 0,
            now=request.now,
        )

    if form.is_bound and attempted(form, add):
        return _back(request, tree, _("The category is added. It can be chosen from now on."))
    context = {"form": form, "tree": tree, "tree_name": TREES[tree]}
    return page(request, "category.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def category(request: DeskRequest, category_id: UUID) -> HttpResponse:
    """One category; a post changes it."""
    found = category_for(actor=request.actor, category_id=category_id)
    language = request.user.language
    first = {
        "names": found.names,
        "parent": str(found.parent_id or ""),
        "unit": str(found.unit_id or ""),
        "position": found.position,
    }
    form = CategoryForm(
        request.POST if request.method == "POST" else None,
        initial=first,
        parents=_parents(found, language),
        units=_units(request, found),
    )

    def change() -> None:
        given = form.cleaned_data
        actions.change_category(
            actor=request.actor,
            category_id=found.pk,
            names=form.said("names"),
            parent=key_or_none(given["parent"]),
            unit=key_or_none(given["unit"]),
            position=given["position"] or 0,
            now=request.now,
        )

    if form.is_bound and attempted(form, change):
        return _back(request, found.tree, _("The category is kept."))
    context = {
        "category": found,
        "name": said(found.names, language),
        "form": form,
        "tree": found.tree,
        "tree_name": TREES[found.tree],
        "changes": changes(request, Subject("category", found.pk)),
    }
    return page(request, "category.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_administrators
def retirement(request: DeskRequest, category_id: UUID) -> HttpResponse:
    """Offer the category no longer."""
    found = actions.retire_category(actor=request.actor, category_id=category_id, now=request.now)
    return _back(request, found.tree, _("The category is retired. Cases that have it keep it."))


def _back(request: DeskRequest, tree: str, sentence: str) -> HttpResponseRedirect:
    messages.success(request, sentence)
    return see(f"{reverse('desk:categories')}?{urlencode({'tree': tree})}")


def _tree(name: str) -> str:
    return name if name in TREES else next(iter(TREES))


def _line(row: Category, depth: int, language: str) -> dict[str, Any]:
    return {
        "category": row,
        "name": said(row.names, language),
        "unit": said(row.unit.names, language).text if row.unit else "",
        "missing": [code for code in ("en", "fr", "ar", "fa", "tr") if not row.names.get(code)],
        "depth": min(depth, 3),
    }


def _walk(rows: list[Category], below: UUID | None = None, depth: int = 0) -> Iterator[tuple[Category, int]]:
    """Parents before children; one whose parent is retired stands at the top."""
    known = {row.pk for row in rows}
    for row in rows:
        if (row.parent_id if row.parent_id in known else None) == below:
            yield row, depth
            yield from _walk(rows, row.pk, depth + 1)


def _choices(rows: list[Category], language: str, without: UUID | None = None) -> list[tuple[str, str]]:
    """The categories as choices, indented; without one and all that lies under it."""
    barred = {without} if without else set()
    choices = []
    for row, depth in _walk(rows):
        if row.pk in barred or row.parent_id in barred:
            barred.add(row.pk)
        else:
            choices.append((str(row.pk), "\u2003" * depth + said(row.names, language).text))
    return choices


def _parents(found: Category, language: str) -> list[tuple[str, str]]:
    rows = [row for row in every_category(tree=found.tree) if not row.retired_at]
    choices = _choices(rows, language, without=found.pk)
    if found.parent and str(found.parent_id) not in dict(choices):  # retired since
        choices.append((str(found.parent_id), said(found.parent.names, language).text))
    return choices


def _units(request: DeskRequest, found: Category) -> list[tuple[str, str]]:
    units = unit_choices(request)
    if found.unit and str(found.unit_id) not in dict(units):  # retired since
        units.append((str(found.unit_id), said(found.unit.names, request.user.language).text))
    return units
