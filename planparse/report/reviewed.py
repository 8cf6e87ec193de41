"""What a report is made of: the findings that stand, those that are waived, and those that were known."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.plan import Plan
from planparse.compare.model import SEVERITIES, Comparison, Finding, Severity
from planparse.errors import PlanparseError
from planparse.waivers import Waived, Waiver, divide

if TYPE_CHECKING:
    from planparse.checks import Problem, Rule


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A comparison as it is reported: its findings are those that stand.

    ``waived`` are silenced, each by a waiver; ``known`` were found by an earlier run already.
    """

    comparison: Comparison
    waived: tuple[Waived[Finding], ...] = ()
    known: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """One plan with what is wrong in it, what of that is waived, and what was known already.

    ``rules`` are those that were looked at; without them only those that were broken are known.
    """

    plan: Plan
    problems: tuple[Problem, ...]
    waived: tuple[Waived[Problem], ...] = ()
    known: tuple[Problem, ...] = ()
    rules: tuple[Rule, ...] = ()

    def worst(self) -> Severity | None:
        """The gravest severity among the problems; None where there is none."""
        found = {problem.severity for problem in self.problems}
        return next((severity for severity in SEVERITIES if severity in found), None)


def review(
    comparison: Comparison,
    waivers: Sequence[Waiver] = (),
    baseline: frozenset[str] = frozenset(),
    today: datetime.date | None = None,
) -> Reviewed:
    """A comparison without what is waived today, and without what an earlier run had found.

    What is kept is never left out: it is no news, and the totals count it.
    """
    path = comparison.local.document.source.path
    news = [f for f in comparison.findings if f.status == "kept" or f.fingerprint not in baseline]
    known = tuple(f for f in comparison.findings if f.status != "kept" and f.fingerprint in baseline)
    kept = [f for f in news if f.status == "kept"]
    stand, waived = divide(
        [f for f in news if f.status != "kept"], waivers, path, today or datetime.date.today()
    )
    stays = {finding.id for finding in (*kept, *stand)}
    left = tuple(finding for finding in comparison.findings if finding.id in stays)
    return Reviewed(replace(comparison, findings=left), waived, known)


def examine(
    plan: Plan,
    problems: Sequence[Problem],
    waivers: Sequence[Waiver] = (),
    baseline: frozenset[str] = frozenset(),
    today: datetime.date | None = None,
    rules: Sequence[Rule] = (),
) -> Checked:
    """The problems of a plan without what is waived today, and without what an earlier run had found."""
    news = [problem for problem in problems if problem.fingerprint not in baseline]
    known = tuple(problem for problem in problems if problem.fingerprint in baseline)
    stand, waived = divide(news, waivers, plan.document.source.path, today or datetime.date.today())
    return Checked(plan, stand, waived, known, tuple(rules))


def load_baseline(path: str | Path) -> frozenset[str]:
    """The fingerprints in the JSON record of an earlier ``diff`` or ``check``.

    Raises:
        PlanparseError: the file cannot be read, or is no such record.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise PlanparseError("missing-file", path) from error
    except OSError as error:
        raise PlanparseError("not-readable", path, {"detail": error.strerror or ""}) from error
    except ValueError as error:
        raise PlanparseError("bad-baseline", path, {"detail": str(error)}) from error
    marks: set[str] = set()
    for record in data if isinstance(data, list) else [data]:
        rows = record.get("findings", record.get("problems")) if isinstance(record, dict) else None
        if not isinstance(rows, list):
            raise PlanparseError("bad-baseline", path, {"detail": "findings, problems"})
        waived = record.get("waived") or []
        marks |= {
            row["fingerprint"] for row in (*rows, *waived) if isinstance(row, dict) and "fingerprint" in row
        }
    return frozenset(marks)
