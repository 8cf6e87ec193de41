"""Cutting text: labels, leads and clauses of a line; what is left made into a sentence again."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"\s*(?:[-–+*•]\s*|\d{1,2}-\s+|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s+|\d{1,2}(?:\.\d{1,2})+\s+|[a-zđ][.)]\s+|[IVX]+\.\s+)"
)
# The capitals of Vietnamese; a range from À to Ỹ would hold small letters too.
CAPITAL = "[" + "".join(letter for letter in map(chr, range(0x41, 0x1EFA)) if letter.isupper()) + "]"
# A cut between two clauses of one bullet.
_CUT = re.compile(rf";\s+|\.\s+(?={CAPITAL})")
# What stands before the first clause and holds for all: the time, or what the bullet is about.
_LEAD = re.compile(
    r"(?:(?:Đến|Trong|Giai đoạn|Cả giai đoạn|Từ năm|Hằng năm|Hàng năm|Mỗi năm|Bình quân|Năm|Phấn đấu đến)\b"
    r"[^,;:()]{0,50},\s+"
    r"|[^:;,]{3,90}:\s+)"
)
TIME = re.compile(
    r"giai đoạn|(?:đến|trong|cuối|hết|từ) năm|năm 20\d\d"
    r"|(?:mỗi|hằng|hàng|từng|/) ?(?:năm|quý|tháng)|cuối giai đoạn",
    re.IGNORECASE,
)
_TIDY = (
    (re.compile(r"\s{2,}"), " "),
    (re.compile(r"\s+([,;.:)])"), r"\1"),
    (re.compile(r"([,;:])\s*(?=[;.])"), ""),
)


def label_end(text: str) -> int:
    """Where the text begins behind its dash or number."""
    found = _LABEL.match(text)
    return found.end() if found else 0


def lead_end(text: str) -> int:
    """Where the first clause begins behind label and lead."""
    begin = label_end(text)
    found = _LEAD.match(text, begin)
    return found.end() if found else begin


def clauses(text: str) -> list[tuple[int, int]]:
    """The stretches between semicolons and full stops, behind the label, without the final mark."""
    begin = label_end(text)
    end = len(text.rstrip().rstrip(".;,/"))
    spans: list[tuple[int, int]] = []
    for cut in _CUT.finditer(text, begin, max(begin, end)):
        spans.append((begin, cut.start()))
        begin = cut.end()
    return [*spans, (begin, max(begin, end))]


def clause_at(text: str, place: int) -> tuple[int, int]:
    """The clause that a place stands in."""
    for start, end in clauses(text):
        if place <= end:
            return start, end
    return clauses(text)[-1]


def capital(text: str) -> str:
    """With its first letter a capital."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """With its first letter small, unless an abbreviation or name begins it."""
    first, _, rest = text.partition(" ")
    if first[1:2].isupper() or (rest[:1].isupper() and first[:1].isalpha()):
        return text
    return text[:1].lower() + text[1:]


def tidy(text: str) -> str:
    """Without the double spaces and stray marks that a cut leaves."""
    for pattern, by in _TIDY:
        text = pattern.sub(by, text)
    return text.strip()


def replaced(text: str, start: int, end: int, by: str) -> str:
    """The text with a stretch of it exchanged; the sentence begins with a capital as before."""
    begin = label_end(text)
    if start <= begin:
        by = capital(by) if by else by
    result = text[:start] + by + text[end:]
    if start <= begin and not by:
        result = result[:begin] + capital(result[begin:].lstrip())
    return result
