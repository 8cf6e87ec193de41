"""Targets (chỉ tiêu): the quantities that a plan sets or reports, and its aims without a number.

The annotation guide that they follow is restated in `kinds` (what is a target, a baseline, an aim)
and `clauses` (what belongs to which number).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.context import Context
from extractors.labels import label_of
from extractors.plan import Citation, Direction, Per, Period, Section, Target, TargetKind
from extractors.tables import tables
from extractors.targets import tabular
from extractors.targets.clauses import (
    Clause,
    Heads,
    aim_direction,
    body_start,
    clauses,
    direction_of,
    indicator_of,
    rhythm_of,
    sentences,
    stem_of,
    topic_of,
    years_in,
)
from extractors.targets.kinds import Setting, is_general, is_past_year, says_past, setting_of
from extractors.targets.quantities import Quantity, find_quantities
from extractors.vietnamese.tables import load_table

# A number that only says where, among whom or of what: no commitment is made by it.
_PLACED = re.compile(
    r"(?:^|[\s(])(?:tại|ở|thuộc|trong|của|từ|giữa|(?<!đối )với|theo|qua|trên|các|những|từng|cả|"
    r"trong số|này|số|địa bàn)\s*$"
)
# `100 đối tượng/buổi` is a norm of how a thing is done.
_NORM = re.compile(r"\s?/\s?(?:0?1\s+)?(?:buổi|ngày|ca|đợt|lớp|lượt|lần|tuần|phòng|tổ|đơn vị)(?!\w)")
# Up to three words and no stop or link between a thing and its size.
_SIZE_OF = re.compile(
    r"\s*(?!(?:với|tổng|diện|công|dài|rộng|cho|và|trên|được)\b)(?:[^\W\d]+\s+){0,3}(?:loại\s+)?"
)
# `(hiện còn 07 điểm)`: the figure itself says how things stand.
_STANDS = re.compile(r"(?<!\w)(?:hiện (?:có|còn|nay có|đang có)|đã có)\s*$")
_FINE = re.compile(r"(?:mức phạt|xử phạt|phạt tiền|bị phạt)[^.;]*$")
# `thời gian lưu trú bình quân 2,4 ngày`: a duration that is itself the figure.
_LASTS = re.compile(
    r"(?:thời gian|tuổi thọ|thời hạn)[^,;.]{0,40}"
    r"(?:bình quân|trung bình|đạt|còn|xuống|rút ngắn|giảm)[^,;.]{0,12}$"
)
_DELEGATES = re.compile(r"(?:cử|gồm|gồm có|thành phần|mời|phân công|ủy quyền|giao)\s*$")
_SPELLED_HINT = re.compile(r"mươi|mười|trăm|nghìn")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Bullet:
    """A block as a bullet: where its words begin, and what the headings around it say."""

    block: int
    start: int
    setting: Setting
    lineage: tuple[Section, ...]
    lead: str


def _accepted(low: str, quantity: Quantity, setting: Setting) -> bool:
    kind = quantity.unit.kind
    if kind == "structural":
        return False
    if kind == "time":
        return (setting.aims or setting.past) and bool(
            _LASTS.search(low, max(0, quantity.number - 60), quantity.number)
        )
    if (
        kind == "money"
        and not setting.past
        and _FINE.search(low, max(0, quantity.start - 80), quantity.start)
    ):
        return False
    if kind in ("rate", "money", "measure"):
        return True
    before = low[max(0, quantity.start - 16) : quantity.start]
    if not quantity.unit_known:
        # A noun of no table: a thing counted where figures are expected, or where many are.
        telling = setting.aims or setting.past or quantity.value >= 100 or quantity.comparator != "="
        return telling and not _PLACED.search(before)
    if quantity.unit.name == "lần":
        return quantity.per is not None or quantity.comparator != "=" or setting.aims
    if _NORM.match(low, quantity.end):
        return False
    if setting.aims or setting.past:
        return True
    if _DELEGATES.search(before) and quantity.value < 10:
        return False
    if quantity.comparator in (">=", "<=") and low.startswith("từ", quantity.start):
        # `nhóm hộ từ 30 hộ trở lên`: a size that tells which are meant.
        return False
    return quantity.comparator != "=" or not _PLACED.search(before)


@lru_cache(maxsize=1)
def _group_pattern() -> re.Pattern[str]:
    names = sorted(load_table("beneficiaries.toml")["groups"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


def groups_in(low: str) -> tuple[str, ...]:
    """The beneficiaries that a lower-case text names, in order, without repeats."""
    return tuple(dict.fromkeys(found[0] for found in _group_pattern().finditer(low)))


def _plan_year(context: Context) -> int | None:
    """The year of the plan itself: that of its date, else the first of its title."""
    for zone in ("letterhead", "title"):
        for low, where in zip(context.lower, context.zones, strict=True):
            if where == zone and (found := re.search(r"năm\s+((?:19|20)\d\d)", low)):
                return int(found[1])
    return None


def _heading_period(lineage: Sequence[Section]) -> Period | None:
    for section in reversed(lineage):
        if section.title and (found := years_in(section.title.lower(), 0, len(section.title))):
            return found
    return None


def _task_cells(context: Context) -> frozenset[int]:
    """The cells of task tables that say what is to be done or delivered."""
    if not any(block.cell for block in context.document.blocks):
        return frozenset()
    cells: set[int] = set()
    for grid in tables(context.document):
        if grid.column("task") is None or grid.column("lead") is None:
            continue
        for column, role in enumerate(grid.roles):
            if role in ("task", "product"):
                cells.update(cell.block for row in grid.body if (cell := row.own(column)) is not None)
    return frozenset(cells)


def _bullets(context: Context) -> list[_Bullet]:
    """The paragraphs that may set or report something."""
    found: list[_Bullet] = []
    tasks = _task_cells(context)
    settings: dict[str | None, tuple[Setting, tuple[Section, ...]]] = {}
    lead, lead_mark = "", ""
    for index, block in enumerate(context.document.blocks):
        if index in tasks:
            found.append(_Bullet(index, body_start(block.text), Setting(), (), ""))
        if block.kind != "paragraph" or context.zones[index] not in ("body", "appendix"):
            continue
        section = context.outline.at(index)
        opens = section is not None and section.span.block == index
        key = section.id if section else None
        if key not in settings:
            lineage = context.outline.lineage(index)
            settings[key] = (setting_of(lineage), lineage)
            lead, lead_mark = "", ""
        setting, lineage = settings[key]
        if opens and section is not None:
            # The section around has been met already, unless it is no paragraph of the body.
            around = settings.get(lineage[-2].id) if len(lineage) > 1 else None
            outer = around[0] if around is not None else setting_of(lineage[:-1])
            if section.kind == "heading":
                setting = replace(outer, aims=outer.aims)
            label = label_of(block)
            start = label.end if label else 0
            if section.kind == "heading" and not _counts(context.lower[index], start, outer):
                continue
            if section.kind == "run_in":
                start = body_start(block.text, start)
        else:
            start = body_start(block.text)
        mark = block.text[:1] if start else ""
        if block.text.startswith("Trên đây"):
            continue
        found.append(_Bullet(index, start, setting, lineage, lead if mark != lead_mark else ""))
        if block.text.rstrip().endswith(":") and mark in "-*•":
            lead, lead_mark = block.text[start:].rstrip(" :"), mark
        elif mark == lead_mark:
            lead, lead_mark = "", ""
    return found


def _counts(low: str, start: int, outer: Setting) -> bool:
    """Whether a title sets a figure itself: under chỉ tiêu, or with a comparator."""
    if not _DIGIT.search(low, start):
        return False
    return outer.aims or any(q.comparator != "=" for q in find_quantities(low) if q.start >= start)


def _telling(low: str, bullet: _Bullet) -> list[Quantity]:
    """The quantities of a bullet that set or report something."""
    found: list[Quantity] = []
    for quantity in find_quantities(low):
        if quantity.start < bullet.start or not _accepted(low, quantity, bullet.setting):
            continue
        # `350 thùng rác 120 lít`: the size of the thing counted before.
        between = low[found[-1].end : quantity.start] if found else ","
        size = quantity.unit.kind == "measure" and quantity.comparator == "="
        if size and _SIZE_OF.fullmatch(between):
            continue
        found.append(quantity)
    return found


def _quantified(context: Context, bullet: _Bullet, plan_year: int | None, first: int) -> list[Target]:
    """The targets of one bullet, with ids from ``first`` on."""
    text = context.document.blocks[bullet.block].text
    low = context.lower[bullet.block]
    quantities = _telling(low, bullet)
    if not quantities:
        return []
    topic, body = topic_of(text, low, bullet.start, quantities[0].start)
    found: list[Target] = []
    heads = Heads()
    # `Diện tích trồng mới: 150 ha; …` labels its own figure only, `Về y tế: …` all that follow.
    label = not text[body : quantities[0].start].strip(" :")
    section = context.outline.at(bullet.block)
    starts = [q.start for q in quantities]
    for start, end in sentences(text, body):
        inside = quantities[bisect_left(starts, start) : bisect_left(starts, end)]
        if not inside:
            continue
        past = bullet.setting.past or says_past(low, start, inside[0].start)
        shared = _sentence_years(low, start, end, inside)
        offset = len(found)
        for place, clause in enumerate(clauses(low, start, end, inside)):
            quantity = inside[place]
            # `từ 22% năm 2025 lên 80%`: the years before belong to the first figure.
            since = place > 0 and inside[place - 1].from_to
            here = (topic if not (label and found) else "") or bullet.lead
            indicator = indicator_of(text, low, clause, quantity, here, heads)
            if not indicator or since:
                indicator = heads.previous or _last_title(bullet.lineage)
            period = _period(low, clause, quantity, None if since else shared, since)
            stands = _STANDS.search(low, max(clause.start, quantity.start - 24), quantity.start)
            kind: TargetKind = "target"
            if past or stands or quantity.from_to or is_past_year(period.end if period else None, plan_year):
                kind = "baseline"
            whole = _whole(found, offset, clause, quantity)
            heads = Heads(
                previous=heads.previous if clause.part and heads.previous else indicator,
                counted=indicator if quantity.unit.kind != "rate" else heads.counted,
                stem=stem_of(text, low, clause, quantity),
            )
            found.append(
                Target(
                    id=f"t{first + len(found)}",
                    text=text[quantity.start : quantity.end],
                    kind=kind,
                    indicator=indicator,
                    comparator=quantity.comparator,
                    value=_plain(quantity.value),
                    upper=None if quantity.upper is None else _plain(quantity.upper),
                    unit=quantity.unit.name,
                    direction=_direction(low, start, inside, place, clause, found),
                    # A part is reached as often as its whole.
                    per=rhythm_of(low, start, clause, quantity) or (whole.per if whole else None),
                    period=period or (_heading_period(bullet.lineage) if kind == "target" else None),
                    part_of=whole.id if whole else None,
                    group=groups_in(low[clause.start : clause.end]) or groups_in(here.lower()),
                    section=section.id if section else None,
                    span=context.document.span(bullet.block, quantity.start, quantity.end),
                    rule=f"{quantity.unit.kind}-{'range' if quantity.upper is not None else 'figure'}",
                    confidence=_confidence(quantity, bullet.setting, kind),
                )
            )
    return found


def _period(
    low: str, clause: Clause, quantity: Quantity, shared: Period | None, since: bool
) -> Period | None:
    """The years that the figure's own clause names, else those of its sentence."""
    own = None if since else years_in(low, clause.start, quantity.start)
    own = own or years_in(low, quantity.end, clause.end)
    return None if "so với" in low[clause.start : clause.end] and own else own or shared


