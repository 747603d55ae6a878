"""Up to which amounts the roles may promise alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from recours.complaints import actions
from recours.complaints.selectors import authority_limits
from recours.core.money import amount_said
from recours.core.permissions import ROLE_NAMES, Role
from recours.desk.forms.admin_limits import LimitForm
from recours.desk.requests import DeskRequest
from recours.desk.views.admin_pages import attempted, done, for_administrators, page

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def limits(request: DeskRequest) -> HttpResponse:
    """Every limit; a post sets one."""
    form = LimitForm(request.POST if request.method == "POST" else None)

    def set_limit() -> None:
        actions.set_limit(actor=request.actor, now=request.now, **form.limit())

    if form.is_bound and attempted(form, set_limit):
        return done(request, "limits", _("The limit is set. It holds for answers prepared from now on."))
    language = request.user.language
    lines = [
        {
            "role": row.role,
            "name": ROLE_NAMES[Role(row.role)],
            "currency": row.currency,
            "amount": amount_said(row.amount, row.currency, language) if row.amount is not None else "",
        }
        for row in authority_limits(request.actor)
    ]
    context = {"lines": lines, "form": form}
    return page(request, "limits.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_administrators
def lifting(request: DeskRequest, role: str, currency: str) -> HttpResponse:
    """No longer hold a role to a limit in a currency."""
    actions.lift_limit(actor=request.actor, role=role, currency=currency, now=request.now)
    return done(request, "limits", _("The limit is lifted."))
