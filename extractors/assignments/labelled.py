"""Label lines under a task: ``Bộ phận chủ trì: …``, ``Phối hợp: …``, ``Thời gian: …`` make one assignment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.assignments.clauses import distinct, due_date, tidy
from extractors.assignments.headings import content_start, hands_out_duties
from extractors.assignments.row import Row
from extractors.context import Context
from extractors.label_lines import Label, labels
from extractors.labels import bullet_of
from extractors.vietnamese.agencies import split_agencies

_BULLET = re.compile(r"\s*(?:[-–—−+*•·●▪]\s*)?")


@dataclass(slots=True)
class _Group:
    """The label lines below one task, gathered until something else follows."""

    anchor: tuple[int, int, int] | None
    agency: str = ""
    partners: list[str] = field(default_factory=list)
    due: str | None = None
    blocks: list[int] = field(default_factory=list)


def in_label_lines(context: Context) -> tuple[list[Row], frozenset[int]]:
    """The assignments of label lines, and the blocks that they and their labels fill."""
    rows: list[Row] = []
    taken: set[int] = set()
    if not any(
        ":" in low and ("chủ trì" in low or "thực hiện:" in low or "phụ trách:" in low)
        for low in context.lower
    ):
        return rows, frozenset()
    items: list[int] = []
    group: _Group | None = None
    owner: int | None = None

    def close() -> None:
        if group is not None and group.agency and group.anchor is not None:
            rows.append(_row(context, group, group.anchor))
            taken.update(group.blocks)
            taken.add(group.anchor[0])

    for block, low in enumerate(context.lower):
        if context.zones[block] not in ("body", "appendix") or context.document.blocks[block].kind == "cell":
            close()
            group, items = None, []
            continue
        here = context.outline.owners[block] if block < len(context.outline.owners) else None
        found = labels(low)
        line = bool(found) and found[0].at <= 1 and not _opens_section(context, block)
        if not line or here != owner:
            close()
            group = None
        if here != owner:
            owner, items = here, []
        if not line:
            if any(label.kind == "lead" for label in found) and found[0].at > 1:
                inner = _Group(_content(context, block, found[0].at))
                _fill(inner, context.document.blocks[block].text, low, found)
                if inner.agency and inner.anchor is not None and inner.anchor[2] - inner.anchor[1] > 15:
                    rows.append(_row(context, inner, inner.anchor))
                    taken.add(block)
            items.append(block)
            continue
        if group is None:
            group = _Group(_anchor(context, block, items))
            items = []
        group.blocks.append(block)
        _fill(group, context.document.blocks[block].text, low, found)
    close()
    return rows, frozenset(taken)


def _opens_section(context: Context, block: int) -> bool:
    section = context.outline.at(block)
    return section is not None and section.span.block == block


def _content(context: Context, block: int, end: int | None = None) -> tuple[int, int, int]:
    """The text of a block without its label or dash."""
    text = context.document.blocks[block].text
    section = context.outline.at(block)
    if section is not None and section.span.block == block:
        start = content_start(context.document, section)
    else:
        found = _BULLET.match(text)
        start = found.end() if found is not None else 0
    return block, start, max(start, len(text[:end].rstrip(" :;.(") if end is not None else text.rstrip()))


def _anchor(context: Context, block: int, items: list[int]) -> tuple[int, int, int] | None:
    """The task above a group of labels: the item of its own kind since the last group, else the section.

    Several bullets of one kind belong to the line of their section, and so do the labels behind them.
    """
    section = context.outline.at(block)
    below = [item for item in items if section is None or item != section.span.block]
    blocks = [context.document.blocks[item] for item in below]
    marks = [bullet_of(one) or one.text[:1] for one in blocks]
    if marks and marks.count(marks[-1]) == 1:
        return _content(context, below[-1])
    if section is not None:
        return _content(context, section.span.block)
    return _content(context, below[-1]) if below else None


def _fill(group: _Group, text: str, low: str, found: tuple[Label, ...]) -> None:
    for label in found:
        value = tidy(text[label.start : label.end].strip().rstrip(")"))
        if label.kind == "lead" and not group.agency:
            group.agency = value
        elif label.kind == "partner":
            group.partners += split_agencies(value)
        elif label.kind == "time":
            group.due = group.due or due_date(low[label.start : label.end], strict=False)


def _row(context: Context, group: _Group, anchor: tuple[int, int, int]) -> Row:
    inline = not any(hands_out_duties(s.title, s.level) for s in context.outline.lineage(anchor[0]))
    block, start, end = anchor
    return Row(
        block,
        start,
        end,
        group.agency,
        "lead",
        distinct(group.partners),
        False,
        inline,
        group.due,
        "label-lines",
        0.93,
    )
