"""Where results go: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from planparse.errors import PlanparseError
from planparse.messages import say

_WIDEST = 120
_REASONS = {
    errno.ENOENT: "system.missing",
    errno.ENOTDIR: "system.missing",
    errno.EACCES: "system.denied",
    errno.EPERM: "system.denied",
    errno.EROFS: "system.denied",
    errno.EISDIR: "system.folder",
    errno.ENOSPC: "system.full",
}


def on_terminal(output: str | None) -> bool:
    """Whether what is written is read on a terminal."""
    return output is None and sys.stdout.isatty()


def takes_colour(output: str | None) -> bool:
    """Whether the terminal takes colour and the user wants it (https://no-color.org)."""
    return on_terminal(output) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width_of(output: str | None) -> int:
    """The columns there are: those of the terminal, or of COLUMNS, else 80; a file gets 80."""
    import shutil

    return 80 if output is not None else min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)


def check_output(output: str | None, inputs: Sequence[str], lang: str) -> None:
    """PlanparseError where the output cannot be meant: an input, a folder, a folder that is not there."""
    if output is None:
        return
    path = Path(output)
    try:
        if path.is_dir():
            raise refusal(output, IsADirectoryError(errno.EISDIR, ""), lang)
        if not path.resolve().parent.is_dir():
            raise refusal(output, FileNotFoundError(errno.ENOENT, ""), lang)
        for name in inputs:
            if path.exists() and Path(name).exists() and path.samefile(name):
                raise PlanparseError("output-is-input", output)
    except OSError as error:
        raise refusal(output, error, lang) from error


def emit(result: str | bytes, output: str | None, lang: str) -> None:
    """Write a result, as UTF-8 where it is text; a reader that has gone away is no error."""
    if output is None:
        _to_standard_output(result)
        return
    data = result if isinstance(result, bytes) else result.encode("utf-8", errors="backslashreplace")
    try:
        _write_whole(Path(output).resolve(), data)
    except OSError as error:
        raise refusal(output, error, lang) from error


def refusal(output: str, error: OSError, lang: str) -> PlanparseError:
    """The error for an output that the system does not let be written."""
    key = _REASONS.get(error.errno or 0)
    detail = say(key, lang) if key else (error.strerror or type(error).__name__)
    return PlanparseError("not-writable", output, {"detail": detail})


def _to_standard_output(result: str | bytes) -> None:
    try:
        if isinstance(result, bytes):
            sys.stdout.buffer.write(result)
        else:
            sys.stdout.write(result)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered goes nowhere, so that the interpreter's last flush is quiet too.
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _write_whole(path: Path, data: bytes) -> None:
    if path.exists() and not path.is_file():
        # A pipe or a device cannot be replaced; it is written to.
        path.write_bytes(data)
        return
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    spare = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), _mode(path))
        spare.replace(path)
    except BaseException:
        spare.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
