"""The trail's place among Django's apps."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from recours.trail.guards import reinstall


class TrailConfig(AppConfig):
    """Registers the one hook of the house: the triggers are put back after every migration."""

    name = "recours.trail"

    def ready(self) -> None:
        post_migrate.connect(reinstall, sender=self, dispatch_uid="trail.guards")
