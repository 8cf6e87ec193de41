"""What a bullet says of its own agency: its role, and with whom it works together.

``lead`` where any clause has the agency itself chủ trì, ``coordinate`` where any has it phối hợp, else
``execute``.
What somebody else in the bullet leads or coordinates (``do Mặt trận chủ trì``, ``chỉ đạo các trường phối hợp
với …``) changes neither role nor partners.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.plan import Role
from extractors.vietnamese.agencies import agencies_before, canonical_agency, read_names
from extractors.vietnamese.dates import find_dates
from extractors.vietnamese.tables import load_table

# A clause is looked at no further back than this, so that a text without any stop stays linear.
WINDOW = 250
# A paragraph with more of one cue than this is no bullet of a plan.
MAX_CUES = 40

LEADS = "chủ trì"
COORDINATES = "phối hợp"
_STANDING = re.compile(
    r"(?:(?:^|[.;:,(]\s*|\b(?:là|làm|giữ vai trò|đồng thời|với vai trò|với chức năng)\s+)"
    r"(?:là\s+|làm\s+)?(?:cơ quan |đơn vị |bộ phận |phòng )?(?:thường trực|đầu mối))\b"
)
_BRACKETS = re.compile(r"\s*\([^()]{0,300}\)")


@dataclass(frozen=True, slots=True)
class Clause:
    """Role and partners of the agency that a bullet belongs to."""

    role: Role
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cues:
    adverbs: frozenset[str]
    nouns: tuple[str, ...]
    cooperation: tuple[str, ...]
    manner: re.Pattern[str]
    tells: re.Pattern[str]


@cache
def _cues() -> _Cues:
    data = load_table("assignments.toml")["clause"]
    manners = "|".join(re.escape(m) for m in sorted(data["manners"], key=len, reverse=True))
    return _Cues(
        frozenset(data["adverbs"]),
        tuple(data["nouns"]),
        tuple(data["cooperation"]),
        re.compile(rf"(?:\s*(?:{manners})){{0,4}}\s*(?P<with>(?:cùng\s+với|với|cùng)\s+)?"),
        re.compile(rf"(?:^|[\s,;])(?:{'|'.join(data['tells'])})\s+\S[^,;]{{0,60}}$"),
    )


def tidy(name: str) -> str:
    """A name on one line without the punctuation around it."""
    return " ".join(name.split()).strip(" .,;:-–")


def without_brackets(name: str) -> str:
    """An agency without what stands in brackets behind it."""
    return tidy(_BRACKETS.sub("", name))


def occurrences(low: str, cue: str) -> Iterator[int]:
    """Where a cue stands in a text, from left to right; no paragraph needs more than ``MAX_CUES``."""
    at = low.find(cue)
    for _ in range(MAX_CUES):
        if at < 0:
            return
        yield at
        at = low.find(cue, at + len(cue))


def clause_start(low: str, at: int) -> int:
    """Where the clause that holds an offset begins: behind the last stop, bracket or line end."""
    floor = max(0, at - WINDOW)
    start = max(low.rfind(mark, floor, at) for mark in (". ", ";", ":", "\n"))
    bracket = low.rfind("(", floor, at)
    if bracket > start and low.find(")", bracket, at) < 0:
        start = bracket
    return floor if start < floor else start + 1


def strip_adverbs(low: str, start: int, end: int) -> int:
    """Where the words before an offset end once the adverbs in front of it are taken away."""
    adverbs = _cues().adverbs
    while end > start:
        bare = len(low[start:end].rstrip()) + start
        words = low[max(start, bare - 60) : bare].split(" ")
        tails = (" ".join(words[-size:]) for size in (5, 4, 3, 2, 1))
        tail = next((tail for tail in tails if tail in adverbs), None)
        if tail is None:
            return bare
        end = bare - len(tail)
    return start


def same_agency(names: str, agency: str) -> bool:
    """Whether two names are, or one is among, the same agency."""
    mine, theirs = canonical_agency(agency)[0], canonical_agency(names)[0]
    return bool(theirs) and (mine == theirs or theirs in mine or mine in theirs)


def _is_own(text: str, low: str, at: int, agency: str, floor: int) -> bool:
    """Whether the subject of the verb at an offset is the agency of the bullet."""
    start = max(clause_start(low, at), floor)
    end = strip_adverbs(low, start, at)
    if end <= start or low[end - 1] in ",;(" or low.endswith(" và", start, end):
        return True
    names = agencies_before(text, start, end)
    if names is None:
        # `cử giáo viên phối hợp …`: the one who is sent or told does it.
        return not _cues().tells.search(low, start, end)
    first = names.items[0].start
    return same_agency(text[first:end], agency) and not low[start:first].rstrip().endswith("do")


def _leads(text: str, low: str, agency: str) -> dict[int, bool]:
    """For each chủ trì whether it is the agency's own."""
    found: dict[int, bool] = {}
    for at in occurrences(low, LEADS):
        before = low[max(0, at - 30) : at].rstrip()
        noun = next((n for n in _cues().nouns if before.endswith(n)), None)
        if noun is not None and _is_word_end(before, noun):
            head = before[: -len(noun)].rstrip()
            found[at] = head.endswith(("là", "làm", "vai trò")) and noun in (
                "cơ quan",
                "đơn vị",
                "bộ phận",
                "phòng",
            )
            if found[at] or noun not in ("phòng", "sở", "ban", "cấp", "ngành"):
                continue
        found[at] = _is_own(text, low, at, agency, 0)
    return found


