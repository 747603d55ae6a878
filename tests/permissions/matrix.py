"""The permission matrix: every route and method, and who of the cast is let in.

A row is `row("METHOD /path/<place>", "answers")`, the answers one sign for each of the cast, in this order:

    anonymous complainant | clerk handler outsider manager auditor administrator | reader writer

    +   let in: a page, a redirect to another page, a form that says what is missing
    -   no: as if it did not exist, or forbidden
    s   sent to where one shows who one is: the sign-in page, the tracking form
    .   cannot come here at all (a token at a page, a browser at the API): treated like - or s

The complainant holds the secret of the case in the scene and has opened its tracking page. Clerk and handler work in the
case's unit, the outsider in another. The reader is a token that may read, the writer one that may do what staff do.
A method of a route without a row lets nobody in; a route without any row fails the test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.factories.cast import CAST
from tests.permissions.routes import METHODS

SIGNS = "+-s."


@dataclass(frozen=True)
class Row:
    """One method of one route: who is let in, and what they send."""

    method: str
    path: str
    answers: Mapping[str, str]
    data: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The row as its line begins."""
        return f"{self.method} {self.path}"


def row(
    name: str, answers: str, *, data: Mapping[str, Any] | None = None, json: Any = None, **places: str
) -> Row:
    """A row of the matrix; `places` says which of the scene's places fills a place of the path, where the names differ."""
    method, path = name.split(" ")
    signs = answers.replace(" ", "").replace("|", "")
    if len(signs) != len(CAST) or set(signs) - set(SIGNS):
        raise ValueError(f"{name}: {answers!r} is not one sign of {SIGNS!r} for each of {CAST}")
    return Row(method, path, dict(zip(CAST, signs, strict=True)), data or {}, json, places)


EVERYBODY = "++ | ++++++ | ++"
STAFF_ONLY = "ss | ++++++ | ss"


def pages(answers: str, *paths: str) -> tuple[Row, ...]:
    """Pages that are only looked at."""
    return tuple(row(f"GET {path}", answers) for path in paths)


def forms(answers: str, *paths: str) -> tuple[Row, ...]:
    """Django's form views: shown, posted, and put, which is the same to them."""
    return tuple(row(f"{method} {path}", answers) for path in paths for method in ("GET", "POST", "PUT"))


def sentences(answers: str, *paths: str) -> tuple[Row, ...]:
    """Pages that say the same to every method: that a link is used up, that nobody signs up."""
    return tuple(row(f"{method} {path}", answers) for path in paths for method in METHODS)


_ACCOUNTS = "/desk/accounts/"
_SECOND = "/desk/accounts/second-factor/"

ACCOUNTS: tuple[Row, ...] = (
    *forms(EVERYBODY, _ACCOUNTS + "login/", _ACCOUNTS + "password/reset/"),
    *sentences(EVERYBODY, _ACCOUNTS + "signup/", _ACCOUNTS + "password/reset/key/<uidb36>-<key>/"),
    *pages(
        EVERYBODY,
        _ACCOUNTS + "inactive/",
        _ACCOUNTS + "password/reset/done/",
        _ACCOUNTS + "password/reset/key/done/",
    ),
    row(f"GET {_ACCOUNTS}logout/", STAFF_ONLY),
    row(f"POST {_ACCOUNTS}logout/", "ss | ssssss | ss"),
    *forms(
        STAFF_ONLY, _ACCOUNTS + "password/change/", _ACCOUNTS + "password/set/", _ACCOUNTS + "reauthenticate/"
    ),
    *pages(STAFF_ONLY, _SECOND),
    *forms(
        STAFF_ONLY,
        _SECOND + "authenticate/",
        _SECOND + "totp/activate/",
        _SECOND + "recovery-codes/generate/",
    ),
    # nobody in the scene has a second factor yet
    *forms(STAFF_ONLY, _SECOND + "reauthenticate/"),
    *forms("ss | ------ | ss", _SECOND + "totp/deactivate/"),
    *pages("ss | ------ | ss", _SECOND + "recovery-codes/", _SECOND + "recovery-codes/download/"),
)
"""Signing in and out, passwords, the second factor: allauth's views under our templates."""

_HERE = "/<language>/"
_OWN = "s+ | ssssss | ss"

