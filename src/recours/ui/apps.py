"""The design system."""

from django.apps import AppConfig


class Ui(AppConfig):
    name = "recours.ui"
    label = "ui"
