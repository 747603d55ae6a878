"""The sample organisation with its units, staff, lists, outside bodies, calendar and token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from recours.complaints.actions import (
    add_category,
    add_text,
    change_category,
    change_text,
    retire_category,
    retire_text,
    set_limit,
)
from recours.complaints.seed import seed_categories, seed_texts
from recours.complaints.selectors import choices
from recours.core.actors import Actor, system
from recours.core.permissions import Permission
from recours.deadlines.actions import Span, change_calendar, seed
from recours.deadlines.selectors import calendar_for
from recours.demo import library
from recours.people import actions
from recours.people.actions import DisputeBodyDetails, Founder, OrganisationDetails
from recours.people.selectors import actor_of, user_for

PASSWORD = "open-the-harbour"  # noqa: S105 - printed beside every sign-in of the demo
SETTER_UP = system("demo")
_PACE = timedelta(minutes=1)
_SCOPES = (Permission.INTAKE, Permission.READ, Permission.CONVERSE)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody a visitor can be."""

    role: str
    name: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class House:
    """Everything in the organisation under the names that the stories use."""

    staff: Mapping[str, Actor]
    units: Mapping[str, UUID]
    products: Mapping[str, UUID]
    problems: Mapping[str, UUID]
    bodies: Mapping[str, UUID]
    rules: Mapping[str, Mapping[str, str]]
    sign_ins: tuple[SignIn, ...]


