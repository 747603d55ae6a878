"""The complaint form to print and fill in by hand (ISO 10002:2018, annex C), in every language that the portal speaks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from recours.core.logos import logo_bytes
from recours.people.selectors import Brand, ink_of
from recours.press.forms import Blank, FormSheet, Item, Section, Ticks, form_pdf

_DAY = 24 * 60 * 60
_PRINTED = datetime(2018, 7, 1, tzinfo=UTC)
"""A blank form has no moment of its own: equal forms are equal bytes, whenever they are drawn."""


def blank_form(*, office: Brand, promises: Sequence[str], where: str, language: str) -> bytes:
    """The form in this language with the organisation's own ways and promises; drawn when one of them changed, else remembered for a day.

    `where` is the address of the complaint page. No statement.
    """
    told = hashlib.sha256(repr((office, tuple(promises), where)).encode()).hexdigest()
    key = f"reports:blank:{language}:{told}"
    known: bytes | None = cache.get(key)
    if known is None:
        with override(language):
            known = form_pdf(_sheet(office, promises, where, language))
        cache.set(key, known, timeout=_DAY)
    return known


def _sheet(office: Brand, promises: Sequence[str], where: str, language: str) -> FormSheet:
    ways = (office.phone, office.email, *office.address_lines)
    roomy = language not in settings.LANGUAGES_BIDI  # Arabic script stands higher
    return FormSheet(
        language=language,
        organisation=office.name,
        office=tuple(way for way in ways if way and way != office.name),
        title=_("Complaint form"),
        lead=(
            _(
                "Write as you would say it. Only what happened is needed; leave out whatever you do not know or do not "
                "want to tell. It costs nothing, and nobody treats you worse because you complained."
            ),
        ),
        sections=(
            Section(_("1. You"), _you()),
            Section(_("2. What it is about"), _matter()),
            Section(_("3. What happened"), _story(roomy=roomy)),
            Section(_("4. What would put it right"), _remedy(roomy=roomy)),
            Section(_("5. How we reach you"), _reach(office), overleaf=True),
            Section(_("6. Enclosures and signature"), _end()),
            Section(
                _("More room"), (Blank(_("Anything that found no room above"), 12, lines=9 if roomy else 6),)
            ),
            Section(_("How to send it"), (), note=_sending(office, where)),
            Section(_("What happens then"), (), note="\n".join(promises)),
            Section(_("For our use"), _ours()),
        ),
        footer=_("Complaint form of %(organisation)s") % {"organisation": office.name},
        written_at=_PRINTED,
        colour=ink_of(office.hue),
        logo=logo_bytes(office.logo.key) if office.logo else b"",
    )


def _you() -> tuple[Item, ...]:
    return (
        Blank(_("Name"), 7),
        Blank(_("Company or organisation"), 5),
        Blank(_("Street and number"), 12),
        Blank(_("Postcode"), 3),
        Blank(_("Town"), 5),
        Blank(_("Country"), 4),
        Blank(_("Phone number"), 5),
        Blank(_("E-mail"), 7),
        Blank(_("If you write for somebody else: your own name, and how we reach you"), 12),
        Blank(_("How do you come to act for this person?"), 12),
    )


def _matter() -> tuple[Item, ...]:
    return (
        Blank(_("Product or service"), 7),
        Blank(_("Customer, order or invoice number"), 5),
    )


def _story(*, roomy: bool) -> tuple[Item, ...]:
    return (Blank(_("When did it happen?"), 5), Blank(_("What happened?"), 12, lines=8 if roomy else 5))


def _remedy(*, roomy: bool) -> tuple[Item, ...]:
    return (
        Ticks(
            _("Would you like us to do something?"),
            (pgettext("remedy", "Yes"), pgettext("remedy", "No, I only want you to know")),
        ),
        Blank(_("What would put it right for you?"), 12, lines=3 if roomy else 2),
    )


def _reach(office: Brand) -> tuple[Item, ...]:
    spoken = tuple(name for code, name in settings.LANGUAGES if code in office.languages)
    ways = (
        pgettext("contact", "E-mail"),
        pgettext("contact", "Phone"),
        pgettext("contact", "Letter"),
    )
    return (
        Ticks(_("In which language shall we answer?"), spoken, 7),
        Ticks(_("How shall we reach you?"), ways, 5),
        Blank(_("Is there something we should arrange for you?"), 12),
        Ticks(
            "",
            (
                _("You may pass on what I wrote to others whose help is needed to solve it."),
                _("You may ask me afterwards how well you handled this."),
            ),
        ),
    )


def _end() -> tuple[Item, ...]:
    return (
        Blank(_("Papers that I enclose (copies, please)"), 12, lines=2),
        Blank(pgettext("letter", "Date"), 4),
        Blank(_("Signature"), 8),
    )


def _sending(office: Brand, where: str) -> str:
    lines = []
    if office.address_lines:
        address = ", ".join(map(_kept, dict.fromkeys((office.name, *office.address_lines))))
        lines.append(_("By post, or bring it to us: %(address)s.") % {"address": address})
    if office.email:
        lines.append(_("As a photo or scan by e-mail: %(address)s.") % {"address": _kept(office.email)})
    if office.phone:
        lines.append(
            _("Or tell us by phone: %(number)s. We write it down for you.") % {"number": _kept(office.phone)}
        )
    lines.append(_("Or fill it in online: %(address)s") % {"address": _kept(where)})
    return "\n".join(lines)


def _ours() -> tuple[Item, ...]:
    return (Blank(_("Received on"), 3), Blank(_("Received by"), 5), Blank(_("Identifier"), 4))


def _kept(text: str) -> str:
    """Kept together, since digits and dashes would turn around among Arabic letters."""
    return f"\u2068{text}\u2069"
