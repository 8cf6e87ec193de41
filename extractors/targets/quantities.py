"""Quantities in a text: a number with its comparator and unit, before anyone asks what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.plan import Comparator, Per
from extractors.vietnamese.numbers import DIGITS, NUMBER_WORD, SPELLED, parse_number, parse_spelled
from extractors.vietnamese.tables import alternatives, load_table
from extractors.vietnamese.units import Unit, read_unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """``low[start:end]`` is the quote; ``number`` is where the number itself begins.

    ``unit_known`` is False where the counted noun stands in no table. ``from_to`` marks the first
    figure of ``từ 75% lên 80%``, which is where things stand, not where they shall go.
    """

    start: int
    end: int
    number: int
    comparator: Comparator
    value: float
    upper: float | None
    unit: Unit
    unit_known: bool
    per: Per | None
    from_to: bool


# Words before a number that make it a label, a date or a part of a name.
_LABELLED = re.compile(r"(?<!\w)" + alternatives("target_cues.toml", "labels") + r"\s*$")
_WEAK_LABEL = re.compile(r"(?<!\w)(?:số|mức|loại|quận|thôn|ấp|khóm|lớp|đường|phố)\s*$")
_YEAR_WORD = re.compile(r"(?:năm|giai đoạn|niên khóa|niên độ|thời kỳ|từ|đến|tới|đầu|cuối|hết|và|,|-|–|/)\s*$")

_COMPARATORS: tuple[tuple[Comparator, str], ...] = (
    (">=", r"ít\s+nhất|tối\s+thiểu|thấp\s+nhất|không\s+(?:thấp|ít|nhỏ)\s+hơn|không\s+dưới|≥|>\s?="),
    (
        "<=",
        r"không\s+quá|tối\s+đa|không\s+vượt(?:\s+quá)?|không\s+(?:cao|lớn|nhiều)\s+hơn|"
        r"không\s+trên|nhiều\s+nhất|cao\s+nhất|≤|<\s?=",
    ),
    ("<", r"(?:xuống\s+)?dưới|thấp\s+hơn|nhỏ\s+hơn|ít\s+hơn|chưa\s+(?:đến|tới)|<"),
    (">", r"(?:lên\s+)?trên|hơn|lớn\s+hơn|cao\s+hơn|nhiều\s+hơn|vượt(?:\s+mức)?|quá|>"),
    ("~", r"khoảng|xấp\s+xỉ|gần|ước\s+khoảng|chừng|trên\s+dưới|~|≈"),
)
_COMPARATOR = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<c{i}>{words})" for i, (_, words) in enumerate(_COMPARATORS))
    + r")(?:\s+(?:là|đạt|từ|khoảng|bằng|được|có|mức|phải\s+đạt"
    r"|(?:mỗi|một|hằng|hàng)\s+(?:năm|quý|tháng)))?\s*$"
)
_REACH = re.compile(r"(?<!\w)(?:ước\s+)?đạt(?:\s+(?:tỷ\s+lệ|tỉ\s+lệ|mức|bằng))?\s*$")
_FROM = re.compile(r"(?<!\w)từ\s*$")
# `người từ 40 tuổi trở lên`: an age of its own is compared, not the figure.
_OR_MORE = re.compile(r"(?:\s+(?!từ\s)[^\W\d]+){0,3}?\s+(trở\s+lên|trở\s+xuống)(?!\w)")
_TO = re.compile(r"\s*(?:[-–—÷]|đến|tới)\s*(?:khoảng\s+|dưới\s+|trên\s+)?(?=\d)")
_RISE = re.compile(
    r"(?:\s?/\s?\w{1,12}){0,3}(?:\s*\([^()]{0,60}\))?(?:\s+(?:năm|vào|cuối|đầu|hiện|nay|"
    r"so)[\w\s]{0,20})?\s*,?\s+(?:(?:tăng|nâng|giảm|hạ)\s+)?(?:lên|xuống|còn|đến)(?!\w)"
)
_PER = re.compile(
    r"(?:\s?/\s?[^\W\d]{1,12}(?:\s[^\W\d]{1,12})?(?=\s?/))?\s*(?:/|(?:cho\s+)?(?:mỗi|một|1|"
    r"hằng|hàng)\s+|trên\s+)\s*(?:01\s+|1\s+|một\s+)?(?P<per>năm|quý|tháng)(?!\w)(?!\s+(?:học|"
    r"tuổi|đầu|cuối))"
)
_PERS: dict[str, Per] = {"năm": "year", "quý": "quarter", "tháng": "month"}
_FRACTION = re.compile(r"/(\d{1,3}(?:\.\d{3})+|\d{1,6})(?![\d/.,]\d|[\d/])")
# `16,9/100.000 dân`: a rate on so many heads.
_PER_HEADS = re.compile(
    r"\s?/\s?(?:1|10|100)(?:\.000){1,2}\s+(?:dân|trẻ đẻ sống|trẻ em|trẻ|người|phụ nữ)(?!\w)"
)
# `2,1 con/phụ nữ`, `62 tạ/ha`, `18 ca/1.000 phụ nữ`: what one is reckoned on belongs to the unit.
_RECKONED_ON = re.compile(
    r"\s?/\s?(?P<base>(?:\d[\d.]*\s+)?(?:vạn dân|người dân|người|dân|khẩu|lao động|phụ nữ|bé gái|trẻ gái|"
    r"trẻ em|trẻ đẻ sống|trẻ|hộ|ha|sào|xã|thôn))(?!\w)"
)
# With white space inside only where a whole year ends it: `2.12. 100%` is a label and a rate.
_DATE = re.compile(
    r"\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{2,4}|\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d(?!\d))|\d{1,2}/\d{4}"
)
# `trên 24 tuyến đường`: on them, not more of them.
_ON = re.compile(r"\s*" + alternatives("target_cues.toml", "surfaces") + r"(?!\w)")
_IN_WORDS = re.compile(rf"\s*\(\s*(?:{NUMBER_WORD}\s*){{1,8}}\)")
# `86 400 người`: thousands parted by blanks.
_SPACED = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0]\d{3}){1,3}(?![\d.,]|[ \u00a0]\d)")
_FEW = re.compile(
    r"(?<!\w)(?:ít nhất|tối thiểu|không (?:ít|thấp) hơn|không dưới|tối đa|không quá)\s+"
    r"(?P<word>một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?=\s)(?!\s(?:mươi|trăm|nghìn|ngàn|triệu|tỷ|phần))"
)
_NUMBERED = re.compile(r"[-–]\s+\d")
# `hai (02) câu lạc bộ`: the words first, the figure in brackets.
_WORDS_FIRST = re.compile(rf"(?<!\w){NUMBER_WORD}(?:\s{NUMBER_WORD}){{0,8}}\s?\(\s?$")
_FIGURE_BEHIND = re.compile(r"(?:\s[^\W\d_]{1,12}){0,2}\s?\(\s?(?P<figure>\d+)\s?%?\s?\)")
_WORDS_REACH = 60
_NOUN = re.compile(r"\s+[“\"]?([^\W\d_]{1,12}(?:-[^\W\d_]{1,12}){0,2})(?![\w-])")
_NO_NOUN = frozenset(load_table("target_cues.toml")["no_nouns"])


def _comparator(low: str, number: int) -> tuple[Comparator, int]:
    """The comparator that ends at a number, and where the quote begins."""
    window = max(0, number - 40)
    before = low[window:number]
    found = _COMPARATOR.search(before)
    if found:
        for index, (sign, _) in enumerate(_COMPARATORS):
            if found[f"c{index}"]:
                return sign, window + found.start()
    if found := _FROM.search(before):
        return "=", window + found.start()
    if found := _REACH.search(before):
        return "=", window + found.start()
    return "=", number


def _is_label(low: str, start: int) -> bool:
    return bool(_LABELLED.search(low[max(0, start - 24) : start]))


def _glued(low: str, start: int, end: int) -> bool:
    """Whether a number is part of a word or symbol: ``NQ-19``, ``1106/QĐ``, ``H5N1``, ``7h30``."""
    before = low[start - 1] if start else " "
    if (
        before.isalpha()
        or before in "/_.,@#:"
        or (
            before in "-–"
            and start > 1
            and not low[start - 2].isspace()
            and not low[start - 2].isdigit()
            and low[start - 2] not in "%‰"
        )
    ):
        return True
    after = low[end : end + 1]
    if after == "/" and not _FRACTION.match(low, end):
        return True
    if after in ("-", "–") and low[end + 1 : end + 2].isalpha():
        return True
    if after in ("h", "g") and not low[end + 1 : end + 2].isalpha():
        return True
    return after in ":_@" and low[end + 1 : end + 2].isdigit()


def _year_like(low: str, start: int, text: str, unit: Unit | None) -> bool:
    if len(text) != 4 or not text.isdigit() or not 1900 <= int(text) <= 2100:
        return False
    before = low[max(0, start - 14) : start]
    return unit is None or unit.kind in ("time", "structural") or bool(_YEAR_WORD.search(before))


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: float
    written: str


def _numbers(low: str) -> Iterator[_Number]:
    """Numbers in digits and in words, in order; dates are passed over."""
    # `(Bằng chữ: …)` says a figure again in words.
    spelled = SPELLED.finditer(low) if _may_be_spelled(low) and "bằng chữ" not in low else iter(())
    word = next(spelled, None)
    skip = 0
    for found in DIGITS.finditer(low):
        while word is not None and word.start() < found.start():
            twice = _FIGURE_BEHIND.match(low, word.end())
            value = parse_spelled(word[0])
            if value is not None and value >= 10 and not (twice and value == parse_number(twice["figure"])):
                yield _Number(word.start(), word.end(), value, word[0])
            word = next(spelled, None)
        if found.start() < skip:
            continue
        if (spaced := _SPACED.match(low, found.start())) and _counts_things(low, spaced):
            skip = spaced.end()
            yield _Number(spaced.start(), spaced.end(), float("".join(spaced[0].split())), spaced[0])
            continue
        if low.startswith((")", " )"), found.end()) and (words := _words_first(low, found)) is not None:
            yield words
            continue
        if low[found.end() : found.end() + 2].lstrip(" ")[:1] in ("/", "-", ".") and (
            date := _DATE.match(low, found.start())
        ):
            skip = date.end()
            continue
        value = parse_number(found[0])
        if value is not None:
            yield _Number(found.start(), found.end(), value, found[0])
    while word is not None:
        if (value := parse_spelled(word[0])) is not None and value >= 10:
            yield _Number(word.start(), word.end(), value, word[0])
        word = next(spelled, None)


def _counts_things(low: str, spaced: re.Match[str]) -> bool:
    """Whether `86 400 người` counts so many: words stand before it, and things of a table behind it."""
    before = low[: spaced.start()].rstrip()
    unit = read_unit(low, spaced.end())
    counted = (
        unit is not None and unit.known and unit.kind in ("person", "household", "noun", "measure", "money")
    )
    return counted and not before[-1:].isdigit() and not _is_label(low, spaced.start())


def _few(low: str) -> Iterator[_Number]:
    """Small numbers in words between a comparator and a thing: `ít nhất một tuyến`."""
    for found in _FEW.finditer(low):
        unit = read_unit(low, found.end())
        if unit is not None and unit.known and unit.kind in ("person", "household", "noun"):
            value = parse_spelled(found["word"])
            if value is not None:
                yield _Number(found.start("word"), found.end("word"), value, found["word"])


def _words_first(low: str, found: re.Match[str]) -> _Number | None:
    """A figure in brackets that says again what stands in words before it, both as one number."""
    before = low[max(0, found.start() - _WORDS_REACH) : found.start()]
    words = _WORDS_FIRST.search(before)
    if words is None:
        return None
    value = parse_number(found[0])
    if value is None or parse_spelled(words[0].rpartition("(")[0]) != value:
        return None
    start = found.start() - len(before) + words.start()
    return _Number(start, low.index(")", found.end()) + 1, value, found[0])


def _may_be_spelled(low: str) -> bool:
    return "trăm" in low or "mươi" in low or "mười" in low or "nghìn" in low


def _counted(written: str, value: float, unit: Unit) -> float:
    if unit.kind not in ("rate", "measure") and "," in written and unit.factor == 1:
        return parse_number(written, counted=True) or value
    return value


def _any_noun(low: str, at: int) -> Unit | None:
    """The next word as a counted noun that stands in no table."""
    if (found := _NOUN.match(low, at)) and found[1] not in _NO_NOUN:
        return Unit("noun", found[1], 1.0, found.end(), found[1], known=False)
    return None


def _rate_per_heads(low: str, number: _Number, head: re.Match[str]) -> Quantity:
    comparator, start = _comparator(low, number.start)
    unit = Unit("measure", head[0].strip(), 1.0, head.end(), "")
    return Quantity(start, head.end(), number.start, comparator, number.value, None, unit, True, None, False)


def _fraction(low: str, end: int, value: float) -> tuple[int, float]:
    """Where ``1/3 số`` or ``12/15`` ends and what it says: a share of a whole, or so many of so many."""
    found = _FRACTION.match(low, end)
    if found is None:
        return end, value
    divisor = parse_number(found[1]) or 0.0
    if value < divisor <= 10 and low.startswith(" số", found.end()):
        return found.end() + len(" số"), value / divisor
    return found.end(), value


def _range_unit(low: str, end: int, unit: Unit | None, following: _Number) -> Unit | None:
    """The unit of ``400 - 500 lao động``, ``75% - 80%`` where the next number is the upper end."""
    joint = _TO.match(low, unit.end if unit else end)
    if joint is None or following.start != joint.end() or _DATE.match(low, following.start):
        return None
    found = read_unit(low, following.end) or (_any_noun(low, following.end) if unit is None else None)
    if found is None or (unit is not None and found.name != unit.name):
        return None
    return found


def _added(low: str, unit: Unit, following: _Number) -> tuple[float, Unit] | None:
    """What the second part adds to ``20 tỷ 500 triệu đồng``, and the unit of both parts together."""
    if unit.kind != "money" or low[unit.end - 1] == "g" or low[unit.end : following.start].strip():
        return None
    rest = read_unit(low, following.end)
    if rest is None or rest.kind != "money" or rest.factor >= unit.factor:
        return None
    return following.value * rest.factor, Unit("money", "đồng", 1.0, rest.end, "")


def find_quantities(low: str) -> Iterator[Quantity]:
    """The quantities of a lower-case text, in order.

    Dates, numbers of documents, labels and numbers inside words are passed over; durations
    and counts in names come with their kind of unit (``time``, ``structural``).
    """
    numbers = list(_numbers(low))
    if few := [number for number in _few(low) if not _FIGURE_BEHIND.match(low, number.end)]:
        numbers = sorted([*numbers, *few], key=lambda number: number.start)
    index = 0
    while index < len(numbers):
        number = numbers[index]
        index += 1
        behind = low[number.end : number.end + 2]
        # `3- 100% hộ nghèo …`: the label of a paragraph, not the lower end of a range.
        if not low[: number.start].strip() and _NUMBERED.match(low, number.end):
            continue
        # A number with nothing but another number behind it counts nothing.
        if (behind[:1] == " " and behind[1:].isdigit()) or _glued(low, number.start, number.end):
            continue
        end, value, upper = number.end, number.value, None
        if "/" in behind:
            if head := _PER_HEADS.match(low, number.end):
                while index < len(numbers) and numbers[index].start < head.end():
                    index += 1
                yield _rate_per_heads(low, number, head)
                continue
            end, value = _fraction(low, end, value)
            if index < len(numbers) and numbers[index].start < end:
                index += 1
        if "(" in behind and (spoken := _IN_WORDS.match(low, end)):
            end = spoken.end()
        unit = read_unit(low, end)
        labelled = _is_label(low, number.start)
        if labelled and unit is not None and _WEAK_LABEL.search(low, max(0, number.start - 8), number.start):
            # `dân số 53.214 người`: behind some labels a unit makes it a quantity after all.
            labelled = unit.kind in ("noun", "structural", "time")
        second: _Number | None = None
        if index < len(numbers) and not (unit is None and labelled) and (unit is None or unit.kind != "time"):
            following = numbers[index]
            if (upper_unit := _range_unit(low, end, unit, following)) is not None:
                second, unit, end = following, upper_unit, following.end
                index += 1
            elif unit is not None and (part := _added(low, unit, following)) is not None:
                value = value * unit.factor + part[0]
                unit = part[1]
                index += 1
        if _year_like(low, number.start, number.written, unit):
            continue
        if labelled and not (unit and unit.kind == "rate"):
            continue
        if (
            unit is not None
            and unit.name
            and unit.kind in ("noun", "measure")
            and (reckoned := _RECKONED_ON.match(low, unit.end))
        ):
            unit = replace(unit, name=f"{unit.name}/{reckoned['base']}", end=reckoned.end(), words="")
            while index < len(numbers) and numbers[index].start < unit.end:
                index += 1
        known = unit is not None and unit.name != "" and unit.known
        if unit is None or not unit.name:
            noun = _any_noun(low, unit.end if unit else end)
            if noun is None:
                continue
            unit = Unit("noun", noun.name, unit.factor if unit else 1.0, noun.end, noun.words)
        value = _counted(number.written, value, unit) * unit.factor
        if second is not None:
            upper = _counted(second.written, second.value, unit) * unit.factor
            # `1 - 1,5 triệu`, `400 - 500`: both in the unit of the second.
        comparator, start = _comparator(low, number.start)
        if comparator == ">" and low.startswith("trên", start) and _ON.match(low, end):
            comparator, start = "=", number.start
        finish = unit.end
        per: Per | None = None
        if (found := _PER.match(low, finish)) or (found := _PER.match(low, end)):
            per = _PERS[found["per"]]
            finish = max(finish, found.end())
        if more := _OR_MORE.match(low, finish):
            comparator = ">=" if more[1].endswith("lên") else "<="
            finish = more.end()
        elif (more := _OR_MORE.match(low, end)) and more.end() <= unit.end + 30:
            comparator = ">=" if more[1].endswith("lên") else "<="
            finish = max(finish, more.end())
        from_to = low.startswith("từ", start) and second is None and bool(_RISE.match(low, finish))
        if upper is not None:
            comparator = "range"
            if low.startswith("đạt", start):
                start = number.start
            if upper < value:
                value, upper = upper, value
        elif comparator == "=" and low.startswith("từ", start):
            start = number.start
        yield Quantity(start, finish, number.start, comparator, value, upper, unit, known, per, from_to)
