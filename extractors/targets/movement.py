"""How a figure moves: its direction, its rhythm, and the years it holds for."""

from __future__ import annotations

import re

from extractors.plan import Direction, Per, Period
from extractors.targets.clauses import Clause
from extractors.targets.quantities import Quantity
from extractors.vietnamese.tables import alternatives

_CUES = "target_cues.toml"
_DOWN = re.compile(
    r"(?<!miễn )(?<!miễn, )(?:^|(?<=\s)|(?<=\())(?:giảm|hạ|kéo giảm|hạ thấp|cắt giảm|"
    r"rút ngắn)(?!\w)(?!\s+(?:nghèo|tải|phát thải|nhẹ|thiểu|trừ|giá))"
)
_UP = re.compile(
    r"(?<!tỷ lệ )(?<!mô hình )(?:^|(?<=\s)|(?<=\())(?:tăng|nâng|"
    r"gia tăng)(?!\w)(?!\s+(?:cường|cấp|cao|tốc|công suất|(?:dần )?chất lượng|năng suất lao động xã hội))"
)
_KEEP = re.compile(
    r"(?:^|(?<=\s)|(?<=\())"
    r"(?:duy trì|giữ vững|giữ ổn định|giữ(?= (?:tỷ lệ|tỉ lệ|mức|số|nếp))|ổn định(?= (?:ở mức|\d)))(?!\w)"
)


# `mở rộng vùng nguyên liệu lên 350 ha`: a step that its last word names.
_STEP = re.compile(r"(?<!\w)(?<!vươn )(?<!trở )(lên|xuống)\s+(?:còn\s+|trên\s+|dưới\s+|khoảng\s+|đạt\s+)?$")
_ACTS = re.compile(r"(?<!\w)" + alternatives(_CUES, "acts") + r"(?!\w)")


# A verb or a rhythm governs figures no further behind it than this, so that an endless sentence stays linear.
_REACH = 2000


def direction_of(
    low: str, sentence_start: int, first_number: int, clause: Clause, quantity: Quantity
) -> Direction | None:
    """Which way the figure shall go: the verb that governs it in its own clause.

    `duy trì` at the head of a sentence governs all its coordinated clauses until another verb acts.
    """
    start = sentence_start if quantity.number == first_number else clause.start
    start = max(start, quantity.number - _REACH)
    own = low[start : quantity.number]
    near = own[max(own.rfind(";"), own.rfind(". ")) + 1 :]
    # Plain searches settle most clauses.
    down = list(_DOWN.finditer(near)) if "giảm" in near or "hạ" in near or "rút" in near else ()
    up = list(_UP.finditer(near)) if "tăng" in near or "nâng" in near else ()
    if down or up:
        last_down = down[-1].start() if down else -1
        last_up = up[-1].start() if up else -1
        return "decrease" if last_down > last_up else "increase"
    if step := _STEP.search(low, max(start, quantity.start - 12), quantity.number):
        return "decrease" if step[1] == "xuống" else "increase"
    if re.match(r"\s*tăng(?:\s+thêm)?\b", low[quantity.end : quantity.end + 12]):
        return "increase"
    head = max(sentence_start, quantity.number - _REACH)
    reach = low[head : quantity.number]
    if "duy trì" not in reach and "giữ" not in reach and "ổn định" not in reach:
        return None
    keep = _KEEP.search(low, head, max(first_number, head)) or _KEEP.search(
        low, max(start, head), quantity.number
    )
    if keep and not _ACTS.search(low, keep.end(), quantity.number):
        return "maintain"
    return None


_AIM = re.compile(
    r"(?:(?:tiếp tục|phấn đấu|từng bước|cơ bản|mức|tốc độ)\s+)*"
    r"(?:(?:phòng,? chống|phòng ngừa|ngăn ngừa|ngăn chặn|kiểm soát|kiềm chế|đẩy lùi)(?:,| và)\s+)*"
    r"(?P<verb>duy trì|giữ vững|giữ ổn định|giảm|hạ|kéo giảm|tăng|nâng)(?!\w)"
)


def aim_direction(low: str, start: int) -> Direction | None:
    """Which way an aim without a number goes: the verb that opens its bullet."""
    found = _AIM.match(low, start)
    if found is None or re.match(r"\s+(?:cường|cao|cấp|nghèo|trưởng)", low[found.end() : found.end() + 8]):
        return None
    verb = found["verb"]
    return (
        "maintain"
        if verb[0] in "dg" and verb != "giảm"
        else "decrease"
        if verb in ("giảm", "hạ", "kéo giảm")
        else "increase"
    )


