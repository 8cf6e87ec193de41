"""The functions of ``import planparse``: from files, or plans read before, to what is found in them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.plan import Plan
from planparse.load import load

if TYPE_CHECKING:
    from planparse.checks import Problem
    from planparse.compare import Comparison

File = str | Path


def parse(path: File, **options: Any) -> Plan:
    """Read a file and extract its plan; the options are those of `planparse.load.load`.

    Raises:
        PlanparseError: the file cannot be read; ``error.line("en")`` says why and what to do.
    """
    return load(path, **options)


def diff(local: File | Plan, parent: File | Plan, **options: Any) -> Comparison:
    """Hold a local plan against its parent: files, or plans that `parse` gave.

    The findings are in ``.findings``, the gravest severity in ``.worst()``.
    """
    from planparse.compare import compare

    return compare(_plan(local, options), _plan(parent, options))


def check(plan: File | Plan, **options: Any) -> tuple[Problem, ...]:
    """The problems that ``planparse check`` finds by its usual rules and register of documents."""
    from planparse.checks import check as find
    from planparse.checks import selected
    from planparse.register import starter

    return find(_plan(plan, options), selected((), ()), starter())


def _plan(given: File | Plan, options: dict[str, Any]) -> Plan:
    return given if isinstance(given, Plan) else load(os.fspath(given), **options)
