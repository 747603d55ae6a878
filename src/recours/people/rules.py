"""What must hold for the organisation's own data: pure questions and readers, no database."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, Code, Invalid, RecoursError, Refused
from recours.core.permissions import Permission, may
from recours.core.text import clean, one_line
from recours.people import errors
from recours.people.recipients import mailable

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_is_web = URLValidator(schemes=["http", "https"])

NEVER_FOR_TOKENS = frozenset({Permission.ADMINISTER, Permission.TOKENS})


def may_administer(actor: Actor) -> bool:
    """Whether the actor may change the organisation, its units and its staff; there is no administrator of one unit."""
    return may(actor, Permission.ADMINISTER)


def may_manage_tokens(actor: Actor) -> bool:
    """Whether the actor may give and withdraw API tokens."""
    return may(actor, Permission.TOKENS)


def require_administrator(actor: Actor) -> None:
    """Refused unless the actor may administer."""
    if not may_administer(actor):
        raise Refused(FORBIDDEN)


def require_token_manager(actor: Actor) -> None:
    """Refused unless the actor may manage tokens."""
    if not may_manage_tokens(actor):
        raise Refused(FORBIDDEN)


class Reading:
    """Reads what was handed in field by field and remembers every problem, so that all are told at once."""

    def __init__(self) -> None:
        self.problems: dict[str, Code | RecoursError] = {}

    def finish(self) -> None:
        """Invalid, naming every field that could not be taken; nothing when all could."""
        if self.problems:
            raise Invalid(self.problems)

    def wrong(self, field: str, code: Code, **facts: object) -> None:
        self.problems.setdefault(field, Refused(code, **facts) if facts else code)

    def line(self, field: str, text: str, limit: int, missing: Code | None = None) -> str:
        """One line of at most `limit` characters; `missing` is the problem when it is empty."""
        line = one_line(text, limit=limit + 1)
        if len(line) > limit:
            self.wrong(field, errors.TOO_LONG, limit=limit)
        if missing and not line:
            self.wrong(field, missing)
        return line

    def words(self, field: str, text: str, limit: int) -> str:
        """Words that may run over several lines."""
        words = clean(text)
        if len(words) > limit:
            self.wrong(field, errors.TOO_LONG, limit=limit)
        return words

    def lines_by_language(self, field: str, said: Mapping[str, str], limit: int = 200) -> dict[str, str]:
        """A name per language; at least one is demanded."""
        names = {
            code: self.line(field, text, limit) for code, text in said.items() if self._speaks(field, code)
        }
        names = {code: name for code, name in names.items() if name}
        if not names:
            self.wrong(field, errors.NAME_MISSING)
        return names

    def words_by_language(self, field: str, said: Mapping[str, str], limit: int) -> dict[str, str]:
        """Words per language; none is demanded."""
        words = {
            code: self.words(field, text, limit) for code, text in said.items() if self._speaks(field, code)
        }
        return {code: text for code, text in words.items() if text}

    def language(self, field: str, code: str) -> str:
        self._speaks(field, code)
        return code

    def languages(self, field: str, codes: Iterable[str]) -> list[str]:
        """The languages offered, each once, in the order given."""
        offered = list(dict.fromkeys(codes))
        if not offered:
            self.wrong(field, errors.LANGUAGES_MISSING)
        for code in offered:
            self._speaks(field, code)
        return offered

    def email(self, field: str, text: str, *, required: bool = False) -> str:
        address = one_line(text, limit=320).strip()
        if (address or required) and not mailable(address):
            self.wrong(field, errors.EMAIL_UNREADABLE)
        return address

    def website(self, field: str, text: str) -> str:
        address = self.line(field, text, 200)
        if address:
            try:
                _is_web(address)
            except ValidationError:
                self.wrong(field, errors.WEBSITE_UNREADABLE)
        return address

    def country(self, field: str, text: str) -> str:
        code = one_line(text, limit=20).upper()
        if len(code) != 2 or code in _NO_COUNTRIES or code not in Locale("en").territories:
            self.wrong(field, errors.COUNTRY_UNKNOWN)
        return code

    def zone(self, field: str, text: str) -> str:
        name = one_line(text, limit=64)
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.wrong(field, errors.ZONE_UNKNOWN)
        return name

    def hue(self, field: str, value: int) -> int:
        if not 0 <= value <= 359:
            self.wrong(field, errors.HUE_OUT_OF_RANGE)
        return value

    def days(self, field: str, value: int) -> int:
        """A number of days from 1 to 366."""
        if not 1 <= value <= 366:
            self.wrong(field, errors.DAYS_OUT_OF_RANGE)
        return value

    def code(self, field: str, text: str) -> str:
        code = one_line(text, limit=60).lower()
        if len(code) > 40 or not _CODE.fullmatch(code):
            self.wrong(field, errors.CODE_UNREADABLE)
        return code

    def scopes(self, field: str, codes: Collection[str]) -> list[str]:
        """Permissions a token may carry, sorted."""
        known = {permission.value for permission in Permission}
        if not codes:
            self.wrong(field, errors.SCOPES_MISSING)
        elif not known.issuperset(codes):
            self.wrong(field, errors.SCOPE_UNKNOWN)
        elif not NEVER_FOR_TOKENS.isdisjoint(codes):
            self.wrong(field, errors.SCOPE_NOT_FOR_TOKENS)
        return sorted(set(codes))

    def _speaks(self, field: str, code: str) -> bool:
        if code in dict(settings.LANGUAGES):
            return True
        self.wrong(field, errors.LANGUAGE_UNKNOWN)
        return False
