"""The `recours` command: a table of its commands, each read from its module only when it is asked for."""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple

import click

from recours import __version__


class Entry(NamedTuple):
    """Where a command is, and the line that `recours --help` says of it without reading it."""

    module: str
    summary: str


COMMANDS: Mapping[str, Entry] = {
    "init": Entry("founding", "Prepare the database and found the organisation."),
    "check": Entry("checking", "Look whether everything is in place."),
    "serve": Entry("serving", "Run the web server and the worker together."),
    "web": Entry("serving", "Run the web server."),
    "worker": Entry("serving", "Run the worker: letters, mail, what follows events, what recurs."),
    "demo": Entry("demo", "Run a sample organisation with cases of all kinds."),
    "complaint": Entry("complaints", "Record, show and list cases."),
    "import": Entry("importing", "Take over cases from an earlier system."),
    "mail": Entry("mail", "Take in mail from files."),
    "letters": Entry("letters", "See and send the letters that wait."),
    "trail": Entry("trail", "Prove, copy and seal the trail."),
    "user": Entry("users", "Add and change members of staff."),
    "token": Entry("tokens", "Give and withdraw API tokens."),
    "backup": Entry("backup", "Write everything into one file while the system runs."),
    "restore": Entry("backup", "Bring a backup back, and prove it."),
    "move": Entry("backup", "Move to another database, for instance from SQLite to PostgreSQL."),
}


class Recours(click.Group):
    """The group of all commands. It says an error of the domain in one sentence and ends with its code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"recours.cli.{entry.module}")
        command = getattr(module, f"{cmd_name}_command")
        assert isinstance(command, click.Command)  # noqa: S101 - a test goes through the whole table
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as problem:
            told = _told(problem)
            if told is None:
                raise
            sentences, code = told
            for sentence in sentences:
                click.echo(sentence, err=True)
            ctx.exit(code)


def _told(problem: Exception) -> tuple[list[str], int] | None:
    """What to say of an error and the code to end with, or None for one that nobody foresaw."""
    if "django" not in sys.modules and not isinstance(problem, OSError):
        return None
    from recours.cli.telling import told

    return told(problem)


@click.group(cls=Recours, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="Recours", message="%(prog)s %(version)s")
@click.option(
    "--language",
    "reader",
    type=click.Choice(["en", "fr", "ar", "fa", "tr"]),
    help="Your own language, for names and refusals. [default: by LANG]",
)
@click.pass_context
def main(ctx: click.Context, reader: str | None) -> None:
    """Recours: complaints handling and customer satisfaction for ISO 10002.

    A refusal ends with code 3, something that is not there with 4, something that cannot be taken with 2, any other
    fault with 1. Settings come from the environment (docs/settings.md).
    """
    ctx.meta["recours.reader"] = reader
    for stream in (sys.stdout, sys.stderr):  # a terminal that has no Arabic shows its code, and nothing fails
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    main(prog_name="recours")
