"""Write the tables of docs/ from the code: permissions, events, moves, routes of the API, commands.

`tests/docs` compares each file with what this writes, so none of them can lie.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by `make docs` from the code. Change the code instead. -->\n\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |\n"
        for line in lines
    )


def permissions() -> str:
    """docs/permissions.md."""
    from recours.core.permissions import PERMISSION_NAMES, ROLE_NAMES, ROLES, Permission, Role

    head = ["Permission", "Code", *(str(ROLE_NAMES[role]) for role in Role)]
    rows = [
        [
            str(PERMISSION_NAMES[permission]),
            f"`{permission}`",
            *("yes" if permission in ROLES[role] else "" for role in Role),
        ]
        for permission in Permission
    ]
    return (
        "# Who may do what\n\n"
        + NOTE
        + "A person holds roles, each in one unit or everywhere; an API token holds permissions "
        "one by one. Every permission is checked twice: in the query that finds a case and in the action that changes it, "
        "so that what is missing and what is forbidden look alike from outside.\n\n" + table(head, rows)
    )


def events() -> str:
    """docs/events.md."""
    from recours.trail.events import registered

    for package in sorted((ROOT / "src/recours").iterdir()):
        if (package / "events.py").exists():
            importlib.import_module(f"recours.{package.name}.events")
    rows = []
    for (kind, version), event in sorted(registered().items()):
        if not event.__module__.startswith("recours."):
            continue  # a test may know kinds of its own
        facts = ", ".join(f"`{field.name}`" for field in fields(event)) or "none"
        rows.append([f"`{kind}`", str(version), event.__module__.split(".")[1], facts, str(event.sentence)])
    return (
        "# What the trail remembers\n\n"
        + NOTE
        + "Each event is stored as its kind, its version and its facts: codes, keys, "
        "numbers, dates and salted digests of words, never words and never personal data. The sentence is made on reading, in "
        "the reader's language. A kind is never renamed; a changed shape is the next version.\n\n"
        + table(["Kind", "Version", "Package", "Facts", "Sentence"], rows)
    )


def _arrows() -> list[str]:
    """The moves that lead somewhere from a few states; those from everywhere would hide the picture."""
    from recours.complaints.states import MOVES, State

    arrows: list[str] = []
    for move, step in MOVES.items():
        leaving = [(frm, to) for frm, ways in step.ways.items() for to in ways if to != frm]
        if len({frm for frm, _to in leaving}) < len(State) - 2:
            arrows += [f"    {frm} --> {to}: {move}" for frm, to in leaving]
    return sorted(arrows)


def lifecycle() -> str:
    """docs/lifecycle.md."""
    from recours.complaints.states import EVERY_KIND, GROUND_NAMES, GROUNDS, MOVES, STATE_NAMES, Ground, State

    def names(states: Iterable[State]) -> str:
        found = [state for state in State if state in set(states)]
        if len(found) == len(State):
            return "any"
        return "any open" if set(found) == set(State) - {State.CLOSED} else ", ".join(f"`{s}`" for s in found)

    def targets(ways: Mapping[State, Sequence[State]]) -> str:
        leaving = {to for frm, targets in ways.items() for to in targets if to != frm}
        staying = ["stays"] if any(frm in targets for frm, targets in ways.items()) else []
        return " or ".join([*(f"`{state}`" for state in State if state in leaving), *staying])

    moves = [
        [
            f"`{move}`",
            names(step.frm),
            targets(step.ways),
            f"`{step.permission}`",
            "any" if step.kinds == EVERY_KIND else ", ".join(sorted(step.kinds)),
        ]
        for move, step in MOVES.items()
    ]
    states = [[f"`{state}`", str(STATE_NAMES[state])] for state in State]
    grounds = [
        [
            f"`{ground}`",
            str(GROUND_NAMES[ground]),
            names(GROUNDS[ground].frm) or "taken over only",
            "yes" if GROUNDS[ground].decided else "",
            "any" if GROUNDS[ground].kinds == EVERY_KIND else ", ".join(sorted(GROUNDS[ground].kinds)),
        ]
        for ground in Ground
    ]
    return (
        "# The life of a case\n\n" + NOTE + "`recours/complaints/states.py` is the only place where this stands; the buttons, "
        "the API, the guard and this page read it.\n\n```mermaid\nstateDiagram-v2\n    [*] --> received: intake\n"
        + "\n".join(_arrows()) + "\n```\n\n" + table(["State", "Name"], states) + "\n"
        + table(["Move", "From", "To", "Permission", "Kinds"], moves) + "\n"
        + table(["Ground of closing", "Name", "From", "After a decision", "Kinds"], grounds)
    )  # fmt: skip


def api() -> str:
    """docs/api.md."""
    from recours.api.urls import api as door

    rows = []
    for path, methods in sorted(door.get_openapi_schema()["paths"].items()):
        for method, operation in sorted(methods.items()):
            answers = ", ".join(str(code) for code in sorted(operation.get("responses", {}), key=str))
            sentence = operation.get("description") or operation.get("summary", "")
            security = operation.get("security") or []
            needed = (
                [f"`{scope}`" for scope in security[0]["token"]] or ["any token"] if security else ["none"]
            )
            told = " ".join(str(sentence).split())
            rows.append([f"`{method.upper()} {path}`", told, " or ".join(needed), answers])
    return (
        "# The machine's door\n\n"
        + NOTE
        + "The full description, OpenAPI 3.1, is served by the installation itself. "
        "Errors are problem details (RFC 9457) with a stable `code`.\n\n"
        "`/api/v1/docs` shows every route with its fields and an example to try, `/api/v1/openapi.json` the same for programs. "
        "An administrator gives a token, once; send it as `Authorization: Bearer rc_…`. It carries scopes, of which each "
        "route names the one it needs; no token can carry the scopes of administration, so those routes answer 403 to all. "
        "Send an `Idempotency-Key` with whatever must happen once: the same key with the same content answers as the first "
        "time did, with 200 and `Idempotency-Replayed: true`. A file is uploaded first; its token goes into `files`. Lists "
        "come in pages; the next one's cursor stands in the body and in the `Link` header. Each token may make "
        "`API_PER_MINUTE` requests a minute of each web worker, then 429 says in `Retry-After` when to go on.\n\n"
        + table(["Route", "What it does", "Scope", "Answers"], rows)
    )


def cli() -> str:
    """docs/cli.md."""
    import click

    from recours.cli.main import main

    def walk(command: click.Command, word: str, above: click.Context | None) -> Iterable[str]:
        context = command.context_class(
            command, parent=above, info_name=word, terminal_width=100, **command.context_settings
        )
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                if inner is not None and not inner.hidden:
                    yield from walk(inner, name, context)
        else:
            yield f"## {context.command_path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"

    return "# The command\n\n" + NOTE + "\n".join(walk(main, "recours", None))


DOCUMENTS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "docs/permissions.md": ("recours.core.permissions", permissions),
    "docs/events.md": ("recours.trail.events", events),
    "docs/lifecycle.md": ("recours.complaints.states", lifecycle),
    "docs/api.md": ("recours.api.urls", api),
    "docs/cli.md": ("recours.cli.main", cli),
}


def settings_read() -> dict[str, str]:
    """Every name that the settings read from the environment, with the reader's words for its default."""
    source = (ROOT / "src/recours/config/settings.py").read_text(encoding="utf-8")
    found = re.findall(
        r"env\.(?:text|boolean|integer|words)\(\s*\"([A-Z0-9_]+)\"(?:,\s*(?:default=)?([^()]+?))?\s*\)",
        source,
    )
    return {name: default.strip() for name, default in found}


def main() -> None:
    """Write every document whose code is there."""
    with tempfile.TemporaryDirectory(prefix="recours-docs-") as home:
        os.environ.setdefault("RECOURS_HOME", home)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recours.config.settings")
        import django

        django.setup()
        for name, (module, render) in DOCUMENTS.items():
            try:
                text = render()
            except ImportError as problem:
                print(f"{name} not written: {module} cannot be read ({problem})", file=sys.stderr)
                continue
            (ROOT / name).write_text(text, encoding="utf-8")
            print(name)


if __name__ == "__main__":
    main()
