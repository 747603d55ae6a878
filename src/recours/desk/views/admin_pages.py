"""What the pages of the administration share: who may come, how an action's word stands in the form, what changed last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from recours.complaints.selectors import category_names
from recours.core.errors import FORBIDDEN, Invalid, Refused, Stale
from recours.core.localised import said
from recours.core.permissions import Permission, may
from recours.core.subjects import Subject
from recours.desk.requests import DeskRequest
from recours.desk.shell import Shell, Way, render
from recours.desk.views.answers import see
from recours.people.selectors import staff_names, units
from recours.trail.reading import say
from recours.trail.selectors import Sought, latest_for

if TYPE_CHECKING:
    from django.http import HttpResponse, HttpResponseRedirect

    from recours.desk.forms.fields import DeskForm

    View = Callable[..., HttpResponse]

LATEST = 5


def for_administrators(view: View) -> View:
    """Let in whoever may administer; Refused for others, before anything is read."""
    return _for(Permission.ADMINISTER, view)


def for_token_managers(view: View) -> View:
    """Let in whoever may give and withdraw tokens."""
    return _for(Permission.TOKENS, view)


def _for(permission: Permission, view: View) -> View:
    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(request.actor, permission):
            raise Refused(FORBIDDEN)
        return view(request, *args, **kwargs)

    return guarded


class _AdminShell(Shell):
    def _way(self, name: str, route: str, symbol: str, *, count: int = 0, due: bool = False) -> Way:
        way = super()._way(name, route, symbol, count=count, due=due)
        return replace(way, here=True) if route == "organisation" else way


def page(
    request: DeskRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page of the administration, with the way to the others."""
    around = {"shell": _AdminShell(request), "sections": _sections(request)}
    return render(request, f"desk/admin/{template}", {**around, **(context or {})}, status=status)


def _sections(request: DeskRequest) -> list[tuple[str, str, bool]]:
    """The pages side by side: name, address, whether the reader is there."""
    names = [
        ("organisation", _("Overview")),
        ("organisation_details", _("Details")),
        ("users", _("Colleagues")),
        ("units", _("Units")),
        ("categories", _("Categories")),
        ("wordings", _("Letters")),
        ("texts", _("Texts")),
        ("promises", _("Promises")),
        ("calendar", _("Calendar")),
        ("outside_bodies", _("Outside bodies")),
        ("limits", _("Authority")),
        ("guidance", _("Guidance")),
        ("mailboxes", _("Mailboxes")),
        ("tokens", _("API tokens")),
    ]
    addresses = [(name, reverse(f"desk:{route}")) for route, name in names]
    inside = [address for _name, address in addresses if request.path.startswith(address)]
    here = max(inside, key=len, default="")
    if request.path.startswith(reverse("desk:organisation") + "guidance/"):
        here = reverse("desk:guidance")  # read by everybody, written here
    return [(name, address, address == here) for name, address in addresses]


def attempted(form: DeskForm, act: Callable[[], object]) -> bool:
    """Whether the form is whole and the action took it; whatever it refused stands in the form, with all that was typed."""
    if not form.is_valid():
        return False
    try:
        act()
    except Invalid as problem:
        form.take(problem)
    except (Refused, Stale) as problem:
        if problem.code == FORBIDDEN.code:
            raise
        form.add_error(None, problem.sentence)
    else:
        return True
    return False


def done(request: DeskRequest, route: str, sentence: str, *args: object) -> HttpResponseRedirect:
    """After a change: to the page that shows it, with a sentence that says what happened."""
    messages.success(request, sentence)
    return see(reverse(f"desk:{route}", args=args))


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened, as a sentence."""

    sentence: str
    at: datetime


def changes(request: DeskRequest, subject: Subject, *, size: int = LATEST) -> list[Change]:
    """What happened to the subject last, newest first; three statements as a rule."""
    events = latest_for(request.actor, sought=Sought(about=subject), size=size).rows
    keys = frozenset[UUID]().union(*(event.keys() for event in events))
    names = staff_names(keys)
    if subject.kind == "category":
        names |= category_names([subject.id], request.user.language)
    return [Change(say(event, names), event.occurred_at) for event in events]


def unit_choices(request: DeskRequest) -> list[tuple[str, str]]:
    """The units in use with their names in the reader's language."""
    return [(str(unit.pk), said(unit.names, request.user.language).text) for unit in units()]
