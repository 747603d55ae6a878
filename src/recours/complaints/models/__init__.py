"""The aggregate: a case under one lock, its stages as records."""

from recours.complaints.models.assessing import Assessment
from recours.complaints.models.case import Complaint, IntakeEntry, Issue, Sighting
from recours.complaints.models.catalogue import Category
from recours.complaints.models.closing import Closure, Escalation, Referral, Reminder, Reply
from recours.complaints.models.records import (
    Acknowledgement,
    Assignment,
    Attachment,
    Message,
    TakenOver,
)
from recours.complaints.models.responding import AuthorityLimit, IssueOutcome, Remedy, Response

__all__ = [
    "Acknowledgement",
    "Assessment",
    "Assignment",
    "Attachment",
    "AuthorityLimit",
    "Category",
    "Closure",
    "Complaint",
    "Escalation",
    "IntakeEntry",
    "Issue",
    "IssueOutcome",
    "Message",
    "Referral",
    "Remedy",
    "Reminder",
    "Reply",
    "Response",
    "Sighting",
    "TakenOver",
]
