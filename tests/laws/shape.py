"""The size and the names of things, and the excuses given to the linters."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import PurePosixPath

from tests.laws.law import Law, Sample, functions, parsed

FILE_LINES = 400
FUNCTION_LINES = 50
TEMPLATE_LINES = 200
FORBIDDEN_NAMES = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "service",
    "services",
    "manager",
    "managers",
    "misc",
}
OURS = ("src/recours/**/*.py", "tools/*.py", "bench/**/*.py")


def files_are_short(source: str, path: PurePosixPath) -> list[str]:
    lines, most = source.count("\n"), TEMPLATE_LINES if path.suffix == ".html" else FILE_LINES
    return [f"{lines} lines, {lines - most} too many"] if lines > most else []


def functions_are_short(source: str, path: PurePosixPath) -> list[str]:
    return [
        f"{node.lineno} {node.name} has {length} lines"
        for node in functions(parsed(source))
        if (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]


def modules_are_named(source: str, path: PurePosixPath) -> list[str]:
    return [f"1 is named {name}" for name in {path.stem, *path.parts[:-1]} & FORBIDDEN_NAMES]


_BARE_NOQA = re.compile(r"#\s*noqa(?!:\s*[A-Z]+[0-9]+)", re.IGNORECASE)
_BARE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[a-z-]+(,\s*[a-z-]+)*\])")
_SILENT_NOQA = re.compile(r"#\s*noqa:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*\s*$")


def excuses_are_named(source: str, path: PurePosixPath) -> list[str]:
    found: list[str] = []
    if not ("noqa" in source or "ignore" in source):
        return found
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        if _BARE_NOQA.search(token.string) or _BARE_IGNORE.search(token.string):
            found.append(f"{token.start[0]} silences a linter without naming the rule")
        elif _SILENT_NOQA.search(token.string):
            found.append(f"{token.start[0]} silences a linter without a reason")
    return found


_UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def nothing_is_left_for_later(source: str, path: PurePosixPath) -> list[str]:
    return [
        f"{number} says {found.group()}"
        for number, line in enumerate(source.splitlines(), 1)
        if (found := _UNFINISHED.search(line)) and "_UNFINISHED" not in line
    ]


_MODULE = "src/recours/core/pages.py"

LAWS = [
    Law(
        "files_are_short",
        f"A file has at most {FILE_LINES} lines, a template {TEMPLATE_LINES}: a longer one holds two ideas.",
        (*OURS, "src/recours/**/*.html"),
        files_are_short,
        good=Sample(_MODULE, "pass\n" * FILE_LINES),
        bad=Sample(_MODULE, "pass\n" * (FILE_LINES + 1)),
    ),
    Law(
        "functions_are_short",
        f"A function has at most {FUNCTION_LINES} lines.",
        OURS,
        functions_are_short,
        good=Sample(_MODULE, "def f():\n" + "    pass\n" * (FUNCTION_LINES - 1)),
        bad=Sample(_MODULE, "def f():\n" + "    pass\n" * FUNCTION_LINES),
    ),
    Law(
        "modules_are_named",
        "A module is named after what it holds.",
        (*OURS, "tests/**/*.py"),
        modules_are_named,
        good=Sample("src/recours/core/references.py", ""),
        bad=Sample("src/recours/core/utils.py", ""),
    ),
    Law(
        "excuses_are_named",
        "A linter is silenced for one rule, by name and with a reason; the type checker by its code.",
        (*OURS, "tests/**/*.py"),
        excuses_are_named,
        good=Sample(
            _MODULE, "TOKEN = 'token'  # noqa: S105 - a kind, not a secret\nx = y  # type: ignore[arg-type]\n"
        ),
        bad=Sample(_MODULE, "TOKEN = 'token'  # noqa\n"),
    ),
    Law(
        "nothing_is_left_for_later",
        "What is not done is an issue, not a comment.",
        (
            "src/recours/**/*.py",
            "src/recours/**/*.html",
            "src/recours/**/*.css",
            "src/recours/**/*.js",
            "tools/*.py",
        ),
        nothing_is_left_for_later,
        good=Sample(_MODULE, "# the lease has run out: somebody died here\n"),
        bad=Sample(_MODULE, "# TODO: think\n"),
    ),
]
