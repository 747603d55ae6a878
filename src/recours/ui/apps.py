"""The design system."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class Ui(AppConfig):
    name = "recours.ui"
    label = "ui"

    def ready(self) -> None:
        """Makes the folder of static files, which the server looks into before anything is laid out there."""
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
