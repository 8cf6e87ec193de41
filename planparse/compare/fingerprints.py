"""Fingerprints: what a finding is known by from one run to the next."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from extractors.plan import Assignment, Citation, Section, Target
from extractors.vietnamese.text import fold_words
from planparse.compare.model import Finding, Group, Row


def fingerprinted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one comparison, each with its own fingerprint.

    It is made of what the rows say, not of where they stand. Of findings that say the same the second
    and later ones are numbered in their order: ``0f3a…``, ``0f3a…-2``.
    """
    seen: Counter[str] = Counter()
    result: list[Finding] = []
    for finding in findings:
        mark = _mark(finding)
        seen[mark] += 1
        own = mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"
        result.append(replace(finding, fingerprint=own))
    return tuple(result)


def _mark(finding: Finding) -> str:
    told = [finding.code, finding.effect or "", *map(_essence, (finding.parent, finding.local))]
    told += [f"{change.field}={change.parent}>{change.local}" for change in finding.changes]
    if finding.parent is None and finding.local is None:
        given = finding.message.arguments
        told += [finding.message.key, *(f"{name}={given[name]}" for name in sorted(given))]
    return hashlib.sha256("|".join(told).encode(errors="backslashreplace")).hexdigest()[:16]


def _essence(row: Row | None) -> str:
    """What a row says, in folded words."""
    if row is None:
        return ""
    if isinstance(row, Target):
        said = f"{row.indicator} {row.comparator} {row.value} {row.upper} {row.unit} {row.per}"
    elif isinstance(row, Citation):
        said = row.canonical
    elif isinstance(row, Section):
        said = row.title or ""
    elif isinstance(row, Assignment):
        said = f"{row.canonical} {row.task}"
    elif isinstance(row, Group):
        said = f"{row.name} {len(row.targets)}"
    else:
        said = f"{row.due} {row.every} {row.text}"
    return " ".join(fold_words(said).split())
