"""Rates that contradict the figures beside them (T104 to T107, T111)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.vietnamese.numbers import format_number
from planparse.checks.model import Hit
from planparse.checks.passages import passages, words_of
from planparse.checks.rules.figures import NUMBER, close, decimals, value_of
from planparse.checks.subject import Subject

# ------------------------------------------------------------------ shares

_MONTHS = 12
_RATE = r"(?P<rate>\d{1,3}(?:,\d{1,3})?)\s?%"
_SHARE = re.compile(
    rf"(?<![\w/.,])(?P<part>{NUMBER})/(?P<base>{NUMBER})(?![\w/])(?:\s[^\W\d_]{{1,12}},?){{1,14}}\s?"
    rf"(?:\(?\s?(?:đạt|chiếm|bằng|tương\sứng|tương\sđương)?\s?(?:tỷ\slệ|tỉ\slệ)?\s?){_RATE}"
)


def share(subject: Subject) -> Iterator[Hit]:
    """`12/15 xã, đạt 75%`."""
    told = passages(subject)
    for number, _ in subject.zone("opening", "body"):
        text = told.folded[number]
        if "%" not in text or "/" not in text:
            continue
        for found in _SHARE.finditer(text):
            part, base, rate = (value_of(found[name]) for name in ("part", "base", "rate"))
            if not 0 < part <= base or base < 2 or told.cited(number, found.start()):
                continue
            if part <= _MONTHS and found["base"].isdigit() and 1990 <= base <= 2100:
                # `tháng 9/2026 giải ngân … 60%`
                continue
            if abs(part / base * 100 - rate) > 10 ** -decimals(found["rate"]):
                yield Hit(
                    subject.span(number, found.start(), found.end()),
                    {
                        "part": found["part"],
                        "base": found["base"],
                        "rate": found["rate"],
                        "real": format_number(round(part / base * 100, 2)),
                    },
                )


# ------------------------------------------------------------------ households and their rate

_POOR = r"hộ(?:\s(?:cận\s)?nghèo)"
_ABOUT = r"(?:\s(?:ít\snhất|tối\sthiểu|khoảng|gần|trên|thêm)){0,2}"
_SAME_AS = (
    r"[,(]?\s?\(?(?:tương\s(?:ứng|đương)|bằng|ứng)(?:\svới)?(?:\s(?:giảm|mức|tỷ\slệ|hộ|nghèo|cận)){0,5}"
)
# What is cut of the poor as a number of households and as points of the rate, in either order.
_CUTS = (
    re.compile(
        rf"giảm(?:\s(?:được|số)){{0,2}}{_ABOUT}\s(?P<count>{NUMBER})\s{_POOR}(?:\s[^\W\d_]{{1,12}}){{0,8}}\s?{_SAME_AS}\s?{_RATE}"
    ),
    re.compile(
        rf"giảm(?:\s[^\W\d_]{{1,12}}){{0,3}}?\s(?:tỷ\slệ\s)?{_POOR}(?:\s[^\W\d_]{{1,12}}){{0,6}}?{_ABOUT}\s{_RATE}\s?{_SAME_AS}"
        rf"\s(?P<count>{NUMBER})\shộ"
    ),
)
# All households as they are counted, or as the poor and their rate let them be worked out.
_ALL = re.compile(
    rf"(?:tổng\ssố\shộ(?:\s(?!nghèo|cận)[^\W\d_]{{1,12}}){{0,8}}:?|toàn\s(?:thôn|xã|phường|thị\strấn|huyện|quận|thị\sxã|thành\sphố|tỉnh)"
    rf"(?:\shiện|\shiện\snay)?\scó(?:\stổng\ssố)?)\s(?P<count>{NUMBER})\shộ(?!\s(?:cận|nghèo))"
)
_POOR_NOW = re.compile(
    rf"(?P<count>{NUMBER})\s{_POOR}(?:\s[^\W\d_]{{1,12}}){{0,6}}?[,;]?\s?\(?(?:chiếm|tương\s(?:ứng|đương)|bằng|tỷ\slệ)(?:\svới)?(?:\stỷ\slệ)?"
    rf"(?:\s{_POOR})?(?:\slà)?\s?{_RATE}(?!(?:\s(?:so\svới|so|trên|trong))?\s(?:tổng\ssố\s)?hộ\s(?:nghèo|cận|dân\stộc))"
)
_CUT_SHORTLY_BEFORE = re.compile(r"(?<!\w)(?:giảm|thoát)(?!\w)[^.;]*\Z")
_FALLS_TO = re.compile(r"(?<!\w)(?:xuống|còn|dưới|mức|quá)\s*\Z")
# Households come and go between the survey and the plan.
_DRIFT = 0.1


def _households(subject: Subject) -> list[tuple[float, float]]:
    """How many households there are, as the lowest and highest number that each mention allows."""
    found: list[tuple[float, float]] = []
    told = passages(subject)
    for number, _ in subject.zone("opening", "body"):
        text = told.folded[number]
        for total in _ALL.finditer(text):
            found.append((value_of(total["count"]), value_of(total["count"])))
        for poor in _POOR_NOW.finditer(text):
            if not _CUT_SHORTLY_BEFORE.search(text, max(0, poor.start() - 40), poor.start()):
                half = 0.5 * 10 ** -decimals(poor["rate"])
                count, rate = value_of(poor["count"]), value_of(poor["rate"])
                if rate > half:
                    found.append((count / (rate + half) * 100, count / (rate - half) * 100))
    return found


def households(subject: Subject) -> Iterator[Hit]:
    """`giảm 34 hộ nghèo, tương ứng giảm 1,5%` where 589 poor households are 1,7% of all."""
    told = passages(subject)
    among: list[tuple[float, float]] | None = None
    for number, _ in subject.zone("opening", "body"):
        text = told.folded[number]
        if "giảm" not in text or "%" not in text:
            continue
        for cut in (found for pattern in _CUTS for found in pattern.finditer(text)):
            if _FALLS_TO.search(text, max(0, cut.start("rate") - 24), cut.start("rate")):
                # `giảm tỷ lệ hộ nghèo xuống dưới 2,2% (tương ứng giảm 215 hộ)`: where it falls to.
                continue
            among = _households(subject) if among is None else among
            count, rate = value_of(cut["count"]), value_of(cut["rate"])
            slack = 0.5 * 10 ** -decimals(cut["rate"])
            shares = [
                (count / (high * (1 + _DRIFT)) * 100, count / (low * (1 - _DRIFT)) * 100)
                for low, high in among
                if low > count
            ]
            if not shares or any(low - slack <= rate <= high + slack for low, high in shares):
                continue
            low, high = next(pair for pair in among if pair[0] > count)
            real = count / ((low + high) / 2) * 100
            yield Hit(
                subject.span(number, cut.start(), cut.end()),
                {
                    "count": cut["count"],
                    "rate": cut["rate"],
                    "base": format_number(round((low + high) / 2)),
                    "real": format_number(round(real, max(1, decimals(cut["rate"])))),
                },
                confidence=0.85,
            )


# ------------------------------------------------------------------ from one rate to another

_LEVEL = r"(?:\s(?:còn|mức|dưới|trên|khoảng|đạt|ít\snhất)){0,3}"
_FROM_TO = re.compile(
    rf"(?P<verb>giảm|hạ|tăng|nâng)(?:\s[^\W\d_]{{1,12}},?){{0,14}}?\stừ(?:\smức)?\s(?P<a>{NUMBER})\s?(?P<unit>%|[^\W\d_]{{1,12}})"
    rf"(?:\s\(?(?:năm|cuối\snăm|đầu\snăm)\s\d{{4}}\)?)?,?\s(?P<to>xuống|lên|còn|thành){_LEVEL}\s(?P<b>{NUMBER})(?![\d/])"
)
_CHANGE = re.compile(
    rf"\s?(?:%|[^\W\d_]{{1,12}})?(?:\s(?:năm|vào\snăm|đến\snăm)\s\d{{4}})?\s?[,(]\s?(?:tức\s)?(?P<way>giảm|tăng)\s(?P<c>{NUMBER})\s?%(?!\s?so)"
)


def from_to(subject: Subject) -> Iterator[Hit]:
    """`giảm từ 3,5% xuống 4,2%`; `giảm từ 5% xuống 3%, giảm 1,5%`."""
    told = passages(subject)
    for number, _ in subject.zone("opening", "body"):
        text = told.folded[number]
        for found in _FROM_TO.finditer(text):
            down = found["verb"] in ("giảm", "hạ")
            if down != (found["to"] in ("xuống", "còn")):
                continue
            first, second = value_of(found["a"]), value_of(found["b"])
            if (second >= first) if down else (second <= first):
                yield Hit(subject.span(number, found.start(), found.end()), {}, "down" if down else "up")
                continue
            change = _CHANGE.match(text, found.end()) if found["unit"] == "%" else None
            if change is None:
                continue
            points, relative = abs(first - second), abs(first - second) / max(first, 1e-9) * 100
            stated = value_of(change["c"])
            if not close(points, stated, 0.051) and abs(relative - stated) > 1:
                yield Hit(
                    subject.span(number, found.start(), change.end()),
                    {"stated": change["c"], "real": format_number(round(points, 3))},
                    "change",
                )


# ------------------------------------------------------------------ figures that cannot be

_COUNTED = re.compile(r"\s*(?:số\s+|các\s+|tổng\s+số\s+)?")
_RATE_OF = re.compile(r"(?<!\w)tỷ lệ(?!\w)")
_NEAR, _SHORTLY = 80, 40


def beyond(subject: Subject) -> Iterator[Hit]:
    """`105% người cao tuổi có thẻ bảo hiểm y tế`."""
    told = passages(subject)
    for target in subject.plan.targets:
        highest = max(target.value or 0.0, target.upper or 0.0)
        if target.unit != "%" or highest <= 100 or target.direction == "increase" or highest > 1000:
            continue
        before, behind = told.around(target)
        if words_of("may_exceed").search(before[-_NEAR:]) or words_of("may_exceed").search(behind[:_SHORTLY]):
            continue
        counted = _COUNTED.match(behind)
        at = counted.end() if counted else 0
        subject_of = target.indicator.lower()
        if (
            words_of("share_of").match(behind, at)
            or _RATE_OF.search(before)
            or words_of("share_of").match(subject_of)
        ):
            yield Hit(target.span, {"indicator": target.indicator})


def upside_down(subject: Subject) -> Iterator[Hit]:
    """`đạt từ 80% - 75%`."""
    for target in subject.plan.targets:
        if target.comparator != "range":
            continue
        ends = [value_of(one) for one in re.findall(NUMBER, target.text)]
        if len(ends) == 2 and ends[0] > ends[1]:
            yield Hit(target.span)
