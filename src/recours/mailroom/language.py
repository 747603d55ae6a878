"""Which of our five languages a text is most likely in; pure."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 4000
_WORD = re.compile(r"[^\W\d_]+(?:[’'\u200c][^\W\d_]+)*")
_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_PERSIAN_LETTERS = re.compile(r"[\u067e\u0686\u0698\u06a9\u06af\u06cc\u200c]")
_ARABIC_LETTERS = re.compile(r"[\u0629\u0649\u064a\u0643\u0623\u0625\u0624\u0621\u064b-\u0652]|\bال")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PERSIAN_WORDS = _set(
    "و در به از که این را با است برای آن هم من ما نیست بود شد می نمی خیلی بسیار ولی اما هست شما یک هر تا اگر کرد شده کردم ندارد نبود سفارش غذا"
)
_ARABIC_WORDS = _set(
    "من في على إلى الى عن أن ان لا ما هذا هذه لم لن كان كانت قد ثم أو او التي الذي مع كل جدا هو هي بعد قبل عند غير انا أنا ولا وكان لكن مطعم المطعم الخدمة"
)
_TURKISH_WORDS = _set(
    "ve bir bu için da de ne ama çok ben bana beni kadar daha gibi ile olarak mi mı var yok değil her sonra hiç şekilde olan benim oldu ki bankası banka müşteri tl nasıl neden"
)
_FRENCH_WORDS = _set(
    "le la les de des du et est un une je ne pas que qui pour dans sur avec au aux vous nous mon ma mes ce cette il elle très plus mais j'ai c'est n'ai d'une été ont commande livraison"
)
_ENGLISH_WORDS = _set(
    "the and to of a in i is was that it for my on with not have this you are be they but me at as had were from your their would what when"
)
_TURKISH_LETTERS = re.compile(r"[ğşıİĞŞ]")
_FRENCH_LETTERS = re.compile(r"[éèêàçùâîôûœëï]", re.IGNORECASE)


def guess_language(text: str, fallback: str = "en") -> str:
    """ "en", "fr", "ar", "fa" or "tr" by script, letters and common words; `fallback` if nothing tells, or it is another."""
    sample = text[:_SAMPLE]
    arabic, latin = len(_ARABIC_SCRIPT.findall(sample)), len(_LATIN.findall(sample))
    if arabic + latin < 3:
        return fallback
    words = Counter(_WORD.findall(sample.replace("’", "'").replace("İ", "i").casefold()))
    if arabic > latin:
        persian = 2 * _hits(words, _PERSIAN_WORDS) + len(_PERSIAN_LETTERS.findall(sample))
        other = 2 * _hits(words, _ARABIC_WORDS) + len(_ARABIC_LETTERS.findall(sample))
        if persian == other:
            return fallback
        return "fa" if persian > other else "ar"
    scores = {
        "tr": _hits(words, _TURKISH_WORDS) + len(_TURKISH_LETTERS.findall(sample)),
        "fr": _hits(words, _FRENCH_WORDS) + len(_FRENCH_LETTERS.findall(sample)) / 2,
        "en": _hits(words, _ENGLISH_WORDS),
    }
    best = max(scores, key=lambda language: scores[language])
    certain = scores[best] * 12 >= sum(words.values())
    return best if certain and sorted(scores.values())[-2] < scores[best] else fallback


def _hits(words: Counter[str], common: frozenset[str]) -> int:
    return sum(count for word, count in words.items() if word in common)
