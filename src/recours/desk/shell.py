"""What stands around every page of the desk: the rail with its counts, and who may go where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recours.complaints.selectors import View, counts_for
from recours.core.permissions import Permission
from recours.desk.requests import DeskRequest, holds
from recours.letters.selectors import Waiting, waiting_for
from recours.mailroom.selectors import held_for
from recours.people.selectors import unseen_count
from recours.ui.htmx import page

if TYPE_CHECKING:
    from django.http import HttpResponse

MANY = 999
"""Counts beyond this are not told exactly: nobody works by the difference."""


@dataclass(frozen=True, slots=True)
class Way:
    """A line of the rail."""

    name: str
    address: str
    symbol: str
    here: bool
    count: int = 0
    due: bool = False

    @property
    def more(self) -> bool:
        """Whether there are more than can be told."""
        return self.count > MANY

    @property
    def shown(self) -> int:
        """The count that is told."""
        return min(self.count, MANY)


class Shell:
    """The rail; nothing of it is read from the database before a page shows it."""

    def __init__(self, request: DeskRequest) -> None:
        self._request = request
        self.route = request.resolver_match.url_name if request.resolver_match else ""
        self._view = request.GET.get("view", "") if self.route == "queue" else ""

    def may(self, permission: Permission) -> bool:
        """Whether the reader holds the permission anywhere."""
        return holds(self._request.actor, permission)

    @property
    def may_record(self) -> bool:
        return self.may(Permission.INTAKE)

    @property
    def may_read(self) -> bool:
        return self.may(Permission.READ)

    @property
    def answers(self) -> bool:
        """Whether others may ask the reader about cases."""
        return self.may(Permission.TASK)

    @cached_property
    def unseen(self) -> int:
        """Notices not seen yet."""
        return unseen_count(self._request.staff_id)

    @cached_property
    def counts(self) -> Mapping[View, int]:
        """Cases in each view."""
        return counts_for(self._request.actor) if self.may_read else {}

    @cached_property
    def waiting(self) -> Waiting:
        """Letters that wait for a person."""
        return (
            waiting_for(actor=self._request.actor) if self.may(Permission.OUTBOX_POST) else Waiting(0, 0, 0)
        )

    @cached_property
    def held(self) -> int:
        """Mails that wait for a person."""
        return held_for(actor=self._request.actor) if self.may(Permission.MAIL_READ) else 0

    @property
    def may_take_mail(self) -> bool:
        return self.may(Permission.MAIL_TAKE)

    @cached_property
    def groups(self) -> list[tuple[str, list[Way]]]:
        """The rail's groups, those left out that would be empty."""
        if self._is_small:
            return [("", self._small()), (_("House"), self._house())]
        groups = [
            ("", self._own()),
            (_("Cases"), self._cases()),
            (_("Letters and mail"), self._post()),
            (_("House"), self._house()),
        ]
        return [(title, ways) for title, ways in groups if ways]

    @property
    def _is_small(self) -> bool:
        office = self._request.office
        return bool(office and office.small and self.may_record)

    def _small(self) -> list[Way]:
        """The rail of a small house: its book, and what waits for a hand."""
        ways = [
            self._way(_("Complaints book"), "book", "home"),
            Way(
                _("All cases"),
                f"{reverse('desk:queue')}?view={View.ALL.value}",
                "search",
                here=self.route == "queue",
            ),
            self._way(_("Notices"), "notices", "flag", count=self.unseen),
        ]
        if self.held:
            ways.append(self._way(_("Mail that came"), "mail", "inbox", count=self.held))
        if self.waiting.to_post:
            ways.append(self._way(_("To print and post"), "print_queue", "print", count=self.waiting.to_post))
        if self.waiting.to_tell:
            ways.append(self._way(_("To call"), "calls", "phone", count=self.waiting.to_tell))
        ways.append(self._way(_("Guidance"), "guidance", "info"))
        return ways

    def _own(self) -> list[Way]:
        ways = [
            self._way(_("My work"), "home", "home"),
            self._way(_("Notices"), "notices", "flag", count=self.unseen),
        ]
        if self.answers:
            ways.append(self._way(_("Tasks"), "tasks", "question"))
        ways.append(self._way(_("Guidance"), "guidance", "info"))
        return ways

    def _cases(self) -> list[Way]:
        if not self.may_read:
            return []
        worker = self.may(Permission.TAKE)
        names = {
            View.MINE: (_("My cases"), "person"),
            View.WATCHED: (_("Watched by me"), "eye"),
            View.UNOWNED: (_("Nobody's yet"), "question"),
            View.URGENT: (_("Urgent"), "alert"),
            View.REVIEWS: (_("Reviews"), "scales"),
            View.OPEN: (_("All open"), "tray"),
            View.FEEDBACK: (_("Feedback"), "speech"),
            View.ALL: (_("All cases"), "search"),
        }
        ways = [
            Way(
                name,
                f"{reverse('desk:queue')}?view={view.value}",
                symbol,
                here=self._view == view.value
                or (self.route == "queue" and not self._view and view is View.OPEN),
                count=self.counts.get(view, 0),
            )
            for view, (name, symbol) in names.items()
            if (worker or view not in {View.MINE, View.WATCHED})
            and (view is not View.REVIEWS or self.may(Permission.REVIEW))
        ]
        if self.may(Permission.ASSIGN):
            ways.append(self._way(_("Who carries what"), "team", "people"))
        return ways

    def _post(self) -> list[Way]:
        ways = []
        if self.may(Permission.MAIL_READ):
            ways.append(self._way(_("Mail that came"), "mail", "inbox", count=self.held))
        if self.may(Permission.OUTBOX_READ):
            ways.append(self._way(_("Outbox"), "outbox", "letter", count=self.waiting.failed, due=True))
        if self.may(Permission.OUTBOX_POST):
            ways.append(self._way(_("To print and post"), "print_queue", "print", count=self.waiting.to_post))
            ways.append(self._way(_("To call"), "calls", "phone", count=self.waiting.to_tell))
        return ways

    def _house(self) -> list[Way]:
        ways = []
        if self.may(Permission.TRAIL_READ):
            ways.append(self._way(pgettext("record of events", "Trail"), "trail", "shield"))
        if self.may(Permission.ADMINISTER) or self.may(Permission.TOKENS):
            ways.append(self._way(_("Organisation"), "organisation", "gear"))
        return ways

    def _way(self, name: str, route: str, symbol: str, *, count: int = 0, due: bool = False) -> Way:
        return Way(
            name,
            reverse(f"desk:{route}"),
            symbol,
            here=self.route == route,
            count=count,
            due=due and count > 0,
        )


def render(
    request: DeskRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partial: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page of the desk, or its part for htmx, with the rail, the moment and the organisation at hand."""
    around = {"shell": Shell(request), "organisation": request.office, "now": request.now}
    return page(request, template, partial, {**around, **(context or {})}, status=status)
