"""The pipeline: one function from a document to a plan."""

from __future__ import annotations

from extractors import allocations, assignments, citations, deadlines, letterhead, sections, targets
from extractors.context import Context
from extractors.document import Document, Notice
from extractors.layout import lay_out
from extractors.plan import Plan
from extractors.vietnamese.text import lower


def prepare(document: Document) -> tuple[Context, tuple[Notice, ...]]:
    """The document with its texts in lower case, its zones and its outline; notices of the outline."""
    small = tuple(lower(block.text) for block in document.blocks)
    zones = lay_out(document, small)
    outline, notices = sections.extract(document, small, zones)
    return Context(document, small, zones, outline), notices


def extract(document: Document) -> Plan:
    """Everything that a document says, as a plan. Never raises on any text."""
    context, notices = prepare(document)
    cited = citations.extract(context)
    meta = letterhead.extract(context, cited)
    found = Plan(
        document=document,
        meta=meta,
        sections=context.outline.sections,
        citations=cited,
        targets=targets.extract(context, cited),
        assignments=assignments.extract(context),
        allocations=allocations.extract(context),
        deadlines=deadlines.extract(context),
        notices=(*document.notices, *notices),
    )
    if letterhead.is_plan(meta, found):
        return found
    return Plan(
        document,
        meta,
        found.sections,
        found.citations,
        found.targets,
        found.assignments,
        found.allocations,
        found.deadlines,
        (*found.notices, Notice("not-a-plan")),
    )
