"""Write requirements/*.lock: every version with its hashes, for every platform, and no word about where they came from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).with_name("uv")
LOCKS = {
    "uv.lock": (["--group", "uv"], False),
    "base.lock": (["--group", "build"], True),
    "dev.lock": (["--all-extras", "--group", "build", "--group", "dev"], True),
}
HEADER = "# Made by `make lock` from pyproject.toml. Do not edit.\n"


def lock(name: str, *, upgrade: bool) -> None:
    """Resolve one lock anew; without `upgrade`, versions already in it stay."""
    choice, with_project = LOCKS[name]
    target = ROOT / "requirements" / name
    command = [str(UV), "pip", "compile", "--generate-hashes", "--universal", "--python-version", "3.11"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--quiet"]
    command += ["--upgrade"] if upgrade else []
    command += (["pyproject.toml"] if with_project else []) + choice
    environment = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"}
    subprocess.run(
        [*command, "--output-file", str(target)],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    target.write_text(HEADER + target.read_text())


def main() -> None:
    (ROOT / "requirements").mkdir(exist_ok=True)
    for name in LOCKS:
        lock(name, upgrade="--upgrade" in sys.argv)
        print(f"requirements/{name}")


if __name__ == "__main__":
    main()
