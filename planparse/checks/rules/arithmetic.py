"""Sums that do not come out: parts of a whole, written sums, totals of tables (T101 to T103)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.plan import Target
from extractors.tables import Row, Table, tables
from extractors.vietnamese.numbers import format_number, parse_number
from extractors.vietnamese.text import lower
from planparse.checks.model import Hit
from planparse.checks.passages import Passages, load_data, passages, words_of
from planparse.checks.rules.figures import NUMBER, close, value_of
from planparse.checks.subject import Subject

# ------------------------------------------------------------------ parts of a sum

_WHOLLY = re.compile(
    r"(?<!\w)(?:bao\s+)?gồm(?!\w)|(?<!\w)(?:được\s+)?chia\s+(?:ra|thành)(?!\w)|,?\s*cụ\s+thể\s*(?:là\s*)?:"
)
_PARTLY = re.compile(r"(?<!\w)trong\s+(?:số\s+)?đó(?!\w)|\(\s*\Z")
# `giảm 02 người so với năm 2024 (11 người)`: another year's figure, no part.
_COMPARED = re.compile(r"(?<!\w)so\s+với(?!\w)|(?<!\w)năm\s+\d{4}\s*\(\s*\Z")
_MOST_PARTS = 12
# `trong đó`, `bao gồm` and a word more.
_CUE_WORDS = 3
_LETTERS = re.compile(r"[^\W\d_]+")
# So much of the whole the parts must make up before a remainder is taken for a slip.
_NEARLY_ALL = 0.9


def _sentences(told: Passages, targets: Sequence[Target]) -> Iterator[list[Target]]:
    """The figures of each sentence, in order."""
    keyed = [((t.span.block, *told.sentence_at(t.span.block, t.span.start)), t) for t in targets]
    for _, group in groupby(keyed, key=lambda pair: (pair[0][0], pair[0][1])):
        yield [target for _, target in group]


def parts(subject: Subject) -> Iterator[Hit]:
    """`350 lao động, trong đó … 200, … 120`; `1.000 đầu sách, gồm 600 … và 450 …`."""
    told = passages(subject)
    figures = [t for t in subject.plan.targets if t.value is not None and t.comparator == "="]
    for row in _sentences(told, figures):
        text = told.folded[row[0].span.block]
        place = 0
        while place < len(row) - 1:
            whole = row[place]
            between = text[whole.span.end : row[place + 1].span.start]
            all_of_it = bool(_WHOLLY.search(between))
            compared = _COMPARED.search(between)
            if compared or not (all_of_it or _PARTLY.search(between)) or len(between) > 160:
                place += 1
                continue
            members = _members(text, whole, row[place + 1 : place + 2 + _MOST_PARTS])
            place += max(1, len(members))
            hit = _judge(subject, text, whole, members, all_of_it=all_of_it)
            if hit is not None:
                yield hit


def _members(text: str, whole: Target, following: Sequence[Target]) -> list[Target]:
    """The figures that the whole is made of: same unit, one after another, up to a new beginning."""
    members: list[Target] = []
    end = whole.span.end
    for target in following:
        between = text[end : target.span.start]
        if target.unit != whole.unit:
            # `150 lao động (75%)` tells a share beside each part.
            if target.unit == "%" and members:
                end = target.span.end
                continue
            break
        if members and (
            _PARTLY.search(between) or re.search(r"ngoài ra|bên cạnh|đồng thời|riêng|(?<!\w)so với", between)
        ):
            break
        members.append(target)
        end = target.span.end
    return members


def _judge(
    subject: Subject, text: str, whole: Target, members: list[Target], *, all_of_it: bool
) -> Hit | None:
    if not members or whole.value is None or whole.unit == "%":
        return None
    values = [member.value or 0.0 for member in members]
    total = sum(values)
    biggest = max(members, key=lambda m: m.value or 0.0)
    variant = None
    if (biggest.value or 0.0) > whole.value and (not all_of_it or len(members) == 1):
        return Hit(
            subject.span(whole.span.block, whole.span.start, biggest.span.end),
            {"part": biggest.text, "whole": whole.text},
            "bigger",
            related=(biggest.span,),
        )
    if len(members) < 2 or close(total, whole.value, 0.5 * 10 ** -_decimals(whole) * len(members) * 0.1):
        return None
    last = members[-1]
    crossing = _cross(text, whole, members)
    if all_of_it and not (crossing and total > whole.value * 1.2):
        variant = "all"
    elif (total > whole.value and not crossing and total < whole.value * 1.5) or (
        whole.value > total >= whole.value * _NEARLY_ALL and not crossing
    ):
        variant = "some"
    if variant is None:
        return None
    million = 1_000_000
    scale = million if all(v % million == 0 for v in (*values, whole.value)) else 1
    unit = " triệu" if scale > 1 else ""
    return Hit(
        subject.span(whole.span.block, whole.span.start, last.span.end),
        {
            "sum": " + ".join(format_number(v / scale) for v in values) + unit,
            "total": format_number(total / scale) + unit,
            "whole": format_number(whole.value / scale) + unit,
        },
        "sum",
        related=tuple(member.span for member in members),
        confidence=0.95 if variant == "all" else 0.85,
    )


def _cross(text: str, whole: Target, members: Sequence[Target]) -> bool:
    """Whether some of the parts are groups that cut across the others."""
    if {"nam", "nữ"} <= set(_LETTERS.findall(text, whole.span.end, members[-1].span.end + 20)):
        return False
    ends = [whole.span.end, *(member.span.end for member in members[:-1])]
    names = [text[end : member.span.start] for end, member in zip(ends, members, strict=True)]
    if len(_LETTERS.findall(names[0])) <= _CUE_WORDS:
        # The names stand behind the figures: `60 người nữ, 50 người dân tộc`.
        starts = [*(member.span.start for member in members[1:]), members[-1].span.end + 40]
        names = [text[member.span.end : start] for member, start in zip(members, starts, strict=True)]
    return any(words_of("crossing").search(name) for name in names)


def _decimals(target: Target) -> int:
    found = re.search(r",(\d+)", target.text)
    return len(found[1]) if found else 0


_ADDEND = rf"(?:{NUMBER})(?:\s[^\W\d_]{{1,12}}){{0,3}}"
_SUM = re.compile(
    rf"(?<![\w.,/+*-])(?P<left>{_ADDEND}(?:\s?\+\s?{_ADDEND}){{1,20}})\s?=\s?(?P<right>{NUMBER})(?![\w/%])"
)


def written_sum(subject: Subject) -> Iterator[Hit]:
    """`120 + 80 = 210`."""
    for number, block in subject.zone("opening", "body", "appendix"):
        if "+" not in block.text or "=" not in block.text:
            continue
        for found in _SUM.finditer(block.text):
            values = [value_of(one) for one in re.findall(NUMBER, found["left"])]
            total = sum(values)
            if len(values) > 1 and not close(total, value_of(found["right"]), 0.051):
                yield Hit(
                    subject.span(number, found.start(), found.end()),
                    {
                        "sum": " + ".join(format_number(v) for v in values),
                        "total": format_number(total),
                        "whole": found["right"],
                    },
                )


# ------------------------------------------------------------------ tables

_TOTAL = re.compile(
    r"(?:tổng(?:\s+(?:cộng|số|chung))?|cộng|"
    r"toàn\s+(?:thành phố|tỉnh|huyện|quận|thị xã|xã|phường|ngành|trường|địa bàn))\s*:?\s*(?:\(.{0,40})?\Z"
)
_FIGURE = re.compile(rf"(?P<number>{NUMBER})\s*(?:[^\W\d_]{{1,12}}(?:\s[^\W\d_]{{1,12}}){{0,2}})?\s*\Z")
_LABEL = re.compile(
    r"(?P<roman>[ivxl]{1,5})|(?P<number>\d{1,3})|(?P<letter>[a-zđ])|(?P<decimal>\d{1,2}(?:\.\d{1,2})+)"
)
_LEAST_ROWS = 2


def table_totals(subject: Subject) -> Iterator[Hit]:
    """A row `Tổng cộng` that is not the sum of the rows of its table."""
    if not any(block.cell is not None for block in subject.blocks):
        return
    for table in tables(subject.plan.document):
        yield from _totals_of(subject, table)


def _has_no_sum(heading: str) -> bool:
    # `Năm` heads years, `Giảm hộ nghèo năm 2026 (hộ)` heads figures.
    bare = re.sub(r"(?<!^)(?<!\w)năm\s+(?:19|20)\d{2}", "", heading)
    return heading == "tt" or any(word in bare for word in load_data("figures.toml")["no_sum"])


def _is_total(row: Row, table: Table) -> bool:
    texts = [lower(row.text(column)).strip(" .;") for column in range(min(3, table.width))]
    return any(_TOTAL.match(text) for text in texts if text)


def _figure(row: Row, column: int) -> float | None:
    cell = row.own(column)
    found = _FIGURE.match(cell.line.strip()) if cell is not None and cell.columns == 1 else None
    return None if found is None else parse_number(found["number"], counted=True)


def _style(row: Row, column: int | None) -> str:
    found = _LABEL.fullmatch(lower(row.text(column)).strip(" .()")) if column is not None else None
    return "" if found is None else found.lastgroup or ""


def _totals_of(subject: Subject, table: Table) -> Iterator[Hit]:
    rows = [row for row in table.rows if row.kind in ("body", "group")]
    totals = [row for row in rows if _is_total(row, table)]
    others = [row for row in rows if not _is_total(row, table)]
    if len(totals) != 1 or len(others) < _LEAST_ROWS or totals[0] not in (rows[0], rows[-1]):
        return
    total = totals[0]
    labels = table.column("number")
    # Rows that count different things (an own column of units) have no common sum.
    if table.column("measure") is not None and len({r.text(table.column("measure")) for r in others}) > 1:
        return
    for column in range(table.width):
        if column == labels or _has_no_sum(lower(table.headers[column])):
            continue
        stated = _figure(total, column)
        if stated is None:
            continue
        told = [(row, _figure(row, column)) for row in others]
        values = [(row, value) for row, value in told if value is not None]
        unread = sum(1 for row, value in told if value is None and re.search(r"\d", row.text(column)))
        if len(values) < _LEAST_ROWS or unread:
            continue
        styles = {_style(row, labels) for row, _ in values} - {""}
        sums = [sum(value for _, value in values)]
        sums += [sum(v for row, v in values if row.kind == kind) for kind in ("body", "group")]
        sums += [sum(v for row, v in values if _style(row, labels) == style) for style in styles]
        slack = 0.06 * len(values) if any(v % 1 for _, v in values) or stated % 1 else 1e-6
        if any(close(one, stated, slack) for one in sums):
            continue
        nested = any(row.kind == "group" for row, _ in values) or len(styles) > 1
        cell = total.own(column)
        if nested or cell is None:
            continue
        yield Hit(
            subject.span(cell.block),
            {
                "column": table.headers[column],
                "stated": format_number(stated),
                "real": format_number(sums[0]),
            },
        )
