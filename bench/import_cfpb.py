"""Import of past complaints: rows a second and the memory it takes, at 100,000 and a million rows.

python bench/import_cfpb.py --database sqlite --rows 100000 1000000
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.house import RECOURS, ROOT, Installation, installation, machine

HEADING = (
    "Date received", "Product", "Sub-product", "Issue", "Sub-issue", "Consumer complaint narrative",
    "Company public response", "Company", "State", "ZIP code", "Tags", "Consumer consent provided?", "Submitted via",
    "Date sent to company", "Company response to consumer", "Timely response?", "Consumer disputed?", "Complaint ID",
)  # fmt: skip
WORDS = [
    "the",
    "bank",
    "charged",
    "interest",
    "twice",
    "and",
    "nobody",
    "answered",
    "my",
    "letters",
    "about",
    "the",
    "account",
    "since",
    "March",
]
LETTERS_OF_A_NARRATIVE = 1_000
"""About what the public file has, for the third of its rows that have a narrative at all."""


def rows(count: int) -> Iterator[list[str]]:
    """Invented rows in the shape of the public file, the same each time."""
    dice = random.Random(10002)
    first = date(2015, 1, 1)
    for number in range(count):
        received = first + timedelta(days=number * 4_000 // count)
        sent = received + timedelta(days=dice.randrange(5))
        product, issue, told = dice.randrange(18), dice.randrange(90), ""
        if dice.random() < 0.35:
            told = " ".join(
                dice.choice(WORDS) for _ in range(dice.randrange(2 * LETTERS_OF_A_NARRATIVE // 6))
            )
        yield [
            received.isoformat(), f"Product {product}", f"Sub-product {product}.{dice.randrange(5)}",
            f"Issue {issue}", f"Sub-issue {issue}.{dice.randrange(3)}", told, "", f"Company {dice.randrange(4000)}",
            "CA", "940XX", "", "Consent provided" if told else "", dice.choice(["Web", "Phone", "Referral", "Postal mail"]),
            sent.isoformat(), dice.choice(["Closed with explanation", "Closed with monetary relief", "In progress"]), "Yes",
            "N/A", str(1_000_000 + number),
        ]  # fmt: skip


def measured(house: Installation, path: Path, count: int) -> dict[str, object]:
    """One import, timed from its start to its end."""
    started = time.monotonic()
    process = subprocess.Popen(
        [*RECOURS, "import", "cfpb", str(path), "--json"],
        env=house.environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        with process.stdout:
            said = process.stdout.read()
    except BaseException:
        process.kill()
        raise
    _key, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    told = json.loads(said or b'{"read": 0}')
    if status or told["read"] != count or told["rejected"]:
        raise SystemExit(f"the import went wrong (status {status}): {said[:300]!r}")
    return {
        "rows": count,
        "created": told["created"],
        "seconds": round(seconds, 1),
        "rows_a_second": round(count / seconds),
        "cpu_ms_a_row": round((used.ru_utime + used.ru_stime) * 1000 / count, 3),
        "peak_mb": round(used.ru_maxrss / 1024),
    }


def main() -> None:
    """Measure each size on a fresh installation, then the same file once more."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    given = parser.parse_args()
    print(machine())
    for count in given.rows:
        with installation(given.database) as house:
            path = house.home / "cases.csv"
            with path.open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out)
                writer.writerow(HEADING)
                writer.writerows(rows(count))
            for run in ("first", "again"):
                print(
                    json.dumps({"database": given.database, "run": run, **measured(house, path, count)}),
                    flush=True,
                )


if __name__ == "__main__":
    main()
