"""A register of documents: what was issued, from when until when it holds, and what replaced it.

A register is a CSV file (UTF-8, comma or semicolon) whose first line names its columns, in any order:

=============  ====================  =====================================================================
column         in Vietnamese         what stands there
=============  ====================  =====================================================================
number         số ký hiệu            ``38/2013/QH13``, ``193/KH-UBND``; required
issuer         cơ quan ban hành      ``Quốc hội``
date           ngày ban hành         ``2013-11-16`` or ``16/11/2013``
title          tên văn bản           type and title: ``Luật Việc làm``, ``Nghị định về công tác văn thư``
status         tình trạng            ``in force``, ``replaced``, ``repealed`` (còn hiệu lực, hết hiệu lực)
replaced_by    thay thế bởi          the number of what replaced it; several divided by ``;``
valid_from     hiệu lực từ           its first day in force
valid_to       hiệu lực đến          its last day in force
source         nguồn                 where the row comes from; not read
=============  ====================  =====================================================================

Every cell but the number may be empty; other columns are passed over. A plan is judged by its own date: what
was replaced later is no finding. The register that comes with planparse is ``checks/data/register.csv``; a
status left empty there says that no end was known when the row was written.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

from extractors.citations.laws import key
from extractors.plan import Citation
from extractors.vietnamese.text import fold_words
from planparse.errors import PlanparseError

Status = Literal["in force", "replaced", "repealed"]
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("số ký hiệu", "số, ký hiệu", "số/ký hiệu", "số hiệu"),
    "issuer": ("cơ quan ban hành",),
    "date": ("ngày ban hành",),
    "title": ("tên văn bản", "trích yếu"),
    "status": ("tình trạng", "hiệu lực"),
    "replaced_by": ("replaced by", "thay thế bởi", "văn bản thay thế"),
    "valid_from": ("valid from", "hiệu lực từ", "ngày có hiệu lực"),
    "valid_to": ("valid to", "hiệu lực đến", "ngày hết hiệu lực"),
}
_STATUSES: Mapping[str, Status] = {
    "": "in force", "in force": "in force", "còn hiệu lực": "in force", "chưa có hiệu lực": "in force",
    "not yet in force": "in force", "replaced": "replaced", "bị thay thế": "replaced",
    "đã thay thế": "replaced",
    "repealed": "repealed", "hết hiệu lực": "repealed", "bãi bỏ": "repealed", "bị bãi bỏ": "repealed",
}  # fmt: skip
_LAWS = ("bộ luật", "luật", "pháp lệnh")
_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a register. ``valid_from`` and ``valid_to`` are its first and last day in force."""

    number: str
    issuer: str | None = None
    date: datetime.date | None = None
    title: str | None = None
    status: Status = "in force"
    replaced_by: tuple[str, ...] = ()
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None

    @property
    def law(self) -> tuple[str, str] | None:
        """Type and folded name of a law, code or ordinance; None for other documents."""
        title = " ".join(fold_words(self.title or "").split())
        kind = next((kind for kind in _LAWS if title.startswith(kind + " ")), None)
        return None if kind is None else (kind, key(title.removeprefix(kind)))

    def ended_before(self, day: datetime.date) -> bool:
        """Whether it surely held no more on that day; a repeal without a date counts from ever."""
        if self.valid_to is not None:
            return self.valid_to < day
        return self.status != "in force"


def _symbol(number: str) -> str:
    joined = "".join(fold_words(number).upper().split()).replace("–", "-")
    return joined.lstrip("0")


