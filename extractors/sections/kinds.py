"""Heading, run-in title or item: by the shape of the block, and what that leaves open by its siblings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.document import Document
from extractors.labels import Style
from extractors.layout import is_capitals
from extractors.plan import SectionKind
from extractors.sections.levels import Node

# What stands before a colon and is no title: the sentence goes on behind it.
_LEADS_ON = regex.compile(
    r"(?:trong đó|cụ thể|như sau|sau(?: đây)?|gồm(?: có)?|bao gồm|như|là|đó|rằng|với|theo|"
    r"trong|(?<!tồn )(?<!hiện )tại|về|từ|đến|của|cho|và|hoặc)$"
)
# What ends a lead-in, not a title.
_ANNOUNCES = regex.compile(r"(?:sau(?: đây)?|gồm(?: có)?|trong đó)\s*:$")
_QUANTITY = regex.compile(r"\d(?:[.,]\d+)*\s*(?:%|‰|triệu|tỷ|tỉ|nghìn|đồng|người|hộ|lao động|ha\b|km\b)")
_SENTENCE_INSIDE = regex.compile(r"[.;?!…]\s+(?=\p{Lu})")
_NUMBERED_AIM = regex.compile(
    r"\s*(?:mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|nội dung|tiêu chí|nhóm)\s+(?:số\s+)?\d{1,2}\s*"
)
_MAX_TITLE = 260


def _run_in(rest: str) -> int | None:
    """Where the colon of a run-in title stands in the text behind a label, or None."""
    start = 0
    while (colon := rest.find(":", start)) >= 0:
        if colon + 1 < len(rest) and colon > 0 and rest[colon - 1].isdigit() and rest[colon + 1].isdigit():
            start = colon + 1
            continue
        break
    if colon <= 0 or colon > 220:
        return None
    title = rest[:colon].strip()
    if (
        len(title.split()) > 32
        or ";" in title
        or title.count("“") != title.count("”")
        or title.count("(") != title.count(")")
    ):
        return None
    if _LEADS_ON.search(title.lower()) or _QUANTITY.search(title.lower()):
        return None
    # `Ông. Trần Văn A - Trưởng đoàn:` keeps its dot; a whole sentence before the colon is no title.
    if any(found.start() > 5 for found in _SENTENCE_INSIDE.finditer(title)):
        return None
    return colon


@dataclass(frozen=True, slots=True)
class Shape:
    """What a labelled block looks like, before its siblings are asked."""

    start: int
    end: int
    kind: SectionKind | None
    certain: bool


def shape_of(text: str, low: str, start: int, children: bool) -> Shape:
    """The shape of a block whose label ends at ``start``; ``children``: whether anything stands below it."""
    rest = text[start:]
    stripped = rest.rstrip()
    colon = _run_in(rest)
    listed = children and rest.lower().startswith(("các ", "đề nghị các ")) and stripped[-1:] not in ".;"
    # `1. Mục tiêu 1: Trong lĩnh vực y tế`: the words behind the number are the title, if a list follows.
    numbered = colon is not None and children and _NUMBERED_AIM.fullmatch(low, start, start + colon)
    if numbered and len(stripped.split()) <= 30 and stripped[-1:] not in ".;,:":
        return Shape(start, start + len(stripped), "heading", certain=True)
    if colon is not None and rest[colon + 1 :].strip() and not listed:
        return Shape(start, start + len(rest[:colon].rstrip()), "run_in", certain=True)
    end = start + len(stripped)
    title_end = start + len(stripped.rstrip(":").rstrip()) if stripped.endswith(":") else end
    if is_capitals(stripped):
        return Shape(start, title_end, "heading", certain=True)
    words = len(stripped.split())
    if stripped.endswith(":"):
        bare = words <= 8 and not _ANNOUNCES.search(stripped.lower())
        heading = bare or (colon is not None and words <= 22)
        return Shape(start, title_end, "heading" if heading else "item", certain=words <= 12)
    if stripped.endswith((".", ";", "./.", "…", ",")):
        inside = _SENTENCE_INSIDE.search(stripped)
        if stripped.endswith(".") and not stripped.endswith("..") and children and words <= 40 and not inside:
            return Shape(start, end, None, certain=False)
        return Shape(start, end, "item", certain=True)
    if _SENTENCE_INSIDE.search(stripped) and words > 25:
        return Shape(start, end, "item", certain=False)
    return Shape(start, end, None, certain=False)


def kinds_of(
    document: Document, nodes: Sequence[Node], shapes: Sequence[Shape], children: Sequence[bool]
) -> list[SectionKind]:
    """The kind of each section; what its own shape leaves open its siblings decide."""
    siblings: Counter[tuple[int | None, Style]] = Counter()
    sure: Counter[tuple[int | None, Style, SectionKind | None]] = Counter()
    for node, shape in zip(nodes, shapes, strict=True):
        family = (node.parent, node.entry.label.style)
        siblings[family] += 1
        if shape.certain:
            sure[*family, shape.kind] += 1
    kinds: list[SectionKind] = []
    for index, (node, shape) in enumerate(zip(nodes, shapes, strict=True)):
        if shape.kind is not None and shape.certain:
            kinds.append(shape.kind)
            continue
        text = document.blocks[node.entry.block].text
        words = len(text.split())
        family = (node.parent, node.entry.label.style)
        many = siblings[family]
        own = shape.kind if shape.certain else ""
        items = sure[*family, "item"] - (own == "item")
        runs = sure[*family, "run_in"] - (own == "run_in")
        open_ended = text.rstrip()[-1:] in ".:"
        if children[index]:
            heading = not open_ended or items == 0 or items < many / 2
            if shape.kind == "item" and open_ended and (items or words > 15):
                heading = False
            kinds.append("heading" if heading else "item")
        elif items > many / 2 and words > 6:
            kinds.append("item")
        elif shape.kind is not None:
            kinds.append(shape.kind)
        elif words > 45 or (runs == 0 and items and words > 20):
            kinds.append("item")
        else:
            kinds.append("heading")
    return kinds