def _plain(value: float) -> float:
    """Whole numbers without a fraction, others without the dust of binary multiplication."""
    value = round(value, 6)
    return int(value) if value == int(value) else value


def _confidence(quantity: Quantity, setting: Setting, kind: TargetKind) -> float:
    if not quantity.unit_known:
        return 0.6
    sure = 0.95 if setting.aims or setting.past else 0.85
    if quantity.unit.kind == "noun":
        sure -= 0.1
    return round(sure - (0.05 if kind == "baseline" and not setting.past else 0.0), 2)


def _last_title(lineage: Sequence[Section]) -> str:
    return next((s.title for s in reversed(lineage) if s.title), "") or ""


def _sentence_years(low: str, start: int, end: int, inside: Sequence[Quantity]) -> Period | None:
    """The years that a sentence names before its first figure hold for all its figures."""
    head = low[start : inside[0].start]
    if "so với" in head:
        head = re.sub(r"so với[^,;.]*", lambda m: " " * len(m[0]), head)
    return years_in(head, 0, len(head)) or (
        years_in(low, inside[-1].end, end)
        if len(inside) == 1 and "so với" not in low[inside[-1].end : end]
        else None
    )


def _direction(
    low: str, start: int, inside: Sequence[Quantity], place: int, clause: Clause, found: Sequence[Target]
) -> Direction | None:
    quantity = inside[place]
    if quantity.from_to:
        return None
    if place and found:
        if inside[place - 1].from_to:
            # `giảm tỷ lệ từ 4% xuống 3%`: the verb stands before the first figure.
            clause = replace(clause, start=start)
        # `giảm 5% (tương đương 20 hộ)`: the second figure goes the way of the first.
        alike = re.search(r"(?:tương đương|tương ứng)\s*(?:với\s*)?$", low[clause.start : quantity.start])
        if alike and not _moves(low, clause, quantity):
            return found[-1].direction
    return direction_of(low, start, inside[0].number, clause, quantity)


