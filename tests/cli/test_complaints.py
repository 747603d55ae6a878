"""`recours complaint`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from recours.complaints.models import Attachment, Complaint
from recours.core.subjects import Subject
from recours.letters.selectors import letters_about
from recours.trail.reading import events_of
from tests.cli.conftest import Run
from tests.factories.cases import found_with_clocks, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(db: None, now: datetime) -> None:
    found_with_clocks(now)


def test_a_case_is_recorded_and_acknowledged(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear sirs", encoding="utf-8")
    result = run(
        "complaint", "new", "--words", "La facture est fausse.", "--name", "Zoé", "--email", "zoe@example.org",
        "--language", "fr", "--channel", "phone", "--about", "Eau", "--remedy", "Refund", "--occurred-on", "2026-01-31",
        "--file", letter,
    )  # fmt: skip
    case = Complaint.objects.get(reference=result.stdout.strip())
    assert (case.language, case.channel, case.product_words, case.remedy_words) == (
        "fr",
        "phone",
        "Eau",
        "Refund",
    )
    assert case.occurred_on is not None
    assert case.occurred_on.isoformat() == "2026-01-31"
    assert case.complainant is not None
    assert case.complainant.name == "Zoé"
    assert Attachment.objects.get(complaint=case).name == "letter.txt"
    about = Subject("complaint", case.pk)
    assert [letter.language for letter in letters_about(about=about)] == ["fr"]
    assert events_of(about)[0].actor_code.startswith("system:cli:")
    assert "Secret for tracking:" in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_words_come_from_a_file_or_from_standard_input(run: Run, tmp_path: Path, encoding: str) -> None:
    words = "كل شيء معطل\nمنذ أسبوع"
    path = tmp_path / "words.txt"
    path.write_text(words, encoding=encoding)
    run("complaint", "new", "--words-file", path)
    run("complaint", "new", "--words-file", "-", given=words.encode(encoding))
    run("complaint", "new", given=words.encode(encoding))
    assert list(Complaint.objects.values_list("words", flat=True)) == [words] * 3


def test_the_same_key_makes_one_case(run: Run) -> None:
    first, second = (
        run("complaint", "new", "--words", "Broken", "--key", "k1", "--json").stdout for _ in range(2)
    )
    assert json.loads(first)["reference"] == json.loads(second)["reference"]
    assert json.loads(second)["repeated"]
    assert "used before" in run("complaint", "new", "--words", "Other", "--key", "k1", code=3).stderr


@pytest.mark.parametrize(
    ("options", "field"),
    [
        (("--words", "  "), "words"),
        (("--words", "x", "--occurred-on", "yesterday"), "occurred_on"),
        (("--words", "x", "--occurred-on", "2999-01-01"), "occurred_on"),
        (("--words", "x", "--received-on", "1066-01-01"), "received_at"),
        (("--words", "x", "--name", "n" * 201), "name"),
        (("--words", "x", "--file", "/nowhere/letter.txt"), "/nowhere/letter.txt"),
    ],
)
def test_what_cannot_be_taken_is_named(run: Run, options: tuple[str, ...], field: str) -> None:
    said = run("complaint", "new", *options, code=2).stderr
    assert f"  {field}: " in said
    assert not Complaint.objects.exists()


def test_a_program_is_not_attached(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"MZ" + b"\0" * 200)
    assert "photo.png" in run("complaint", "new", "--words", "x", "--file", path, code=2).stderr


def test_words_must_be_text_and_come_from_one_place(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "words.bin"
    path.write_bytes(b"\xff\x00\xfe")
    assert "not UTF-8" in run("complaint", "new", "--words-file", path, code=2).stderr
    assert "not both" in run("complaint", "new", "--words", "x", "--words-file", path, code=2).stderr
    assert "No such file" in run("complaint", "new", "--words-file", tmp_path / "none", code=1).stderr


def test_a_case_is_shown_and_that_its_name_was_seen_is_recorded(run: Run, now: datetime) -> None:
    case = make_case(now, words="Billed twice.\n\x1b[2J")
    shown = run("complaint", "show", case.reference).stdout
    for part in (case.reference, "Nadia Haddad", "Billed twice.", "acknowledgement"):
        assert part in shown
    assert "\x1b" not in shown
    told = json.loads(run("complaint", "show", case.reference, "--json").stdout)
    assert told["who"] == "Nadia Haddad"
    assert [clock["code"] for clock in told["clocks"]] == ["acknowledgement", "answer"]
    assert "acknowledge" in told["moves"]
    kinds = [event.kind for event in events_of(Subject("complaint", case.pk))]
    assert kinds.count("complaint.identity_seen") == 1  # once per person, case and day


def test_a_reference_is_understood_in_any_digits(run: Run, now: datetime) -> None:
    case = make_case(now)
    arabic = case.reference.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert case.reference in run("complaint", "show", arabic).stdout
    run("complaint", "show", "111-111-1111", code=4)


def test_lists_come_in_pages(run: Run, now: datetime) -> None:
    cases = {make_case(now).reference for _ in range(3)}
    first = json.loads(run("complaint", "list", "--size", "2", "--json").stdout)
    second = json.loads(run("complaint", "list", "--size", "2", "--json", "--cursor", first["next"]).stdout)
    assert {row["reference"] for row in first["cases"] + second["cases"]} == cases
    assert second["next"] == ""
    table = run("complaint", "list", "--size", "2")
    assert table.stdout.startswith("Reference")
    assert "More: --cursor " in table.stderr
    assert "cursor:" in run("complaint", "list", "--cursor", "forged", code=2).stderr


def test_lists_can_be_searched(run: Run, now: datetime) -> None:
    case = make_case(now)
    for words in (case.reference, "nadia", "NADIA@"):
        found = json.loads(run("complaint", "list", "--search", words, "--json").stdout)
        assert [row["reference"] for row in found["cases"]] == [case.reference]
    assert json.loads(run("complaint", "list", "--search", "nobody", "--json").stdout)["cases"] == []
    assert json.loads(run("complaint", "list", "--view", "feedback", "--json").stdout)["cases"] == []
