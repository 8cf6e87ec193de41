"""The outline (bố cục): every numbered block of the body, as a tree.

One module a question: ``levels`` (how deep each label stands), ``kinds`` (heading, run-in title or item).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.context import Outline, Zone
from extractors.document import Document, Notice
from extractors.label_lines import labels
from extractors.labels import Label, Style
from extractors.layout import is_capitals
from extractors.plan import Section
from extractors.sections.kinds import Shape, kinds_of, shape_of
from extractors.sections.levels import Node, nodes_of


def extract(
    document: Document, lower: Sequence[str], zones: Sequence[Zone]
) -> tuple[Outline, tuple[Notice, ...]]:
    """The outline of a document, and notices of gaps and repeats in its numbering."""
    nodes = nodes_of(document, lower, zones)
    opened = {node.entry.block: index for index, node in enumerate(nodes)}
    owners: list[int | None] = []
    current: int | None = None
    for index, zone in enumerate(zones):
        if zone not in ("opening", "body", "appendix") or (
            zone == "appendix" and index > 0 and zones[index - 1] != "appendix"
        ):
            current = None
        current = opened.get(index, current)
        owners.append(current)
    children = _has_content(document, zones, nodes, owners)
    tasks = _only_labelled(lower, zones, nodes, owners)
    shapes: list[Shape] = []
    for index, node in enumerate(nodes):
        block = node.entry.block
        text = document.blocks[block].text
        # A sentence under which only lines say who and when is a task, no title.
        task = tasks[index] and text.rstrip().endswith(".")
        shapes.append(shape_of(text, lower[block], node.entry.label.end, children[index] and not task))
    kinds = kinds_of(document, nodes, shapes, children)
    sections: list[Section] = []
    for index, (node, shape, kind) in enumerate(zip(nodes, shapes, kinds, strict=True)):
        block = node.entry.block
        text = document.blocks[block].text
        title: str | None = None
        if kind != "item":
            title = text[shape.start : shape.end].strip()
            if not title:
                title = _title_below(document, zones, opened, block)
        sections.append(
            Section(
                id=f"s{index + 1}",
                path=node.path,
                level=len(node.path),
                kind=kind,
                title=title or None,
                span=document.span(block, 0, shape.end if kind != "item" else len(text)),
                rule=node.entry.label.style.name.lower().replace("_", "-"),
                confidence=0.97 if shape.certain else 0.9,
            )
        )
    outline = Outline(tuple(sections), tuple(owners), tuple(node.parent for node in nodes))
    return outline, _gaps(nodes, sections)


def _title_below(document: Document, zones: Sequence[Zone], opened: dict[int, int], block: int) -> str | None:
    """The title of ``Chương I`` stands on the line below it."""
    below = block + 1
    if below < len(document.blocks) and below not in opened and zones[below] == zones[block]:
        text = document.blocks[below].text.strip()
        if is_capitals(text) or (len(text) < 160 and text[-1:] not in ".;:"):
            return text
    return None


def _has_content(
    document: Document, zones: Sequence[Zone], nodes: Sequence[Node], owners: Sequence[int | None]
) -> list[bool]:
    """For each section whether anything stands below it: a section, a bullet, a paragraph, a cell."""
    has = [False] * len(nodes)
    for node in nodes:
        if node.parent is not None:
            has[node.parent] = True
    for index, owner in enumerate(owners):
        below = owner is not None and nodes[owner].entry.block != index
        # The sentence that closes a plan stands below no item.
        closes = document.blocks[index].text.startswith("Trên đây")
        if owner is not None and below and not closes and zones[index] in ("opening", "body", "appendix"):
            has[owner] = True
    return has


def _only_labelled(
    lower: Sequence[str], zones: Sequence[Zone], nodes: Sequence[Node], owners: Sequence[int | None]
) -> list[bool]:
    """For each section whether all that stands below it are lines such as ``Đơn vị chủ trì: …``."""
    labelled = [False] * len(nodes)
    other = [False] * len(nodes)
    for node in nodes:
        if node.parent is not None:
            other[node.parent] = True
    for index, owner in enumerate(owners):
        if owner is None or nodes[owner].entry.block == index or zones[index] not in ("body", "appendix"):
            continue
        if labels(lower[index]):
            labelled[owner] = True
        else:
            other[owner] = True
    return [one and not two for one, two in zip(labelled, other, strict=True)]


def _gaps(nodes: Sequence[Node], sections: Sequence[Section]) -> tuple[Notice, ...]:
    """Numbering gaps (``1.`` then ``3.``) and repeats among the siblings of one list."""
    notices: list[Notice] = []
    last: dict[tuple[int | None, Style], Label] = {}
    for node, section in zip(nodes, sections, strict=True):
        label = node.entry.label
        before = last.get((node.parent, label.style))
        arguments = {"label": label.name, "before": before.name if before else ""}
        if before is not None and label.value == before.value:
            notices.append(Notice("numbering-repeat", arguments, section.span))
        elif before is not None and label.value > before.value + 1:
            # Plans that write f) or w) between their letters are not at fault.
            notices.append(Notice("numbering-gap", arguments, section.span))
        last[(node.parent, label.style)] = label
    return tuple(notices)
