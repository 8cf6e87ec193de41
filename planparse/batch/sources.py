"""What a batch is to compare: the plans of a folder, or those that a manifest lists.

From a folder everything is taken that has the ending of a plan; what is left out is told with its reason.
Addresses such as ``s3://bucket/plans`` are listed and opened through fsspec where that is installed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from planparse.batch.manifest import Row, is_manifest, read_manifest
from planparse.batch.remote import files_below, is_address
from planparse.errors import PlanparseError

ENDINGS = frozenset(
    (
        ".txt", ".md", ".docx", ".doc", ".odt", ".rtf",
        ".pdf", ".html", ".htm", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
    )
)  # fmt: skip
"""The endings of what the readers read; other files of a folder are not taken for plans."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that is left out, and why: the end of a key ``batch.skipped.<reason>``."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The plans in a settled order, and what was left out. A row without parent is to be matched."""

    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = ()


def listing(source: str, parents: Sequence[str], out: str) -> Listing:
    """The plans of a folder or of a manifest; ``parents`` and the folder ``out`` are not among them.

    One parent is that of every plan that names no other in the manifest.

    Raises:
        PlanparseError: the source is missing, is neither folder nor manifest, or holds no plan.
    """
    skipped: list[Skipped] = []
    if is_manifest(source):
        rows = list(read_manifest(source))
    elif is_address(source):
        rows = [Row(path) for path in files_below(source) if _is_plan(path, skipped)]
    else:
        rows = [Row(path) for path in _folder(source, out, skipped)]
    only = parents[0] if len(parents) == 1 else None
    rows = [row if row.parent or only is None else Row(row.local, only, row.unit) for row in rows]
    kept = tuple(_once([row for row in rows if not _is_parent(row, parents, skipped)], skipped))
    if not kept:
        raise PlanparseError("nothing-to-compare", source)
    return Listing(kept, tuple(skipped))


def _is_parent(row: Row, parents: Sequence[str], skipped: list[Skipped]) -> bool:
    """Whether a row is one of the parents themselves: a plan is not held against itself.

    Of several parents each may carry out another: a city's plan among those of its province.
    """
    against = parents if len(parents) == 1 else ()
    if any(same_file(row.local, one) for one in (*against, *([row.parent] if row.parent else []))):
        skipped.append(Skipped(row.local, "parent"))
        return True
    return False


def _once(rows: Sequence[Row], skipped: list[Skipped]) -> Iterator[Row]:
    seen: set[tuple[str, str | None]] = set()
    for row in rows:
        key = real(row.local), row.parent and real(row.parent)
        if key in seen:
            skipped.append(Skipped(row.local, "twice"))
        else:
            seen.add(key)
            yield row


def real(path: str) -> str:
    """One name for all the ways to a file."""
    return path if is_address(path) else os.path.realpath(path)


def same_file(one: str, other: str) -> bool:
    """Whether two names are of one file, by whatever links."""
    return real(one) == real(other)


def _is_plan(path: str, skipped: list[Skipped]) -> bool:
    name = PurePosixPath(path).name
    if name.startswith(("~$", ".~lock.")):
        skipped.append(Skipped(path, "lock"))
    elif name.startswith("."):
        skipped.append(Skipped(path, "hidden"))
    elif PurePath(name).suffix.lower() not in ENDINGS:
        skipped.append(Skipped(path, "ending"))
    else:
        return True
    return False


def _folder(source: str, out: str, skipped: list[Skipped]) -> Iterator[str]:
    """The plans below a folder in the order of their names; links are followed, each folder once."""
    root = Path(source)
    if not root.exists():
        raise PlanparseError("missing-source", source)
    if not root.is_dir():
        raise PlanparseError("no-folder", source)
    seen = {_identity(root), _identity(Path(out))} - {None}
    if _identity(root) == _identity(Path(out)):
        raise PlanparseError("output-is-source", out)
    yield from _below(source, seen, skipped)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _below(folder: str, seen: set[tuple[int, int] | None], skipped: list[Skipped]) -> Iterator[str]:
    # A stack of its own: how deep folders lie is not for the interpreter to limit.
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError:
            skipped.append(Skipped(here, "unreadable"))
            continue
        folders: list[str] = []
        for name in names:
            path = os.path.join(here, name)  # noqa: PTH118 - `Path` would drop a leading `./`
            identity = _identity(Path(path))
            if identity is None:
                skipped.append(Skipped(path, "broken-link"))
            elif stat.S_ISDIR(os.stat(path).st_mode):  # noqa: PTH116
                if name.startswith("."):
                    skipped.append(Skipped(path, "hidden"))
                elif identity in seen:
                    skipped.append(Skipped(path, "seen"))
                else:
                    seen.add(identity)
                    folders.append(path)
            elif not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
                skipped.append(Skipped(path, "no-file"))
            elif _is_plan(path, skipped):
                yield path
        waiting.extend(reversed(folders))