PORTAL: tuple[Row, ...] = (
    *pages(
        EVERYBODY,
        "/",
        "/brand.css",
        "/healthz",
        _HERE,
        _HERE + "how-we-handle-complaints/",
        _HERE + "complaint-form.pdf",
    ),
    row("GET /logo", "-- | ------ | --"),  # the house of the scene has none
    row("POST /appearance", EVERYBODY),
    row(f"GET {_HERE}complain/sent/", "ss | ssssss | ss"),  # shown once, to the browser that sent
    *(
        row(f"{method} {_HERE}{page}/", EVERYBODY)
        for page in ("complain", "track")
        for method in ("GET", "POST")
    ),
    row(f"GET {_HERE}track/case/", _OWN),
    row(f"GET {_HERE}track/case/files/<attachment_id>/", _OWN),
    row(f"POST {_HERE}track/case/messages/", "-+ | ------ | --"),
    *(
        row(f"{method} {_HERE}track/case/{name}/", _OWN)
        for name in ("withdrawal", "acceptance", "rejection", "review")
        for method in ("GET", "POST")
    ),
    row(f"POST {_HERE}track/case/closing/", EVERYBODY),
)
"""The complainant's pages."""

_CASE = "/desk/cases/<reference>/"
_LETTER = "/desk/outbox/<letter_id>/"
_MAIL = "/desk/mail/<mail_id>/"
_FRONT = "ss | ++++-- | ss"
_READERS = "ss | ++-++- | ss"
_WORKERS = "ss | ++-+-- | ss"

DESK: tuple[Row, ...] = (
    *pages(
        STAFF_ONLY,
        "/desk/",
        "/desk/outbox/",
        "/desk/notices/",
        "/desk/guidance/",
        "/desk/keys/",
        "/desk/preferences/",
    ),
    row("POST /desk/preferences/", STAFF_ONLY),
    row("POST /desk/notices/seen/", STAFF_ONLY),
    row("GET /desk/notices/<notice_id>/", "ss | +----- | ss"),  # the clerk's own
    row("GET /desk/cases/", "ss | +++++- | ss"),
    row("GET /desk/cases/new/", _FRONT),
    row("GET /desk/book/", _FRONT),
    row("POST /desk/book/record/", _FRONT),
    row(f"GET {_CASE}answer/", _WORKERS),
    row(f"POST {_CASE}answer/", _WORKERS),
    row("POST /desk/cases/new/", _FRONT),
    *pages(_READERS, _CASE, _CASE + "recorded/", _CASE + "files/<file_id>/", _CASE + "follow-up-form/"),
    *(
        row(f"POST {_CASE}{name}/", _WORKERS)
        for name in (
            "acknowledgement",
            "owner",
            "messages",
            "received-messages",
            "notes",
            "files",
            "assessments",
            "responses",
            "decision",
            "executions",
            "verifications",
            "closure",
            "withdrawal",
            "acceptance",
            "rejection",
            "reminders",
            "reviews",
            "referrals",
            "rulings",
            "information-requests",
            "resumption",
            "classification",
            "kind",
            "tasks",
            "delays",
            "merging",
            "parting",
            "links",
            "links/<relation_id>/end",
            "watch",
            "watch/end",
            "parts",
        )
    ),
    row(f"POST {_CASE}drafts/<kind>/", _WORKERS, kind="form"),
    *(row(f"POST {_CASE}{name}/", "ss | ---+-- | ss") for name in ("approval", "return")),
    row(f"POST {_CASE}reopening/", "ss | -+-+-- | ss"),
    *(
        row(f"POST {_CASE}{name}/", "ss | -+-+-- | ss")
        for name in (
            "investigation",
            "questions",
            "evidence",
            "interviews",
            "findings",
            "respondents",
            "respondent-tellings",
            "respondent-statements",
            "respondent-removals",
        )
    ),
    *(row(f"POST {_CASE}{name}/", _WORKERS) for name in ("restrictions", "welfare")),
    *(
        row(f"POST {_CASE}{name}/", "ss | ---+-- | ss")
        for name in ("restriction-decisions", "restriction-endings", "welfare-settlements")
    ),
    row(f"POST {_CASE}alert-confirmations/", "ss | ---+-- | ss"),
    row("GET /desk/tasks/", STAFF_ONLY),
    row("GET /desk/tasks/<task_id>/", "ss | ++-++- | ss"),
    row("POST /desk/tasks/<task_id>/answer/", "ss | ++-+-- | ss"),
    row("POST /desk/tasks/<task_id>/withdrawal/", "ss | ++-+-- | ss"),
    row(f"GET {_CASE}assignment/", "ss | +--+-- | ss"),
    row(f"POST {_CASE}assignment/", "ss | +--+-- | ss"),
    row(f"POST {_CASE}assignment/suggested/", "ss | +--+-- | ss"),
    row("GET /desk/team/", "ss | +--+-- | ss"),
    *pages(_FRONT, "/desk/outbox/print/", "/desk/outbox/calls/"),
    row(f"GET {_LETTER}", "ss | ++-+++ | ss"),
    row(f"GET {_LETTER}pdf/", "ss | ------ | ss"),  # the scene's letter goes by mail: there is no paper
    *(row(f"POST {_LETTER}{name}/", _WORKERS) for name in ("posting", "call", "return", "retry")),
    row("GET /desk/mail/", STAFF_ONLY),  # the outsider's list is empty
    row("GET /desk/mail/new/", "ss | +--+-- | ss"),
    row("POST /desk/mail/new/", "ss | +--+-- | ss"),
    *pages("ss | ++-+++ | ss", _MAIL, _MAIL + "download/", _MAIL + "files/<number>/"),
    *(row(f"POST {_MAIL}{name}/", "ss | +--+-- | ss") for name in ("release", "placement", "discard")),
    row("GET /desk/trail/", "ss | ---+++ | ss"),
    row("POST /desk/trail/verification/", "ss | ---+++ | ss"),
    row("POST /desk/trail/copy/", "ss | ----++ | ss"),
)
"""The staff's pages."""

