"""The sample as a visitor finds it: everything in it came about by actions, and everything can be seen."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction

from recours.complaints import events as complaint_events
from recours.complaints.models import Attachment, Closure, Complaint, IntakeEntry, Message, TakenOver
from recours.complaints.selectors import View, counts_for, queue_for
from recours.complaints.states import Ground, State
from recours.core.actors import system
from recours.core.errors import Refused
from recours.core.permissions import Role
from recours.demo.archive import Archive
from recours.demo.house import PASSWORD
from recours.demo.library import LANGUAGES, stories
from recours.demo.stage import populate
from recours.jobs.subjects import expected_subjects
from recours.letters.models import Letter
from recours.letters.selectors import waiting_for
from recours.mailroom.models import RawMessage
from recours.people.errors import FOUNDED_ALREADY
from recours.people.models import ApiToken, DisputeBody, Organisation, Unit, User
from recours.people.selectors import actor_of, is_founded
from recours.trail.events import Event
from recours.trail.models import EventRow, Pending
from recours.trail.verification import verify

if TYPE_CHECKING:
    from tests.demo.conftest import Sample

# every test, so that the module stays together: else the sample is made twice
pytestmark = pytest.mark.django_db

EVERYBODY = system("test")
AHEAD: frozenset[str] = frozenset()
"""What the sample does not play yet."""


def test_the_organisation_speaks_five_languages(sample: Sample) -> None:
    organisation = Organisation.objects.get()
    words = [organisation.names, organisation.about, organisation.opening_hours]
    words += [unit.names for unit in Unit.objects.all()]
    words += [each for body in DisputeBody.objects.all() for each in (body.names, body.terms)]
    assert all(set(each) == set(LANGUAGES) and all(each.values()) for each in words)
    assert Unit.objects.count() == 4
    assert DisputeBody.objects.count() == 3
    assert ApiToken.objects.filter(withdrawn_at=None).count() == 1


def test_each_role_and_each_language_has_a_sign_in_that_opens(sample: Sample) -> None:
    assert {each.role for each in sample.sign_ins} == set(Role)
    assert Counter(each.role for each in sample.sign_ins)["handler"] >= 3
    for each in sample.sign_ins:
        assert each.password == PASSWORD
        user = authenticate(None, email=each.email, password=each.password)
        assert isinstance(user, User)
        assert user.name == each.name
    assert set(User.objects.filter(is_active=True).values_list("language", flat=True)) == set(LANGUAGES)


def test_there_are_about_three_hundred_cases_in_the_promised_mixture(sample: Sample) -> None:
    cases = list(Complaint.objects.values_list("language", "kind", "channel", "state"))
    assert 290 <= len(cases) <= 330
    languages, kinds, channels, states = (Counter(column) for column in zip(*cases, strict=True))
    shares = {code: languages[code] / len(cases) for code in LANGUAGES}
    wanted = {"en": 0.35, "fr": 0.20, "ar": 0.17, "fa": 0.13, "tr": 0.15}
    assert all(abs(shares[code] - share) < 0.03 for code, share in wanted.items())
    assert kinds["complaint"] > 0.75 * len(cases)
    assert min(kinds.values()) >= 5
    assert len(kinds) == 5
    assert min(channels.values()) >= 10
    assert set(channels) == {"web_form", "email", "phone", "post", "in_person"}
    assert set(states) | {State.EXTERNAL_DECIDED} == set(State)
    assert 20 <= states["received"] + states["acknowledged"] <= 40
    assert 12 <= states["assessed"] <= 35
    assert states["investigating"] >= 4
    assert states["decision_communicated"] >= 5
    assert states["implementing"] >= 4
    assert states["escalated"] == 2
    assert states["closed"] > 200


def test_the_cases_spread_over_eighteen_months_and_grow(sample: Sample) -> None:
    moments = sorted(Complaint.objects.values_list("received_at", flat=True))
    age = sample.now - moments[0]
    assert timedelta(days=480) < age < timedelta(days=550)
    assert sample.now - timedelta(hours=12) < moments[-1] <= sample.now
    middle = moments[0] + age / 2
    assert sum(moment > middle for moment in moments) > 1.4 * sum(moment <= middle for moment in moments)
    assert Closure.objects.filter(at__gt=sample.now).count() == 0
    assert all(
        closure.at > closure.complaint.received_at for closure in Closure.objects.select_related("complaint")
    )


def test_there_is_work_to_do_of_every_sort(sample: Sample) -> None:
    counts = counts_for(EVERYBODY)
    assert 15 <= counts[View.UNOWNED] <= 40
    assert counts[View.FEEDBACK] >= 10
    open_cases = Complaint.objects.exclude(state="closed")
    assert 3 <= open_cases.filter(next_due_at__lt=sample.now).count() <= 12
    assert open_cases.filter(state="received").exists()
    waiting = waiting_for(actor=EVERYBODY)
    assert waiting.to_post >= 2
    assert waiting.to_tell >= 1
    for each in sample.sign_ins:
        if each.role in {"clerk", "handler", "manager"}:
            user = User.objects.get(email=each.email)
            assert queue_for(actor=actor_of(user), view=View.MINE, language="en").rows, each.name


def test_people_are_of_every_sort(sample: Sample) -> None:
    cases = Complaint.objects.filter(taken_over=None)
    assert cases.filter(anonymous=True).count() >= 4
    assert cases.exclude(representative=None).exclude(authority="").count() >= 2
    assert cases.exclude(complainant__accessibility="").filter(complainant__isnull=False).count() >= 5
    assert cases.exclude(complainant__organisation="").filter(complainant__isnull=False).count() >= 3
    assert Attachment.objects.count() >= 20
    assert set(Attachment.objects.values_list("media_type", flat=True)) == {"image/png", "application/pdf"}
    assert Counter(Message.objects.values_list("audience", flat=True)).keys() == set(Message.Audience.values)


def test_letters_left_in_the_past_when_they_were_due(sample: Sample) -> None:
    sent = Letter.objects.exclude(sent_at=None)
    assert sent.count() > 100
    for letter in sent:
        patience = timedelta(hours=4) if letter.kind == "account" else timedelta(minutes=2)
        assert letter.sent_at - letter.created_at < patience
    assert not Letter.objects.exclude(failed_at=None).exists()
    assert Letter.objects.filter(due_at__lte=sample.now).count() == 0
    assert set(Letter.objects.filter(kind="acknowledgement").values_list("channel", flat=True)) >= {
        "email",
        "post",
        "phone",
    }
    mails = list(settings.MAIL_FOLDER.glob("*.eml"))
    assert len(mails) == sent.filter(channel="email").count()
    assert len(mails) < 700


def test_the_mail_room_has_mail_that_waits_for_a_person(sample: Sample) -> None:
    fates = Counter(RawMessage.objects.values_list("fate", "reason"))
    assert fates["quarantine", "unknown_reference"] == 1
    assert fates["quarantine", "other_sender"] == 1
    assert fates["quarantine", "automatic_mail"] == 1
    assert fates["automatic", "automatic_reply"] == 1
    assert fates["discarded", "by_person"] == 1
    assert fates["new_case", ""] >= 4
    assert fates["reply", ""] >= 10
    assert "waiting" not in {fate for fate, _reason in fates}


def test_mail_was_understood_in_its_language(sample: Sample) -> None:
    cases = RawMessage.objects.filter(fate="new_case").values_list("subject_id", flat=True)
    languages = Complaint.objects.filter(pk__in=cases).values_list("language", flat=True)
    assert Counter(languages) == {"en": 2, "ar": 1, "tr": 1}


def test_what_was_written_above_a_letter_is_all_that_its_case_takes(sample: Sample) -> None:
    """The quoted letter stays outside, in each of the five languages."""
    steps = [step for story in stories() for step in story.steps if step.do == "mail" and not step.who]
    said = set(Message.objects.filter(channel="email").values_list("words", flat=True))
    assert len(steps) >= 10
    assert {step.words for step in steps} == said


def test_every_event_of_a_case_has_happened(sample: Sample) -> None:
    happened = set(EventRow.objects.values_list("kind", flat=True))
    of_cases = {
        each.kind
        for each in vars(complaint_events).values()
        if isinstance(each, type) and issubclass(each, Event) and each is not Event
    }
    assert of_cases - AHEAD <= happened
    assert {
        "letter.sent",
        "letter.posted",
        "letter.told",
        "mail.held",
        "mail.settled",
        "mail.decided",
    } <= happened
    assert {"user.deactivated", "user.unit_role_ended", "token.withdrawn", "user.signed_in"} <= happened
    assert Pending.objects.count() == 0


def test_the_trail_is_whole_and_sealed(sample: Sample) -> None:
    verdict = verify(expected=expected_subjects())
    assert verdict.findings == []
    assert verdict.sealed == verdict.events > 1000


def test_what_happened_to_a_case_is_told_in_the_order_of_time(sample: Sample) -> None:
    moments: dict[object, list[object]] = {}
    for subject, at in EventRow.objects.order_by("subject_id", "sequence").values_list(
        "subject_id", "occurred_at"
    ):
        moments.setdefault(subject, []).append(at)
    assert all(each == sorted(each) for each in moments.values())
    assert EventRow.objects.filter(occurred_at__gt=sample.now).count() == 0


def test_no_two_cases_say_the_same(sample: Sample) -> None:
    words = list(Complaint.objects.values_list("words", flat=True))
    assert len(set(words)) == len(words)
    assert all(10 < len(each) < 3000 for each in words)


def test_it_tells_how_far_it_is(sample: Sample) -> None:
    cases = IntakeEntry.objects.exclude(key__startswith="split:").count() + TakenOver.objects.count()
    mails = RawMessage.objects.filter(fate="new_case").count()
    done = [step for step, _total in sample.told]
    assert done == sorted(done)
    assert sample.told[-1] == (cases, cases)
    assert mails > 0


def test_a_second_sample_is_refused(sample: Sample) -> None:
    with transaction.atomic(), pytest.raises(Refused) as refusal:
        populate(now=sample.now, progress=lambda done, total: None)
    assert refusal.value.code == FOUNDED_ALREADY.code
    assert Organisation.objects.count() == 1
    assert is_founded()


def test_the_archive_is_the_same_for_the_same_moment(sample: Sample) -> None:
    live, handover = sample.now - timedelta(days=118), sample.now - timedelta(days=2)
    begins = sample.now - timedelta(days=548)
    first, second = (Archive(begins=begins, live=live, handover=handover) for _ in range(2))
    assert first.old == second.old
    assert first.recent == second.recent
    assert len(first) == TakenOver.objects.count()


def test_past_cases_are_over_before_they_are_taken_over(sample: Sample) -> None:
    past = Closure.objects.exclude(complaint__taken_over=None)
    for closure in past.select_related("complaint__taken_over"):
        assert closure.complaint.received_at < closure.at <= closure.complaint.taken_over.at
    outcomes = Counter(past.values_list("outcome", flat=True))
    assert len(outcomes) == 5
    assert Counter(past.values_list("ground", flat=True)) == {"imported": sum(outcomes.values())}


def test_cases_ended_on_every_ground_that_there_is(sample: Sample) -> None:
    grounds = Counter(Closure.objects.exclude(ground="imported").values_list("ground", flat=True))
    assert set(grounds) | {"imported"} == set(Ground)
    assert grounds["accepted_and_executed"] >= 10
    over = Closure.objects.filter(superseded_at__isnull=False).values_list("ground", flat=True)
    assert sorted(over) == ["accepted_and_executed", "merged"]
