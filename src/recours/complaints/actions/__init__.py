"""Everything that changes a case, one function each."""

from recours.complaints.actions.acknowledging import acknowledge
from recours.complaints.actions.assessing import assess
from recours.complaints.actions.assigning import assign, take
from recours.complaints.actions.authority import lift_limit, set_limit
from recours.complaints.actions.catalogue import add_category, change_category, retire_category
from recours.complaints.actions.classifying import change_kind, classify
from recours.complaints.actions.closing import close, reopen, withdraw
from recours.complaints.actions.conduct import (
    decide_restriction,
    lift_restriction,
    propose_restriction,
    raise_welfare,
    settle_welfare,
)
from recours.complaints.actions.conversing import attach, note, receive_message, write
from recours.complaints.actions.drafting import drop_draft, keep_draft
from recours.complaints.actions.escalating import escalate, record_ruling, refer
from recours.complaints.actions.hearing import (
    clear_respondent,
    hear_respondent,
    name_respondent,
    tell_respondent,
)
from recours.complaints.actions.intake import intake
from recours.complaints.actions.investigating import (
    add_evidence,
    add_question,
    investigate,
    record_finding,
    record_interview,
)
from recours.complaints.actions.linking import link, unlink
from recours.complaints.actions.merging import merge, unmerge
from recours.complaints.actions.overseeing import confirm_alert, explain_delay
from recours.complaints.actions.remedying import carry_out, verify_remedy
from recours.complaints.actions.replying import accept, reject, remind
from recours.complaints.actions.responding import approve, communicate, prepare, send_back
from recours.complaints.actions.seeing import see_identity
from recours.complaints.actions.splitting import split
from recours.complaints.actions.taking_over import take_over
from recours.complaints.actions.tasking import answer_task, set_task, withdraw_task
from recours.complaints.actions.texts import add_text, change_text, retire_text
from recours.complaints.actions.waiting import ask, remind_of_question, resume
from recours.complaints.actions.watching import stop_watching, watch

__all__ = [
    "accept",
    "acknowledge",
    "add_category",
    "add_evidence",
    "add_question",
    "add_text",
    "answer_task",
    "approve",
    "ask",
    "assess",
    "assign",
    "attach",
    "carry_out",
    "change_category",
    "change_kind",
    "change_text",
    "classify",
    "clear_respondent",
    "close",
    "communicate",
    "confirm_alert",
    "decide_restriction",
    "drop_draft",
    "escalate",
    "explain_delay",
    "hear_respondent",
    "intake",
    "investigate",
    "keep_draft",
    "lift_limit",
    "lift_restriction",
    "link",
    "merge",
    "name_respondent",
    "note",
    "prepare",
    "propose_restriction",
    "raise_welfare",
    "receive_message",
    "record_finding",
    "record_interview",
    "record_ruling",
    "refer",
    "reject",
    "remind",
    "remind_of_question",
    "reopen",
    "resume",
    "retire_category",
    "retire_text",
    "see_identity",
    "send_back",
    "set_limit",
    "set_task",
    "settle_welfare",
    "split",
    "stop_watching",
    "take",
    "take_over",
    "tell_respondent",
    "unlink",
    "unmerge",
    "verify_remedy",
    "watch",
    "withdraw",
    "withdraw_task",
    "write",
]
