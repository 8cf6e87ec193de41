"""What is true of the sample plans: gold rows of one plan, and what a comparison has to find.

Nothing here reads Vietnamese: every row is taken from the labels of the sources, so it is true by
construction. Rows have the keys of the annotation guide of the gold sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.samples.markup import Block, Mark, MarkupError, Source, Table

Row = dict[str, Any]

ROLES = ("lead", "coordinate", "execute")
STATUSES = ("kept", "altered", "unquantified", "missing", "added", "apportioned", "copied")
EFFECTS = ("weaker", "stronger", "unclear")

_QUANTITY = re.compile(r"(=|>=|>|<=|<|~|range) (\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))? (.+)")
_UNIT = re.compile(r"\(([^()]+)\)$")
_WORDS_OF_QUOTE = 8


def head(text: str) -> str:
    """The first eight words: how the guide quotes a task or an aim without a number."""
    return " ".join(text.split()[:_WORDS_OF_QUOTE])


def _number(written: str) -> int | float:
    return float(written) if "." in written else int(written)


def _figure(written: str) -> int | float:
    """A number as a table writes it: ``7.200`` is 7200, ``2,5`` is 2.5."""
    return _number(written.replace(".", "").replace(",", "."))


def _span(written: str | None) -> Row | None:
    if written is None:
        return None
    start, _, end = written.partition("..")
    return {"start": int(start) if start else None, "end": int(end)}


def _extras(mark: Mark) -> Row:
    extras: Row = {"optional": True} if mark.optional else {}
    if "note" in mark.args:
        extras["note"] = mark.args["note"]
    return extras


@dataclass(frozen=True, slots=True)
class LabelledTarget:
    """A gold row of a target with what the markup says of its place in the comparison.

    ``key`` is the id of the city's target: the row's own in the city's plan, that of the target it
    answers to in a ward's plan, None for one that only the ward has.
    """

    row: Row
    key: str | None
    verdict: str | None


def labelled_targets(source: Source) -> list[LabelledTarget]:
    """All targets of a plan in the order of the document."""
    found: list[LabelledTarget] = []
    quotes: dict[str, str] = {}
    for block in source.blocks:
        for mark in block.marks:
            if mark.kind not in ("target", "baseline", "aim"):
                continue
            key = mark.args.get("id") or mark.args.get("from")
            quote = head(block.body) if mark.kind == "aim" else mark.quote
            part_of = quotes[mark.args["part"]] if "part" in mark.args else None
            found.append(LabelledTarget(_target_row(mark, quote, part_of), key, mark.args.get("is")))
            if key:
                quotes[key] = quote
    return found


def _target_row(mark: Mark, quote: str, part_of: str | None) -> Row:
    args = mark.args
    comparator = value = upper = unit = None
    if mark.kind != "aim":
        quantity = _QUANTITY.fullmatch(args["q"])
        if not quantity:
            raise MarkupError(f"not a quantity: {args['q']!r}")
        comparator, low, high, unit = quantity.groups()
        value, upper = _number(low), _number(high) if high else None
    return {
        "quote": quote,
        "kind": "unquantified" if mark.kind == "aim" else mark.kind,
        "indicator": args["of"],
        "comparator": comparator,
        "value": value,
        "upper": upper,
        "unit": unit,
        "direction": args.get("dir"),
        "per": args.get("per"),
        "period": _span(args.get("for")),
        "part_of": part_of,
        **_extras(mark),
    }


def _meta(source: Source) -> Row:
    meta = source.meta
    signer = meta["signer"]
    title = source.front.get("title") or " ".join(line.plain for line in source.title)
    return {
        "document_type": "kế hoạch",
        "number": meta.get("number"),
        "issuer": meta["issuer"],
        "level": meta["level"],
        "place": meta["place"],
        "date": meta["date"],
        "title": title,
        "period": {"start": meta["period"][0], "end": meta["period"][1]},
        "implements": list(meta["implements"]),
        "signers": [
            {"name": signer["name"], "position": signer["position"], "authority": signer.get("authority")}
        ],
        "recipients": list(source.front["recipients"]),
    }


def _headings(source: Source) -> list[Block]:
    return [block for block in source.blocks if block.path]


def _section(block: Block) -> Row:
    return {"path": list(block.path), "kind": block.kind, "title": block.title}


def _citations(source: Source) -> Iterator[Row]:
    lines = [text.marks for text in source.title] + [block.marks for block in source.blocks]
    for mark in (mark for marks in lines for mark in marks if mark.kind == "cite"):
        args = mark.args
        places = (part.strip().partition(" ") for part in args.get("at", "").split(",") if part)
        yield {
            "quote": mark.quote,
            "type": args["type"],
            "number": args.get("number"),
            "name": args.get("name"),
            "year": int(args["year"]) if "year" in args else None,
            "date": args.get("date"),
            "issuer": args.get("by"),
            "pinpoint": {level: label for level, _, label in places} or None,
            **_extras(mark),
        }


def _deadlines(source: Source) -> Iterator[Row]:
    for block in source.blocks:
        for mark in block.marks:
            if mark.kind == "due":
                for every in mark.args.get("every", "").split(","):
                    due = {"quote": mark.quote, "due": mark.args.get("on"), "every": every or None}
                    yield {**due, **_extras(mark)}


def _assignments(source: Source) -> Iterator[Row]:
    """One row for each line with a role; the agency is the line's own or that of the heading above it."""
    organised = False
    agency = ""
    for block in source.blocks:
        if len(block.path) == 1:
            organised = "org" in block.flags
            agency = ""
        if block.title and ("agency" in block.flags or (organised and block.kind == "run_in")):
            agency = block.title
        if block.table and block.table.kind == "tasks":
            yield from _table_tasks(block.table)
        role = next((mark for mark in block.marks if mark.kind in ROLES), None)
        if role is None:
            continue
        own = next((mark.quote for mark in block.marks if mark.kind == "agency"), None)
        name = own or agency
        if not name:
            raise MarkupError(f"a task without an agency: {block.text!r}")
        partners = [mark.quote for mark in block.marks if mark.kind == "p"]
        yield {
            "agency": name.removeprefix("Đề nghị "),
            "quote": head(block.body),
            "role": role.kind,
            "partners": list(dict.fromkeys(partners)),
            "requested": name.startswith("Đề nghị "),
            "inline": own is not None,
            **_extras(role),
        }


