"""The forms of signing in: allauth's, in our words and languages."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

from recours.core.text import ascii_digits
from recours.desk.accounts import note_failed_sign_in

_ADDRESS = _("E-mail address")
_PASSWORD = _("Password")
_FRESH = _("New password")
_AGAIN = _("New password, once more")
_CODE = _("Code")
_RULE = _(
    "At least 12 characters. A few words that only you would put together are easy to remember and hard to guess."
)
_DIFFER = _("The two passwords are not the same. Type the new one again.")


class LoginForm(account.LoginForm):  # type: ignore[misc]  # allauth is untyped
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _call(self, login=_ADDRESS, password=_PASSWORD)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _call(self, password=_PASSWORD)


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _call(self, email=_ADDRESS)


class _NewPassword:
    """A new password, typed twice."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _call(self, password1=_FRESH, password2=_AGAIN)
        self.fields["password1"].help_text = _RULE

    def add_error(self, field: str | None, error: Any) -> None:
        """Say in our words that the two differ: the only error that is added to the second."""
        unlike = field == "password2" and not isinstance(error, forms.ValidationError)
        super().add_error(field, _DIFFER if unlike else error)  # type: ignore[misc]  # of the form beside it


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):  # type: ignore[misc]  # allauth is untyped
    """Another password, proved by the current one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _call(self, oldpassword=_("Current password"))


class SetPasswordForm(_NewPassword, account.SetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    """A first password for somebody who is signed in without one."""


class ResetPasswordKeyForm(_NewPassword, account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is untyped
    """A password, chosen by whoever holds the link."""


class _FromApp:
    """A code that an app shows; recorded when it is wrong."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _call(self, code=_CODE)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

    def clean_code(self) -> str:
        self.cleaned_data["code"] = ascii_digits(self.cleaned_data["code"])
        try:
            return str(super().clean_code())  # type: ignore[misc]  # of the form beside it
        except forms.ValidationError as wrong:
            if wrong.code == "incorrect_code":
                note_failed_sign_in(self.user.email)
            raise


class AuthenticateForm(_FromApp, mfa.AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """The second key while signing in."""


class ReauthenticateWithKeyForm(_FromApp, mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """The second key once more."""


class ActivateForm(totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth is untyped
    """The first code of a new app proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _call(self, code=_("Code that the app shows"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        self.cleaned_data["code"] = ascii_digits(self.cleaned_data["code"])
        return str(super().clean_code())


def _call(form: Any, **labels: Any) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)
        form.fields[name].help_text = ""
