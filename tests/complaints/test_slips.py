"""Signs of a note in a message: few false ones, and none missed that a tired clerk would make."""

from __future__ import annotations

import pytest

from recours.complaints.slips import Slip, slips_in


@pytest.mark.parametrize(
    "words",
    [
        "Internal note: he is rude.", "INTERNAL - do not tell her", "Note: call the meter team", "FYI Hana, she is difficult.", "[Note] he shouted",
        "do not send this yet", "Note interne : à vérifier", "mémo: rappeler", "ملاحظة: اتصل بهم", "ملاحظة داخلية قبل الرد", "یادداشت: پیگیری شود", "برای همکاران، لطفاً بخوانید",
        "Not: geri ara", "İç not müşteri kızgın", "  \n(Note) later", "Memo",
    ],
)  # fmt: skip
def test_what_begins_like_a_note(words: str) -> None:
    assert slips_in(words) == (Slip.NOTE,)


@pytest.mark.parametrize(
    "words",
    [
        "Dear Nadia,\nNote: bring the bill.", "Not all is lost.", "Notes are welcome.", "Internally we looked at it.", "Note that we need the bill.",
        "Nothing was paid.", "Notre réponse", "Nous avons bien reçu", "ملاحظتكم وصلتنا", "یادداشت شما رسید", "Notunuzu aldık", "Write to nadia@example.org", "",
        "NB House, Leeds", "Information",
    ],
)  # fmt: skip
def test_what_is_a_message(words: str) -> None:
    assert slips_in(words) == ()


def test_a_mention_is_a_sign_of_its_own() -> None:
    assert slips_in("Dear Nadia, @Hana Handler will call.") == (Slip.MENTION,)
    assert slips_in("Internal note for @Hana") == (Slip.MENTION, Slip.NOTE)
