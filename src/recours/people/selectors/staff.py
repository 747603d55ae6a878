"""Units and members of staff, as administrators and colleagues see them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import get_language

from recours.core.actors import Actor, ActorKind
from recours.core.errors import NotFound
from recours.core.localised import said
from recours.core.pages import Page, page_of
from recours.core.permissions import ROLES, Permission, Role
from recours.core.subjects import Subject
from recours.people.models import ApiToken, DisputeBody, Notice, Organisation, RoleAssignment, Unit, User
from recours.people.rules import may_administer, may_manage_tokens
from recours.people.selectors.access import holders

_WORKERS = frozenset({ActorKind.STAFF, ActorKind.TOKEN, ActorKind.SYSTEM})


def units() -> list[Unit]:
    """The units in use, by code."""
    return list(Unit.objects.filter(retired_at=None).order_by("code"))


def all_units() -> list[Unit]:
    """Every unit that ever was, those in use first, by code."""
    return sorted(Unit.objects.all(), key=lambda unit: (unit.retired_at is not None, unit.code))


def unit_for(actor: Actor, unit_id: UUID) -> Unit:
    """The unit, retired or not, for anybody who works here; NotFound for others."""
    unit = Unit.objects.filter(pk=unit_id).first() if actor.kind in _WORKERS else None
    if unit is None:
        raise NotFound
    return unit


def unit_by_code(code: str) -> Unit:
    """The unit in use under this code, or NotFound."""
    unit = Unit.objects.filter(code=code, retired_at=None).first()
    if unit is None:
        raise NotFound
    return unit


def users_for(actor: Actor) -> list[User]:
    """Every member of staff, those active first, by name, each with `unit` and `running_roles` (with their units) at
    hand; two statements. Empty for an actor who does not administer."""
    if not may_administer(actor):
        return []
    return list(_with_roles(User.objects.order_by("-is_active", "name", "id")))


def user_for(actor: Actor, user_id: UUID) -> User:
    """The member of staff as in `users_for`, for administrators and for oneself; NotFound for others."""
    own = actor.kind is ActorKind.STAFF and actor.id == user_id
    user = _with_roles(User.objects.filter(pk=user_id)).first() if own or may_administer(actor) else None
    if user is None:
        raise NotFound
    return user


def user_by_email(actor: Actor, email: str) -> User:
    """The member of staff who signs in with this address, in any case of letters; NotFound as in `user_for`."""
    user = User.objects.filter(email__iexact=email.strip()).only("id").first()
    if user is None:
        raise NotFound
    return user_for(actor, user.pk)


def assignable(actor: Actor, unit_id: UUID) -> list[User]:
    """The active colleagues who may take a case of this unit, by name; empty for an actor who does not work here."""
    if actor.kind not in _WORKERS:
        return []
    able = RoleAssignment.objects.filter(holders(Permission.TAKE, unit_id)).values("user")
    return list(User.objects.filter(is_active=True, pk__in=able).order_by("name", "id"))


def colleagues() -> list[User]:
    """The active colleagues, by name; one statement."""
    return list(User.objects.filter(is_active=True).order_by("name", "id"))


def is_colleague(user_id: UUID) -> bool:
    """Whether there is this colleague, at work still or not; one statement."""
    return User.objects.filter(pk=user_id).exists()


def colleagues_with(permission: Permission, unit_id: UUID) -> list[User]:
    """The active colleagues who hold this permission for the unit, by name; one statement."""
    able = RoleAssignment.objects.filter(holders(permission, unit_id)).values("user")
    return list(User.objects.filter(is_active=True, pk__in=able).order_by("name", "id"))


def is_unit_in_use(unit_id: UUID) -> bool:
    """Whether there is this unit and it is not retired; one statement."""
    return Unit.objects.filter(pk=unit_id, retired_at=None).exists()


def is_assignable(user_id: UUID, unit_id: UUID) -> bool:
    """Whether this colleague is active and may take a case of this unit; one statement."""
    able = holders(Permission.TAKE, unit_id)
    return RoleAssignment.objects.filter(able, user=user_id, user__is_active=True).exists()


def staff_with(permission: Permission, unit_id: UUID | None) -> set[UUID]:
    """The keys of the active colleagues who hold this permission for the unit, or everywhere when the unit is None."""
    able = RoleAssignment.objects.filter(holders(permission, unit_id), user__is_active=True)
    return set(able.values_list("user", flat=True))


def roles_of(user_id: UUID, unit_id: UUID) -> frozenset[str]:
    """The codes of the roles that this colleague holds now, everywhere or in this unit; one statement."""
    here = RoleAssignment.objects.filter(Q(unit=None) | Q(unit=unit_id), user=user_id, ended_at=None)
    return frozenset(here.values_list("role", flat=True))


def workers(units: frozenset[UUID] | None) -> list[User]:
    """The active colleagues who may take cases of these units, or of any when None is given, by name; one statement."""
    roles = [role.value for role in Role if Permission.TAKE in ROLES[role]]
    able = RoleAssignment.objects.filter(role__in=roles, ended_at=None)
    if units is not None:
        able = able.filter(Q(unit=None) | Q(unit__in=units))
    return list(User.objects.filter(is_active=True, pk__in=able.values("user")).order_by("name", "id"))


def nearest_staff(permission: Permission, unit_id: UUID) -> set[UUID]:
    """The keys of the active colleagues who hold this permission for this very unit, or where nobody does, everywhere."""
    able = RoleAssignment.objects.filter(holders(permission, unit_id), user__is_active=True)
    rows = list(able.values_list("user", "unit"))
    return {user for user, unit in rows if unit == unit_id} or {user for user, _unit in rows}


def may_be_asked(user_id: UUID) -> bool:
    """Whether this colleague is active and answers tasks of some unit; one statement."""
    return _answerers().filter(user=user_id).exists()


def answerers() -> list[User]:
    """The active colleagues who answer tasks of some unit, by name."""
    return list(User.objects.filter(pk__in=_answerers().values("user")).order_by("name", "id"))


def _answerers() -> QuerySet[RoleAssignment]:
    roles = [role.value for role in Role if Permission.TASK in ROLES[role]]
    return RoleAssignment.objects.filter(role__in=roles, ended_at=None, user__is_active=True)


def staff_names(ids: Collection[UUID]) -> dict[UUID, str]:
    """What the trail's keys are called: members of staff, units, tokens and outside bodies; at most four statements."""
    missing = set(ids)
    language = get_language() or "en"
    names: dict[UUID, str] = {}
    if missing:
        names |= dict(User.objects.filter(pk__in=missing).values_list("id", "name"))
        missing -= names.keys()
    for rows in (Unit.objects, DisputeBody.objects):
        if missing:
            found = rows.filter(pk__in=missing).values_list("id", "names")
            names |= {key: said(words, language).text for key, words in found}
            missing -= names.keys()
    if missing:
        names |= dict(ApiToken.objects.filter(pk__in=missing).values_list("id", "name"))
    return names


