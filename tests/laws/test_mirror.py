"""Tests mirror the code: tests/<package>/ speaks of each module of src/recours/<package>."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.laws.law import DOORS, ROOT, SOURCE, parsed

SAYS_NOTHING = {"__init__", "__main__", "apps", "urls", "urls_root", "events", "errors"}
UNTESTED: dict[str, str] = {}
"""Modules without a test of their own, each with its reason."""


def modules() -> list[Path]:
    """Every module that does something; the doors are tested by their pages, not by their modules."""
    return [
        path.relative_to(ROOT / SOURCE)
        for path in sorted((ROOT / SOURCE).glob("*/**/*.py"))
        if path.stem not in SAYS_NOTHING
        and not {"migrations", *DOORS, "config"} & set(path.relative_to(ROOT / SOURCE).parts)
    ]


def spoken_of(package: str) -> set[str]:
    """Every dotted name that the tests of a package import, and the modules its files are named after."""
    found: set[str] = set()
    for path in (ROOT / "tests" / package).rglob("*.py"):
        found.add(f"{package}.{path.stem.removeprefix('test_')}")
        for node in ast.walk(parsed(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("recours."):
                found.add(node.module.removeprefix("recours."))
                found |= {f"{node.module}.{alias.name}".removeprefix("recours.") for alias in node.names}
    return found


def is_spoken_of(module: Path, spoken: set[str]) -> bool:
    """Whether a test names the module, its package of modules, or a file after it."""
    dotted = ".".join(module.with_suffix("").parts)
    short = f"{module.parts[0]}.{module.stem}"
    return any(
        name == dotted
        or name.startswith((f"{dotted}.", f"{short}_"))
        or name == short
        or dotted.startswith(f"{name}.")
        for name in spoken
        if "." in name
    )


def test_every_module_has_its_tests() -> None:
    untested = [
        str(module)
        for module in modules()
        if str(module) not in UNTESTED and not is_spoken_of(module, spoken_of(module.parts[0]))
    ]
    assert untested == []


def test_a_module_is_recognised_in_its_tests() -> None:
    module = Path("complaints/actions/intake.py")
    assert is_spoken_of(module, {"complaints.actions"})
    assert is_spoken_of(module, {"complaints.actions.intake.intake"})
    assert is_spoken_of(module, {"complaints.intake"})
    assert not is_spoken_of(module, {"complaints.states", "complaints"})
