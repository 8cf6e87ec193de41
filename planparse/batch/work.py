"""The jobs of a batch: bytes of files in, bytes of files out. The same code runs in every engine."""

from __future__ import annotations

import hashlib
import json
import traceback
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from extractors.document import Document
from extractors.plan import Plan
from planparse.batch.matching import Head
from planparse.batch.model import Chunk, File, Job, Made, Settings, deadline
from planparse.batch.remote import at_hand
from planparse.batch.watch import within
from planparse.errors import PlanparseError

if TYPE_CHECKING:
    from planparse.report.reviewed import Reviewed

OFFICE = (".doc", ".odt", ".rtf")
"""The endings of files that LibreOffice converts, many in one call."""
ERRORS, HEADS, SHEETS = ".batch/errors", ".batch/heads", ".batch/sheets"
# Parents that a worker keeps: plans of one tree come parent by parent.
_PARENTS = 4


def do(chunk: Chunk) -> Iterator[Made]:
    """Do the jobs of a chunk one after the other; this process ends where they take too long."""
    with within(deadline(chunk)), ExitStack() as held:
        documents = _converted(chunk, held)
        for job in chunk.jobs:
            yield _done(job, chunk.settings, next(documents, None))


def _done(job: Job, settings: Settings, given: Document | PlanparseError | None) -> Made:
    """What comes of one job; whatever goes wrong with it is its error, under the name that is shown."""
    try:
        if isinstance(given, PlanparseError):
            raise given
        document = given or _document(job.local, settings)
        if job.kind == "head":
            return _head(job, document, settings)
        if job.kind == "sheet":
            return _sheet(job, document, settings)
        return _pair(job, document, settings)
    except PlanparseError as error:
        # Files that were fetched have another name here than where the result is read.
        return Made(job, error=type(error)(error.code, job.local.shown, error.arguments))
    except Exception as error:
        # Seen where somebody wants to see it: otherwise what a worker prints goes nowhere.
        traceback.print_exception(error)
        detail = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return Made(job, error=PlanparseError("internal", job.local.shown, {"detail": detail[:200]}))


def _converted(chunk: Chunk, held: ExitStack) -> Iterator[Document | PlanparseError]:
    """The documents of a chunk of old word processor files, converted in one call; else nothing."""
    if len(chunk.jobs) < 2:
        return
    from planparse.readers import read_many

    # What is in the way of one file stays in its own way.
    paths = []
    for job in chunk.jobs:
        try:
            paths.append(held.enter_context(at_hand(job.local.path)))
        except PlanparseError:
            paths.append(job.local.path)
    settings = chunk.settings
    read = read_many(paths, tracked=settings.tracked, limits=settings.limits)
    for job, one in zip(chunk.jobs, read, strict=True):
        yield _called(one, job.local.shown) if isinstance(one, Document) else one


def _document(file: File, settings: Settings) -> Document:
    from planparse.readers import read

    with at_hand(file.path) as path:
        document = read(path, tracked=settings.tracked, limits=settings.limits, cache=settings.cache)
    return _called(document, file.shown)


def _called(document: Document, shown: str) -> Document:
    return replace(document, source=replace(document.source, path=shown))


_kept: OrderedDict[tuple[File, Settings], Plan] = OrderedDict()


def _parent(file: File, settings: Settings) -> Plan:
    """A parent plan, read once by each worker."""
    from extractors.pipeline import extract

    found = _kept.get((file, settings))
    if found is None:
        found = extract(_document(file, settings))
        _kept[file, settings] = found
        while len(_kept) > _PARENTS:
            _kept.popitem(last=False)
    else:
        _kept.move_to_end((file, settings))
    return found


