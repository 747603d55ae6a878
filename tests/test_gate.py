"""The gate counts what happened, and in its strict mode lets nothing optional be missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.laws.law import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import run_tests
from run_tests import Part

REPORT = """<testsuites><testsuite>
<testcase classname="tests.a" name="fine"/>
<testcase classname="tests.a" name="torn"><error message="teardown"/></testcase>
<testcase classname="tests.a" name="torn"/>
<testcase classname="tests.a" name="wrong"><failure message="no"/></testcase>
<testcase classname="tests.a" name="left"><skipped message="only PostgreSQL"/></testcase>
</testsuite></testsuites>"""


def test_a_report_is_read(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT)
    part = Part("SQLite")
    run_tests._read(tmp_path / "report.xml", part)
    assert part.passed == {"tests.a::fine"}
    assert part.failed == {"tests.a::torn", "tests.a::wrong"}
    assert part.skipped == {"tests.a::left": "only PostgreSQL"}


@pytest.mark.parametrize(
    ("everything", "skipped", "absent", "code", "last"),
    [
        (False, {"x": "no gettext"}, ["No Chromium."], 0, "1 passed, 0 failed, 2 skipped"),
        (True, {"x": "no gettext"}, [], 1, "1 passed, 1 failed, 1 skipped"),
        (True, {}, ["No Chromium."], 1, "1 passed, 1 failed, 1 skipped"),
        (True, {"x": "the corpora are not here"}, [], 0, "1 passed, 0 failed, 1 skipped"),
        (True, {"a": "only PostgreSQL"}, [], 0, "1 passed, 0 failed, 0 skipped"),
    ],
)
def test_what_is_not_tested_is_said(
    everything: bool,
    skipped: dict[str, str],
    absent: list[str],
    code: int,
    last: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(run_tests, "EVERYTHING", everything)
    monkeypatch.setattr(run_tests, "run", lambda *, prove: ([Part("SQLite", {"a"}, set(), skipped)], absent))
    assert run_tests.main() == code
    assert capsys.readouterr().out.splitlines()[-1] == last


UNSTEADY = """
from pathlib import Path
FLAG = Path(__file__).with_name("seen")
def test_unsteady():
    seen = FLAG.exists()
    FLAG.touch()
    assert seen
def test_steady(): pass
def test_broken(): assert {broken}
"""


@pytest.mark.parametrize("broken", [True, False])
def test_what_passes_only_when_tried_again_is_said(
    broken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "test_it.py").write_text(UNSTEADY.format(broken=not broken))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    part = run_tests.pytest("SQLite", "-n", "0", "-p", "no:django")
    assert part.unsteady == {"test_it::test_unsteady"}
    assert part.failed == ({"test_it::test_broken"} if broken else set())
    assert {"test_it::test_unsteady", "test_it::test_steady"} <= part.passed
