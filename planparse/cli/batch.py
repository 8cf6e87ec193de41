"""``planparse batch SOURCE``: many local plans against their parents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planparse.cli.base import Command, Option, lang_of, reading_options, spoken
from planparse.cli.problems import complain
from planparse.cli.reports import LEVELS
from planparse.errors import PlanparseError
from planparse.messages import say
from planparse.report.formats import names

if TYPE_CHECKING:
    from planparse.batch.model import Engine
    from planparse.batch.run import Result

# The record is always there, and text is for terminals.
_TOLD = 50
_FORMATS = tuple(name for name in names("diff") if name != "json")


@click.command(cls=Command, help="help.batch", epilog="help.batch-more")
@click.argument("source", metavar="SOURCE")
@click.option("--parent", "parents", multiple=True, metavar="FILE", cls=Option, help="help.batch-parent")
@click.option("-o", "--output", required=True, metavar="DIR", cls=Option, help="help.batch-out")
@click.option("--resume", is_flag=True, cls=Option, help="help.resume")
@click.option("--retry", is_flag=True, cls=Option, help="help.retry")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", cls=Option, help="help.jobs")
@click.option(
    "--engine", "where", type=click.Choice(("local", "dask")), default="local", cls=Option, help="help.engine"
)
@click.option("--scheduler", metavar="ADDRESS", cls=Option, help="help.scheduler")
@click.option(
    "--format", "formats", type=click.Choice(_FORMATS), multiple=True, cls=Option, help="help.batch-format"
)
@click.option(
    "--fail-on", type=click.Choice((*LEVELS, "never")), default="error", cls=Option, help="help.fail-on"
)
@click.option("--waivers", metavar="FILE", cls=Option, help="help.waivers")
@click.option("--author", default="planparse", metavar="NAME", cls=Option, help="help.author")
@click.option("--db", metavar="FILE", cls=Option, help="help.batch-db")
@reading_options
@spoken
@click.pass_context
def batch(
    context: click.Context,
    source: str,
    parents: tuple[str, ...],
    output: str,
    resume: bool,
    retry: bool,
    jobs: int | None,
    where: str,
    scheduler: str | None,
    formats: tuple[str, ...],
    fail_on: str,
    waivers: str | None,
    author: str,
    db: str | None,
    how: Mapping[str, Any],
    debug: bool,
) -> int:
    """Compare many plans; 1 where something is found at or above ``--fail-on``, 2 where a file is bad."""
    from planparse.batch.model import Settings
    from planparse.batch.run import Wanted, run_batch
    from planparse.cli.batch_progress import watching
    from planparse.waivers import in_force, load_waivers

    lang = lang_of(context)
    if scheduler is not None and where != "dask":
        raise PlanparseError("scheduler-without-dask")
    if retry and not resume:
        raise PlanparseError("retry-without-resume")
    settings = Settings(
        **how,
        lang=lang,
        formats=tuple(dict.fromkeys(formats or ("html",))),
        author=author,
        waivers=in_force(load_waivers(waivers) if waivers else ()),
    )
    wanted = Wanted(source, parents, Path(output), settings, resume=resume, retry=retry)
    try:
        with watching(lang) as watcher:
            result = run_batch(wanted, _engine(where, Path(output), jobs, scheduler, debug=debug), watcher)
    except KeyboardInterrupt:
        complain(say("batch.end.stopped", lang))
        return 130
    for line in _failures(result, lang):
        complain(line)
    complain(_end(result, output, lang))
    whole = not result.overview.failures
    if db is not None:
        from planparse.cli.corpus.feed import feed

        whole = feed(db, Path(output), result, lang, how, debug=debug) and whole
    if not whole:
        return 2
    counted = () if fail_on == "never" else LEVELS[: LEVELS.index(fail_on) + 1]
    return int(result.overview.worst in counted)


def _engine(
    where: str, out: Path, jobs: int | None, scheduler: str | None, *, debug: bool
) -> Callable[[], Engine]:
    """What makes the engine when there is work for it."""
    workers = jobs or len(os.sched_getaffinity(0))
    if where == "dask":

        def cluster() -> Engine:
            from planparse.batch.engine_dask import DaskEngine

            return DaskEngine(out, workers, scheduler)

        return cluster

    def local() -> Engine:
        from planparse.batch.engine_local import LocalEngine

        return LocalEngine(out, workers, debug=debug)

    return local


def _failures(result: Result, lang: str) -> Iterator[str]:
    """A line for each file that could not be compared; of very many the first."""
    failures = result.overview.failures
    for failure in failures[:_TOLD]:
        yield failure.error.line(lang)
    if len(failures) > _TOLD:
        yield say("batch.end.more", lang, count=len(failures) - _TOLD)


def _end(result: Result, out: str, lang: str) -> str:
    pairs = result.overview.pairs
    return say(
        "batch.end.done",
        lang,
        plans=len(pairs),
        fresh=result.fresh,
        faulty=sum(pair.errors > 0 for pair in pairs),
        failed=len(result.overview.failures),
        out=out,
    )
