"""A case on a terminal, and as JSON."""

from __future__ import annotations

from recours.cli.telling import say, when
from recours.complaints.selectors import CaseFile
from recours.complaints.states import CHANNEL_NAMES, KIND_NAMES, MOVE_NAMES, STATE_NAMES, Channel, Kind, State


def show_case(case: CaseFile) -> None:
    """The case in full, in the reader's language where there are names for things."""
    complaint = case.complaint
    say(f"{complaint.reference}  {KIND_NAMES[Kind(complaint.kind)]}  {STATE_NAMES[State(complaint.state)]}")
    facts = {
        "Received": f"{when(complaint.received_at)} ({CHANNEL_NAMES[Channel(complaint.channel)]}, {complaint.language})",
        "From": case.who or "-",
        "Unit": str(complaint.unit.code),
        "Owner": complaint.owner.name if complaint.owner else "-",
        "Problems": ", ".join(str(problem.code) for problem in case.problems),
        "Closed": f"{case.closure.ground} {case.closure.outcome} {when(case.closure.at)}"
        if case.closure
        else "",
    }
    for name, value in facts.items():
        if value:
            say(f"{name + ':':12}{value}")
    for clock in case.clocks:
        stand = f"met {when(clock.met_at)}" if clock.met_at else "missed" if clock.breached else "runs"
        say(f"{'Clock:':12}{clock.code} by {clock.due_date} ({stand})")
    say()
    say(complaint.words)
    for message in case.messages:
        say(f"\n-- {when(message.at)} {message.audience}\n{message.words}")
    for attachment in case.attachments:
        say(f"{'File:':12}{attachment.name} ({attachment.media_type}, {attachment.size:,} bytes)")
    for letter in case.letters:
        say(f"{'Letter:':12}{letter.kind} {letter.channel} {letter.standing} {when(letter.left_at)}")
    say()
    for told in case.story:
        say(f"{when(told.at)}  {told.sentence} ({told.who})")
    if case.moves:
        say("\nPossible now: " + ", ".join(str(MOVE_NAMES[move]) for move in case.moves))


def case_as_json(case: CaseFile) -> dict[str, object]:
    """The case as values: codes, keys and words, moments in UTC."""
    complaint = case.complaint
    return {
        "id": complaint.pk,
        "reference": complaint.reference,
        "kind": complaint.kind,
        "state": complaint.state,
        "channel": complaint.channel,
        "language": complaint.language,
        "received_at": complaint.received_at,
        "recorded_at": complaint.recorded_at,
        "who": case.who,
        "anonymous": complaint.anonymous,
        "unit": complaint.unit.code,
        "owner": complaint.owner.name if complaint.owner else "",
        "words": complaint.words,
        "remedy": complaint.remedy_words,
        "occurred_on": complaint.occurred_on,
        "product": complaint.product.names if complaint.product else complaint.product_words,
        "problems": [{"code": problem.code, "names": problem.names} for problem in case.problems],
        "clocks": [
            {"code": c.code, "due_date": c.due_date, "due": c.due, "met_at": c.met_at, "breached": c.breached}
            for c in case.clocks
        ],
        "messages": _messages(case),
        "files": [
            {"id": a.pk, "name": a.name, "media_type": a.media_type, "size": a.size, "sha256": a.sha256}
            for a in case.attachments
        ],
        "letters": [
            {"id": x.id, "kind": x.kind, "channel": x.channel, "standing": x.standing, "left_at": x.left_at}
            for x in case.letters
        ],
        "closure": {"ground": case.closure.ground, "outcome": case.closure.outcome, "at": case.closure.at}
        if case.closure
        else None,
        "taken_over": {"source": case.taken_over.source, "facts": case.taken_over.facts}
        if case.taken_over
        else None,
        "story": [{"kind": t.kind, "at": t.at, "who": t.who, "sentence": t.sentence} for t in case.story],
        "moves": [move.value for move in case.moves],
    }


def _messages(case: CaseFile) -> list[dict[str, object]]:
    return [
        {
            "id": message.pk,
            "at": message.at,
            "audience": message.audience,
            "words": message.words,
            "author": message.author.name if message.author else "",
        }
        for message in case.messages
    ]
