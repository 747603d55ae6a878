"""What is read of cases, by whom, in how many statements."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recours.complaints import actions, selectors
from recours.complaints.models import Message
from recours.complaints.rules import sees
from recours.complaints.selectors import View
from recours.complaints.selectors.catalogue import category_names
from recours.complaints.selectors.queues import seen_by
from recours.complaints.selectors.receipts import receipt_of_key
from recours.complaints.selectors.subjects import owner_or_team, subjects
from recours.complaints.selectors.tracking import find_by_key
from recours.complaints.states import Channel, Kind, Told
from recours.core.actors import complainant, system
from recours.core.errors import NotFound
from recours.core.permissions import Role
from recours.people.complainants import Party
from recours.people.selectors import actor_of, actor_of_token
from tests.factories.cases import make_case, receive, stored
from tests.factories.cast import STAFF, TOKENS, make_cast
from tests.factories.people import House, make_unit, make_user

ALL = system("test")


def member(house: House, now: datetime, name: str, role: Role, unit=None):
    return actor_of(make_user(house, name, now, role, unit=unit))


def test_the_queue_is_in_the_order_of_what_is_due(house: House, now: datetime) -> None:
    praise = receive(now - timedelta(days=3), kind=Kind.COMPLIMENT)
    late = receive(now)
    early = receive(now - timedelta(days=2))
    page = selectors.queue_for(actor=ALL, view=View.OPEN, language="en")
    assert [line.reference for line in page.rows] == [early.reference, late.reference, praise.reference]
    first = page.rows[0]
    assert (first.who, first.next_due_code, first.unit) == (
        "Nadia Haddad",
        "acknowledgement",
        "Complaints team",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_the_queue_is_one_statement(house: House, now: datetime, count: int) -> None:
    for _ in range(count):
        receive(now)
    with CaptureQueriesContext(connection) as seen:
        assert len(selectors.queue_for(actor=ALL, view=View.OPEN, language="fr").rows) == count
    assert len(seen) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_case_is_twenty_statements_however_long(house: House, now: datetime, count: int) -> None:
    case = make_case(now, files=(stored(),))
    clerk = member(house, now, "Clara Clerk", Role.CLERK)
    for step in range(count):
        actions.note(actor=clerk, complaint_id=case.pk, words="x", key=str(step), now=now)
        actions.attach(actor=clerk, complaint_id=case.pk, files=(stored(f"{step}.txt"),), now=now)
    with CaptureQueriesContext(connection) as seen:
        file = selectors.case_file(actor=clerk, reference=case.reference, language="en")
    assert len(seen) == 20
    assert (len(file.messages), len(file.attachments), len(file.story)) == (count, count + 1, 1 + 2 * count)


def test_views_and_counts(house: House, now: datetime) -> None:
    mine, free = make_case(now), make_case(now, kind=Kind.ENQUIRY)
    clerk = member(house, now, "Clara Clerk", Role.CLERK)
    actions.take(actor=clerk, complaint_id=mine.pk, now=now)
    assert selectors.counts_for(clerk) == {View.MINE: 1, View.UNOWNED: 1, View.OPEN: 2, View.FEEDBACK: 1}
    shown = {
        view: [line.reference for line in selectors.queue_for(actor=clerk, view=view, language="en").rows]
        for view in View
    }
    assert shown[View.MINE] == [mine.reference]
    assert shown[View.UNOWNED] == shown[View.FEEDBACK] == [free.reference]
    assert len(shown[View.ALL]) == 2


def test_pages_go_on_where_the_last_one_ended(house: House, now: datetime) -> None:
    references = [receive(now + timedelta(minutes=step)).reference for step in range(5)]
    cursor, found = "", []
    while True:
        page = selectors.queue_for(actor=ALL, view=View.ALL, language="en", cursor=cursor, size=2)
        found += [line.reference for line in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert found == references[::-1]


def test_another_unit_sees_nothing(house: House, now: datetime) -> None:
    case = make_case(now)
    branch = make_unit(house, "branch", now)
    otto = member(house, now, "Otto Outside", Role.HANDLER, unit=branch.pk)
    assert selectors.queue_for(actor=otto, view=View.ALL, language="en").rows == []
    assert selectors.search_for(actor=otto, words=case.reference, language="en").rows == []
    for call in (selectors.complaint_for, lambda **k: selectors.case_file(**k, language="en")):
        with pytest.raises(NotFound):
            call(actor=otto, reference=case.reference)


def test_the_auditor_sees_no_name_and_cannot_search_by_one(house: House, now: datetime) -> None:
    case = make_case(now)
    auditor = member(house, now, "Aziz Auditor", Role.AUDITOR)
    file = selectors.case_file(actor=auditor, reference=case.reference, language="en")
    assert (file.who, file.revealed, file.moves) == ("N••• H•••", False, ())
    assert selectors.search_for(actor=auditor, words="Nadia", language="en").rows == []
    assert len(selectors.search_for(actor=auditor, words=case.reference, language="en").rows) == 1


@pytest.mark.parametrize("words", ["nadia", "NADIA h", "nadia@example", "Nadia Haddad"])
def test_searching_by_the_beginning_of_name_or_address(house: House, now: datetime, words: str) -> None:
    case = make_case(now)
    make_case(now, complainant=Party(name="Zoe", email="zoe@example.org"))
    rows = selectors.search_for(actor=ALL, words=words, language="en").rows
    assert [row.reference for row in rows] == [case.reference]


@pytest.mark.parametrize("words", ["", "  ", "%", "_", "\x00", "' OR 1=1 --", "x" * 10_000])
def test_searching_for_nonsense_finds_nothing(house: House, now: datetime, words: str) -> None:
    receive(now)
    assert selectors.search_for(actor=ALL, words=words, language="en").rows == []


def test_a_reference_is_read_kindly(house: House, now: datetime) -> None:
    case = make_case(now)
    persian = case.reference.translate(str.maketrans("0123456789-", "۰۱۲۳۴۵۶۷۸۹ "))
    assert selectors.complaint_for(actor=ALL, reference=persian).pk == case.pk
    with pytest.raises(NotFound):
        selectors.complaint_for(actor=ALL, reference="000-000-0000")


def test_tracking_needs_both_and_tells_neither(house: House, now: datetime) -> None:
    given = receive(now)
    assert selectors.open_story(reference=given.reference, secret=given.secret.lower()) == given.complaint_id
    wrong = []
    for reference, secret in (
        (given.reference, "AAAA-AAAA-AAAA-AAAA"),
        ("100-000-0008", given.secret),
        ("", ""),
        (given.reference, "\x00'"),
    ):
        with pytest.raises(NotFound) as missing:
            selectors.open_story(reference=reference, secret=secret)
        wrong.append(missing.value.sentence)
    assert len(set(wrong)) == 1


def test_the_story_has_no_internal_word(house: House, now: datetime) -> None:
    case = make_case(now)
    clerk = member(house, now, "Clara Clerk", Role.CLERK)
    actions.note(actor=clerk, complaint_id=case.pk, words="INTERNAL", key="n", now=now)
    actions.write(actor=clerk, complaint_id=case.pk, words="Hello", files=(), key="w", now=now)
    actions.attach(actor=clerk, complaint_id=case.pk, files=(stored("secret.txt"),), now=now)
    story = selectors.story_of(case.pk, language="en")
    assert [m.words for m in story.messages] == ["Hello"]
    assert story.attachments == []
    hidden = case.attachments.get()
    with pytest.raises(NotFound):
        selectors.file_of_story(case.pk, hidden.pk)
    assert selectors.file_for(actor=clerk, reference=case.reference, attachment_id=hidden.pk).pk == hidden.pk


def test_the_story_of_nothing(house: House) -> None:
    with pytest.raises(NotFound):
        selectors.story_of(uuid4(), language="en")
    assert selectors.receipt_of(uuid4()) is None
    assert receipt_of_key("unknown") is None


def test_who_may_speak_for_a_case_in_mail(house: House, now: datetime) -> None:
    case = make_case(now, representative=Party(name="Omar", email="Omar@Law.example"))
    expected = (case.pk, ("nadia@example.org", "omar@law.example"))
    assert selectors.find_by_reference(case.reference) == find_by_key(case.pk) == expected
    assert selectors.find_by_reference("hello") is None
    assert find_by_key(uuid4()) is None


def test_a_file_of_another_case_is_not_found(house: House, now: datetime) -> None:
    case, other = make_case(now, files=(stored(),)), make_case(now)
    with pytest.raises(NotFound):
        selectors.file_for(actor=ALL, reference=other.reference, attachment_id=case.attachments.get().pk)
    with pytest.raises(NotFound):
        selectors.file_of_story(other.pk, case.attachments.get().pk)


def test_news_goes_to_the_owner_or_the_team(house: House, now: datetime) -> None:
    case = make_case(now)
    clerk, hana = (member(house, now, n, r) for n, r in (("Clara Clerk", Role.CLERK), ("Hana", Role.HANDLER)))
    assert set(owner_or_team(case.pk)) == {clerk.id, hana.id}
    actions.take(actor=hana, complaint_id=case.pk, now=now)
    assert owner_or_team(case.pk) == [hana.id]
    assert owner_or_team(uuid4()) == []


def test_choices_stand_under_their_parents(house: House, now: datetime) -> None:
    def add(code: str, parent=None, position: int = 1):
        return actions.add_category(
            actor=house.admin,
            tree="product",
            code=code,
            names={"en": code.title(), "fr": f"{code} fr"},
            parent=parent,
            unit=None,
            position=position,
            now=now,
        ).pk

    water = add("water", position=2)
    meter = add("meter", water)
    add("gas", position=1)
    gone = add("coal", position=0)
    actions.retire_category(actor=house.admin, category_id=gone, now=now)
    found = selectors.choices(tree="product", language="fr")
    assert [(c.code, c.depth, c.name.text) for c in found] == [
        ("gas", 0, "gas fr"),
        ("water", 0, "water fr"),
        ("meter", 1, "meter fr"),
    ]
    assert {c.code for c in selectors.categories(tree="product")} == {"gas", "water", "meter", "coal"}
    assert category_names([meter], "tr") == {meter: "Meter"}


def test_every_case_and_category_is_expected_on_the_trail(house: House, now: datetime) -> None:
    case = make_case(now)
    assert [subject.id for subject in subjects()] == [case.pk]
    assert selectors.references_of([case.pk, uuid4()]) == {case.pk: case.reference}


def test_how_many_came_from_one_place(house: House, now: datetime) -> None:
    for source in ("a", "a", "b"):
        receive(now, source=source)
    assert selectors.recent_intakes(source="a", since=now - timedelta(minutes=10)) == 2
    assert selectors.recent_intakes(source="a", since=now + timedelta(minutes=1)) == 0


def test_the_receipt_again(house: House, now: datetime) -> None:
    given = receive(now)
    again = selectors.receipt_of(given.complaint_id)
    assert again is not None
    assert (again.secret, again.answer_by, again.repeated) == (given.secret, given.answer_by, True)


def test_a_message_from_the_complainant_shows(house: House, now: datetime) -> None:
    case = make_case(now)
    actions.acknowledge(actor=ALL, complaint_id=case.pk, how=Told.LETTER, now=now)
    actions.receive_message(
        actor=complainant(case.pk),
        complaint_id=case.pk,
        words="Hm",
        files=(),
        channel=Channel.WEB_FORM,
        key="1",
        now=now,
    )
    story = selectors.story_of(case.pk, language="en")
    assert story.acknowledgement is not None
    assert story.acknowledgement.how == "letter"
    assert [m.audience for m in story.messages] == [Message.Audience.FROM_COMPLAINANT]
    assert story.handler == "Complaints team"


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*STAFF, *TOKENS])
def test_the_list_and_the_case_agree_who_may_know_of_it(now: datetime, name: str) -> None:
    cast = make_cast(now)
    case = make_case(now)
    actor = actor_of_token(cast.secrets[name], now) if name in TOKENS else cast.actor(name)
    assert actor is not None
    assert seen_by(actor).filter(pk=case.pk).exists() is sees(actor, case)
