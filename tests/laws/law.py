"""What a law is: a sentence, a function that finds offences in one file, a sample that obeys and one that does not."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = "src/recours"
DOORS = frozenset({"portal", "desk", "api", "cli"})


@dataclass(frozen=True)
class Sample:
    """A piece of source, and where it would stand."""

    path: str
    source: str


@dataclass(frozen=True)
class Law:
    """`offences(source, path)` names each offence of one file. `exceptions` are whole files, each with its reason."""

    name: str
    sentence: str
    files: tuple[str, ...]
    offences: Callable[[str, PurePosixPath], list[str]]
    good: Sample
    bad: Sample
    more_bad: tuple[Sample, ...] = ()
    exceptions: dict[str, str] = field(default_factory=dict)

    def broken_by(self, files: Iterable[Path] | None = None) -> list[str]:
        """Every offence in the tree as "path:line what"."""
        found = []
        for file in files if files is not None else tree(*self.files):
            path = PurePosixPath(file.relative_to(ROOT).as_posix())
            if str(path) not in self.exceptions:
                found += [
                    f"{path}:{offence}" for offence in self.offences(file.read_text(encoding="utf-8"), path)
                ]
        return found


def tree(*patterns: str) -> Iterator[Path]:
    """The files of the repository that match, migrations and what others made left out."""
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if "migrations" not in path.parts and "vendor" not in path.parts and path.is_file():
                yield path


@lru_cache(maxsize=1024)
def parsed(source: str) -> ast.Module:
    """The syntax tree of a source."""
    return ast.parse(source)


def package_of(path: PurePosixPath) -> str:
    """The package of recours that a file belongs to, or nothing outside it."""
    parts = path.parts
    return parts[2] if parts[:2] == ("src", "recours") and len(parts) > 3 else ""


def name_of(node: ast.expr) -> str:
    """The dotted name an expression spells, or nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = name_of(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Every call below a node."""
    return (found for found in ast.walk(node) if isinstance(found, ast.Call))


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def within(node: ast.AST, module: ast.Module, name: str) -> bool:
    """Whether a node stands inside a function of this name."""
    return any(node in ast.walk(function) for function in functions(module) if function.name == name)
