"""Tags of the desk's own pages; `{% load desk %}`."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from recours.desk.story import TONES
from recours.letters.recipients import CHANNEL_NAMES, Channel
from recours.letters.selectors import LetterView
from recours.letters.states import STANDING_NAMES
from recours.ui.templatetags.ui import chip, long_moment, short_moment

register = template.Library()


@register.simple_tag
def stamp(at: datetime | None) -> str:
    """A moment to the minute, for facts; in full words on hover."""
    if at is None:
        return ""
    exact = at.isoformat(timespec="seconds")
    return format_html('<time datetime="{}" title="{}">{}</time>', exact, long_moment(at), short_moment(at))


@register.simple_tag
def letter_standing(letter: LetterView) -> SafeString:
    """How far a letter came, as shape and word."""
    tone, shape = TONES[letter.standing]
    return chip(STANDING_NAMES[letter.standing], tone, shape)


@register.simple_tag
def letter_way(channel: str) -> str:
    """The way a letter leaves, by its code."""
    return str(CHANNEL_NAMES[Channel(channel)]) if channel in set(Channel) else channel
