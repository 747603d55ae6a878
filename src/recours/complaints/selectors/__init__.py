"""What can be read of cases, each through what the actor may see."""

from recours.complaints.models import Category  # named for annotations
from recours.complaints.rules import check_move, check_submission, grounds_for
from recours.complaints.selectors.assessing import AlertLine, alerts_for
from recours.complaints.selectors.cases import CaseFile, case_file, complaint_for, file_for, version_of
from recours.complaints.selectors.catalogue import categories, category_for, category_names, choices
from recours.complaints.selectors.conduct import conduct_of
from recours.complaints.selectors.drafting import Drafts
from recours.complaints.selectors.hearing import Heard
from recours.complaints.selectors.independence import reviewers_for
from recours.complaints.selectors.investigating import asks_for_questions
from recours.complaints.selectors.queues import QueueLine, View, counts_for, queue_for, search_for
from recours.complaints.selectors.receipts import receipt_of, recent_intakes
from recours.complaints.selectors.relating import Alike, Related, Relating, other_case, related_of
from recours.complaints.selectors.responding import Responding, authority_limits, lacking
from recours.complaints.selectors.similar import Received, similar_to
from recours.complaints.selectors.subjects import references_of, subjects
from recours.complaints.selectors.tasking import TaskView, task_for, tasks_for, tasks_waiting
from recours.complaints.selectors.team import AGES, Load, candidates_for, team_for
from recours.complaints.selectors.texts import (
    TextChoice,
    filled_text,
    filled_texts_for,
    ready_text_for,
    ready_texts,
    texts_for,
)
from recours.complaints.selectors.tracking import (
    Story,
    file_of_story,
    find_by_reference,
    open_story,
    story_of,
)
from recours.complaints.selectors.waiting import running_wait

__all__ = [
    "AGES",
    "AlertLine",
    "Alike",
    "CaseFile",
    "Category",
    "Drafts",
    "Heard",
    "Load",
    "QueueLine",
    "Received",
    "Related",
    "Relating",
    "Responding",
    "Story",
    "TaskView",
    "TextChoice",
    "View",
    "alerts_for",
    "asks_for_questions",
    "authority_limits",
    "candidates_for",
    "case_file",
    "categories",
    "category_for",
    "category_names",
    "check_move",
    "check_submission",
    "choices",
    "complaint_for",
    "conduct_of",
    "counts_for",
    "file_for",
    "file_of_story",
    "filled_text",
    "filled_texts_for",
    "find_by_reference",
    "grounds_for",
    "lacking",
    "open_story",
    "other_case",
    "queue_for",
    "ready_text_for",
    "ready_texts",
    "receipt_of",
    "recent_intakes",
    "references_of",
    "related_of",
    "reviewers_for",
    "running_wait",
    "search_for",
    "similar_to",
    "story_of",
    "subjects",
    "task_for",
    "tasks_for",
    "tasks_waiting",
    "team_for",
    "texts_for",
    "version_of",
]
