"""Names of records and reports: readable, safe on every file system, one for each pair."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import Counter
from collections.abc import Sequence

from planparse.batch.manifest import Row

# What some file system or shell takes for something else.
_UNSAFE = frozenset("/\\:*?\"<>|%&;$`'!#{}[]")
_LONGEST = 120
_RESERVED = frozenset(("con", "prn", "aux", "nul"))


def names(rows: Sequence[Row], top: str) -> tuple[str, ...]:
    """A name for each pair, without ending: the plan's path below the folder ``top``.

    Where two come out alike, or one had to be changed so far that it could be another's, a mark made of its
    whole path is put behind; so a name depends neither on the order of the rows nor on where ``top`` lies.
    """
    inner = [_below(row.local, top) for row in rows]
    plain = [_safe(os.path.splitext(path)[0]) for path in inner]  # noqa: PTH122
    alike = Counter(name.casefold() for name, _ in plain)
    return tuple(
        f"{name}-{_mark(path, row.parent)}" if changed or alike[name.casefold()] > 1 else name
        for row, path, (name, changed) in zip(rows, inner, plain, strict=True)
    )


def _mark(path: str, parent: str | None) -> str:
    told = path if parent is None else f"{path}\n{os.path.basename(parent)}"  # noqa: PTH119
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _below(path: str, top: str) -> str:
    if top and path.startswith(top.rstrip("/") + "/"):
        return path[len(top.rstrip("/")) + 1 :]
    return path


def _safe(stem: str) -> tuple[str, bool]:
    """The name, and whether it lost what may tell it from another."""
    composed = unicodedata.normalize("NFC", stem.strip("./"))
    parts = [
        "_" if c in _UNSAFE or unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else c
        for c in composed.replace("/", "__")
    ]
    name = "".join(parts).strip(" .")
    short = name.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    if not short or short.casefold() in _RESERVED:
        short = f"plan-{short}".strip("-")
    changed = short != composed and short != composed.replace("/", "__")
    return short, changed
