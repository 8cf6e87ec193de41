"""A comparison as one interactive page: findings, and both plans side by side with everything in place.

The page is one file that loads nothing, and can be read, printed and searched without its script.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from extractors.plan import Allocation, Assignment, Citation, Plan, Section, Target
from planparse.compare import TYPES, Comparison
from planparse.compare.model import SEVERITIES, Finding, Row
from planparse.compare.model import Group as Beneficiaries
from planparse.messages import say
from planparse.report.checks import where
from planparse.report.formats import Options
from planparse.report.html_plan import row_hint
from planparse.report.inert import inert, shorten
from planparse.report.page.frame import render
from planparse.report.page.items import SIGNS, Card, Choice, Group, Item, Quotation, card, choices
from planparse.report.page.plots import bars, shares
from planparse.report.page.text import Mark, plan_text
from planparse.report.page.words import Clause, Piece, clause, compare_words, plain
from planparse.report.reviewed import Reviewed
from planparse.report.sentences import document, sentence
from planparse.report.told import STATUSES, counts, verdict, waived_by
from planparse.report.wording import capital, figure, measured, names, place, quantity

# The letters that name the two sides in the page.
PARENT, LOCAL = "p", "l"
_HEADS = {"error": "page.errors", "warning": "page.warnings", "info": "page.infos"}
_BRIEF, _HINT = 160, 140
# Types that are told in full even where one side has nothing to say and nobody has to act.
_TOLD = ("target", "deadline")


@dataclass(frozen=True, slots=True)
class _Total:
    """One type of the overview: how many rows of it have which status, and their shares as a bar."""

    name: str
    counts: tuple[tuple[str, str, int], ...]
    bar: Markup


def write_review(reviewed: Reviewed, options: Options) -> str:
    """The page, in the language of the options; the plans stay in theirs."""
    writer = _Writer(reviewed, options.lang)
    return render("review.html", options.lang, **writer.context())


class _Writer:
    """One comparison on its way into the page."""

    def __init__(self, reviewed: Reviewed, lang: str) -> None:
        self._reviewed, self._lang = reviewed, lang
        self._comparison: Comparison = reviewed.comparison
        self._all: tuple[Finding, ...] = (
            *self._comparison.findings,
            *(one.item for one in reviewed.waived),
            *reviewed.known,
        )
        self._names = names(self._comparison.parent.meta, self._comparison.local.meta, lang)

    def context(self) -> dict[str, object]:
        """What the template asks for."""
        parent, local = self._comparison.parent, self._comparison.local
        worst = self._worst()
        return {
            "parent_name": self._names[0],
            "local_name": self._names[1],
            "verdict": capital(verdict(self._comparison, self._lang)),
            "worst": worst,
            "cards": self._cards(),
            "totals": tuple(self._totals()),
            "groups": (groups := tuple(self._groups())),
            "severities": self._severities(groups),
            "types": self._choices(groups, "type"),
            "statuses": self._choices(groups, "status"),
            "parent_text": plan_text(parent, self._marks(parent, PARENT), PARENT, self._lang),
            "local_text": plan_text(local, self._marks(local, LOCAL), LOCAL, self._lang),
            "anchors": anchors(self._comparison.findings),
            "signs": SIGNS,
        }

    def _worst(self) -> str:
        grave = [f.severity for f in self._comparison.findings if f.status != "kept"]
        return next((s for s in ("error", "warning") if s in grave), "kept")

    def _cards(self) -> tuple[Card, Card]:
        return (
            card(self._comparison.parent, say("page.parent", self._lang), self._lang),
            card(self._comparison.local, say("page.local", self._lang), self._lang),
        )

    def _totals(self) -> Iterator[_Total]:
        for kind, row in counts(self._comparison).items():
            name = capital(say(f"type.{kind}", self._lang))
            said = tuple((status, say(f"status.{status}", self._lang), n) for status, n in row.items())
            listed = ", ".join(f"{n} {label}" for _, label, n in said)
            yield _Total(
                name,
                said,
                shares(tuple(row.items()), say("page.counts", self._lang, name=name, counts=listed)),
            )

    def _groups(self) -> Iterator[Group]:
        lang, findings = self._lang, self._comparison.findings
        for severity in SEVERITIES:
            found = [f for f in findings if f.severity == severity and f.status != "kept"]
            if found:
                items = tuple(self._item(finding) for finding in found)
                yield Group(severity, say(_HEADS[severity], lang), items)
        if self._reviewed.waived:
            items = tuple(self._item(w.item, waived_by(w.waiver, lang)) for w in self._reviewed.waived)
            yield Group("waived", say("page.waived", lang), items)
        if self._reviewed.known:
            items = tuple(self._item(finding) for finding in self._reviewed.known)
            yield Group("known", say("page.known", lang), items, open=False)
        kept = [f for f in findings if f.status == "kept"]
        if kept:
            kept.sort(key=lambda f: TYPES.index(f.type))
            items = tuple(self._line(finding) for finding in kept)
            yield Group("kept", say("page.kept", lang), items, open=False)

    def _severities(self, groups: Sequence[Group]) -> tuple[Choice, ...]:
        listed = [i.severity for g in groups for i in g.items if i.status != "kept"]
        return tuple(Choice(s, say(_HEADS[s], self._lang), listed.count(s)) for s in SEVERITIES)

    def _choices(self, groups: Sequence[Group], name: str) -> tuple[Choice, ...]:
        order: Sequence[str] = TYPES if name == "type" else STATUSES
        found = choices(
            [
                (value, capital(say(f"{name}.{value}", self._lang)))
                for group in groups
                for item in group.items
                for value in [getattr(item, name)]
            ]
        )
        return tuple(sorted(found, key=lambda choice: order.index(choice.value)))

    def _item(self, finding: Finding, waived: str = "") -> Item:
        lang = self._lang
        alone = finding.parent is None or finding.local is None
        if alone and finding.severity == "info" and finding.type not in _TOLD:
            return self._line(finding, waived)
        badge = say(f"effect.{finding.effect}" if finding.effect else f"status.{finding.status}", lang)
        return Item(
            finding.id,
            finding.severity,
            badge,
            sentence(finding, self._comparison, lang),
            kind=say(f"page.kind.{finding.type}", lang),
            name=finding.id,
            sign=SIGNS[finding.status],
            type=finding.type,
            status=finding.status,
            quotations=tuple(self._quotations(finding)),
            plot=self._plot(finding),
            see=finding.see or "",
            waived=waived,
        )

    def _line(self, finding: Finding, waived: str = "") -> Item:
        """What is kept, or only worth a line: its words, and where each plan has it."""
        row = finding.parent or finding.local
        sides = ((PARENT, finding.parent, "page.parent-side"), (LOCAL, finding.local, "page.local-side"))
        return Item(
            finding.id,
            finding.severity,
            say(f"status.{finding.status}", self._lang),
            brief(row, self._lang) if row else "",
            kind=say(f"page.kind.{finding.type}", self._lang),
            name=finding.id,
            sign=SIGNS[finding.status],
            type=finding.type,
            status=finding.status,
            quotations=tuple(
                Quotation(say(key, self._lang), link=_link(side, finding, one))
                for side, one, key in sides
                if one is not None
            ),
            see=finding.see or "",
            waived=waived,
            short=True,
        )

    def _quotations(self, finding: Finding) -> Iterator[Quotation]:
        lang = self._lang
        parent, local = self._comparison.parent, self._comparison.local
        told = [_clause(row, plan) for row, plan in ((finding.parent, parent), (finding.local, local))]
        if told[0] is not None and told[1] is not None:
            pieces = compare_words(told[0], told[1])
        else:
            pieces = plain(told[0] or Clause("", 0, 0)), plain(told[1] or Clause("", 0, 0))
        sides = (
            (PARENT, finding.parent, parent, "page.parent-side"),
            (LOCAL, finding.local, local, "page.local-side"),
        )
        for (side, row, plan, key), words in zip(sides, pieces, strict=True):
            if row is not None:
                yield self._quotation(say(key, lang), row, plan, _link(side, finding, row), words)
            elif finding.type != "section":
                absent = say("page.absent-row", lang)
                yield Quotation(say(key, lang), absent=absent)
        if finding.passage is not None:
            span = finding.passage
            text = clause(local.document.blocks[span.block].text, span.start, span.end)
            yield Quotation(
                say("page.in-passing", lang),
                plain(text),
                place=where(local, span, None, lang),
                link=f"{LOCAL}{span.block}",
            )
        if finding.runner_up is not None:
            row = finding.runner_up
            words = plain(_clause(row, local) or Clause("", 0, 0))
            yield self._quotation(say("page.runner-up", lang), row, local, f"{LOCAL}{row.span.block}", words)
        if finding.yardstick is not None:
            yield self._yardstick(finding.yardstick)

    def _quotation(self, label: str, row: Row, plan: Plan, link: str, words: tuple[Piece, ...]) -> Quotation:
        agency = shorten(row.agency, 80) if isinstance(row, Assignment) else ""
        section = row.id if isinstance(row, Section) else row.section
        return Quotation(label, words, agency, where(plan, row.span, section, self._lang), link)

    def _yardstick(self, cell: Allocation) -> Quotation:
        text = f"{shorten(cell.to, 60)}: {quantity(cell.value, cell.unit, self._lang)}"
        return Quotation(
            say("page.allocated", self._lang),
            (Piece(text, strong=True),),
            place=where(self._comparison.parent, cell.span, None, self._lang),
            link=f"{PARENT}{cell.span.block}",
        )

    def _plot(self, finding: Finding) -> Markup | None:
        parent, local = finding.parent, finding.local
        if not (isinstance(parent, Target) and isinstance(local, Target)) or finding.status == "kept":
            return None
        whose = "page.parent-side"
        if (cell := finding.yardstick) is not None:
            # The local figure was held against what the parent allocated, not against its total.
            parent = replace(parent, value=cell.value, unit=cell.unit, upper=None, comparator="=")
            whose = "page.allocated-side"
        return bars(parent, local, (say(whose, self._lang), say("page.local-side", self._lang)), self._lang)

    def _marks(self, plan: Plan, side: str) -> Iterator[Mark]:
        """All rows of a plan, each with the finding that it belongs to."""
        standing = {finding.id for finding in self._comparison.findings}
        owners: dict[tuple[str, str], list[Finding]] = {}
        for finding in self._all:
            row = finding.parent if side == PARENT else finding.local
            if isinstance(row, Beneficiaries):
                yield self._mark(row, "group", finding, inert(row.name), standing)
            elif row is not None:
                owners.setdefault(_identity(row), []).append(finding)
            if side == LOCAL and finding.passage is not None:
                yield Mark(finding.passage, "passage", "", finding.id)
        rows: Sequence[tuple[str, Sequence[Row]]] = (
            ("section", plan.sections),
            ("assignment", plan.assignments),
            ("target", plan.targets),
            ("citation", plan.citations),
            ("deadline", plan.deadlines),
        )
        for part, found in rows:
            for row in found:
                told = self._hint(row)
                if _identity(row) not in owners:
                    yield Mark(row.span, part, told)
                for finding in owners.get(_identity(row), ()):
                    yield self._mark(row, part, finding, told, standing)
        for cell in plan.allocations:
            yield Mark(cell.span, "allocation", shorten(row_hint(cell, self._lang), _HINT))

    def _mark(self, row: Row, part: str, finding: Finding, told: str, standing: set[str]) -> Mark:
        tone = finding.severity if finding.status != "kept" and finding.id in standing else "kept"
        if tone != "kept":
            status = say(f"status.{finding.status}", self._lang)
            told = say("page.mark", self._lang, status=status, hint=told) if told else status
        return Mark(row.span, part, told, finding.id, tone, finding.status)

    def _hint(self, row: Row) -> str:
        if isinstance(row, Section | Beneficiaries):
            return ""
        if isinstance(row, Assignment):
            return f"{shorten(row.agency, 80)}: {say(f'role.{row.role}', self._lang)}"
        return shorten(row_hint(row, self._lang), _HINT)


def _identity(row: Row) -> tuple[str, str]:
    """What names a row in its plan; all mentions of a document are one."""
    if isinstance(row, Citation):
        return "citation", row.canonical
    return type(row).__name__, "" if isinstance(row, Beneficiaries) else row.id


def _link(side: str, finding: Finding, row: Row) -> str:
    """The name of a row in the text: that of its mark, or of its block where it has no words to mark."""
    span = row.span
    return f"{side}-{finding.id}" if span.start < span.end else f"{side}{span.block}"


def brief(row: Row, lang: str) -> str:
    """A row in one line."""
    if isinstance(row, Target):
        if row.value is None:
            return shorten(row.text, _BRIEF)
        return f"{figure(row, 60, lang)}: {measured(row, _BRIEF)}"
    if isinstance(row, Citation):
        return shorten(document(row), _BRIEF)
    if isinstance(row, Section):
        return f"{place(row.path)}. {shorten(row.title or '', _BRIEF)}"
    if isinstance(row, Assignment):
        return f"{shorten(row.agency, 60)}: {shorten(row.task, _BRIEF)}"
    if isinstance(row, Beneficiaries):
        return shorten(row.text.lower() or row.name, _BRIEF)
    return shorten(row.text, _BRIEF)


def _clause(row: Row | None, plan: Plan) -> Clause | None:
    """The words that a row is quoted in."""
    if row is None:
        return None
    if isinstance(row, Section):
        title = shorten(row.title or "", 2 * _BRIEF)
        return Clause(title, 0, 0)
    text = plan.document.blocks[row.span.block].text
    told = clause(text, row.span.start, row.span.end)
    # Where the row is the whole clause nothing in it stands out.
    whole = isinstance(row, Assignment) or (isinstance(row, Target) and row.value is None)
    return Clause(told.text, 0, 0) if whole else told


def anchors(findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """Blocks of the parent and of the local plan that answer to each other, rising on both sides.

    Of partners that cross each other the longest rising chain is taken: by it the two sides scroll together.
    """
    pairs = sorted(
        {
            (f.parent.span.block, f.local.span.block)
            for f in findings
            if f.parent is not None and f.local is not None and f.type not in ("citation", "group")
        },
        key=lambda pair: (pair[0], -pair[1]),
    )
    lasts: list[int] = []
    chains: list[int] = []
    before: list[int | None] = []
    for number, (_, block) in enumerate(pairs):
        length = bisect_left(lasts, block)
        lasts[length : length + 1] = [block]
        chains[length : length + 1] = [number]
        before.append(chains[length - 1] if length else None)
    result: list[tuple[int, int]] = []
    current = chains[-1] if chains else None
    while current is not None:
        result.append(pairs[current])
        current = before[current]
    return result[::-1]
