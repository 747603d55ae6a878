"""What a command does before it works: Django, the reader's language, who acts, what time it is."""

from __future__ import annotations

import getpass
import os
from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from recours.core.actors import Actor

SETTINGS = "recours.config.settings"
_LANGUAGES = ("en", "fr", "ar", "fa", "tr")
_LONGEST_NAME = 40


def start() -> None:
    """Read the settings and speak the reader's language; a setting that cannot be is a sentence and code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.apps import apps
    from django.utils import translation

    if not apps.ready:
        django.setup()
    translation.activate(reader())


def reader() -> str:
    """The language of who sits at the terminal: --language, else LC_ALL, LC_MESSAGES or LANG, else English."""
    context = click.get_current_context(silent=True)
    chosen = context.meta.get("recours.reader") if context else None
    spoken = chosen or next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    code = spoken[:2].lower()
    return code if code in _LANGUAGES else "en"


def operator() -> Actor:
    """Who acts: the system, under the name of the account at this terminal."""
    from recours.core.actors import system
    from recours.core.text import one_line

    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number without a name
        name = str(os.getuid())
    return system(f"cli:{one_line(name, _LONGEST_NAME)}")


def moment() -> datetime:
    """The moment at which a command acts."""
    from django.utils import timezone

    return timezone.now()


def unapplied() -> list[str]:
    """The migrations that this version has and the database has not."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
