"""Bullets: the blocks that may set or report something, and the quantities in them that do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.context import Context
from extractors.labels import bullet_of, label_of
from extractors.plan import Period, Section
from extractors.tables import tables
from extractors.targets.clauses import body_start, numbered_aim
from extractors.targets.kinds import Setting, setting_of
from extractors.targets.movement import EVENTS, years_in
from extractors.targets.quantities import Quantity, find_quantities

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
_FINE = re.compile(r"(?:mức phạt|xử phạt|phạt tiền|bị phạt)[^.;]*$")
# `thời gian lưu trú bình quân 2,4 ngày`: a duration that is itself the figure.
_LASTS = re.compile(
    r"(?:thời gian|tuổi thọ|thời hạn|ngày lưu trú)[^;.]{0,70}"
    r"(?:bình quân|trung bình|đạt|còn|xuống|lên|rút ngắn|giảm)[^,;.]{0,12}$"
)
_DELEGATES = re.compile(r"(?:cử|gồm|gồm có|thành phần|mời|phân công|ủy quyền|giao)\s*$")
# `công nhận mới từ 03 sản phẩm trở lên`: what is made, not the size of what is meant.
_MAKES = re.compile(r"(?:mới|thêm|xây dựng|thành lập|công nhận|tổ chức|mở|phát triển|hoàn thành|đạt|có)\s*$")
# `duy trì hoạt động của 620 đội`: what is kept going is the figure itself.
_KEEPS_UP = re.compile(r"(?:duy trì|giữ(?: vững)?) [^,;.:\d]{0,40}(?<!\w)(?:của|tại|ở)\s*$")
# `mỗi quý 01 lần`
_OFTEN = re.compile(r"(?:mỗi|hằng|hàng|một)\s+(?:năm|quý|tháng|tuần|ngày)\s*$")
_DIGIT = re.compile(r"\d")
# Where a clause ends; the words of a rate (`tỷ lệ phụ nữ được sàng lọc …`); what is counted only in them.
_STOP = re.compile(r"[,;.:()]")
_RATE_OF = re.compile(r"(?:tỷ|tỉ) lệ[^,;.:()]*$")
_PARTS_OF_A_RATE = ("loại", "lần")
# `cân nặng dưới 2.500 gram`: a measure that tells which are meant.
_WEIGHS = re.compile(r"(?:cân nặng|nặng|trọng lượng)\s*$")


@dataclass(frozen=True, slots=True)
class Bullet:
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
        first = max(0, quantity.number - 100)
        told = setting.aims or setting.past or "phấn đấu" in low[first : quantity.number]
        return told and bool(_LASTS.search(low, first, quantity.number))
    if (
        kind == "money"
        and not setting.past
        and _FINE.search(low, max(0, quantity.start - 80), quantity.start)
    ):
        return False
    if kind == "measure" and _WEIGHS.search(low, max(0, quantity.start - 16), quantity.start):
        return False
    if kind in ("rate", "money", "measure"):
        return True
    before = low[max(0, quantity.start - 16) : quantity.start]
    if not quantity.unit_known:
        # A noun of no table: a thing counted where figures are expected, or where many are.
        telling = setting.aims or setting.past or quantity.value >= 100 or quantity.comparator != "="
        return telling and not _PLACED.search(before)
    if quantity.unit.name == "lần":
        often = quantity.per is not None or bool(_OFTEN.search(before))
        return often or quantity.comparator != "=" or setting.aims
    if _NORM.match(low, quantity.end):
        return False
    if setting.aims or setting.past:
        return True
    if _DELEGATES.search(before) and quantity.value < 10:
        return False
    if (
        quantity.comparator in (">=", "<=")
        and low.startswith("từ", quantity.start)
        and not _MAKES.search(before)
    ):
        # `nhóm hộ từ 30 hộ trở lên`: a size that tells which are meant.
        return False
    if before.rstrip().endswith("qua") and quantity.unit.name in EVENTS:
        # `tập huấn cho 1.800 nông dân qua 60 lớp`: what is held, not where.
        return True
    if _KEEPS_UP.search(low, max(0, quantity.start - 60), quantity.start):
        return True
    return quantity.comparator != "=" or not _PLACED.search(before)


def heading_period(lineage: Sequence[Section]) -> Period | None:
    """The years that the innermost title with any names (``CHỈ TIÊU ĐẾN NĂM 2030``)."""
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


def bullets_of(context: Context) -> list[Bullet]:
    """The paragraphs that may set or report something."""
    found: list[Bullet] = []
    tasks = _task_cells(context)
    settings: dict[str | None, tuple[Setting, tuple[Section, ...]]] = {}
    lead, lead_mark = "", ""
    for index, block in enumerate(context.document.blocks):
        if index in tasks:
            found.append(Bullet(index, body_start(block.text), Setting(), (), ""))
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
            start = (
                body_start(block.text, start) if section.kind == "run_in" else numbered_aim(block.text, start)
            )
        else:
            start = body_start(block.text)
        mark = bullet_of(block) or (block.text[:1] if start else "")
        if block.text.startswith("Trên đây"):
            continue
        found.append(Bullet(index, start, setting, lineage, lead if mark != lead_mark else ""))
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


def _defines(low: str, left: Quantity, right: Quantity) -> bool:
    """Whether one of two neighbours is a count inside the words that say what the other, a rate, measures."""
    if (left.unit.kind == "rate") == (right.unit.kind == "rate"):
        return False
    between = low[left.end : right.start]
    if not between.strip() and left.unit.kind == "measure":
        # `tỷ lệ trẻ sơ sinh có cân nặng dưới 2.500 gram dưới 3%`
        return bool(_RATE_OF.search(low, max(0, left.start - 160), left.start))
    if not between.strip() or len(between) > 200 or _STOP.search(between):
        return not between.strip() and right.unit.name in _PARTS_OF_A_RATE
    if left.unit.kind == "rate":
        return right.unit.name == "loại"
    if left.unit.kind not in ("noun", "person", "measure") or left.per is not None:
        return False
    return left.unit.name in _PARTS_OF_A_RATE or bool(
        _RATE_OF.search(low, max(0, left.start - 160), left.start)
    )


def telling(low: str, bullet: Bullet) -> list[Quantity]:
    """The quantities of a bullet that set or report something."""
    found: list[Quantity] = []
    for quantity in find_quantities(low):
        if quantity.start < bullet.start or not _accepted(low, quantity, bullet.setting):
            continue
        if found and _defines(low, found[-1], quantity):
            # `được tầm soát ít nhất 4 loại bệnh đạt 70%`: the count tells what the rate is of.
            if quantity.unit.kind != "rate":
                continue
            found.pop()
        # `350 thùng rác 120 lít`: the size of the thing counted before.
        between = low[found[-1].end : quantity.start] if found else ","
        size = quantity.unit.kind == "measure" and quantity.comparator == "="
        if size and _SIZE_OF.fullmatch(between):
            continue
        found.append(quantity)
    return found
