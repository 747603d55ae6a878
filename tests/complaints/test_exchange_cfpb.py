"""The bureau's data in each of its styles, row by row."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from recours.complaints.exchange import cfpb
from recours.complaints.exchange.cfpb import Rejected
from recours.complaints.history import PastCase
from recours.complaints.states import Channel
from recours.core.errors import Refused

TODAY = date(2026, 11, 20)
HEADING = (
    "Date received,Product,Sub-product,Issue,Sub-issue,Consumer complaint narrative,Company,State,ZIP code,Tags,"
    "Submitted via,Date sent to company,Company response to consumer,Timely response?,Consumer disputed?,Complaint ID\n"
)
ROW = '03/22/23,Mortgage,FHA mortgage,Fees,None,"They took\n$20",Acme,TX,77075,Older American,Web,03/23/23,Closed with explanation,Yes,N/A,123\n'


def read(text: str, **options) -> list[PastCase | Rejected]:
    seen: Counter[bytes] = Counter()

    def ordinal(digest: bytes) -> int:
        seen[digest] += 1
        return seen[digest]

    return list(cfpb.read(io.StringIO(text, newline=""), today=TODAY, ordinal=ordinal, **options))


def one(text: str) -> PastCase | Rejected:
    (found,) = read(text)
    return found


def test_a_row_becomes_a_case_with_everything_it_says() -> None:
    case = one(HEADING + ROW)
    assert isinstance(case, PastCase)
    assert (case.identity, case.channel, case.outcome, case.closed) == (
        "id:123",
        Channel.WEB_FORM,
        "closed_with_explanation",
        True,
    )
    assert case.words == "They took\n$20"
    assert (case.product, case.problem) == (("Mortgage", "FHA mortgage"), ("Fees",))
    assert case.received_at == datetime(2023, 3, 22, 12, tzinfo=UTC)
    assert case.clock_events["sent_to_company"] == date(2023, 3, 23)
    assert (case.kept, case.late) == (frozenset({"response"}), frozenset())
    assert case.facts["company"] == "Acme"
    assert "disputed" in case.facts


@pytest.mark.parametrize(
    "heading",
    [
        "date_received,product,issue",
        "Date Received,PRODUCT,Issue",
        "DateReceived,Product,issue",
        "\ufeffDate received,Product,Issue",
    ],
)
def test_columns_are_matched_by_name(heading: str) -> None:
    case = one(f"{heading}\n2017-03-21,Mortgage,Fees\n")
    assert isinstance(case, PastCase)
    assert case.identity.startswith("row:")


@pytest.mark.parametrize(
    "text", ["2017-03-21", "3/21/2017", "03/21/17", "2017-03-21T12:00:00-05:00", "2017-03-21 00:00:00"]
)
def test_days_in_every_style(text: str) -> None:
    case = one(f"date_received,product,issue\n{text},Mortgage,Fees\n")
    assert isinstance(case, PastCase)
    assert case.received_at.date() == date(2017, 3, 21)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("31/31/2017,Mortgage,Fees", "date_received", "no_date"),
        ("soon,Mortgage,Fees", "date_received", "no_date"),
        (",Mortgage,Fees", "date_received", "empty"),
        ("2017-03-21,,Fees", "product", "empty"),
        ("2017-03-21,Mortgage,None", "issue", "empty"),
        ("2099-03-21,Mortgage,Fees", "date_received", "future_date"),
        ("2017-03-21,Mortgage", "issue", "half_a_row"),
        ("2017-03-21,Mortgage,Fees,more", "", "half_a_row"),
        ("2017-03-21,Mort\udce9gage,Fees", "product", "encoding"),
    ],
)
def test_a_bad_row_is_named_and_costs_nothing_else(row: str, column: str, code: str) -> None:
    good = "2017-03-21,Mortgage,Fees"
    first, bad, last = read(f"date_received,product,issue\n{good}\n{row}\n{good}\n")
    assert isinstance(bad, Rejected)
    assert (bad.line, bad.column, bad.problem.code) == (3, column, code)
    assert isinstance(first, PastCase)
    assert isinstance(last, PastCase)
    assert first.identity != last.identity


def test_a_bad_value_is_said_in_the_readers_language() -> None:
    with translation.override("fr"):
        bad = one("date_received,product,issue\nsoon,Mortgage,Fees\n")
        assert isinstance(bad, Rejected)
        assert "soon" in bad.problem.sentence


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_header"),
        ("\n\n", "no_header"),
        ("date_received;product;issue\n2017-03-21;Mortgage;Fees\n", "wrong_delimiter"),
        ("date_received\tproduct\tissue\n", "wrong_delimiter"),
        ("name,age\nx,1\n", "columns_missing"),
    ],
)
def test_a_heading_that_cannot_be_used(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert refused.value.code == code
    assert refused.value.sentence


def test_another_delimiter_when_it_is_said() -> None:
    (case,) = read("date_received;product;issue\n2017-03-21;Mortgage;Fees\n", delimiter=";")
    assert isinstance(case, PastCase)


def test_equal_rows_are_told_apart_by_their_order_and_styles_do_not_matter() -> None:
    first, second = read("date_received,product,issue\n2017-03-21,Mortgage,Fees\n2017-03-21,Mortgage,Fees\n")
    (styled,) = read("Issue,Product,Date received\nFees,Mortgage,2017-03-21\n")
    assert isinstance(first, PastCase)
    assert isinstance(second, PastCase)
    assert isinstance(styled, PastCase)
    assert first.identity.rpartition(":")[0] == second.identity.rpartition(":")[0]
    assert first.identity != second.identity
    assert styled.identity == first.identity


def test_a_case_in_progress_stays_open_and_a_late_one_is_late() -> None:
    case = one(HEADING + ROW.replace("Closed with explanation,Yes", "In progress,No"))
    assert isinstance(case, PastCase)
    assert (case.closed, case.outcome, case.kept, case.late) == (
        False,
        "",
        frozenset(),
        frozenset({"response"}),
    )


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("cfpb_145_mixed", 145),
        ("cfpb_allproducts_3186_no_narrative", 3186),
        ("cfpb_payday_2827_narratives", 2827),
    ],
)
def test_the_real_files(corpora, name: str, rows: int) -> None:
    path = corpora / "cfpb-narratives" / f"{name}.csv"
    found = read(path.read_text(encoding="utf-8-sig", errors="surrogateescape"))
    assert [case for case in found if isinstance(case, Rejected)] == []
    assert len({case.identity for case in found if isinstance(case, PastCase)}) == rows


def test_the_real_facts(corpora) -> None:
    folder = corpora / "cfpb-narratives"
    facts = json.loads((folder / "facts_computed_with_python_csv.json").read_text(encoding="utf-8"))
    text = (folder / "cfpb_payday_2827_narratives.csv").read_text(encoding="utf-8-sig")
    cases = [case for case in read(text) if isinstance(case, PastCase)]
    assert len(cases) == facts["rows"]
    assert Counter(case.product[1] for case in cases) == dict(facts["by_subproduct"])
    assert Counter(case.problem[0] for case in cases) == dict(facts["by_issue"])
    assert sum("response" in case.late for case in cases) == facts["timely"]["No"]
    assert sum("\n" in case.words for case in cases) > 900
    assert Counter(case.facts["response"] for case in cases) == facts["response"]
