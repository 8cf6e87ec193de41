"""What a batch comes to: read from the records one by one, rolled up by parent, and written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planparse.batch.model import Job
from planparse.batch.store import Store
from planparse.compare.rollup import Answer, Asked, Fate, Sheet, roll_up
from planparse.report.overview.model import Failure, Group, Overview, Pair


def write_summary(
    store: Store, jobs: Sequence[Job], sheets: Mapping[Job, Job], failures: Sequence[Failure], lang: str
) -> Overview:
    """Sum up what the records of some pairs say, and write it into the output folder.

    ``sheets`` holds for each pair the job that has read its parent.
    """
    from planparse.report.overview.html import overview_html
    from planparse.report.overview.tables_csv import errors_csv, summary_csv
    from planparse.report.overview.xlsx import overview_xlsx

    overview = Overview(tuple(_groups(store, jobs, sheets)), tuple(failures))
    store.write("errors.csv", errors_csv(failures, lang))
    store.write("summary.csv", summary_csv(overview))
    store.write("summary.xlsx", overview_xlsx(overview, lang))
    store.write("summary.html", overview_html(overview, lang).encode("utf-8", errors="backslashreplace"))
    return overview


def _groups(store: Store, jobs: Sequence[Job], sheets: Mapping[Job, Job]) -> Iterator[Group]:
    by_parent: dict[Job, list[Job]] = {}
    for job in jobs:
        by_parent.setdefault(sheets[job], []).append(job)
    for parent, own in by_parent.items():
        told = store.load(parent)
        if told is None:
            continue
        pairs: list[Pair] = []
        answers: list[Answer] = []
        # One record at a time; what is kept of it is small.
        for job, record in store.told(own):
            pairs.append(_pair(job, record))
            answers.append(_answer(job, record))
        if pairs:
            yield Group(parent.local.shown, tuple(pairs), roll_up(_sheet(told["sheet"]), answers))


def _pair(job: Job, told: Mapping[str, Any]) -> Pair:
    severities = told["severities"]
    return Pair(
        file=job.local.shown,
        unit=told["unit"],
        parent=job.parent.shown if job.parent else "",
        worst=told["worst"],
        errors=severities.get("error", 0),
        warnings=severities.get("warning", 0),
        targets=told["targets"],
        weaker=sum(fate["effect"] == "weaker" for fate in told["fates"]),
        record=f"records/{job.name}.json",
        reports=tuple(told["reports"]),
    )


def _answer(job: Job, told: Mapping[str, Any]) -> Answer:
    return Answer(job.name, told["unit"], tuple(Fate(**fate) for fate in told["fates"]), told["date"])


def _sheet(told: Mapping[str, Any]) -> Sheet:
    asked = tuple(Asked(**row) for row in told["asked"])
    return Sheet(**{**told, "asked": asked, "units": tuple(told["units"])})
