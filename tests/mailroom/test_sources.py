from __future__ import annotations

from pathlib import Path

import pytest

from recours.mailroom.sources import messages

ONE = b"From: a@b.example\nSubject: one\n\nFrom here on it was brown.\n"
TWO = b"From: c@d.example\nSubject: two\n\nwords\n"


def test_a_single_file_whatever_its_name(tmp_path: Path) -> None:
    file = tmp_path / "mail.dat"
    file.write_bytes(ONE)
    assert list(messages(file)) == [("mail.dat", ONE)]


def test_a_mailbox_is_split_where_messages_begin(tmp_path: Path) -> None:
    box = tmp_path / "all.mbox"
    quoted = ONE.replace(b"From here", b">From here")
    nested = b"Subject: three\n\n\nFrom here on, after an empty line.\n>>From deep\n"
    parts = (quoted, TWO, nested)
    box.write_bytes(b"".join(b"From x@y Fri Nov 20 09:00:00 2026\n" + part + b"\n" for part in parts))
    assert list(messages(box)) == [
        ("all.mbox#1", ONE),
        ("all.mbox#2", TWO),
        ("all.mbox#3", nested.replace(b">>From", b">From")),
    ]


def test_a_folder_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "sub" / "cur").mkdir(parents=True)
    (tmp_path / "b.eml").write_bytes(ONE)
    (tmp_path / "sub" / "a.eml").write_bytes(TWO)
    (tmp_path / "sub" / "cur" / "1700.host:2,S").write_bytes(TWO)
    (tmp_path / ".hidden.eml").write_bytes(TWO)
    (tmp_path / "picture.png").write_bytes(b"PNG")
    assert [name for name, _ in messages(tmp_path)] == ["b.eml", "sub/a.eml", "sub/cur/1700.host:2,S"]


def test_a_mailbox_with_foreign_line_ends(tmp_path: Path) -> None:
    box = tmp_path / "all.mbox"
    box.write_bytes(
        b"From - Fri Nov 20 09:00:00 2026\r\n" + ONE + b"\r\nFrom - Fri Nov 20 09:00:01 2026\r\n" + TWO
    )
    assert [raw for _, raw in messages(box)] == [ONE, TWO]


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(messages(tmp_path / "none.eml"))
