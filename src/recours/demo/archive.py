"""The years before: closed cases as two earlier systems kept them, taken over as history."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from recours.complaints.history import PastCase
from recours.complaints.selectors import choices
from recours.complaints.states import Channel, Kind
from recours.core.text import local_digits
from recours.demo.library import LANGUAGES, Past, Shelf, house, shelf
from recours.demo.rhythm import arrival, office_after

COUNTS: Mapping[str, int] = {"en": 76, "fr": 43, "ar": 35, "fa": 24, "tr": 30}
"""How many of the archive's cases are in each language."""

_CHANNELS = {
    Channel.WEB_FORM: 40,
    Channel.EMAIL: 26,
    Channel.PHONE: 20,
    Channel.POST: 9,
    Channel.IN_PERSON: 5,
}
_OUTCOMES = {
    "closed_with_explanation": 42,
    "closed_with_monetary_relief": 24,
    "closed_with_non_monetary_relief": 22,
    "closed_without_relief": 12,
}
_DISTRICTS = ("Old Dock", "Northgate", "Lantern Hill", "Kiln End", "St Hilda's", "Weirside", "Fishmarket")
_WITHOUT_CLOCKS = frozenset({Kind.COMPLIMENT, Kind.SUGGESTION})
_LONGEST = 75.0
_LATEST_SHARE = 0.22
_SETTLED = timedelta(days=2)


class Archive:
    """The past cases in two heaps: what the old system held, and what the call centre handled until last week."""

    def __init__(self, *, begins: datetime, live: datetime, handover: datetime) -> None:
        chance = random.Random("the archive")  # noqa: S311 - a play, not a secret
        told = [each for code in LANGUAGES for each in written(shelf(code), COUNTS[code], code, chance)]
        chance.shuffle(told)
        recent = int(len(told) * _LATEST_SHARE)
        self._names = _english_names()
        self.old = self._cases(told[recent:], "A", begins, live, chance)
        self.recent = self._cases(told[:recent], "C", live, handover, chance)

    def __len__(self) -> int:
        return len(self.old) + len(self.recent)

    def _cases(
        self,
        told: Sequence[tuple[Past, str]],
        series: str,
        begins: datetime,
        over: datetime,
        chance: random.Random,
    ) -> list[PastCase]:
        """Cases spread over this time, more of them towards its end, all of them closed at `over`."""
        moments = sorted(_growing(chance) for _ in told)
        ends = over - _SETTLED
        found = []
        for number, ((past, words), share) in enumerate(zip(told, moments, strict=True), 1):
            channel = chance.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
            near = begins + (ends - begins) * share
            if near.weekday() > 4 and chance.random() < 0.6:
                near += timedelta(days=2)
            received = min(arrival(near, channel, chance), ends)
            found.append(
                self._case(
                    past, words, f"{series}-{received:%Y}-{number:04}", channel, received, over, chance
                )
            )
        return found

    def _case(
        self,
        past: Past,
        words: str,
        identity: str,
        channel: Channel,
        received: datetime,
        over: datetime,
        chance: random.Random,
    ) -> PastCase:
        days = min(chance.lognormvariate(math.log(8), 0.85), _LONGEST)
        closed = min(
            office_after(received + timedelta(days=days)), over - timedelta(minutes=chance.randrange(900))
        )
        has_clocks, in_time = past.kind not in _WITHOUT_CLOCKS, chance.random() < 0.9
        outcome = chance.choices(list(_OUTCOMES), list(_OUTCOMES.values()))[0]
        facts = {
            "file": identity,
            "district": chance.choice(_DISTRICTS),
            "letters": str(chance.randint(1, 4)),
        }
        if past.kind is not Kind.COMPLAINT:
            outcome = "closed"
        elif outcome == "closed_with_monetary_relief":
            facts["paid"] = f"GBP {chance.randint(500, 24_000) / 100:.2f}"
        acknowledged = frozenset({"acknowledgement"} if has_clocks else ())
        return PastCase(
            identity=identity,
            digest=hashlib.sha256(f"{identity}\n{words}".encode()).hexdigest(),
            kind=past.kind,
            channel=channel,
            language=past.language,
            words=words,
            received_at=received,
            clock_events={"received": received} if has_clocks else {},
            kept=acknowledged if in_time else frozenset(),
            late=frozenset() if in_time else acknowledged,
            closed=True,
            closed_at=closed,
            ended_at=closed,
            outcome=outcome,
            product=self._names[past.product],
            problem=self._names.get(past.problem, ()),
            facts=facts,
        )


def written(told: Shelf, count: int, language: str, chance: random.Random) -> Iterator[tuple[Past, str]]:
    """So many texts, no two alike: each past case once, then again those whose places can hold something else."""
    seen: set[str] = set()
    order = list(told.past)
    chance.shuffle(order)
    again = [past for past in order if past.has_places]
    waiting = order + again * (count // max(1, len(again)) + 2)
    for past in waiting:
        words = past.words.format_map(_filling(told, language, chance))
        if words not in seen:
            seen.add(words)
            yield past, words
        if len(seen) == count:
            return
    raise ValueError(f"Only {len(seen)} of {count} past cases are written in {language}.")


def _filling(told: Shelf, language: str, chance: random.Random) -> dict[str, str]:
    """What stands in the places this time, numbers in the digits of the language."""
    numbers = {
        "amount": chance.randint(14, 390),
        "n": chance.randint(3, 9),
        "house": chance.randint(2, 138),
        "minutes": 5 * chance.randint(4, 13),
    }
    words = {name: chance.choice(values) for name, values in told.places.items()}
    return words | {name: local_digits(str(number), language) for name, number in numbers.items()}


def _growing(chance: random.Random) -> float:
    """A share of the time between 0 and 1, by a density that doubles from the beginning to the end."""
    return math.sqrt(1 + 3 * chance.random()) - 1


def _english_names() -> dict[str, tuple[str, ...]]:
    """The path of each category's code through the earlier systems' lists, which were in English only."""
    names: dict[str, tuple[str, ...]] = {
        choice.code: (choice.name.text,) for choice in choices(tree="problem", language="en")
    }
    titles = {each["code"]: each["names"]["en"] for each in house()["product"]}
    for each in house()["product"]:
        above = (titles[each["parent"]],) if "parent" in each else ()
        names[each["code"]] = (*above, each["names"]["en"])
    return names
