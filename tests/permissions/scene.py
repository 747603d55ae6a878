"""What the matrix is tried on: the cast, a case in the first unit, and a value for every place in a path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from recours.complaints.actions import add_category, add_text, link, set_task
from recours.complaints.models import Attachment, Category, ReadyText, Task
from recours.complaints.relations import RelationKind
from recours.complaints.submission import Receipt
from recours.complaints.tasking import TaskKind
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.deadlines.actions import seed
from recours.letters.models import Letter
from recours.mailroom.actions import take_mail
from recours.people.actions import add_dispute_body
from recours.people.details import DisputeBodyDetails
from recours.people.models import ApiToken, DisputeBody, Notice, RoleAssignment
from recours.people.notices import tell
from tests.factories.cases import receive, stored
from tests.factories.cast import STAFF, TOKENS, Cast, make_cast
from tests.factories.people import SYSTEM
from tests.mailroom.mails import MAILBOX, mail

SIGN_IN = "/desk/accounts/login"
TRACKING = "/track/"


@dataclass(frozen=True)
class Scene:
    """A founded organisation, everybody in it, and one case."""

    cast: Cast
    receipt: Receipt

    def client(self, name: str) -> Client:
        """A browser or a program in the hands of one of the cast."""
        client = Client(raise_request_exception=False)
        if name in STAFF:
            client.force_login(self.cast.users[name])
        elif name in TOKENS:
            client = Client(
                raise_request_exception=False, headers={"Authorization": f"Bearer {self.cast.secrets[name]}"}
            )
        elif name == "complainant":
            open_tracking(client, self.receipt)
        return client

    def mail(self) -> UUID:
        """A mail without a sender, with a file, that waits for a person: taken in when first asked for."""
        raw = mail(sender="", files=(("meter.txt", "text/plain", b"004812"),))
        at = self.receipt.received_at
        return take_mail(actor=SYSTEM, raw=raw, mailbox=MAILBOX, now=at).message_id

    def link(self) -> UUID:
        """A link with a second case, made when first asked for."""
        at = self.receipt.received_at
        made = link(
            actor=SYSTEM, complaint_id=self.receipt.complaint_id, other_id=receive(at).complaint_id,
            kind=RelationKind.RELATED, words="", now=at,
        )  # fmt: skip
        return made.pk

    def place(self, name: str) -> str:
        """What stands in a path's place of this name."""
        return PLACES[name](self)


def open_tracking(client: Client, receipt: Receipt) -> None:
    """Open the case's tracking page with its secret, as its complainant does."""
    answer = client.post("/en/track/", {"reference": receipt.reference, "secret": receipt.secret})
    assert answer.status_code == 303, "the complainant's secret opens the case"


PLACES: dict[str, Callable[[Scene], str]] = {
    "language": lambda scene: "en",
    "reference": lambda scene: scene.receipt.reference,
    "complaint_id": lambda scene: str(scene.receipt.complaint_id),
    "case_id": lambda scene: str(scene.receipt.complaint_id),
    "attachment_id": lambda scene: str(Attachment.objects.get().pk),
    "file_id": lambda scene: str(Attachment.objects.get().pk),
    "letter_id": lambda scene: str(Letter.objects.get(subject_id=scene.receipt.complaint_id).pk),
    "notice_id": lambda scene: str(
        Notice.objects.filter(user=scene.cast.users["clerk"]).latest("at", "id").pk
    ),
    "user_id": lambda scene: str(scene.cast.users["handler"].pk),
    "role_id": lambda scene: str(RoleAssignment.objects.get(user=scene.cast.users["handler"]).pk),
    "unit_id": lambda scene: str(scene.cast.branch.pk),
    "token_id": lambda scene: str(ApiToken.objects.get(name="reader").pk),
    "category_id": lambda scene: str(Category.objects.get().pk),
    "code": lambda scene: "anger",
    "advice": lambda scene: "upheld-3",
    "stage": lambda scene: "decide",
    "guide": lambda scene: "procedure",
    "role": lambda scene: "clerk",
    "currency": lambda scene: "GBP",
    "body_id": lambda scene: str(DisputeBody.objects.get().pk),
    "kind": lambda scene: "acknowledgement",
    "text_id": lambda scene: str(ReadyText.objects.get().pk),
    "form": lambda scene: "note",
    "rest": lambda scene: "nothing/here",
    "task_id": lambda scene: str(Task.objects.get().pk),
    "mail_id": lambda scene: str(scene.mail()),
    "relation_id": lambda scene: str(scene.link()),
    "number": lambda scene: "0",
    "uidb36": lambda scene: "1",
    "key": lambda scene: "set-password",
}
"""A value of the scene for each name that a place in a path may have."""


def make_scene(now: datetime) -> Scene:
    """Found the organisation and let a complaint with a file come in by the web form."""
    cast = make_cast(now)
    seed(actor=SYSTEM, now=now, zone="Europe/London", country="GB")
    furnish(cast, now)
    receipt = receive(now, key="permission-scene", files=(stored(),))
    set_task(
        actor=SYSTEM,
        complaint_id=receipt.complaint_id,
        kind=TaskKind.QUESTION,
        unit=cast.house.unit.pk,
        person=None,
        words="Who read the meter?",
        due=(now + timedelta(days=7)).date(),
        key="permission-scene",
        now=now,
    )
    with transaction.atomic():
        tell(
            user_ids=[cast.users["clerk"].pk],
            code="new_case_waits",
            about=Subject("complaint", receipt.complaint_id),
            reference=receipt.reference,
            cause=new_key(),
            now=now,
        )
    return Scene(cast, receipt)


def furnish(cast: Cast, now: datetime) -> None:
    """What people choose from and are told of: a problem, a ready-made text and an outside body."""
    admin = cast.house.admin
    add_category(
        actor=admin,
        tree="problem",
        code="taste",
        names={"en": "Taste"},
        parent=None,
        unit=None,
        position=1,
        now=now,
    )
    add_text(
        actor=admin,
        code="progress",
        names={"en": "How far we are"},
        bodies={"en": "We are working on {reference}."},
        position=1,
        now=now,
    )
    add_dispute_body(
        actor=admin, code="ombudsman", details=DisputeBodyDetails(names={"en": "Ombudsman"}), now=now
    )


def sign_of(response: HttpResponse) -> str:
    """What an answer means in the matrix's signs; "!" for one that must not be, such as a failure of ours."""
    status = response.status_code
    location = response.headers.get("Location", "")
    if status == 401 or (status in {302, 303} and (SIGN_IN in location or location.endswith(TRACKING))):
        return "s"
    if status in {403, 404, 405}:
        return "-"
    if status < 400 or status in {400, 409, 413, 415, 422, 428}:
        return "+"
    return "!"
