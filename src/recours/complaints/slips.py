"""Signs that a message to the complainant was meant for colleagues. Only signs: a person decides. No database."""

from __future__ import annotations

from enum import StrEnum

from recours.complaints.mentions import calls_somebody
from recours.core.text import fold


class Slip(StrEnum):
    """What looks as if it were not for the complainant."""

    MENTION = "mention"
    NOTE = "note"


_BEGINNINGS = (
    "internal", "internal note", "note", "note to", "note for", "memo", "fyi", "nb", "n.b.", "todo", "to do", "do not send", "don't send", "for colleagues",
    "note interne", "interne", "mémo", "pour info", "pour mémoire", "pour les collègues", "ne pas envoyer",
    "ملاحظة", "ملاحظة داخلية", "داخلي", "مذكرة", "للعلم", "للزملاء", "لا يُرسل",
    "یادداشت", "یادداشت داخلی", "داخلی", "جهت اطلاع", "برای همکاران", "فرستاده نشود",
    "not", "iç not", "dahili", "bilgi için", "arkadaşlar için", "gönderme", "gönderilmesin",
)  # fmt: skip
"""How notes begin in our languages; a word that also begins a sentence counts only before a colon or a dash."""

_FOLDED = tuple(sorted({fold(words) for words in _BEGINNINGS}, key=len, reverse=True))
_CLEAR = frozenset(fold(w) for w in ("internal note", "fyi", "todo", "do not send", "don't send", "for colleagues", "note interne", "ne pas envoyer", "ملاحظة داخلية", "للزملاء", "یادداشت داخلی", "برای همکاران", "iç not", "gönderilmesin"))  # fmt: skip


def slips_in(words: str) -> tuple[Slip, ...]:
    """What in these words speaks for a note: somebody mentioned by @, a beginning as notes have it."""
    found = []
    if calls_somebody(words):
        found.append(Slip.MENTION)
    if _begins_like_a_note(words):
        found.append(Slip.NOTE)
    return tuple(found)


def _begins_like_a_note(words: str) -> bool:
    first = words.strip().lstrip("[(*_-–—•> \u200e\u200f").partition("\n")[0][:120]
    line = fold(first)
    for beginning in _FOLDED:
        if line.startswith(beginning):
            rest = line[len(beginning) :].lstrip()
            if not rest or (beginning in _CLEAR and not line[len(beginning)].isalnum()):
                return True
            if rest[0] in ":-–—])*،؛" and not line[len(beginning)].isalnum():
                return True
    return False
