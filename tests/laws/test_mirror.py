"""Tests mirror the code: tests/<package>/ reaches each module of src/recours/<package>."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.laws.borders import imports
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


def reached(package: str) -> set[str]:
    """Every module of a package that its tests name, or that a module they name builds upon."""
    inside = {".".join(module.with_suffix("").parts).removesuffix(".__init__") for module in _files(package)}
    waiting, found = spoken_of(package), set[str]()
    while waiting:
        name = waiting.pop()
        module = next((part for part in (name, name.rpartition(".")[0]) if part in inside), "")
        if module and module not in found:
            found.add(module)
            path = (ROOT / SOURCE).joinpath(*module.split("."))
            path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
            built_upon = imports(parsed(path.read_text(encoding="utf-8")))
            waiting |= {name.removeprefix("recours.") for _, name in built_upon}
    return found


def _files(package: str) -> list[Path]:
    return [path.relative_to(ROOT / SOURCE) for path in (ROOT / SOURCE / package).rglob("*.py")]


def test_every_module_is_reached_by_the_tests_of_its_package() -> None:
    by_package = {package: reached(package) for package in {module.parts[0] for module in modules()}}
    untested = [
        str(module)
        for module in modules()
        if str(module) not in UNTESTED
        and ".".join(module.with_suffix("").parts) not in by_package[module.parts[0]]
    ]
    assert not untested, "\n".join(["no test of its package reaches", *untested])