@dataclass(frozen=True, slots=True)
class OutsideBody:
    """Where a complainant can turn outside, in the reader's language where there are words in it."""

    id: UUID
    code: str
    name: str
    terms: str
    website: str
    phone: str
    address_lines: tuple[str, ...]


def dispute_bodies(language: str) -> list[OutsideBody]:
    """The outside bodies in use, by code."""
    return [
        OutsideBody(
            id=body.pk,
            code=body.code,
            name=said(body.names, language).text,
            terms=said(body.terms, language).text,
            website=body.website,
            phone=body.phone,
            address_lines=tuple(line.strip() for line in body.address.splitlines() if line.strip()),
        )
        for body in DisputeBody.objects.filter(retired_at=None).order_by("code")
    ]


@lru_cache(maxsize=64)
def dispute_bodies_at(mark: UUID, language: str) -> tuple[OutsideBody, ...]:
    """The outside bodies in use under the organisation's `bodies_mark`, which changes with them: read once a process."""
    return tuple(dispute_bodies(language))


def dispute_bodies_for(actor: Actor) -> list[DisputeBody]:
    """Every outside body with its words in all languages, those in use first; empty for an actor who does not administer."""
    if not may_administer(actor):
        return []
    return sorted(DisputeBody.objects.all(), key=lambda body: (body.retired_at is not None, body.code))


def dispute_body_for(actor: Actor, body_id: UUID) -> DisputeBody:
    """The outside body with its words in all languages, for administrators; NotFound for others."""
    body = DisputeBody.objects.filter(pk=body_id).first() if may_administer(actor) else None
    if body is None:
        raise NotFound
    return body


def tokens_for(actor: Actor) -> list[ApiToken]:
    """Every API token, latest first, with its unit at hand; empty for an actor who does not manage tokens."""
    if not may_manage_tokens(actor):
        return []
    return list(ApiToken.objects.select_related("unit").order_by("-given_at", "-id"))


def token_for(actor: Actor, token_id: UUID) -> ApiToken:
    """The API token, for those who manage tokens; NotFound for others."""
    managed = (
        ApiToken.objects.select_related("unit").filter(pk=token_id) if may_manage_tokens(actor) else None
    )
    token = managed.first() if managed is not None else None
    if token is None:
        raise NotFound
    return token


def notices_for(user_id: UUID, *, cursor: str = "", size: int = 30) -> Page[Notice]:
    """What waits for this member of staff and what was seen, latest first, by pages; `people.notices.say` words each."""
    return page_of(Notice.objects.filter(user=user_id), order=("-at", "-id"), cursor=cursor, size=size)


def notice_for(user_id: UUID, notice_id: UUID) -> Notice:
    """A notice of this member of staff, or NotFound."""
    found = Notice.objects.filter(user=user_id, pk=notice_id).first()
    if found is None:
        raise NotFound
    return found


def unaware(user_ids: Collection[UUID], code: str, about: Subject | None = None) -> list[UUID]:
    """Those whom no unseen notice of this code, about this subject where one is named, tells already."""
    rows = Notice.objects.filter(user_id__in=user_ids, code=code, seen_at=None)
    if about is not None:
        rows = rows.filter(subject_kind=about.kind, subject_id=about.id)
    told = set(rows.values_list("user_id", flat=True))
    return [user for user in user_ids if user not in told]


def unseen_count(user_id: UUID) -> int:
    """How many notices this member of staff has not seen; one statement."""
    return Notice.objects.filter(user=user_id, seen_at=None).count()


def _with_roles(users: QuerySet[User]) -> QuerySet[User]:
    running = RoleAssignment.objects.filter(ended_at=None).select_related("unit").order_by("role", "id")
    return users.select_related("unit").prefetch_related(Prefetch("roles", running, to_attr="running_roles"))


def subjects() -> Iterator[Subject]:
    """Everything of this package that must have a chain on the trail, one at a time."""
    for kind, rows in (
        ("organisation", Organisation.objects.all()),
        ("unit", Unit.objects.all()),
        ("user", User.objects.all()),
        ("dispute_body", DisputeBody.objects.all()),
        ("token", ApiToken.objects.all()),
    ):
        for key in rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5_000):
            yield Subject(kind, key)
