"""Merging a case into another, taking it out again, and linking two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints import actions
from recours.complaints.errors import NOTHING_SAID
from recours.complaints.relations import LINK_NAMES, LINKS, RelationKind
from recours.complaints.selectors import other_case
from recours.complaints.states import Move
from recours.core.keys import new_key
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.fields import Line, Words

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest


class MergeForm(CaseForm):
    """Into which case this one goes, and why."""

    into = Line(
        limit=40,
        label=_("Reference of the case that leads"),
        help_text=_("It stays open, and this one is closed into it."),
        error_messages={"required": _("Give the reference of the other case.")},
    )
    words = Words(
        label=_("Why they are the same matter"),
        help_text=_("For colleagues only."),
        required=False,
        rows=3,
    )

    def furnish(self) -> None:
        self.initial["into"] = self.initial.get("on", "")


def merge(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Merge."""
    actions.merge(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        into=other_case(actor=request.actor, reference=given["into"], field="into"),
        words=given["words"],
        seen=given["seen"],
        now=request.now,
    )


class UnmergeForm(CaseForm):
    """Why the two are taken apart."""

    words = Words(label=_("Why they are two matters after all"), rows=3)


def unmerge(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Take the case out again."""
    actions.unmerge(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        words=given["words"],
        seen=given["seen"],
        now=request.now,
    )


class LinkForm(CaseForm):
    """What another case is to this one."""

    other = Line(
        limit=40,
        label=_("Reference of the other case"),
        error_messages={"required": _("Give the reference of the other case.")},
    )
    kind = forms.ChoiceField(
        label=_("What they are to each other"),
        choices=[(kind.value, LINK_NAMES[kind]) for kind in LINKS],
        widget=forms.RadioSelect,
        initial=RelationKind.RELATED.value,
    )
    words = Words(label=_("Words on it"), help_text=_("For colleagues only."), required=False, rows=2)

    def furnish(self) -> None:
        self.initial["other"] = self.initial.get("on", "")


def link(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Link."""
    actions.link(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        other_id=other_case(actor=request.actor, reference=given["other"], field="other"),
        kind=RelationKind(given["kind"]),
        words=given["words"],
        now=request.now,
    )


class SplitForm(CaseForm):
    """Which words are a second matter, and why."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    words = Words(
        label=_("What the second matter is about"),
        help_text=_("Leave of their words only those that belong to it. They stay in this case too."),
        rows=9,
        error_messages={"required": NOTHING_SAID.sentence},
    )
    reason = Words(label=_("Why it is a matter of its own"), help_text=_("For colleagues only."), rows=2)

    def furnish(self) -> None:
        self.initial.setdefault("words", self.case.complaint.words)


def split(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Split."""
    actions.split(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        words=given["words"],
        reason=given["reason"],
        key=str(given["key"]),
        seen=given["seen"],
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.MERGE,
        slug="merging",
        symbol="link",
        form=MergeForm,
        act=merge,
        button=_("Merge"),
        done=_("The case is merged. What it holds is shown in the case that leads."),
        hint=_(
            "Only for cases of one person about one matter: with either reference the whole is read. The earlier time "
            "limit holds, and the complainant is told in a letter. It can be undone."
        ),
    ),
    Deed(
        move=Move.UNMERGE,
        slug="parting",
        symbol="undo",
        form=UnmergeForm,
        act=unmerge,
        button=_("Undo the merge"),
        done=_("The two cases go on by themselves again."),
        hint=_(
            "The case stands again where it stood, and its time limits run on. The complainant is told in a letter."
        ),
    ),
    Deed(
        move=Move.LINK,
        slug="links",
        symbol="link",
        form=LinkForm,
        act=link,
        button=_("Link"),
        done=_("The link is made."),
        hint=_("Both cases go on by themselves, and each shows the other."),
    ),
    Deed(
        move=Move.SPLIT,
        slug="parts",
        symbol="forward",
        form=SplitForm,
        act=split,
        button=_("Split it off"),
        done=_("The second matter is a case of its own. Its reference stands beside the story."),
        hint=_(
            "The new case has the same person and the same day of receipt. The complainant gets an acknowledgement with its "
            "reference and secret."
        ),
    ),
)
