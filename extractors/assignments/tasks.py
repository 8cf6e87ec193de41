"""Task tables: one assignment for each row that names a task."""

from __future__ import annotations

import re

from extractors.assignments.clauses import distinct, due_date, tidy
from extractors.assignments.row import Row
from extractors.context import Context
from extractors.label_lines import labels
from extractors.tables import Cell, Table, tables
from extractors.tables import Row as TableRow
from extractors.vietnamese.agencies import is_whole_name, opens_with_agency, split_agencies
from extractors.vietnamese.text import lower

_ROLE_WORDS = frozenset(("chủ trì", "phối hợp", "x", "chủ trì/phối hợp", "nt", "như trên", "-"))
_REFERENCE = (
    "theo phân công",
    "theo kế hoạch",
    "theo quyết định",
    "theo quy định",
    "theo chức năng",
    "theo danh sách",
)
_GROUP_LABEL = re.compile(r"(?:[IVXL]+|[A-ZĐ]|\d{1,2})[.)]?\s+")


def _is_person(line: str) -> bool:
    """Whether a line is two to five words in capitals and nothing else: ``Trần Văn An``."""
    words = line.split()
    return 2 <= len(words) <= 5 and all(word[0].isupper() and word[1:].islower() for word in words)


def in_task_tables(context: Context) -> list[Row]:
    """The assignments of all task tables of a document."""
    rows: list[Row] = []
    for table in tables(context.document):
        rows += _read(table)
    return rows


def _task_column(table: Table) -> int | None:
    """The column of tasks: of several the one whose cells are merged least, else the widest of no role."""
    named = [i for i, role in enumerate(table.roles) if role == "task"]
    pool = named or [i for i, role in enumerate(table.roles) if role is None]
    if not pool:
        return None
    body = table.body

    def weight(column: int) -> tuple[int, int]:
        cells = [cell for row in body if (cell := row.own(column)) is not None and cell.line]
        return len(cells), sum(len(cell.text) for cell in cells) if not named else -column

    best = max(pool, key=weight)
    return best if named or "time" in table.roles or "product" in table.roles else None


def _lead_column(table: Table) -> int | None:
    leads = [i for i, role in enumerate(table.roles) if role == "lead"]
    return next((i for i in leads if "chủ trì" in table.headers[i].lower()), leads[0] if leads else None)


def _read(table: Table) -> list[Row]:
    lead, task = _lead_column(table), _task_column(table)
    if task is None:
        return []
    partner, time, number = table.column("partner"), table.column("time"), table.column("number")
    grouped = lead is None and (time is not None or "product" in table.roles)
    if lead is None and not grouped:
        return []
    rows: list[Row] = []
    for row in table.body:
        cell = row.own(task)
        if cell is None or not re.search(r"\w{2}", cell.text):
            continue
        agency = _agency(None if lead is None else row.cells[lead])
        if not agency and number is not None and not row.text(number):
            continue
        if not agency:
            agency = _group_agency(row)
        if not agency or lower(agency) in _ROLE_WORDS or not re.search(r"\w", agency):
            continue
        if number is not None and not row.text(number) and cell.line[:1].islower() and rows:
            continue
        rows.append(_row(table, row, cell, agency, partner, time, grouped))
    return rows


def _agency(cell: Cell | None) -> str:
    """The cell of chủ trì as one string; lines that are a name each are set apart by ``;``."""
    if cell is None:
        return ""
    lines = [line for line in (tidy(line) for line in cell.text.split("\n")) if line]
    if len(lines) > 1 and all(_is_person(line) or is_whole_name(line) for line in lines):
        return "; ".join(lines)
    return tidy(cell.text)


def _group_agency(row: TableRow) -> str:
    """The agency of the group row above, where tasks are listed under the name of their agency."""
    if row.group is None:
        return ""
    name = _GROUP_LABEL.sub("", row.group, count=1).strip(" :.")
    return name if opens_with_agency(name) else ""


def _row(
    table: Table, row: TableRow, cell: Cell, agency: str, partner: int | None, time: int | None, grouped: bool
) -> Row:
    start = len(cell.text) - len(cell.text.lstrip())
    partner_cell = None if partner is None else row.cells[partner]
    partners: list[str] = []
    if partner_cell is not None and not lower(partner_cell.line).startswith(_REFERENCE):
        partners += split_agencies(partner_cell.text)
    # `Chủ trì: Sở A; Phối hợp: Sở B` in one cell.
    found = labels(lower(agency))
    for label in found:
        if label.kind == "partner":
            partners += split_agencies(agency[label.start : label.end])
    for label in found:
        if label.kind == "lead":
            agency = tidy(agency[label.start : label.end])
            break
    confidence = 0.96 if lower(" ".join(table.headers)).count("chủ trì") else 0.9
    if lower(agency).startswith(_REFERENCE):
        confidence = 0.6
    return Row(
        cell.block,
        start,
        len(cell.text.rstrip()),
        agency,
        "lead",
        distinct(partners),
        False,
        False,
        due_date(lower(row.text(time)), strict=False) if time is not None else None,
        "task-table-group" if grouped else "task-table",
        confidence,
    )
