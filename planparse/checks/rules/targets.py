"""Targets and their arithmetic (T)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.plan import Target
from extractors.vietnamese.numbers import format_number
from planparse.checks.model import Hit, Rule
from planparse.checks.passages import Passages, passages, words_of
from planparse.checks.rules import arithmetic, rates
from planparse.checks.subject import Subject
from planparse.compare.measures import Measure, measures
from planparse.compare.words import Vocabulary

_TOTALLED = re.compile(
    r"cả\s+giai\s+đoạn|toàn\s+giai\s+đoạn|trong\s+(?:cả\s+)?giai\s+đoạn|giai\s+đoạn\s+\d{4}\s*[-–]\s*\d{4}|tổng\s+cộng|trong\s+0?\d\s+năm|(?:0?\d|ba|bốn|năm)\s+năm\s+(?:là|đạt|có)"
)
_YEARLY = re.compile(
    r"mỗi\s+năm|hằng\s+năm|hàng\s+năm|bình\s+quân\s+(?:một\s+|mỗi\s+)?năm|từng\s+năm|/năm|một\s+năm"
)
_PERIOD = re.compile(r"(?:giai\s+đoạn|từ\s+năm)\s+(\d{4})\s*(?:[-–]|đến\s+(?:năm\s+)?)\s*(\d{4})")
_YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?![\d])")


def _measured(subject: Subject) -> tuple[Measure, ...]:
    """The targets with what they measure, prepared once for all rules."""
    kept = vars(subject).get("measured")
    if not isinstance(kept, tuple):
        kept = vars(subject)["measured"] = measures(subject.plan, Vocabulary([subject.meta]))
    return kept


def _rhythm(told: Passages, target: Target, previous: Target | None) -> str | None:
    """Whether a figure is `year` or `total`: told by the words between it and the figure before."""
    before, behind = told.around(target)
    if previous is not None and previous.span.block == target.span.block:
        before = before[max(0, len(before) - (target.span.start - previous.span.end)) :]
    yearly = [found.start() for found in _YEARLY.finditer(before)]
    total = [found.start() for found in _TOTALLED.finditer(before)]
    if _YEARLY.match(behind.lstrip(" ,")) or "/năm" in target.text:
        return "year"
    if yearly and (not total or yearly[-1] > total[-1]):
        return "year"
    if total:
        return "total"
    return "year" if target.per == "year" else None


def _years(subject: Subject, told: Passages, *targets: Target) -> int | None:
    """The number of years that a total stands for: said beside it, else the period of the plan."""
    for target in targets:
        found = _PERIOD.search(told.sentence_of(target.span))
        if found:
            return int(found[2]) - int(found[1]) + 1
    for target in targets:
        if (
            target.period
            and target.period.start
            and target.period.end
            and target.period.end > target.period.start
        ):
            return target.period.end - target.period.start + 1
    period = subject.meta.period
    return period.end - period.start + 1 if period and period.start and period.end else None


def yearly_total(subject: Subject) -> Iterator[Hit]:
    """`mỗi năm 300 trẻ em, giai đoạn 2026 - 2030 1.200 trẻ em`."""
    told = passages(subject)
    waiting: dict[tuple[str | None, frozenset[str]], tuple[Target, str]] = {}
    previous: tuple[Target, str | None] | None = None
    for measure in _measured(subject):
        target = measure.target
        if measure.kind not in ("count", "money") or target.part_of is not None:
            continue
        rhythm = _rhythm(told, target, previous[0] if previous else None)
        key = (target.unit, frozenset(measure.meaning.words))
        other = None
        if (
            previous
            and rhythm
            and {previous[1], rhythm} == {"year", "total"}
            and previous[0].unit == target.unit
            and told.sentence_at(target.span.block, target.span.start)
            == told.sentence_at(previous[0].span.block, previous[0].span.start)
            and previous[0].span.block == target.span.block
        ):
            other = previous[0]
        elif rhythm and len(key[1]) >= 2 and key in waiting and waiting[key][1] != rhythm:
            other = waiting[key][0]
        if other is not None:
            year, total = (target, other) if rhythm == "year" else (other, target)
            hit = _times(subject, told, year, total)
            if hit is not None:
                yield hit
        if rhythm:
            waiting.setdefault(key, (target, rhythm))
        previous = (target, rhythm)


def _times(subject: Subject, told: Passages, year: Target, total: Target) -> Hit | None:
    years = _years(subject, told, total, year)
    if years is None or not 2 <= years <= 20 or year.value is None or total.value is None:
        return None
    slack = 0.1 if "~" in (year.comparator, total.comparator) else 0.02
    ends = [(year.value, total.value)]
    if year.upper is not None and total.upper is not None:
        ends.append((year.upper, total.upper))
    if year.comparator in (">=", ">") and total.comparator in (">=", ">", "=", "~"):
        wrong = [(a, b) for a, b in ends if a * years > b * (1 + slack)]
    else:
        wrong = [(a, b) for a, b in ends if abs(a * years - b) > slack * b]
    if not wrong or (year.upper is None) != (total.upper is None):
        return None
    value, stated = wrong[0]
    return Hit(
        total.span,
        {
            "yearly": format_number(value),
            "years": years,
            "real": format_number(value * years),
            "stated": format_number(stated),
        },
        related=(year.span,),
    )


_RATE_WORDS = {"tỷ", "lệ", "số", "tổng"}


def contradicted(subject: Subject) -> Iterator[Hit]:
    """The same indicator with 1.200 in one section and 1.250 in another."""
    told = passages(subject)
    seen: dict[tuple[object, ...], Measure] = {}
    for measure in _measured(subject):
        target = measure.target
        words = measure.meaning.words
        if target.kind != "target" or measure.kind == "none" or target.part_of is not None:
            continue
        if len(set(words) - _RATE_WORDS) < 4:
            continue
        sentence = told.sentence_of(target.span)
        years = frozenset(_YEAR.findall(sentence)) | frozenset(_YEAR.findall(told.titles(target.section)))
        key = (
            measure.kind,
            target.unit,
            frozenset(words),
            target.per,
            target.direction,
            years,
            tuple(sorted((name, forms) for name, forms in measure.meaning.contrasts.items())).__repr__(),
        )
        first = seen.setdefault(key, measure)
        other = first.target
        if first is measure or other.span.block == target.span.block:
            continue
        same = (other.value, other.upper) == (target.value, target.upper)
        if same or not _alike(first, measure):
            continue
        yield Hit(target.span, {"indicator": target.indicator, "first": other.text}, related=(other.span,))


def _alike(one: Measure, other: Measure) -> bool:
    """Whether the clauses around two figures say the same beside their indicators."""
    first, second = set(one.around.words), set(other.around.words)
    return len(first & second) * 10 >= len(first | second) * 7


_LEVEL_DOWN = re.compile(r"(?:xuống|còn|dưới|đạt)(?:\s+(?:còn|dưới|mức|khoảng|dưới mức)){0,2}\s*\Z")
_LEVEL_UP = re.compile(r"(?:lên|đạt|trên|tối thiểu|ít nhất)(?:\s+(?:trên|mức|khoảng|đến|từ)){0,2}\s*\Z")


def _rate_words(vocabulary: Vocabulary, target: Target) -> frozenset[str]:
    """What a rate is of, without the date before it."""
    at = target.indicator.rfind("tỷ lệ")
    return frozenset(vocabulary.meaning(target.indicator[max(0, at) :]).words)


def no_progress(subject: Subject) -> Iterator[Hit]:
    """`Giảm tỷ lệ hộ nghèo xuống còn 4,8%` where the plan reports 4,6%."""
    told = passages(subject)
    vocabulary = Vocabulary([subject.meta])
    base: dict[frozenset[str], list[Target]] = {}
    for target in subject.plan.targets:
        if (
            target.kind == "baseline"
            and target.unit == "%"
            and target.comparator == "="
            and target.direction is None
            and target.part_of is None
        ):
            base.setdefault(_rate_words(vocabulary, target), []).append(target)
    if not base:
        return
    for target in subject.plan.targets:
        if (
            target.kind != "target"
            or target.unit != "%"
            or target.direction not in ("increase", "decrease")
            or target.value is None
        ):
            continue
        known = base.get(_rate_words(vocabulary, target), [])
        if len(known) != 1 or known[0].value is None or known[0].span.block == target.span.block:
            continue
        before, _ = told.around(target)
        down = target.direction == "decrease"
        figure = re.search(r"\d", target.text)
        comparator = target.text[: figure.start()].lower() if figure else ""
        level = (_LEVEL_DOWN if down else _LEVEL_UP).search(before + comparator)
        if level is None:
            continue
        reached = target.upper if target.upper is not None and not down else target.value
        if (reached >= known[0].value) if down else (reached <= known[0].value):
            yield Hit(
                target.span,
                {"indicator": target.indicator, "base": known[0].text},
                "down" if down else "up",
                related=(known[0].span,),
            )


# ------------------------------------------------------------------ what a target lacks


_OPENING = re.compile(r"\W*(?:[a-zđ\d]{1,2}[.)-]\s*)?(?:tiếp tục )?")
# `Ngăn chặn không để xảy ra …`, `Xã tiếp tục đạt chuẩn …`: met or not, within the first words.
_MET_OR_NOT = re.compile(
    r"(?:[^\W\d_]+,?\s){0,6}?"
    r"(?:không\s(?:để|có|xảy ra|phát sinh|còn)|tiếp tục\s(?:được công nhận|đạt|giữ))(?!\w)"
)


def without_number(subject: Subject) -> Iterator[Hit]:
    """A bullet among counted targets that counts nothing, but for aims that are met or not (`Không để …`)."""
    told = passages(subject)

    def root(target: Target) -> str | None:
        found = None
        for section in told.lineage(target.section):
            found = section.id
        return found

    counted = {root(target) for target in subject.plan.targets if target.kind == "target"}
    for target in subject.plan.targets:
        if target.kind != "unquantified" or subject.blocks[target.span.block].kind == "cell":
            continue
        text = told.folded[target.span.block]
        opening = _OPENING.match(text, target.span.start)
        start = opening.end() if opening else target.span.start
        met_or_not = words_of("absolute").match(text, start) or _MET_OR_NOT.match(text, start)
        if root(target) in counted and not met_or_not:
            yield Hit(target.span)


_SEVERAL = 3
_PLANS = ("kế hoạch", "chương trình", "đề án", "phương án")


def _commitments(subject: Subject) -> list[Target]:
    return [t for t in subject.plan.targets if t.kind == "target"]


def without_period(subject: Subject) -> Iterator[Hit]:
    """Targets, and no year for them anywhere: not in the title, not in a heading, not beside a figure."""
    found = _commitments(subject)
    if len(found) < _SEVERAL or subject.meta.document_type not in _PLANS or subject.meta.period:
        return
    if _YEAR.search(subject.meta.title or ""):
        return
    told = passages(subject)
    if any(
        t.period or t.per or _YEAR.search(told.sentence_of(t.span)) or _YEAR.search(told.titles(t.section))
        for t in found
    ):
        return
    yield Hit(found[0].span, {"count": len(found)})


def without_assignment(subject: Subject) -> Iterator[Hit]:
    """A plan with targets that charges no agency with anything."""
    found = _commitments(subject)
    if found and not subject.plan.assignments and subject.meta.document_type in _PLANS:
        yield Hit(found[0].span, {"count": len(found)})


def without_agency(subject: Subject) -> Iterator[Hit]:
    """A target whose matter no task mentions."""
    if not subject.plan.assignments:
        return
    vocabulary = Vocabulary([subject.meta])
    tasks = [frozenset(vocabulary.meaning(a.task[:600]).words) for a in subject.plan.assignments]
    charged: set[str] = set().union(*tasks)
    blocks = {a.span.block for a in subject.plan.assignments}
    for target in _commitments(subject):
        words = set(vocabulary.meaning(target.indicator).words)
        if target.span.block not in blocks and len(words) >= 3 and len(words & charged) * 2 < len(words):
            yield Hit(target.span, {"indicator": target.indicator})


RULES = (
    Rule("T101", "parts-of-sum", "error", arithmetic.parts),
    Rule("T102", "table-total", "error", arithmetic.table_totals),
    Rule("T103", "written-sum", "error", arithmetic.written_sum),
    Rule("T104", "share-wrong", "warning", rates.share),
    Rule("T105", "change-wrong", "warning", rates.from_to),
    Rule("T106", "percent-beyond", "error", rates.beyond),
    Rule("T107", "range-upside-down", "error", rates.upside_down),
    Rule("T108", "yearly-total", "warning", yearly_total),
    Rule("T109", "figure-contradicted", "warning", contradicted),
    Rule("T110", "no-progress", "warning", no_progress),
    Rule("T111", "households-rate", "warning", rates.households),
    Rule("T201", "target-without-number", "info", without_number),
    Rule("T202", "targets-without-period", "info", without_period),
    Rule("T203", "targets-without-assignment", "warning", without_assignment),
    Rule("T204", "target-without-agency", "info", without_agency, default=False),
)
