"""Which sections hand out duties, and which headings name an agency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.context import Outline
from extractors.document import Document
from extractors.labels import label_of
from extractors.plan import Section
from extractors.vietnamese.agencies import is_verb_at, read_names
from extractors.vietnamese.tables import load_table
from extractors.vietnamese.text import lower

MAX_HEADING_WORDS = 32


@dataclass(frozen=True, slots=True)
class Charge:
    """An agency that is charged with what stands below its heading."""

    agency: str
    requested: bool
    confidence: float
    rule: str
    generic: bool = False


@dataclass(frozen=True, slots=True)
class _Cues:
    titles: tuple[str, ...]
    starts: tuple[str, ...]
    whole: frozenset[str]
    never: tuple[str, ...]
    prefix: re.Pattern[str]
    matter: re.Pattern[str]


@cache
def _cues() -> _Cues:
    data = load_table("assignments.toml")
    section, heading = data["section"], data["heading"]

    def alternatives(words: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    return _Cues(
        tuple(section["titles"]),
        tuple(section["starts"]),
        frozenset(section["whole"]),
        tuple(section["never"]),
        re.compile(rf"\W*(?:{alternatives(heading['prefixes'])})\s+"),
        re.compile(rf"\W*(?:{alternatives(heading['matters'])})(?!\w)"),
    )


def hands_out_duties(title: str | None, level: int) -> bool:
    """Whether a section of that title and level is one of tổ chức thực hiện or phân công."""
    if not title:
        return False
    low = " ".join(lower(title).split()).strip(" .:")
    cues = _cues()
    if low.startswith(cues.never):
        return False
    if low in cues.whole or low.startswith(cues.starts):
        return True
    return level == 1 and any(words in low for words in cues.titles)


def prefix_end(low: str) -> tuple[int, bool]:
    """Where the words before an agency's name end (``Đề nghị``, ``Giao``), and whether they request."""
    found = _cues().prefix.match(low)
    if found is None:
        return 0, False
    return found.end(), "đề nghị" in found[0]


def heading_charge(title: str, *, certain: bool, siblings: bool = False) -> Charge | None:
    """The agency that a heading names, or None for a heading of some matter or a whole sentence.

    ``certain`` says that something stands below the heading; ``siblings`` that the headings beside it name
    agencies, so that one without a known head word (``Kinh tế hạ tầng đô thị``) does too.
    """
    text = " ".join(title.split()).rstrip(" :.;")
    low = lower(text)
    start, requested = prefix_end(low)
    names = read_names(text, start, semicolons=True)
    if names.items:
        rest = text[names.end :].strip(" ,;")
        sentence = bool(rest) and is_verb_at(rest, 0)
        short = len(text.split()) <= 12 and certain
        if sentence and (
            not short or lower(rest).startswith(("chủ trì", "phối hợp", "có trách nhiệm", "chịu trách"))
        ):
            return None
        if len(text.split()) > MAX_HEADING_WORDS and rest:
            return None
        generic = all(name.generic for name in names.items)
        return Charge(text[start:].strip(), requested, 0.95 if not rest else 0.9, "heading", generic)
    if not siblings or _cues().matter.match(low) or is_verb_at(text, 0) or len(text.split()) > 14:
        return None
    return Charge(text[start:].strip(), requested, 0.8, "heading-by-siblings")


def content_start(document: Document, section: Section) -> int:
    """Where the text behind a section's label begins in its block."""
    label = label_of(document.blocks[section.span.block])
    return label.end if label is not None else 0


@dataclass(frozen=True, slots=True)
class Duties:
    """For each section of the outline whether it hands out duties, and whom it charges."""

    inside: tuple[bool, ...]
    own: tuple[Charge | None, ...]
    charges: tuple[Charge | None, ...]


def read_duties(outline: Outline) -> Duties:
    """The duties of an outline, parents before children."""
    sections = outline.sections
    inside: list[bool] = []
    for section, parent in zip(sections, outline.parents, strict=True):
        within = parent is not None and inside[parent]
        inside.append(within or hands_out_duties(section.title, section.level))
    families: dict[int | None, list[int]] = {}
    for index, parent in enumerate(outline.parents):
        if parent is not None and inside[parent]:
            families.setdefault(parent, []).append(index)
    own: list[Charge | None] = [None] * len(sections)
    for members in families.values():
        _read_family(sections, members, own)
    charges: list[Charge | None] = []
    for index, parent in enumerate(outline.parents):
        inherited = charges[parent] if parent is not None else None
        charges.append(own[index] or inherited)
    return Duties(tuple(inside), tuple(own), tuple(charges))


def _read_family(sections: tuple[Section, ...], members: list[int], own: list[Charge | None]) -> None:
    titled = [(index, title) for index in members if (title := sections[index].title) is not None]
    for index, title in titled:
        own[index] = heading_charge(title, certain=sections[index].kind == "heading" or _short(title))
    known = sum(own[index] is not None for index, _ in titled)
    if known * 2 < len(titled) or known < 2:
        return
    for index, title in titled:
        if own[index] is None:
            own[index] = heading_charge(title, certain=True, siblings=True)


def _short(title: str) -> bool:
    return len(title.split()) <= 16
