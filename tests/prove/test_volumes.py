"""Much at once: an import's memory does not grow with its file."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import pytest

from tests.prove.installation import ROOT, Installation, command
from tests.prove.test_twice import HEADER

ROWS = 200_000
GROWTH = 15 * 1024
"""Kilobytes by which the process may grow once it has warmed up."""

_WARM = 15_000


def resident(pid: int) -> int:
    """Kilobytes of its own that the process holds in memory: pages of the database file that it maps are the system's."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1])
    return 0


@pytest.mark.prove
def test_two_hundred_thousand_rows_in_the_memory_of_some(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "past.csv"
    with file.open("w") as out:
        out.write(HEADER)
        for number in range(ROWS):
            words = f"It was {number} " + "and then they called again " * (number % 40)
            day = f"{2015 + number % 9}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            number_of = "" if number % 3 else number + 1
            out.write(f"{number_of},{day},Product {number % 50},Issue {number % 90},{words},Closed with explanation,Yes,Web,2024-04-01\n")  # fmt: skip
    answer, errors = tmp_path / "answer", tmp_path / "errors"
    with answer.open("w") as out, errors.open("w") as told:
        process = subprocess.Popen(
            command("import", "cfpb", str(file), "--json"),
            cwd=ROOT,
            env=installation.environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=told,
        )
        begun, sizes = time.monotonic(), []
        while process.poll() is None:
            time.sleep(0.5)
            sizes.append(resident(process.pid) if process.poll() is None else 0)
    assert process.returncode == 0, errors.read_text()[-2000:]
    took = time.monotonic() - begun
    told_counts = json.loads(answer.read_text())
    assert (told_counts["read"], told_counts["created"]) == (ROWS, ROWS)
    sizes = [size for size in sizes if size]
    warm = sizes[max(1, int(len(sizes) * _WARM / ROWS))]
    assert max(sizes) - warm < GROWTH, f"from {warm} to {max(sizes)} KB within {took:.0f} s"
