"""What is handed in to describe the organisation and the bodies outside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetails:
    """Everything the organisation says of itself; words are per language. A `small` one works on one screen with one role (annex B)."""

    names: Mapping[str, str]
    country: str
    zone: str
    language: str
    languages: tuple[str, ...]
    email: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    phone: str = ""
    website: str = ""
    opening_hours: Mapping[str, str] = field(default_factory=dict)
    brand_hue: int = 196
    notice_days: int = 14
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeBodyDetails:
    """What is told about an outside body; names and terms (what it takes, by when, at what cost) are per language."""

    names: Mapping[str, str]
    terms: Mapping[str, str] = field(default_factory=dict)
    website: str = ""
    phone: str = ""
    address: str = ""
