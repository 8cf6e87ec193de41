"""Plans as documents of spaCy with their rows as span groups, for training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from extractors.document import Document
    from extractors.plan import Plan

Part = Literal["sections", "citations", "targets", "assignments", "allocations", "deadlines"]
PARTS: tuple[Part, ...] = get_args(Part)
LABELS: Mapping[Part, str] = {
    "targets": "kind", "citations": "type", "assignments": "role", "sections": "kind",
}  # fmt: skip
"""The field of a row that tells its class within its part."""
# The name under which spaCy's span categoriser looks for what it is to learn.
ALL = "sc"


@dataclass(frozen=True, slots=True)
class Place:
    """A row at ``text[start:end]`` of the text that `text_of` gives."""

    part: Part
    label: str
    start: int
    end: int


def text_of(document: Document) -> str:
    """All blocks, one a line; line feeds within cells are blanks, so that offsets stay."""
    return "\n".join(block.text.replace("\n", " ") for block in document.blocks)


def starts_of(document: Document) -> tuple[int, ...]:
    """Where each block begins in that text, and one past where the last one ends."""
    return tuple(accumulate((len(block.text) + 1 for block in document.blocks), initial=0))


def extracted(plan: Plan) -> tuple[Place, ...]:
    """The places of the rows of a plan."""
    starts = starts_of(plan.document)
    rows: Mapping[Part, Sequence[object]] = {part: getattr(plan, part) for part in PARTS}
    places = []
    for part, found in rows.items():
        for row in found:
            span = row.span  # type: ignore[attr-defined]
            label = str(getattr(row, LABELS[part])) if part in LABELS else part.removesuffix("s")
            places.append(Place(part, label, starts[span.block] + span.start, starts[span.block] + span.end))
    return tuple(places)


def blank(language: str) -> Language:
    """An empty pipeline of a language; Vietnamese without the segmenter that is slow to load."""
    import spacy

    if language == "vi":
        return spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    return spacy.blank(language)


def make_doc(nlp: Language, text: str, places: Iterable[Place]) -> tuple[Doc, int]:
    """A document of spaCy with a span group a part and one of all, and how many spans had to be widened.

    A span whose edge lies within a token is widened to the token's edge.
    """
    from spacy.tokens import Span

    doc = nlp.make_doc(text)
    groups: dict[str, list[Span]] = {part: [] for part in (*PARTS, ALL)}
    widened = 0
    for place in places:
        span = doc.char_span(place.start, place.end, label=place.label, alignment_mode="expand")
        if span is None:
            continue
        widened += (span.start_char, span.end_char) != (place.start, place.end)
        groups[place.part].append(span)
        label = place.part.removesuffix("s").upper()
        groups[ALL].append(Span(doc, span.start, span.end, label=label))
    for name, spans in groups.items():
        doc.spans[name] = spans
    return doc, widened
