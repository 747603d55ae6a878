"""The routes of the desk; what changes a case is posted to a resource under it."""

from django.urls import include, path

from recours.desk.deeds import DEEDS
from recours.desk.views import (
    case,
    conversation,
    home,
    mail,
    notices,
    outbox,
    ownership,
    preferences,
    queue,
    recording,
    relating,
    tasks,
    trail,
)
from recours.desk.views.deeds import view_of

app_name = "desk"

CASE = "cases/<str:reference>/"

urlpatterns = [
    path("", home.my_work, name="home"),
    path("cases/", queue.queue, name="queue"),
    path("cases/new/", recording.record, name="record"),
    path(CASE, case.case, name="case"),
    path(CASE + "recorded/", recording.recorded, name="recorded"),
    path(CASE + "acknowledgement/", ownership.acknowledgement, name="acknowledgement"),
    path(CASE + "owner/", ownership.owner, name="owner"),
    path(CASE + "watch/", ownership.watch, name="watch"),
    path(CASE + "watch/end/", ownership.stop_watching, name="watch_end"),
    path(CASE + "assignment/", ownership.assignment, name="assignment"),
    path(CASE + "assignment/suggested/", ownership.suggestion, name="suggestion"),
    path(CASE + "messages/", conversation.messages_written, name="messages"),
    path(CASE + "received-messages/", conversation.messages_received, name="received_messages"),
    path(CASE + "notes/", conversation.notes, name="notes"),
    path(CASE + "drafts/<str:kind>/", conversation.draft, name="draft"),
    path(CASE + "files/", conversation.files, name="files"),
    path(CASE + "follow-up-form/", case.followup, name="followup"),
    path(CASE + "files/<uuid:file_id>/", case.file, name="file"),
    *(path(f"{CASE}{deed.slug}/", view_of(deed), name=deed.name) for deed in DEEDS.values()),
    path(CASE + "links/<uuid:relation_id>/end/", relating.unlinking, name="unlink"),
    path("team/", ownership.team, name="team"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<uuid:task_id>/", tasks.task, name="task"),
    path("tasks/<uuid:task_id>/answer/", tasks.answer, name="task_answer"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/print/", outbox.print_queue, name="print_queue"),
    path("outbox/calls/", outbox.calls, name="calls"),
    path("outbox/<uuid:letter_id>/", outbox.letter, name="letter"),
    path("outbox/<uuid:letter_id>/pdf/", outbox.letter_pdf, name="letter_pdf"),
    path("outbox/<uuid:letter_id>/posting/", outbox.posting, name="posting"),
    path("outbox/<uuid:letter_id>/call/", outbox.call, name="call"),
    path("outbox/<uuid:letter_id>/return/", outbox.came_back, name="came_back"),
    path("outbox/<uuid:letter_id>/retry/", outbox.retry, name="retry"),
    path("mail/", mail.mails, name="mail"),
    path("mail/new/", mail.take, name="mail_take"),
    path("mail/<uuid:mail_id>/", mail.mail, name="mail_message"),
    path("mail/<uuid:mail_id>/download/", mail.raw, name="mail_raw"),
    path("mail/<uuid:mail_id>/files/<int:number>/", mail.enclosure, name="mail_enclosure"),
    path("mail/<uuid:mail_id>/release/", mail.release, name="mail_release"),
    path("mail/<uuid:mail_id>/placement/", mail.placement, name="mail_placement"),
    path("mail/<uuid:mail_id>/discard/", mail.discard, name="mail_discard"),
    path("notices/", notices.notices, name="notices"),
    path("notices/seen/", notices.seen, name="notices_seen"),
    path("notices/<uuid:notice_id>/", notices.notice, name="notice"),
    path("trail/", trail.trail, name="trail"),
    path("trail/verification/", trail.verification, name="trail_verification"),
    path("trail/copy/", trail.copy, name="trail_copy"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("keys/", preferences.keys, name="keys"),
    path("organisation/", include("recours.desk.urls_admin")),
]
