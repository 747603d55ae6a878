"""The small family of errors that a domain raises and a door translates once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Code:
    """A stable code and the sentence that says it to a person; the sentence's named places are filled from the facts."""

    code: str
    sentence: str | _StrPromise


class RecoursError(Exception):
    """Something the caller can be told. `facts` fill the sentence and go into problem details."""

    status = 400

    def __init__(self, code: Code, **facts: object) -> None:
        super().__init__(code.code)
        self.code = code.code
        self.facts = facts
        self._sentence = code.sentence

    @property
    def sentence(self) -> str:
        """The error in the reader's language."""
        return str(self._sentence) % self.facts if self.facts else str(self._sentence)

    def __str__(self) -> str:
        return self.sentence


class Refused(RecoursError):
    """Not allowed: the actor lacks the permission, or the case does not stand where this move begins."""

    def __init__(self, code: Code, **facts: object) -> None:
        super().__init__(code, **facts)
        self.status = 403 if code is FORBIDDEN else 409


class NotFound(RecoursError):
    """There is none, or the actor may not know of it: from outside the two look the same."""

    status = 404

    def __init__(self, code: Code | None = None, **facts: object) -> None:
        super().__init__(code or NOT_FOUND, **facts)


class Stale(RecoursError):
    """Somebody else changed it meanwhile."""

    status = 409


class Invalid(RecoursError):
    """What was handed in cannot be taken. `fields` names each field and what is wrong with it."""

    status = 422

    def __init__(self, fields: Mapping[str, Code | RecoursError], **facts: object) -> None:
        super().__init__(INVALID, **facts)
        self.fields = fields

    def sentences(self) -> dict[str, str]:
        """Each field with its sentence, in the reader's language."""
        return {
            name: problem.sentence if isinstance(problem, RecoursError) else str(problem.sentence)
            for name, problem in self.fields.items()
        }


NOT_FOUND = Code("not_found", _("We found nothing under this name."))
FORBIDDEN = Code("forbidden", _("Your role does not allow this."))
INVALID = Code("invalid", _("Something is missing or cannot be read."))
STALE = Code("stale", _("Somebody changed this while you were working on it. Look again, then decide."))
