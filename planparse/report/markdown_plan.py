"""One plan as Markdown: what it is, then a table for each kind of row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.plan import Plan
from planparse.messages import say
from planparse.report.inert import inert
from planparse.report.summary import meta_rows, tables
from planparse.report.wording import place

# What Markdown, or the HTML in it, would act on.
_ACTIVE = re.compile(r"[\\`*_\[\]<>|#~&]")


def plan_markdown(plan: Plan, lang: str = "vi") -> str:
    """The Markdown of one plan; nothing that stands in the plan is taken for markup."""
    return "\n".join(_lines(plan, lang)) + "\n"


def _plain(text: str) -> str:
    return _ACTIVE.sub(lambda found: "\\" + found[0], inert(text))


def _lines(plan: Plan, lang: str) -> Iterator[str]:
    yield f"# {_plain(plan.meta.title or plan.document.source.path or say('report.unnamed', lang))}"
    yield ""
    for key, value in meta_rows(plan, lang):
        yield f"- **{say(f'summary.{key}', lang)}**: {_plain(value)}"
    labels = {section.id: place(section.path) for section in plan.sections}
    for key, columns, rows in tables(plan, labels, lang):
        if rows:
            yield ""
            yield f"## {say(f'summary.{key}', lang)} ({len(rows)})"
            yield ""
            yield _row([say(f"summary.{column}", lang) for column in columns])
            yield _row(["---"] * len(columns))
            for row in rows:
                yield _row([_plain(cell) for cell in row])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
