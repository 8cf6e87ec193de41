"""The components of form (thể thức) of a plan, line by line: what its letterhead and its closing hold.

Source: Nghị định 30/2020/NĐ-CP, annex I, part I, section II; before 05/03/2020 Thông tư 01/2011/TT-BNV.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import regex

from extractors.context import Zone
from extractors.document import Block, Span
from extractors.layout import is_capitals, type_and_title
from extractors.letterhead.closing import columns, positions
from extractors.letterhead.lines import MOTTO, NATION, form_line, state_motto
from extractors.vietnamese.tables import load_table, read_table
from extractors.vietnamese.text import fold_words

# The day on which the decree came into force; before it Thông tư 01/2011/TT-BNV held.
IN_FORCE = datetime.date(2020, 3, 5)


@cache
def knowledge() -> dict[str, Any]:
    """The table ``rules/form.toml``."""
    return read_table(Path(__file__).parent / "rules" / "form.toml")


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, tuple[str, ...]]:
    """The types of documents with the abbreviations that may stand for them in a số, ký hiệu."""
    table = {row["name"]: tuple(row["abbreviations"]) for row in load_table("document_types.toml")["type"]}
    return table | {name: (short,) for name, short in knowledge()["abbreviations"].items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block, stripped, and where it stands."""

    text: str
    block: int
    start: int
    page: int | None = None

    @property
    def span(self) -> Span:
        """The stretch of its block."""
        return Span(self.block, self.start, self.start + len(self.text), self.page)

    @property
    def folded(self) -> str:
        """In lower case with one placement of tone marks."""
        return fold_words(self.text)


def lines_of(blocks: tuple[Block, ...], zones: tuple[Zone, ...], *wanted: Zone) -> Iterator[Line]:
    """The lines of some zones that are not empty."""
    for number, (block, zone) in enumerate(zip(blocks, zones, strict=True)):
        if zone not in wanted:
            continue
        at = 0
        for line in block.text.split("\n"):
            if text := line.strip():
                yield Line(text, number, at + line.index(text), block.page)
            at += len(line) + 1


# ------------------------------------------------------------------------------- letterhead

