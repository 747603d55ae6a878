"""Everything that must have a chain on the trail, as the packages above tell it."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.utils.module_loading import import_string

from recours.core.subjects import Subject


def expected_subjects() -> Iterator[Subject]:
    """Every subject that the wiring's SUBJECTS name, one at a time, for `trail.verification.verify`."""
    names: tuple[str, ...] = settings.RECOURS_SUBJECTS
    for name in names:
        subjects: Callable[[], Iterator[Subject]] = import_string(name)
        yield from subjects()
