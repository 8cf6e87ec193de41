"""Citations: each mention of a legal or administrative document, and which mentions are of one document."""

from __future__ import annotations

from extractors.citations.find import find
from extractors.citations.mentions import Mention
from extractors.citations.resolve import resolve
from extractors.context import Context
from extractors.plan import Citation

__all__ = ["extract"]


def extract(context: Context) -> tuple[Citation, ...]:
    """The citations of a document in its order; the letterhead, with the plan's own number, holds none.

    Rules: a mention carries a number or the name of a law; programmes known by name alone are none.
    """
    places: list[int] = []
    mentions: list[Mention] = []
    for index, block in enumerate(context.document.blocks):
        if context.zones[index] == "letterhead":
            continue
        for mention in find(block.text, context.lower[index]):
            places.append(index)
            mentions.append(mention)
    citations: list[Citation] = []
    for place, mention, resolved in zip(places, mentions, resolve(mentions), strict=True):
        section = context.outline.at(place)
        citations.append(
            Citation(
                id=f"c{len(citations) + 1}",
                text=context.document.blocks[place].text[mention.start : mention.end],
                type=mention.type,
                number=mention.number,
                name=mention.name,
                year=mention.year,
                date=mention.date,
                issuer=mention.issuer,
                pinpoint=mention.pinpoint,
                canonical=resolved.canonical,
                refers_to=None if resolved.refers_to is None else f"c{resolved.refers_to + 1}",
                section=section.id if section else None,
                span=context.document.span(place, mention.start, mention.end),
                rule=mention.rule,
                confidence=mention.confidence,
            )
        )
    return tuple(citations)
