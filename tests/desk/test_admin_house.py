"""The organisation's details, its lists, letters, promises and calendar: every action through its page."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from recours.complaints.models import Category
from recours.core.keys import new_key
from recours.deadlines.actions import Unit, change_calendar, change_promises
from recours.deadlines.models import Calendar
from recours.deadlines.packs import Limit
from recours.deadlines.selectors import calendar_for, promises
from recours.letters.kinds import WordingKind
from recours.letters.models import Wording
from recours.letters.wording import standard
from recours.people.models import Organisation, User
from tests.desk.conftest import Desk, page
from tests.desk.test_admin_people import LANGUAGES, words
from tests.factories.pictures import png

pytestmark = pytest.mark.django_db

HERE = "/desk/organisation/"


@pytest.fixture
def browser(desk: Desk) -> Client:
    return desk.browser("administrator")


def fields_of(browser: Client, path: str) -> dict[str, Any]:
    """What the form of a page sends when nothing is changed in it."""
    answer = browser.get(path)
    form = answer.context["form"]
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        sent[bound.html_name] = "on" if value is True else value
    return sent


# the details


def test_details_sent_back_unchanged_change_nothing(browser: Client) -> None:
    before = Organisation.objects.values().get()
    answer = browser.post(HERE + "details/", fields_of(browser, HERE + "details/"))
    assert answer.status_code == 303
    assert Organisation.objects.values().get() == before
    assert "changed the organisation" not in page(browser.get(HERE + "details/"))


def test_details_are_kept_in_every_language(browser: Client) -> None:
    sent = fields_of(browser, HERE + "details/") | {
        **words("names", en="Northwind", fa="آب شمال", tr="Kuzey Suyu"),
        **words("about", ar="نصغي إليكم."),
        "country": "TN",
        "zone": "Africa/Tunis",
        "languages": ["ar", "fr"],
        "language": "ar",
        "swatch": "335",
        "address": "1 Rue du Lac\r\nTunis\x00",
    }
    assert browser.post(HERE + "details/", sent).status_code == 303
    house = Organisation.objects.get()
    assert house.names == {"en": "Northwind", "fa": "آب شمال", "tr": "Kuzey Suyu"}
    assert (house.about, house.country, house.zone) == ({"ar": "نصغي إليكم."}, "TN", "Africa/Tunis")
    assert (house.languages, house.language, house.brand_hue) == (["ar", "fr"], "ar", 335)
    assert house.address == "1 Rue du Lac\nTunis"
    seen = page(browser.get(HERE + "details/"))
    assert "Ada Admin changed the organisation&#x27;s details:" in seen
    assert "--brand-hue:335" in page(browser.get("/brand.css"))


def test_where_words_are_missing_the_page_says_what_readers_see(browser: Client) -> None:
    seen = page(browser.get(HERE + "details/"))
    assert re.findall(r'words in (\S+):\s*<bdi lang="(\w+)">Northwind Water</bdi>', seen) == [
        ("English", "en"),
        ("English", "en"),
    ]


def test_a_hue_can_be_looked_at_before_it_is_kept(browser: Client) -> None:
    sent = fields_of(browser, HERE + "details/") | {"swatch": "other", "brand_hue": "٣٤٠", "look": "1"}
    answer = browser.post(HERE + "details/", sent)
    assert (answer.status_code, "Hue 340, as pages and letters show it." in page(answer)) == (200, True)
    assert Organisation.objects.get().brand_hue == 196
    del sent["look"]
    browser.post(HERE + "details/", sent)
    assert Organisation.objects.get().brand_hue == 340


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({**words("names")}, "Give a name in at least one language."),
        ({"email": "nowhere"}, "This is not a complete e-mail address."),
        ({"website": "javascript:alert(1)"}, "Give the whole web address"),
        ({"country": "EU"}, "EU is not one of the available choices."),
        ({"zone": "../../etc/passwd"}, "is not one of the available choices."),
        ({"languages": []}, "Choose at least one language."),
        ({"languages": ["fr"], "language": "en"}, "The main language must be one of those that are offered."),
        ({"swatch": "other", "brand_hue": "360"}, "The hue is a whole number from 0 to 359."),
        ({"swatch": "other", "brand_hue": ""}, "The hue is a whole number from 0 to 359."),
        ({"swatch": "other", "brand_hue": "blue"}, "Write a whole number."),
        ({"names_en": "N" * 201}, "This is longer than the 200 characters"),
        ({"about_ar": "ن" * 2001}, "This is longer than the 2000 characters"),
    ],
)
def test_details_that_cannot_be_kept(browser: Client, sent: dict[str, Any], said: str) -> None:
    before = Organisation.objects.values().get()
    given = fields_of(browser, HERE + "details/") | {"phone": "+216 71 000 000"} | sent
    answer = browser.post(HERE + "details/", given)
    assert answer.status_code == 422
    seen = page(answer)
    assert said in seen
    assert 'value="+216 71 000 000"' in seen, "what was typed is still there"
    assert Organisation.objects.values().get() == before


# the overview


def test_the_overview_says_what_is_missing_until_nothing_is(
    desk: Desk, browser: Client, settings: Settings
) -> None:
    seen = page(browser.get(HERE))
    assert "4 of 9 things are in place." in seen
    assert "The name is missing in: فارسی, Türkçe." in seen
    assert "You are the only one." in seen
    assert "Say what people can complain about" in seen
    details = fields_of(browser, HERE + "details/") | words("names", **dict.fromkeys(LANGUAGES, "Northwind"))
    browser.post(HERE + "details/", details)
    manager = desk.cast.users["manager"]
    browser.post(f"{HERE}users/{manager.pk}/roles/", {"role": "administrator", "unit_id": ""})
    assert "2 administrators have no second key yet." in page(browser.get(HERE))
    for user in (manager, desk.cast.users["administrator"]):
        Authenticator.objects.create(user=user, type="totp", data={})
    for tree in ("product", "problem"):
        browser.post(f"{HERE}categories/new/?tree={tree}", category())
    body = {"code": "ombudsman", "website": "", "phone": "", "address": ""}
    names = words("names", en="Ombudsman") | words("terms")
    browser.post(HERE + "outside-bodies/new/", body | names)
    settings.SMTP_URL = "smtp://mail.example"
    seen = page(browser.get(HERE))
    assert "Everything that an organisation needs to take complaints is in place." in seen
    assert "To do" not in seen


def test_how_much_the_overview_asks(
    browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser.get(HERE)
    with django_assert_num_queries(19):
        browser.get(HERE)


# categories


def category(**changed: str) -> dict[str, str]:
    return {
        "code": "water",
        "parent": "",
        "unit": "",
        "position": "10",
        **words("names", en="Water"),
        **changed,
    }


def test_categories_are_added_moved_and_retired(desk: Desk, browser: Client) -> None:
    unit = str(desk.cast.branch.pk)
    answer = browser.post(HERE + "categories/new/?tree=product", category(unit=unit))
    assert answer.headers["Location"] == HERE + "categories/?tree=product"
    water = Category.objects.get()
    sent = category(code="meter", names_en="Meter", names_ar="العداد", parent=str(water.pk), position="٢٠")
    browser.post(f"{HERE}categories/new/?tree=product&parent={water.pk}", sent)
    meter = Category.objects.get(code="meter")
    assert (meter.parent, meter.position, meter.tree) == (water, 20, "product")
    seen = page(browser.get(HERE + "categories/?tree=product"))
    assert seen.index("Water</bdi>") < seen.index('class="indent-1"') < seen.index("Meter</bdi>")
    at = f"{HERE}categories/{meter.pk}/"
    browser.post(at, category(names_en="Water meter", parent="", code="other"))
    meter.refresh_from_db()
    assert (meter.names, meter.code, meter.parent) == ({"en": "Water meter"}, "meter", None)
    assert browser.post(at + "retirement/").status_code == 303
    assert "Ada Admin retired the category Water meter." in page(browser.get(at))


def test_a_category_is_not_put_under_itself(browser: Client) -> None:
    browser.post(HERE + "categories/new/?tree=product", category())
    water = Category.objects.get()
    browser.post(HERE + "categories/new/?tree=product", category(code="meter", parent=str(water.pk)))
    meter = Category.objects.get(code="meter")
    for parent in (water, meter):
        answer = browser.post(f"{HERE}categories/{water.pk}/", category(parent=str(parent.pk)))
        assert answer.status_code == 422
        assert "is not one of the available choices." in page(answer)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"code": ""}, "Give a code of letters, digits and hyphens"),
        ({"code": "taken"}, "This code is taken."),
        ({"names_en": " "}, "Give a name in at least one language."),
        ({"parent": str(new_key())}, "is not one of the available choices."),
        ({"unit": "x"}, "is not one of the available choices."),
        ({"position": "-1"}, "Write a whole number."),
        ({"position": "99999999"}, "The place in the list is a whole number from 0 to 1,000,000."),
    ],
)
def test_a_category_that_cannot_be_added(browser: Client, sent: dict[str, str], said: str) -> None:
    browser.post(HERE + "categories/new/?tree=problem", category(code="taken"))
    answer = browser.post(HERE + "categories/new/?tree=problem", category(**sent))
    assert (answer.status_code, Category.objects.count()) == (422, 1)
    assert said in page(answer)


def test_a_list_that_does_not_exist_is_the_first(browser: Client) -> None:
    assert browser.get(HERE + "categories/?tree=" + quote("'; drop table")).context["tree"] == "product"


# letters

WORDS = "Good day, {name}.\n\nYour reference is {reference}, your code {secret}: {tracking_link}"


def test_a_letter_is_looked_at_kept_and_put_back(browser: Client) -> None:
    at = HERE + "wording/acknowledgement/en/"
    sent = {"subject": "Got it: {reference}", "body": WORDS}
    look = browser.post(at, {**sent, "look": "1"})
    assert look.status_code == 200
    assert "Good day, Mary Example." in page(look)
    assert not Wording.objects.exists()
    assert browser.post(at, sent).status_code == 303
    seen = page(browser.get(at))
    assert f'data-drafts-sent="{at}:wording-acknowledgement-en"' in seen
    assert "Go back to the standard wording" in seen
    assert "Your own" in page(browser.get(HERE + "wording/"))
    assert browser.post(at + "standard/").status_code == 303
    assert not Wording.objects.filter(superseded_at=None).exists()
    assert browser.post(at + "standard/").status_code == 409


@pytest.mark.one_database("what the standard wordings say; one is kept on each by the tests above")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(WordingKind))
def test_every_standard_wording_can_be_kept_as_it_is(
    browser: Client, kind: WordingKind, language: str
) -> None:
    at = f"{HERE}wording/{kind.value}/{language}/"
    subject, body = standard(kind, language)
    assert browser.get(at).context["sample"] is not None
    assert browser.post(at, {"subject": subject, "body": body}).status_code == 303


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"body": "Hello {nobody}"}, "There is no place “{nobody}” in this letter."),
        ({"body": "Hello"}, "must stand in this letter"),
        ({"body": ""}, "Write what the letter says."),
        ({"subject": ""}, "Give the letter a subject."),
        ({"subject": "{secret}"}, "The secret code must not stand in the subject"),
        ({"body": WORDS + "x" * 20_001}, "The letter is longer than the 20000 characters"),
    ],
)
def test_a_wording_that_cannot_be_kept(browser: Client, sent: dict[str, str], said: str) -> None:
    for look in ({}, {"look": "1"}):
        given = {"subject": "Got it", "body": WORDS, **sent, **look}
        answer = browser.post(HERE + "wording/acknowledgement/en/", given)
        assert answer.status_code == 422
        seen = page(answer)
        assert said in seen
        assert "Good day, {name}." in seen or sent.get("body") is not None, "what was written is still there"
    assert not Wording.objects.exists()


@pytest.mark.parametrize(
    "path", ["wording/nothing/en/", "wording/acknowledgement/xx/", "wording/account/en/"]
)
def test_letters_that_do_not_exist(browser: Client, path: str) -> None:
    assert browser.get(HERE + path).status_code == 404
    assert browser.post(HERE + path + "standard/").status_code == 404


# promises


def test_promises_are_looked_at_and_kept(browser: Client) -> None:
    sent = fields_of(browser, HERE + "promises/") | {"answer_within": "٢٠", "answer_unit": "calendar_days"}
    look = browser.post(HERE + "promises/", {**sent, "look": "1"})
    assert "We answer your complaint within 20 days." in page(look)
    assert promises().answer_within.amount == 15
    assert browser.post(HERE + "promises/", sent).status_code == 303
    assert promises().answer_within == Limit(20, Unit.CALENDAR_DAYS)


def test_two_who_promise_at_once_see_each_other(desk: Desk, browser: Client) -> None:
    sent = fields_of(browser, HERE + "promises/") | {"answer_within": "20"}
    change_promises(
        actor=desk.actor("administrator"),
        acknowledge_within=Limit(2, Unit.WORKING_DAYS),
        answer_within=Limit(12, Unit.WORKING_DAYS),
        now=desk.now,
    )
    answer = browser.post(HERE + "promises/", sent)
    assert answer.status_code == 422
    seen = page(answer)
    assert "Somebody changed this while you were working on it." in seen
    assert 'value="20"' in seen, "what was typed is still there"
    assert promises().answer_within.amount == 12
    version = re.search(r'name="version" value="(\d+)"', seen)
    assert version is not None
    assert browser.post(HERE + "promises/", {**sent, "version": version[1]}).status_code == 303


@pytest.mark.parametrize(
    "sent",
    [
        {"answer_within": "0"},
        {"answer_within": "4000"},
        {"answer_within": ""},
        {"answer_within": "1.5"},
        {"answer_unit": "years"},
        {"version": "x"},
        {"version": ""},
    ],
)
def test_promises_that_cannot_be_kept(browser: Client, sent: dict[str, str]) -> None:
    answer = browser.post(HERE + "promises/", fields_of(browser, HERE + "promises/") | sent)
    assert answer.status_code == 422
    assert "error-summary" in page(answer)
    assert promises().version == 1


# the calendar


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_sent_back_unchanged_changes_nothing(desk: Desk, language: str) -> None:
    User.objects.update(language=language)
    admin = desk.actor("administrator")
    stands = calendar_for(admin).draft
    days = {date(2026, 12, 24): "Stocktaking", date(2027, 3, 1): ""}
    change_calendar(
        actor=admin, draft=type(stands)(zone="Asia/Tehran", country="IR", closed=days), now=desk.now
    )
    before = Calendar.objects.get().version
    browser = desk.browser("administrator")
    assert browser.post(HERE + "calendar/", fields_of(browser, HERE + "calendar/")).status_code == 303
    assert Calendar.objects.get().version == before


def test_a_calendar_is_kept(desk: Desk, browser: Client) -> None:
    sent = fields_of(browser, HERE + "calendar/") | {
        "country": "GB",
        "subdivision": "sct",
        "hours_0": "9:00-12:30, 13.30–17",
        "hours_1": "٩:٠٠-١٢:٠٠،١٣:٠٠-١٧:٠٠",
        "off_4": "on",
        "cut_off": "16:30",
        "closed": "24 12 2026: Stocktaking\n\n2 January 2027",
        "opened": "2026-11-28: Open day",
    }
    assert browser.post(HERE + "calendar/", sent).status_code == 303
    draft = calendar_for(desk.actor("administrator")).draft
    assert (draft.subdivision, draft.cut_off) == ("SCT", 990)
    assert draft.hours[0] == ((540, 750), (810, 1020))
    assert draft.hours[1] == ((540, 720), (780, 1020))
    assert draft.weekend == {4, 5, 6}
    assert draft.closed == {date(2026, 12, 24): "Stocktaking", date(2027, 1, 2): ""}
    assert draft.opened == {date(2026, 11, 28): "Open day"}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({f"off_{day}": "on" for day in range(7)}, "At least one day of the week must be a working day."),
        ({"hours_2": "9 to 5"}, "Write opening hours like this"),
        ({"hours_2": "17:00-9:00"}, "Opening hours must lie within one day"),
        ({"hours_2": "9:00-99:99"}, "Opening hours must lie within one day"),
        ({"subdivision": "Atlantis"}, "We know no public holidays for this country or region."),
        ({"cut_off": "25:00"}, "Write the time like this"),
        ({"closed": "24 12 2026: Fine\nsometime: Party"}, "We could not read the day in line 2."),
        ({"closed": "24 12 2026", "opened": "24 12 2026"}, "The same day is listed as closed and as open."),
        ({"closed": "24 12 2026: " + "x" * 121}, "The name of a day may have 120 characters at most."),
        ({"zone": "Mars/Olympus"}, "is not one of the available choices."),
        ({"version": "99"}, "Somebody changed this while you were working on it."),
    ],
)
def test_a_calendar_that_cannot_be_kept(browser: Client, sent: dict[str, str], said: str) -> None:
    given = fields_of(browser, HERE + "calendar/") | {"hours_3": "8:15–16:45"} | sent
    answer = browser.post(HERE + "calendar/", given)
    assert answer.status_code == 422
    seen = page(answer)
    assert said in seen
    assert "8:15–16:45" in seen, "what was typed is still there"
    assert Calendar.objects.get().version == 1


def test_the_mailboxes_say_what_works_now(browser: Client) -> None:
    seen = page(browser.get(HERE + "mailboxes/"))
    assert "recours mail take" in seen
    assert "hello@northwind.example" in seen


@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("details/", 8),
        ("categories/", 7),
        ("wording/", 7),
        ("wording/acknowledgement/en/", 9),
        ("promises/", 9),
        ("calendar/", 8),
    ],
)
def test_how_much_a_page_asks(
    browser: Client, path: str, statements: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser.get(HERE + path)
    with django_assert_num_queries(statements):
        browser.get(HERE + path)


@pytest.mark.parametrize("count", [1, 3])
def test_how_much_a_list_of_categories_asks(
    browser: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        browser.post(HERE + "categories/new/?tree=product", category(code=f"c-{number}"))
    with django_assert_num_queries(7):
        browser.get(HERE + "categories/")


def test_a_logo_is_given_shown_and_removed(browser: Client) -> None:
    details = HERE + "details/"
    assert "None yet: the name stands alone" in page(browser.get(details))
    sent = {"logo": SimpleUploadedFile("mark.png", png(320, 80), "text/plain")}
    answer = browser.post(HERE + "details/logo/", sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, details)
    seen = page(browser.get(details))
    assert "The logo is kept." in seen
    assert 'class="logo-shown"' in seen
    assert "gave the organisation a logo, 320 by 80 pixels." in seen
    assert browser.post(HERE + "details/logo/removal/").status_code == 303
    seen = page(browser.get(details))
    assert "The logo is removed." in seen
    assert 'class="logo-shown"' not in seen


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Choose a picture for the logo."),
        (b"", "Choose a picture for the logo."),
        (b"<svg/>", "A logo is a picture in PNG or JPEG."),
        (png(64, 64)[:70], "This picture cannot be drawn."),
        (png(64, 64) + bytes(300_000), "A logo may have at most 300 kB."),
    ],
    ids=["no file", "empty", "svg", "broken", "large"],
)
def test_a_picture_that_is_no_logo_is_said_so(content: bytes | None, said: str, browser: Client) -> None:
    sent = {} if content is None else {"logo": SimpleUploadedFile("logo.png", content)}
    answer = browser.post(HERE + "details/logo/", sent)
    assert answer.status_code == 422
    seen = page(answer)
    assert said in seen
    assert 'value="complaints@' in seen or "Name of the organisation" in seen, (
        "the details stand as they were"
    )
    assert Organisation.objects.get().logo == ""