_HOUSE = "/desk/organisation/"
_ADMINISTRATOR = "ss | -----+ | ss"


def changed(*paths: str) -> tuple[Row, ...]:
    """Pages of the administration with a form, and what is posted to them."""
    return tuple(row(f"{method} {path}", _ADMINISTRATOR) for path in paths for method in ("GET", "POST"))


def posted(*paths: str, **places: str) -> tuple[Row, ...]:
    """What an administrator does with a button."""
    return tuple(row(f"POST {path}", _ADMINISTRATOR, **places) for path in paths)


_WORDING = "wording/<kind>/<language>/"

ADMINISTRATION: tuple[Row, ...] = (
    *pages(
        _ADMINISTRATOR,
        _HOUSE,
        *(
            _HOUSE + page
            for page in (
                "users/", "units/", "categories/", "wording/", "texts/", "outside-bodies/", "mailboxes/", "tokens/",
            )
        ),
    ),
    *changed(
        *(
            _HOUSE + page
            for page in (
                "details/", "users/new/", "users/<user_id>/", "units/new/", "units/<unit_id>/", "categories/new/",
                "categories/<category_id>/", _WORDING, "texts/new/", "texts/<text_id>/", "promises/", "calendar/", "outside-bodies/new/",
                "outside-bodies/<body_id>/", "authority/", "tokens/new/", "guidance/procedures/new/",
            )
        )
    ),
    *posted(
        *(
            _HOUSE + "users/<user_id>/" + act
            for act in (
                "roles/", "roles/<role_id>/end/", "invitation/", "deactivation/", "reactivation/", "second-factor/",
            )
        ),
        _HOUSE + "details/logo/",
        _HOUSE + "details/logo/removal/",
        _HOUSE + "units/<unit_id>/default/",
        _HOUSE + "units/<unit_id>/retirement/",
        _HOUSE + "categories/<category_id>/retirement/",
        _HOUSE + _WORDING + "standard/",
        _HOUSE + "texts/<text_id>/retirement/",
        _HOUSE + "outside-bodies/<body_id>/retirement/",
        _HOUSE + "authority/<role>/<currency>/lifting/",
        _HOUSE + "tokens/<token_id>/withdrawal/",
    ),
)  # fmt: skip
"""The organisation's pages."""

GUIDANCE: tuple[Row, ...] = (
    *changed(_HOUSE + "guidance/procedures/<code>/", _HOUSE + "guidance/duties/<stage>/"),
    *(
        row(f"{method} {_HOUSE}guidance/remedies/<code>/", _ADMINISTRATOR, code="advice")
        for method in ("GET", "POST")
    ),
    *posted(_HOUSE + "guidance/<kind>/<code>/standard/", kind="guide"),
)
"""What helps people to handle a case, as administrators write it."""

_V1 = "/api/v1"
_CASE_V1 = f"{_V1}/complaints/<reference>"
_SOME_KEY = "019a0000-0000-7000-8000-000000000001"
_NOBODY = "ss | ssssss | --"
_ANY_TOKEN = "ss | ssssss | ++"
_WRITER = "ss | ssssss | -+"


