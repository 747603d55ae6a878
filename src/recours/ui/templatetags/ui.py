"""Tags and filters of every page; a builtin, so no template loads it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template
from django.conf.locale import LANG_INFO
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recours.core import dates
from recours.core.text import local_digits
from recours.ui.fields import shown
from recours.ui.icons import DIRECTED, ICONS, SEVERITIES, SHAPES

if TYPE_CHECKING:
    from django.forms import BaseForm, BoundField
    from django.template import Context

register = template.Library()

SEPARATORS = {"fr": ("\u202f", ","), "tr": (".", ","), "ar": ("٬", "٫"), "fa": ("٬", "٫")}
"""Between thousands, and before the fraction; the others write 1,234.5."""


def _language() -> str:
    return translation.get_language() or "en"


@register.filter
def digits(value: object) -> str:
    """A number grouped, or a text as it is, with the digits of the reader's language."""
    language = _language()
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return local_digits("" if value is None else str(value), language)
    thousands, fraction = SEPARATORS.get(language, (",", "."))
    spelt = f"{value:,}".translate({ord(","): thousands, ord("."): fraction})
    return local_digits(spelt, language)


@register.filter
def reference(value: object) -> SafeString:
    """A case reference, kept together and from left to right whatever stands around it."""
    return format_html('<bdi class="reference" dir="ltr">{}</bdi>', value)


@register.simple_tag
def file_size(size: int) -> str:
    """A size in bytes as a person says it."""
    if size < 1000:
        return ngettext("%(count)s byte", "%(count)s bytes", size) % {"count": digits(size)}
    if size < 1_000_000:
        return _("%(count)s kB") % {"count": digits(round(size / 1000))}
    return _("%(count)s MB") % {"count": digits(round(size / 1_000_000, 1))}


@register.filter
def breakable(address: object) -> SafeString:
    """A mail or web address that breaks before "@" and after a dot, a slash or a dash, never in the middle of a word."""
    pieces = re.split(r"(?<=[./-])(?=[^./-])|(?=@)", str(address))
    return format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in pieces))


@register.filter
def sentences(text: object) -> SafeString:
    """Each sentence of a heading in a span of its own, so that a line breaks between them first."""
    pieces = re.split(r"(?<=[.!?؟])\s+", str(text))
    return format_html_join(" ", '<span class="sentence">{}</span>', ((piece,) for piece in pieces))


@register.filter
def direction(language: str) -> str:
    """ "rtl" or "ltr" for a language code; "ltr" for one that nobody knows."""
    return "rtl" if LANG_INFO.get(language, {}).get("bidi") else "ltr"


@register.filter
def initials(name: str) -> str:
    """The first letter of a name and of its last word, for an avatar; one letter where letters join, as in Arabic."""
    words = str(name).split()
    letters = [word[0] for word in (words[:1] + words[1:][-1:])]
    if letters and unicodedata.bidirectional(letters[0]) == "AL":
        return letters[0]
    return "".join(letters).upper()


@register.filter
def long_date(day: date | None) -> str:
    """A day in full words, in the reader's calendar; empty for None."""
    return dates.long_date(_day(day), _language()) if day else ""


@register.filter
def short_date(day: date | None) -> str:
    """A day for tables; empty for None."""
    return dates.short_date(_day(day), _language()) if day else ""


@register.filter
def long_moment(moment: datetime | None) -> str:
    """A day in full words with its time in the zone of the page; empty for None."""
    return dates.long_moment(moment, _language(), timezone.get_current_timezone()) if moment else ""


@register.filter
def short_moment(moment: datetime | None) -> str:
    """A moment for tables, in the zone of the page; empty for None."""
    return dates.short_moment(moment, _language(), timezone.get_current_timezone()) if moment else ""


def _day(day: date) -> date:
    return day.astimezone(timezone.get_current_timezone()).date() if isinstance(day, datetime) else day


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None) -> str:
    """A moment as a person says it ("2 hours ago") where the page has a `now`, else short; exact on hover and in print."""
    if at is None:
        return ""
    now = context.get("now")
    said = dates.relative(at, now, _language()) if now else short_moment(at)
    return format_html('<time datetime="{}" title="{}">{}</time>', dates.iso(at), long_moment(at), said)


@register.simple_tag
def day(value: date | None, *, short: bool = False) -> str:
    """A day in full words (or short, with the full words on hover), marked up as a date."""
    if value is None:
        return ""
    iso = dates.iso(_day(value))
    if short:
        return format_html(
            '<time datetime="{}" title="{}">{}</time>', iso, long_date(value), short_date(value)
        )
    return format_html('<time datetime="{}">{}</time>', iso, long_date(value))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the house, silent beside its word; with a label it speaks for itself. An unknown name raises KeyError."""
    turned = " icon-directed" if name in DIRECTED else ""
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon icon-{}{}" viewBox="0 0 20 20" focusable="false" {}><path d="{}"/></svg>',
        name,
        turned,
        voice,
        ICONS[name],
    )


def _shape(name: str) -> SafeString:
    turned = " shape-directed" if name in {"flag", "half"} else ""
    drawing = mark_safe(SHAPES[name])  # noqa: S308 - from our own table
    return format_html(
        '<svg class="shape{}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>',
        turned,
        drawing,
    )


@register.simple_tag
def chip(word: object, tone: str = "calm", shape: str = "dot") -> SafeString:
    """A state as shape and word. Tones: calm brand good warn bad plain."""
    return format_html('<span class="chip chip-{}">{}<span>{}</span></span>', tone, _shape(shape), word)


@register.simple_tag
def severity(level: int, word: object) -> SafeString:
    """A severity from 1 (mildest) to 4 as shape and word."""
    at = min(max(int(level), 1), len(SEVERITIES))
    return format_html(
        '<span class="severity severity-{}">{}<span>{}</span></span>', at, _shape(SEVERITIES[at - 1]), word
    )


@register.inclusion_tag("ui/clock.html")
def clock(
    label: object, part: float = 0, state: str = "running", note: object = "", *, large: bool = False
) -> dict[str, Any]:
    """A ring that empties and its words. `part`: what is left, 1 to 0. States: running soon late met paused."""
    left = round(min(max(float(part), 0.0), 1.0) * 100)
    return {
        "label": label,
        "note": note,
        "state": state,
        "large": large,
        "left": str(left),
        "gone": str(left - 100),
    }


@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField,
    *,
    size: str = "",
    optional: bool = True,
    autocomplete: str = "",
    inline: bool = False,
    hint: bool = True,
) -> dict[str, Any]:
    """A field of a form with its label, help, error and control, tied together for every reader.

    `size`: large short wide code; `optional=False` leaves out the word "(optional)", `hint=False` the help text; `inline` sets choices side by side.
    """
    return shown(bound, size=size, optional=optional, autocomplete=autocomplete, inline=inline, hint=hint)


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: BaseForm, kept: bool = True) -> dict[str, Any]:
    """What needs another look, once, with a link to each field; nothing when nothing does. `kept=False` promises nothing about the words."""
    entries: list[tuple[str, str]] = []
    for form in forms:
        entries += [("", str(error)) for error in form.non_field_errors()]
        for bound in form:
            suffix = "_0" if bound.use_fieldset and not bound.is_hidden else ""
            entries += [(f"{bound.auto_id}{suffix}", str(error)) for error in bound.errors]
    return {"entries": entries, "kept": kept}
