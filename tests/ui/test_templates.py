"""Every template of ours compiles, and every page of signing in is ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import include, path, reverse

ROOT = Path(__file__).resolve().parents[2] / "src/recours/ui/templates"
NAMES = sorted(str(file.relative_to(ROOT)) for file in ROOT.rglob("*") if file.is_file())
MOUNTED = [
    "account_login", "account_inactive", "account_signup", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "account_email_verification_sent",
]  # fmt: skip

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("mfa/", include("allauth.mfa.urls")),
    path("", include("recours.ui.urls")),
]


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles_and_comes_before_any_other(name: str) -> None:
    assert Path(get_template(name).origin.name).is_relative_to(ROOT)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.startswith(("account/", "mfa/")) and name.endswith(".html")]
)
def test_signing_in_happens_on_one_calm_sheet(name: str) -> None:
    source = (ROOT / name).read_text()
    assert source.startswith('{% extends "ui/sign_in.html" %}')
    assert "{% block heading_title %}" in source


def test_no_line_of_ours_is_long_winded() -> None:
    assert [name for name in NAMES if len((ROOT / name).read_text().splitlines()) > 200] == []


@pytest.mark.django_db
@pytest.mark.urls("tests.ui.test_templates")
@pytest.mark.parametrize("name", MOUNTED)
def test_a_stranger_reads_our_page(client: object, name: str) -> None:
    response = client.get(reverse(name))  # type: ignore[attr-defined]
    page = response.content.decode()
    assert response.status_code == 200
    assert 'class="sign-in' in page
    assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=", page)
