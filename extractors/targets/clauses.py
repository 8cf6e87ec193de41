"""What a quantity measures: the clause around it, its topic, its direction and its rhythm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.targets.quantities import Quantity
from extractors.vietnamese.tables import alternatives

_SENTENCE_END = re.compile(r"[.!?]+(?=\s+[\"“(]?[A-ZÀ-ỸĐ\d])|\n")
_ABBREVIATED = re.compile(r"(?:[.\s][A-ZĐ]|TP|Tp|Ths|ThS)$")
_BULLET = re.compile(r"\s*(?:[-–—+*•●○▪✓►]|\(\s*(?:\d{1,2}|[a-zđ])\s*\)\s*[.:]?)\s*")


# `Chỉ tiêu 4: …`: a number of the aim, no part of it.
_NUMBERED_AIM = re.compile(
    r"\s*(?:chỉ tiêu|mục tiêu|tiêu chí)\s+(?:số\s+)?\d{1,2}(?:\.\d{1,2})*\s*(?:[:.]|[-–](?=\s))\s*(?=\S)",
    re.IGNORECASE,
)


def body_start(text: str, label_end: int = 0) -> int:
    """Where the words of a bullet begin, behind its label, dash or bracketed number."""
    found = _BULLET.match(text, label_end)
    return numbered_aim(text, found.end() if found else label_end)


def numbered_aim(text: str, start: int) -> int:
    """Where a bullet goes on behind the number of its aim (``Chỉ tiêu 4: …``), or ``start``."""
    found = _NUMBERED_AIM.match(text, start)
    return found.end() if found else start


def sentences(text: str, start: int) -> list[tuple[int, int]]:
    """The sentences of a text from ``start``, as offsets."""
    cuts = [start]
    cuts += [
        found.end()
        for found in _SENTENCE_END.finditer(text, start)
        if text[found.start()] == "\n"
        or not _ABBREVIATED.search(text[max(0, found.start() - 3) : found.start()])
    ]
    cuts.append(len(text))
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


_COMMA = re.compile(r",\s+|\s+và\s+|\s*[(;]\s*|;\s*|:\s+")
_PART = re.compile(r"[,;(.]?\s*trong\s+(?:số\s+)?(?:đó|này)(?!\w)\s*(?::|,|(?:là|có)(?!\w))?\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretch of a sentence that belongs to one quantity.

    ``part`` says that it stands under `trong đó`; ``joined`` that nothing parts it from the quantity
    before it (``05 lớp cho 150 học viên``), so that both share their head; ``listed`` that it follows
    that quantity behind a comma or `và` (``05 lớp, 02 hội thi``), so that both share their verb.
    ``beyond`` is where the words go on behind a bracket that only says the figure again
    (``9/9 xóm (100%) có nhà văn hóa``), and ``again`` marks the figure in that bracket.
    """

    start: int
    end: int
    part: bool
    joined: bool = False
    listed: bool = False
    beyond: tuple[int, int] | None = None
    again: bool = False


def clauses(low: str, start: int, end: int, quantities: Sequence[Quantity]) -> list[Clause]:
    """The stretches of one sentence that its quantities share out among them, in order."""
    cuts = [start]
    joins = [False]
    lists = [False]
    for left, right in pairwise(quantities):
        cut = right.start if right.unit.name == "lần" else _cut(low, left.end, right.start)
        lists.append(cut == right.start and bool(_LISTS.search(low, max(left.end, cut - 6), cut)))
        joins.append(cut == right.start and not lists[-1])
        cuts.append(left.end if joins[-1] else cut)
    cuts.append(end)
    # Looked for once: a sentence may hold thousands of figures.
    cues = list(_PART.finditer(low, start, quantities[-1].start)) if quantities else []
    seen = 0
    found: list[Clause] = []
    for place, quantity in enumerate(quantities):
        a = cuts[place]
        # Where nothing parts two quantities the words between them name both.
        b = (
            quantities[place + 1].start
            if place + 1 < len(quantities) and joins[place + 1]
            else cuts[place + 1]
        )
        while seen < len(cues) and cues[seen].end() <= quantity.start:
            seen += 1
        opens = place == 0 and bool(_PART.match(low, start)) and "trong" in low[start : start + 12]
        part = opens or (seen > 0 and place > 0 and quantities[0].end <= cues[seen - 1].start() + 1)
        # What stands before `trong đó` belongs to the whole, what stands behind it to the part.
        behind = quantities[place - 1].end if place else start
        for cue in _PART.finditer(low, behind, quantity.start):
            if cue.end() >= a or (a - cue.end() < _SHORT and not _ACTS.match(low, a)):
                a = cue.end()
        if following := _PART.search(low, quantity.end, b):
            b = following.start()
        found.append(Clause(a, b, part, joins[place], lists[place] and a == cuts[place]))
        left = quantities[place - 1]
        if place and low.startswith(")", quantity.end) and _OPENS.fullmatch(low, left.end, quantity.start):
            found[place] = replace(found[place], again=True)
            if _SAID_AGAIN.match(low, left.end) and (
                low.startswith("(", left.end + 1) or _GOES_ON.match(low, quantity.end + 1)
            ):
                found[place - 1] = replace(found[place - 1], beyond=(quantity.end + 1, b))
    return found


# `100% cơ sở (42/42 cơ sở) được kiểm tra`: what is said of them stands behind the bracket.
_SAID_AGAIN = re.compile(r"\s(?:[^\W\d_]+\s){0,4}\(")
_GOES_ON = re.compile(r"\s" + alternatives("target_cues.toml", "predicates") + r"(?!\w)")
# `trong đó rừng phòng hộ, đặc dụng 450 ha`: a list of names, unless a new deed opens behind the comma.
_ACTS = re.compile(r"\s*" + alternatives("target_cues.toml", "acts") + r"(?!\w)")
_SHORT = 60
_LISTS = re.compile(r"(?:,|\svà)\s*$")
_OPENS = re.compile(
    r"[^(),;]{0,80}\(\s*(?:(?:tương (?:ứng|đương)|với|chiếm|đạt|bằng|khoảng|(?:tỷ|tỉ) lệ|bình quân)\s*){0,3}"
)


def _cut(low: str, left: int, right: int) -> int:
    """Where the words between two quantities part: what is left of it belongs to the first."""
    between = low[left:right]
    if semis := list(re.finditer(";", between)):
        return left + semis[-1].end() if not between[semis[-1].end() :].strip(" ,") else left + semis[0].end()
    first = re.match(r"\s*(?:,|\s+và\s|\(|\)\s*,?|\s*:)", between)
    if first:
        return left + first.end()
    marks = list(_COMMA.finditer(between))
    # `… hộ cận nghèo và 50 % …`: the last mark whose tail is not bare connecting words.
    for mark in reversed(marks):
        return left + mark.end()
    return right