@cache
def version() -> str:
    """The version that results are of."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("planparse")
    except PackageNotFoundError:
        return "?"


def content_key(job: Job, settings: Settings, local: str, parent: str | None) -> str:
    """What a result depends on, as one mark: the contents of both files, the version, the options."""
    limits = settings.limits
    told: list[Any] = [
        version(), job.kind, local, job.local.shown, settings.tracked,
        limits.size, limits.pages, limits.seconds,
    ]  # fmt: skip
    if job.kind == "pair":
        shown = job.parent and job.parent.shown
        told += [parent, shown, job.unit, settings.lang, settings.formats, settings.author, settings.sift]
        told += [repr(waiver) for waiver in settings.waivers]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _mark(document: Document) -> str:
    return document.source.sha256 or ""


def _head(job: Job, document: Document, settings: Settings) -> Made:
    """Who a plan is and what it says it carries out, without what else it holds."""
    from extractors import citations, letterhead
    from extractors.pipeline import prepare

    context, _ = prepare(document)
    cited = citations.extract(context)
    meta = letterhead.extract(context, cited)
    key = content_key(job, settings, _mark(document), None)
    by_number = {row.number: row for row in reversed(cited)}
    record = {
        "key": key,
        "number": meta.number,
        "issuer": meta.issuer,
        "level": meta.level,
        "date": meta.date,
        "implements": [
            {"number": number, "date": row and row.date, "issuer": row and row.issuer}
            for number in meta.implements
            for row in [by_number.get(number)]
        ],
    }
    return Made(job, ((f"{HEADS}/{job.name}.json", _json(record)),), key=key)


def _sheet(job: Job, document: Document, settings: Settings) -> Made:
    """What a parent asks, as the roll-up needs it."""
    from extractors.pipeline import extract
    from planparse.compare.rollup import sheet

    key = content_key(job, settings, _mark(document), None)
    record = {"key": key, "sha256": _mark(document), "sheet": asdict(sheet(extract(document)))}
    return Made(job, ((f"{SHEETS}/{job.name}.json", _json(record)),), key=key)


def _pair(job: Job, document: Document, settings: Settings) -> Made:
    """One comparison: its reports, and its record, which comes last."""
    from extractors.pipeline import extract
    from planparse.compare import compare
    from planparse.compare.rollup import fates
    from planparse.report.record import review_record
    from planparse.report.reviewed import review

    if job.parent is None:
        raise PlanparseError("no-parent", job.local.shown)
    try:
        parent = _parent(job.parent, settings)
    except PlanparseError as error:
        told = {"parent": job.parent.shown, "detail": error.reason(settings.lang)}
        raise PlanparseError("parent-failed", job.local.shown, told) from error
    local = extract(document)
    if settings.sift:
        _sift(job, local, parent)
    comparison = compare(local, parent)
    reviewed = review(comparison, settings.waivers)
    files = list(_reports(job, reviewed, settings))
    key = content_key(job, settings, _mark(document), _mark(parent.document))
    record = review_record(reviewed, settings.lang)
    findings = [finding for finding in reviewed.comparison.findings if finding.status != "kept"]
    own = {
        "key": key,
        "local": document.source.sha256,
        "parent": parent.document.source.sha256,
        "unit": job.unit or _unit(comparison.local) or job.name,
        "date": comparison.local.meta.date,
        "worst": replace(comparison, findings=tuple(findings)).worst(),
        "severities": dict(sorted(Counter(finding.severity for finding in findings).items())),
        "targets": record["summary"]["target"],
        "reports": [name for name, _ in files],
        "fates": [asdict(fate) for fate in fates(comparison)],
    }
    # The mark stands near the head, so that a later run finds it without reading the whole.
    record = {"schema": record["schema"], "batch": own, **record}
    files.append((f"records/{job.name}.json", _json(record)))
    return Made(job, tuple(files), key=key)


def _sift(job: Job, local: Plan, parent: Plan) -> None:
    """What lies in a folder beside the local plans: the parent in another format, letters, notes.

    Raises:
        PlanparseError: ``parent-again``, or ``no-plan``.
    """
    ours, theirs = (Head(m.number, m.issuer, m.level, m.date) for m in (local.meta, parent.meta))
    if ours.number and ours.issuer and ours.identity == theirs.identity:
        raise PlanparseError("parent-again", job.local.shown, {"number": ours.number})
    if local.meta.document_type != "kế hoạch" and not local.targets:
        raise PlanparseError("no-plan", job.local.shown)


def _unit(plan: Plan) -> str | None:
    from planparse.report.wording import unit_name

    return unit_name(plan.meta) or None


def _reports(job: Job, reviewed: Reviewed, settings: Settings) -> Iterator[tuple[str, bytes]]:
    from planparse.report.formats import Options, ending_of, write_review

    comparison = reviewed.comparison
    for name in settings.formats:
        options = Options(lang=settings.lang, author=settings.author)
        if name != "docx":
            report = write_review(name, reviewed, options)
        elif comparison.local.document.source.format == "docx":
            # Comments go into the local plan itself, which is read once more.
            with at_hand(job.local.path) as path:
                local = replace(comparison.local, document=_called(comparison.local.document, path))
                in_place = replace(reviewed, comparison=replace(comparison, local=local))
                report = write_review(name, in_place, options)
        else:
            continue
        data = report if isinstance(report, bytes) else report.encode("utf-8", errors="backslashreplace")
        yield f"reports/{job.name}{ending_of(name)}", data


def _json(record: Any) -> bytes:
    from planparse.report.record import to_json

    return to_json(record).encode("utf-8", errors="backslashreplace")
