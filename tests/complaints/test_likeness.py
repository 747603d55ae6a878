"""How alike two cases are: by example in five languages, and what holds for any words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.complaints.likeness import REASON_NAMES, Matter, Reason, bands_of, likeness, marks_of
from recours.core.references import new_reference

KEY = b"key"
STORIES = {
    "en": "The meter in the cellar was read twice in May and I have been billed twice since then. Nobody at your office ever called me back.",
    "fr": "Le compteur de la cave a été relevé deux fois en mai et j’ai reçu deux factures différentes. Personne ne m’a jamais rappelée depuis.",
    "ar": "تمت قراءة العداد في القبو مرتين خلال شهر مايو ووصلتني فاتورتان مختلفتان. لم يتصل بي أحد من مكتبكم حتى الآن رغم وعودكم الكثيرة.",
    "fa": "کنتور زیرزمین در اردیبهشت دو بار خوانده شد و برای من دو قبض متفاوت فرستادید. هیچ‌کس از دفتر شما تا امروز با من تماس نگرفته است.",
    "tr": "Bodrumdaki sayaç mayıs ayında iki kez okundu ve bana iki ayrı fatura gönderildi. Ofisinizden şimdiye kadar hiç kimse beni geri aramadı.",
}
VARIANTS = {
    "en": STORIES["en"].upper().replace(".", " !"),
    "fr": STORIES["fr"].replace("é", "e").replace("è", "e").replace("ç", "c"),
    "ar": STORIES["ar"].replace("ة", "ه").replace("أ", "ا"),
    "fa": STORIES["fa"].replace("ی", "ي").replace("ک", "ك").replace("\u200c", ""),
    "tr": STORIES["tr"].replace("ş", "s").replace("ı", "i").replace("ö", "o"),
}


def matter(words: str = "", reference: str = "1", **more: str) -> Matter:
    return Matter(reference=reference, words=words, **more)


def found(one: Matter, other: Matter) -> tuple[Reason, ...]:
    """The reasons, after checking that the marks would have led from one to the other."""
    how = likeness(one, other)
    assert how == likeness(other, one)
    if how.likely:
        assert marks_of(one, KEY).keys() & marks_of(other, KEY).keys(), "alike, but never compared"
    return how.reasons if how.likely else ()


@pytest.mark.parametrize("language", STORIES)
def test_letter_variants_make_no_difference(language: str) -> None:
    assert found(matter(STORIES[language]), matter(VARIANTS[language], "2")) == (Reason.WORDS,)


@pytest.mark.parametrize("language", STORIES)
def test_told_once_more_in_nearly_the_same_words(language: str) -> None:
    words = STORIES[language].split()
    again = " ".join([*words[:4], *words[6:]])
    assert found(matter(STORIES[language]), matter(again, "2")) == (Reason.SIMILAR,)


def test_stories_of_different_matters_are_not_alike() -> None:
    other = "The water tastes of chlorine since Monday and my children will not drink it. Please test it at our house."
    assert found(matter(STORIES["en"]), matter(other, "2")) == ()
    assert found(matter("Bad service"), matter("Bad service", "2")) == ()


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({"email": "Nadia@Example.org"}, {"email": "nadia@example.org"}, Reason.EMAIL),
        ({"phone": "+44 20 7946 0011"}, {"phone": "(020) 79460011"}, Reason.PHONE),
        ({"phone": "٠٢٠٧٩٤٦٠٠١١"}, {"phone": "020 7946 0011"}, Reason.PHONE),
        ({"order": "AB-1047/2"}, {"order": "ab10472"}, Reason.ORDER),
        ({"order": "Account 4471 0926"}, {"order": "4471-0926"}, Reason.ORDER),
        ({"order": "998877"}, {"words": "It is about contract ۹۹۸۸۷۷ again."}, Reason.NUMBER),
        ({"words": "My account 4455-6677."}, {"words": "Compte 44556677"}, Reason.NUMBER),
    ],
)
def test_one_thing_in_common(one: dict[str, str], other: dict[str, str], reason: Reason) -> None:
    assert found(matter(**one), matter(reference="2", **other)) == (reason,)


def test_a_case_that_is_named() -> None:
    first = matter("The water is brown.", new_reference())
    again = matter(f"Nothing has happened in {first.reference} since.", new_reference())
    other = matter(f"Nothing has happened in {new_reference()} since.", new_reference())
    assert (found(first, again), found(first, other)) == ((Reason.NAMED,), ())


@pytest.mark.parametrize(
    "words",
    [
        "By the ruling 2011/114736 they must.",
        "On 12.05.2026 I paid 150000.00 and on 12.05.2026 again",
        "They want 250000 of me",
    ],
)
def test_days_and_amounts_are_no_numbers_of_a_matter(words: str) -> None:
    assert matter(words).numbers == frozenset()


def test_a_name_alone_is_not_enough_but_a_name_with_the_same_subject_is() -> None:
    one, other = matter("The meter is broken", name="Nadia Haddad"), matter("Bill", "2", name="HADDAD Nadia")
    assert found(one, other) == ()
    again = matter("The meter still is broken", "2", name="Haddad, Nadia")
    assert found(one, again) == (Reason.NAME,)


words = st.text(max_size=300)


@given(words, words)
def test_likeness_is_the_same_both_ways_and_within_its_scale(one: str, other: str) -> None:
    how = likeness(matter(one), matter(other, "2"))
    assert how == likeness(matter(other, "2"), matter(one))
    assert 0 <= how.score <= 100
    assert how.likely <= bool(how.reasons)


@given(words)
def test_marks_are_numbers_that_a_database_can_keep(text: str) -> None:
    marks = marks_of(matter(text, email=text, phone=text, name=text, order=text), KEY)
    assert all(-(2**63) <= mark < 2**63 for mark in marks)
    assert marks == marks_of(matter(text, email=text, phone=text, name=text, order=text), KEY)


def test_another_key_makes_other_marks() -> None:
    one = matter(STORIES["en"], email="nadia@example.org")
    assert not marks_of(one, KEY).keys() & marks_of(one, b"other").keys()


def test_bands_meet_as_often_as_texts_are_alike() -> None:
    """Two sets that share half of what either has: 94 % of such pairs have a band in common; of a hundredth, 0.1 %."""
    rnd = random.Random(7)
    met = far = 0
    for _ in range(120):
        shared, mine, yours = (
            {f"{kind}{rnd.random()}" for _ in range(size)} for kind, size in (("s", 40), ("m", 20), ("y", 20))
        )
        met += any(a == b for a, b in zip(bands_of(shared | mine), bands_of(shared | yours), strict=True))
        far += any(a == b for a, b in zip(bands_of(mine), bands_of(yours), strict=True))
    assert met >= 104
    assert far <= 1


def test_every_reason_has_a_name() -> None:
    assert set(REASON_NAMES) == set(Reason)
