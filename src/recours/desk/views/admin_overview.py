"""Where the administration stands: what is done, and what an organisation that begins still needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from recours.complaints.selectors import authority_limits, categories
from recours.core.permissions import Role
from recours.core.text import local_digits
from recours.deadlines.selectors import calendar_for, promises
from recours.desk.requests import DeskRequest
from recours.desk.views.admin_pages import for_administrators, page
from recours.letters.selectors import wordings_for
from recours.people.selectors import (
    dispute_bodies_for,
    second_factor_holders,
    tokens_for,
    units,
    users_for,
)
from recours.people.selectors import organisation as the_organisation
from recours.ui.templatetags.ui import digits

if TYPE_CHECKING:
    from django.http import HttpResponse

    from recours.people.selectors import User

ENOUGH_ADMINISTRATORS = 2
_WORKERS = {Role.CLERK, Role.HANDLER, Role.MANAGER}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the administration: how it stands, in a sentence. `missing` says that work waits there."""

    name: str
    route: str
    symbol: str
    sentence: str
    missing: bool = False
    optional: bool = False

    @property
    def address(self) -> str:
        """Where it is done."""
        return reverse(f"desk:{self.route}")


@require_safe
@for_administrators
def overview(request: DeskRequest) -> HttpResponse:
    """Every part with its state; what is missing first says so."""
    staff = [user for user in users_for(request.actor) if user.is_active]
    told = [
        _details(),
        _colleagues(staff),
        _administrators(staff),
        _units(),
        _categories(),
        _promises(),
        _calendar(request),
        _letters(request),
        _bodies(request),
        _limits(request),
        _mail(),
        _tokens(request),
    ]
    needed = [part for part in told if not part.optional]
    done = sum(not part.missing for part in needed)
    context = {"parts": told, "done": done, "needed": len(needed), "ready": done == len(needed)}
    return page(request, "overview.html", context)


def _details() -> Part:
    house = the_organisation()
    unnamed = [code for code in house.languages if not house.names.get(code)]
    if not (house.email or house.phone):
        sentence = _(
            "Give an e-mail address or a telephone number, so that people can reach you another way."
        )
    elif not house.address:
        sentence = _("Give the postal address: it stands above every letter.")
    elif unnamed:
        names = pgettext("between the items of a list", ", ").join(
            name for code, name in settings.LANGUAGES if code in unnamed
        )
        sentence = _("The name is missing in: %(languages)s.") % {"languages": names}
    else:
        return Part(_("Details"), "organisation_details", "home", _("Name, address and words are complete."))
    return Part(_("Details"), "organisation_details", "home", sentence, missing=True)


def _colleagues(staff: list[User]) -> Part:
    working = [user for user in staff if {held.role for held in user.running_roles} & _WORKERS]  # type: ignore[attr-defined]  # the selector put them there
    if not working:
        sentence = _("Nobody can take a complaint yet. Add a colleague and give a role.")
        return Part(_("Colleagues"), "users", "people", sentence, missing=True)
    sentence = ngettext(
        "%(count)s colleague works on complaints.", "%(count)s colleagues work on complaints.", len(working)
    ) % {"count": digits(len(working))}
    return Part(_("Colleagues"), "users", "people", sentence)


def _administrators(staff: list[User]) -> Part:
    keepers = [
        user
        for user in staff
        if Role.ADMINISTRATOR in {held.role for held in user.running_roles}  # type: ignore[attr-defined]  # as above
    ]
    secured = second_factor_holders()
    open_to_guesses = [user for user in keepers if user.pk not in secured]
    name = _("Administrators")
    if len(keepers) < ENOUGH_ADMINISTRATORS:
        sentence = _(
            "You are the only one. Make a second colleague an administrator, so that nobody is locked out."
        )
        return Part(name, "users", "shield", sentence, missing=True)
    if open_to_guesses:
        sentence = ngettext(
            "%(count)s administrator has no second key yet.",
            "%(count)s administrators have no second key yet.",
            len(open_to_guesses),
        ) % {"count": digits(len(open_to_guesses))}
        return Part(name, "users", "shield", sentence, missing=True)
    return Part(name, "users", "shield", _("There are several, each with a second key."))


