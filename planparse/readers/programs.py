"""Programs of the system that readers call: found, run within a time limit, ended with all they started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_running: set[subprocess.Popen[bytes]] = set()


def find(name: str) -> str | None:
    """The path of a program, None where it is not installed."""
    return shutil.which(name)


def run(
    command: Sequence[str | Path], seconds: float, environment: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Run a program in a process group of its own; its exit code and standard output.

    Raises:
        TimeoutError: it took longer; it and whatever it started are gone.
        OSError: it cannot be started.
    """
    process = subprocess.Popen(
        [os.fspath(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=None if environment is None else dict(environment),
        start_new_session=True,
    )
    _running.add(process)
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(command[0]) from error
    finally:
        # Also after success: a launcher may end before the program that it started.
        end_group(process.pid)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=5)
        _running.discard(process)
    return process.returncode, output


def end_group(group: int) -> None:
    """Kill all processes of a group, if there are any left."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def end_all() -> None:
    """Kill every program that is still running, from whichever thread."""
    for process in tuple(_running):
        end_group(process.pid)
