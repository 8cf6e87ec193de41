"""The outline (bố cục): every numbered block of the body, as a tree.

Levels are judged over the whole list of labels: Roman above Arabic above letter is the rule of
thumb (Nghị định 30/2020/NĐ-CP, annex I, II.6), the document's own practice wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors.context import Outline, Zone
from extractors.document import Document, Notice
from extractors.label_lines import labels
from extractors.labels import Label, Style, label_of
from extractors.layout import is_capitals
from extractors.plan import Section, SectionKind


@dataclass(frozen=True, slots=True)
class _Entry:
    """A labelled block with the reading of its label that the list around it asks for."""

    block: int
    label: Label
    appendix: int


@dataclass(frozen=True, slots=True)
class _Node:
    entry: _Entry
    parent: int | None
    path: tuple[str, ...]


def _entries(document: Document, lower: Sequence[str], zones: Sequence[Zone]) -> list[_Entry]:
    found: list[_Entry] = []
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
            found.append(_Entry(index, label, appendix + (1 if zone == "appendix" else 0)))
    return found


def _readings(entries: list[_Entry]) -> list[_Entry]:
    """Letters that may be numerals, read as the list before and behind them says."""
    settled: list[_Entry] = []
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


def _choose(label: Label, other: Label, last: dict[Style, int], behind: Sequence[_Entry]) -> Label:
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


def _continues(entries: Sequence[_Entry], place: int, label: Label) -> bool:
    """Whether a list whose last label is given goes on behind ``place`` before a higher one opens."""
    for index in range(place + 1, min(len(entries), place + _HORIZON)):
        behind = entries[index].label
        if behind.style is label.style and behind.depth == label.depth:
            return behind.value == label.value + 1
    return False


def _nodes(entries: Sequence[_Entry]) -> list[_Node]:
    nodes: list[_Node] = []
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
        nodes.append(_Node(entry, parent, path))
        stack.append(len(nodes) - 1)
    return nodes


def _climb_decimal(stack: list[int], nodes: list[_Node], label: Label) -> None:
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


def _climb(stack: list[int], nodes: list[_Node], entries: Sequence[_Entry], place: int) -> None:
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


def _next_is_deeper(entries: Sequence[_Entry], place: int, outer: Label, deeper: Label) -> bool:
    """Whether the level ``deeper`` goes on before the level ``outer`` does."""
    for index in range(place + 1, min(len(entries), place + _HORIZON)):
        behind = entries[index].label
        if behind.style is deeper.style and behind.value == deeper.value + 1:
            return True
        if behind.style is outer.style and behind.value == outer.value + 1:
            return False
    return False


def _resumes(entries: Sequence[_Entry], place: int, top: Label, label: Label) -> bool:
    """Whether the list of ``top`` goes on after the list that ``label`` opens below it."""
    for index in range(place + 1, min(len(entries), place + _HORIZON)):
        behind = entries[index].label
        if behind.style is top.style:
            return behind.value == top.value + 1
        if behind.style < min(top.style, label.style):
            return False
    return False


# ---------------------------------------------------------------------------------- titles

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
class _Shape:
    """What a labelled block looks like, before its siblings are asked."""

    start: int
    end: int
    kind: SectionKind | None
    certain: bool


def _shape(text: str, low: str, start: int, children: bool) -> _Shape:
    rest = text[start:]
    stripped = rest.rstrip()
    colon = _run_in(rest)
    listed = children and rest.lower().startswith(("các ", "đề nghị các ")) and stripped[-1:] not in ".;"
    # `1. Mục tiêu 1: Trong lĩnh vực y tế`: the words behind the number are the title, if a list follows.
    numbered = colon is not None and children and _NUMBERED_AIM.fullmatch(low, start, start + colon)
    if numbered and len(stripped.split()) <= 30 and stripped[-1:] not in ".;,:":
        return _Shape(start, start + len(stripped), "heading", certain=True)
    if colon is not None and rest[colon + 1 :].strip() and not listed:
        return _Shape(start, start + len(rest[:colon].rstrip()), "run_in", certain=True)
    end = start + len(stripped)
    title_end = start + len(stripped.rstrip(":").rstrip()) if stripped.endswith(":") else end
    if is_capitals(stripped):
        return _Shape(start, title_end, "heading", certain=True)
    words = len(stripped.split())
    if stripped.endswith(":"):
        bare = words <= 8 and not _ANNOUNCES.search(stripped.lower())
        heading = bare or (colon is not None and words <= 22)
        return _Shape(start, title_end, "heading" if heading else "item", certain=words <= 12)
    if stripped.endswith((".", ";", "./.", "…", ",")):
        inside = _SENTENCE_INSIDE.search(stripped)
        if stripped.endswith(".") and not stripped.endswith("..") and children and words <= 40 and not inside:
            return _Shape(start, end, None, certain=False)
        return _Shape(start, end, "item", certain=True)
    if _SENTENCE_INSIDE.search(stripped) and words > 25:
        return _Shape(start, end, "item", certain=False)
    return _Shape(start, end, None, certain=False)


def _kinds(
    document: Document, nodes: Sequence[_Node], shapes: Sequence[_Shape], children: Sequence[bool]
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


def extract(
    document: Document, lower: Sequence[str], zones: Sequence[Zone]
) -> tuple[Outline, tuple[Notice, ...]]:
    """The outline of a document, and notices of gaps and repeats in its numbering."""
    nodes = _nodes(_readings(_entries(document, lower, zones)))
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
    shapes: list[_Shape] = []
    titles: list[tuple[int, int, int] | None] = []
    for index, node in enumerate(nodes):
        block = node.entry.block
        text = document.blocks[block].text
        # A sentence under which only lines say who and when is a task, no title.
        task = tasks[index] and text.rstrip().endswith(".")
        shapes.append(_shape(text, lower[block], node.entry.label.end, children[index] and not task))
        titles.append(None)
    kinds = _kinds(document, nodes, shapes, children)
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
    document: Document, zones: Sequence[Zone], nodes: Sequence[_Node], owners: Sequence[int | None]
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
    lower: Sequence[str], zones: Sequence[Zone], nodes: Sequence[_Node], owners: Sequence[int | None]
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


def _gaps(nodes: Sequence[_Node], sections: Sequence[Section]) -> tuple[Notice, ...]:
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
