"""Number, place, date and title: what stands above the body."""

from __future__ import annotations

import regex

from extractors.context import Context
from extractors.layout import find_type, type_and_title
from extractors.letterhead.lines import DATELINE, NUMBER_LINE, lines
from extractors.plan import Period
from extractors.vietnamese import dates


def title_of(context: Context) -> str | None:
    """The trích yếu on one line, without quotation marks and `Về việc`."""
    typed = find_type(context.document)
    parts: list[str] = []
    for index, zone in enumerate(context.zones):
        if zone != "title":
            continue
        text = context.document.blocks[index].text
        if index == typed:
            text = (type_and_title(text) or ("", ""))[1]
        for line in text.split("\n"):
            line = line.strip(" *_-–")
            if (
                line
                and not regex.match(r"\(?\s*(?:ban hành\s+)?kèm theo", line.lower())
                and any(c.isalnum() for c in line)
            ):
                parts.append(line)
    title = " ".join(parts).strip()
    if not title:
        title = subject_of(context)
    title = regex.sub(r"^(?:về việc|v/v)\s*:?\s*", "", title, flags=regex.IGNORECASE)
    if title[:1] in '“"' or title[-1:] in '”"':
        title = title.strip('“”"')
    return title.strip() or None


def subject_of(context: Context) -> str:
    """The subject line of a công văn: ``V/v …`` under the number."""
    for line in lines(context, "letterhead"):
        if regex.match(r"v/v|về việc", line.lower()):
            return line
    return ""


_SPAN_OF_YEARS = regex.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|năm học|các năm|5 năm|năm|"
    r"từ năm)\s*(?:từ\s*)?(?:năm\s*)?(?P<a>(?:19|20)\d\d)\s*(?:-|–|—|"
    r"đến)\s*(?:năm\s*)?(?P<b>(?:19|20)\d\d)"
)
_UNTIL = regex.compile(r"(?<!tầm nhìn )(?:đến|tới)\s+(?:hết\s+|cuối\s+)?năm\s+(?P<b>20\d\d)")
_YEAR = regex.compile(r"(?<!tầm nhìn )(?<!đến )(?<!luật )năm\s+(?P<a>(?:19|20)\d\d)")


def period_of(text: str) -> Period | None:
    """The years a title names: ``giai đoạn 2026 - 2030``, ``năm 2022``, ``đến năm 2030``."""
    low = text.lower()
    if found := _SPAN_OF_YEARS.search(low):
        return Period(int(found["a"]), int(found["b"]))
    year = _YEAR.search(low)
    until = _UNTIL.search(low)
    if year and not (until and until.start() < year.start()):
        return Period(int(year["a"]), int(year["a"]))
    if until:
        return Period(None, int(until["b"]))
    return None


def number_of(context: Context) -> str | None:
    """Số, ký hiệu as written without blanks; None where the number is left open.

    The line that writes `Số:` wins over one in a name (`ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 105/QĐ-SCT`).
    """
    found = [
        (line, number)
        for line in lines(context, "letterhead")
        if (number := NUMBER_LINE.search(line)) and not regex.match(r"theo|căn cứ", line.lower())
    ]
    if not found:
        return None
    number = next((n for line, n in found if regex.match(r"số\s*:", line.lower())), found[0][1])
    if not number["number"] or not number["number"].strip(".…"):
        return None
    return regex.sub(r"\s+", "", number["number"].strip(".…") + number["sign"].replace("–", "-"))


def place_and_date(context: Context) -> tuple[str | None, str | None]:
    """Địa danh, and the date as far as it is filled in, from the dateline."""
    for line in lines(context, "letterhead"):
        # A number on the same line is another column.
        line = NUMBER_LINE.sub("", line)
        if found := DATELINE.search(line):
            place = found["place"].strip(" ,")
            return place or None, dates.dateline(line[found.start() :])
    return None, None
