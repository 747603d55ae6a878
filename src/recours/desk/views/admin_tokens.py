"""API tokens: given, shown once, withdrawn."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.core.errors import Refused
from recours.core.localised import said
from recours.core.permissions import PERMISSION_NAMES, Permission
from recours.desk.forms.admin_tokens import TokenForm
from recours.desk.requests import DeskRequest, key_or_none
from recours.desk.views.admin_pages import (
    attempted,
    done,
    for_token_managers,
    page,
    unit_choices,
)
from recours.desk.views.answers import see
from recours.people import actions
from recours.people.errors import TOKEN_GIVEN
from recours.people.selectors import staff_names, tokens_for

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from recours.people.selectors import ApiToken


@require_safe
@for_token_managers
def tokens(request: DeskRequest) -> HttpResponse:
    """Every token, the latest first."""
    found = tokens_for(request.actor)
    names = staff_names({token.given_by for token in found if token.given_by})
    lines = [_line(token, names, request) for token in found]
    return page(request, "tokens.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@for_token_managers
def token_new(request: DeskRequest) -> HttpResponse:
    """Give a token; its secret is shown in the answer and never again, however often the page is loaded."""
    form = TokenForm(request.POST if request.method == "POST" else None, units=unit_choices(request))
    given: list[tuple[ApiToken, str]] = []

    def give() -> None:
        values = form.cleaned_data
        try:
            given.append(
                actions.give_token(
                    actor=request.actor,
                    name=values["name"],
                    scopes=values["scopes"],
                    unit_id=key_or_none(values["unit_id"]),
                    expires_at=_end_of(form.last_day),
                    now=request.now,
                    token_id=values["key"],
                )
            )
        except Refused as problem:
            if problem.code != TOKEN_GIVEN.code:
                raise

    if form.is_bound and attempted(form, give):
        if not given:
            messages.warning(request, str(TOKEN_GIVEN.sentence))
            return see(reverse("desk:tokens"))
        token, secret = given[0]
        return page(request, "token_given.html", {"token": token, "secret": secret})
    return page(request, "token_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@for_token_managers
def withdrawal(request: DeskRequest, token_id: UUID) -> HttpResponse:
    """Let the token open nothing any more."""
    actions.withdraw_token(actor=request.actor, token_id=token_id, now=request.now)
    return done(request, "tokens", _("The token is withdrawn. It opens nothing any more."))


def _end_of(day: date | None) -> datetime | None:
    """The moment after the day, by the organisation's clock."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time(), timezone.get_current_timezone())


def _line(token: ApiToken, names: dict[UUID, str], request: DeskRequest) -> dict[str, Any]:
    over = bool(token.expires_at and token.expires_at <= request.now)
    known = set(Permission)
    return {
        "token": token,
        "unit": said(token.unit.names, request.user.language).text if token.unit else "",
        "scopes": pgettext("between the items of a list", ", ").join(
            str(PERMISSION_NAMES[Permission(each)]) for each in token.scopes if each in known
        ),
        "by": names.get(token.given_by, "") if token.given_by else "",
        "runs": not token.withdrawn_at and not over,
        "over": over and not token.withdrawn_at,
        "last_day": token.expires_at - timedelta(seconds=1) if token.expires_at else None,
    }
