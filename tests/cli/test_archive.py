"""The file of a backup: what is written is what is read, and nothing else is taken."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recours.cli.archive import MANIFEST, SHEET, Contents, Unusable, unpack, writing

_SHEET = b'{"format": 1, "migrations": {}}'
MEMBERS = {
    "keys/session.key": b"k" * 32,
    "tables/people.unit/000000.jsonl": b'{"fields": ["id"]}\n["1"]\n',
    "files/files/2026/11/01a2": bytes(range(256)) * 40,
    "mail/01a2036a@localhost.eml": b"Subject: x\n\n",
}


def backup(members: dict[str, bytes] = MEMBERS, sheet: bytes = _SHEET) -> bytes:
    out = io.BytesIO()
    with writing(out, made_at=1_700_000_000) as writer:
        writer.add_bytes(SHEET, sheet)
        for name, content in members.items():
            writer.add_stream(name, io.BytesIO(content))
        writer.finish({"people.unit": 1})
    return out.getvalue()


def rewritten(change: Callable[[list[tuple[tarfile.TarInfo, bytes]]], None]) -> bytes:
    """A good backup with its members changed as somebody might who can pack a tar."""
    members = []
    with tarfile.open(fileobj=io.BytesIO(backup())) as tar:
        for info in tar:
            content = tar.extractfile(info)
            assert content is not None
            members.append((info, content.read()))
    change(members)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for info, raw in members:
            tar.addfile(info, io.BytesIO(raw))
    return out.getvalue()


def read(raw: bytes, folder: Path) -> Contents:
    return unpack(io.BytesIO(raw), folder)


def refused(raw: bytes, folder: Path) -> str:
    with pytest.raises(Unusable) as caught:
        read(raw, folder)
    return str(caught.value)


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    contents = read(backup(), tmp_path / "in")
    assert contents.rows == {"people.unit": 1}
    assert contents.members == 1 + len(MEMBERS)
    for name, content in MEMBERS.items():
        assert (tmp_path / "in" / name).read_bytes() == content
        assert (tmp_path / "in" / name).stat().st_mode & 0o777 == 0o600


def test_a_backup_is_the_same_for_the_same_contents() -> None:
    assert backup() == backup()


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_changed_byte_is_noticed(tmp_path_factory: pytest.TempPathFactory, place: float, bit: int) -> None:
    raw = bytearray(backup())
    raw[int(len(raw) * place)] ^= 1 << bit
    folder = tmp_path_factory.mktemp("changed")
    try:
        read(bytes(raw), folder / "in")
    except Unusable:
        return
    # what gzip and tar themselves do not mind: flags, times, padding
    for name, content in MEMBERS.items():
        assert (folder / "in" / name).read_bytes() == content


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.9, 0.99])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    raw = backup()
    assert refused(raw[: int(len(raw) * share)], tmp_path / "in")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello",
        b"\x1f\x8b",
        gzip.compress(b"x" * 2_000, mtime=0),
        gzip.compress(b"\0" * 10_240, mtime=0),
    ],
)
def test_another_file_is_refused(tmp_path: Path, raw: bytes) -> None:
    assert refused(raw, tmp_path / "in")
    assert not (tmp_path / "in").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../escaped",
        "files/../../escaped",
        "/etc/passwd",
        "files//x",
        "files/./x",
        "files/.hidden",
        "files/a\\..\\b",
        "files/a\0b",
        "files/" + "x" * 300,
        "keys/other.key",
        "keys/../session.key",
        "tables/people.unit/../../x",
        "tables/people.unit/1.jsonl",
        "mail/",
        "recours.sqlite3",
        "",
    ],
)
def test_names_that_no_backup_has_are_refused(tmp_path: Path, name: str) -> None:
    def rename(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        members[3][0].name = name
        members[3][0].pax_headers.clear()

    refused(rewritten(rename), tmp_path / "deep" / "in")
    outside = [
        path for path in tmp_path.rglob("*") if path.is_file() and (tmp_path / "deep/in") not in path.parents
    ]
    assert outside == []


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE]
)
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    def turn(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        info = members[3][0]
        info.type, info.linkname, info.size = kind, "/etc/passwd", 0
        members[3] = (info, b"")

    assert "no backup has" in refused(rewritten(turn), tmp_path / "in")


def test_wrong_digests_missing_and_added_members_are_refused(tmp_path: Path) -> None:
    def spoil(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        members[2] = (members[2][0], b"x" * len(members[2][1]))

    def leave_out(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        del members[3]

    def repeat(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        members.insert(3, members[3])

    def go_on(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        members.append(members[3])

    def without_manifest(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        assert members.pop()[0].name == MANIFEST

    said = [
        refused(rewritten(change), tmp_path / change.__name__)
        for change in (spoil, leave_out, repeat, go_on, without_manifest)
    ]
    for sentence, part in zip(said, ("digest", "digest", "twice", "goes on", "cut off"), strict=True):
        assert part in sentence


def test_a_member_larger_than_the_disk_is_refused_before_it_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        info = tarfile.TarInfo(SHEET)
        info.size = len(_SHEET)
        tar.addfile(info, io.BytesIO(_SHEET))
        huge = tarfile.TarInfo("files/huge")
        huge.size = 1 << 60
        tar.fileobj.write(huge.tobuf())  # type: ignore[union-attr]
    assert "too little room" in refused(gzip.compress(out.getvalue()), tmp_path / "in")


@pytest.mark.parametrize(
    "sheet", [b"", b"[]", b"{", b'{"format": 1}', b'{"format": 2, "migrations": {}}', b"[" * 100_000]
)
def test_a_sheet_that_does_not_fit_is_refused(tmp_path: Path, sheet: bytes) -> None:
    assert refused(backup(sheet=sheet), tmp_path / "in")


def test_a_manifest_that_lies_is_refused(tmp_path: Path) -> None:
    def lie(content: bytes) -> Callable[[list[tuple[tarfile.TarInfo, bytes]]], None]:
        def change(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
            info, raw = members[-1]
            fresh = b"\n".join([*raw.splitlines()[:-1], content])
            info.size = len(fresh)
            members[-1] = (info, fresh)

        return change

    for number, content in enumerate(
        (
            b"",
            b"[]",
            b'{"end": true, "members": 1, "rows": {}}',
            b'{"end": true, "members": 5, "rows": {"a": "b"}}',
        )
    ):
        assert refused(rewritten(lie(content)), tmp_path / str(number))


@settings(max_examples=150, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4
    )
)
def test_a_tar_changed_before_it_was_packed_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[float, int]]
) -> None:
    raw = bytearray(gzip.decompress(backup()))
    for place, value in changes:
        raw[int(len(raw) * place)] = value
    folder = tmp_path_factory.mktemp("changed")
    try:
        read(gzip.compress(bytes(raw), 1), folder / "in")
    except Unusable:
        return
    for name, content in MEMBERS.items():
        assert (folder / "in" / name).read_bytes() == content
