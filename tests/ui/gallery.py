"""The gallery of components as a page, mounted by tests alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from types import SimpleNamespace

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SALT, NUMBER = "a-salt?", 4321


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class Sample(forms.Form):
    story = forms.CharField(
        label="What happened?",
        widget=forms.Textarea(attrs={"data-draft": "story", "data-saved": "kept"}),
        help_text="In your own words.",
    )
    wish = forms.ChoiceField(
        label="What would put it right?",
        required=False,
        widget=forms.RadioSelect,
        choices=[("money", "My money back"), ("repair", "A repair")],
    )
    email = forms.EmailField(label="E-mail address", help_text="We write to you only about this complaint.")
    channel = forms.ChoiceField(
        label="How shall we answer?", choices=[("email", "By e-mail"), ("post", "By post")]
    )
    files = forms.FileField(
        label="Pictures or papers",
        required=False,
        widget=Files(attrs={"multiple": True}),
        help_text="Up to 10 MB each.",
    )
    agree = forms.BooleanField(
        label="You may contact me", required=False, help_text="Without it we answer once."
    )


def gallery(request: HttpRequest) -> HttpResponse:
    context = {
        "form": Sample({"email": "nobody"}) if "bad" in request.GET else Sample(),
        "now": NOW,
        "at": NOW - timedelta(hours=2),
        "due": date(2026, 12, 3),
        "pager": SimpleNamespace(previous="before", next="after"),
        "salt": SALT,
        "challenge": sha256(f"{SALT}{NUMBER}".encode()).hexdigest(),
    }
    return render(request, "gallery/gallery.html", context)


def desk(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "gallery/desk.html",
        {"now": NOW, "people": ["Amina Haddad", "Peter Lindqvist", "Şebnem Yıldız"]},
    )


def brand(request: HttpRequest) -> HttpResponse:
    return HttpResponse(":root { --brand-hue: 168 }", content_type="text/css")


urlpatterns = [
    path("brand.css", brand),
    path("", include("recours.ui.urls")),
    path("account/", include("allauth.account.urls")),
    path("mfa/", include("allauth.mfa.urls")),
    *i18n_patterns(path("gallery", gallery), path("desk", desk)),
]
