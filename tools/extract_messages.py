"""Gather what is said to people from code and templates into the catalogues. Needs gettext's programs; compiling does not.

python tools/extract_messages.py            brings src/recours/locale/*/LC_MESSAGES/django.po up to date
python tools/extract_messages.py --check    changes nothing; fails and names what a catalogue lacks or need not have
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "recours"
LANGUAGES = {
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fa": "nplurals=2; plural=(n > 1);",
    "tr": "nplurals=2; plural=(n > 1);",
}  # the plural forms of Django's own catalogues, so that both agree
NO_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # a date of making would be a difference in every commit


class GettextMissing(RuntimeError):
    """gettext's programs are not installed."""


def extracted() -> Catalog:
    """Every message of the source as one catalogue without translations; the work is done on a copy of the source."""
    if shutil.which("xgettext") is None:
        raise GettextMissing("xgettext is not installed (on Debian: gettext).")
    from django.core.management.commands.makemessages import Command as MakeMessages

    class Gather(MakeMessages):
        """Django's extraction, stopped before it touches a catalogue."""

        found = Catalog()

        def write_po_file(self, potfile: str, locale: str) -> None:
            text = Path(potfile).read_text(encoding="utf-8")
            text = text.replace("nplurals=INTEGER; plural=EXPRESSION;", "nplurals=2; plural=(n != 1);")
            self.found = read_po(io.StringIO(text))

    with tempfile.TemporaryDirectory(prefix="recours-words-") as folder:
        copy = Path(folder) / "recours"
        shutil.copytree(
            SOURCE, copy, ignore=shutil.ignore_patterns("locale", "__pycache__", "migrations", "vendor")
        )
        (copy / "locale").mkdir()
        before = Path.cwd()
        os.chdir(copy)
        try:
            command = Gather()
            command.run_from_argv(
                [
                    "",
                    "makemessages",
                    "--verbosity=0",
                    "--locale=fr",
                    "--no-wrap",
                    "--add-location=file",
                    "--ignore=static/*",
                ]
            )
        finally:
            os.chdir(before)
    return command.found


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands, or an empty one."""
    path = _path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as handle:
        return read_po(handle, locale=language)


def differences() -> list[str]:
    """What each catalogue lacks and what it has in vain."""
    template = _keys(extracted())
    found = []
    for language in LANGUAGES:
        there = _keys(read(language))
        found += [f"{language} lacks {key}" for key in sorted(template - there)]
        found += [f"{language} keeps {key}, which nobody says any more" for key in sorted(there - template)]
    return found


def _keys(catalogue: Catalog) -> set[str]:
    return {repr((message.context or "", message.id)) for message in catalogue if message.id}


def _path(language: str) -> Path:
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def update() -> None:
    """Bring the catalogues up to date: new messages stand empty, nothing is guessed, what nobody says any more is dropped."""
    template = extracted()
    template.creation_date = NO_TIME
    for language, plurals in LANGUAGES.items():
        old = read(language)
        fresh = Catalog(
            locale=language,
            project="Recours",
            version="1",
            msgid_bugs_address="the issue tracker",
            creation_date=NO_TIME,
            revision_date=NO_TIME,
            last_translator="the authors of Recours",
            language_team="the authors of Recours",
            charset="utf-8",
            fuzzy=False,
            header_comment=f"# {language}: how Recours says it. `make words` adds what is new and keeps the rest.",
        )
        fresh.mime_headers = [("Plural-Forms", plurals)]
        missing = 0
        for message in template:
            if not message.id:
                continue
            known = old.get(message.id, context=message.context)
            string = known.string if known and "fuzzy" not in known.flags else ""
            fresh.add(
                message.id,
                string,
                locations=[(name, None) for name in sorted({name for name, _ in message.locations})],  # type: ignore[misc]
                flags=message.flags,
                auto_comments=message.auto_comments,
                user_comments=known.user_comments if known else (),
                context=message.context,
            )
            missing += not (any(string) if isinstance(string, tuple | list) else string)
        path = _path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as handle:
            write_po(handle, fresh, width=110, include_lineno=False)
        print(f"{language}: {len(fresh)} messages, {missing} not yet said")


def main() -> int:
    """Update, or with --check only compare."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recours.config.settings")
    try:
        if "--check" not in sys.argv:
            update()
            return 0
        found = differences()
    except GettextMissing as problem:
        print(problem, file=sys.stderr)
        return 2
    print("\n".join(found) if found else "Every catalogue has every message.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
