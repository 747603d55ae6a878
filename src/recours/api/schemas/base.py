"""The bases of every shape: what is given is read strictly, what is told is explicit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from recours.core.pages import LARGEST
from recours.core.text import clean

T = TypeVar("T")

Language = Literal["en", "fr", "ar", "fa", "tr"]


class Given(BaseModel):
    """What a program sends: a field that does not exist is refused, so that a slip is told and not lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(BaseModel):
    """What a program gets."""

    model_config = ConfigDict(frozen=True)


def _as_day(value: object) -> object:
    if isinstance(value, str) and len(value) == 10:
        return value
    raise PydanticCustomError("date_type", "a day is written YYYY-MM-DD")


def _as_moment(value: object) -> object:
    if isinstance(value, str) and len(value) <= 40:
        return value
    raise PydanticCustomError("datetime_type", "a moment is written as ISO 8601")


def _with_offset(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise PydanticCustomError("timezone_aware", "a moment needs its offset")
    return value


def _plain(value: str) -> str:
    """What is sought has no character that a database could not look up."""
    return clean(value)


Sought = Annotated[str, AfterValidator(_plain)]
Day = Annotated[date, BeforeValidator(_as_day)]
Moment = Annotated[datetime, BeforeValidator(_as_moment), AfterValidator(_with_offset)]
Words = Annotated[
    dict[Annotated[str, Field(pattern="^(en|fr|ar|fa|tr)$", examples=["en"])], str],
    Field(description="The words in each language that has them."),
]


class Listed(Told, Generic[T]):
    """A page of a list. `next` and `previous` are cursors for the parameter of that name; empty where there is none."""

    items: list[T]
    next: str = ""
    previous: str = ""


class Paging(BaseModel):
    """Where in a list, and how much of it."""

    cursor: str = Field("", description="From the page before: its `next` or `previous`.")
    limit: int = Field(50, ge=1, le=LARGEST, description="How many at most.")


class Made(Told):
    """The key of what was made."""

    id: UUID
