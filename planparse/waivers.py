"""Waivers: what somebody looked at and accepts, with a reason, a name and a last day.

A file of waivers is TOML::

    [[waiver]]
    code = "N101"                    # a rule, or the first letters of several; or instead
    fingerprint = "0f3a…"            # one problem or finding, as the JSON record names it
    file = "ke-hoach-*.docx"         # optional: only in files of this name
    reason = "Mục 2 đã bãi bỏ, giữ số cũ để khỏi sửa viện dẫn"
    author = "Nguyễn Thị Hoa"
    expires = 2026-12-31             # the last day on which it holds
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any, Generic, Protocol, TypeVar

import tomli

from planparse.errors import PlanparseError


class Waivable(Protocol):
    """Something that a waiver can name."""

    @property
    def fingerprint(self) -> str:
        """The same for the same thing after other text has changed around it."""

    @property
    def code(self) -> str:
        """What it is an instance of."""


_Item = TypeVar("_Item", bound=Waivable)


@dataclass(frozen=True, slots=True)
class Waiver:
    """One row of a file of waivers: what it names, and who answers for it."""

    reason: str
    author: str
    expires: datetime.date
    code: str | None = None
    fingerprint: str | None = None
    file: str | None = None

    def covers(self, item: Waivable, path: str | None, today: datetime.date) -> bool:
        """Whether it names that item in that file and still holds."""
        if today > self.expires:
            return False
        if self.file is not None and not fnmatchcase(PurePath(path or "").name, self.file):
            return False
        if self.fingerprint is not None:
            return item.fingerprint == self.fingerprint
        return self.code is not None and item.code.startswith(self.code)


@dataclass(frozen=True, slots=True)
class Waived(Generic[_Item]):
    """Something with the waiver that silences it."""

    item: _Item
    waiver: Waiver


def load_waivers(path: str | Path) -> tuple[Waiver, ...]:
    """The waivers of a file.

    Raises:
        PlanparseError: the file cannot be read, or a waiver lacks its reason, author or last day.
    """
    try:
        table = tomli.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise PlanparseError("missing-file", path) from error
    except OSError as error:
        raise PlanparseError("not-readable", path, {"detail": error.strerror or ""}) from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanparseError("bad-waivers", path, {"detail": str(error)}) from error
    rows = table.get("waiver", [])
    if not isinstance(rows, list) or set(table) - {"waiver"}:
        raise PlanparseError("bad-waivers", path, {"detail": "[[waiver]]"})
    return tuple(_waiver(row, number, path) for number, row in enumerate(rows, start=1))


def in_force(waivers: Iterable[Waiver], today: datetime.date | None = None) -> tuple[Waiver, ...]:
    """The waivers whose last day has not passed."""
    day = today or datetime.date.today()
    return tuple(waiver for waiver in waivers if day <= waiver.expires)


_TEXTS = ("code", "fingerprint", "file", "reason", "author")


def _waiver(row: Mapping[str, Any], number: int, path: str | Path) -> Waiver:
    def bad(detail: str) -> PlanparseError:
        return PlanparseError("bad-waivers", path, {"detail": f"[[waiver]] {number}: {detail}"})

    if not isinstance(row, Mapping):
        raise bad("?")
    for name in row:
        if name not in (*_TEXTS, "expires"):
            raise bad(name)
    for name in _TEXTS:
        value = row.get(name)
        if (name in ("reason", "author") or name in row) and not (isinstance(value, str) and value.strip()):
            raise bad(name)
    expires = row.get("expires")
    if isinstance(expires, datetime.datetime) or not isinstance(expires, datetime.date):
        raise bad("expires")
    if ("code" in row) == ("fingerprint" in row):
        raise bad("code | fingerprint")
    return Waiver(expires=expires, **{name: row[name] for name in _TEXTS if name in row})


def divide(
    items: Iterable[_Item], waivers: Sequence[Waiver], path: str | None, today: datetime.date
) -> tuple[tuple[_Item, ...], tuple[Waived[_Item], ...]]:
    """The items that stand, and those that a waiver silences, both in their order."""
    stands: list[_Item] = []
    silenced: list[Waived[_Item]] = []
    for item in items:
        waiver = next((w for w in waivers if w.covers(item, path, today)), None)
        if waiver is None:
            stands.append(item)
        else:
            silenced.append(Waived(item, waiver))
    return tuple(stands), tuple(silenced)
