"""Which door calls which action, read from the source of the doors."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.laws.law import ROOT, SOURCE, name_of, parsed

INTERFACES = {"page": ("portal", "desk"), "api": ("api",), "cli": ("cli",)}


def called_actions(source: str) -> set[tuple[str, str]]:
    """The actions a module names, as (package, action): by `from recours.x.actions import y` or as x_actions.y."""
    module = parsed(source)
    modules: dict[str, str] = {}
    found: set[tuple[str, str]] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("recours."):
            parts = node.module.split(".")
            for alias in node.names:
                if len(parts) == 2 and alias.name == "actions":
                    modules[alias.asname or alias.name] = parts[1]
                elif len(parts) > 2 and parts[2] == "actions":
                    found.add((parts[1], alias.name))
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and (package := modules.get(name_of(node.value))):
            found.add((package, node.attr))
    return found


def doors_of(interface: str) -> list[Path]:
    """The source files of an interface."""
    return [
        path for package in INTERFACES[interface] for path in sorted((ROOT / SOURCE / package).rglob("*.py"))
    ]


def reached_by(interface: str) -> set[tuple[str, str]]:
    """Every action that an interface names anywhere."""
    return {
        action for path in doors_of(interface) for action in called_actions(path.read_text(encoding="utf-8"))
    }


def imported_by(interface: str) -> set[tuple[str, str]]:
    """Every name that an interface imports from another package, as (package, name)."""
    return {
        (node.module.split(".")[1], alias.name)
        for path in doors_of(interface)
        for node in ast.walk(parsed(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("recours.")
        for alias in node.names
    }
