"""How many complaints come in a second, through the API or the portal.

python bench/intake.py --door api --database sqlite
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.house import Installation, installation, machine, serving

WORDS = (
    "The meter was read twice in May and I have been billed twice. I have called three times, and each time somebody "
    "promised to call me back. Nobody did. I want the second bill to be cancelled."
)
TARGETS = {"api": 150, "portal": 90}
P95 = 120.0
LONGEST = 3_000.0
_TOKEN = re.compile(rb'name="token" value="([^"]+)"')


@dataclass
class Tally:
    """What one client saw: how long each intake took in milliseconds, and what went wrong."""

    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


Sender = Callable[[HTTPConnection, int, int], None]


def through_api(secret: str) -> Sender:
    """One complaint by POST with a key of its own."""

    def send(connection: HTTPConnection, client: int, number: int) -> None:
        body = {
            "words": f"{WORDS} ({client}/{number})",
            "complainant": {"name": f"Nadia Haddad {number}", "email": f"nadia{client}.{number}@example.org"},
            "language": "en",
        }
        headers = {
            "Authorization": f"Bearer {secret}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"{client}-{number}",
        }
        connection.request("POST", "/api/v1/complaints", json.dumps(body), headers)
        response = connection.getresponse()
        told = response.read()
        if response.status != 201:
            raise HTTPException(f"{response.status}: {told[:200]!r}")

    return send


def through_portal(connection: HTTPConnection, client: int, number: int) -> None:
    """The form with its token, then the submission, as a browser without JavaScript sends it."""
    connection.request("GET", "/en/complain/")
    response = connection.getresponse()
    page = response.read()
    found = _TOKEN.search(page)
    if response.status != 200 or found is None:
        raise HTTPException(f"{response.status}: {page[:200]!r}")
    body = urlencode(
        {
            "token": found[1].decode(),
            "kind": "complaint",
            "step": "send",
            "words": f"{WORDS} ({client}/{number})",
            "name": f"Nadia Haddad {number}",
            "email": f"nadia{client}.{number}@example.org",
        }
    )
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": "portal=1"}
    connection.request("POST", "/en/complain/", body, headers)
    response = connection.getresponse()
    told = response.read()
    if response.status != 303:
        raise HTTPException(f"{response.status}: {told[:200]!r}")


def drive(house: Installation, send: Sender, *, clients: int, seconds: float) -> tuple[list[Tally], float]:
    """Let the clients send one after another for so long, each over one connection; what they saw, and how long it was."""
    tallies = [Tally() for _ in range(clients)]
    gate = threading.Barrier(clients + 1)
    until = [0.0]

    def work(client: int) -> None:
        connection, number, tally = HTTPConnection("127.0.0.1", house.port, timeout=60), 0, tallies[client]
        gate.wait()
        while time.perf_counter() < until[0]:
            begun = time.perf_counter()
            try:
                send(connection, client, number)
                tally.took.append((time.perf_counter() - begun) * 1000)
            except (OSError, HTTPException) as problem:
                tally.errors.append(repr(problem))
                connection.close()
            number += 1

    threads = [threading.Thread(target=work, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    until[0] = time.perf_counter() + seconds
    begun = time.perf_counter()
    gate.wait()
    for thread in threads:
        thread.join()
    return tallies, time.perf_counter() - begun


def measure(door: str, database: str, options: argparse.Namespace) -> dict[str, object]:
    """Run one measurement and hand back its figures."""
    with installation(database) as house:
        send = through_api(house.give_token("complaint.intake")) if door == "api" else through_portal
        with serving(house, workers=options.workers, threads=options.threads):
            drive(house, send, clients=options.clients, seconds=min(3.0, options.seconds))
            before = house.workers()
            tallies, lasted = drive(house, _apart(send), clients=options.clients, seconds=options.seconds)
            after = house.workers()
    took = sorted(value for tally in tallies for value in tally.took)
    errors = [error for tally in tallies for error in tally.errors]
    cpu = sum(used.cpu - before[key].cpu for key, used in after.items() if key in before)
    return {
        "door": door,
        "database": database,
        "intakes": len(took),
        "per_second": round(len(took) / lasted, 1),
        "target_per_second": TARGETS[door],
        "median_ms": round(statistics.median(took), 1) if took else None,
        "p95_ms": round(took[int(len(took) * 0.95)], 1) if took else None,
        "longest_ms": round(took[-1], 1) if took else None,
        "cpu_ms_each": round(cpu * 1000 / len(took), 2) if took else None,
        "resident_mb": [round(used.resident) for used in after.values()],
        "errors": len(errors),
        "first_errors": errors[:3],
    }


def _apart(send: Sender) -> Sender:
    """The same sender with numbers that the warming up did not use."""
    return lambda connection, client, number: send(connection, client + 1_000, number)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--door", choices=[*TARGETS, "both"], default="both")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    options = parser.parse_args()
    print(machine())
    for database in ("sqlite", "postgresql") if options.database == "both" else (options.database,):
        for door in TARGETS if options.door == "both" else (options.door,):
            print(json.dumps(measure(door, database, options)), flush=True)


if __name__ == "__main__":
    main()
