"""Target, baseline or aim without a number: what a quantity or a bullet is, by where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.plan import Section
from extractors.vietnamese.tables import alternatives

_AIMS = re.compile(r"chỉ\s+tiêu|mục\s+tiêu")
_GENERAL = re.compile(
    r"mục\s+tiêu\s+(?:chung|tổng\s+quát|tổng\s+thể|chủ\s+yếu\s+chung)|quan\s+điểm|tầm\s+nhìn"
)
_MIXED = re.compile(r"mục đích|nhiệm vụ|giải pháp|yêu cầu|nội dung|tổ chức|kinh phí")
_PAST = re.compile(
    r"thực\s+trạng|hiện\s+trạng|tình\s+hình|kết\s+quả\s+(?:đạt|thực\s+hiện|đã|công|triển|bước|năm|giai\s+đoạn)|"
    r"đánh\s+giá|đặc\s+điểm|bối\s+cảnh|sự\s+cần\s+thiết|khái\s+quát|nguyên\s+nhân|tồn\s+tại|"
    r"hạn\s+chế|khó\s+khăn|thuận\s+lợi|cơ\s+sở\s+thực\s+tiễn"
)
_FUTURE = re.compile(
    r"chỉ\s+tiêu|mục\s+tiêu|nhiệm\s+vụ|giải\s+pháp|tổ\s+chức\s+thực\s+hiện|kế\s+hoạch|phương\s+hướng"
)
# Under chỉ tiêu `Kết quả thực hiện Bộ tiêu chí` heads what shall result.
_CRITERIA = re.compile(r"kết\s+quả\s+thực\s+hiện\s+(?:các\s+|bộ\s+)?(?:tiêu\s+chí|chỉ\s+số)(?!.*\d{4})")


def is_general(title: str) -> bool:
    """Whether a title or topic announces an aim in general (mục tiêu chung), not a concrete one."""
    return bool(_GENERAL.search(title.lower()))


@dataclass(frozen=True, slots=True)
class Setting:
    """What the headings around a block say of the figures in it."""

    aims: bool = False
    general: bool = False
    past: bool = False
    future: bool = False


def setting_of(lineage: Sequence[Section]) -> Setting:
    """The setting that the titles around a block make; the innermost title that says anything decides."""
    aims = general = past = future = False
    for section in lineage:
        title = (section.title or "").lower()
        if not title:
            continue
        if _AIMS.search(title):
            # `MỤC TIÊU VÀ NHIỆM VỤ` holds both: its sections say which is which.
            mixed = bool(_MIXED.search(_AIMS.sub("", title)))
            aims, general, past = not mixed, bool(_GENERAL.search(title)), False
        elif (
            aims
            and _MIXED.search(title)
            and not _AIMS.search(title)
            and re.match(r"(?:các\s+)?(?:nhiệm vụ|giải pháp|tổ chức)", title)
        ):
            aims = False
        criteria = aims and _CRITERIA.search(title)
        if _PAST.search(title) and not _FUTURE.search(title) and not criteria:
            past, aims = True, False
        elif _FUTURE.search(title):
            past, future = False, True
    return Setting(aims, general, past, future)


_NOW = re.compile(r"(?<!\w)" + alternatives("target_cues.toml", "now") + r"(?!\w)")
_COMMITS = re.compile(alternatives("target_cues.toml", "commits"))


_HOLDS = re.compile(r"(?<!\w)" + alternatives("target_cues.toml", "holds") + r"(?!\w)")


def says_past(low: str, start: int, end: int, aims: bool = False) -> bool:
    """Whether a sentence reports how things stand instead of setting what shall be.

    Under chỉ tiêu (``aims``) a bare `toàn phường có …` sets what shall be.
    """
    if not _NOW.search(low, start, end) and (aims or not _HOLDS.search(low, start, end)):
        return False
    return not _COMMITS.search(low, start, end)


def is_past_year(year: int | None, plan_year: int | None) -> bool:
    """Whether a figure's year lies before the plan's own."""
    return year is not None and plan_year is not None and year < plan_year
