"""`recours mail take`: mail from files and folders becomes cases and replies."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recours.cli.setting_up import moment, operator, start

if TYPE_CHECKING:
    from recours.mailroom.states import FateKind


@click.group("mail")
def mail_command() -> None:
    """Take in mail from files."""


@mail_command.command("take")
@click.argument("source", metavar="FILE_OR_FOLDER", type=click.Path(path_type=Path))
@click.option("--mailbox", help="The address at which it arrived. [default: MAIL_FROM]")
@click.option("--json", "as_json", is_flag=True, help="Give the counts as JSON.")
def take(*, source: Path, mailbox: str | None, as_json: bool) -> None:
    """Take in .eml files, mbox files, and folders of them (Maildir too).

    Each message is kept as it is before anything else, then becomes a case, goes into its case, or waits for a person
    on the desk. The same message again changes nothing. The counts add up to the number of messages seen; a file that
    cannot be read or taken is named and ends with code 1, after all others.
    """
    start()
    from django.conf import settings

    from recours.cli.serving import require_prepared
    from recours.cli.telling import Bar, Problem
    from recours.core.errors import Invalid
    from recours.mailroom.actions import take_mail
    from recours.mailroom.sources import messages
    from recours.mailroom.states import FateKind
    from recours.people.selectors import organisation

    require_prepared()
    organisation()
    if not source.exists():
        raise Problem(f"{source}: There is no such file or folder.")
    actor, fates, repeated, failed = operator(), Counter[FateKind](), 0, []
    bar = Bar("Messages taken in:")
    try:
        for seen, (name, raw) in enumerate(messages(source), start=1):
            try:
                taken = take_mail(
                    actor=actor, raw=raw, mailbox=mailbox or settings.MAIL_FROM, now=moment(), source=name
                )
            except Invalid as problem:
                failed.append({"name": name, "reason": " ".join(problem.sentences().values())})
            else:
                repeated += taken.repeated
                fates[taken.fate] += not taken.repeated
            bar.step(seen)
    finally:
        bar.end()
    tell(fates=fates, repeated=repeated, failed=failed, as_json=as_json)
    if failed:
        sys.exit(1)


def tell(*, fates: Counter[FateKind], repeated: int, failed: list[dict[str, str]], as_json: bool) -> None:
    """Say what became of the messages; the counts add up to the number seen."""
    from recours.cli.telling import give_json, note, say
    from recours.mailroom.states import FATE_NAMES, FateKind

    seen = sum(fates.values()) + repeated + len(failed)
    if as_json:
        counts = {fate.value: fates[fate] for fate in FateKind}
        give_json({"seen": seen, "fates": counts, "repeated": repeated, "failed": failed})
    else:
        say(f"{seen:,} messages seen.")
        for fate in FateKind:
            if fates[fate]:
                say(f"  {fates[fate]:>7,}  {FATE_NAMES[fate]}")
        if repeated:
            say(f"  {repeated:>7,}  taken in before, nothing changed")
        for each in failed:
            note(f"{each['name']}: {each['reason']}")
