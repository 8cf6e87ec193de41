"""What every extractor is given: the document, its zones and its outline, prepared once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.document import Document
from extractors.plan import Section

Zone = Literal["letterhead", "title", "opening", "body", "closing", "appendix"]


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a document, and for each block the section in which it begins."""

    sections: tuple[Section, ...] = ()
    owners: tuple[int | None, ...] = ()
    parents: tuple[int | None, ...] = ()

    def at(self, block: int) -> Section | None:
        """The innermost section of a block: the one it opens, else the one it stands in."""
        owner = self.owners[block] if block < len(self.owners) else None
        return None if owner is None else self.sections[owner]

    def lineage(self, block: int) -> tuple[Section, ...]:
        """The sections around a block, the root first, the innermost last."""
        found: list[Section] = []
        index = self.owners[block] if block < len(self.owners) else None
        while index is not None:
            found.append(self.sections[index])
            index = self.parents[index]
        return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Context:
    """A document with its texts in lower case (same offsets), its zones and its outline."""

    document: Document
    lower: tuple[str, ...]
    zones: tuple[Zone, ...]
    outline: Outline