_RHYTHM = re.compile(
    r"""(?<!cây\ )(?:mỗi|hằng|hàng|bình\ quân|một)\s+(?P<per>năm|quý|tháng)(?!\w)(?!\s+(?:tuổi|học))
      | bình\ quân\s+(?:mỗi|hằng|hàng|một|01|1)?\s*(?P<per2>năm|quý|tháng)(?!\s+\d)
      | (?:trung\ bình|bình\ quân)\s+(?:một|1|01|mỗi)\s+(?P<per3>năm|quý|tháng)
      | cả\s+(?P<per4>năm)(?!\w)(?!\s+(?:19|20)\d\d)""",
    re.VERBOSE,
)
# Behind the figure a rhythm closes its clause; `trợ cấp hằng tháng` is no rhythm of the figure.
_RHYTHM_BEHIND = re.compile(
    r"(?<!kế hoạch )(?<!chương trình )(?<!dự toán )(?<!nhu cầu )(?<!công tác )(?:mỗi\s+(?=năm|"
    r"quý|tháng)|h[ằà]ng\s+(?=năm|quý))(năm|quý|tháng)\s*[.;,]?\s*$"
)
_EACH = re.compile(r"(?<!\w)mỗi\s+(năm|quý|tháng)(?!\w)")
# `02 buổi họp dân/năm`: the rhythm closes the counted noun.
_PER_THING = re.compile(r"[^;.:/\d]{0,40}/\s?(?:0?1\s+)?(năm|quý|tháng)(?!\w)")
# Words between a rhythm and its figure that let no other meaning in.
_STRAIGHT_ON = re.compile(
    r"[\s,:]*(?:(?:giảm|tăng|đạt|bình quân|có|còn|là|đưa|ít nhất|tối thiểu|phấn đấu|thêm|không)[\s,:]*){0,3}"
)
_ALL_YEARS = re.compile(r"(?:cả|toàn)\s+(?:giai đoạn|nhiệm kỳ|thời kỳ)")
# What is held, not made: its figure is a rhythm.
EVENTS = frozenset(("lớp", "khóa", "buổi", "cuộc", "phiên", "đợt", "hội nghị", "lần", "lượt", "kỳ"))
_PERS: dict[str, Per] = {"năm": "year", "quý": "quarter", "tháng": "month"}


def _named(found: re.Match[str]) -> str:
    """The year, quarter or month that a rhythm names."""
    return next(word for word in found.groups() if word)


def rhythm_of(low: str, sentence_start: int, clause: Clause, quantity: Quantity) -> Per | None:
    """How often the figure is to be reached: said with it, or at the head of its sentence."""
    if quantity.per is not None:
        return quantity.per
    if found := _PER_THING.match(low, quantity.end, clause.end):
        return _PERS[found[1]]
    if found := _EACH.search(low, quantity.end, clause.end):
        return _PERS[found[1]]
    if found := _RHYTHM_BEHIND.search(low[quantity.end : clause.end]):
        return _PERS[found[1]]
    before = low[max(sentence_start, quantity.start - _REACH) : quantity.start]
    # `tối thiểu mỗi năm 2 lần`
    if quantity.number - quantity.start > 12 and (
        inner := _RHYTHM.search(low, quantity.start, quantity.number)
    ):
        return _PERS[_named(inner)]
    if "năm" not in before and "quý" not in before and "tháng" not in before:
        return None
    # A rhythm said of one part of a list holds up to the next stop.
    cut = before.rfind(";")
    rhythms = list(_RHYTHM.finditer(before, cut + 1))
    if not rhythms:
        return None
    found = rhythms[-1]
    # `mỗi năm 40 km, cả giai đoạn 200 km`: the second figure is that of all years together.
    if _ALL_YEARS.search(before, found.end()):
        return None
    word = _named(found)
    if found[0].startswith(("mỗi", "bình quân", "trung bình")):
        return _PERS[word]
    if found["per4"]:
        # `cả năm 48 đợt` is a rhythm of what is held, `cả năm giảm 126 hộ` is the year's own figure.
        held = quantity.unit.name in EVENTS and _STRAIGHT_ON.fullmatch(before, found.end())
        return _PERS[word] if held else None
    # `chương trình công tác hằng năm`: a rhythm that qualifies a noun stands behind it, in mid clause.
    head = before[cut + 1 : found.start()].strip(" ,-")
    if _STRAIGHT_ON.fullmatch(before, found.end()):
        return _PERS[word]
    if head and not re.search(
        r"(?:phấn đấu|phân đấu|đấu|bảo đảm|đảm bảo|bình quân|trung bình|duy trì|,|:|và|tăng|"
        r"giảm|đoạn [\d\s–-]+|thu hút|tạo|cho)\s*$",
        before[cut + 1 : found.start()],
    ):
        return None if len(head.split()) > 3 else _PERS[word]
    return _PERS[word]


_SPAN_OF_YEARS = re.compile(
    r"(?:giai đoạn|trong (?:các )?năm|từ năm|thời kỳ|nhiệm kỳ|năm|"
    r"năm học)\s*(?:từ\s*)?(?P<a>(?:19|20)\d\d)\s*(?:-|–|—|đến)\s*(?:năm\s*)?(?P<b>(?:19|"
    r"20)\d\d)"
)
_UNTIL = re.compile(r"(?:đến|tới|hết|cuối)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?(?P<b>(?:19|20)\d\d)(?!\d)(?!/)")
_IN_YEAR = re.compile(r"năm\s+(?P<a>(?:19|20)\d\d)(?!\d)")


def years_in(low: str, start: int, end: int) -> Period | None:
    """The year or years that a stretch of text names, or None."""
    if "20" not in low[start:end] and "19" not in low[start:end]:
        return None
    if found := _SPAN_OF_YEARS.search(low, start, end):
        return Period(int(found["a"]), int(found["b"]))
    if found := _UNTIL.search(low, start, end):
        return Period(None, int(found["b"]))
    if found := _IN_YEAR.search(low, start, end):
        return Period(int(found["a"]), int(found["a"]))
    return None


_OPENING_RHYTHM = re.compile(
    r"(?:phấn đấu\s+)?(?:mỗi|h[ằà]ng|bình quân(?: mỗi| hằng)?)\s+(năm|quý|tháng)(?!\w)"
)


def aim_rhythm(low: str, start: int) -> Per | None:
    """How often an aim without a number is to be reached: said at the head of its bullet."""
    found = _OPENING_RHYTHM.match(low, start)
    return _PERS[found[1]] if found else None