@dataclass(frozen=True)
class Register:
    """Documents, found by number or by the name of a law."""

    entries: tuple[Entry, ...] = field(default=())

    @cached_property
    def _numbers(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(_symbol(entry.number), []).append(entry)
        return found

    @cached_property
    def _laws(self) -> Mapping[tuple[str, str], list[Entry]]:
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            if entry.law:
                found.setdefault(entry.law, []).append(entry)
        return found

    def numbered(self, number: str) -> tuple[Entry, ...]:
        """The documents of that number."""
        return tuple(self._numbers.get(_symbol(number), ()))

    def laws(self, kind: str, name: str) -> tuple[Entry, ...]:
        """The laws of that name, as they followed each other."""
        return tuple(self._laws.get((kind, key(name)), ()))

    def of(self, citation: Citation) -> tuple[Entry, ...]:
        """What a citation may mean: by its number, else by the name and year of a law."""
        if citation.number and "/" in citation.number:
            return self.numbered(citation.number)
        if citation.name:
            year = citation.year or (citation.date and citation.date[:4].isdigit() and int(citation.date[:4]))
            same = self.laws(citation.type, citation.name)
            return tuple(e for e in same if not year or (e.date is not None and e.date.year == year))
        return ()

    def with_more(self, other: Register) -> Register:
        """Both registers; of two rows with one number and date that of ``other`` stands."""
        replaced = {(_symbol(entry.number), entry.date) for entry in other.entries}
        kept = (e for e in self.entries if (_symbol(e.number), e.date) not in replaced)
        return Register((*kept, *other.entries))


@cache
def starter() -> Register:
    """The register that comes with planparse: laws and decrees that plans cite most."""
    text = (files("planparse.checks") / "data" / "register.csv").read_text(encoding="utf-8")
    return Register(tuple(_entries(text, "register.csv")))


def load_register(path: str | Path) -> Register:
    """The register of a CSV file.

    Raises:
        PlanparseError: the file cannot be read, has no column ``number``, or a cell does not fit its column.
    """
    try:
        if Path(path).stat().st_size > _LARGEST:
            raise PlanparseError("bad-register", path, {"detail": "> 50 MB"})
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise PlanparseError("missing-file", path) from error
    except OSError as error:
        raise PlanparseError("not-readable", path, {"detail": error.strerror or ""}) from error
    except UnicodeDecodeError as error:
        raise PlanparseError("bad-register", path, {"detail": "UTF-8"}) from error
    return Register(tuple(_entries(text, path)))


def _entries(text: str, path: str | Path) -> Iterable[Entry]:
    head = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        names = [" ".join(fold_words(name).split()) for name in next(rows, [])]
        places = {
            column: next((i for i, name in enumerate(names) if name in (column, *others)), None)
            for column, others in _COLUMNS.items()
        }
        if places["number"] is None:
            raise PlanparseError("bad-register", path, {"detail": "number"})
        for row in rows:
            if any(cell.strip() for cell in row):
                cells = {
                    column: " ".join(row[place].split()) if place is not None and place < len(row) else ""
                    for column, place in places.items()
                }
                yield _entry(cells, rows.line_num, path)
    except csv.Error as error:
        raise PlanparseError("bad-register", path, {"detail": str(error)}) from error


def _entry(cells: Mapping[str, str], line: int, path: str | Path) -> Entry:
    def bad(column: str) -> PlanparseError:
        value = cells[column][:40]
        return PlanparseError("bad-register", path, {"detail": f"{line}: {column} “{value}”"})

    def day(column: str) -> datetime.date | None:
        value = cells[column]
        if not value:
            return None
        try:
            if "/" in value:
                return datetime.datetime.strptime(value, "%d/%m/%Y").date()
            return datetime.date.fromisoformat(value)
        except ValueError as error:
            raise bad(column) from error

    status = _STATUSES.get(fold_words(cells["status"]))
    if not cells["number"]:
        raise bad("number")
    if status is None:
        raise bad("status")
    first, last = day("valid_from"), day("valid_to")
    if first and last and last < first:
        raise bad("valid_to")
    return Entry(
        number=cells["number"],
        issuer=cells["issuer"] or None,
        date=day("date"),
        title=cells["title"] or None,
        status=status,
        replaced_by=tuple(part.strip() for part in cells["replaced_by"].split(";") if part.strip()),
        valid_from=first,
        valid_to=last,
    )
