"""Whether two lines are one sentence, judged by their words.

The rules are those of Vietnamese administrative documents (Nghị định 30/2020/NĐ-CP, annex I): a
new paragraph begins with a capital, a label (``1.``, ``a)``, ``đ)``) or a bullet, and ends with a
full stop, a semicolon or a colon. They are the same for every format, so that one plan saved as
text, Word and PDF gives the same blocks. The words they look at stand in ``data/breaks.toml``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from extractors.vietnamese.tables import read_table


def _table() -> dict[str, Any]:
    return read_table(Path(__file__).parent / "data" / "breaks.toml")


_WORDS = _table()
_HANGING: frozenset[str] = frozenset(_WORDS["hanging"])
_BEFORE_FIGURES: frozenset[str] = frozenset(_WORDS["before_figures"])
_BEFORE_NUMBERS: frozenset[str] = frozenset(_WORDS["before_numbers"])
_BEGIN_ALWAYS: tuple[str, ...] = tuple(_WORDS["begin_always"])
_BEGIN_NEW: tuple[str, ...] = tuple(_WORDS["begin_new"])
_GROUNDS: tuple[str, ...] = tuple(_WORDS["grounds"])
_MOTTO: frozenset[str] = frozenset(_WORDS["motto"])
_DASHED: dict[str, tuple[str, ...]] = {first: tuple(rest) for first, rest in _WORDS["dashed"].items()}

_BULLET = re.compile(r"[-–—−+*•]\s*(?=\w|[“\"‘'(%])")
# Each is judged further by what follows it: ``1. Phòng`` is a label, ``1.870 hộ`` is not.
_LABEL = re.compile(
    r"""
      (?P<levels> \d{1,2} (?: \. \d{1,2} ){1,4} ) (?= \s )
    | (?P<plain> (?: [IVXLC]{1,7} | \d{1,3} (?: \. \d{1,3} ){0,4} | [a-zđA-ZĐ] ) \s? /? [.)] /? )
    | (?P<dashed> (?: [IVXLC]{1,7} | \d{1,2} | [a-zđ] ) [-/] )
    | (?P<bracketed> \( (?: \d{1,3} | [a-zđ] | [ivx]{1,5} ) \) [.:]? )
    """,
    re.VERBOSE,
)
_HEADING = re.compile(
    r"(?:Chương|Mục|Phần|Phụ lục|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC)\s+(?:[IVXLC]{1,7}|\d{1,3})\W?$"
    r"|Điều\s+\d{1,3}\.(?=\s|$)"
)

_TERMINAL = tuple(".;:!?…")
_CLOSERS = "”\"'’)]»"
# A line cut by a page break is at least as long as a line of print; titles and signatures are shorter.
_PRINTED_LINE = 50
_HEADING_LINE = 40
_ROMAN = re.compile(r"[IVX]{1,6}[.)]")

# ``217/2025/NĐ-`` and ``2466/`` go on without a space; so does any word after a hyphen that touches it.
_SYMBOL_END = re.compile(r"[^\s\-–/][-–]$|[\dA-ZĐ]/$")
# ``giai đoạn 2026`` and ``- 2030``, ``7h00`` and ``- 7h15``, ``từ 75%`` and ``- 80%``: a range and no bullet.
_RANGE_START = re.compile(r"(?:\b(?:19|20)\d\d|\d{1,2}[h:]\d{0,2}|\d\s?giờ)$")
_RANGE_END = re.compile(r"[-–—]\s?(?:(?:19|20)\d\d|\d{1,2}[h:]\d{0,2}|\d{1,2}\s?giờ)(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FROM = re.compile(r"\b[Tt]ừ\s[\d.,]+\s?%?$")
_TO = re.compile(r"[-–—]\s?\d")


def starts_item(text: str) -> bool:
    """Whether a line begins with a bullet or a label and so opens a block of its own.

    ``Chương I`` and ``Điều 5.`` do, ``Điều 5 Luật …`` in the midst of a sentence does not.
    """
    if _BULLET.match(text):
        return True
    found = _LABEL.match(text)
    if found is None:
        return _HEADING.match(text) is not None
    rest = text[found.end() :]
    following = rest.lstrip()[:1]
    if found["dashed"]:  # ``1- Phòng`` and ``1-Phòng`` are labels, ``79-NQ/TW`` is a number
        return following.isupper() and (rest[0].isspace() or rest[1:2].islower())
    if found["levels"]:
        return following.isupper()
    return following == "" or rest[0].isspace() or following.isupper()


def begins_paragraph(before: str, text: str) -> bool:
    """Whether a line opens with words that begin a paragraph after the line before it."""
    return text.startswith(_BEGIN_ALWAYS) or (text.startswith(_BEGIN_NEW) and not ends_sentence(before))


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a paragraph does, a closing mark behind its point or colon left aside."""
    bare = text.rstrip(_CLOSERS)
    return bare.endswith(_TERMINAL)


