"""The wheel carries everything the source has and every translation compiled, so that it works without the source."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.laws.law import ROOT

NOT_IN_A_WHEEL = {".pyc", ".pot", ".mo"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return archive.namelist()


def sources() -> list[Path]:
    return [
        path.relative_to(ROOT / "src")
        for path in (ROOT / "src" / "recours").rglob("*")
        if path.is_file() and path.suffix not in NOT_IN_A_WHEEL and "__pycache__" not in path.parts
    ]


def test_everything_is_packed(wheel: list[str]) -> None:
    assert sorted({path.as_posix() for path in sources()} - set(wheel)) == []


def test_every_catalogue_is_compiled(wheel: list[str]) -> None:
    catalogues = [path.with_suffix(".mo").as_posix() for path in sources() if path.suffix == ".po"]
    assert sorted(set(catalogues) - set(wheel)) == []


def test_the_command_is_declared(wheel: list[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in wheel)
    assert any(name.endswith("licenses/LICENSE") for name in wheel)
    assert not any(name.startswith(("tests/", "tools/", "bench/")) for name in wheel)
