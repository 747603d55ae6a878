"""The doors that letters to staff lead to, as far as this package knows them: those above it are tested with them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


urlpatterns = [
    path("desk/accounts/", include("allauth.account.urls")),
    path("desk/accounts/second-factor/", include("allauth.mfa.urls")),
    path("desk/", include(([path("", home, name="home")], "desk"))),
]
