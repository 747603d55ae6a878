"""What is done inside an installation of its own: `python -m tests.prove.inside found|drain|audit`, an answer in JSON."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import django

TOKENS = 2
_ENOUGH = 200


def found() -> dict[str, Any]:
    """Prepare the database, found the organisation, engage two clerks, and give two tokens."""
    from recours.cli.founding import complete, migrate
    from recours.core.actors import system
    from recours.core.permissions import Permission, Role
    from recours.people.actions import (
        Founder,
        OrganisationDetails,
        add_user,
        found_organisation,
        give_role,
        give_token,
        set_password,
    )

    migrate()
    actor, now = system("prove"), datetime.now(UTC)
    details = OrganisationDetails(
        names={"en": "Northwind Water"},
        country="GB",
        zone="Europe/London",
        language="en",
        languages=("en", "fr", "ar", "fa", "tr"),
        email="hello@northwind.example",
    )
    founder = Founder(name="Ada Admin", email="ada@northwind.example")
    founded = found_organisation(actor=actor, details=details, administrator=founder, now=now)
    complete()
    for email in ("clara@northwind.example", "carl@northwind.example"):
        key = add_user(
            actor=actor, name=email.split("@")[0], email=email, language="en", unit_id=founded.unit, now=now
        )
        for role in (Role.CLERK, Role.HANDLER):
            give_role(actor=actor, user_id=key, role=role, unit_id=founded.unit, now=now)
        set_password(actor=actor, user_id=key, password="correct horse battery", now=now)
    scopes = (Permission.INTAKE, Permission.READ, Permission.CONVERSE)
    secrets = [
        give_token(actor=actor, name=f"till {n}", scopes=scopes, unit_id=None, expires_at=None, now=now)[1]
        for n in range(TOKENS)
    ]
    return {"tokens": secrets}


def drain() -> dict[str, Any]:
    """Work off everything on a clock that runs ahead, so that the leases of the killed run out; the number of ticks."""
    from recours.jobs.worker import tick
    from recours.letters.models import Letter
    from recours.trail.models import Pending

    now = datetime.now(UTC)
    for count in range(_ENOUGH):
        done = tick(now)
        waiting = Letter.objects.filter(due_at__isnull=False).count() + Pending.objects.count()
        if not done and not waiting:
            return {"ticks": count, "waiting": 0}
        if not done:
            now += timedelta(minutes=1)
    return {"ticks": _ENOUGH, "waiting": waiting}


def audit() -> dict[str, Any]:
    """Every case with what belongs to it, everything that belongs to none, and whether the trail holds."""
    from recours.complaints.models import Acknowledgement, Complaint, IntakeEntry, Message
    from recours.deadlines.models import Clock
    from recours.jobs.subjects import expected_subjects
    from recours.letters.models import Letter
    from recours.trail.models import EventRow, Head
    from recours.trail.verification import verify

    letters: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for letter in Letter.objects.filter(subject_kind="complaint"):
        letters[letter.subject_id].append(
            {
                "id": letter.message_id[1:-1],
                "kind": letter.kind,
                "channel": letter.channel,
                "sent": bool(letter.sent_at or letter.printed_at),
                "waits": letter.due_at is not None,
                "failed": letter.failed_at is not None,
            }
        )
    chains: dict[UUID, list[str]] = defaultdict(list)
    for subject, kind in EventRow.objects.order_by("sequence").values_list("subject_id", "kind"):
        chains[subject].append(kind)
    clocks = Counter(Clock.objects.filter(subject_kind="complaint").values_list("subject_id", flat=True))
    keys = dict(IntakeEntry.objects.values_list("complaint_id", "key"))
    told = dict(Acknowledgement.objects.values_list("complaint_id", "told_at"))
    messages = Counter(Message.objects.values_list("complaint_id", flat=True))
    cases = list(Complaint.objects.values_list("pk", "reference", "words", "owner_id"))
    verdict = verify(expected=expected_subjects(), kept=[], progress=lambda _done, _total: None)
    known = {pk for pk, *_rest in cases}
    return {
        "cases": [
            {
                "reference": reference,
                "words": words,
                "owned": owner is not None,
                "key": keys.get(pk, ""),
                "letters": letters.get(pk, []),
                "clocks": clocks[pk],
                "messages": messages[pk],
                "chain": chains.get(pk, []),
                "told": told.get(pk) is not None,
                "headed": Head.objects.filter(subject_kind="complaint", subject_id=pk).exists(),
            }
            for pk, reference, words, owner in cases
        ],
        "strays": [str(pk) for pk in {*letters, *clocks} - known],
        "everybody_elses": [
            {"id": letter.message_id[1:-1], "sent": bool(letter.sent_at)}
            for letter in Letter.objects.exclude(subject_kind="complaint")
        ],
        "holds": verdict.holds,
        "findings": [finding.sentence for finding in verdict.findings],
    }


def main() -> None:
    """Do one of the above in the installation that the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "recours.config.settings"
    django.setup()
    json.dump({"found": found, "drain": drain, "audit": audit}[sys.argv[1]](), sys.stdout)


if __name__ == "__main__":
    main()
