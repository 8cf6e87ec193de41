"""Assignments (phân công nhiệm vụ): who has to do what.

Four sources, one module each: sections of tổ chức thực hiện (``duties``), sentences elsewhere in which an
agency chủ trì something (``inline``), label lines under a task (``labelled``) and task tables (``tasks``).
"""

from __future__ import annotations

from extractors.assignments.duties import in_duty_sections
from extractors.assignments.inline import in_sentences
from extractors.assignments.labelled import in_label_lines
from extractors.assignments.row import number
from extractors.assignments.tasks import in_task_tables
from extractors.context import Context
from extractors.plan import Assignment

__all__ = ["extract"]


def extract(context: Context) -> tuple[Assignment, ...]:
    """Every assignment of a document, in its order."""
    labelled, taken = in_label_lines(context)
    duties, inside = in_duty_sections(context, taken)
    rows = [*labelled, *duties, *in_sentences(context, inside | taken), *in_task_tables(context)]
    return number(context, rows)