class Ticking:
    """The clock of the days on which everything is set up: every step a little later than the one before."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        self._now += _PACE
        return self._now


def found(start: datetime) -> House:
    """Found the organisation and everything in it, beginning at this moment."""
    tick, told = Ticking(start), library.house()
    founder, *others = told["staff"]
    founded = actions.found_organisation(
        actor=SETTER_UP,
        details=_details(told["organisation"]),
        administrator=Founder(name=founder["name"], email=founder["email"], language=founder["language"]),
        unit_names=told["unit"][0]["names"],
        now=tick(),
    )
    if founded.administrator is None:
        raise AssertionError("an administrator was named")
    admin = actor_of(user_for(SETTER_UP, founded.administrator))
    units = _units(told["unit"], founded.unit, admin, tick)
    _clocks(told["organisation"], admin, tick)
    keys = {founder["key"]: founded.administrator}
    keys |= {each["key"]: _engage(each, units, admin, tick) for each in others}
    staff = {key: actor_of(user_for(SETTER_UP, user)) for key, user in keys.items()}
    shown = [each for each in told["staff"] if each.get("shown")]
    for each in told["staff"]:
        if each.get("shown"):
            actions.set_password(
                actor=staff[each["key"]], user_id=keys[each["key"]], password=PASSWORD, now=tick()
            )
    products, problems = _lists(told, units, admin, tick)
    bodies = {str(body["code"]): _tell_of_body(body, admin, tick()) for body in told["body"]}
    for limit in told["limit"]:
        amount = Decimal(limit["amount"]) if "amount" in limit else None
        set_limit(actor=admin, role=limit["role"], currency=limit["currency"], amount=amount, now=tick())
    _tokens(admin, tick)
    sign_ins = tuple(_sign_in(each) for each in shown)
    return House(staff, units, products, problems, bodies, told["rules"], sign_ins)


def leave(house: House, key: str, now: datetime) -> None:
    """Let a colleague go: roles ended, account closed; the record of what they did stays."""
    admin, gone = house.staff["amina"], house.staff[key]
    if gone.id is None:
        raise AssertionError("staff have keys")
    roles = user_for(admin, gone.id).running_roles  # type: ignore[attr-defined]  # the selector put them there
    for role in roles:
        actions.end_role(actor=admin, role_id=role.pk, now=now)
    actions.deactivate_user(actor=admin, user_id=gone.id, now=now + timedelta(seconds=40))


def _details(told: Mapping[str, Any]) -> OrganisationDetails:
    return OrganisationDetails(
        names=told["names"],
        about=told["about"],
        address=told["address"],
        country=told["country"],
        zone=told["zone"],
        email=told["email"],
        phone="01632 960 100",  # the old number: it changes while everything is set up
        website=told["website"],
        opening_hours=told["opening_hours"],
        brand_hue=told["brand_hue"],
        languages=tuple(told["languages"]),
        language=told["language"],
    )


def _units(told: Iterable[Mapping[str, Any]], first: UUID, admin: Actor, tick: Ticking) -> dict[str, UUID]:
    default, *others = told
    actions.change_unit(
        actor=admin, unit_id=first, names=default["names"], email=default["email"], now=tick()
    )
    units = {str(default["code"]): first}
    for each in others:
        units[each["code"]] = actions.add_unit(
            actor=admin, code=each["code"], names=each["names"], email=each["email"], now=tick()
        )
    return units


def _clocks(told: Mapping[str, Any], admin: Actor, tick: Ticking) -> None:
    seed(actor=SETTER_UP, now=tick(), zone=told["zone"], country=told["country"])
    details = replace(_details(told), phone=told["phone"])
    actions.change_organisation(actor=admin, details=details, now=tick())
    draft = calendar_for(admin).draft
    late = (Span(9 * 60, 18 * 60 + 30),)  # Thursdays the counter is open longer
    hours = (*draft.hours[:3], late, *draft.hours[4:])
    change_calendar(actor=admin, draft=replace(draft, hours=hours), now=tick())


def _engage(told: Mapping[str, Any], units: Mapping[str, UUID], admin: Actor, tick: Ticking) -> UUID:
    user = actions.add_user(
        actor=admin,
        name=told["name"],
        email=told["email"],
        language=told["language"],
        unit_id=units[told["unit"]] if "unit" in told else None,
        now=tick(),
    )
    for role in told["roles"]:
        name, _, unit = role.partition(":")
        actions.give_role(
            actor=admin, user_id=user, role=name, unit_id=units[unit] if unit else None, now=tick()
        )
    return user


def _lists(
    told: Mapping[str, Any], units: Mapping[str, UUID], admin: Actor, tick: Ticking
) -> tuple[dict[str, UUID], dict[str, UUID]]:
    seed_categories(actor=admin, now=tick())
    seed_texts(actor=admin, now=tick())
    _texts(told["text"], admin, tick)
    problems = {choice.code: choice.id for choice in choices(tree="problem", language="en")}
    products: dict[str, UUID] = {}
    for tree, known in (("product", products), ("problem", problems)):
        for position, each in enumerate(told[tree], 1 if tree == "product" else 40):
            category = add_category(
                actor=admin,
                tree=tree,
                code=each["code"],
                names=each["names"],
                parent=known[each["parent"]] if "parent" in each else None,
                unit=units[each["unit"]] if "unit" in each else None,
                position=position,
                now=tick(),
            )
            known[each["code"]] = category.pk
    waste = next(each for each in told["product"] if each["code"] == "waste")
    change_category(  # what most people write about goes to the top of the list
        actor=admin,
        category_id=products["waste"],
        names=waste["names"],
        parent=None,
        unit=None,
        position=0,
        now=tick(),
    )
    for code in told["retired"]["problems"]:
        retire_category(actor=admin, category_id=problems.pop(code), now=tick())
    return products, problems


def _texts(told: Iterable[Mapping[str, Any]], admin: Actor, tick: Ticking) -> None:
    """The texts of the house; each is put where it belongs in the list once it was tried, and some are retired."""
    for each in told:
        names, bodies = each["names"], each["bodies"]
        text = add_text(actor=admin, code=each["code"], names=names, bodies=bodies, position=90, now=tick())
        change_text(actor=admin, text_id=text.pk, names=names, bodies=bodies, position=1, now=tick())
        if each.get("retired"):
            retire_text(actor=admin, text_id=text.pk, now=tick())


def _tell_of_body(told: Mapping[str, Any], admin: Actor, now: datetime) -> UUID:
    details = DisputeBodyDetails(
        names=told["names"],
        terms=told["terms"],
        website=told["website"],
        phone=told["phone"],
        address=told["address"],
    )
    return actions.add_dispute_body(actor=admin, code=told["code"], details=details, now=now)


def _tokens(admin: Actor, tick: Ticking) -> None:
    """One for the app, in use, and one that was given on the wrong day and withdrawn."""
    made = tick()
    for name in ("Merrowby app (test)", "Merrowby app"):
        token, _secret = actions.give_token(
            actor=admin,
            name=name,
            scopes=_SCOPES,
            unit_id=None,
            expires_at=made + timedelta(days=400),
            now=made,
        )
        if name.endswith("(test)"):
            actions.withdraw_token(actor=admin, token_id=token.pk, now=tick())


def _sign_in(told: Mapping[str, Any]) -> SignIn:
    return SignIn(
        role=str(told["roles"][0]).partition(":")[0],
        name=told["name"],
        email=told["email"],
        password=PASSWORD,
    )
