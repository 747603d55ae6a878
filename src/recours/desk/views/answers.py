"""How a view answers once the domain has spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from recours.core.errors import Invalid
from recours.desk.requests import DeskRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from recours.desk.forms.fields import DeskForm


def attempted(form: DeskForm, act: Callable[[], object]) -> bool:
    """Whether the form is whole and the action took it; what the domain found wrong stands at the fields."""
    if not form.is_valid():
        return False
    try:
        act()
    except Invalid as problem:
        form.take(problem)
        return False
    return True


def see(address: str) -> HttpResponseRedirect:
    """After a change: to a page that can be reloaded."""
    return HttpResponseRedirect(address, status=303)


def to_case(request: DeskRequest, reference: str, sentence: str, *, draft: str = "") -> HttpResponseRedirect:
    """Back to the case, with what happened; `draft` names the draft that the browser may forget."""
    address = reverse("desk:case", args=[reference])
    messages.success(request, sentence, extra_tags=f"{address}:{draft}" if draft else "")
    return see(address)
