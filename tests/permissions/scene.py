"""What the matrix is tried on: the cast, a case in the first unit, and a value for every place in a path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.test import Client

from recours.complaints.actions import intake
from recours.complaints.states import Channel
from recours.complaints.submission import Receipt, Submission
from recours.core.actors import complainant
from recours.people.complainants import Party
from tests.factories.cast import STAFF, TOKENS, Cast, make_cast

SIGN_IN = "/accounts/login"


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

    def place(self, name: str) -> str:
        """What stands in a path's place of this name."""
        return PLACES[name](self)


def open_tracking(client: Client, receipt: Receipt) -> None:
    """Open the case's tracking page with its secret, as its complainant does."""
    client.post("/en/track", {"reference": receipt.reference, "secret": receipt.secret})


PLACES: dict[str, Callable[[Scene], str]] = {
    "language": lambda scene: "en",
    "reference": lambda scene: scene.receipt.reference,
    "complaint_id": lambda scene: str(scene.receipt.complaint_id),
    "case_id": lambda scene: str(scene.receipt.complaint_id),
    "user_id": lambda scene: str(scene.cast.users["handler"].pk),
    "unit_id": lambda scene: str(scene.cast.branch.pk),
}
"""A value of the scene for each name that a place in a path may have."""


def make_scene(now: datetime) -> Scene:
    """Found the organisation and let a complaint come in by the web form."""
    cast = make_cast(now)
    submission = Submission(
        channel=Channel.WEB_FORM,
        language="en",
        words="The water was brown for three days.",
        complainant=Party(name="Carol Complainant", email="carol@home.example"),
    )
    return Scene(cast, intake(actor=complainant(), submission=submission, key="permission-scene", now=now))


def sign_of(response: HttpResponse) -> str:
    """What an answer means in the matrix's signs; "!" for one that must not be, such as a failure of ours."""
    status = response.status_code
    location = response.headers.get("Location", "")
    if status in {401} or (status in {302, 303} and SIGN_IN in location):
        return "s"
    if status in {403, 404, 405}:
        return "-"
    if status < 400 or status in {400, 409, 413, 415, 422, 428}:
        return "+"
    return "!"