def _moves(low: str, clause: Clause, quantity: Quantity) -> bool:
    return bool(re.search(r"(?:giảm|tăng)", low[clause.start : quantity.start]))


def _whole(found: Sequence[Target], offset: int, clause: Clause, quantity: Quantity) -> Target | None:
    """The target of which a figure under `trong đó` is a part: the last whole before it in the same unit."""
    if not clause.part:
        return None
    return next(
        (row for row in reversed(found[offset:]) if row.part_of is None and row.unit == quantity.unit.name),
        None,
    )


_FIGURE = re.compile(
    r"(?:đạt|dưới|trên|ít nhất|tối thiểu|không quá|khoảng|xuống|lên)\s+"
    r"\d[\d.,]*+(?!\s*(?:tháng|ngày|năm|tuổi|giờ|phút|tuần))"
)
_NOTE = re.compile(r"\s*\(")


def _aim(context: Context, bullet: _Bullet) -> Target | None:
    """A bullet under a heading of chỉ tiêu or mục tiêu cụ thể that gives no number, or None."""
    setting = bullet.setting
    text = context.document.blocks[bullet.block].text
    # An annex holds forms and outlines of reports, whose lines without a number set no aim.
    if context.zones[bullet.block] != "body":
        return None
    if not setting.aims or setting.general or _NOTE.match(text) or text.rstrip().endswith(":"):
        return None
    section = context.outline.at(bullet.block)
    opens = section is not None and section.span.block == bullet.block
    if not opens and bullet.start == 0:
        return None
    if _FIGURE.search(context.lower[bullet.block], bullet.start):
        # There is a figure, if one in no unit that is known.
        return None
    if opens and section is not None and section.kind == "heading":
        return None
    words = text[bullet.start :].strip()
    if len(words.split()) < 4:
        return None
    low = context.lower[bullet.block]
    topic, body = topic_of(text, low, bullet.start, len(text))
    if topic and is_general(topic):
        return None
    rest = text[body:].strip(" .;")
    indicator = f"{topic}: {rest}" if topic else rest
    clause = Clause(bullet.start, len(text), part=False)
    end = len(text.rstrip())
    return Target(
        id="",
        text=text[bullet.start : end],
        kind="unquantified",
        indicator=indicator[:1].lower() + indicator[1:],
        comparator=None,
        value=None,
        upper=None,
        unit=None,
        direction=aim_direction(low, bullet.start),
        per=_rhythm_of_aim(low, bullet.start),
        period=years_in(low, clause.start, clause.end) or _heading_period(bullet.lineage),
        part_of=None,
        group=groups_in(low[bullet.start :]),
        section=section.id if section else None,
        span=context.document.span(bullet.block, bullet.start, end),
        rule="aim-without-number",
        confidence=0.85,
    )


