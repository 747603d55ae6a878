"""Records of a delimited text, where one bad row costs nothing else."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.complaints.exchange.records import records

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)


def cells(text: str, delimiter: str = ",") -> list[list[str]]:
    return [record.cells for record in records(io.StringIO(text, newline=""), delimiter=delimiter)]


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1)
    )
)
def test_what_was_written_is_read(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    assert cells(out.getvalue()) == rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n", []),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ('a,b\n"x\ny",2\n', [["a", "b"], ["x\ny", "2"]]),
        ('a,b\n"say ""so""",2\n', [["a", "b"], ['say "so"', "2"]]),
        ("a,b\n\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1\n3,4\n", [["a", "b"], ["1"], ["3", "4"]]),
    ],
)
def test_by_hand(text: str, expected: list[list[str]]) -> None:
    assert cells(text) == expected


def test_a_stray_quote_costs_its_own_row_only() -> None:
    text = 'a,b\n1,2\n"broken,row\n3,4\n5,6\n7,"8"\n9,"10\n11,12\n'
    assert cells(text) == [
        ["a", "b"],
        ["1", "2"],
        ["broken", "row"],
        ["3", "4"],
        ["5", "6"],
        ["7", "8"],
        ["9", "10"],
        ["11", "12"],
    ]


def test_lines_are_those_on_which_records_begin() -> None:
    text = 'a,b\n"x\ny\nz",2\n3,4\n'
    assert [record.line for record in records(io.StringIO(text, newline=""))] == [1, 2, 5]


def test_an_endless_quote_is_bounded() -> None:
    text = "a,b\n" + '"' + "x,1\n" * 20_000
    assert len(cells(text)) == 20_001


@pytest.mark.parametrize("folder", ["csv-spectrum/csvs", "csv-edge/csv"])
def test_awkward_files(corpora, folder: str) -> None:
    read = 0
    for path in sorted((corpora / folder).glob("*.csv")):
        text = path.read_bytes().decode("utf-8-sig")
        expected_at = path.parent.parent / "json" / f"{path.stem}.json"
        found = cells(text)
        if not expected_at.exists() or not found:
            continue
        expected = json.loads(expected_at.read_text(encoding="utf-8-sig"))
        if not isinstance(expected, list) or not expected or not isinstance(expected[0], dict):
            continue
        rows = [dict(zip(found[0], row, strict=False)) for row in found[1:]]
        if {type(v) for e in expected for v in e.values()} == {str} and set(found[0]) == set(expected[0]):
            assert json.loads(json.dumps(rows).replace("\\r", "")) == json.loads(
                json.dumps(expected).replace("\\r", "")
            ), path.name
            read += 1
    assert read >= 1