def _table_tasks(table: Table) -> Iterator[Row]:
    for row in table.rows[table.header :]:
        _, task, lead, partners, _ = (cell.plain for cell in row)
        yield {
            "agency": lead,
            "quote": head(task),
            "role": "lead",
            "partners": [name.strip() for name in re.split(r"[,;]", partners) if name.strip()],
            "requested": False,
            "inline": False,
        }


def _allocations(source: Source) -> Iterator[Row]:
    tables = (block.table for block in source.blocks if block.table and block.table.kind == "allocations")
    for table in tables:
        titles = table.column_titles()
        for row in table.rows[table.header :]:
            for column in range(2, len(row)):
                unit = _UNIT.search(titles[column])
                yield {
                    "to": row[1].plain,
                    "indicator": titles[column],
                    "value": _figure(row[column].plain),
                    "unit": unit[1] if unit else None,
                }


def gold(source: Source) -> Row:
    """The gold record of one plan."""
    return {
        "meta": _meta(source),
        "sections": [_section(block) for block in _headings(source)],
        "citations": list(_citations(source)),
        "targets": [target.row for target in labelled_targets(source)],
        "assignments": list(_assignments(source)),
        "allocations": list(_allocations(source)),
        "deadlines": list(_deadlines(source)),
    }


def allotted(city: Source, unit: str) -> Mapping[str, int | float]:
    """What the city's table gives one unit, by the id of the city's target."""
    shares: dict[str, int | float] = {}
    for table in (block.table for block in city.blocks if block.table):
        for row in table.rows[table.header :]:
            if row[1].plain == unit:
                cells = zip(table.targets, row[2:], strict=True)
                shares |= {key: _figure(cell.plain) for key, cell in cells}
    return shares