_PARTY = regex.compile(r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
_NUMBER = regex.compile(
    r"(?<![\p{L}\d])[Ss][ốÔôỐ]\s{0,3}(?P<colon>:?)\s*(?P<number>[\d.…_]*(?:(?<=\d)\p{Ll}(?=\s?/))?)\s*(?P<sign>(?:[/–-]\s*[\p{L}\d&.]{1,24}\s*(?![\p{L}])){0,5})"
)
_BLANK = r"[\s.…_]{0,40}"
_DATE = regex.compile(
    rf"(?i)(?P<place>[^\n]{{0,60}}?)\s*,?\s*ngày(?P<day>{_BLANK}\d{{0,2}}{_BLANK}),?\s{{0,8}}"
    rf"tháng(?P<month>{_BLANK}\d{{0,2}}{_BLANK}),?\s{{0,8}}(?:n[aăắằãâ]m(?P<year>{_BLANK}\d{{0,4}}))?"
)
_SHORT_DATE = regex.compile(
    r"(?P<place>\p{Lu}[\p{L} .'’-]{1,40}),\s*(?:ngày\s*)?"
    r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>(?:19|20)\d\d)\s*$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """The line of số, ký hiệu: what stands behind `Số`, blanks kept."""

    line: Line
    number: str
    sign: str
    colon: bool

    @property
    def blank(self) -> bool:
        """Whether the number was left open."""
        return not any(c.isdigit() for c in self.number)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line of địa danh and date; a part left open is an empty string."""

    line: Line
    place: str
    day: str
    month: str
    year: str
    short: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The letterhead: each component with its line, None where it is not there."""

    lines: tuple[Line, ...]
    nation: Line | None
    motto: Line | None
    issuer: tuple[Line, ...]
    number: Number | None
    dateline: Dateline | None
    party: bool

    @property
    def empty(self) -> bool:
        """Whether no component of a letterhead is there at all."""
        return not (self.nation or self.motto or self.issuer or self.number or self.dateline)


def _is_body(line: Line) -> bool:
    """Whether a short line that is not in capitals begins with the name of a body."""
    text = line.folded
    bodies = tuple(f"{word} " for word in load_table("form.toml")["bodies"])
    return len(text) < 70 and text.startswith(bodies) and not text.startswith(("ban hành", "báo cáo"))


def number_in(line: Line) -> Number | None:
    """The số, ký hiệu of a line that begins with it, or None."""
    found = _NUMBER.match(line.text)
    if not found or (not found["colon"] and not found["sign"]):
        return None
    # Another column may stand behind it on the line.
    whole = Line(found[0].rstrip(), line.block, line.start, line.page)
    return Number(whole, found["number"].strip(".…_"), found["sign"].strip(), bool(found["colon"]))


def dateline_in(line: Line) -> Dateline | None:
    """The địa danh and date of a line, or None; a số, ký hiệu on the same line is another column."""
    text = line.text
    number = _NUMBER.match(text)
    if number and number["sign"]:
        text = text[number.end() :].lstrip()
    # So may the motto, which the date goes on where its place is missing.
    if state := state_motto(text):
        text = text[state[1] :].lstrip()
    line = Line(text, line.block, line.start + len(line.text) - len(text), line.page)
    if found := _SHORT_DATE.fullmatch(text):
        return Dateline(line, found["place"], found["day"], found["month"], found["year"], short=True)
    found = _DATE.search(text)
    if not found or len(text) > 120 or found["place"].lstrip().startswith("("):
        return None
    day, month, year = (
        "".join(c for c in (found[part] or "") if c.isdigit()) for part in ("day", "month", "year")
    )
    return Dateline(line, found["place"].strip(" ,.…_*"), day, month, year)


def read_head(blocks: tuple[Block, ...], zones: tuple[Zone, ...]) -> Head:
    """The components that stand above the type of document."""
    lines = tuple(line for line in lines_of(blocks, zones, "letterhead") if not type_and_title(line.text))
    nation = next((line for line in lines if form_line(line.text, NATION)), None)
    motto = next((line for line in lines if form_line(line.text, MOTTO)), None)
    numbers = [found for line in lines if (found := number_in(line))]
    # `SỐ 1050/QĐ-SCT` in an issuer's name (`ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH …`) has no colon.
    number = next((n for n in numbers if n.colon), numbers[0] if numbers else None)
    dateline = next((dated for line in lines if (dated := dateline_in(line))), None)
    used = {x.block for x in (nation, motto) if x} | {x.line.block for x in (number, dateline) if x}
    issuer = tuple(
        line
        for line in lines
        if (is_capitals(line.text) or _is_body(line))
        and (line.block not in used or line.folded.startswith(tuple(load_table("form.toml")["bodies"])))
        and line not in (nation, motto)
        and not number_in(line)
    )
    # A party number is written `15-KH/ĐU`; below the nation's name that is a slip.
    dashed = bool(number and regex.match(r"\s*-\s*\p{L}+\s*/", number.sign))
    party = any(_PARTY.search(line.text) for line in lines) or (dashed and nation is None)
    return Head(lines, nation, motto, issuer, number, dateline, party)


# ---------------------------------------------------------------------------------- closing

_AUTHORITY = regex.compile(
    r"(?P<sign>T\s?/\s?M|K\s?/\s?T|T\s?/\s?L|TM|KT|TL|TUQ|T/UQ|Q(?=\s{0,2}\.))(?P<dot>\s{0,2}[./]{1,2}\s*|\s+)(?P<whom>\p{Lu}[\p{Lu}\s,&.-]+)"
)
_SIGNED = regex.compile(r"\(?\s*(?:đã ký|chữ ký|ký tên|ký, đóng dấu)", regex.IGNORECASE)
_NAME = regex.compile(r"(?:\p{L}[\p{L}\d.,-]{0,11}\s{1,3}){0,6}\p{Lu}\p{L}{0,9}\s{1,3}\p{Lu}\p{L}{0,9}\.?")
_BULLET = regex.compile(r"[-–—+•*]\s*")


@dataclass(frozen=True, slots=True)
class Authority:
    """`KT. CHỦ TỊCH`: the sign without slash, whether slash or dot are as they should be, and for whom."""

    line: Line
    sign: str
    whom: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Foot:
    """The closing: the recipients, each with its lines, and the lines of the signature.

    ``positions`` are those above the name, ``names`` the lines that hold a name; ``rest`` is what could not
    be told.
    """

    heading: Line | None
    recipients: tuple[tuple[Line, ...], ...]
    authorities: tuple[Authority, ...]
    positions: tuple[Line, ...]
    names: tuple[Line, ...]
    rest: tuple[Line, ...]
    lines: tuple[Line, ...]

    @property
    def signed(self) -> bool:
        """Whether there is a signature block at all."""
        return bool(self.authorities or self.positions)


def _pieces(line: Line) -> Iterator[Line]:
    left, right = columns(line.text)
    left = left.rstrip()
    if not line.text.startswith(left) or right not in line.text:
        yield line
        return
    if left:
        yield Line(left, line.block, line.start, line.page)
    if right:
        yield Line(right, line.block, line.start + line.text.rindex(right), line.page)


def read_foot(blocks: tuple[Block, ...], zones: tuple[Zone, ...]) -> Foot:
    """Nơi nhận and the signature, from the lines below the body."""
    lines = tuple(lines_of(blocks, zones, "closing"))
    heading: Line | None = None
    recipients: list[tuple[Line, ...]] = []
    authorities: list[Authority] = []
    ranks: list[Line] = []
    names: list[Line] = []
    rest: list[Line] = []
    for line in (piece for each in lines for piece in _pieces(each)):
        if line.folded.startswith("nơi nhận"):
            heading = heading or line
            behind = line.text[8:].lstrip(" :")
            if behind:
                at = line.start + line.text.index(behind)
                recipients.append((Line(behind, line.block, at, line.page),))
            continue
        bullet = bool(_BULLET.match(line.text)) or regex.match(r"lưu\s*[:,]?\s+", line.folded) is not None
        capitals = is_capitals(line.text)
        if not bullet and capitals and (found := _AUTHORITY.match(line.text)):
            sign = regex.sub(r"[\s/]", "", found["sign"])
            plain = "/" not in found["sign"] and found["dot"].strip() == "."
            authorities.append(Authority(line, sign, fold_words(found["whom"].strip(" .")), plain))
        elif not bullet and capitals and len(line.text) > 3:
            if not names:
                ranks.append(line)
        elif _SIGNED.match(line.text):
            continue
        elif bullet:
            recipients.append((line,))
        elif (authorities or ranks) and _NAME.fullmatch(line.text) and line.text[:1].isupper():
            names.append(line)
        elif recipients and not recipients[-1][-1].text.endswith((";", ".")):
            recipients[-1] = (*recipients[-1], line)
        else:
            rest.append(line)
    # A name in capitals stands below a position that is known to be one.
    known = [rank for rank in ranks if positions().match(rank.text.upper())]
    if known and not names and ranks[-1] not in known and _NAME.fullmatch(ranks[-1].text.title()):
        names.append(ranks.pop())
    return Foot(
        heading, tuple(recipients), tuple(authorities), tuple(ranks), tuple(names), tuple(rest), lines
    )
