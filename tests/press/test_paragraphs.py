"""Plain text is read as paragraphs, and indented ones are set apart."""

from hypothesis import given
from hypothesis import strategies as st

from recours.press.paragraphs import Paragraph, Row, breakable, paragraphs_of


def test_blank_lines_part_paragraphs_and_single_breaks_do_not() -> None:
    assert paragraphs_of("One\ntwo\n\n \t\nThree") == (
        Paragraph(lines=("One", "two")),
        Paragraph(lines=("Three",)),
    )


def test_an_indented_paragraph_is_set_apart_in_rows() -> None:
    assert paragraphs_of("Before\n\n  Your reference: 482-719-3068\n  Référence : 12\n  no label") == (
        Paragraph(lines=("Before",)),
        Paragraph(rows=(Row("Your reference", "482-719-3068"), Row("Référence", "12"), Row("", "no label"))),
    )


def test_an_address_is_no_row() -> None:
    assert paragraphs_of("  https://example.org/")[0].rows == (Row("", "https://example.org/"),)


def test_one_indented_line_among_others_is_only_a_line() -> None:
    assert paragraphs_of("One\n  two") == (Paragraph(lines=("One", "two")),)


def test_nothing_has_no_paragraphs() -> None:
    assert paragraphs_of("") == paragraphs_of(" \n\n \n") == ()


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    text = text.replace("\r", "\n")
    kept = "".join(
        "".join(part.lines) + "".join(row.label + ":" * bool(row.label) + row.value for row in part.rows)
        for part in paragraphs_of(text)
    )
    assert "".join(kept.split()).replace(":", "") == "".join(text.split()).replace(":", "")


@given(st.text(), st.integers(40, 300))
def test_a_long_word_can_be_broken_and_stays_the_same_word(text: str, length: int) -> None:
    word = "x" * length
    broken = breakable(f"{text} {word}")
    assert max(len(piece) for piece in broken.rpartition(" ")[2].split("\u200b")) <= 48
    assert broken.replace("\u200b", "") == f"{text} {word}".replace("\u200b", "")
