"""The cast: one of each who come to the doors, in an organisation with two units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recours.core.actors import Actor
from recours.core.permissions import Permission, Role
from recours.people.actions import give_token, set_password
from recours.people.models import Unit, User
from recours.people.selectors import actor_of
from tests.factories.cases import found_with_clocks
from tests.factories.people import SYSTEM, House, make_unit, make_user
from tests.factories.remembered import remembered

STAFF = ("clerk", "handler", "outsider", "manager", "auditor", "administrator")
TOKENS = ("reader", "writer")
CAST = ("anonymous", "complainant", *STAFF, *TOKENS)

PASSWORD = "correct horse battery"

READER_SCOPES = (Permission.READ,)
WRITER_SCOPES = (
    Permission.INTAKE,
    Permission.READ,
    Permission.ACKNOWLEDGE,
    Permission.ASSIGN,
    Permission.TAKE,
    Permission.CONVERSE,
    Permission.CLASSIFY,
    Permission.ASSESS,
    Permission.INVESTIGATE,
    Permission.RESPOND,
    Permission.REMEDY,
    Permission.ESCALATE,
    Permission.CLOSE,
    Permission.REOPEN,
    Permission.LINK,
    Permission.TASK,
    Permission.NOTE,
)


@dataclass(frozen=True)
class Cast:
    """Clerk and handler work in the first unit, the outsider handles another's cases, the others see everything."""

    house: House
    branch: Unit
    users: dict[str, User]
    secrets: dict[str, str]

    def actor(self, name: str) -> Actor:
        """A member of staff with the grants held now."""
        return actor_of(self.users[name])


def make_cast(now: datetime) -> Cast:
    """Found the organisation and engage everybody."""
    return remembered("cast", now, lambda: _make_cast(now))


def _make_cast(now: datetime) -> Cast:
    house = found_with_clocks(now)
    branch = make_unit(house, "branch", now)
    first, second = house.unit.pk, branch.pk
    users = {
        "clerk": make_user(house, "Clara Clerk", now, Role.CLERK, unit=first, belongs_to=first),
        "handler": make_user(house, "Hana Handler", now, Role.HANDLER, unit=first, belongs_to=first),
        "outsider": make_user(house, "Otto Outside", now, Role.HANDLER, unit=second, belongs_to=second),
        "manager": make_user(house, "Mary Manager", now, Role.MANAGER, belongs_to=first),
        "auditor": make_user(house, "Aziz Auditor", now, Role.AUDITOR),
        "administrator": house.administrator,
    }
    for user in users.values():
        set_password(actor=SYSTEM, user_id=user.pk, password=PASSWORD, now=now)
        user.refresh_from_db()
    secrets = {
        name: give_token(actor=house.admin, name=name, scopes=scopes, unit_id=None, expires_at=None, now=now)[
            1
        ]
        for name, scopes in {"reader": READER_SCOPES, "writer": WRITER_SCOPES}.items()
    }
    return Cast(house, branch, users, secrets)
