"""The organisation's logo, on its pages and above its letters."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recours.core.actors import Actor
from recours.core.errors import Invalid
from recours.core.logos import FIELD, judged_logo, keep_logo
from recours.core.subjects import Subject
from recours.people import errors
from recours.people.actions.locks import lock_organisation
from recours.people.events import LogoRemoved, LogoSet
from recours.people.models import ORGANISATION
from recours.people.rules import require_administrator
from recours.press.pictures import can_draw
from recours.trail.record import record


def set_logo(*, actor: Actor, content: bytes, now: datetime) -> None:
    """Let this PNG or JPEG of at most 300 kB stand on every page and letter from now on; Invalid under "logo"."""
    require_administrator(actor)
    judged_logo(content)
    if not can_draw(content):
        raise Invalid({FIELD: errors.LOGO_BROKEN})
    logo = keep_logo(content)
    with transaction.atomic():
        organisation = lock_organisation()
        require_administrator(actor)
        if organisation.logo == logo.key:
            return
        organisation.logo = logo.key
        organisation.save(update_fields=["logo"])
        facts = LogoSet(picture=logo.sha256, width=logo.width, height=logo.height)
        record(facts, about=Subject("organisation", ORGANISATION), actor=actor, now=now)


def remove_logo(*, actor: Actor, now: datetime) -> None:
    """Let the name stand alone again; nothing happens where there is no logo."""
    with transaction.atomic():
        organisation = lock_organisation()
        require_administrator(actor)
        if not organisation.logo:
            return
        organisation.logo = ""
        organisation.save(update_fields=["logo"])
        record(LogoRemoved(), about=Subject("organisation", ORGANISATION), actor=actor, now=now)
