"""Target, baseline or aim without a number: what a quantity or a bullet is, by where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.plan import Section

_AIMS = re.compile(r"chỉ\s+tiêu|mục\s+tiêu")
_GENERAL = re.compile(r"mục\s+tiêu\s+(?:chung|tổng\s+quát|tổng\s+thể|chủ\s+yếu\s+chung)|quan\s+điểm|tầm\s+nhìn")
_MIXED = re.compile(r"mục đích|nhiệm vụ|giải pháp|yêu cầu|nội dung|tổ chức|kinh phí")
_PAST = re.compile(
    r"thực\s+trạng|hiện\s+trạng|tình\s+hình|kết\s+quả\s+(?:đạt|thực\s+hiện|đã|công|triển)|đánh\s+giá|đặc\s+điểm|bối\s+cảnh|sự\s+cần\s+thiết|khái\s+quát|nguyên\s+nhân|tồn\s+tại|hạn\s+chế|khó\s+khăn|thuận\s+lợi|cơ\s+sở\s+thực\s+tiễn"
)
_FUTURE = re.compile(r"chỉ\s+tiêu|mục\s+tiêu|nhiệm\s+vụ|giải\s+pháp|tổ\s+chức\s+thực\s+hiện|kế\s+hoạch|phương\s+hướng")


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
        elif aims and _MIXED.search(title) and not _AIMS.search(title) and re.match(r"(?:các\s+)?(?:nhiệm vụ|giải pháp|tổ chức)", title):
            aims = False
        if _PAST.search(title) and not _FUTURE.search(title):
            past, aims = True, False
        elif _FUTURE.search(title):
            past, future = False, True
    return Setting(aims, general, past, future)


_NOW = re.compile(
    r"""theo\s+(?:kết\s+quả|số\s+liệu|báo\s+cáo|thống\s+kê)|kết\s+quả\s+(?:rà\s+soát|điều\s+tra|khảo\s+sát)|tính\s+đến\s+(?:nay|hết|cuối|ngày|thời\s+điểm|tháng)
      | hiện\s+(?:nay|có|còn|tại|đang)(?!\w) | (?:toàn\s+(?:tỉnh|thành\s+phố|huyện|xã|phường|thị\s+xã|quận)|trên\s+địa\s+bàn)\s+(?:hiện\s+)?(?:có|còn)(?!\w)
      | (?<!\w)đã(?!\s+(?:đăng\s+ký|được|thành\s+lập|phê|ban|ký|đề|giao|có|hoàn\s+thành\s+nghĩa|qua|quy|nêu|đầu|công))(?!\w)|trong\s+(?:thời\s+gian|những\s+năm|giai\s+đoạn|năm)\s+(?:vừa\s+)?qua""",
    re.VERBOSE,
)
_COMMITS = re.compile(r"ph[ấầâ]n\s+đ[ấâ]u|mục\s+tiêu|chỉ\s+tiêu|đến\s+(?:hết\s+|cuối\s+)?năm\s+20\d\d|bảo\s+đảm|đảm\s+bảo|tối\s+thiểu|ít\s+nhất")


def says_past(low: str, start: int, end: int) -> bool:
    """Whether a sentence reports how things stand instead of setting what shall be."""
    return bool(_NOW.search(low, start, end)) and not _COMMITS.search(low, start, end)


def is_past_year(year: int | None, plan_year: int | None) -> bool:
    """Whether a figure's year lies before the plan's own."""
    return year is not None and plan_year is not None and year < plan_year
