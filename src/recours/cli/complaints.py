"""`recours complaint`: record, show and list cases from a terminal or a script."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from recours.cli.setting_up import moment, operator, reader, start

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.complaints.submission import Receipt
    from recours.core.filestore import StoredFile

_MOST_WORDS = 4_000_000
_KINDS = ("complaint", "compliment", "suggestion", "enquiry", "service_request")
_CHANNELS = (
    "web_form", "email", "phone", "in_person", "post", "fax", "chat", "social_media", "app", "regulator", "ombudsman",
    "media", "partner", "api",
)  # fmt: skip


@click.group("complaint")
def complaint_command() -> None:
    """Record, show and list cases."""


@complaint_command.command("new")
@click.option("--words", help="What happened, in the complainant's words.")
@click.option(
    "--words-file",
    type=click.Path(path_type=Path, allow_dash=True),
    help="A text file that says what happened; - is standard input.",
)
@click.option("--kind", type=click.Choice(_KINDS), default="complaint", show_default=True, help="What it is.")
@click.option(
    "--channel", type=click.Choice(_CHANNELS), default="post", show_default=True, help="How it came."
)
@click.option(
    "--language",
    type=click.Choice(["en", "fr", "ar", "fa", "tr"]),
    help="The complainant's language. [default: the organisation's]",
)
@click.option("--name", default="", help="The complainant's name.")
@click.option("--organisation", default="", help="The organisation that the complainant speaks for.")
@click.option("--email", default="", help="An e-mail address.")
@click.option("--phone", default="", help="A telephone number.")
@click.option("--address", default="", help="Street and number.")
@click.option("--postcode", default="", help="The postcode.")
@click.option("--town", default="", help="The town.")
@click.option("--country", default="", help="The country.")
@click.option("--anonymous", is_flag=True, help="The complainant wants no name to be known.")
@click.option("--about", default="", help="The product or service, in words.")
@click.option("--remedy", default="", help="What the complainant asks for.")
@click.option("--occurred-on", metavar="DATE", help="The day on which it happened.")
@click.option(
    "--received-on", metavar="DATE", help="The day on which it reached the organisation, if not today."
)
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file to attach; may be repeated.",
)
@click.option("--key", help="A name for this submission: the same key again makes no second case.")
@click.option("--json", "as_json", is_flag=True, help="Give the receipt as JSON.")
def new(
    *,
    words: str | None,
    words_file: Path | None,
    files: tuple[Path, ...],
    key: str | None,
    as_json: bool,
    **given: object,
) -> None:
    """Record a case that came by post, by telephone or from a script, and acknowledge it.

    Without --words and --words-file the words are read from standard input.
    """
    start()
    from recours.cli.submitting import kept, submission_of
    from recours.complaints.actions import intake

    story = _words(words, words_file, needed=not files)
    stored: tuple[StoredFile, ...] = kept(files)
    receipt = intake(
        actor=operator(),
        submission=submission_of(given, words=story, files=stored, now=moment()),
        key=f"cli:{key}" if key else f"cli:{uuid4()}",
        now=moment(),
    )
    _give_receipt(receipt, as_json=as_json)


@complaint_command.command("show")
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="Give the whole case as JSON.")
def show(*, reference: str, as_json: bool) -> None:
    """Show a case with its messages, letters, clocks and history."""
    start()
    from recours.cli.showing import case_as_json, show_case
    from recours.cli.telling import give_json
    from recours.complaints.actions import see_identity
    from recours.complaints.selectors import case_file, complaint_for

    actor = operator()
    complaint = complaint_for(actor=actor, reference=reference)
    see_identity(actor=actor, complaint_id=complaint.pk, now=moment())
    case: CaseFile = case_file(actor=actor, reference=reference, language=reader())
    if as_json:
        give_json(case_as_json(case))
    else:
        show_case(case)


@complaint_command.command("list")
@click.option(
    "--view",
    type=click.Choice(["open", "unowned", "feedback", "all"]),
    default="open",
    show_default=True,
    help="Which cases: those due next first; all, the latest first.",
)
@click.option("--search", help="A reference, or the beginning of a name or an e-mail address.")
@click.option("--cursor", default="", help="Where to go on: the cursor that the page before ended with.")
@click.option("--size", type=click.IntRange(1, 200), default=50, show_default=True, help="Cases on a page.")
@click.option("--json", "as_json", is_flag=True, help="Give the page as JSON.")
def list_cases(*, view: str, search: str | None, cursor: str, size: int, as_json: bool) -> None:
    """List cases, a page at a time."""
    start()
    from recours.cli.telling import give_json, give_table, note, when
    from recours.complaints.selectors import View, queue_for, search_for

    actor, language = operator(), reader()
    page = (
        search_for(actor=actor, words=search, language=language, cursor=cursor, size=size)
        if search is not None
        else queue_for(actor=actor, view=View(view), language=language, cursor=cursor, size=size)
    )
    if as_json:
        give_json({"cases": page.rows, "next": page.next, "previous": page.previous})
        return
    give_table(
        ["Reference", "Kind", "State", "Received", "Due", "Who", "About"],
        [
            (
                row.reference,
                row.kind,
                row.state,
                when(row.received_at),
                when(row.next_due_at),
                row.who,
                row.excerpt[:60],
            )
            for row in page.rows
        ],
    )
    if page.next:
        note(f"More: --cursor {page.next}")


def _words(words: str | None, path: Path | None, *, needed: bool) -> str:
    from recours.cli.telling import Problem

    if words is not None and path is not None:
        raise Problem("Give --words or --words-file, not both.")
    if words is not None:
        return words
    if path is None and (not needed or sys.stdin.isatty()):
        return ""
    with ExitStack() as stack:
        from_input = path is None or str(path) == "-"
        handle = sys.stdin.buffer if from_input else stack.enter_context((path or Path()).open("rb"))
        raw = handle.read(_MOST_WORDS)
    try:
        return raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        raise Problem(f"{path or 'Standard input'}: The words are not UTF-8 text.") from None


def _give_receipt(receipt: Receipt, *, as_json: bool) -> None:
    from recours.cli.telling import give_json, note, say

    if as_json:
        give_json(receipt)
        return
    say(receipt.reference)
    note(f"Secret for tracking: {receipt.secret}")
    if receipt.acknowledge_by:
        note(f"To be acknowledged by {receipt.acknowledge_by}, answered by {receipt.answer_by}.")
    if receipt.repeated:
        note("This key was used before for the same words: this is the case that it made.")
