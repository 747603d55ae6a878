"""The aggregate: a case under one lock, its stages as records."""

from recours.complaints.models.assessing import Alert, AlertSight, Assessment
from recours.complaints.models.case import Complaint, IntakeEntry, Issue, KindChange, Sighting
from recours.complaints.models.catalogue import Category, Taxonomy
from recours.complaints.models.closing import Closure, Escalation, Referral, Reminder, Reply
from recours.complaints.models.conduct import Restriction, WelfareFlag
from recours.complaints.models.conversing import Draft, ReadyText, Watch
from recours.complaints.models.hearing import Respondent, Statement, Telling
from recours.complaints.models.investigating import (
    Evidence,
    Finding,
    Interview,
    Investigation,
    Question,
)
from recours.complaints.models.records import (
    Acknowledgement,
    Assignment,
    Attachment,
    Message,
    TakenOver,
)
from recours.complaints.models.relating import Mark, Relation, Resemblance
from recours.complaints.models.responding import AuthorityLimit, IssueOutcome, Remedy, Response
from recours.complaints.models.tasking import Delay, Task
from recours.complaints.models.waiting import Wait

__all__ = [
    "Acknowledgement",
    "Alert",
    "AlertSight",
    "Assessment",
    "Assignment",
    "Attachment",
    "AuthorityLimit",
    "Category",
    "Closure",
    "Complaint",
    "Delay",
    "Draft",
    "Escalation",
    "Evidence",
    "Finding",
    "IntakeEntry",
    "Interview",
    "Investigation",
    "Issue",
    "IssueOutcome",
    "KindChange",
    "Mark",
    "Message",
    "Question",
    "ReadyText",
    "Referral",
    "Relation",
    "Remedy",
    "Reminder",
    "Reply",
    "Resemblance",
    "Respondent",
    "Response",
    "Restriction",
    "Sighting",
    "Statement",
    "TakenOver",
    "Task",
    "Taxonomy",
    "Telling",
    "Wait",
    "Watch",
    "WelfareFlag",
]
