"""The routes of the API. What stands nowhere here is a problem too, never a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from recours.api.door import guarded, make_door
from recours.api.routes import (
    assessing,
    categories,
    classifying,
    closing,
    complaints,
    conduct,
    deadlines,
    documents,
    ending,
    files,
    guidance,
    hearing,
    history,
    investigating,
    letters,
    mail,
    organisation,
    relating,
    responding,
    staff,
    tasks,
    team,
    texts,
    trail,
    waiting,
    watching,
)

app_name = "api"

api = make_door()
for module in (
    complaints,
    assessing,
    investigating,
    hearing,
    waiting,
    responding,
    closing,
    conduct,
    ending,
    relating,
    classifying,
    tasks,
    team,
    files,
    history,
    letters,
    mail,
    categories,
    texts,
    watching,
    guidance,
    deadlines,
    organisation,
    staff,
    trail,
    documents,
):
    api.add_router("", module.router)


@csrf_exempt  # nothing is here that a forged request could reach
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """What every other address under this door answers."""
    raise Http404


_routes = (*api.urls[0], path("<path:rest>", nowhere, name="nowhere"))
_operations = api.operations()
urlpatterns = [guarded(pattern, _operations) for pattern in _routes]
