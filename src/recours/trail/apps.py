"""The trail's place among Django's apps."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

from recours.trail.guards import reinstall


class TrailConfig(AppConfig):
    """Registers the one hook of the house, by which the triggers are put back after every migration, and reads all kinds of events.

    Whoever shows a case tells events of packages it does not import; a process that had not read them would not know
    their sentences.
    """

    name = "recours.trail"

    def ready(self) -> None:
        autodiscover_modules("events")
        post_migrate.connect(reinstall, sender=self, dispatch_uid="trail.guards")
