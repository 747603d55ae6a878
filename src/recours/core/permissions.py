"""Who may do what: the permissions, the roles that carry them, and the one question `may`.

A grant holds for one unit of the organisation or, without a unit, everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from recours.core.actors import Actor


class Permission(StrEnum):
    """One thing that may be done. Codes are never renamed, only retired."""

    INTAKE = "complaint.intake"
    READ = "complaint.read"
    REVEAL = "complaint.reveal"
    ACKNOWLEDGE = "complaint.acknowledge"
    ASSIGN = "complaint.assign"
    TAKE = "complaint.take"
    CONVERSE = "complaint.converse"
    NOTE = "complaint.note"
    CLASSIFY = "complaint.classify"
    ASSESS = "complaint.assess"
    OVERSEE = "complaint.oversee"
    INVESTIGATE = "complaint.investigate"
    RESPOND = "complaint.respond"
    APPROVE = "complaint.approve"
    REVIEW = "complaint.review"
    REMEDY = "complaint.remedy"
    ESCALATE = "complaint.escalate"
    CLOSE = "complaint.close"
    REOPEN = "complaint.reopen"
    LINK = "complaint.link"
    TASK = "task.answer"
    TAKE_OVER = "complaint.take_over"
    OUTBOX_READ = "outbox.read"
    OUTBOX_POST = "outbox.post"
    MAIL_READ = "mail.read"
    MAIL_TAKE = "mail.take"
    TRAIL_READ = "trail.read"
    TRAIL_EXPORT = "trail.export"
    ADMINISTER = "organisation.administer"
    TOKENS = "tokens.manage"


class Role(StrEnum):
    """A bundle of permissions that a person holds, for one unit or everywhere."""

    CLERK = "clerk"
    HANDLER = "handler"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    DEPARTMENT = "department"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


P = Permission

_FRONT = frozenset(
    {P.INTAKE, P.READ, P.REVEAL, P.ACKNOWLEDGE, P.TAKE, P.CONVERSE, P.NOTE, P.OUTBOX_READ, P.OUTBOX_POST}
)
_CASEWORK = frozenset(
    {P.CLASSIFY, P.ASSESS, P.RESPOND, P.REMEDY, P.ESCALATE, P.CLOSE, P.LINK, P.TASK, P.MAIL_READ}
)  # contact staff may resolve on the spot (ISO 10002:2018, annex H)
_INQUIRY = frozenset({P.INVESTIGATE, P.REOPEN})

ROLES: Mapping[Role, frozenset[Permission]] = {
    Role.CLERK: _FRONT | _CASEWORK | {P.ASSIGN, P.MAIL_TAKE},
    Role.HANDLER: _FRONT | _CASEWORK | _INQUIRY,
    Role.MANAGER: _FRONT
    | _CASEWORK
    | _INQUIRY
    | {P.ASSIGN, P.OVERSEE, P.APPROVE, P.REVIEW, P.MAIL_TAKE, P.TAKE_OVER, P.TRAIL_READ},
    Role.REVIEWER: _FRONT | _CASEWORK | _INQUIRY | {P.REVIEW},
    Role.DEPARTMENT: frozenset({P.TASK}),
    Role.AUDITOR: frozenset({P.READ, P.OUTBOX_READ, P.MAIL_READ, P.TRAIL_READ, P.TRAIL_EXPORT}),
    Role.ADMINISTRATOR: frozenset(
        {P.ADMINISTER, P.TOKENS, P.TRAIL_READ, P.TRAIL_EXPORT, P.OUTBOX_READ, P.MAIL_READ}
    ),
}

ROLE_NAMES: Mapping[Role, _StrPromise] = {
    Role.CLERK: pgettext_lazy("role", "Front desk"),
    Role.HANDLER: pgettext_lazy("role", "Complaint handler"),
    Role.MANAGER: pgettext_lazy("role", "Complaints manager"),
    Role.REVIEWER: pgettext_lazy("role", "Reviewer of decisions"),
    Role.DEPARTMENT: pgettext_lazy("role", "Colleague of another department"),
    Role.AUDITOR: pgettext_lazy("role", "Auditor"),
    Role.ADMINISTRATOR: pgettext_lazy("role", "Administrator"),
}

PERMISSION_NAMES: Mapping[Permission, _StrPromise] = {
    P.INTAKE: _("Record a complaint"),
    P.READ: _("Read cases"),
    P.REVEAL: _("See who complained"),
    P.ACKNOWLEDGE: _("Record that the complainant was told"),
    P.ASSIGN: _("Give a case to a colleague"),
    P.TAKE: _("Take a case"),
    P.CONVERSE: _("Write to the complainant"),
    P.NOTE: _("Write an internal note"),
    P.CLASSIFY: _("Say what a case is about"),
    P.ASSESS: _("Assess how serious a case is"),
    P.OVERSEE: _("Confirm alerts and approve special measures"),
    P.INVESTIGATE: _("Investigate"),
    P.RESPOND: _("Prepare and send the answer"),
    P.APPROVE: _("Approve answers beyond a colleague's limit"),
    P.REVIEW: _("Review a decision that was not accepted"),
    P.REMEDY: _("Carry out and verify remedies"),
    P.ESCALATE: _("Pass a case on for review or to an outside body"),
    P.CLOSE: _("Close a case on a legal ground"),
    P.REOPEN: _("Reopen a closed case"),
    P.LINK: _("Merge, link and split cases"),
    P.TASK: _("Answer questions about a case"),
    P.TAKE_OVER: _("Import cases from an earlier system"),
    P.OUTBOX_READ: _("See letters that left or wait"),
    P.OUTBOX_POST: _("Mark letters as posted"),
    P.MAIL_READ: _("See mail that arrived"),
    P.MAIL_TAKE: _("Take in mail"),
    P.TRAIL_READ: _("Read the trail"),
    P.TRAIL_EXPORT: _("Export the trail"),
    P.ADMINISTER: _("Change the organisation, users, units, categories and wording"),
    P.TOKENS: _("Give and withdraw API tokens"),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A permission, everywhere or in one unit."""

    permission: Permission
    unit: UUID | None = None


def may(actor: Actor, permission: Permission, unit: UUID | None = None) -> bool:
    """Whether the actor holds the permission for a subject of this unit; pure over the actor's frozen grants."""
    return Grant(permission) in actor.grants or (unit is not None and Grant(permission, unit) in actor.grants)


def units_of(actor: Actor, permission: Permission) -> frozenset[UUID] | None:
    """The units in which the actor holds the permission, or None for everywhere."""
    if Grant(permission) in actor.grants:
        return None
    return frozenset(g.unit for g in actor.grants if g.permission == permission and g.unit is not None)


def grants_of(role: Role, unit: UUID | None = None) -> frozenset[Grant]:
    """The grants that a role carries."""
    return frozenset(Grant(permission, unit) for permission in ROLES[role])
