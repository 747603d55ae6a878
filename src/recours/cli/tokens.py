"""`recours token`: keys to the API."""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import UUID

import click

from recours.cli.setting_up import moment, operator, start


@click.group("token")
def token_command() -> None:
    """Give and withdraw API tokens."""


@token_command.command("give")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    help="A permission, such as complaint.intake; may be repeated.",
)
@click.option("--unit", help="The code of the unit in which the token may act. [default: everywhere]")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which it opens anything.")
@click.option("--json", "as_json", is_flag=True, help="Give the token as JSON.")
def give(
    *, name: str, scopes: tuple[str, ...], unit: str | None, until: datetime | None, as_json: bool
) -> None:
    """Make a token and show its secret, this once.

    NAME says who uses it. docs/permissions.md lists the permissions.
    """
    start()
    from recours.cli.telling import give_json, note, say
    from recours.people.actions import give_token
    from recours.people.selectors import unit_by_code

    token, secret = give_token(
        actor=operator(),
        name=name,
        scopes=scopes,
        unit_id=unit_by_code(unit).pk if unit else None,
        expires_at=datetime.combine(until.date(), time.max, UTC) if until else None,
        now=moment(),
    )
    if as_json:
        give_json({"id": token.pk, "name": token.name, "scopes": token.scopes, "secret": secret})
        return
    say(secret)
    note(f"Token {token.pk} ({token.name}). The secret is kept nowhere: this is the only time it is shown.")


@token_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Give the list as JSON.")
def list_tokens(*, as_json: bool) -> None:
    """List every token, the latest first; secrets are not kept and cannot be shown."""
    start()
    from recours.cli.telling import give_json, give_table, when
    from recours.people.selectors import tokens_for

    tokens = tokens_for(operator())
    if as_json:
        give_json(
            [
                {
                    "id": token.pk,
                    "name": token.name,
                    "hint": token.hint,
                    "scopes": token.scopes,
                    "unit": token.unit.code if token.unit else None,
                    "given_at": token.given_at,
                    "expires_at": token.expires_at,
                    "withdrawn_at": token.withdrawn_at,
                    "last_used_on": token.last_used_on,
                }
                for token in tokens
            ]
        )
        return
    give_table(
        ["Token", "Name", "Begins", "May", "Given", "Until", "Withdrawn"],
        [
            (
                str(token.pk),
                token.name,
                token.hint,
                ", ".join(token.scopes),
                when(token.given_at),
                when(token.expires_at),
                when(token.withdrawn_at),
            )
            for token in tokens
        ],
    )


@token_command.command("withdraw")
@click.argument("token", type=click.UUID)
def withdraw(*, token: UUID) -> None:
    """Let a token open nothing any more, at once and for good. TOKEN is its key, as `recours token list` shows it."""
    start()
    from recours.cli.telling import say
    from recours.people.actions import withdraw_token

    withdraw_token(actor=operator(), token_id=token, now=moment())
    say(f"Token {token} is withdrawn.")
