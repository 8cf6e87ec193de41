"""The process that ``planparse.readers.isolated`` starts: one task, its result on standard output."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

from planparse.errors import PlanparseError, ReadError
from planparse.limits import confine
from planparse.readers import programs

_leaving = threading.Lock()


def main() -> None:
    """Take the work from standard input, answer on standard output, and leave."""
    lifeline, folder = int(sys.argv[1]), sys.argv[2]
    threading.Thread(target=_watch, args=(lifeline, folder), daemon=True).start()
    confine()
    # What native libraries print must not get between the bytes of the answer.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    task, data, path, options = pickle.loads(sys.stdin.buffer.read())
    answer: tuple[bool, Any]
    try:
        answer = (True, _task(task)(data, path, **options))
    except PlanparseError as error:
        answer = (False, error)
    except (MemoryError, RecursionError) as error:
        answer = (False, ReadError("reader-crashed", path, {"detail": type(error).__name__}))
    except Exception as error:
        answer = (False, error)
    with suppress(OSError):
        out.write(_pickled(answer, path))
        out.close()
    # Native libraries may crash while they are torn down, with the answer long given.
    with _leaving:
        os._exit(0)


def _task(name: str) -> Callable[..., Any]:
    """A task by its name, or any function of the program by ``module:function``."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function) if function else TASKS[name]
    return found


def _pickled(answer: tuple[bool, Any], path: str) -> bytes:
    try:
        raw = pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)
        pickle.loads(raw)  # an exception may refuse to be made again
    except Exception:
        detail = type(answer[1]).__name__
        raw = pickle.dumps((False, ReadError("reader-crashed", path, {"detail": detail})))
    return raw


def _watch(lifeline: int, folder: str) -> None:
    """Wait for the end of the parent, then end all that was started and clear up."""
    while os.read(lifeline, 1):
        pass
    _leaving.acquire()  # whatever the task comes to now, clearing up goes first
    programs.end_all()
    for _ in range(5):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):  # noqa: PTH110
            break
    programs.end_group(os.getpid())
    os._exit(1)


def _docx(data: bytes, path: str, **options: Any) -> Any:
    from planparse.readers.docx import read_docx

    return read_docx(data, path, **options)


def _pdf(data: bytes, path: str, *, progress_to: int | None = None, **options: Any) -> Any:
    from planparse.readers.pdf import read_pdf

    return read_pdf(data, path, progress=_telling(progress_to), **options)


def _picture(data: bytes, path: str, *, progress_to: int | None = None, **options: Any) -> Any:
    from planparse.readers.picture import read_picture

    return read_picture(data, path, progress=_telling(progress_to), **options)


def _telling(pipe: int | None) -> Callable[[int, int], None] | None:
    """A function that tells the parent how far the task is."""
    if pipe is None:
        return None

    def tell(done: int, total: int) -> None:
        with suppress(OSError):
            os.write(pipe, f"{done} {total}\n".encode())

    return tell


def _view(data: bytes, path: str, **options: Any) -> Any:
    from planparse.readers.pdf_view import draw

    return draw(data, path, **options)


def _html(data: bytes, path: str) -> Any:
    from planparse.readers.html import read_html

    return read_html(data, path)


def _office(data: bytes, path: str, **options: Any) -> Any:
    from planparse.readers.office import read_office

    return read_office(data, path, **options)


def _convert(data: list[tuple[str, bytes]], path: str, **options: Any) -> Any:
    from planparse.readers.office import convert

    return convert(data, **options)


TASKS: Mapping[str, Callable[..., Any]] = {
    "docx": _docx,
    "pdf": _pdf,
    "picture": _picture,
    "view": _view,
    "html": _html,
    "office": _office,
    "convert": _convert,
}

if __name__ == "__main__":
    main()
