"""``python -m evaluation generate``: plans by a seed, with their labels."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from corpus.samples.markup import Source


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@click.command()
@click.option("--plans", type=click.IntRange(min=1), default=10, show_default=True, help="How many plans.")
@click.option("--targets", type=click.IntRange(min=1), default=24, show_default=True, help="Targets a plan.")
@click.option(
    "--communes", type=click.IntRange(min=0), default=9, show_default=True, help="Communes a province."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed, the same plans.")
@click.option("--format", "style", type=click.Choice(("txt", "docx")), default="txt", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder.")
def generate(plans: int, targets: int, communes: int, seed: int, style: str, output: Path) -> int:
    """Write plans of invented provinces and their communes, with what is true of them.

    NAME.txt or NAME.docx is a plan, gold/NAME.json its labels, expected/NAME.json what a comparison of a
    commune's plan with its province's must find, manifest.csv the pairs (local, parent, unit).
    """
    from corpus.samples.expected import expected
    from corpus.samples.truth import gold
    from evaluation.generator.write import families

    for folder in (output, output / "gold", output / "expected"):
        folder.mkdir(parents=True, exist_ok=True)
    made = 0
    with (output / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        manifest = csv.writer(file)
        manifest.writerow(("local", "parent", "unit"))
        for family in families(plans, seed, targets=targets, communes=communes):
            for source in (family.parent, *family.locals):
                (output / f"{source.name}.{style}").write_bytes(_rendered(source, style))
                _write(output / "gold" / f"{source.name}.json", gold(source))
                made += 1
            for source in family.locals:
                _write(output / "expected" / f"{source.name}.json", expected(source, family.parent))
                unit = source.front["unit"]
                manifest.writerow((f"{source.name}.{style}", f"{family.parent.name}.{style}", unit))
    click.echo(f"{made} plans: {output}", err=True)
    return 0


def _rendered(source: Source, style: str) -> bytes:
    from corpus.samples.render import to_docx, to_text

    return to_docx(source) if style == "docx" else to_text(source).encode()
