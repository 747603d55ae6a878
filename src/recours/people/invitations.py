"""The letter with which a member of staff chooses a password."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from recours.core.localised import said
from recours.core.subjects import Subject
from recours.core.text import local_digits
from recours.letters.kinds import LetterKind
from recours.letters.queue import queue
from recours.people.models import Organisation, User
from recours.people.recipients import recipient_of_user
from recours.people.selectors.organisation import letterhead


def password_link(user: User) -> str:
    """The address at which this person chooses a password: good for one use and `PASSWORD_RESET_TIMEOUT` seconds."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.SITE_URL}{path}"


def queue_invitation(user: User, organisation: Organisation, *, now: datetime) -> None:
    """Write to the person, in their language, where to choose a password and how to sign in then."""
    link = password_link(user)
    days = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days
    with override(user.language):
        name = said(organisation.names, user.language).text
        until = ngettext(
            "The link works once, for %(days)s day. If that is too short, ask your administrator for a new one.",
            "The link works once, for %(days)s days. If that is too short, ask your administrator for a new one.",
            days,
        )
        paragraphs = (
            gettext("Dear %(name)s,") % {"name": user.name},
            gettext("You have an account in the complaints system of %(organisation)s.")
            % {"organisation": name},
            gettext("Please choose your password here:"),
            link,
            until % {"days": local_digits(str(days), user.language)},
            gettext("After that you sign in with your e-mail address, %(email)s.") % {"email": user.email},
            gettext(
                "If you did not expect this letter, please tell your administrator and do not use the link."
            ),
        )
        title = gettext("Your account at %(organisation)s: choose your password") % {"organisation": name}
    _queue(user, organisation, title, paragraphs, now)


def queue_second_factor_notice(user: User, organisation: Organisation, *, now: datetime) -> None:
    """Tell the person, in their language, that their second key was taken away, and what to do."""
    link = f"{settings.SITE_URL}{reverse('mfa_index')}"
    with override(user.language):
        name = said(organisation.names, user.language).text
        paragraphs = (
            gettext("Dear %(name)s,") % {"name": user.name},
            gettext(
                "An administrator has taken away the second key of your account, because it was reported lost. "
                "Until you set up a new one, your password alone opens the account."
            ),
            gettext("Please sign in and set up an authenticator app again here:"),
            link,
            gettext("If you did not ask for this, please tell your administrator at once."),
        )
        title = gettext("Your second key at %(organisation)s was taken away") % {"organisation": name}
    _queue(user, organisation, title, paragraphs, now)


def _queue(
    user: User, organisation: Organisation, title: str, paragraphs: Sequence[str], now: datetime
) -> None:
    queue(
        kind=LetterKind.ACCOUNT,
        to=recipient_of_user(user),
        about=Subject("user", user.pk),
        places={"title": title, "words": "\n\n".join(paragraphs)},
        letterhead=letterhead(organisation, user.language),
        now=now,
    )
