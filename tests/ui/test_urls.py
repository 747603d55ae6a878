"""The one route of ui."""

from django.urls import resolve, reverse

from recours.ui import views


def test_appearance_is_mounted_where_its_forms_send() -> None:
    assert resolve("/appearance", urlconf="tests.ui.routes").func is views.appearance
    assert reverse("appearance", urlconf="tests.ui.routes") == "/appearance"
