"""Which modules of a package others may enter by. The order of the packages is import-linter's, in pyproject.toml."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

from tests.laws.law import Law, Sample, package_of, parsed

OPEN_PACKAGES = {"core", "ui", "press"}
PUBLIC = {"actions", "selectors", "states", "events", "errors"}
NAMED = {
    "trail": {
        "record",
        "reading",
        "pending",
        "chain",
        "checkpoints",
        "verification",
        "export",
        "findings",
        "outside",
        "guards",
    },
    "jobs": {"worker", "followers", "schedule", "subjects"},
    "letters": {"queue", "recipients", "kinds", "jobs", "calls", "wording"},
    "people": {"bars", "notices", "complainants", "recipients", "details"},
    "deadlines": {"clocks"},
    "complaints": {
        "submission",
        "history",
        "exchange",
        "seed",
        "scales",
        "outcomes",
        "remedies",
        "decision",
        "closing",
        "conduct",
        "tasking",
        "inquiring",
        "hearing",
        "waiting",
        "lateness",
        "suggesting",
        "likeness",
        "relations",
        "texts",
        "drafting",
        "slips",
    },
    "mailroom": {"parse", "sources"},
    "guidance": {"procedures", "remedies", "duties"},
    "demo": {"stage"},
    "reports": {"followup", "blank"},
    "api": {"refusals"},
    "config": set[str](),
}


def imports(module: ast.Module) -> list[tuple[int, str]]:
    """Every module of recours that a module imports, `from a import b` read as a and as a.b."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module.count(".") == 1:
                found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
            else:
                found.append((node.lineno, node.module))
    return [(line, name) for line, name in found if name.startswith("recours.")]


def models_are_private(source: str, path: PurePosixPath) -> list[str]:
    own = package_of(path)
    return [
        f"{line} imports {name}"
        for line, name in imports(parsed(source))
        if len(parts := name.split(".")) > 2 and parts[2] == "models" and parts[1] != own
    ]


def packages_have_doors(source: str, path: PurePosixPath) -> list[str]:
    own, found = package_of(path), []
    for line, name in imports(parsed(source)):
        parts = name.split(".")
        if len(parts) < 3 or parts[1] in OPEN_PACKAGES | {own} or parts[2] == "models":
            continue
        if parts[2] not in PUBLIC | NAMED.get(parts[1], set()):
            found.append(f"{line} enters {parts[1]} by {name}")
    return found


_VIEW = "src/recours/desk/views/cases.py"

LAWS = [
    Law(
        "models_are_private",
        "Nobody imports another package's models; the doors import none.",
        ("src/recours/**/*.py",),
        models_are_private,
        good=Sample(_VIEW, "from recours.complaints.selectors import complaint_for\n"),
        bad=Sample(_VIEW, "from recours.complaints.models import Complaint\n"),
    ),
    Law(
        "packages_have_doors",
        "A package is entered by actions, selectors, states, events, errors, and the function modules named here.",
        ("src/recours/**/*.py",),
        packages_have_doors,
        good=Sample(
            _VIEW,
            "from recours.complaints import actions\nfrom recours.trail.reading import say\nimport recours\n",
        ),
        bad=Sample(_VIEW, "from recours.letters.rendering import render\n"),
    ),
]
