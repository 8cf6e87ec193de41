"""Label lines under a task: ``Bộ phận chủ trì: …``, ``Phối hợp: …``, ``Thời gian: …`` make one assignment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from extractors.assignments.clauses import distinct, due_date, tidy
from extractors.assignments.headings import content_start, hands_out_duties
from extractors.assignments.row import Row
from extractors.context import Context
from extractors.labels import bullet_of
from extractors.vietnamese.agencies import split_agencies
from extractors.vietnamese.tables import load_table

Kind = Literal["lead", "partner", "time", "other"]
_BULLET = re.compile(r"\s*(?:[-–—−+*•·●▪]\s*)?")


@cache
def _label() -> re.Pattern[str]:
    data = load_table("assignments.toml")["label"]

    def any_of(key: str) -> str:
        return "|".join(re.escape(word) for word in sorted(data[key], key=len, reverse=True))

    return re.compile(
        rf"""(?:^|(?<=[.;\n(…]))[\s\-–+*•]{{0,6}}
        (?: (?P<other>{any_of("other")})
          | (?P<time>{any_of("time")})
          | (?:(?:{any_of("who")})\s+)?(?P<partner>{any_of("partner")})
          | (?P<who>(?:{any_of("who")})\s+)?(?P<lead>{any_of("lead")}) )
        \s{{0,4}}:""",
        re.VERBOSE,
    )


@dataclass(frozen=True, slots=True)
class Label:
    """One label with its value: offsets into the block's text."""

    kind: Kind
    at: int
    start: int
    end: int


# Labels that say who leads even without a noun before them; thực hiện alone says too little.
_BARE_LEADS = ("chủ trì", "phụ trách", "đầu mối", "chịu trách nhiệm")


def labels(low: str) -> tuple[Label, ...]:
    """The labels of one block, or none where no label says who leads, helps or by when."""
    if ":" not in low:
        return ()
    found = list(_label().finditer(low))
    done: list[Label] = []
    for match, following in zip(found, [*found[1:], None], strict=False):
        kind: Kind = "other"
        if match["lead"] and (match["who"] or match["lead"].startswith(_BARE_LEADS)):
            kind = "lead"
        elif match["partner"]:
            kind = "partner"
        elif match["time"]:
            kind = "time"
        elif not match["other"]:
            continue
        done.append(Label(kind, match.start(), match.end(), following.start() if following else len(low)))
    return tuple(done)


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