def is_capitals(text: str) -> bool:
    """Whether a line is written in capitals: headings, letterheads, signatures."""
    return text.isupper()


def continues(before: str, after: str) -> bool:
    """Whether two lines that follow each other are one sentence, judged by their words alone."""
    if not before or not after:
        return False
    if _SYMBOL_END.search(before) and after[0].isalnum() and not starts_item(after):
        return True
    if starts_item(after):
        return after[0] in "-–—" and _is_second_half(before, after)
    if ends_sentence(before):
        return False
    if _breaks_form(before, after):
        return True
    if is_capitals(before) and is_capitals(after):
        # A heading in capitals over two lines; letterheads and signatures have no label.
        return len(before) >= _HEADING_LINE and _ROMAN.match(before) is not None
    if after[0] == "(" and after.find(")") >= len(after.rstrip(".;")) - 1:
        return False  # a remark in brackets that is a line of its own: (kèm theo …)
    first = after.lstrip("“\"'‘(")[:1]
    if first.islower():
        return not is_capitals(before)
    if len(before) < _PRINTED_LINE or is_capitals(before) or begins_paragraph(before, after):
        return False
    if before.endswith((" -", " –")):
        return True
    if before.endswith(","):
        return not before.startswith(_GROUNDS) and before.split(" ", 1)[0] != after.split(" ", 1)[0]
    last = before.rsplit(" ", 1)[-1].lower()
    if last in _HANGING:
        return first.isdigit() or last not in _BEFORE_NUMBERS
    tail = before[-200:]
    opened = tail.rfind("(")
    return opened > tail.rfind(")") and 0 <= after.find(")") < _first(after, "(")


def _is_second_half(before: str, after: str) -> bool:
    """Whether a dash at the beginning of a line stands inside a range or a name, and is no bullet."""
    tail = before[-12:]
    if _RANGE_END.match(after) and _RANGE_START.search(tail):
        return True
    if _TO.match(after) and _FROM.search(tail):
        return True
    last = " ".join(tail.lower().split()[-2:])
    halves = _DASHED.get(last) or _DASHED.get(last.rsplit(" ", 1)[-1])
    return halves is not None and after.lstrip("-–— ").lower().startswith(halves)


def _first(text: str, mark: str) -> int:
    found = text.find(mark)
    return len(text) if found < 0 else found


def _breaks_form(before: str, after: str) -> bool:
    """Whether a narrow column breaks the national name, or a dateline before its year."""
    if before.startswith("CỘNG") and not before.endswith("NAM"):
        return after.split(" ", 1)[0] in _MOTTO
    return before.endswith(" năm") and "ngày" in before[-40:] and _YEAR.fullmatch(after) is not None


def continues_in_column(before: str, after: str) -> bool:
    """The same for the short lines of a letterhead or a foot, where one entry may take two lines."""
    if starts_item(after):
        return False
    if _breaks_form(before, after):
        return True
    if is_capitals(before) or ends_sentence(before):
        return False
    last = before.rsplit(" ", 1)[-1].lower()
    if last in _BEFORE_NUMBERS:
        return after[0].isdigit()
    return last in _HANGING or (before[0] in "-–" and len(before) > 24 and not is_capitals(after[:12]))


def glue(before: str, after: str) -> str:
    """Two halves of a paragraph as one; a symbol broken after its hyphen or slash closes up again."""
    if before == "" or after == "":
        return before + after
    return before + after if _SYMBOL_END.search(before) and after[0].isalnum() else f"{before} {after}"


def runs_on(before: str, after: str) -> bool:
    """Whether a line break inside one paragraph is only white space."""
    hanging = after[:1].isdigit() and before.rsplit(" ", 1)[-1].lower() in _BEFORE_FIGURES
    return (
        (len(before) >= _PRINTED_LINE or hanging)
        and not is_capitals(before)
        and not ends_sentence(before)
        and not starts_item(after)
        and not is_capitals(after)
    )
