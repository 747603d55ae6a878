"""The Django application."""

from django.apps import AppConfig


class Deadlines(AppConfig):
    name = "recours.deadlines"
    label = "deadlines"