def machine(answers: str, *lines: str) -> tuple[Row, ...]:
    """Operations of the API, where nobody comes without a token."""
    return tuple(row(line.replace(" /", f" {_V1}/"), answers) for line in lines)


API: tuple[Row, ...] = (
    *machine(
        _ANY_TOKEN,
        "GET /complaints", "GET /complaints/<reference>", "GET /complaints/<reference>/files/<file_id>",
        "GET /complaints/<reference>/follow-up-form", "GET /complaints/<reference>/similar", "GET /procedures",
        "GET /remedy-guide", "GET /duties",
        "GET /complaints/<reference>/trail", "GET /categories", "GET /promises", "GET /organisation", "GET /units",
        "GET /units/<unit_id>",
    ),
    *machine(_WRITER, "POST /complaints", "POST /files", "GET /tasks", "GET /tasks/<task_id>", "GET /team", "GET /complaints/<reference>/suggestions", "GET /complaints/<reference>/texts"),
    row(f"DELETE {_CASE_V1}/watch", _WRITER),
    row(f"POST {_V1}/tasks/<task_id>/answer", _WRITER, json={"words": "Hello"}),
    row(f"GET {_CASE_V1}/conduct", _WRITER),
    row(
        f"POST {_CASE_V1}/restrictions", _WRITER,
        json={"kind": "in_writing", "reason": "x", "until": "2027-01-11", "review_on": "2026-12-20"},
    ),
    row(f"POST {_CASE_V1}/welfare", _WRITER, json={"concerned": "colleague", "words": "x"}),
    row(f"POST {_CASE_V1}/restriction-decisions", _NOBODY, json={"restriction": _SOME_KEY, "verdict": "approved"}),
    row(f"POST {_CASE_V1}/restriction-endings", _NOBODY, json={"restriction": _SOME_KEY}),
    row(f"POST {_CASE_V1}/welfare-settlements", _NOBODY, json={"flag": _SOME_KEY, "words": "x"}),
    row(f"POST {_V1}/tasks/<task_id>/withdrawal", _WRITER, json={"reason": "Hello"}),
    row(f"POST {_CASE_V1}/alert-confirmations", _NOBODY, json={"alert": "019a0000-0000-7000-8000-000000000001"}),
    *(
        row(f"POST {_CASE_V1}/{move}", _WRITER, json=json)
        for move, json in (
            ("acknowledgement", {"how": "phone"}),
            ("owner", {}),
            ("assignment", {"owner": "019a0000-0000-7000-8000-000000000001", "version": 1}),
            ("messages", {"words": "Hello"}),
            ("received-messages", {"words": "Hello"}),
            ("notes", {"words": "Hello"}),
            ("watch", {}),
            ("files", {"files": ["x"]}),
            ("assessments", {"severity": 3, "version": 1}),
            ("investigation", {"version": 1}),
            ("questions", {"words": "Who read it?"}),
            ("evidence", {"source": "ours", "words": "The meter"}),
            ("interviews", {"who": "Ada", "part": "colleague", "held_on": "2026-11-20", "notes": "Said no."}),
            ("findings", {"fact": "confirmed", "words": "Read twice.", "version": 1}),
            ("respondents", {"name": "The driver"}),
            ("respondent-tellings", {"respondent": "019a0000-0000-7000-8000-000000000001", "stage": "result", "words": "x", "told_on": "2026-11-20"}),
            ("respondent-statements", {"respondent": "019a0000-0000-7000-8000-000000000001", "words": "x", "said_on": "2026-11-20"}),
            ("respondent-removals", {"respondent": "019a0000-0000-7000-8000-000000000001", "reason": "x"}),
            ("information-requests", {"words": "When?", "reason": "x", "answer_by": "2027-01-11"}),
            ("resumption", {"end": "went_on", "version": 1}),
            ("responses", {"outcomes": [], "version": 1}),
            ("decision", {"version": 1}),
            ("executions", {"remedy": "019a0000-0000-7000-8000-000000000001", "done_on": "2026-12-03"}),
            ("verifications", {"remedy": "019a0000-0000-7000-8000-000000000001"}),
            ("closure", {"ground": "out_of_scope_notified", "helper": "The council", "version": 1}),
            ("withdrawal", {"words": "By phone"}),
            ("acceptance", {}),
            ("rejection", {"words": "No"}),
            ("reminders", {}),
            ("reviews", {"reason": "Asked for", "version": 1}),
            ("referrals", {"body": "019a0000-0000-7000-8000-000000000001", "since": "2026-11-20", "version": 1}),
            ("rulings", {"result": "for_us", "decided_on": "2026-11-20", "version": 1}),
            ("reopening", {"words": "Again", "version": 1}),
            ("classification", {"version": 1}),
            ("kind", {"kind": "enquiry", "reason": "A question.", "version": 1}),
            ("tasks", {"words": "Hello", "due": "2027-01-11"}),
            ("merging", {"into": "482-719-3065", "version": 1}),
            ("parting", {"words": "Two", "version": 1}),
            ("parts", {"words": "Second", "reason": "Two", "version": 1}),
            ("links", {"other": "482-719-3065", "kind": "related"}),
            ("delays", {"clock": "019a0000-0000-7000-8000-000000000001", "cause": "error"}),
        )
    ),
    *(
        row(f"POST {_CASE_V1}/{name}", _NOBODY, json={"reason": "No", "version": 1})
        for name in ("approval", "return")
    ),
    row(f"DELETE {_CASE_V1}/links/<relation_id>", _WRITER),
    # what neither token has the scope for: letters, mail, history, the trail
    *machine(
        _NOBODY,
        "GET /letters", "GET /letters/<letter_id>", "GET /letters/<letter_id>/pdf", "POST /letters/<letter_id>/posted",
        "POST /letters/<letter_id>/told", "POST /letters/<letter_id>/returned", "POST /letters/<letter_id>/retry", "GET /mail", "POST /mail",
        "POST /history", "GET /trail", "GET /trail/checkpoint", "POST /trail/verification",
        "POST /trail/export",
    ),
    *(
        row(f"{line.replace(' /', f' {_V1}/')}", _NOBODY, message_id="letter_id")
        for line in (
            "GET /mail/<message_id>", "GET /mail/<message_id>/raw", "POST /mail/<message_id>/release",
            "POST /mail/<message_id>/placement", "POST /mail/<message_id>/discard",
        )
    ),
    # what no token may ever do
    *machine(
        _NOBODY,
        "GET /texts", "POST /texts", "PUT /texts/<text_id>", "DELETE /texts/<text_id>", "POST /categories", "PUT /categories/<category_id>", "DELETE /categories/<category_id>", "GET /wordings",
        "GET /wordings/<kind>/<language>", "PUT /wordings/<kind>/<language>", "DELETE /wordings/<kind>/<language>",
        "PUT /promises", "GET /packs", "GET /calendar", "PUT /calendar", "PUT /organisation", "PUT /organisation/default-unit",
        "PUT /organisation/logo", "DELETE /organisation/logo",
        "POST /units", "PUT /units/<unit_id>", "DELETE /units/<unit_id>", "GET /outside-bodies", "POST /outside-bodies",
        "GET /authority-limits", "PUT /authority-limits/<role>/<currency>", "DELETE /authority-limits/<role>/<currency>",
        "PUT /outside-bodies/<body_id>", "DELETE /outside-bodies/<body_id>", "GET /users", "POST /users", "GET /users/<user_id>",
        "PUT /users/<user_id>", "POST /users/<user_id>/invitation", "POST /users/<user_id>/deactivation",
        "POST /users/<user_id>/reactivation", "DELETE /users/<user_id>/second-factor", "POST /users/<user_id>/roles",
        "DELETE /roles/<role_id>", "GET /tokens", "POST /tokens", "DELETE /tokens/<token_id>",
    ),
    *pages(EVERYBODY, f"{_V1}/openapi.json", f"{_V1}/docs"),
    row(f"POST {_V1}/procedures", _NOBODY, json={"code": "lift", "titles": {}, "words": {}}),
    row(f"PUT {_V1}/procedures/<code>", _NOBODY, json={"titles": {}, "words": {}}),
    row(f"PUT {_V1}/remedy-guide/<code>", _NOBODY, json={"due": "words"}, code="advice"),
    row(f"PUT {_V1}/duties/<stage>", _NOBODY, json={"responsible": ["front"], "accountable": "manager"}),
    row(f"DELETE {_V1}/guidance/<kind>/<code>", _NOBODY, kind="guide"),
    *(row(f"{method} {_V1}/{rest}", "-- | ------ | --") for rest in ("", "<rest>") for method in METHODS),
)  # fmt: skip
"""The machine's door."""

ROWS: tuple[Row, ...] = (*ACCOUNTS, *PORTAL, *DESK, *ADMINISTRATION, *GUIDANCE, *API)
