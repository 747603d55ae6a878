"""What the organisation says of itself, and in which colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from recours.core.colours import hex_of
from recours.core.logos import LARGEST
from recours.core.subjects import Subject
from recours.desk.forms.admin_organisation import HUES, LogoForm, OrganisationForm
from recours.desk.requests import DeskRequest
from recours.desk.views.admin_pages import attempted, changes, done, for_administrators, page
from recours.people.actions import change_organisation, remove_logo, set_logo
from recours.people.selectors import details_of
from recours.people.selectors import organisation as the_organisation

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from recours.people.selectors import Organisation


@dataclass(frozen=True, slots=True)
class Tint:
    """A hue as the pages use it: dark for grounds, middle for edges, pale behind words."""

    hue: int
    deep: str
    brand: str
    pale: str


def tint_of(hue: int) -> Tint:
    """The three strengths of a hue, as the style sheet of the house mixes them."""
    return Tint(hue, hex_of(0.29, 0.05, hue), hex_of(0.395, 0.07, hue), hex_of(0.945, 0.017, hue))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def details(request: DeskRequest) -> HttpResponse:
    """Names and words in every language, address, languages, colour."""
    stands = the_organisation()
    form = _form(request, stands, request.POST if request.method == "POST" else None)
    looking = form.is_bound and "look" in request.POST
    if form.is_bound and not looking:

        def keep() -> None:
            change_organisation(actor=request.actor, details=form.details(), now=request.now)

        if attempted(form, keep):
            return done(request, "organisation_details", _("The details are kept."))
    return _details(request, stands, form, LogoForm(), wrong=form.is_bound and not looking)


@require_POST
@for_administrators
def logo(request: DeskRequest) -> HttpResponse:
    """Give the organisation a logo, or say what is wrong with the picture."""
    form = LogoForm(request.POST, request.FILES)

    def give() -> None:
        sent = form.cleaned_data["logo"]
        content = sent.read(LARGEST + 1) if sent else b""
        set_logo(actor=request.actor, content=content, now=request.now)

    if attempted(form, give):
        return done(
            request,
            "organisation_details",
            _("The logo is kept. It stands on every page and letter from now on."),
        )
    stands = the_organisation()
    return _details(request, stands, _form(request, stands), form, wrong=True)


@require_POST
@for_administrators
def logo_removal(request: DeskRequest) -> HttpResponse:
    """Let the name stand alone again."""
    remove_logo(actor=request.actor, now=request.now)
    return done(request, "organisation_details", _("The logo is removed. The name stands alone again."))


def _form(request: DeskRequest, stands: Organisation, posted: QueryDict | None = None) -> OrganisationForm:
    now = details_of(stands)
    initial = {name: getattr(now, name) for name in now.__slots__}
    return OrganisationForm(posted, initial=initial, speaking=request.user.language)


def _details(
    request: DeskRequest, stands: Organisation, form: OrganisationForm, logo_form: LogoForm, *, wrong: bool
) -> HttpResponse:
    hue = form.cleaned_data.get("brand_hue") if form.is_bound and form.is_valid() else None
    tints = {str(each): tint_of(each) for each in HUES}
    context = {
        "form": form,
        "logo_form": logo_form,
        "swatches": [(radio, tints.get(radio.data["value"])) for radio in form["swatch"]],
        "tint": tint_of(hue if hue is not None else stands.brand_hue),
        "changes": changes(request, Subject("organisation", stands.pk)),
    }
    return page(request, "details.html", context, status=422 if wrong else 200)