_OPENING_RHYTHM = re.compile(
    r"(?:phấn đấu\s+)?(?:mỗi|h[ằà]ng|bình quân(?: mỗi| hằng)?)\s+(năm|quý|tháng)(?!\w)"
)
_RHYTHMS: dict[str, Per] = {"năm": "year", "quý": "quarter", "tháng": "month"}


def _rhythm_of_aim(low: str, start: int) -> Per | None:
    """How often an aim without a number is to be reached: said at the head of its bullet."""
    found = _OPENING_RHYTHM.match(low, start)
    return _RHYTHMS[found[1]] if found else None


def _masked(context: Context, citations: Sequence[Citation]) -> tuple[str, ...]:
    """The lower-case texts with cited documents blotted out: their numbers and years set nothing."""
    lower = list(context.lower)
    cited: dict[int, list[Citation]] = {}
    for citation in citations:
        cited.setdefault(citation.span.block, []).append(citation)
    for block, rows in cited.items():
        # Piece by piece: a block may hold thousands of them.
        low, pieces, at = lower[block], [], 0
        for span in sorted((row.span for row in rows), key=lambda s: s.start):
            start = max(at, span.start)
            pieces += [low[at:start], "·" * max(0, span.end - start)]
            at = max(at, span.end)
        lower[block] = "".join(pieces) + low[at:]
    return tuple(lower)


def extract(context: Context, citations: Sequence[Citation] = ()) -> tuple[Target, ...]:
    """Every quantity that the plan sets or reports, and every aim without one, in document order."""
    context = replace(context, lower=_masked(context, citations))
    plan_year = _plan_year(context)
    found: list[Target] = []
    in_tables = list(tabular.extract(context))
    for bullet in _bullets(context):
        while in_tables and in_tables[0][0] < bullet.block:
            found.append(replace(in_tables.pop(0)[1], id=f"t{len(found) + 1}"))
        low = context.lower[bullet.block]
        rows: list[Target] = []
        if _DIGIT.search(low, bullet.start) or _SPELLED_HINT.search(low):
            rows = _quantified(context, bullet, plan_year, len(found) + 1)
            found += rows
        if not rows and (aim := _aim(context, bullet)) is not None:
            found.append(replace(aim, id=f"t{len(found) + 1}"))
    found += [
        replace(target, id=f"t{len(found) + place}") for place, (_, target) in enumerate(in_tables, start=1)
    ]
    return tuple(found)
