"""`recours letters`: what waits to leave, and one round of sending."""

from __future__ import annotations

import click

from recours.cli.setting_up import moment, operator, start


@click.group("letters")
def letters_command() -> None:
    """See and send the letters that wait."""


@letters_command.command("send")
def send() -> None:
    """Send the letters that are due now, without waiting for the worker."""
    start()
    from recours.cli.serving import require_prepared
    from recours.cli.telling import counted, say
    from recours.letters.jobs import send_due

    require_prepared()
    total = 0
    while handled := send_due(moment()):
        total += handled
    say(f"{counted(total, 'letter', 'letters')} handled." if total else "No letter is due.")


@letters_command.command("list")
@click.option(
    "--standing",
    type=click.Choice(["waiting", "to_post", "to_tell", "failed", "sent", "posted", "told", "returned"]),
    help="Only those that stand there on their way.",
)
@click.option("--cursor", default="", help="Where to go on: the cursor that the page before ended with.")
@click.option("--size", type=click.IntRange(1, 200), default=50, show_default=True, help="Letters on a page.")
@click.option("--json", "as_json", is_flag=True, help="Give the page as JSON.")
def list_letters(*, standing: str | None, cursor: str, size: int, as_json: bool) -> None:
    """List the outbox, the newest letter first."""
    start()
    from recours.cli.telling import give_json, give_table, note, when
    from recours.letters.selectors import outbox_for
    from recours.letters.states import Standing

    page = outbox_for(
        actor=operator(), cursor=cursor, standing=Standing(standing) if standing else None, size=size
    )
    if as_json:
        give_json({"letters": page.letters, "next": page.next, "previous": page.previous})
        return
    give_table(
        ["Written", "Kind", "Channel", "Standing", "Case", "To", "Last error"],
        [
            (when(x.created_at), x.kind, x.channel, x.standing, x.reference, x.address, x.error[:60])
            for x in page.letters
        ],
    )
    if page.next:
        note(f"More: --cursor {page.next}")
