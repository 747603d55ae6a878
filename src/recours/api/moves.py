"""Where each move is posted to."""

from __future__ import annotations

from recours.complaints.states import Move

MOVE_ROUTES: dict[Move, str] = {
    Move.ACKNOWLEDGE: "acknowledgement",
    Move.TAKE: "owner",
    Move.ASSIGN: "assignment",
    Move.CLASSIFY: "classification",
    Move.CHANGE_KIND: "kind",
    Move.ASSESS: "assessments",
    Move.INVESTIGATE: "investigation",
    Move.INQUIRE: "findings",
    Move.HEAR_RESPONDENT: "respondents",
    Move.ASK: "information-requests",
    Move.RESUME: "resumption",
    Move.PREPARE: "responses",
    Move.APPROVE: "approval",
    Move.SEND_BACK: "return",
    Move.COMMUNICATE: "decision",
    Move.CARRY_OUT: "executions",
    Move.VERIFY_REMEDY: "verifications",
    Move.ACCEPT: "acceptance",
    Move.REJECT: "rejection",
    Move.REMIND: "reminders",
    Move.ESCALATE: "reviews",
    Move.REFER: "referrals",
    Move.RECORD_RULING: "rulings",
    Move.WITHDRAW: "withdrawal",
    Move.CLOSE: "closure",
    Move.REOPEN: "reopening",
    Move.MERGE: "merging",
    Move.UNMERGE: "parting",
    Move.LINK: "links",
    Move.SPLIT: "parts",
    Move.CONFIRM_ALERT: "alert-confirmations",
    Move.SET_TASK: "tasks",
    Move.EXPLAIN_DELAY: "delays",
    Move.PROPOSE_RESTRICTION: "restrictions",
    Move.DECIDE_RESTRICTION: "restriction-decisions",
    Move.LIFT_RESTRICTION: "restriction-endings",
    Move.RAISE_WELFARE: "welfare",
    Move.SETTLE_WELFARE: "welfare-settlements",
    Move.WATCH: "watch",
    Move.WRITE: "messages",
    Move.RECEIVE_MESSAGE: "received-messages",
    Move.ATTACH: "files",
    Move.NOTE: "notes",
}
"""Under the case's own address; each is posted to."""

MORE_ROUTES: dict[Move, tuple[str, ...]] = {
    Move.INQUIRE: ("questions", "evidence", "interviews"),
    Move.HEAR_RESPONDENT: ("respondent-tellings", "respondent-statements", "respondent-removals"),
}
"""The further addresses of a move that is made in several ways."""

STAFF_ALONE = frozenset({Move.TAKE, Move.WATCH})
"""A program can own and watch no case, whatever its token says."""
