"""The table of commands, the exit codes, the languages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.utils import translation

from recours.cli.main import COMMANDS, main
from recours.cli.setting_up import operator, reader
from recours.cli.telling import plain, told
from recours.core.errors import NOT_FOUND, Invalid, NotFound, Refused, Stale
from recours.people.errors import LAST_ADMINISTRATOR
from tests.cli.conftest import Run, surroundings


def commands(group: click.Group, *words: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, *words, name)
        yield (*words, name), command


def test_every_command_is_summed_up_as_its_own_help_begins() -> None:
    context = click.Context(main)
    for name, entry in COMMANDS.items():
        command = main.get_command(context, name)
        assert command is not None
        assert (command.help or "").partition("\n")[0] == entry.summary, name


def test_every_command_explains_itself(run: Run) -> None:
    found = list(commands(main))
    assert len(found) > 30
    for words, command in found:
        help_text = run(*words, "--help").output
        assert "Usage: recours" in help_text
        for option in command.params:
            assert not isinstance(option, click.Option) or option.hidden or option.help, (words, option.name)


def test_help_and_version_read_neither_django_nor_any_command(tmp_path) -> None:
    program = (
        "import sys\nfrom recours.cli.main import main\n"
        "for words in (['--help'], ['--version']):\n    main(words, standalone_mode=False)\n"
        "assert not {'django', 'granian', 'recours.cli.founding'} & set(sys.modules), sorted(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=surroundings(tmp_path / "home"), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "home").exists()


def test_an_unknown_command_is_usage(run: Run) -> None:
    assert "No such command" in run("rejoice", code=2).stderr


@pytest.mark.parametrize(
    ("problem", "code", "said"),
    [
        (Refused(LAST_ADMINISTRATOR), 3, "last administrator"),
        (NotFound(), 4, "found nothing"),
        (Invalid({"email": NOT_FOUND}), 2, "  email: We found nothing"),
        (Stale(NOT_FOUND), 1, "found nothing"),
        (ImproperlyConfigured("DEBUG must be yes or no."), 2, "DEBUG must be yes or no."),
        (OperationalError("no such table: people_unit"), 1, "recours init"),
        (OperationalError("connection refused\nmore"), 1, "connection refused."),
        (FileNotFoundError(2, "No such file or directory", "/x"), 1, "/x: No such file or directory."),
    ],
)
def test_errors_become_sentences_and_codes(problem: Exception, code: int, said: str) -> None:
    found = told(problem)
    assert found is not None
    assert found[1] == code
    assert said in "\n".join(found[0])


def test_an_error_that_nobody_foresaw_is_not_hidden() -> None:
    assert told(ZeroDivisionError()) is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ar_TN.UTF-8"}, "ar"),
        ({"LANG": "fa_IR", "LC_MESSAGES": "tr_TR"}, "tr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_readers_language(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], code: str) -> None:
    for name in ("LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert reader() == code


@pytest.mark.django_db
def test_the_language_can_be_named(run: Run, organisation: object) -> None:
    run("--language", "fa", "complaint", "show", "000", code=4)
    assert translation.get_language() == "fa"
    run("--language", "tlh", "complaint", "list", code=2)


def test_who_acts_is_the_account_at_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ada\x1b[31m")
    assert operator().code.startswith("system:cli:ada")
    assert "\x1b" not in operator().code
    assert len(operator().code) < 80


def test_words_of_strangers_cannot_move_the_cursor() -> None:
    assert plain("a\x1b[2J\u202eb\x00\x9b31mc\r\nd\té\u200cf\ud800") == "a[2Jb31mc\nd\té\u200cf"
