"""`recours trail`: proof of the record, copies of it, checkpoints to keep outside."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recours.cli.setting_up import moment, operator, start

if TYPE_CHECKING:
    from recours.trail.findings import Verdict

_FILE = click.Path(path_type=Path)


@click.group("trail")
def trail_command() -> None:
    """Prove, copy and seal the trail."""


@trail_command.command("verify")
@click.option("--checkpoint", type=_FILE, help="A checkpoint, or a copy of the trail, that was kept outside.")
@click.option("--json", "as_json", is_flag=True, help="Give the verdict as JSON.")
def verify(*, checkpoint: Path | None, as_json: bool) -> None:
    """Judge the whole trail in the database; code 1 if anything is not as it should be."""
    start()
    from recours.cli.telling import Bar, Problem
    from recours.jobs.subjects import expected_subjects
    from recours.trail.outside import kept_checkpoints
    from recours.trail.verification import verify as judge

    kept = list(kept_checkpoints(checkpoint)) if checkpoint else []
    if checkpoint and not kept:
        raise Problem(f"{checkpoint}: The kept file holds no checkpoint that can be read.")
    bar = Bar("Events checked:")
    try:
        verdict = judge(
            expected=expected_subjects(), kept=kept, progress=lambda done, total: bar.step(done, done, total)
        )
    finally:
        bar.end()
    _give(verdict, as_json=as_json)


@trail_command.command("verify-export")
@click.argument("file", type=_FILE)
@click.option("--checkpoint", type=_FILE, help="A checkpoint, or an earlier copy, that was kept outside.")
@click.option("--json", "as_json", is_flag=True, help="Give the verdict as JSON.")
def verify_export(*, file: Path, checkpoint: Path | None, as_json: bool) -> None:
    """Judge a copy of the trail, without a database and without this installation's settings."""
    from recours.cli.telling import Bar
    from recours.trail.outside import verify_export as judge

    bar = Bar("Events checked:")
    try:
        verdict = judge(file, checkpoint, progress=lambda done, total: bar.step(done, done, total))
    finally:
        bar.end()
    _give(verdict, as_json=as_json)


@trail_command.command("export")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Give the counts as JSON.")
def export(*, file: Path, as_json: bool) -> None:
    """Write a copy of the whole trail as lines of JSON, for an auditor; that it was made is an event itself."""
    start()
    from recours.cli.telling import Bar, Problem, give_json, say
    from recours.jobs.subjects import expected_subjects
    from recours.trail.export import export_trail

    if file.exists():
        raise Problem(f"{file}: This file exists already. Choose another name.")
    bar = Bar("Events written:")
    try:
        made = export_trail(
            actor=operator(),
            path=file,
            now=moment(),
            expected=expected_subjects(),
            progress=lambda done, total: bar.step(done, done, total),
        )
    finally:
        bar.end()
    if as_json:
        give_json(made)
    else:
        say(
            f"{made.path}: {made.events:,} events of {made.heads:,} subjects, {made.checkpoints:,} checkpoints."
        )


@trail_command.command("checkpoint")
@click.option("--number", type=click.IntRange(1), help="Show this one again instead of sealing anew.")
def checkpoint(*, number: int | None) -> None:
    """Seal everything that is not sealed yet, and give the newest checkpoint as a line of JSON to keep outside.

    Whoever holds it can prove later whether anything before it was changed: recours trail verify --checkpoint FILE.
    """
    start()
    from recours.cli.telling import note
    from recours.trail.checkpoints import checkpoint_text, seal_all

    if number is None:
        sealed = seal_all(moment())
        note(f"{sealed:,} events are sealed now that were not before.")
    text = checkpoint_text(number)
    if not text:
        note("There is no such checkpoint." if number else "There is nothing to seal yet.")
        sys.exit(4)
    click.echo(text, nl=False)


def _give(verdict: Verdict, *, as_json: bool) -> None:
    from recours.cli.telling import give_json, say

    if as_json:
        give_json(verdict.as_json())
    else:
        say(
            f"{verdict.events:,} events of {verdict.chains:,} subjects, {verdict.sealed:,} of them sealed "
            f"in {verdict.checkpoints:,} checkpoints."
        )
        for finding in verdict.findings:
            say(f"  {finding.sentence}")
        found = sum(verdict.counts.values())
        if found > len(verdict.findings):
            say(f"  … and {found - len(verdict.findings):,} more.")
        say("Everything holds." if verdict.holds else f"{found:,} things are not as they should be.")
    if not verdict.holds:
        sys.exit(1)
