"""`recours user`: members of staff, their roles and passwords."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from recours.cli.setting_up import moment, operator, start

if TYPE_CHECKING:
    from recours.people.selectors import User

_ROLES = ("clerk", "handler", "manager", "auditor", "administrator")


@click.group("user")
def user_command() -> None:
    """Add and change members of staff."""


@user_command.command("add")
@click.argument("email")
@click.option("--name", required=True, help="What the colleague is called.")
@click.option(
    "--language",
    type=click.Choice(["en", "fr", "ar", "fa", "tr"]),
    help="The language of the desk and of mail. [default: the organisation's]",
)
@click.option("--unit", help="The code of the unit where the colleague works. [default: where new cases go]")
@click.option("--role", "roles", multiple=True, type=click.Choice(_ROLES), help="A role; may be repeated.")
@click.option("--in-unit", is_flag=True, help="Give the roles in that unit only, not everywhere.")
def add(
    *, email: str, name: str, language: str | None, unit: str | None, roles: tuple[str, ...], in_unit: bool
) -> None:
    """Add a colleague, who is invited by letter to choose a password."""
    start()
    from django.db import transaction

    from recours.cli.telling import say
    from recours.people.actions import add_user, give_role
    from recours.people.selectors import organisation, unit_by_code

    office, actor, now = organisation(), operator(), moment()
    place = unit_by_code(unit).pk if unit else office.default_unit_id
    with transaction.atomic():  # with all roles or not at all
        key = add_user(
            actor=actor, name=name, email=email, language=language or office.language, unit_id=place, now=now
        )
        for role in dict.fromkeys(roles):
            give_role(actor=actor, user_id=key, role=role, unit_id=place if in_unit else None, now=now)
    say(f"{email} is added and invited by letter to choose a password.")
    if not roles:
        say(f"Without a role there is nothing to see. Give one: recours user role {email} {_ROLES[1]}")


@user_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Give the list as JSON.")
def list_users(*, as_json: bool) -> None:
    """List every member of staff with the roles held now."""
    start()
    from recours.cli.telling import give_json, give_table
    from recours.people.selectors import users_for

    users = users_for(operator())
    if as_json:
        give_json([_as_json(user) for user in users])
        return
    give_table(
        ["E-mail", "Name", "Unit", "Language", "Roles", ""],
        [
            (
                user.email,
                user.name,
                user.unit.code if user.unit else "",
                user.language,
                ", ".join(_role(held) for held in _held(user)),
                "" if user.is_active else "deactivated",
            )
            for user in users
        ],
    )


@user_command.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice(_ROLES))
@click.option("--unit", help="The code of the unit in which the role is held. [default: everywhere]")
@click.option("--end", is_flag=True, help="End the role instead of giving it.")
def role_of(*, email: str, role: str, unit: str | None, end: bool) -> None:
    """Give a colleague a role, or end it."""
    start()
    from recours.cli.telling import say
    from recours.core.errors import NotFound
    from recours.people.actions import end_role, give_role
    from recours.people.selectors import unit_by_code, user_by_email

    actor = operator()
    user = user_by_email(actor, email)
    place: UUID | None = unit_by_code(unit).pk if unit else None
    if not end:
        give_role(actor=actor, user_id=user.pk, role=role, unit_id=place, now=moment())
        say(f"{user.email} holds the role {role} from now on.")
        return
    held = [one for one in _held(user) if one.role == role and one.unit_id == place]
    if not held:
        raise NotFound
    end_role(actor=actor, role_id=held[0].pk, now=moment())
    say(f"{user.email} holds the role {role} no longer.")


@user_command.command("password")
@click.argument("email")
def password(*, email: str) -> None:
    """Set a colleague's password, which ends every session of the account.

    It is asked for twice at a terminal, or read from the first line of standard input.
    """
    start()
    from recours.cli.telling import say
    from recours.people.actions import set_password
    from recours.people.selectors import user_by_email

    actor = operator()
    user = user_by_email(actor, email)
    if sys.stdin.isatty():
        chosen = click.prompt("New password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        chosen = sys.stdin.readline().rstrip("\r\n")
    set_password(actor=actor, user_id=user.pk, password=chosen, now=moment())
    say(f"The password of {user.email} is set.")


@user_command.command("invite")
@click.argument("email")
def invite(*, email: str) -> None:
    """Send a colleague one more letter to choose a password."""
    start()
    from recours.cli.telling import say
    from recours.people.actions import invite_user
    from recours.people.selectors import user_by_email

    actor = operator()
    user = user_by_email(actor, email)
    invite_user(actor=actor, user_id=user.pk, now=moment())
    say(f"{user.email} is invited once more.")


@user_command.command("deactivate")
@click.argument("email")
def deactivate(*, email: str) -> None:
    """Close an account and end its sessions at once; what it did stays on the trail."""
    start()
    from recours.cli.telling import say
    from recours.people.actions import deactivate_user
    from recours.people.selectors import user_by_email

    actor = operator()
    user = user_by_email(actor, email)
    deactivate_user(actor=actor, user_id=user.pk, now=moment())
    say(f"{user.email} is deactivated.")


@user_command.command("reactivate")
@click.argument("email")
def reactivate(*, email: str) -> None:
    """Open an account again; its holder is invited to choose a new password."""
    start()
    from recours.cli.telling import say
    from recours.people.actions import reactivate_user
    from recours.people.selectors import user_by_email

    actor = operator()
    user = user_by_email(actor, email)
    reactivate_user(actor=actor, user_id=user.pk, now=moment())
    say(f"{user.email} is active again and invited to choose a password.")


def _held(user: User) -> list[Any]:
    """The roles held now, which the selectors of people put beside the user's own fields."""
    held: list[Any] = vars(user)["running_roles"]
    return held


def _role(held: Any) -> str:
    return f"{held.role} ({held.unit.code})" if held.unit else str(held.role)


def _as_json(user: User) -> dict[str, object]:
    return {
        "id": user.pk,
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "unit": user.unit.code if user.unit else None,
        "active": user.is_active,
        "roles": [{"role": held.role, "unit": held.unit.code if held.unit else None} for held in _held(user)],
    }
