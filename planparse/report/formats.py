"""The formats of reports: how each is called, which files it is written to, and who writes it.

A new format is a module with ``write_review`` or ``write_checks`` (or both), and one row in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from planparse.report.reviewed import Checked, Reviewed


@dataclass(frozen=True, slots=True)
class Options:
    """What a report may depend on besides what it reports.

    ``width`` and ``colour`` are for text on a terminal; ``author`` and ``appendix`` for Word: who
    comments, and whether a last page lists what is missing. ``several`` says that several plans were
    asked for, even where only one of them could be read.
    """

    lang: str = "vi"
    width: int = 80
    colour: bool = False
    author: str = "planparse"
    appendix: bool = True
    several: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One format: the endings of its files, and the module that writes it for each command."""

    name: str
    endings: tuple[str, ...]
    diff: str | None = None
    check: str | None = None


FORMATS: tuple[Format, ...] = (
    Format("text", (".txt",), "text", "checks"),
    Format("json", (".json",), "record", "checks_record"),
    Format("html", (".html", ".htm"), "review_html", "checks_html"),
    Format("docx", (".docx",), "docx_comments", "docx_comments"),
    Format("xlsx", (".xlsx",), "workbook", "workbook"),
    Format("markdown", (".md",), "markdown_review", "markdown_review"),
    Format("sarif", (".sarif",), "sarif", "sarif"),
    Format("junit", (".xml",), "junit", "junit"),
)


def names(command: str) -> tuple[str, ...]:
    """The formats of ``diff`` or ``check``."""
    return tuple(one.name for one in FORMATS if getattr(one, command) is not None)


def by_ending(path: str, command: str) -> str | None:
    """The format that a file's ending names; None where no format of that command does."""
    ending = PurePath(path).suffix.lower()
    return next((f.name for f in FORMATS if ending in f.endings and getattr(f, command)), None)


def ending_of(name: str) -> str:
    """The ending that files of a format are given."""
    return next(f.endings[0] for f in FORMATS if f.name == name)


def write_review(name: str, reviewed: Reviewed, options: Options) -> str | bytes:
    """A comparison in that format."""
    module = _module(name, "diff")
    return cast("str | bytes", module.write_review(reviewed, options))


def write_checks(name: str, checked: Sequence[Checked], options: Options) -> str | bytes:
    """Checked plans in that format; PlanparseError where it holds one plan only and there are several."""
    module = _module(name, "check")
    return cast("str | bytes", module.write_checks(checked, options))


def _module(name: str, command: str) -> Any:
    module = next(getattr(one, command) for one in FORMATS if one.name == name)
    return import_module(f"planparse.report.{module}")
