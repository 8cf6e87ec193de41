"""How deep each label stands: Roman above Arabic above letter, unless the practice of the plan is another.

Source of the rule: Nghị định 30/2020/NĐ-CP, annex I, II.6. Levels are judged over the whole list of labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.context import Zone
from extractors.document import Document
from extractors.labels import Label, Style, label_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled block with the reading of its label that the list around it asks for."""

    block: int
    label: Label
    appendix: int


@dataclass(frozen=True, slots=True)
class Node:
    """A section in the tree: its index of the parent (None at the top) and the labels down to it."""

    entry: Entry
    parent: int | None
    path: tuple[str, ...]


def _entries(document: Document, lower: Sequence[str], zones: Sequence[Zone]) -> list[Entry]:
    found: list[Entry] = []
    appendix = 0
    for index, block in enumerate(document.blocks):
        zone = zones[index]
        if (
            zone == "appendix"
            and block.kind == "paragraph"
            and lower[index].startswith(("phụ lục", "biểu", "mẫu"))
        ):
            appendix += 1
        if block.kind != "paragraph" or zone not in ("opening", "body", "appendix"):
            continue
        label = label_of(block)
        if label is not None:
            found.append(Entry(index, label, appendix + (1 if zone == "appendix" else 0)))
    return found


def _readings(entries: list[Entry]) -> list[Entry]:
    """Letters that may be numerals, read as the list before and behind them says."""
    settled: list[Entry] = []
    last: dict[Style, int] = {}
    for place, entry in enumerate(entries):
        label = entry.label
        if label.other is not None:
            label = _choose(label, label.other, last, entries[place + 1 : place + 40])
        settled.append(replace(entry, label=label))
        last[label.style] = label.value
        for style in [s for s in last if s > label.style]:
            del last[style]
    return settled


def _choose(label: Label, other: Label, last: dict[Style, int], behind: Sequence[Entry]) -> Label:
    letter, numeral = (label, other) if label.style in (Style.LETTER, Style.CAPITAL) else (other, label)
    if last.get(letter.style) == letter.value - 1 and letter.value > 1:
        follows_numeral = last.get(numeral.style) == numeral.value - 1 and numeral.value > 1
        return numeral if follows_numeral and numeral.style is Style.ROMAN else letter
    if last.get(numeral.style) == numeral.value - 1 and numeral.value > 1:
        return numeral
    # Alone so far: the next of its kind tells (ii) behind i), d) behind c)).
    for entry in behind:
        for reading in (entry.label, entry.label.other):
            if reading is None:
                continue
            if reading.style is numeral.style and reading.value == numeral.value + 1:
                return numeral
            if reading.style is letter.style and reading.value == letter.value + 1:
                return letter
    return numeral if numeral.style is Style.ROMAN or (letter.value > 1 and numeral.value == 1) else letter


# How many labels ahead a list is looked for: more than any plan has, so that hostile ones stay linear.
_HORIZON = 2000


def _continues(entries: Sequence[Entry], place: int, label: Label) -> bool:
    """Whether a list whose last label is given goes on behind ``place`` before a higher one opens."""
    for index in range(place + 1, min(len(entries), place + _HORIZON)):
        behind = entries[index].label
        if behind.style is label.style and behind.depth == label.depth:
            return behind.value == label.value + 1
    return False


def nodes_of(document: Document, lower: Sequence[str], zones: Sequence[Zone]) -> list[Node]:
    """The sections in their order, each with its parent and its path of labels."""
    entries = _readings(_entries(document, lower, zones))
    nodes: list[Node] = []
    stack: list[int] = []
    appendix = 0
    for place, entry in enumerate(entries):
        label = entry.label
        if entry.appendix != appendix:
            stack.clear()
            appendix = entry.appendix
        if label.style is Style.DECIMAL:
            _climb_decimal(stack, nodes, label)
        else:
            _climb(stack, nodes, entries, place)
        parent = stack[-1] if stack else None
        path = (nodes[parent].path if parent is not None else ()) + (label.name,)
        nodes.append(Node(entry, parent, path))
        stack.append(len(nodes) - 1)
    return nodes


def _climb_decimal(stack: list[int], nodes: list[Node], label: Label) -> None:
    """Leave on the stack what ``1.2.`` belongs under: ``1.``, or all that ranks above Arabic."""
    prefix = label.name.rsplit(".", 1)[0]
    keep = list(stack)
    while keep:
        top = nodes[keep[-1]].entry.label
        if top.style in (Style.ARABIC, Style.ARABIC_BRACKET, Style.DECIMAL) and top.name.lstrip(
            "0"
        ) == prefix.lstrip("0"):
            stack[:] = keep
            return
        keep.pop()
    while stack:
        top = nodes[stack[-1]].entry.label
        if top.style < Style.ARABIC or (top.style is Style.ARABIC and label.depth == 2 and top.value == 0):
            return
        if top.style is Style.ARTICLE:
            return
        if top.style is Style.DECIMAL and top.depth < label.depth:
            return
        stack.pop()


def _climb(stack: list[int], nodes: list[Node], entries: Sequence[Entry], place: int) -> None:
    """Leave on the stack what a label belongs under."""
    label = entries[place].label
    same = next(
        (i for i in range(len(stack) - 1, -1, -1) if nodes[stack[i]].entry.label.style is label.style), None
    )
    if same is not None:
        last = nodes[stack[same]].entry.label
        # A list that starts anew below a deeper level of another style stands there (a) … 1. 2.).
        deeper = nodes[stack[-1]].entry.label
        if (
            label.value == 1
            and last.value >= 1
            and same < len(stack) - 1
            and deeper.style is not Style.DECIMAL
            and _continues(entries, place, last)
            and _next_is_deeper(entries, place, last, deeper)
        ):
            return
        del stack[same:]
        return
    while stack:
        top = nodes[stack[-1]].entry.label
        if top.style < label.style:
            return
        if label.value == 1 and top.style is not Style.DECIMAL and _resumes(entries, place, top, label):
            return
        stack.pop()


def _next_is_deeper(entries: Sequence[Entry], place: int, outer: Label, deeper: Label) -> bool:
    """Whether the level ``deeper`` goes on before the level ``outer`` does."""
    for index in range(place + 1, min(len(entries), place + _HORIZON)):
        behind = entries[index].label
        if behind.style is deeper.style and behind.value == deeper.value + 1:
            return True
        if behind.style is outer.style and behind.value == outer.value + 1:
            return False
    return False


def _resumes(entries: Sequence[Entry], place: int, top: Label, label: Label) -> bool:
    """Whether the list of ``top`` goes on after the list that ``label`` opens below it."""
    for index in range(place + 1, min(len(entries), place + _HORIZON)):
        behind = entries[index].label
        if behind.style is top.style:
            return behind.value == top.value + 1
        if behind.style < min(top.style, label.style):
            return False
    return False
