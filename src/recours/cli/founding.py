"""`recours init`: the database, the organisation, the delivered promises and categories."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import click

from recours.cli.setting_up import moment, operator, reader, start, unapplied

_ZONE_IN_PATH = re.compile(r"zoneinfo/(?:posix/|right/)?(.+)$")
_TERRITORY = re.compile(r"[a-z]{2,3}_([A-Z]{2})\b")


@dataclass(frozen=True, slots=True)
class _Answers:
    """What an organisation needs to exist, as the options or the person at the terminal gave it."""

    name: str
    country: str
    zone: str
    language: str
    email: str
    admin_email: str
    admin_name: str
    small: bool = False


@click.command("init")
@click.option("--name", help="What the organisation is called.")
@click.option("--country", help="Its country, two letters. [default: by LANG, else GB]")
@click.option("--zone", help="Its time zone, such as Europe/Paris. [default: this machine's]")
@click.option(
    "--language",
    type=click.Choice(["en", "fr", "ar", "fa", "tr"]),
    help="Its main language. [default: yours]",
)
@click.option("--email", help="The address that complainants write to.")
@click.option("--admin-email", help="The first administrator, who is invited by letter.")
@click.option("--admin-name", help="What the first administrator is called.")
@click.option(
    "--small",
    is_flag=True,
    help="A small business: one screen, and the first administrator handles the complaints.",
)
def init_command(
    *,
    name: str | None,
    country: str | None,
    zone: str | None,
    language: str | None,
    email: str | None,
    admin_email: str | None,
    admin_name: str | None,
    small: bool,
) -> None:
    """Prepare the database and found the organisation.

    Run it once to begin, and again after each upgrade: what is done already stays as it is. At a terminal it asks for
    what no option says; elsewhere it takes the defaults, and the organisation is completed on its page.
    """
    start()
    from recours.cli.telling import say
    from recours.people.selectors import is_founded

    fresh = migrate()
    say(f"The database is prepared: {fresh} changes applied." if fresh else "The database is up to date.")
    if is_founded():
        say(complete() or "The organisation exists already; nothing was changed.")
        return
    answers = _answers(
        name=name,
        country=country,
        zone=zone,
        language=language,
        email=email,
        admin_email=admin_email,
        admin_name=admin_name,
    )
    _found(replace(answers, small=small))
    complete()
    say(f"{answers.name} is founded, with the promises and categories that come with Recours.")
    if answers.admin_email:
        say(f"{answers.admin_email} is invited by letter to choose a password.")
        say(f"To set one here instead: recours user password {answers.admin_email}")
    else:
        say(
            "Nobody can sign in yet. Add an administrator: recours user add EMAIL --name NAME --role administrator"
        )
    say("To start: recours serve")


def migrate() -> int:
    """Bring the database to this version, and give the number of migrations that this took."""
    from django.core.management import call_command
    from django.db import connection

    from recours.trail import guards

    waiting = len(unapplied())
    if waiting:
        call_command("migrate", interactive=False, verbosity=0)
    if guards.missing(connection):
        guards.install(connection)
    return waiting


def complete() -> str:
    """Add what an interrupted founding left out; a sentence that says so, or nothing."""
    from recours.complaints.seed import seed_categories, seed_texts
    from recours.deadlines.actions import seed
    from recours.people.selectors import organisation

    actor, now, office = operator(), moment(), organisation()
    seed(actor=actor, now=now, zone=office.zone, country=office.country)
    categories, texts = seed_categories(actor=actor, now=now), seed_texts(actor=actor, now=now)
    added = [f"{n} {what}" for n, what in ((categories, "categories"), (texts, "ready-made texts")) if n]
    return f"{' and '.join(added)} that come with Recours were missing and are added." if added else ""


def _found(answers: _Answers) -> None:
    from recours.people.actions import Founder, OrganisationDetails, found_organisation

    languages = (
        answers.language,
        *(code for code in ("en", "fr", "ar", "fa", "tr") if code != answers.language),
    )
    founder = Founder(
        name=answers.admin_name or answers.admin_email, email=answers.admin_email, language=answers.language
    )
    found_organisation(
        actor=operator(),
        details=OrganisationDetails(
            names={answers.language: answers.name},
            country=answers.country,
            zone=answers.zone,
            language=answers.language,
            languages=languages,
            email=answers.email,
            small=answers.small,
        ),
        administrator=founder if answers.admin_email else None,
        now=moment(),
    )


def _answers(**given: str | None) -> _Answers:
    """The options, the person's answers where one sits at the terminal, else the defaults."""
    asked = sys.stdin.isatty() and sys.stderr.isatty()

    def answer(field: str, question: str, default: str) -> str:
        said = given[field]
        if said is None and asked:
            said = click.prompt(question, default=default, show_default=bool(default), err=True)
        return (default if said is None else str(said)).strip()

    language = answer("language", "Main language (en, fr, ar, fa, tr)", reader())
    admin_email = answer("admin_email", "E-mail address of the first administrator (may stay empty)", "")
    return _Answers(
        language=language,
        name=answer("name", "What the organisation is called", "Our organisation"),
        country=answer("country", "Country, two letters", local_country()),
        zone=answer("zone", "Time zone", local_zone()),
        email=answer("email", "Address that complainants write to (may stay empty)", ""),
        admin_email=admin_email,
        admin_name=answer("admin_name", "Name of the first administrator", admin_email)
        if admin_email
        else "",
    )


def local_country() -> str:
    """The country that LANG names, else GB."""
    match = _TERRITORY.match(os.environ.get("LC_ALL") or os.environ.get("LANG") or "")
    return match[1] if match else "GB"


def local_zone() -> str:
    """This machine's time zone by its name, else UTC."""
    link = Path("/etc/localtime")
    told = os.environ.get("TZ", "").lstrip(":") or (str(link.resolve()) if link.exists() else "")
    match = _ZONE_IN_PATH.search(told)
    name = match[1] if match else told
    return name if "/" in name and not name.startswith("/") else "UTC"
