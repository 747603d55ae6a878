"""The complainant's pages, each in every language."""

from django.urls import path

from recours.portal.views import complaining, home, receiving, saying, tracking

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("complain/", complaining.complain, name="complain"),
    path("complain/sent/", receiving.sent, name="sent"),
    path("track/", tracking.track, name="track"),
    path("track/case/", tracking.story, name="story"),
    path("track/case/messages/", tracking.write, name="messages"),
    path("track/case/files/<uuid:attachment_id>/", tracking.file, name="file"),
    *(path(f"track/case/{name}/", saying.view_of(name), name=name) for name in saying.SAYINGS),
    path("track/case/closing/", tracking.leave, name="leave"),
    path("how-we-handle-complaints/", home.how, name="how"),
    path("complaint-form.pdf", home.paper, name="paper"),
]
