"""Keeps processes running: what dies is started again after a pause, what is told to stop leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

import click

LONGEST_PAUSE = 30.0
STEADY = 60.0
"""Seconds after which a process counts as well, and its next pause is short again."""

PATIENCE = 25.0
"""Seconds that processes are given to end by themselves."""

_LOOK = 0.2


@dataclass
class Child:
    """A command of Recours that is to run for ever."""

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    again: float = 0.0
    failures: int = field(default=0)

    def pause(self) -> float:
        """Seconds until the next start: 1, 2, 4 ... at most 30."""
        return min(float(2 ** min(self.failures - 1, 6)), LONGEST_PAUSE)


class Supervisor:
    """Runs children until SIGTERM or SIGINT, then stops them.

    Each child leads a process group of its own, so that Ctrl-C reaches the supervisor alone and no grandchild is left
    behind; each holds a pipe of which this process has the other end, so that it ends also when this one is killed.
    """

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = children
        self._stop = threading.Event()
        self._lifeline, self._held = os.pipe()

    def run(self) -> None:
        """Start everything, restart what dies, and return once everything has stopped."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._end)
        try:
            while not self._stop.is_set():
                for child in self._children:
                    self._tend(child)
                self._stop.wait(_LOOK)
        finally:
            self._finish()

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _tend(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.again:
                self._start(child, now)
            return
        code = child.process.poll()
        if code is None:
            return
        _kill_group(child.process)
        child.process = None
        child.failures = 1 if now - child.started > STEADY else child.failures + 1
        child.again = now + child.pause()
        click.echo(
            f"The {child.name} ended with code {code}; it is started again in {child.pause():.0f} s.",
            err=True,
        )

    def _start(self, child: Child, now: float) -> None:
        command = [
            sys.executable,
            "-m",
            "recours.cli.main",
            *child.arguments,
            "--lifeline",
            str(self._lifeline),
        ]
        child.process = subprocess.Popen(  # noqa: S603 - our own command
            command, stdin=subprocess.DEVNULL, pass_fds=[self._lifeline], start_new_session=True
        )
        child.started = now

    def _finish(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            _kill_group(process)
            process.wait()
        os.close(self._held)
        os.close(self._lifeline)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Leave no grandchild behind: the group outlives its leader."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
