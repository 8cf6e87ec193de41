"""``python -m evaluation score``: extraction against gold labels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"


@click.command()
@click.argument("names", nargs=-1)
@click.option(
    "--gold", type=click.Path(path_type=Path), default=SAMPLES / "gold", help="Folder of NAME.json."
)
@click.option("--source", type=click.Path(path_type=Path), default=SAMPLES, help="Folder of the documents.")
@click.option(
    "--suffix", default=".docx,.pdf,.txt", show_default=True, help="Endings; the first that exists."
)
@click.option("--misses", is_flag=True, help="List every row that is not right.")
@click.option("--calibration", is_flag=True, help="How far a high confidence can be believed.")
@click.option("--json", "as_json", is_flag=True, help="The whole run as JSON.")
@click.option("--against", type=click.Path(path_type=Path), help="An earlier run: its gains and losses.")
@click.option("--save", type=click.Path(path_type=Path), help="Write the run for a later --against.")
def score(
    names: tuple[str, ...],
    gold: Path,
    source: Path,
    suffix: str,
    misses: bool,
    calibration: bool,
    as_json: bool,
    against: Path | None,
    save: Path | None,
) -> int:
    """Score what is extracted from the documents of a folder against gold labels.

    The samples are scored unless --gold and --source name other folders. Exit code 1 where --against
    finds losses.
    """
    from evaluation.figures import Outcome, judge
    from evaluation.gold import cases
    from evaluation.runs import changes, earlier, run_record
    from planparse.load import load
    from planparse.report.record import plan_record

    before = None if against is None else earlier(against)
    outcomes: list[Outcome] = []
    for case in cases(gold, source, suffix.split(","), names):
        outcomes += judge(case.gold, plan_record(load(case.source), "en"))
    record = run_record(outcomes)
    differences = () if before is None else changes(before, record)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    if save is not None:
        save.write_text(text + "\n", encoding="utf-8")
    if as_json:
        click.echo(text)
    else:
        from evaluation import figures, report

        def lines() -> Iterator[str]:
            if misses:
                yield from report.misses(outcomes)
            yield from report.overall(outcomes)
            yield ""
            yield from report.documents(outcomes)
            if calibration:
                yield ""
                yield from report.calibrated(figures.calibration(outcomes))
            if before is not None:
                yield ""
                yield from report.compared(differences, len({*before["documents"]} & {*record["documents"]}))

        click.echo("\n".join(lines()))
    return int(any(not change.gain for change in differences))
