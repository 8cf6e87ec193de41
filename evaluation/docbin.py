"""``python -m evaluation docbin``: labelled documents as training data for spaCy."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from evaluation.gold import Gold
    from evaluation.locate import Place
    from extractors.document import Document
    from extractors.plan import Plan

_SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
# The name under which spaCy's span categoriser looks for what it is to learn.
ALL = "sc"


def blank(language: str) -> Language:
    """An empty pipeline of a language; Vietnamese without the segmenter that is slow to load."""
    import spacy

    if language == "vi":
        return spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    return spacy.blank(language)


def extracted(plan: Plan) -> tuple[Place, ...]:
    """The places of the rows of a plan, as `locate` gives those of gold rows."""
    from evaluation.gold import PARTS
    from evaluation.locate import Place, label_of, starts_of
    from planparse.report.record import plan_record

    starts = starts_of(plan.document)
    record = plan_record(plan, "en")
    return tuple(
        Place(
            part,
            label_of(part, row),
            starts[row["span"]["block"]] + row["span"]["start"],
            starts[row["span"]["block"]] + row["span"]["end"],
        )
        for part in PARTS
        for row in record[part]
    )


def make_doc(nlp: Language, text: str, places: Iterable[Place]) -> tuple[Doc, int]:
    """A document of spaCy with a span group a part and one of all, and how many spans had to be widened.

    A span whose edge lies within a token is widened to the token's edge.
    """
    from spacy.tokens import Span

    from evaluation.gold import PARTS

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


def _places(gold: Gold, document: Document) -> tuple[Place, ...]:
    from evaluation.locate import locate

    places, lost = locate(gold, document)
    for part, row in lost:
        named = row.get("quote") or "/".join(row.get("path") or ())
        click.echo(f"{gold.name}: {part}: not found in the text: {named}", err=True)
    return places


@click.command()
@click.option(
    "--gold", type=click.Path(path_type=Path), default=_SAMPLES / "gold", help="Folder of NAME.json."
)
@click.option("--source", type=click.Path(path_type=Path), default=_SAMPLES, help="Folder of the documents.")
@click.option(
    "--suffix", default=".docx,.pdf,.txt", show_default=True, help="Endings; the first that exists."
)
@click.option("--extracted", "by_machine", is_flag=True, help="What is extracted, not what is labelled.")
@click.option("--language", default="vi", show_default=True, help="The tokenizer of spaCy to use.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="FILE.spacy")
def docbin(gold: Path, source: Path, suffix: str, by_machine: bool, language: str, output: Path) -> int:
    """Write documents with their rows as span groups into a DocBin for training.

    Each part is a span group (labels: kind, type or role); all rows together are the group `sc`.
    """
    from spacy.tokens import DocBin

    from evaluation.gold import cases
    from evaluation.locate import text_of
    from extractors.pipeline import extract
    from planparse.readers import read

    nlp = blank(language)
    store = DocBin()
    spans = widened = 0
    for case in cases(gold, source, suffix.split(",")):
        document = read(case.source)
        places = extracted(extract(document)) if by_machine else _places(case.gold, document)
        doc, wide = make_doc(nlp, text_of(document), places)
        store.add(doc)
        spans += len(places)
        widened += wide
    store.to_disk(output)
    click.echo(
        f"{len(store)} documents, {spans} spans, {widened} widened to whole tokens: {output}", err=True
    )
    return 0
