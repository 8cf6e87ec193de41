"""Plans in object storage: addresses such as ``s3://bucket/plans/ward.docx``, by way of fsspec."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from planparse.errors import PlanparseError, ReadError

_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://|[a-z0-9]+::")


def is_address(path: str) -> bool:
    """Whether it is an address for fsspec and not a path of this machine."""
    return _ADDRESS.match(path) is not None


def files_below(address: str) -> list[str]:
    """The addresses of all files below one, in the order of their names."""
    try:
        files, root = _fsspec(address).core.url_to_fs(address)
        return [str(files.unstrip_protocol(path)) for path in sorted(files.find(root))]
    except PlanparseError:
        raise
    except Exception as error:
        raise _unreadable(address, error) from error


@contextmanager
def at_hand(path: str) -> Iterator[str]:
    """A file of this machine with the content of a path or an address, as long as the context lasts."""
    if not is_address(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="planparse-", ignore_cleanup_errors=True) as folder:
        # The ending is kept: it tells plain text from Markdown.
        copy = Path(folder) / f"plan{PurePosixPath(path).suffix}"
        try:
            with _fsspec(path).open(path, "rb") as source, copy.open("wb") as target:
                while data := source.read(1 << 20):
                    target.write(data)
        except PlanparseError:
            raise
        except FileNotFoundError as error:
            raise ReadError("missing-file", path) from error
        except Exception as error:
            raise _unreadable(path, error) from error
        yield str(copy)


def _fsspec(address: str) -> Any:
    try:
        import fsspec
        import fsspec.core
    except ImportError as error:
        raise PlanparseError("needs-extra", address, {"package": "fsspec", "extra": "dask"}) from error
    return fsspec


def _unreadable(address: str, error: Exception) -> ReadError:
    detail = f"{type(error).__name__}: {error}"
    return ReadError("not-readable", address, {"detail": detail[:200]})
