"""Signing in and out, passwords and the second key: those of allauth's pages that a desk needs, and no others."""

from allauth.account.urls import urlpatterns as account_patterns
from allauth.mfa.base.urls import urlpatterns as mfa_patterns
from allauth.mfa.recovery_codes import views as codes
from django.urls import URLPattern, include, path

from recours.desk.views import second_key

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
    *(
        pattern
        for pattern in account_patterns
        if isinstance(pattern, URLPattern) and pattern.name in {*_OURS, "account_signup"}
    ),
    path(
        "second-factor/",
        include(
            [
                *mfa_patterns,
                path("totp/activate/", second_key.activate, name="mfa_activate_totp"),
                path("totp/deactivate/", second_key.deactivate, name="mfa_deactivate_totp"),
                path("recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
                path(
                    "recovery-codes/generate/", second_key.generate_codes, name="mfa_generate_recovery_codes"
                ),
                path(
                    "recovery-codes/download/",
                    codes.download_recovery_codes,
                    name="mfa_download_recovery_codes",
                ),
            ]
        ),
    ),
]
