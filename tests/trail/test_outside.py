"""An outsider with a copy, and perhaps a checkpoint kept earlier, finds what a look into the database would find."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.trail.chain import NONE_BEFORE, Link, Seal, Tree
from recours.trail.checkpoints import checkpoint_text, seal_all
from recours.trail.export import export_trail
from recours.trail.models import Head
from recours.trail.outside import kept_checkpoints, verify_export
from recours.trail.verification import verify
from tests.factories.trail import ACTOR, a_subject, pour, tampering

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
Rows = list[dict[str, Any]]


@pytest.fixture
def copy(now: datetime, tmp_path: Path) -> Path:
    """Two chains, two checkpoints, one event not yet sealed (that the copy was taken)."""
    tea = a_subject()
    pour(tea, 3, now)
    seal_all(now)
    pour(tea, 2, now)
    pour(a_subject(), 1, now)
    seal_all(now)
    export_trail(actor=ACTOR, path=tmp_path / "trail.jsonl", now=now)
    (tmp_path / "kept.json").write_text(checkpoint_text(2), encoding="utf-8")
    return tmp_path / "trail.jsonl"


@pytest.fixture
def kept(copy: Path) -> Path:
    return copy.with_name("kept.json")


def read(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, rows: Rows) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def codes(path: Path, kept: Path | None = None) -> dict[str, int]:
    return verify_export(path, kept).counts


def test_an_untouched_copy_holds(copy: Path, kept: Path) -> None:
    for checkpoint in (None, kept, copy):
        verdict = verify_export(copy, checkpoint)
        assert verdict.holds
        assert (verdict.events, verdict.chains, verdict.sealed, verdict.checkpoints) == (7, 3, 6, 2)


def test_lines_may_stand_in_any_order(copy: Path, kept: Path) -> None:
    first, *rows, end = read(copy)
    assert codes(write(copy, [first, *reversed(rows), end]), kept) == {}


def test_every_line_that_is_left_out_is_missed(copy: Path, kept: Path) -> None:
    rows = read(copy)
    for place in range(len(rows)):
        assert codes(write(copy, rows[:place] + rows[place + 1 :]), kept)


def test_every_line_that_is_left_out_is_missed_although_the_end_agrees(copy: Path, kept: Path) -> None:
    rows = read(copy)
    for place, row in enumerate(rows[1:-1], 1):
        end = rows[-1] | {row["row"]: rows[-1][row["row"]] - 1}
        assert set(codes(write(copy, [*rows[:place], *rows[place + 1 : -1], end]), kept)) - {"export_cut"}


def test_every_line_that_stands_twice_is_seen(copy: Path, kept: Path) -> None:
    rows = read(copy)
    for place, row in enumerate(rows[1:-1], 1):
        end = rows[-1] | {row["row"]: rows[-1][row["row"]] + 1}
        assert codes(write(copy, [*rows[:place], row, *rows[place:-1], end]), kept)


def test_every_changed_value_is_seen(copy: Path, kept: Path) -> None:
    rows = read(copy)
    for place, row in enumerate(rows):
        for name, value in row.items():
            if row["row"] == "trail" and name == "made_at":
                continue  # tells when the copy was made, and proves nothing
            other: object = value + 1 if isinstance(value, int) else {"cups": 77}
            if isinstance(value, str):
                other = value[:-1] + ("0" if value[-1:] != "0" else "1")
            changed = [*rows[:place], row | {name: other}, *rows[place + 1 :]]
            assert codes(write(copy, changed), kept), f"{name} of line {place + 1}"


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_no_junk_breaks_it(copy: Path, data: st.DataObject) -> None:
    junk: st.SearchStrategy[object] = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=5,
    )
    rows = read(copy)
    place = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from(sorted(rows[place])))
    value = data.draw(
        junk.filter(lambda value: value != rows[place][name] and str(value) != rows[place][name])
    )
    rows[place] = rows[place] | {name: value}
    target = write(copy.with_name("junk.jsonl"), rows)
    if not (rows[place]["row"] == "trail" and name == "made_at"):
        assert not verify_export(target).holds
    assert isinstance(verify_export(copy, target).as_json(), dict)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "export_unreadable"),
        (b"\x00\xff\xfe", "export_unreadable"),
        (b"{}\n", "export_unreadable"),
        (b'{"row":"trail","format":2}\n', "export_unreadable"),
        (b'{"row":"trail","format":1,"key":"00"}\n', "export_cut"),
        (b'{"row":"trail","format":1}\n' + b"[" * 100_000 + b"\n", "line_unreadable"),
        (b'{"row":"trail","format":1}\n{"row":"event"}\n', "line_unreadable"),
        (b'{"row":"trail","format":1}\n{"row":["event"]}\n', "line_unreadable"),
        (b'{"row":"trail","format":1}\n{"row":"head","length":true}\n', "line_unreadable"),
        (b'{"row":"trail","format":1}\n"' + b"a" * 3_000_000 + b'"\n', "line_unreadable"),
        (b'{"row":"trail","format":1}\n{"row":"end"}\n{"row":"end"}\n', "line_unreadable"),
    ],
)
def test_what_is_no_copy_is_said_to_be_none(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "junk"
    path.write_bytes(content)
    assert code in codes(path)


def test_a_long_line_costs_only_itself(copy: Path) -> None:
    first, *rest = copy.read_bytes().splitlines(keepends=True)
    copy.write_bytes(first + b'"' + b"x" * 2_500_000 + b'"\n' + b"".join(rest))
    verdict = verify_export(copy)
    assert [(finding.code, finding.facts) for finding in verdict.findings] == [
        ("line_unreadable", {"line": 2})
    ]
    assert verdict.events == 7


def test_a_kept_file_without_a_checkpoint_is_a_finding(copy: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_text("nothing\n")
    assert codes(copy, empty) == {"kept_checkpoint_unreadable": 1}


def test_a_spoilt_kept_checkpoint_is_a_finding(copy: Path, kept: Path) -> None:
    (seal,) = kept_checkpoints(kept)
    kept.write_text(json.dumps({"row": "checkpoint", **asdict(replace(seal, size=9))}))
    assert codes(copy, kept) == {"kept_checkpoint_wrong": 1}


def test_the_newest_of_several_kept_checkpoints_counts(copy: Path) -> None:
    (seal,) = kept_checkpoints(copy)
    assert seal.number == 2


def test_a_missing_file_is_an_error(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        verify_export(tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError):
        verify_export(copy, tmp_path / "nowhere")


def rewritten(rows: Rows, change: Callable[[list[Link]], list[Link]]) -> Rows:
    """The copy as the owner of everything, keys included, would forge it: every hash, root and signature made anew."""
    links = [Link(**{f.name: row[f.name] for f in fields(Link)}) for row in rows if row["row"] == "event"]
    leaves = {row["event"]: row for row in rows if row["row"] == "leaf"}
    ends: dict[tuple[str, str], Link] = {}
    forged: Rows = []
    for link in change(links):
        end = ends.get((link.subject_kind, link.subject_id))
        link = replace(
            link, sequence=end.sequence + 1 if end else 1, previous=end.hash if end else NONE_BEFORE
        ).hashed()
        ends[link.subject_kind, link.subject_id] = link
        forged.append({"row": "event", **asdict(link)})
        if link.id in leaves:
            leaves[link.id] = leaves[link.id] | {"hash": link.hash}
    there = {row["id"] for row in forged}
    forged += [
        {"row": "head", "subject_kind": k, "subject_id": i, "length": end.sequence, "hash": end.hash}
        for (k, i), end in ends.items()
    ]
    before: Seal | None = None
    for row in (row for row in rows if row["row"] == "checkpoint"):
        mine = sorted(
            (
                leaf
                for leaf in leaves.values()
                if leaf["checkpoint"] == row["number"] and leaf["event"] in there
            ),
            key=lambda leaf: int(leaf["position"]),
        )
        mine = [leaf | {"position": position} for position, leaf in enumerate(mine)]
        before = replace(
            Seal(**{f.name: row[f.name] for f in fields(Seal)}),
            previous=before.hash if before else NONE_BEFORE,
            root=Tree(str(leaf["hash"]) for leaf in mine).root(),
            size=len(mine),
            total=(before.total if before else 0) + len(mine),
        ).signed(settings.SIGNING_KEY)
        forged += [*mine, {"row": "checkpoint", **asdict(before)}]
    counts = {
        kind: sum(row["row"] == kind for row in forged)
        for kind in ("checkpoint", "event", "head", "leaf", "missing")
    }
    return [rows[0], *forged, {"row": "end", **counts}]


@pytest.mark.parametrize(
    "change",
    [
        lambda links: [replace(links[0], facts={"cups": 99}), *links[1:]],
        lambda links: [*links[:1], replace(links[1], actor="staff:other"), *links[2:]],
        lambda links: links[1:],
        lambda links: links[:1] + links[2:],
        lambda links: [links[1], links[0], *links[2:]],
        lambda links: [replace(link, occurred_at="2020-01-01T00:00:00.000000Z") for link in links],
    ],
)
def test_a_rewritten_world_is_found_by_who_kept_a_checkpoint(
    copy: Path, kept: Path, change: Callable[[list[Link]], list[Link]]
) -> None:
    rows = read(copy)
    forged = write(copy.with_name("forged.jsonl"), rewritten(rows, change))
    assert codes(forged) == {}
    assert codes(forged, kept) == {"checkpoint_replaced": 1}
    assert codes(forged, copy) == {"checkpoint_replaced": 1}


def test_an_honest_rewriting_changes_nothing(copy: Path, kept: Path) -> None:
    """The forger above is exact: without a change, it makes the very same copy."""
    assert codes(write(copy, rewritten(read(copy), lambda links: links)), kept) == {}


def test_a_trail_cut_back_behind_a_kept_checkpoint_is_found(copy: Path, kept: Path) -> None:
    rows = read(copy)
    gone = {row["event"] for row in rows if row["row"] == "leaf" and row["checkpoint"] == 2}
    shorter = [
        row
        for row in rows
        if row.get("event") not in gone and not (row["row"] == "checkpoint" and row["number"] == 2)
    ]
    forged = rewritten(shorter, lambda links: [link for link in links if link.id not in gone])
    assert codes(write(copy, forged)) == {}
    assert codes(copy, kept) == {"checkpoint_cut": 1}


def test_a_copy_finds_what_the_database_finds(now: datetime, tmp_path: Path) -> None:
    tea, coffee, water, stranger = (a_subject() for _ in range(4))
    for subject in (tea, coffee, water):
        pour(subject, 4, now)
    seal_all(now)
    pour(tea, 2, now)
    path = tmp_path / "trail.jsonl"
    with tampering() as cursor:
        cursor.execute("DELETE FROM trail_event WHERE sequence = 2")
        cursor.execute("UPDATE trail_event SET actor = 'x' WHERE sequence = 3")
        Head.objects.filter(subject_id=coffee.id).delete()
        cursor.execute("DELETE FROM trail_leaf WHERE position = 0")
        cursor.execute("UPDATE trail_checkpoint SET size = 3")
        expected = [tea, coffee, water, stranger, Subject("letter", new_key())]
        export_trail(actor=ACTOR, path=path, now=now, expected=expected)
        inside, outside = verify(expected=expected), verify_export(path)
    told = {(f.code, str(sorted(f.facts.items()))) for f in inside.findings if f.code != "guard_missing"}
    assert told == {(f.code, str(sorted(f.facts.items()))) for f in outside.findings}
    assert len({code for code, _facts in told}) >= 7


def test_it_runs_without_django_having_settings(copy: Path, kept: Path) -> None:
    program = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1])\n"
        "from recours.trail.outside import verify_export\n"
        "verdict = verify_export(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))\n"
        "from django.apps import apps; assert not apps.ready and 'django.db.models' not in sys.modules\n"
        "print(verdict.holds, [finding.sentence for finding in verdict.findings])"
    )
    rows = read(copy)
    rows[3]["actor"] = "staff:other"
    for target, told in ((copy, "True []"), (write(copy.with_name("bad.jsonl"), rows), "was changed")):
        done = subprocess.run(
            [sys.executable, "-c", program, str(ROOT / "src"), str(target), str(kept)],
            capture_output=True,
            text=True,
            env={},
            check=False,
        )
        assert told in done.stdout, done.stderr
