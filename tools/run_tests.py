"""The gate, `make test`: the checks, every test on each database found, the browser; and aloud, what was skipped.

With RECOURS_TEST_ALL=1 nothing optional may be skipped. `--prove` runs what takes long instead.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parent))

from throwaway_postgres import end_when_told, programs, throwaway_postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
EVERYTHING = os.environ.get("RECOURS_TEST_ALL", "") not in {"", "0"}
CHROMIUM = (
    os.environ.get("CHROMIUM", ""),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
)
MAY_BE_ABSENT = "corpora"
FEW = 3  # so many failures may be a machine's hiccup; more are not tried again
SEED = str(
    random.randrange(2**32)
)  # sets come in another order each run, but in one order for all of its processes

CHECKS: tuple[tuple[str, Sequence[str]], ...] = (
    ("mypy", (str(BIN / "mypy"),)),
    ("ruff check", (str(BIN / "ruff"), "check", "--quiet")),
    ("ruff format", (str(BIN / "ruff"), "format", "--check", "--quiet")),
    ("import contracts", (str(BIN / "lint-imports"), "--no-logo")),
    (
        "migrations",
        (
            sys.executable,
            "-m",
            "django",
            "makemigrations",
            "--check",
            "--dry-run",
            "--settings",
            "tests.settings",
        ),
    ),
)


@dataclass
class Part:
    """One part of the run and what came of it."""

    name: str
    passed: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    skipped: dict[str, str] = field(default_factory=dict)
    unsteady: set[str] = field(default_factory=set)
    seconds: float = 0.0


def check() -> Part:
    """Lint, format, types, imports and migrations, two at a time."""
    part = Part("checks")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    started = time.monotonic()

    def one(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    with ThreadPoolExecutor(2) as pool:
        for (name, _), done in zip(CHECKS, pool.map(one, [command for _, command in CHECKS]), strict=True):
            (part.failed if done.returncode else part.passed).add(name)
            print(f"{name}: {'FAILED' if done.returncode else 'passed'}")
            if done.returncode:
                print(done.stdout)
    part.seconds = time.monotonic() - started
    return part


def pytest(name: str, *arguments: str, **environment: str) -> Part:
    """One run of pytest, its output shown as it comes and its results read from its report.

    A few failures are tried once more; what passes then is told as unsteady, never as plainly passed.
    """
    part = Part(name)
    started = time.monotonic()
    inherited = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "RECOURS_HOME"}}
    surroundings = {"PYTHONHASHSEED": SEED} | inherited | environment
    with tempfile.TemporaryDirectory(prefix="recours-report-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", "-o", f"cache_dir={folder}/cache"]
        print(f"\n== {name} (PYTHONHASHSEED={surroundings['PYTHONHASHSEED']}) ==", flush=True)
        code = subprocess.call([*command, *arguments], cwd=ROOT, env=surroundings, stdin=subprocess.DEVNULL)
        if report.exists():
            _read(report, part)
        if code == 1 and 0 < len(part.failed) <= FEW and "prove" not in arguments:
            report.unlink()
            print(f"\n== {name}: what failed, once more ==", flush=True)
            alone = [*command, *arguments, "-n", "0", "--last-failed", "--last-failed-no-failures=none"]
            subprocess.call(alone, cwd=ROOT, env=surroundings, stdin=subprocess.DEVNULL)
            if report.exists():
                again = Part(name)
                _read(report, again)
                part.unsteady = part.failed & again.passed
                part.failed -= part.unsteady
                part.passed |= part.unsteady
                code = 1 if part.failed else 0
    if code not in {0, 1, 5} or (code == 1 and not part.failed):
        part.failed.add(f"pytest ended with code {code}")
    if EVERYTHING and not part.passed:
        part.failed.add(f"nothing ran in {name}")
    part.seconds = time.monotonic() - started
    return part


def _read(report: Path, part: Part) -> None:
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            part.failed.add(name)
        elif skip is not None:
            part.skipped[name] = skip.get("message") or "no reason given"
        else:
            part.passed.add(name)
    part.passed -= part.failed  # a test that passed and then broke its own teardown is reported twice


def chromium() -> str:
    """The path of a Chromium on this machine, or nothing."""
    return next((path for path in CHROMIUM if path and Path(path).exists()), "")


def run(*, prove: bool) -> tuple[list[Part], list[str]]:
    """Every part that can run here, and the names of those that cannot."""
    chosen = ["-m", "prove"] if prove else []
    spread = ["-n", str(min(os.cpu_count() or 2, 8)), "--dist", "worksteal"]
    absent = []
    parts = [] if prove else [check()]
    parts.append(pytest("SQLite", *chosen, *spread, "--ignore=tests/browser"))
    if programs():
        with throwaway_postgres() as url:
            parts.append(
                pytest(
                    "PostgreSQL",
                    *chosen,
                    *spread,
                    "--ignore=tests/browser",
                    "--database-only",
                    DATABASE_URL=url,
                )
            )
    else:
        absent.append("PostgreSQL is not installed: nothing was tested on it.")
    if found := chromium():
        parts.append(pytest("Chromium", *chosen, *spread, "tests/browser", CHROMIUM=found))
    else:
        absent.append("Chromium is not installed: no page was opened in a browser.")
    return parts, absent


def main() -> int:
    """Run, then say what passed, what failed and what nobody looked at; the last line is for machines too."""
    parts, absent = run(prove="--prove" in sys.argv)
    passed_somewhere = set().union(*(part.passed for part in parts))
    skipped = {
        name: reason
        for part in parts
        for name, reason in part.skipped.items()
        if name not in passed_somewhere
    }
    failures = [f"{part.name}: {name}" for part in parts for name in sorted(part.failed)]
    if EVERYTHING:
        failures += absent + [
            f"skipped: {name}: {why}" for name, why in skipped.items() if MAY_BE_ABSENT not in why
        ]
    print("\n== Summary ==")
    for part in parts:
        print(
            f"{part.name:<12} {len(part.passed):>5} passed {len(part.failed):>4} failed "
            f"{len(part.skipped):>4} skipped {part.seconds:>6.0f} s"
        )
    for line in absent:
        print(f"NOT TESTED   {line}")
    for name, reason in sorted(skipped.items()):
        print(f"SKIPPED      {name}: {reason}")
    for part in parts:
        for name in sorted(part.unsteady):
            print(f"UNSTEADY     {part.name}: {name} failed, and passed when tried once more")
    for line in failures:
        print(f"FAILED       {line}")
    passed = sum(len(part.passed) for part in parts)
    print(f"{passed} passed, {len(failures)} failed, {len(skipped) + len(absent)} skipped")
    return 1 if failures else 0


if __name__ == "__main__":
    end_when_told()
    sys.exit(main())
