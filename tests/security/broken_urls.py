"""The routes with one view that fails."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from recours.config.urls import handler429
from recours.config.urls import urlpatterns as routes

__all__ = ["handler429", "urlpatterns"]


def broken(request: HttpRequest) -> HttpResponse:
    """Fails as a view of ours might, with a secret at hand."""
    password = request.POST.get("password", "")
    raise RuntimeError(f"broken after {len(password)}")


urlpatterns = [path("broken/", broken), path("desk/broken/", broken), *routes]
