"""The documents name what the code has, and nothing else."""

from __future__ import annotations

import importlib.util
import re
import sys

import pytest

from tests.laws.law import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from write_docs import DOCUMENTS, settings_read


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_table_is_what_the_code_says(name: str) -> None:
    module, render = DOCUMENTS[name]
    assert importlib.util.find_spec(module), f"{module} is not there, so {name} cannot be written"
    path = ROOT / name
    assert path.exists(), f"{name} is missing: make docs"
    assert path.read_text(encoding="utf-8") == render(), f"{name} is behind the code: make docs"


def documented_settings() -> dict[str, str]:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([A-Z0-9_]+)` \| ([^|]*?) \|", text, re.MULTILINE))


def test_every_setting_is_documented_once_and_no_other() -> None:
    assert sorted(documented_settings()) == sorted(settings_read())


def test_the_defaults_are_the_documented_ones() -> None:
    told = documented_settings()
    real = {name: default.strip("\"'") for name, default in settings_read().items() if default}
    said = {
        name: told[name].strip("`").replace("no", "False") if told[name] == "`no`" else told[name].strip("`")
        for name in real
    }
    assert said == real


def documents() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))]


@pytest.mark.parametrize("name", documents())
def test_links_between_documents_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    broken = [
        target
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
        if not ((ROOT / name).parent / target).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("name", documents())
def test_paths_and_targets_named_in_documents_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:src|tests|tools|bench|docs|requirements)/[\w./-]+)`", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", text)) <= targets
