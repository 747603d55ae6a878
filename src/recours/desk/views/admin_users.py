"""Colleagues: who they are, what they may do, whether they can sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.core.errors import NotFound
from recours.core.localised import said
from recours.core.permissions import PERMISSION_NAMES, ROLE_NAMES, ROLES, Permission, Role
from recours.core.subjects import Subject
from recours.desk.forms.admin_users import ROLE_WORDS, RoleForm, UserForm
from recours.desk.requests import DeskRequest, key_or_none
from recours.desk.views.admin_pages import (
    attempted,
    changes,
    done,
    for_administrators,
    page,
    unit_choices,
)
from recours.people import actions
from recours.people.selectors import second_factor_holders, user_for, users_for

if TYPE_CHECKING:
    from django.http import HttpResponse

    from recours.people.selectors import Unit, User


@require_safe
@for_administrators
def users(request: DeskRequest) -> HttpResponse:
    """Every colleague, those who left at the end."""
    secured = second_factor_holders()
    language = request.user.language
    lines = [
        {
            "user": user,
            "unit": _unit_name(user.unit, language),
            "roles": [_role_words(held, language) for held in _running(user)],
            "secured": user.pk in secured,
            "waits": not user.has_usable_password(),
        }
        for user in users_for(request.actor)
    ]
    return page(request, "users.html", {"lines": lines, **_role_table()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def user_new(request: DeskRequest) -> HttpResponse:
    """Make an account; its holder is invited by letter."""
    posted = request.POST if request.method == "POST" else None
    office = request.office
    first = {"language": office.language if office else "en"}
    form = UserForm(posted, initial=first, units=unit_choices(request))
    made: list[UUID] = []

    def add() -> None:
        given = form.cleaned_data
        made.append(
            actions.add_user(
                actor=request.actor,
                name=given["name"],
                email=given["email"],
                language=given["language"],
                unit_id=key_or_none(given["unit_id"]),
                now=request.now,
            )
        )

    if form.is_bound and attempted(form, add):
        sentence = _("The account is made, and the invitation is on its way. Give the colleague a role now.")
        return done(request, "user", sentence, made[0])
    return page(request, "user_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def user(request: DeskRequest, user_id: UUID) -> HttpResponse:
    """One colleague; a post changes their details."""
    found = user_for(request.actor, user_id)
    posted = request.POST if request.method == "POST" else None
    form = _details_form(request, found, posted)

    def change() -> None:
        given = form.cleaned_data
        actions.change_user(
            actor=request.actor,
            user_id=found.pk,
            name=given["name"],
            email=given["email"],
            language=given["language"],
            unit_id=key_or_none(given["unit_id"]),
            now=request.now,
        )

    if form.is_bound and attempted(form, change):
        return done(request, "user", _("The details are kept."), found.pk)
    return _show(request, found, form=form)


@require_POST
@for_administrators
def role_given(request: DeskRequest, user_id: UUID) -> HttpResponse:
    """Give the colleague a role."""
    found = user_for(request.actor, user_id)
    form = RoleForm(request.POST, auto_id="role_%s", units=unit_choices(request))

    def give() -> None:
        unit = key_or_none(form.cleaned_data["unit_id"])
        actions.give_role(
            actor=request.actor,
            user_id=found.pk,
            role=form.cleaned_data["role"],
            unit_id=unit,
            now=request.now,
        )

    if attempted(form, give):
        return done(request, "user", _("The role is given. It holds from the next page they open."), found.pk)
    return _show(request, found, role_form=form)


@require_POST
@for_administrators
def role_ended(request: DeskRequest, user_id: UUID, role_id: UUID) -> HttpResponse:
    """End a role of the colleague."""
    found = user_for(request.actor, user_id)
    if role_id not in {held.pk for held in _running(found)}:
        raise NotFound
    actions.end_role(actor=request.actor, role_id=role_id, now=request.now)
    return done(request, "user", _("The role has ended."), found.pk)


@require_POST
@for_administrators
def invitation(request: DeskRequest, user_id: UUID) -> HttpResponse:
    """Invite the colleague once more to choose a password."""
    actions.invite_user(actor=request.actor, user_id=user_id, now=request.now)
    return done(request, "user", _("The invitation is on its way."), user_id)


@require_POST
@for_administrators
def deactivation(request: DeskRequest, user_id: UUID) -> HttpResponse:
    """Close the account."""
    actions.deactivate_user(actor=request.actor, user_id=user_id, now=request.now)
    return done(request, "user", _("The account is deactivated, and all its sessions have ended."), user_id)


@require_POST
@for_administrators
def reactivation(request: DeskRequest, user_id: UUID) -> HttpResponse:
    """Open the account again."""
    actions.reactivate_user(actor=request.actor, user_id=user_id, now=request.now)
    sentence = _("The account is active again. An invitation to choose a new password is on its way.")
    return done(request, "user", sentence, user_id)


@require_POST
@for_administrators
def second_factor(request: DeskRequest, user_id: UUID) -> HttpResponse:
    """Take away a lost second key."""
    actions.reset_second_factor(actor=request.actor, user_id=user_id, now=request.now)
    sentence = _(
        "The second key is taken away. The colleague has been told by letter and signs in with the password."
    )
    return done(request, "user", sentence, user_id)


def _show(
    request: DeskRequest, found: User, *, form: UserForm | None = None, role_form: RoleForm | None = None
) -> HttpResponse:
    language = request.user.language
    refused = any(each is not None and each.is_bound for each in (form, role_form))
    context = {
        "person": found,
        "myself": found.pk == request.staff_id,
        "unit": _unit_name(found.unit, language),
        "roles": [(held.pk, _role_words(held, language)) for held in _running(found)],
        "form": form or _details_form(request, found, None),
        "role_form": role_form or RoleForm(auto_id="role_%s", units=unit_choices(request)),
        "waits": found.is_active and not found.has_usable_password(),
        "secured": found.pk in second_factor_holders(),
        "changes": changes(request, Subject("user", found.pk), size=8),
        **_role_table(),
    }
    return page(request, "user.html", context, status=422 if refused else 200)


def _details_form(request: DeskRequest, found: User, posted: Any) -> UserForm:
    units = unit_choices(request)
    own = str(found.unit_id or "")
    if found.unit and own not in dict(units):  # retired since
        units.append((own, said(found.unit.names, request.user.language).text))
    first = {"name": found.name, "email": found.email, "language": found.language, "unit_id": own}
    return UserForm(posted, initial=first, units=units)


def _running(user: User) -> list[Any]:
    return list(user.running_roles)  # type: ignore[attr-defined]  # the selector put them there


def _unit_name(unit: Unit | None, language: str) -> str:
    return said(unit.names, language).text if unit else ""


def _role_words(held: Any, language: str) -> dict[str, str]:
    """A role that is held: its name, where, and what it means."""
    role = Role(held.role)
    return {
        "name": str(ROLE_NAMES[role]),
        "unit": _unit_name(held.unit, language),
        "words": str(ROLE_WORDS[role]),
    }


def _role_table() -> dict[str, Any]:
    """Every permission with the roles that carry it, read from the table that the actions ask."""
    return {
        "role_names": [str(name) for name in ROLE_NAMES.values()],
        "permissions": [
            (PERMISSION_NAMES[permission], [permission in ROLES[role] for role in ROLE_NAMES])
            for permission in Permission
        ],
    }
