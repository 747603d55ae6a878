"""How well cases of the same matter are found: real complaint texts are taken in, some of them told again, and compared.

python bench/alike.py --corpora ../shared/corpora --database sqlite --among 100000

Needs a folder with `texts/{tr,fr,ar,fa}.json` and `cfpb-narratives/*.csv`. A repeat is told without a name, in other letters
("equal"), or with 15 or 30 of 100 words left out. Suggestions between texts of the corpora that nobody planted are counted
as unplanted: some are letters that many copied from one another, and none is judged here.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.house import ROOT, installation, machine

LANGUAGES = ("en", "fr", "ar", "fa", "tr")
REPEATED = 60
MOST = 400
_LEFT_OUT = {"equal": 0.0, "15 % left out": 0.15, "30 % left out": 0.3}


def texts(corpora: Path) -> dict[str, list[str]]:
    """Up to 400 complaints of each language; the English ones are narratives of the public CFPB data."""
    found = {
        language: [row["text"] for row in json.loads((corpora / f"texts/{language}.json").read_text("utf-8"))]
        for language in LANGUAGES
        if language != "en"
    }
    csv.field_size_limit(10**7)
    with (corpora / "cfpb-narratives/cfpb_payday_2827_narratives.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        narratives = [row["Consumer complaint narrative"] for row in csv.DictReader(file)]
    found["en"] = random.Random(1).sample(narratives, MOST)
    return {language: found[language][:MOST] for language in LANGUAGES}


def told_again(text: str, share: float, dice: random.Random) -> str:
    """The text as somebody tells it once more."""
    words = [word for word in text.split() if dice.random() >= share]
    return " ".join(words).replace("ي", "ی").replace("é", "e").replace(".", " !")


def inside(corpora: Path, among: int) -> None:
    """In the installation: take everything in, compare it, and print one line of figures for each language."""
    import django  # noqa: PLC0415 - only in the child, whose environment names the installation

    django.setup()
    if among:
        print(json.dumps(_crowd(among)), flush=True)
    planted: dict[str, dict[Any, tuple[Any, str]]] = {}
    originals: dict[str, list[Any]] = {}
    begun, count, dice = time.perf_counter(), 0, random.Random(7)
    for language, found in texts(corpora).items():
        originals[language] = [_take_in(text, language) for text in found]
        long = [n for n, text in enumerate(found) if len(text.split()) >= 15]
        chosen = dice.sample(long, min(REPEATED * 3, len(long)))
        planted[language] = {}
        for place, number in enumerate(chosen):
            name = tuple(_LEFT_OUT)[place % 3]
            again = _take_in(told_again(found[number], _LEFT_OUT[name], dice), language)
            planted[language][again] = (originals[language][number], name)
        count += len(found) + len(chosen)
    took_in = time.perf_counter() - begun
    print(
        json.dumps({"intakes": count, **_compared(count), "intake_ms_each": round(took_in * 1000 / count, 2)})
    )
    for language in LANGUAGES:
        figures = _figures(planted[language], originals[language])
        print(json.dumps({"language": language, **figures}, ensure_ascii=False), flush=True)


def _take_in(text: str, language: str) -> Any:
    from recours.complaints.actions import intake  # noqa: PLC0415 - after setup
    from recours.complaints.states import Channel  # noqa: PLC0415 - after setup
    from recours.complaints.submission import Submission  # noqa: PLC0415 - after setup
    from recours.core.actors import complainant  # noqa: PLC0415 - after setup
    from recours.core.keys import new_key  # noqa: PLC0415 - after setup

    submission = Submission(channel=Channel.WEB_FORM, language=language, words=text, anonymous=True)
    made = intake(actor=complainant(), submission=submission, key=str(new_key()), now=datetime.now(UTC))
    return made.complaint_id


def _compared(count: int) -> dict[str, float]:
    from recours.complaints.jobs import compare_new  # noqa: PLC0415 - after setup

    begun, used = time.perf_counter(), time.process_time()
    while compare_new(datetime.now(UTC)):
        pass
    return {
        "compare_ms_each": round((time.perf_counter() - begun) * 1000 / count, 2),
        "compare_cpu_ms_each": round((time.process_time() - used) * 1000 / count, 2),
    }


def _figures(planted: dict[Any, tuple[Any, str]], originals: list[Any]) -> dict[str, Any]:
    from recours.complaints.models import Resemblance  # noqa: PLC0415 - after setup

    pairs = {frozenset(pair) for pair in Resemblance.objects.values_list("one", "other")}
    told, found = Counter(name for _, name in planted.values()), Counter[str]()
    for again, (original, name) in planted.items():
        found[name] += frozenset((again, original)) in pairs
    meant = {frozenset((again, original)) for again, (original, _) in planted.items()}
    known = {*originals}
    unplanted = [pair for pair in pairs - meant if pair <= known]
    touched = {key for pair in unplanted for key in pair}
    sample = random.Random(3).sample(originals, min(100, len(originals)))
    return {
        "texts": len(originals),
        "found": {name: f"{found[name]} of {told[name]}" for name in _LEFT_OUT},
        "unplanted_pairs": len(unplanted),
        "of_100_texts_with_an_unplanted_suggestion": sum(key in touched for key in sample),
    }


def _crowd(among: int) -> dict[str, Any]:
    """Older cases as the worker left them: rows and marks, half of the marks common to hundreds."""
    from recours.complaints.models import Complaint, Mark  # noqa: PLC0415 - after setup
    from recours.core.keys import new_key  # noqa: PLC0415 - after setup
    from recours.core.rows import insert_rows  # noqa: PLC0415 - after setup
    from recours.people.selectors import organisation  # noqa: PLC0415 - after setup

    first, now = _take_in("The first of many.", "en"), datetime.now(UTC)
    like, unit = Complaint.objects.get(pk=first), organisation().default_unit_id
    dice, marks = random.Random(5), 0
    for thousand in range(0, among, 1_000):
        rows = [
            Complaint(
                id=new_key(), reference=f"crowd-{thousand + number}", kind=like.kind, state=like.state, channel=like.channel,
                language="en", received_at=now, recorded_at=now, changed_at=now, unit_id=unit, salt="x", words="Crowd",
                queue_at=now, to_compare=False,
            )
            for number in range(1_000)
        ]  # fmt: skip
        insert_rows(rows)
        values = [
            (dice.randrange(2_000) if place % 2 else dice.getrandbits(62), row.pk)
            for row in rows
            for place in range(12)
        ]
        made = [Mark(value=value, complaint_id=key) for value, key in dict.fromkeys(values)]
        Mark.objects.bulk_create(made)
        marks += len(made)
    return {"among": among, "marks": marks}


def main() -> None:
    """Measure on a throwaway installation."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--among", type=int, default=0, help="how many other cases there are")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not (given.corpora / "texts").is_dir():
        raise SystemExit(f"There is no {given.corpora / 'texts'}.")
    if given.inside:
        inside(given.corpora, given.among)
        return
    print(machine())
    with installation(given.database) as house:
        command = [
            sys.executable,
            __file__,
            "--inside",
            "--corpora",
            str(given.corpora),
            "--among",
            str(given.among),
        ]
        environment = {**house.environment, "DJANGO_SETTINGS_MODULE": "recours.config.settings"}
        subprocess.run(command, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
