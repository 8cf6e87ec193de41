"""Tasks for a worker that do what native code does at its worst."""

import os
import signal
import tempfile
import time
from pathlib import Path

from planparse.errors import ReadError


def crash(data, path):
    os.kill(os.getpid(), signal.SIGSEGV)


def hang(data, path):
    Path(tempfile.gettempdir(), "half-done").write_bytes(b"x")
    time.sleep(600)


def devour(data, path):
    return len(bytes(data))


def refuse(data, path):
    raise ReadError("broken-pdf", path, {"detail": data})


def print_much(data, path):
    os.write(1, b"noise" * 1000)
    os.write(2, b"noise" * 1000)
    return data


def recurse(data, path):
    return recurse(data, path)


def folder(data, path):
    return tempfile.gettempdir()
