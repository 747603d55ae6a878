"""The routes of ui alone."""

from django.urls import include, path

urlpatterns = [path("", include("recours.ui.urls"))]
