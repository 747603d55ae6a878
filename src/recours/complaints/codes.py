"""What arrives, by which way, what is agreed to, and how somebody was told. Pure codes, offered by `states`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Kind(StrEnum):
    """What arrived (ISO 10002:2018, 3)."""

    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    SUGGESTION = "suggestion"
    ENQUIRY = "enquiry"
    SERVICE_REQUEST = "service_request"


class Channel(StrEnum):
    """How it arrived."""

    WEB_FORM = "web_form"
    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in_person"
    POST = "post"
    FAX = "fax"
    CHAT = "chat"
    SOCIAL_MEDIA = "social_media"
    APP = "app"
    REGULATOR = "regulator"
    OMBUDSMAN = "ombudsman"
    MEDIA = "media"
    PARTNER = "partner"
    API = "api"


class Consent(StrEnum):
    """What the complainant may agree to (ISO 10002:2018, annex C)."""

    CONTACT = "contact"
    DISCLOSURE = "disclosure"
    SURVEY = "survey"
    PUBLICATION = "publication"


class Told(StrEnum):
    """How the complainant came to know that the complaint arrived."""

    LETTER = "letter"
    POST = "post"
    PAGE = "page"
    PHONE = "phone"
    IN_PERSON = "in_person"


KIND_NAMES: Mapping[Kind, _StrPromise] = {
    Kind.COMPLAINT: pgettext_lazy("kind", "Complaint"),
    Kind.COMPLIMENT: pgettext_lazy("kind", "Compliment"),
    Kind.SUGGESTION: pgettext_lazy("kind", "Suggestion"),
    Kind.ENQUIRY: pgettext_lazy("kind", "Enquiry"),
    Kind.SERVICE_REQUEST: pgettext_lazy("kind", "Service request"),
}

CHANNEL_NAMES: Mapping[Channel, _StrPromise] = {
    Channel.WEB_FORM: pgettext_lazy("channel", "Web form"),
    Channel.EMAIL: pgettext_lazy("channel", "E-mail"),
    Channel.PHONE: pgettext_lazy("channel", "Phone"),
    Channel.IN_PERSON: pgettext_lazy("channel", "In person"),
    Channel.POST: pgettext_lazy("channel", "Letter"),
    Channel.FAX: pgettext_lazy("channel", "Fax"),
    Channel.CHAT: pgettext_lazy("channel", "Chat"),
    Channel.SOCIAL_MEDIA: pgettext_lazy("channel", "Social media"),
    Channel.APP: pgettext_lazy("channel", "App"),
    Channel.REGULATOR: pgettext_lazy("channel", "Regulator"),
    Channel.OMBUDSMAN: pgettext_lazy("channel", "Ombudsman"),
    Channel.MEDIA: pgettext_lazy("channel", "Media"),
    Channel.PARTNER: pgettext_lazy("channel", "Partner"),
    Channel.API: pgettext_lazy("channel", "Connected system"),
}

TOLD_NAMES: Mapping[Told, _StrPromise] = {
    Told.LETTER: pgettext_lazy("told", "by e-mail"),
    Told.POST: pgettext_lazy("told", "by post"),
    Told.PAGE: pgettext_lazy("told", "on the page after sending"),
    Told.PHONE: pgettext_lazy("told", "on the phone"),
    Told.IN_PERSON: pgettext_lazy("told", "in person"),
}