def _is_word_end(text: str, word: str) -> bool:
    at = len(text) - len(word)
    return at == 0 or not text[at - 1].isalnum()


def _coordinates(text: str, low: str, agency: str, leads: dict[int, bool]) -> Iterator[int]:
    """The ends of each phối hợp that is the agency's own."""
    for at in occurrences(low, COORDINATES):
        end = at + len(COORDINATES)
        before = low[max(0, at - 30) : at].rstrip()
        lead_at = at - (len(low[max(0, at - 30) : at]) - len(before.rstrip(" ,và"))) - len(LEADS)
        if before.rstrip(" ,và").endswith(LEADS) and lead_at in leads:
            if leads[lead_at]:
                yield end
            continue
        noun = next((n for n in _cues().cooperation if before.endswith(n)), None)
        deed = noun == "sự" and low.startswith(("với", "cùng"), end + 1)
        if noun is not None and _is_word_end(before, noun) and not deed:
            # `Tăng cường sự phối hợp với …` is a deed, `bảo đảm sự phối hợp giữa …` none.
            continue
        if _is_own(text, low, at, agency, 0):
            yield end


def _partners(text: str, low: str, end: int) -> Iterator[str]:
    found = _cues().manner.match(low, end)
    explicit = found is not None and found["with"] is not None
    start = found.end() if found is not None and explicit else end
    while start < len(text) and text[start] == " ":
        start += 1
    for name in read_names(text, start, free=explicit).items:
        yield tidy(text[name.start : name.end])


def read_clause(text: str, low: str, agency: str) -> Clause:
    """Role and partners from the text of one bullet (``low``: the same in lower case)."""
    leading: dict[int, bool] = _leads(text, low, agency) if LEADS in low else {}
    role: Role = "execute"
    partners: list[str] = []
    if COORDINATES in low:
        for end in _coordinates(text, low, agency, leading):
            role = "coordinate"
            partners += _partners(text, low, end)
    if any(leading.values()) or _stands(low):
        role = "lead"
    return Clause(role, distinct(partners))


def _stands(low: str) -> bool:
    if "thường trực" not in low and "đầu mối" not in low:
        return False
    # `phân công 01 công chức làm đầu mối`: somebody else stands for it.
    return any(
        not _cues().tells.search(low, clause_start(low, found.start() + 1), found.start())
        for found in _STANDING.finditer(low)
    )


def distinct(names: list[str]) -> tuple[str, ...]:
    """Names without repeats; spellings of one agency are one."""
    kept: dict[str, str] = {}
    for name in names:
        if name:
            kept.setdefault(canonical_agency(name)[0] or name, name)
    return tuple(kept.values())


_DIGIT = re.compile(r"\d")
_BEFORE_DUE = re.compile(
    r"(?:trước|chậm nhất|đến hết|hạn|hoàn thành|xong|đến|trong|thời gian|gửi)\W{1,4}"
    r"(?:\w{1,12}\W{1,4}){0,3}\Z"
)
# The date of a document that is cited stands behind its symbol: 52/2015/NĐ-CP ngày 28/5/2015.
_CITED = re.compile(r"[\d/-][\w-]*/[\w-]+,?\s*\Z")


def due_date(low: str, *, strict: bool = True) -> str | None:
    """The date by which the duty of a text is due, in ISO form.

    ``strict`` asks for a word such as ``trước`` before it, as running text has it; a cell of thời gian
    needs none, and of a stretch (``từ … đến …``) the end counts.
    """
    found: str | None = None
    if _DIGIT.search(low) is None:
        return None
    for date in find_dates(low):
        before = low[max(0, date.start - 40) : date.start]
        if date.iso is None or _CITED.search(before):
            continue
        if not strict:
            found = date.iso
        elif _BEFORE_DUE.search(before):
            return date.iso
    return found
