"""The wording of letters, a kind and a language at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recours.core.errors import Invalid, NotFound
from recours.desk.forms.admin_fields import LANGUAGE_NAMES
from recours.desk.forms.admin_letters import WordingForm
from recours.desk.requests import DeskRequest
from recours.desk.views.admin_pages import attempted, changes, done, for_administrators, page
from recours.desk.views.answers import see
from recours.letters.actions import change_wording, restore_wording, wording_subject
from recours.letters.kinds import WORDING_NAMES, WordingKind
from recours.letters.selectors import sample_for, wording_for, wordings_for
from recours.people.selectors import letterhead
from recours.people.selectors import organisation as the_organisation

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
@for_administrators
def wordings(request: DeskRequest) -> HttpResponse:
    """Every kind of letter, with the languages in which it has a wording of its own."""
    found = {(each.kind, each.language): each for each in wordings_for(actor=request.actor)}
    lines = [
        {
            "kind": kind,
            "name": name,
            "languages": [
                (code, spoken, found[kind, code].changed_at) for code, spoken in LANGUAGE_NAMES.items()
            ],
        }
        for kind, name in WORDING_NAMES.items()
    ]
    return page(request, "wordings.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def wording(request: DeskRequest, kind: str, language: str) -> HttpResponse:
    """One letter in one language: its words, its places, and a sample; a post shows a sample or keeps the words."""
    found = wording_for(actor=request.actor, kind=_kind(kind), language=language)
    draft = f"wording-{kind}-{language}"
    form = WordingForm(
        request.POST if request.method == "POST" else None,
        initial={"subject": found.subject, "body": found.body},
        language=language,
        draft=draft,
    )
    looking = form.is_bound and "look" in request.POST
    sample = _sample(request, found.kind, language, form, found)

    def keep() -> None:
        given = form.cleaned_data
        change_wording(
            actor=request.actor,
            kind=found.kind,
            language=language,
            subject=given["subject"],
            body=given["body"],
            now=request.now,
        )

    if form.is_bound and not looking and not form.errors and attempted(form, keep):
        address = reverse("desk:wording", args=[kind, language])
        messages.success(
            request, _("Letters have this wording from now on."), extra_tags=f"{address}:{draft}"
        )
        return see(address)
    context = {
        "wording": found,
        "language_name": LANGUAGE_NAMES[language],
        "spoken": language,
        "languages": list(LANGUAGE_NAMES.items()),
        "form": form,
        "sample": sample,
        "own": found.changed_at is not None,
        "changes": changes(request, wording_subject(found.kind, language)),
    }
    refused = form.is_bound and bool(form.errors)
    return page(request, "wording.html", context, status=422 if refused else 200)


@require_POST
@for_administrators
def standard(request: DeskRequest, kind: str, language: str) -> HttpResponse:
    """Give the letter its standard wording back."""
    wording_for(actor=request.actor, kind=_kind(kind), language=language)
    restore_wording(actor=request.actor, kind=_kind(kind), language=language, now=request.now)
    return done(request, "wording", _("The standard wording is back."), kind, language)


def _kind(name: str) -> WordingKind:
    if name not in set(WordingKind):
        raise NotFound
    return WordingKind(name)


def _sample(
    request: DeskRequest, kind: WordingKind, language: str, form: WordingForm, found: Any
) -> tuple[str, str] | None:
    """A letter with invented values: of what is typed, where that can be used, else none, with the reasons in the form."""
    subject, body = found.subject, found.body
    if form.is_bound:
        if not form.is_valid():
            return None
        subject, body = form.cleaned_data["subject"], form.cleaned_data["body"]
    house = the_organisation()
    try:
        return sample_for(
            actor=request.actor,
            kind=kind,
            language=language,
            subject=subject,
            body=body,
            letterhead=letterhead(house, language),
        )
    except Invalid as problem:
        if form.is_bound:
            form.take(problem)
        return None
