"""Every page in a real browser: no barrier, no complaint, no sideways scrolling, in both directions, wide and narrow."""

from __future__ import annotations

from datetime import datetime

import pytest

from recours.people.models import User
from tests.browser.conftest import NARROW, WIDE, Visitor, barriers
from tests.languages.test_pages import LANGUAGES, PAGES, visitor_of
from tests.permissions.matrix import Row
from tests.permissions.routes import Route
from tests.permissions.scene import make_scene

NOT_PAGES = (
    "/static/",
    ".pdf",
    "/follow-up-form",
    ".svg",
    ".json",
    ".css",
    "/download",
    "/files/",
    "/health",
)
SEEN = [line for line in PAGES if not any(part in line.path for part in NOT_PAGES)]
ALWAYS = [("en", WIDE, "light"), ("ar", NARROW, "light")]
PROVED = [
    (language, width, scheme)
    for language in LANGUAGES
    for width in (WIDE, NARROW)
    for scheme in ("light", "dark")
    if (language, width, scheme) not in ALWAYS
]


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [*ALWAYS, *(pytest.param(*case, marks=pytest.mark.prove) for case in PROVED)],
)
@pytest.mark.parametrize("line", SEEN, ids=lambda line: line.path)
def test_a_page_is_open_to_everybody(
    line: Row, language: str, width: int, scheme: str, reader: Visitor, now: datetime
) -> None:
    scene = make_scene(now)
    name = visitor_of(line)
    User.objects.update(language=language)
    if name in scene.cast.users:
        scene.cast.users[name].refresh_from_db()
        reader.sign_in(scene.cast.users[name])
    elif name == "complainant":
        reader.take_cookies(scene.client(name))
    places = {place: scene.place(dict(line.places).get(place, place)) for place in Route(line.path).places}
    path = Route(line.path).at({**places, **({"language": language} if "language" in places else {})})
    page = reader.visit(path, language, width=width, scheme=scheme)
    assert barriers(page) == []
