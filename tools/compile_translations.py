"""Make the .mo files from the .po files, in Python alone: used by `make setup` and by the build of the wheel."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent / "src" / "recours" / "locale"


def compile_all(folder: Path = LOCALES) -> list[Path]:
    """Write a catalogue beside each .po file under `folder` that is newer than its own; return those written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as handle:
            catalogue = read_po(handle, locale=source.parent.parent.name)
        fresh = target.with_suffix(".mo.new")
        with fresh.open("wb") as handle:
            write_mo(handle, catalogue)
        fresh.replace(target)  # a reader sees the old catalogue or the new one, never half of one
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_all():
        sys.stdout.write(f"compiled {path.relative_to(LOCALES)}\n")
