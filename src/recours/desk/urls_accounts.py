"""Signing in and out, passwords and the second factor: those of allauth's pages that a desk needs, and no others."""

from allauth.account import views as account
from allauth.account.urls import urlpatterns as account_patterns
from django.urls import URLPattern, include, path

_OURS = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

# allauth links to sign-up from its own forms; the page says that an administrator makes accounts.
urlpatterns = [
    *(pattern for pattern in account_patterns if isinstance(pattern, URLPattern) and pattern.name in _OURS),
    path("signup/", account.signup, name="account_signup"),
    path("second-factor/", include("allauth.mfa.urls")),
]
