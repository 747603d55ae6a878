"""`recours import cfpb`."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from recours.cli.importing import Ordinals, _lines
from recours.complaints.models import Closure, Complaint, TakenOver
from recours.jobs.subjects import expected_subjects
from recours.letters.models import Letter
from recours.trail.checkpoints import newest
from recours.trail.verification import verify
from tests.cli.conftest import Command, Run
from tests.factories.cases import found_with_clocks

HEADING = "Date received,Product,Issue,Consumer complaint narrative,Submitted via,Complaint ID"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(db: None, now: datetime) -> None:
    found_with_clocks(now)


def summary(run: Run, path: Path, *options: str) -> dict[str, Any]:
    result = run("import", "cfpb", path, "--json", *options)
    assert result.stderr == ""
    found = json.loads(result.stdout)
    assert list(found) == ["read", "created", "unchanged", "rejected"]
    return found  # type: ignore[no-any-return]


def written(
    tmp_path: Path, *rows: str, heading: str = HEADING, encoding: str = "utf-8", end: str = "\n"
) -> Path:
    path = tmp_path / "cases.csv"
    path.write_bytes(end.join((heading, *rows, "")).encode(encoding, "surrogateescape"))
    return path


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("cfpb_145_mixed.csv", 145),
        ("cfpb_allproducts_3186_no_narrative.csv", 3186),
        ("cfpb_payday_2827_narratives.csv", 2827),
    ],
)
def test_real_files_are_taken_over_whole_and_only_once(run: Run, corpora: Path, name: str, rows: int) -> None:
    path = corpora / "cfpb-narratives" / name
    assert summary(run, path) == {"read": rows, "created": rows, "unchanged": 0, "rejected": []}
    assert summary(run, path) == {"read": rows, "created": 0, "unchanged": rows, "rejected": []}
    assert Complaint.objects.count() == rows
    assert Letter.objects.count() == 1  # the administrator's invitation: nobody is written to about the past
    sealed = newest()
    assert sealed is not None
    assert sealed.total == verify(expected=expected_subjects()).events


def test_what_was_taken_over_is_what_the_file_says(run: Run, corpora: Path) -> None:
    folder = corpora / "cfpb-narratives"
    facts = json.loads((folder / "facts_computed_with_python_csv.json").read_text(encoding="utf-8"))
    summary(run, folder / "cfpb_payday_2827_narratives.csv")
    kept = list(TakenOver.objects.values_list("facts", flat=True))
    assert len(kept) == facts["rows"]
    assert Counter(f["company"] for f in kept).most_common(1)[0][1] == facts["top_companies"][0][1]
    assert len({f["company"] for f in kept}) == facts["companies"]
    words = list(Complaint.objects.values_list("words", flat=True))
    assert len(set(words)) == pytest.approx(facts["distinct_narratives"], abs=3)  # trimmed at both ends
    products = Complaint.objects.values_list("product__names__en", flat=True)
    assert sorted(Counter(products).items()) == sorted(map(tuple, facts["by_subproduct"]))
    closed = Counter(Closure.objects.values_list("outcome", flat=True))
    told = {k.lower().replace(" ", "_").replace("-", "_"): v for k, v in dict(facts["response"]).items()}
    assert {k: v for k, v in told.items() if k != "in_progress"} == dict(closed)


def test_an_import_that_stopped_goes_on(run: Run, corpora: Path, tmp_path: Path) -> None:
    whole = corpora / "cfpb-narratives" / "cfpb_allproducts_3186_no_narrative.csv"
    part = tmp_path / "part.csv"
    with (
        whole.open(encoding="utf-8-sig", newline="") as lines,
        part.open("w", encoding="utf-8", newline="") as out,
    ):
        csv.writer(out).writerows(islice(csv.reader(lines), 1_501))
    assert summary(run, part)["created"] == 1_500
    assert summary(run, whole) == {"read": 3186, "created": 1_686, "unchanged": 1_500, "rejected": []}


def test_bad_rows_are_told_and_cost_nothing_else(run: Run, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '2020-01-02,Loan,Fees,"Two\nlines, and a ""quote""",Web,1',
        "2020-01-03,Loan",
        "soon,Loan,Fees,words,Web,3",
        "2020-01-04,,Fees,words,Web,4",
        "2020-01-05,Loan,Fees,words,Web,12a",
        '2020-01-06,Loan,"Fees,words,Web,6',
        "2020-01-07,Loan,Fees,NUL\0 inside,Web,7",
        "2099-01-01,Loan,Fees,words,Web,8",
        "2020-01-08,Loan,Fees,\udcff\udcfe,Web,9",
        f"2020-01-09,Loan,Fees,{'x' * 90_000},Web,10",
        f"2020-01-09,Loan,Fees,{'y' * 3_000_000},Web,13",
        "2020-01-10,Loan,Fees,=cmd|' /C calc'!A0 \u202e<script>,Carrier pigeon,11",
    )
    found = summary(run, path)
    assert (found["read"], found["created"], found["unchanged"]) == (12, 5, 0)
    assert [(row["line"], row["column"]) for row in found["rejected"]] == [
        (4, "Issue"),
        (5, "Date received"),
        (6, "Product"),
        (7, "Complaint ID"),
        (10, "Date received"),
        (11, "Consumer complaint narrative"),
        (13, ""),
    ]
    assert all(row["reason"] for row in found["rejected"])
    assert Complaint.objects.get(taken_over__identity="id:7").words == "NUL inside"
    assert Complaint.objects.get(taken_over__identity="id:1").words == 'Two\nlines, and a "quote"'
    again = summary(run, path)
    assert (again["created"], again["unchanged"], again["rejected"]) == (0, 5, found["rejected"])


