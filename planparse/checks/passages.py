"""What the rules about words and figures share: sentences, folded text, citations, titles around a block."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from extractors.document import Span
from extractors.labels import bullet_of, label_of
from extractors.plan import Assignment, Section, Target
from extractors.vietnamese.tables import read_table
from extractors.vietnamese.text import fold_word
from planparse.checks.subject import Subject

_WORD = re.compile(r"[^\W\d_]+")
# A full stop between digits or behind an abbreviation ends nothing; a line end always does.
_END = re.compile(r"[.!?]+(?=\s)|[;\n]")
_BULLET = re.compile(r"\s*[-–—+*•●○▪✓]")
# A sentence is looked at so far around a figure: one endless line must not cost its length each time.
REACH = 500


@cache
def load_data(name: str) -> Mapping[str, Any]:
    """A table of ``data/``; every file names its source."""
    return read_table(Path(__file__).parent / "data" / name)


def alternatives(words: Iterable[str]) -> str:
    """Words as the inside of a group of a pattern, the longest first, any blank between their parts."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def words_of(key: str) -> re.Pattern[str]:
    """Any of the words of one list of ``figures.toml``, as whole words."""
    return re.compile(rf"(?<!\w)(?:{alternatives(load_data('figures.toml')[key])})(?!\w)")


def fold_text(low: str) -> str:
    """A lower-case text with the tone marks of each word in one place; offsets stay the same."""

    def folded(found: re.Match[str]) -> str:
        word = fold_word(found[0])
        return word if len(word) == len(found[0]) else found[0]

    return _WORD.sub(folded, low)


@dataclass(frozen=True)
class Passages:
    """The text of one plan as the rules about words read it. Properties are worked out once."""

    subject: Subject

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Each block in lower case and folded, offsets unchanged."""
        return tuple(fold_text(low) for low in self.subject.lower)

    @cached_property
    def headings(self) -> frozenset[int]:
        """The blocks that are only a title."""
        return frozenset(s.span.block for s in self.subject.plan.sections if s.kind == "heading")

    @cached_property
    def _citations(self) -> Mapping[int, tuple[tuple[int, int], ...]]:
        found: dict[int, list[tuple[int, int]]] = {}
        for citation in self.subject.plan.citations:
            found.setdefault(citation.span.block, []).append((citation.span.start, citation.span.end))
        return {block: tuple(sorted(spans)) for block, spans in found.items()}

    def cited(self, block: int, at: int) -> bool:
        """Whether an offset lies inside a citation."""
        spans = self._citations.get(block, ())
        place = bisect_right(spans, (at, len(self.folded[block]) + 1)) - 1
        return place >= 0 and spans[place][0] <= at < spans[place][1]

    def cites(self, block: int) -> bool:
        """Whether a block holds a citation."""
        return block in self._citations

    @cached_property
    def _parents(self) -> Mapping[str, str | None]:
        last: dict[tuple[str, ...], str] = {}
        parents: dict[str, str | None] = {}
        for section in self.subject.plan.sections:
            parents[section.id] = last.get(section.path[:-1]) if len(section.path) > 1 else None
            last[section.path] = section.id
        return parents

    def parent(self, section: str) -> str | None:
        """The id of the section around a section."""
        return self._parents.get(section)

    def lineage(self, section: str | None) -> Iterator[Section]:
        """A section and those around it, the innermost first."""
        while section is not None:
            yield self.subject.sections[section]
            section = self._parents.get(section)

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        titles: dict[str, str] = {}
        for section in self.subject.plan.sections:
            parent = self._parents[section.id]
            above = titles[parent] if parent else ""
            titles[section.id] = f"{above} / {fold_text((section.title or '').lower())}"[-REACH:]
        return titles

    def titles(self, section: str | None) -> str:
        """The titles of a section and of those around it, folded."""
        return "" if section is None else self._titles[section]

    @cached_property
    def owners(self) -> tuple[str | None, ...]:
        """The section of each block."""
        return tuple(
            self.subject.section_at(self.subject.span(number, 0, 0)) for number in range(len(self.folded))
        )

    @cached_property
    def agencies(self) -> Mapping[int, Assignment]:
        """For each block that states a task the assignment that stands there first."""
        found: dict[int, Assignment] = {}
        for assignment in self.subject.plan.assignments:
            found.setdefault(assignment.span.block, assignment)
        return found

    @cached_property
    def aims(self) -> frozenset[int]:
        """The blocks that set an aim without a number."""
        return frozenset(t.span.block for t in self.subject.plan.targets if t.kind == "unquantified")

    def opens_item(self, block: int) -> bool:
        """Whether a block begins with a label or a bullet."""
        written = self.subject.blocks[block]
        return bool(_BULLET.match(written.text) or bullet_of(written)) or label_of(written) is not None

    @cached_property
    def _cuts(self) -> dict[int, list[int]]:
        return {}

    def sentence_at(self, block: int, at: int) -> tuple[int, int]:
        """The sentence around an offset, no further than ``REACH`` on either side."""
        cuts = self._cuts.get(block)
        text = self.folded[block]
        if cuts is None:
            cuts = self._cuts[block] = [found.end() for found in _END.finditer(text)]
        place = bisect_right(cuts, at)
        start = cuts[place - 1] if place else 0
        end = cuts[place] if place < len(cuts) else len(text)
        return max(start, at - REACH), min(end, at + REACH)

    def sentence_of(self, span: Span) -> str:
        """The folded sentence around a stretch."""
        start, end = self.sentence_at(span.block, span.start)
        return self.folded[span.block][start:end]

    def sentences(self, block: int) -> Iterator[tuple[int, int]]:
        """The sentences of a block that hold a letter, without the space around them."""
        text = self.folded[block]
        start = 0
        for end in (*(found.end() for found in _END.finditer(text)), len(text)):
            piece = text[start:end]
            if piece.strip():
                yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
            start = end

    def around(self, target: Target) -> tuple[str, str]:
        """The folded text of the sentence before and behind a figure."""
        start, end = self.sentence_at(target.span.block, target.span.start)
        text = self.folded[target.span.block]
        return text[start : target.span.start], text[target.span.end : max(end, target.span.end)]


def passages(subject: Subject) -> Passages:
    """The passages of a subject, made once for all the rules that look at it."""
    kept = vars(subject).get("passages")
    if not isinstance(kept, Passages):
        kept = vars(subject)["passages"] = Passages(subject)
    return kept
