"""``python -m evaluation mutate``: what ``diff`` finds of known changes, by operation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from evaluation.mutations.files import Form, save
from evaluation.mutations.operations import NAMES, OPERATIONS, Mutant, Skipped, mutants
from evaluation.mutations.scoring import FAMILIES, Run, Share, Tally, Verdict, judge
from evaluation.mutations.subject import load
from evaluation.score import SAMPLES


def run(
    gold: Path,
    source: Path,
    suffixes: tuple[str, ...],
    *,
    names: tuple[str, ...] = (),
    seed: int = 1,
    count: int = 4,
    only: tuple[str, ...] = (),
    form: Form = "txt",
    folder: Path | None = None,
) -> Run:
    """Make the mutants of each plan, compare each with its parent and judge what is said."""
    from evaluation.gold import cases

    verdicts: list[Verdict] = []
    made: list[str] = []
    skipped: list[Skipped] = []
    for case in cases(gold, source, suffixes, names):
        subject = load(case)
        for operation in OPERATIONS:
            if (only and operation.name not in only) or (operation.text_only and form != "txt"):
                continue
            for one in mutants(subject, operation, seed, count):
                if isinstance(one, Mutant):
                    made.append(one.operation)
                    verdicts += judge(one, form)
                    if folder is not None:
                        save(subject, one.name, one.change, form, folder)
                else:
                    skipped.append(one)
    return Run(tuple(verdicts), tuple(made), tuple(skipped))


def _cell(share: Share) -> str:
    return f"{share.value:.3f}" if share.of else "-"


def _line(name: str, one: Tally) -> str:
    return (
        f"{name:17s}{one.mutants:8d}{one.touched.of:9d}{_cell(one.touched):>8s}{_cell(one.effects):>8s}"
        f"{one.beside.of:8d}{_cell(one.beside):>8s}{one.unread:8d}{one.skipped:9d}"
    )


def lines(outcome: Run) -> Iterator[str]:
    """The figures, an operation a line: those that change something, then those that say the same."""
    yield f"{'operation':17s} mutants  targets   right  effect  beside   alone  unread  skipped"
    tallies = outcome.by_operation()
    for family in ("changed", "same"):
        for name, one in tallies.items():
            if FAMILIES[name] == family:
                yield _line(name, one)
    total = outcome.total()
    yield _line("all", total)
    yield ""
    for told, share in (("changes found", total.changes), ("untouched left alone", total.alone)):
        yield f"{told:22s}{share.right:6d} of {share.of:6d} = {share.value:.3f}"


def _misses(outcome: Run) -> Iterator[str]:
    for one in outcome.verdicts:
        wrong = one.effect_right is False or not one.right
        if not wrong or (one.said == "not read" and not one.touched):
            continue
        wanted = "/".join(one.expected.statuses) + (f" {one.expected.effect}" if one.expected.effect else "")
        said = one.said + (f" {one.effect}" if one.effect else "")
        where = "" if one.touched else " (untouched)"
        beside = f"; local: {one.local}" if one.local else ""
        yield (
            f"{one.operation} | {one.mutant}{where} | {one.quote} ({one.indicator[:70]}): "
            f"expected {wanted}, said {said}{beside[:140]}"
        )


@click.command()
@click.argument("names", nargs=-1)
@click.option(
    "--gold", type=click.Path(path_type=Path), default=SAMPLES / "gold", help="Folder of NAME.json."
)
@click.option("--source", type=click.Path(path_type=Path), default=SAMPLES, help="Folder of the documents.")
@click.option("--suffix", default=".txt,.docx", show_default=True, help="Endings; the first that exists.")
@click.option(
    "--seed", default=1, show_default=True, help="Which mutants: the same seed gives the same ones."
)
@click.option("--per-operation", default=4, show_default=True, help="Mutants of each plan by each operation.")
@click.option("--only", type=click.Choice(NAMES), multiple=True, help="Only this operation.")
@click.option("--as", "form", type=click.Choice(("txt", "docx")), default="txt", show_default=True)
@click.option("--misses", is_flag=True, help="List every row that is not right.")
@click.option(
    "--save", "folder", type=click.Path(path_type=Path), help="Write mutants and expectations there."
)
@click.option("--json", "as_json", is_flag=True, help="The whole run as JSON.")
def mutate(
    names: tuple[str, ...],
    gold: Path,
    source: Path,
    suffix: str,
    seed: int,
    per_operation: int,
    only: tuple[str, ...],
    form: Form,
    misses: bool,
    folder: Path | None,
    as_json: bool,
) -> int:
    """Change plans in known ways and score what diff says of the changes.

    Each plan with gold labels is the parent, its mutants are local plans of the same level. `right` is the
    share of the targets that an operation was done to whose status is right, `effect` that of the effects
    that are known, `alone` the share of the targets beside them that are kept. `unread` targets were missed
    by extraction; `skipped` are surgeries that were not cleanly possible.
    """
    outcome = run(
        gold,
        source,
        tuple(suffix.split(",")),
        names=names,
        seed=seed,
        count=per_operation,
        only=only,
        form=form,
        folder=folder,
    )
    if as_json:
        record = {
            "total": outcome.total().record(),
            "operations": {name: one.record() for name, one in outcome.by_operation().items()},
            "targets": [one.record() for one in outcome.verdicts],
        }
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return 0
    if misses:
        for text in _misses(outcome):
            click.echo(text)
        click.echo("")
    click.echo("\n".join(lines(outcome)))
    return 0