def _units() -> Part:
    count = len(units())
    sentence = ngettext("%(count)s unit is in use.", "%(count)s units are in use.", count) % {
        "count": digits(count)
    }
    return Part(_("Units"), "units", "tray", sentence)


def _categories() -> Part:
    products, problems = (
        sum(row.retired_at is None for row in categories(tree=tree)) for tree in ("product", "problem")
    )
    name = _("Categories")
    if not (products and problems):
        sentence = _(
            "Say what people can complain about: your products and services, and what goes wrong with them."
        )
        return Part(name, "categories", "filter", sentence, missing=True)
    sentence = _("Products and services: %(products)s. Problems: %(problems)s.") % {
        "products": digits(products),
        "problems": digits(problems),
    }
    return Part(name, "categories", "filter", sentence)


def _promises() -> Part:
    return Part(_("Promises"), "promises", "clock", " ".join(promises().sentences()))


def _calendar(request: DeskRequest) -> Part:
    sheet = calendar_for(request.actor)
    name = _("Calendar")
    if not sheet.draft.country:
        sentence = _("Choose whose public holidays you keep: deadlines in working days depend on them.")
        return Part(name, "calendar", "calendar", sentence, missing=True)
    last = max((day.year for day in sheet.holidays), default=request.now.year)
    sentence = _("Public holidays are known until the end of %(year)s.") % {
        "year": local_digits(str(last), request.user.language)
    }
    return Part(name, "calendar", "calendar", sentence)


def _letters(request: DeskRequest) -> Part:
    own = sum(each.changed_at is not None for each in wordings_for(actor=request.actor))
    if not own:
        sentence = _("All letters have their standard wording, which you can use as it is.")
    else:
        sentence = ngettext(
            "%(count)s letter has wording of your own.", "%(count)s letters have wording of your own.", own
        ) % {"count": digits(own)}
    return Part(_("Letters"), "wordings", "letter", sentence, optional=True)


def _bodies(request: DeskRequest) -> Part:
    running = [body for body in dispute_bodies_for(request.actor) if body.retired_at is None]
    if not running:
        sentence = _("Name at least one body outside to which people can turn, such as an ombudsman.")
        return Part(_("Outside bodies"), "outside_bodies", "scales", sentence, missing=True)
    sentence = ngettext(
        "Complainants are told of %(count)s body.", "Complainants are told of %(count)s bodies.", len(running)
    ) % {"count": digits(len(running))}
    return Part(_("Outside bodies"), "outside_bodies", "scales", sentence)


def _limits(request: DeskRequest) -> Part:
    held = len(authority_limits(request.actor))
    if not held:
        sentence = _(
            "Nobody is limited in what they may promise; say up to which amount a role may do so alone."
        )
        return Part(_("Authority"), "limits", "check", sentence, optional=True)
    sentence = ngettext(
        "%(count)s limit says up to which amount a role may promise something alone.",
        "%(count)s limits say up to which amounts the roles may promise something alone.",
        held,
    ) % {"count": digits(held)}
    return Part(_("Authority"), "limits", "check", sentence, optional=True)


def _mail() -> Part:
    if settings.SMTP_URL:
        return Part(_("Mail"), "mailboxes", "inbox", _("Letters leave by your mail server."))
    sentence = _("No mail server is set: letters are written into a folder and reach nobody by mail.")
    return Part(_("Mail"), "mailboxes", "inbox", sentence, missing=True)


def _tokens(request: DeskRequest) -> Part:
    running = [token for token in tokens_for(request.actor) if not token.withdrawn_at]
    if not running:
        return Part(
            _("API tokens"),
            "tokens",
            "link",
            _("No program has a key. You need none to begin."),
            optional=True,
        )
    sentence = ngettext("%(count)s token is given.", "%(count)s tokens are given.", len(running)) % {
        "count": digits(len(running))
    }
    return Part(_("API tokens"), "tokens", "link", sentence, optional=True)