def test_the_same_for_people(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "2020-01-02,Loan,Fees,words,Web,1", "2020-01-03,Loan")
    assert run("import", "cfpb", path).stdout == (
        "Rows read: 2. New cases: 1. Known already: 0. Rejected: 1.\n"
        "  line 3, column “Issue”: The row has 2 cells, the heading has 6.\n"
    )


@pytest.mark.parametrize(("encoding", "end"), [("utf-8-sig", "\r\n"), ("utf-16", "\r\n"), ("utf-8", "\r")])
def test_encodings_and_line_ends(run: Run, tmp_path: Path, encoding: str, end: str) -> None:
    path = written(tmp_path, "2020-01-02,Prêt,Frais,قرض 🙂,Web,1", encoding=encoding, end=end)
    assert summary(run, path)["created"] == 1
    assert Complaint.objects.get().words == "قرض 🙂"


def test_equal_rows_without_a_number_are_counted_one_by_one(run: Run, tmp_path: Path) -> None:
    heading = "date_received;product;issue"
    path = written(tmp_path, *["2020-01-02;Loan;Fees"] * 3, "2020-01-02;Loan;Other", heading=heading)
    assert summary(run, path, "--delimiter", ";")["created"] == 4
    path = written(tmp_path, *["2020-01-02;Loan;Fees"] * 4, "2020-01-02;Loan;Other", heading=heading)
    assert summary(run, path, "--delimiter", ";") == {"read": 5, "created": 1, "unchanged": 4, "rejected": []}


def test_tabs_and_standard_input(run: Run, tmp_path: Path) -> None:
    raw = b"date_received\tproduct\tissue\n2020-01-02\tLoan\tFees\n"
    found = run("import", "cfpb", "-", "--json", "--delimiter", "tab", given=raw)
    assert json.loads(found.stdout)["created"] == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"\n\n  \n", "no heading line"),
        (b"PK\x03\x04" + b"\0" * 100, "packed (zip)"),
        (b"\x1f\x8b\x08" + b"\0" * 100, "packed (gzip)"),
        (b"\x7fELF" + bytes(range(32)) * 50, "not a text file"),
        ("date,received\n".encode("utf-16-le"), "not a text file"),
        (b"date_received;product;issue\n1;2;3\n", "separated by"),
        (b"name,town\nAda,York\n", "columns are missing"),
    ],
)
def test_files_that_cannot_be_used(run: Run, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(content)
    result = run("import", "cfpb", path, code=2)
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_files_that_are_not_there(run: Run, tmp_path: Path) -> None:
    assert "No such file" in run("import", "cfpb", tmp_path / "none.csv", code=2).stderr
    assert "a folder" in run("import", "cfpb", tmp_path, code=2).stderr


@pytest.mark.parametrize("delimiter", ["", ";;", '"', "\n"])
def test_a_delimiter_is_one_character(run: Run, tmp_path: Path, delimiter: str) -> None:
    path = written(tmp_path)
    assert "one character" in run("import", "cfpb", path, "--delimiter", delimiter, code=2).stderr


def test_ordinals_count_on_disk() -> None:
    ordinals = Ordinals()
    assert [ordinals.next(digest) for digest in (b"a", b"b", b"a", b"a")] == [1, 1, 2, 3]
    ordinals.close()


def test_an_endless_line_is_cut() -> None:
    text = io.TextIOWrapper(io.BytesIO(b"a" * 5_000_000 + b"\nb\n"), encoding="utf-8", newline="")
    found = list(_lines(text))
    assert [len(line) for line in found] == [2_000_001, 2]


def test_before_the_organisation_exists_it_says_what_to_do(tmp_path: Path, command: Command) -> None:
    path = written(tmp_path, "2020-01-02,Loan,Fees,words,Web,1")
    assert "recours init" in command(tmp_path / "home", "import", "cfpb", path, code=1).stderr
