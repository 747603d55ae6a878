"""The second key: allauth's pages, with what was done on the trail."""

from __future__ import annotations

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.http import HttpResponse

from recours.desk.requests import DeskRequest
from recours.people.actions import SecondFactorChange, record_second_factor


class _Recorded:
    """Does what its page does and records it, both or neither."""

    change: SecondFactorChange
    request: DeskRequest

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the view beside it
            record_second_factor(actor=self.request.actor, change=self.change, now=self.request.now)
        return response


class _Activate(_Recorded, ActivateTOTPView):  # type: ignore[misc]  # allauth is untyped
    change = SecondFactorChange.ADDED


class _Deactivate(_Recorded, DeactivateTOTPView):  # type: ignore[misc]  # allauth is untyped
    change = SecondFactorChange.REMOVED


class _GenerateCodes(_Recorded, GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth is untyped
    change = SecondFactorChange.CODES_MADE


activate = _Activate.as_view()
deactivate = _Deactivate.as_view()
generate_codes = _GenerateCodes.as_view()
