"""How the sign-in fits the house: accounts are made by an administrator, mail leaves as letters, all of it is on the trail."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
from email.utils import parseaddr, quote
from typing import TYPE_CHECKING, Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from recours.core.actors import system
from recours.core.errors import Refused
from recours.core.secrets import fingerprint
from recours.core.text import one_line
from recours.people.actions import record_failed_sign_in, record_sign_in, record_sign_out, set_password
from recours.people.selectors import actor_of, brand
from recours.ui.sources import client_network
from recours.ui.views import too_many_requests

if TYPE_CHECKING:
    from recours.people.selectors import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Signing in, signing out and passwords, as allauth asks for them."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("This is not your current password."),
        "too_many_login_attempts": _("That was too many tries. Wait a few minutes, then try again."),
        "rate_limited": _("That was too many tries. Wait a few minutes, then try again."),
        "incorrect_code": _("This code is not right. Take the one that the app shows now."),
        "invalid_password_reset": _(
            "This link has been used already or has grown too old. Ask for a new one."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session, once password and second key are proved."""
        super().login(request, user)
        record_sign_in(actor=actor_of(user), now=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        """Close the session."""
        if request.user.is_authenticated:
            record_sign_out(actor=actor_of(request.user), now=timezone.now())
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note the failure under a fingerprint of the address; the limits on tries bound how often this can be."""
        note_failed_sign_in(str(credentials.get("email", "")))

    def set_password(self, user: User, password: str) -> None:
        """The password as the holder of the account, or of the link sent to them, chose it."""
        try:
            set_password(actor=actor_of(user), user_id=user.pk, password=password, now=timezone.now())
        except Refused:  # deactivated between the page and its answer
            raise ImmediateHttpResponse(redirect("account_inactive")) from None
        user.refresh_from_db(fields=["password"])

    def get_from_email(self) -> str:
        """The address all mail comes from, with the organisation's name in the language of the mail before it."""
        house = brand(get_language() or settings.LANGUAGE_CODE)
        address = parseaddr(settings.MAIL_FROM)[1]
        return f'"{quote(one_line(house.name, 200))}" <{address}>' if house and house.name else address

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """The link, in the language of the account's holder."""
        with translation.override(user.language):
            super().send_password_reset_mail(user, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """What changed about signing in, in the language of the account's holder."""
        with translation.override(user.language):
            super().send_notification_mail(template_prefix, user, context, email)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link under the address that the deployment names, whatever host the request claimed."""
        uid, _dash, token = key.partition("-")
        return f"{settings.SITE_URL}{_reset_path(uid, token)}"

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where tries to sign in are counted together: the address as far as it can be believed, for IPv6 its /64."""
        return client_network(request)


class SecondKey(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """The second key beside the password: a code from an app, or one of the recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": Adapter.error_messages["incorrect_code"],
    }

    def get_totp_issuer(self) -> str:
        """What the app writes above the code."""
        house = brand(get_language() or settings.LANGUAGE_CODE)
        return one_line(house.name, 60) if house and house.name else "Recours"

    def build_totp_svg(self, url: str) -> str:
        """The key as a picture to scan."""
        drawn = io.BytesIO()
        segno.make(url, error="m", micro=False).save(
            drawn, kind="svg", border=2, light="#fff", svgclass=None, lineclass=None
        )
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """Secrets lie in the database locked with the house's key, so that a copy of the database opens no account."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return _box().decrypt(encrypted_text.encode()).decode()


def note_failed_sign_in(address: str) -> None:
    """Put a failed try on the trail, without the address."""
    known = fingerprint(address.strip().lower(), "sign-in")
    record_failed_sign_in(actor=system("sign-in"), address_fingerprint=known, now=timezone.now())


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """The answer to whoever asked too often at the sign-in."""
    return too_many_requests(request, seconds=60)


def _box() -> Fernet:
    key = hmac.new(settings.TRACKING_KEY, b"second-key", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _reset_path(uid: str, token: str) -> str:
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
