"""How long the queue and a case take to answer, with many cases.

python bench/pages.py --database sqlite --sizes 10000 100000
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.house import Installation, installation, machine, serving

TARGET = 60.0
_TRIES = 60

SEED = """
import sys
from datetime import timedelta
import django
django.setup()
from django.utils import timezone
from recours.complaints.actions import take_over
from recours.complaints.history import PastCase
from recours.complaints.selectors import counts_for
from recours.complaints.states import Channel
from recours.core.actors import system
first, last, now = int(sys.argv[1]), int(sys.argv[2]), timezone.now()
products = [("Water", name) for name in ("Meters", "Bills", "Pipes", "Pressure", "Quality")]
def past(number):
    received = now - timedelta(minutes=7 * (number % 90_000))
    closed = number % 10 != 0
    return PastCase(
        identity=str(number), digest="", channel=Channel.PHONE, words=f"The meter was read twice. Nobody calls back. {number} " * 8,
        received_at=received, clock_events={"received": received}, closed=closed,
        closed_at=received + timedelta(days=9) if closed else None, ended_at=received + timedelta(days=9) if closed else None,
        product=products[number % 5],
    )
for start in range(first, last, 1000):
    batch = [past(number) for number in range(start, min(start + 1000, last))]
    take_over(actor=system("import"), source="bench", pack="promises", batch=batch, now=now)
"""

SIGN_IN = """
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.utils import timezone
from recours.complaints.selectors import View, queue_for
from recours.core.actors import system
from recours.core.permissions import Role
from recours.people.actions import add_user, give_role
from recours.people.selectors import user_by_email
now, actor = timezone.now(), system("bench")
key = add_user(actor=actor, name="Mary Manager", email="mary@northwind.example", language="en", unit_id=None, now=now)
give_role(actor=actor, user_id=key, role=Role.MANAGER, unit_id=None, now=now)
client = Client()
client.force_login(user_by_email(actor, "mary@northwind.example"))
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""

REFERENCES = """
import django
django.setup()
from recours.complaints.selectors import View, queue_for
from recours.core.actors import system
for line in queue_for(actor=system("bench"), view=View.OPEN, language="en", size=20).rows:
    print(line.reference)
"""


def timed(house: Installation, paths: list[str], headers: dict[str, str]) -> dict[str, float]:
    """The median and the slow end of asking for these in turn, one at a time, in milliseconds."""
    connection = HTTPConnection("127.0.0.1", house.port, timeout=60)
    took = []
    for number in range(_TRIES + len(paths)):
        path = paths[number % len(paths)]
        begun = time.perf_counter()
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise SystemExit(f"{path}: {response.status} {body[:200]!r}")
        if number >= len(paths):
            took.append((time.perf_counter() - begun) * 1000)
    took.sort()
    return {"median_ms": round(statistics.median(took), 1), "p95_ms": round(took[int(len(took) * 0.95)], 1)}


def deep_page(house: Installation, token: str) -> str:
    """The address of a page far down the API's list, reached by its cursors."""
    connection = HTTPConnection("127.0.0.1", house.port, timeout=60)
    path = "/api/v1/complaints?limit=200"
    for _ in range(20):
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        page = json.loads(connection.getresponse().read())
        if not page["next"]:
            break
        path = f"/api/v1/complaints?limit=50&cursor={page['next']}"
    return path


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    options = parser.parse_args()
    print(machine())
    with installation(options.database) as house:
        house.environment["DJANGO_SETTINGS_MODULE"] = "recours.config.settings"
        token = house.give_token("complaint.read", "complaint.reveal")
        desk = {"Cookie": f"sessionid={house.run(code=SIGN_IN).strip()}"}
        api = {"Authorization": f"Bearer {token}"}
        before = 0
        for size in sorted(options.sizes):
            begun = time.perf_counter()
            house.run(str(before), str(size), code=SEED)
            seeded = (size - before) / (time.perf_counter() - begun)
            before = size
            references = house.run(code=REFERENCES).split()
            with serving(house, workers=1, threads=2):
                asked = {
                    "queue": (["/desk/cases/?view=open"], desk),
                    "all_cases": (["/desk/cases/?view=all"], desk),
                    "case": ([f"/desk/cases/{reference}/" for reference in references], desk),
                    "api_list": (["/api/v1/complaints?view=open"], api),
                    "api_deep_page": ([deep_page(house, token)], api),
                    "api_case": ([f"/api/v1/complaints/{reference}" for reference in references], api),
                }
                figures = {name: timed(house, paths, headers) for name, (paths, headers) in asked.items()}
                resident = [round(used.resident) for used in house.workers().values()]
            told = {
                "database": options.database,
                "cases": size,
                "taken_over_per_second": round(seeded),
                "target_ms": TARGET,
                **figures,
                "resident_mb": resident,
            }
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
