"""Names of agencies: where one begins, where it ends, which of them are the same.

An agency is a head word (``Sở``, ``Phòng``, ``UBND``, ``các cơ quan``) with the words of its name; it stops
before a verb of duty, a full stop or the next agency of a list. Names that hold a comma stay whole
(``Phòng Kinh tế, Hạ tầng và Đô thị``; ``UBND các xã, phường``), and so does a bare list under one ``các``
(``các phòng, ban, đơn vị``). The words stand in ``data/agencies.toml`` and ``data/duties.toml``.

    find_agencies(text, start)   the spans of the list of agencies that begins there
    split_agencies(text)         a list of agencies as single names
    canonical_agency(name)       (name, level), the same for all spellings of one agency
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractors.plan import Level
from extractors.vietnamese.agency_words import (
    CLOSING,
    FIRST_LOOK,
    MARGIN,
    MAX_LIST_CHARS,
    MAX_NAME_CHARS,
    MAX_NAME_WORDS,
    PLURALS,
    STOPS,
    Head,
    Scan,
    keys_of,
    lexicon,
)
from extractors.vietnamese.text import fold_word


@dataclass(frozen=True, slots=True)
class Name:
    """One agency of a list: the span of its name and how sure its head word makes it."""

    start: int
    end: int
    kind: Literal["named", "whole", "person", "free"]
    generic: bool
    plural: bool


def _item(scan: Scan, at: int, *, free: bool, fragment: bool) -> tuple[int, Name] | None:
    """The agency that begins at a token, with the token behind it."""
    first = at
    plural = False
    while (
        scan.key(at) in PLURALS
        or scan.pair(at) in ("một số", "toàn bộ", "toàn thể")
        or (free and scan.key(at).isdigit())
    ):
        plural = True
        at += 2 if scan.key(at) in ("một", "toàn") else 1
    if scan.key(at) in ("", *STOPS):
        return None
    head = scan.head(at)
    if head is None:
        if scan.verb(at) or not (plural or free or (fragment and scan.capital(at))):
            return None
        found = Head("named", generic=True)
        behind = at if scan.bare(at) or not scan.key(at).isalpha() else at + 1
    else:
        behind, found = head
        # `công chức Tài chính - Kế toán` is an office, `công chức được cử đi học` is anybody.
        office = scan.capital(at) or scan.capital(behind)
        if head[1].kind == "person" and plural is False and not office and not free:
            return None
    bare_list = scan.key(behind) == "," and scan.bare(behind + 1)
    # `Sở, ban, ngành` is one list; behind a whole name (`Đoàn Thanh niên, Trạm Y tế`) another begins.
    if bare_list and (found.kind == "named" or not scan.capital(behind + 1)):
        plural = True
    end = _name(scan, at, behind, found, plural)
    if found.kind == "named" and not found.generic and end == behind and not plural and not free:
        return None
    kind: Literal["named", "whole", "person", "free"] = "free" if head is None else found.kind
    return end, Name(scan.starts[first], scan.ends[end - 1], kind, found.generic or plural, plural)


def _name(scan: Scan, head_at: int, at: int, head: Head, plural: bool) -> int:
    """The token behind the words of a name whose head ends before ``at``."""
    begin = at
    end = at
    limit = min(scan.count, at + MAX_NAME_WORDS)
    plural = plural or head.generic
    words = scan.words
    while at < limit:
        key = scan.keys[at]
        if key in CLOSING:
            closed = scan.closed(at)
            if closed is None:
                return end
            at = end = closed
            continue
        jump = scan.comma_name(at)
        if jump is not None and (at > head_at):
            at = end = jump
            continue
        if key in (",", "và", "&"):
            step = _carries_on(scan, head_at, begin, at, head, plural)
            if step is None:
                return end
            at = end = step
            continue
        if key in STOPS:
            return end
        plural = plural or key in PLURALS
        if scan.verb(at):
            pair = scan.pair(at)
            # The word behind the head belongs to the name: phòng quản lý đô thị, tổ hỗ trợ.
            immune = at == begin and head.kind == "named" and not plural and pair not in words.strong
            relative = at > begin and (
                scan.keys[at - 1] in words.relatives
                or (at > begin + 1 and scan.pair(at - 2) in words.relatives)
            )
            compound = at >= 1 and (
                f"{scan.keys[at - 1]} {pair}" in words.compounds
                or (at >= 2 and f"{scan.pair(at - 2)} {pair}" in words.compounds)
            )
            if pair in words.strong or not (immune or relative or compound):
                if (
                    scan.keys[at - 1] in words.relatives
                    and at > begin
                    and at - 1 >= begin
                    and scan.keys[at - 1] == "đang"
                ):
                    return at - 1
                return end
            at = end = min(limit, at + 2)
            continue
        if scan.pair(at) == "tham gia" and plural:
            at = end = min(limit, at + 2)
            continue
        ended = None if plural else scan.place(at)
        if ended is not None:
            return ended
        at += 1
        end = at
    return end


def _carries_on(scan: Scan, head_at: int, begin: int, at: int, head: Head, plural: bool) -> int | None:
    """The token up to which a name goes on behind a comma or và, or None where it ends."""
    after = at + 1
    if scan.key(at) == "," and scan.key(after) == "và":
        after += 1
    if after >= scan.count or scan.key(after) in STOPS or scan.key(after) in PLURALS:
        return None
    if plural and scan.bare(after):
        return after + 1
    head_behind = scan.head(after)
    if scan.key(at) == "và" and scan.pair(after) in scan.words.nouns and not plural:
        return after + 2
    if scan.verb(after):
        return None
    if head_behind is not None and not (scan.key(at) == "và" and _is_field_word(scan, after)):
        return None
    if scan.key(at) != ",":
        if head.kind == "whole" and not scan.capital(after):
            return None
        return None if scan.bare(after) and not plural and scan.key(after) != "xã" else after + 1
    if not scan.capital(after):
        return None
    if plural:
        return after + 1
    return _triple(scan, begin, at, after) if head.kind == "named" else None


def _is_field_word(scan: Scan, at: int) -> bool:
    """`… và Đoàn thể`: no; `Xây dựng và Đội`: no; only words that name a field of work."""
    return scan.key(at) == "hội" and scan.key(at + 1) == "nhập"


def _triple(scan: Scan, begin: int, comma: int, after: int) -> int | None:
    """`A, B và C` in capitals is one name, unless A is a whole name by itself."""
    first = scan.keys[begin:comma]
    if not first or len(first) > 4 or "và" in first or "-" in first or "–" in first:
        return None
    if " ".join(first) in scan.words.fields:
        return None
    for place in range(after, min(scan.count - 1, after + 5)):
        if scan.keys[place] == "và":
            return place + 2 if scan.capital(place + 1) and scan.head(place + 1) is None else None
        if scan.keys[place] in STOPS:
            return None
    return None


def _list(scan: Scan, *, free: bool, semicolons: bool, at: int = 0) -> Iterator[Name]:
    before: Name | None = None
    joints = (",", ";") if semicolons else (",",)
    while at < scan.count:
        found = _item(scan, at, free=free and before is None, fragment=before is not None)
        if found is None:
            return
        at, before = found
        yield before
        joint = at
        while scan.key(at) in (*joints, "và", "cùng", "&", "với", "/") and at - joint < 3:
            at += 1
        if at == joint:
            return


@dataclass(frozen=True, slots=True)
class Names:
    """A list of agencies, in order, and where it ends."""

    items: tuple[Name, ...]
    end: int


def read_names(
    text: str, start: int = 0, *, free: bool = False, semicolons: bool = False, limit: int = MAX_LIST_CHARS
) -> Names:
    """The list of agencies that begins at an offset, up to a verb or a full stop.

    ``free`` takes whatever stands there as the first name (behind ``phối hợp với`` some agency must);
    ``semicolons`` lets the list run on over ``;``. ``items`` is empty where no agency begins.
    """
    scan = Scan(text, start, min(limit, FIRST_LOOK))
    items = tuple(_list(scan, free=free, semicolons=semicolons))
    if limit > FIRST_LOOK and items and scan.count and items[-1].end + MARGIN > scan.ends[-1]:
        items = tuple(_list(Scan(text, start, limit), free=free, semicolons=semicolons))
    return Names(items, items[-1].end if items else start)


def find_agencies(text: str, start: int = 0) -> tuple[tuple[int, int], ...]:
    """The spans of the agencies listed from an offset on, up to the first verb or full stop."""
    return tuple((name.start, name.end) for name in read_names(text, start).items)


def split_agencies(text: str) -> tuple[str, ...]:
    """A list of agencies as single names, as the guide for partners has it.

    Commas within a name and bare lists under one ``các`` stay; ``;`` and line ends always part. A piece that
    names no agency is kept as it stands.
    """
    found: list[str] = []
    for piece in re.split(r"[;\n]", text):
        start, end = 0, len(piece)
        while start < end:
            names = read_names(piece, start, free=True)
            if not names.items:
                start += 1
                continue
            found += [_tidy(piece[name.start : name.end]) for name in names.items]
            rest = piece[names.end :]
            cut = re.match(r"[^,]*", rest)
            tail = cut[0] if cut else ""
            if tail.strip(" .") and found:
                found[-1] = _tidy(piece[names.items[-1].start : names.end + len(tail)])
            start = names.end + len(tail)
    return tuple(name for name in found if re.search(r"\w", name))


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip(" .,;:-–")


def opens_with_agency(text: str, start: int = 0) -> bool:
    """Whether an agency or a person in office stands at an offset."""
    return _item(Scan(text, start, 120), 0, free=False, fragment=False) is not None


def is_whole_name(line: str) -> bool:
    """Whether a line is the name of one agency, more than its head word, and nothing else."""
    scan = Scan(line, 0, MAX_NAME_CHARS)
    found = _item(scan, 0, free=False, fragment=False)
    head = scan.head(0)
    whole = found is not None and line[found[1].end :].strip(" .,;)") == ""
    return whole and (head is None or head[0] < scan.count or head[1].kind == "whole")


def is_verb_at(text: str, start: int) -> bool:
    """Whether a verb of duty stands at an offset, in capitals or not."""
    scan = Scan(text[start : start + 40].lower(), 0, 40)
    return scan.count > 0 and scan.verb(0)


_LABEL = re.compile(r"(?:đề nghị|giao(?: cho)?|đối với|yêu cầu)\s+", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]{0,200}\)")


@lru_cache(maxsize=4096)
def canonical_agency(name: str) -> tuple[str, Level | None]:
    """One name and level for all the ways in which a plan writes an agency.

    Case, dashes, tone marks, abbreviations, brackets and the place behind the name make no difference:
    ``VHXH``, ``phòng Văn hóa - Xã hội phường``, ``Phòng Văn hóa – Xã hội`` give ``phòng văn hóa - xã hội``.
    The level is that of the head word (``Sở``: province) or of the place word behind the name; None where
    neither tells.
    """
    words = lexicon()
    text = _LABEL.sub("", _BRACKET.sub(" ", name[:MAX_NAME_CHARS]).strip(), count=1)
    text = text.replace("–", "-").replace("—", "-")
    keys: list[str] = []
    for key in keys_of(text):
        written = words.abbreviations.get(key) or key.replace("&", " và ").replace("-", " - ")
        for part in written.split():
            keys.append(words.abbreviations.get(part) or fold_word(part))
    keys = " ".join(keys).split()
    folded = " ".join(keys)
    level: Level | None = None
    for size in (3, 2, 1):
        head = words.heads.get(" ".join(keys[:size]))
        if head is not None and head.level is not None:
            level = head.level
            break
    kept, place = _without_place(keys, words.levels)
    level = place or level
    return (" ".join(kept) or folded).replace(" ,", ",").strip(" -,"), level


def _without_place(keys: Sequence[str], levels: dict[str, Level]) -> tuple[list[str], Level | None]:
    """The words of a name before the last place word (``phường``, ``tỉnh``), with the level it gives."""
    head = 4 if keys[:4] == ["ủy", "ban", "nhân", "dân"] else 1
    at = len(keys) - 1
    while at >= head:
        pair = " ".join(keys[at - 1 : at + 1])
        size = 2 if pair in levels and at - 1 >= head else 1
        level = levels.get(pair if size == 2 else keys[at])
        social = keys[at] == "xã" and keys[at + 1 : at + 2] in (["hội"], ["viên"])
        if level is not None and not social:
            if "các" in keys or keys[at - size] in ("đô", ",", "và", "-", "cơ"):
                return list(keys), level
            return list(keys[: at - size + 1]), level
        at -= 1
    return list(keys), None


def agencies_before(text: str, start: int, end: int) -> Names | None:
    """The list of agencies that stands in a stretch and reaches to its end, or None."""
    stop = len(text[start:end].rstrip()) + start
    scan = Scan(text, start, stop - start)
    at = 0
    while at < scan.count:
        if at and (scan.keys[at - 1] in PLURALS or scan.pair(at - 1) in scan.words.split_words):
            at += 1
            continue
        items = tuple(_list(scan, free=False, semicolons=False, at=at))
        if not items:
            at += 1
            continue
        if items[-1].end >= stop:
            return Names(items, items[-1].end)
        while at < scan.count and scan.starts[at] < items[-1].end:
            at += 1
    return None
