"""How many whole lives of a complaint a second pass through the API, and how long each move takes.

python bench/lifecycle.py --database postgresql --size 100000
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.house import installation, machine, serving
from bench.intake import WORDS, Sender, drive
from bench.pages import SEED

TARGET, P95 = 20, 60.0
CHECKS = ("all_aspects", "follow_up", "others_affected", "authority", "staff_told")
SCOPES = [
    "intake",
    "read",
    "reveal",
    "acknowledge",
    "assess",
    "assign",
    "respond",
    "converse",
    "remedy",
    "close",
]
REFUND = {"action": 49, "amount": "40.50", "currency": "GBP"}
ANSWER = {
    "outcomes": [{"outcome": "upheld"}],
    "findings": "The meter was read twice.",
    "reasons": "The second reading was our mistake.",
    "rule": "Tariff of 2026, article 4.",
    "apology": "We are sorry.",
    "checks": dict.fromkeys(CHECKS, "yes"),
}
_SEEN = frozenset({"assess", "assign", "respond", "decide", "close"})
"""Moves that name the version of the case on which they were judged."""

TEAM = """
import django
django.setup()
from django.utils import timezone
from recours.core.actors import system
from recours.core.permissions import Role
from recours.people.actions import DisputeBodyDetails, add_dispute_body, add_user, give_role
now, actor = timezone.now(), system("bench")
details = DisputeBodyDetails(
    names={"en": "Water Ombudsman"}, terms={"en": "Within six months of our answer, free of charge."},
    website="https://ombudsman.example", phone="", address="",
)
add_dispute_body(actor=actor, code="water", details=details, now=now)
key = add_user(actor=actor, name="Henry Handler", email="henry@northwind.example", language="en", unit_id=None, now=now)
give_role(actor=actor, user_id=key, role=Role.HANDLER, unit_id=None, now=now)
print(key)
"""


def complaint(name: str) -> dict[str, Any]:
    """A complaint of somebody of this name."""
    return {
        "words": f"{WORDS} ({name})",
        "complainant": {"name": f"Nadia Haddad {name}", "email": f"nadia.{name}@example.org"},
        "language": "en",
    }


class Life:
    """A complaint from its creation to its closing, one request after another, and what each request took."""

    def __init__(self, secrets: tuple[str, str], owner: str) -> None:
        self.secrets, self.owner = secrets, owner
        self.took: dict[str, list[float]] = defaultdict(list)

    def ask(
        self,
        connection: HTTPConnection,
        move: str,
        path: str,
        body: object = None,
        *,
        other: bool = False,
        **headers: str,
    ) -> dict[str, Any]:
        """The answer to one request, which has to succeed; its time is noted under the move's name."""
        begun = time.perf_counter()
        sent = {
            "Authorization": f"Bearer {self.secrets[other]}",
            "Content-Type": "application/json",
            **headers,
        }
        connection.request(
            "GET" if body is None else "POST",
            f"/api/v1/complaints{path}",
            None if body is None else json.dumps(body),
            sent,
        )
        response = connection.getresponse()
        told = response.read()
        if response.status not in {200, 201}:
            raise HTTPException(f"{move}: {response.status}: {told[:300]!r}")
        self.took[move].append((time.perf_counter() - begun) * 1000)
        answer: dict[str, Any] = json.loads(told) | {"version": response.headers.get("Case-Version", "")}
        return answer

    def sender(self) -> Sender:
        """What one client does again and again."""

        def send(connection: HTTPConnection, client: int, number: int) -> None:
            self.live(connection, f"{client}-{number}")

        return send

    def live(self, connection: HTTPConnection, name: str) -> None:
        """Create, acknowledge, assess, assign, answer, accept, carry out, verify, close, each move by the version that the last one told."""
        version = 0

        def ask(move: str, path: str, body: dict[str, Any], *, other: bool = False) -> dict[str, Any]:
            nonlocal version
            if move in _SEEN:
                body = {**body, "version": version}
            answer = self.ask(connection, move, case + path, body, other=other)
            version = int(answer["version"])
            return answer

        today = datetime.now(UTC).date()
        soon = (today + timedelta(days=20)).isoformat()
        created = self.ask(
            connection,
            "create",
            "",
            complaint(name),
            **{"Idempotency-Key": name},
        )
        case = f"/{created['reference']}"
        ask("acknowledge", "/acknowledgement", {"how": "phone"})
        ask("assess", "/assessments", {"severity": 3})
        ask("assign", "/assignment", {"owner": self.owner})
        answer = ask(
            "respond",
            "/responses",
            {**ANSWER, "remedies": [{**REFUND, "due_on": soon}], "reply_by": soon},
        )
        remedy = {"remedy": answer["remedies"][0]["id"]}
        ask("decide", "/decision", {})
        ask("accept", "/acceptance", {"who": "Nadia", "said_on": today.isoformat(), "words": "Thank you."})
        ask("carry_out", "/executions", {**remedy, "done_on": today.isoformat(), "proof": "Transfer 117"})
        ask("verify", "/verifications", remedy, other=True)
        ask(
            "close",
            "/closure",
            {"ground": "accepted_and_executed", "lesson": {"cause": "procedure"}},
        )


def figures(took: list[float]) -> dict[str, float]:
    """The median and the slow end in milliseconds."""
    took.sort()
    return {"median_ms": round(statistics.median(took), 1), "p95_ms": round(took[int(len(took) * 0.95)], 1)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="postgresql")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    options = parser.parse_args()
    print(machine())
    with installation(options.database) as house:
        house.environment["DJANGO_SETTINGS_MODULE"] = "recours.config.settings"
        scopes = [f"complaint.{scope}" for scope in SCOPES]
        secrets = house.give_token(*scopes), house.give_token(*scopes)
        owner = house.run(code=TEAM).strip()
        house.run("0", str(options.size), code=SEED)
        life = Life(secrets, owner)
        with serving(house, workers=options.workers, threads=options.threads):
            drive(house, life.sender(), clients=options.clients, seconds=3)
            life = Life(secrets, owner)
            before = house.workers()
            offset = life.sender()
            tallies, lasted = drive(
                house,
                lambda connection, client, number: offset(connection, client + 1_000, number),
                clients=options.clients,
                seconds=options.seconds,
            )
            after = house.workers()
    lives = sum(len(tally.took) for tally in tallies)
    errors = [error for tally in tallies for error in tally.errors]
    cpu = sum(used.cpu - before[key].cpu for key, used in after.items() if key in before)
    told = {
        "database": options.database,
        "cases": options.size,
        "lives": lives,
        "per_second": round(lives / lasted, 1),
        "target_per_second": TARGET,
        "cpu_ms_each": round(cpu * 1000 / max(lives, 1), 1),
        "moves": {move: figures(took) for move, took in life.took.items()},
        "target_p95_ms": P95,
        "resident_mb": [round(used.resident) for used in after.values()],
        "errors": len(errors),
        "first_errors": errors[:3],
    }
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
