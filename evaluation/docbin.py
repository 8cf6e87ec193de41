"""``python -m evaluation docbin``: labelled documents as training data for spaCy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from corpus.docbin import Place
    from evaluation.gold import Gold
    from extractors.document import Document

_SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"


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

    from corpus.docbin import blank, extracted, make_doc, text_of
    from evaluation.gold import cases
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
