"""The reviewer's own Word file with comments: a comparison, or the problems of one plan.

Nothing of the file is changed but that its runs are cut where a comment begins or ends, and that a page is
added at its end (unless ``appendix`` is off). Where there is nothing to say the file is given back as it is.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from pathlib import Path

from extractors.plan import Plan
from planparse.checks.model import SEVERITIES
from planparse.checks.page import page_of
from planparse.errors import PlanparseError, ReadError
from planparse.messages import say
from planparse.readers.docx import trace
from planparse.readers.docx_trace import Places, Trace
from planparse.readers.wordml import child
from planparse.report.checks import problem_sentence
from planparse.report.formats import Options
from planparse.report.inert import inert, shorten
from planparse.report.reviewed import Checked, Reviewed
from planparse.report.sentences import sentence
from planparse.report.told import waived_by, whereabouts
from planparse.report.word.appendix import Appendix, Column, add_appendix
from planparse.report.word.comments import Comment, add_comments
from planparse.report.word.package import WordFile
from planparse.report.word.remarks import Remark, check_remarks, listed, review_remarks
from planparse.report.wording import capital
from planparse.waivers import Waiver

_NAME = 200


def write_review(reviewed: Reviewed, options: Options, now: datetime.datetime | None = None) -> bytes:
    """The local plan with a comment for each finding (see ``remarks``) and a table of what it lacks.

    ``now`` is the moment that the comments are dated by.

    Raises:
        PlanparseError: ``docx-only``, ``docx-changed`` or ``docx-macros``; the local plan is no .docx, has
            changed since it was read, or is a template or a file with macros.
    """
    found = review_remarks(reviewed.comparison, options.lang)
    appendix = _missing(reviewed, found, options.lang) if options.appendix else None
    return _written(reviewed.comparison.local, list(found.values()), appendix, options, now)


def write_checks(checked: Sequence[Checked], options: Options, now: datetime.datetime | None = None) -> bytes:
    """The plan with a comment for each problem, and a table of what is wrong with it as a whole.

    Raises:
        PlanparseError: as ``write_review``, or ``docx-one-plan`` for several plans.
    """
    if len(checked) != 1 or options.several:
        raise PlanparseError("docx-one-plan")
    appendix = _whole(checked[0], options.lang) if options.appendix else None
    return _written(checked[0].plan, check_remarks(checked[0], options.lang), appendix, options, now)


def _written(
    plan: Plan,
    found: Sequence[Remark],
    appendix: Appendix | None,
    options: Options,
    now: datetime.datetime | None,
) -> bytes:
    data, path = _own_bytes(plan)
    if not found and appendix is None:
        return data
    file = WordFile(data, path)
    places = _places(file, plan, path)
    comments = [Comment(places.of(remark.span), remark.paragraphs) for remark in found]
    add_comments(file, comments, options.author, now)
    if appendix is not None:
        add_appendix(file, appendix)
    return file.saved()


def _places(file: WordFile, plan: Plan, path: str) -> Places:
    """The places of the plan's blocks in the file; the text before tracked changes needs all of it read."""
    original = any(notice.code == "changes-left-out" for notice in plan.document.notices)

    def read() -> Trace:
        found = trace(file.parts, path, tracked="original" if original else "accepted")
        if found.blocks != plan.document.blocks:
            raise PlanparseError("docx-changed", path)
        return found

    body = None if original else child(file.parts.document, "body")
    return Places(plan.document.blocks, body, read)


def _own_bytes(plan: Plan) -> tuple[bytes, str]:
    """The file that the plan was read from, as it was when it was read."""
    source = plan.document.source
    path = source.path or ""
    if source.format != "docx":
        raise PlanparseError("docx-only", source.path, {"format": source.format})
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError as error:
        raise ReadError("missing-file", path) from error
    except OSError as error:
        raise ReadError("not-readable", path, {"detail": error.strerror or ""}) from error
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise PlanparseError("docx-changed", path)
    return data, path


def _missing(reviewed: Reviewed, found: dict[str, Remark], lang: str) -> Appendix | None:
    """What of the parent the local plan lacks, the gravest first; None where there is nothing to list."""
    comparison = reviewed.comparison
    lacking = [finding for finding in comparison.findings if finding.status == "missing"]
    lacking.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    lines = [_waived(sentence(one.item, comparison, lang), one.waiver, lang) for one in reviewed.waived]
    if not lacking and not lines:
        return None
    if reviewed.known:
        lines.append(say("report.known", lang, count=len(reviewed.known)))
    rows = []
    for number, finding in enumerate(lacking, start=1):
        row, remark = finding.parent, found.get(finding.id)
        told = capital(say(f"severity.{finding.severity}", lang))
        if remark is not None and remark.where:
            told = say("word.commented", lang, severity=told, place=remark.where)
        rows.append(
            (
                str(number),
                capital(say(f"word.kind.{finding.type}", lang)),
                sentence(finding, comparison, lang) if row is None else listed(row, comparison.parent, lang),
                "" if row is None else whereabouts(row, comparison.parent, lang),
                told,
            )
        )
    parent = comparison.parent.meta
    name = capital(inert(parent.document_type or say("plan.parent", lang)))
    if parent.number:
        name += " " + say("report.number", lang, number=inert(parent.number))
    if parent.issuer:
        name = say("word.of", lang, document=name, issuer=inert(parent.issuer))
    return Appendix(
        heading=say("word.missing" if rows else "word.left-out", lang),
        opening=say("word.missing-opening", lang, parent=shorten(name, _NAME), count=len(rows))
        if rows
        else "",
        columns=_columns(
            lang, ("number", 0.09), ("type", 0.13), ("parent-wording", 0.4), ("place", 0.2), ("remark", 0.18)
        ),
        rows=tuple(rows),
        lines=tuple(lines),
    )


def _whole(checked: Checked, lang: str) -> Appendix | None:
    """What is wrong with a plan as a whole; None where nothing is."""
    whole = [problem for problem in checked.problems if problem.hit.span is None]
    lines = [_waived(problem_sentence(one.item, lang), one.waiver, lang) for one in checked.waived]
    if not whole and not lines:
        return None
    rows = [
        (
            str(number),
            problem.rule.code,
            capital(problem_sentence(problem, lang)),
            inert(page_of(problem.rule.code, lang).clause),
            capital(say(f"severity.{problem.severity}", lang)),
        )
        for number, problem in enumerate(whole, start=1)
    ]
    return Appendix(
        heading=say("word.whole" if rows else "word.left-out", lang),
        opening=say("word.whole-opening", lang, count=len(rows)) if rows else "",
        columns=_columns(
            lang, ("number", 0.09), ("code", 0.1), ("problem", 0.41), ("basis", 0.26), ("level", 0.14)
        ),
        rows=tuple(rows),
        lines=tuple(lines),
    )


def _columns(lang: str, *shares: tuple[str, float]) -> tuple[Column, ...]:
    return tuple(
        Column(say(f"word.{name}", lang), share, centred=name in ("number", "code")) for name, share in shares
    )


def _waived(told: str, waiver: Waiver, lang: str) -> str:
    return say("word.waived", lang, sentence=told, why=waived_by(waiver, lang))
