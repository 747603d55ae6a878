"""The routes of ui: to be included once, at the root."""

from django.urls import path

from recours.ui import views

urlpatterns = [path("appearance", views.appearance, name="appearance")]
