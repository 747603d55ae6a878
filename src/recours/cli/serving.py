"""`recours web`, `recours worker` and `recours serve`, which runs the two and restarts what dies."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial, wraps
from importlib import import_module
from types import FrameType
from typing import Any

import click

from recours.cli.setting_up import start, unapplied

APPLICATION = "recours.config.wsgi:application"
_LARGEST_PORT = 65_535
THREADS = 2
"""For each process: enough that one waits for the disk while the other works; each more holds caches of its own."""

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
_PATIENCE = 20
"""Seconds that a request under way is given when the server stops."""

_HEAD_PATIENCE = 20
"""Seconds in which the head of a request must have come."""

_CONNECTIONS = 4096
_OTHER_FILES = 200
_LOOK = 0.5


def _web_options(command: Callable[..., None]) -> Callable[..., None]:
    options = (
        click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on."),
        click.option(
            "--port",
            type=click.IntRange(1, _LARGEST_PORT),
            default=8000,
            show_default=True,
            envvar="PORT",
            help="The port to listen on; PORT in the environment says the same.",
        ),
        click.option(
            "--workers", type=click.IntRange(1, 64), help="Processes. [default: one a core, at most 4]"
        ),
        click.option(
            "--threads",
            type=click.IntRange(1, 64),
            default=THREADS,
            show_default=True,
            help="Threads in each process.",
        ),
        click.option("--access-log", is_flag=True, help="Write a line for each request to standard error."),
    )

    @wraps(command)
    def wrapped(**given: Any) -> None:
        command(**given)

    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


@click.command("web")
@_web_options
@click.option("--lifeline", type=int, hidden=True)
def web_command(
    *,
    host: str,
    port: int,
    workers: int | None,
    threads: int,
    access_log: bool,
    lifeline: int | None,
) -> None:
    """Run the web server.

    It serves the static files too. Put a proxy with TLS before it where others reach it (docs/deployment.md); letters,
    mail and all that follows needs a worker beside it.
    """
    require_free(host, port)
    if lifeline is None:
        _require_prepared_elsewhere()
    else:
        hold(lifeline)
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers or default_workers(),
        http=HTTPModes.http1,
        backpressure=_connections(),
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_PATIENCE * 1000),
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=1,
        workers_kill_timeout=_PATIENCE,
        log_level=LogLevels.info if access_log else LogLevels.warning,
        log_access=access_log,
    )
    _spare_memory()
    server.serve(target_loader=partial(_application, threads=threads, parent=os.getpid()))


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option("--lifeline", type=int, hidden=True)
def worker_command(*, once: bool, lifeline: int | None) -> None:
    """Run the worker: letters, mail, what follows events, what recurs.

    Any number may run at once, on one machine or several. It ends cleanly on SIGTERM and Ctrl-C.
    """
    start()
    require_prepared()
    from recours.cli.setting_up import moment
    from recours.jobs import worker

    if once:
        while worker.tick(moment()):
            pass
        return
    if lifeline is not None:
        hold(lifeline)
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, end)
    worker.run(stop)


@click.command("serve")
@_web_options
def serve_command(*, host: str, port: int, workers: int | None, threads: int, access_log: bool) -> None:
    """Run the web server and the worker together.

    What dies is started again. Ctrl-C or SIGTERM stops both and waits for what they are doing.
    """
    start()
    require_prepared()
    require_free(host, port)
    click.echo(f"Recours answers on http://{host}:{port} (Ctrl-C stops it).", err=True)
    supervise(host=host, port=port, workers=workers, threads=threads, access_log=access_log)


def supervise(*, host: str, port: int, workers: int | None, threads: int, access_log: bool) -> None:
    """Run web and worker as processes of their own until a signal says to stop."""
    from recours.cli.supervisor import Child, Supervisor

    web = ["web", "--host", host, "--port", str(port), "--threads", str(threads)]
    web += ["--workers", str(workers)] if workers else []
    web += ["--access-log"] if access_log else []
    Supervisor([Child("web", web), Child("worker", ["worker"])]).run()


def _application(target: str, *, threads: int, parent: int) -> Callable[..., Any]:
    """What a process serves, loaded in the process itself; the doors know by name only what stands above them."""
    signal.signal(
        signal.SIGTERM, signal.SIG_DFL
    )  # until the server minds it; what the parent does is not inherited
    _end_with(parent)
    received: Callable[..., Any] = import_module("recours.config.reception").load(target, threads=threads)
    return received


def _end_with(parent: int) -> None:
    """End this process when its parent is gone, however that ended: at once if idle, else when what is under way is done."""

    def wait() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_PATIENCE)
        os._exit(1)

    threading.Thread(target=wait, daemon=True, name="parent").start()


def _connections() -> int:
    """How many connections a process holds at once: as many as the system lets it open files for, at most 4,096.

    A request may need three: itself, what came with it, and what leaves.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS * 3 + _OTHER_FILES
    files = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, files), hard))
    return max(64, (files - _OTHER_FILES) // 3)


def default_workers() -> int:
    """One process for each core this process may use, at most 4."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 4)


def _spare_memory() -> None:
    """Let the C library keep one arena for all threads, as Python's lock makes them take turns anyway: 5 MB less in each process.

    The processes that answer requests are forked from this one and inherit it.
    """
    with suppress(AttributeError, OSError):  # not every C library has it
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def require_prepared() -> None:
    """End with a sentence and code 1 unless the database is at this version."""
    from recours.cli.telling import note

    waiting = unapplied()
    if waiting:
        note(
            f"The database is not prepared for this version ({len(waiting)} changes wait). Run “recours init” first."
        )
        sys.exit(1)


def _require_prepared_elsewhere() -> None:
    """The same, asked by a process of its own: the one from which the workers are forked stays small."""
    child = os.fork()
    if child == 0:
        start()
        require_prepared()
        sys.exit()  # what is wrong before this is said and ends the child as it would end any command
    _key, status = os.waitpid(child, 0)
    if status:
        sys.exit(os.waitstatus_to_exitcode(status))


def require_free(host: str, port: int) -> None:
    """End with a sentence and code 1 unless the port can be listened on."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as problem:
        click.echo(f"Port {port} on {host} cannot be used: {problem.strerror or problem}.", err=True)
        sys.exit(1)


def hold(lifeline: int) -> None:
    """End this process when the other end of the pipe is gone, which is when the one that started it died."""

    def wait() -> None:
        while os.read(lifeline, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="lifeline").start()
