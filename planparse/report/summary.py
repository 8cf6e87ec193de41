"""One plan on a terminal: what it is, and what was read from it, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from extractors.plan import Citation, Plan, Section, Target
from planparse.messages import say
from planparse.report.console import console_on
from planparse.report.inert import inert, shorten
from planparse.report.record import notice_sentence
from planparse.report.sentences import document
from planparse.report.wording import day, figure, measured, period, place, quantity

if TYPE_CHECKING:
    from rich.console import Console

_Row = Sequence[str]
_LONG = 160


def plan_summary(plan: Plan, lang: str = "vi", *, width: int = 80, colour: bool = False) -> str:
    """The summary of one plan, ending in a line feed; plain text where ``colour`` is not wanted."""
    out = StringIO()
    console = console_on(out, width, colour)
    _meta(console, plan, lang)
    labels = {section.id: place(section.path) for section in plan.sections}
    for key, columns, rows in tables(plan, labels, lang):
        _table(
            console, say(f"summary.{key}", lang), [say(f"summary.{column}", lang) for column in columns], rows
        )
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n") + "\n"


def _meta(console: Console, plan: Plan, lang: str) -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(overflow="fold")
    for key, value in meta_rows(plan, lang):
        grid.add_row(Text(say(f"summary.{key}", lang)), Text(value))
    console.print(grid)


def meta_rows(plan: Plan, lang: str) -> Iterable[tuple[str, str]]:
    """What a plan is: the key of each caption (``summary.<key>``), and the inert text behind it."""
    meta, source = plan.meta, plan.document.source
    unknown = say("summary.unknown", lang)
    pages = f", {say('plan.pages', lang, count=source.pages)}" if source.pages else ""
    yield "file", f"{inert(source.path or say('report.unnamed', lang))} ({inert(source.format)}{pages})"
    yield "document-type", inert(meta.document_type or unknown)
    yield "number", inert(meta.number or unknown)
    yield "issuer", inert(meta.issuer or unknown)
    yield "level", say(f"administration.{meta.level}", lang) if meta.level else unknown
    yield "place", inert(meta.place or unknown)
    yield "date", day(meta.date, lang) if meta.date else unknown
    yield "title", inert(meta.title or unknown)
    yield "period", period(meta.period, lang)
    if meta.implements:
        yield "implements", inert(", ".join(meta.implements))
    if meta.signers:
        signers = (" ".join(filter(None, (s.authority, s.position, s.name))) for s in meta.signers)
        yield "signers", inert("; ".join(signers))
    if meta.recipients:
        yield "recipients", shorten("; ".join(meta.recipients), _LONG)
    parts = ("sections", "targets", "citations", "assignments", "deadlines", "allocations")
    counts = (f"{len(getattr(plan, part))} {say(f'summary.{part}', lang).lower()}" for part in parts)
    yield "counts", ", ".join(counts)


def tables(
    plan: Plan, labels: dict[str, str], lang: str
) -> Iterable[tuple[str, Sequence[str], Sequence[_Row]]]:
    """What was read: of each table the key of its caption, those of its columns, and its inert rows.

    ``labels`` gives each section's id the words by which rows name it.
    """

    def at(section: str | None) -> str:
        return labels.get(section or "", "")

    tree = [
        (
            f"{'  ' * (s.level - 1)}{inert(s.path[-1] if s.path else '')}",
            shorten(s.title or _start(plan, s), _LONG),
        )
        for s in plan.sections
    ]
    yield "sections", ("section", "heading"), tree
    targets = [
        (at(t.section), _figure(t, lang), say(f"kind.{t.kind}", lang), measured(t, _LONG))
        for t in plan.targets
    ]
    yield "targets", ("section", "figure", "kind", "indicator"), targets
    yield "citations", ("document", "date", "mentions"), _documents(plan, lang)
    duties = [
        (at(a.section), shorten(a.agency, 70), say(f"role.{a.role}", lang), shorten(a.task, 110))
        for a in plan.assignments
    ]
    yield "assignments", ("section", "agency", "role", "task"), duties
    dues = [
        (
            at(d.section),
            day(d.due, lang) if d.due and d.due[0].isdigit() else inert(d.due or ""),
            say(f"every.{d.every}", lang) if d.every else "",
            shorten(d.text, 80),
        )
        for d in plan.deadlines
    ]
    yield "deadlines", ("section", "due", "every", "text"), dues
    shares = [
        (shorten(a.to, 50), shorten(a.indicator, 80), quantity(a.value, a.unit, lang))
        for a in plan.allocations
    ]
    yield "allocations", ("unit", "indicator", "figure"), shares
    warnings = [(inert(n.code), inert(notice_sentence(n, lang))) for n in plan.notices]
    yield "warnings", ("kind", "message"), warnings


def _start(plan: Plan, section: Section) -> str:
    """The first words of a paragraph that has no title, without its label."""
    if not 0 <= section.span.block < len(plan.document.blocks):
        return ""
    text = plan.document.blocks[section.span.block].text.strip()
    label = section.path[-1] if section.path else ""
    return shorten(text.removeprefix(label).lstrip(".) "), 70)


def _figure(target: Target, lang: str) -> str:
    if target.value is None:
        return "–"
    return figure(target, 40, lang)


def _documents(plan: Plan, lang: str) -> list[_Row]:
    """Each cited document once, in the order of its first mention."""
    found: dict[str, list[Citation]] = {}
    for citation in plan.citations:
        found.setdefault(citation.canonical, []).append(citation)
    return [
        (
            shorten(document(mentions[0]), 90),
            next((day(c.date, lang) for c in mentions if c.date), ""),
            str(len(mentions)),
        )
        for mentions in found.values()
    ]


def _table(console: Console, title: str, columns: Sequence[str], rows: Sequence[_Row]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False, expand=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print()
    console.print(Text(f"{title} ({len(rows)})", style="bold"))
    console.print(table)
