"""The one table by which a lower package reaches a higher one: what follows an event, what is swept, what recurs.

Dotted names only: this module imports nothing. A follower is called by the worker after the event's transaction has
committed, as `follower(event: trail.reading.Recorded, now: datetime)`, at least once; a sweep as `sweep(now) -> int`,
the number of rows it handled; a scheduled job as `job(now)`; `subjects() -> Iterator[Subject]` tells what must have a
chain on the trail.
"""

from datetime import timedelta

FOLLOWERS: dict[str, tuple[str, ...]] = {
    "complaint.received": ("recours.complaints.jobs.tell_team",),
    "complaint.assigned": ("recours.complaints.jobs.tell_owner", "recours.complaints.jobs.tell_watchers"),
    "complaint.alert_raised": ("recours.complaints.jobs.tell_managers",),
    "complaint.restriction_proposed": ("recours.complaints.jobs.tell_of_conduct",),
    "complaint.restriction_decided": ("recours.complaints.jobs.tell_of_verdict",),
    "complaint.welfare_raised": ("recours.complaints.jobs.tell_of_conduct",),
    "complaint.task_set": ("recours.complaints.jobs.tell_of_task",),
    "complaint.task_withdrawn": ("recours.complaints.jobs.tell_of_task_withdrawal",),
    "complaint.task_answered": ("recours.complaints.jobs.tell_of_task_answer",),
    "complaint.respondent_named": ("recours.complaints.jobs.tell_of_respondent",),
    "complaint.message_received": (
        "recours.complaints.jobs.tell_of_message",
        "recours.complaints.jobs.tell_watchers",
    ),
    "complaint.response_prepared": ("recours.complaints.jobs.tell_of_approval",),
    "complaint.response_approved": ("recours.complaints.jobs.tell_of_answer",),
    "complaint.response_sent_back": ("recours.complaints.jobs.tell_of_answer",),
    "complaint.decision_communicated": (
        "recours.complaints.jobs.tell_of_answer",
        "recours.complaints.jobs.tell_watchers",
    ),
    "complaint.replied": ("recours.complaints.jobs.tell_of_reply", "recours.complaints.jobs.tell_watchers"),
    "complaint.note_written": (
        "recours.complaints.jobs.tell_of_note",
        "recours.complaints.jobs.tell_watchers",
    ),
    "complaint.message_written": ("recours.complaints.jobs.tell_watchers",),
    "complaint.ruled": ("recours.complaints.jobs.tell_watchers",),
    "complaint.reopened": ("recours.complaints.jobs.tell_watchers",),
    "complaint.escalated": (
        "recours.complaints.jobs.tell_of_review",
        "recours.complaints.jobs.tell_watchers",
    ),
    "complaint.joined": ("recours.complaints.jobs.tell_of_joining", "recours.complaints.jobs.tell_watchers"),
    "complaint.closed": ("recours.complaints.jobs.tell_of_closing", "recours.complaints.jobs.tell_watchers"),
    "letter.sent": ("recours.complaints.jobs.letter_sent",),
    "letter.posted": ("recours.complaints.jobs.letter_sent",),
    "letter.told": ("recours.complaints.jobs.letter_told",),
    "letter.failed": ("recours.complaints.jobs.tell_of_failure",),
    "mail.held": ("recours.mailroom.jobs.tell_of_mail",),
    "letter.returned": ("recours.complaints.jobs.tell_of_failure",),
    "mail.letter_reported": ("recours.mailroom.jobs.follow_report",),
}

SWEEPS: tuple[str, ...] = (
    "recours.letters.jobs.send_due",
    "recours.mailroom.jobs.resume_due",
    "recours.jobs.followers.follow_due",
    "recours.complaints.jobs.remind_of_tasks",
    "recours.complaints.jobs.compare_new",
)

SCHEDULE: dict[str, timedelta] = {
    "recours.trail.jobs.seal": timedelta(minutes=10),
    "recours.complaints.jobs.sweep_silence": timedelta(hours=1),
    "recours.complaints.jobs.sweep_waits": timedelta(hours=1),
    "recours.complaints.jobs.sweep_restrictions": timedelta(hours=1),
    "recours.complaints.jobs.sweep_orphan_files": timedelta(hours=12),
    "recours.complaints.jobs.sweep_old_drafts": timedelta(hours=24),
}

SUBJECTS: tuple[str, ...] = (
    "recours.complaints.selectors.subjects",
    "recours.mailroom.selectors.subjects",
    "recours.guidance.selectors.subjects",
)
