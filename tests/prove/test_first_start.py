"""The first start of all, killed or done by several at once: one key for everybody, and nothing blocks the next start."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recours.config import env
from tests.prove.installation import ROOT

_READ = "import sys; from pathlib import Path; from recours.config import env; print(env.key(Path(sys.argv[1]), 'k').hex())"


def reading(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _READ, str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_several_who_start_at_once_find_one_key(tmp_path: Path) -> None:
    keys = {process.communicate()[0] for process in [reading(tmp_path / "keys") for _ in range(4)]}
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["k"]


def test_what_a_killed_start_left_behind_blocks_nobody(tmp_path: Path) -> None:
    (tmp_path / f".k.{os.getpid()}").write_bytes(b"half")
    assert len(env.key(tmp_path, "k")) == 32


@pytest.mark.prove
def test_a_start_killed_at_any_instant_leaves_a_whole_key_or_none(tmp_path: Path) -> None:
    chance = random.Random(5)
    for number in range(40):
        folder = tmp_path / str(number)
        process = reading(folder)
        time.sleep(chance.uniform(0.05, 0.25))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert len(env.key(folder, "k")) == 32
