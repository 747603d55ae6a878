"""What the trail says about guidance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from recours.guidance.states import GUIDE_KIND_NAMES
from recours.trail.chain import Digest
from recours.trail.events import Event

_LABELS = {"guide": {kind.value: name for kind, name in GUIDE_KIND_NAMES.items()}}


@dataclass(frozen=True, kw_only=True)
class GuideChanged(Event):
    """One piece of guidance was written or changed."""

    kind: ClassVar[str] = "guidance.changed"
    sentence = _("%(guide)s changed: %(code)s.")
    labels = _LABELS

    guide: str
    code: str
    words: Digest


@dataclass(frozen=True, kw_only=True)
class GuideRestored(Event):
    """One piece of guidance is the standard one again, or an own procedure was taken away."""

    kind: ClassVar[str] = "guidance.restored"
    sentence = _("%(guide)s taken back: %(code)s.")
    labels = _LABELS

    guide: str
    code: str
