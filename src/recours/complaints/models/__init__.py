"""The aggregate: a case under one lock, its stages as records."""

from recours.complaints.models.assessing import Assessment
from recours.complaints.models.case import Complaint, IntakeEntry, Issue, Sighting
from recours.complaints.models.catalogue import Category
from recours.complaints.models.records import (
    Acknowledgement,
    Assignment,
    Attachment,
    Closure,
    Message,
    TakenOver,
)

__all__ = [
    "Acknowledgement",
    "Assessment",
    "Assignment",
    "Attachment",
    "Category",
    "Closure",
    "Complaint",
    "IntakeEntry",
    "Issue",
    "Message",
    "Sighting",
    "TakenOver",
]
