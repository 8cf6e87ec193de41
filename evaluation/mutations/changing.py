"""Operations that change what a plan commits to: a target dropped, its figure dropped or altered."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.match import fold
from evaluation.mutations import figures
from evaluation.mutations.model import MISSING, UNSURE, Change, Expected
from evaluation.mutations.subject import Goal, Subject, restated
from evaluation.mutations.surgery import (
    TIME,
    capital,
    clause_at,
    clauses,
    label_end,
    lead_end,
    replaced,
    small,
    tidy,
)
from planparse.compare.model import Effect

# Words that hang on the clause before them.
_HANGING = re.compile(r"(?:riêng|trong đó|tương ứng|tương đương|bao gồm|gồm|số còn lại)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_STANDS_ALONE = 0.85


@cache
def table() -> dict[str, Any]:
    """The words of the changing operations."""
    return tomllib.loads((Path(__file__).parent / "data" / "changes.toml").read_text(encoding="utf-8"))


def sense(goal: Goal) -> int:
    """1 where a higher figure asks for more, -1 where a lower one does, 0 where the labels do not tell."""
    row = goal.row
    comparator, direction = row["comparator"], row["direction"]
    if comparator in ("<", "<="):
        return 0 if direction == "increase" else -1
    if comparator in (">", ">="):
        return 1 if direction != "decrease" or not _is_level(row) else 0
    if direction == "decrease":
        return -1 if re.match(r"xuống|còn", row["quote"]) else 0 if _is_level(row) else 1
    said = fold(row["indicator"])
    ill = any(word in said for word in table()["ills"]["words"])
    if ill and not any(word in said for word in table()["ills"]["helped"]):
        return 0
    return 1


def _is_level(row: Any) -> bool:
    """Whether a figure under giảm names where it falls to."""
    return bool(re.match(r"xuống|còn|đạt|về|dưới", row["quote"], re.IGNORECASE))


def _effect(up: bool, goal: Goal) -> Effect | None:
    known = sense(goal)
    return None if known == 0 else "stronger" if up == (known > 0) else "weaker"


def _altered(effect: Effect | None = None) -> Expected:
    return Expected(("altered",), effect)


def _in_table(subject: Subject, goal: Goal) -> bool:
    return subject.lines[goal.line].table is not None


def _requoted(subject: Subject, goal: Goal, quote: str, effect: Effect | None) -> Change:
    text = subject.lines[goal.line].text
    return Change(
        {goal.line: (replaced(text, goal.start, goal.end, quote),)}, {goal.number: _altered(effect)}
    )


# ------------------------------------------------------------------------------------ dropping


def drop_bullet(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """The whole bullet, item or row, with every target in it."""
    here = subject.on(goal.line)
    if any(restated(subject, other) for other in here if other.scored):
        return None
    if label_end(subject.lines[goal.line].text) == 0 and not _in_table(subject, goal):
        return None  # a paragraph of prose
    if any(part.line == goal.line and part.kind != "item" for part in subject.parts):
        return None
    if any(other.row["part_of"] is None and other.row.get("optional") for other in here):
        return None
    return Change({goal.line: ()}, {other.number: MISSING for other in here if other.scored})


def _alone(goal: Goal, subject: Subject, start: int, end: int) -> bool:
    """Whether a stretch of the line holds no other label."""
    return not any(
        other.start < end and other.end > start for other in subject.on(goal.line) if other is not goal
    )


def _stands(goal: Goal, text: str) -> bool:
    words = _WORD.findall(fold(goal.row["indicator"]))
    there = set(_WORD.findall(fold(text)))
    return not words or sum(word in there for word in words) / len(words) >= _STANDS_ALONE


def drop_clause(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """One of several clauses of a bullet, or what is said behind ``trong đó``; the others stay."""
    text = subject.lines[goal.line].text
    others = [other for other in subject.on(goal.line) if other is not goal]
    if _in_table(subject, goal) or not others or restated(subject, goal):
        return None
    if any(other.row["part_of"] == goal.row["quote"] for other in others):
        return None
    cut = _cut(subject, goal, text)
    if cut is None:
        return None
    left = tidy(cut)
    if not all(_stands(other, left) for other in others):
        return None
    return Change({goal.line: (left,)}, {goal.number: MISSING})


def _cut(subject: Subject, goal: Goal, text: str) -> str | None:
    opened = text.rfind("(", 0, goal.start)
    closed = text.find(")", goal.end)
    if opened >= 0 and closed >= 0 and ")" not in text[opened : goal.start]:
        return text[:opened] + text[closed + 1 :] if _alone(goal, subject, opened, closed) else None
    start, end = clause_at(text, goal.start)
    part = text.rfind(", trong đó", start, goal.start)
    if part >= 0:
        return text[:part] + text[end:] if _alone(goal, subject, part, end) else None
    if goal.row["part_of"] or not _alone(goal, subject, start, end):
        return None
    cuts = clauses(text)
    number = cuts.index((start, end))
    if number + 1 < len(cuts) and _HANGING.match(text[slice(*cuts[number + 1])]):
        return None
    if number:
        return text[: cuts[number - 1][1]] + text[end:]
    lead = lead_end(text)
    if lead >= goal.start or len(cuts) == 1:
        return None
    others = [other for other in subject.on(goal.line) if other is not goal]
    said = text[start : cuts[1][0]]
    governs = re.match(r"(?:Tiếp tục )?(?:Duy trì|Giảm|Tăng|Nâng)", said) and any(
        other.row["direction"] for other in others
    )
    timed = lead == start and TIME.search(said) and any(o.row["period"] or o.row["per"] for o in others)
    if governs or timed:
        return None
    following = text[cuts[1][0] :]
    return text[:lead] + (capital(following) if lead == label_end(text) else small(following))


def drop_number(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """Only the figure: ``100% hộ nghèo được vay vốn`` becomes ``Hộ nghèo được vay vốn``."""
    text = subject.lines[goal.line].text
    quote = figures.parse(goal.row["quote"])
    if quote is None or not goal.counted or _in_table(subject, goal) or restated(subject, goal):
        return None
    others = [other for other in subject.on(goal.line) if other is not goal]
    start, end = clause_at(text, goal.start)
    if others and not _alone(goal, subject, start, end):
        return None
    if any(goal.row["quote"] == other.row["part_of"] for other in others) or goal.row["part_of"]:
        return None
    if text.rfind("(", start, goal.start) > text.rfind(")", start, goal.start):
        return None
    begin = max(start, lead_end(text)) if start == label_end(text) else start
    if begin > goal.start:
        return None
    said = _unfigured(quote, goal, text[begin : goal.start], text[goal.end : end])
    if said is None or re.search(
        r"(?<!\d)(?!20\d\d)\d", re.sub(r"Điều \d+|[Kk]hoản \d+|\d+ tháng", "", said)
    ):
        return None
    said = capital(said) if begin == label_end(text) else said
    firm = subject.is_aim(goal.line)
    expected = Expected(("unquantified",) if firm else ("unquantified", "missing"))
    return Change({goal.line: (tidy(text[:begin] + said + text[end:]),)}, {goal.number: expected})


def _unfigured(quote: figures.Quote, goal: Goal, before: str, after: str) -> str | None:
    direction, unit = goal.row["direction"], goal.row["unit"]
    if after.lstrip().startswith(("/", "so với kế hoạch")) or before.rstrip().endswith(("bằng", "từ")):
        return None
    if quote.noun in ("%", "") or unit == "đồng":
        bare = before.strip()
        if not bare or bare in ("Có", "Phấn đấu", "Bảo đảm", "Đảm bảo", "phấn đấu"):
            if unit == "đồng" or not after.strip():
                return None
            keep = "" if bare == "Có" else before
            return keep + after.lstrip() if keep else after.lstrip()
        if unit == "đồng" and after.strip(" ,") and not after.startswith(","):
            return f"{before}kinh phí{after}"
        before = re.sub(
            r"(?:\s+(?:phấn đấu|ước))?\s*(?:\b(?:đạt|chiếm|là|ở mức|lên|còn)|:|,)\s*$", " ", before
        )
        if direction == "maintain":
            return f"{before.rstrip()} ổn định{after}"
        if re.match(r"(?:tỷ|tỉ) (?:lệ|trọng)|tốc độ", before, re.IGNORECASE) and direction is None:
            known = sense(goal)
            if known == 0:
                return None
            return f"{'nâng cao' if known > 0 else 'kiểm soát'} {small(before.rstrip())}{after}"
        return before.rstrip() + (after if after[:1] in ",.;)" else f" {after.lstrip()}")
    noun = small(quote.noun)
    if noun.startswith(("triệu", "nghìn", "ngàn", "vạn", "tỷ")) or "/" in noun:
        return None
    if before.rstrip().endswith((":", ",")) or (not before.strip() and not after.strip()):
        return None
    if re.search(r"(?:giảm|tăng)(?: thêm)?\s*$", before, re.IGNORECASE):
        return f"{before}số {noun}{after}"
    if noun in table()["people"]["nouns"]:
        return f"{before}{noun}{after}"
    if noun in table()["measures"]["nouns"]:
        before = re.sub(r"\s+(?:lên|đạt|thêm)\s*$", " ", before)
        return before.rstrip() + (f" {after.lstrip()}" if after.strip() else "") if before.strip() else None
    return f"{before}các {noun}{after}"


# ---------------------------------------------------------------------------- changing the figure


def _value(subject: Subject, goal: Goal, factors: tuple[float, ...], chance: random.Random) -> Change | None:
    quote = figures.parse(goal.row["quote"])
    if quote is None or not goal.counted or restated(subject, goal):
        return None
    up = factors[0] > 1
    changed = figures.scaled(quote, chance.choice(factors))
    if changed is None:
        return None
    top = figures.value(changed.high or changed.low)
    if goal.row["unit"] == "%" and top >= 100 and up:
        return None
    ratio = figures.value(changed.low) / figures.value(quote.low)
    # A part stays smaller than its whole.
    for other in subject.on(goal.line):
        whole = (other.row["quote"] == goal.row["part_of"] and other.row["value"]) or None
        part = (other.row["part_of"] == goal.row["quote"] and other.row["value"]) or None
        if (whole and up and goal.row["value"] * ratio >= whole) or (
            part and not up and goal.row["value"] * ratio <= part
        ):
            return None
    return _requoted(subject, goal, str(changed), _effect(up, goal))


def raise_value(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """A higher figure."""
    return _value(subject, goal, (1.1, 1.2, 1.5, 2.0), chance)


def lower_value(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """A lower figure."""
    return _value(subject, goal, (0.9, 0.8, 0.6, 0.5), chance)


def change_comparator(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``ít nhất`` becomes ``khoảng``, ``dưới`` becomes ``trên``, a bare figure ``khoảng`` or ``ít nhất``."""
    quote = figures.parse(goal.row["quote"])
    if quote is None or not goal.counted or restated(subject, goal) or _in_table(subject, goal):
        return None
    said = quote.before.lower().strip()
    about = replace(quote, before="khoảng ", tail="")
    match goal.row["comparator"]:
        case ">=" | ">":
            return _requoted(subject, goal, str(about), "weaker")
        case "<" if said.endswith("dưới"):
            before = re.sub(r"dưới\s*$", "trên ", quote.before.replace("xuống ", "còn "), flags=re.IGNORECASE)
            return _requoted(subject, goal, str(replace(quote, before=before)), None)
        case "<=":
            return _requoted(subject, goal, str(about), "weaker")
        case "~":
            return _requoted(
                subject, goal, str(replace(quote, before="ít nhất ")), "stronger" if sense(goal) > 0 else None
            )
        case "=" if said in ("", "đạt") and quote.low != "100":
            if chance.random() < 0.5:
                return _requoted(subject, goal, str(about), "weaker")
            return _requoted(subject, goal, str(replace(quote, before="ít nhất ")), None)
        case _:
            return None


def change_unit(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``lớp`` becomes ``buổi``, ``tỷ đồng`` becomes ``triệu đồng``; a rate stays a rate."""
    quote = figures.parse(goal.row["quote"])
    if quote is None or not goal.counted or restated(subject, goal) or _in_table(subject, goal):
        return None
    if goal.row["unit"] == "đồng":
        if re.fullmatch(r"t[ỷỉ] đồng", quote.noun):
            less = replace(quote, unit=" triệu đồng")
            return _requoted(subject, goal, str(less), _effect(False, goal))
        return None
    other = table()["units"].get(quote.noun)
    behind = subject.lines[goal.line].text[goal.end :].lstrip().lower()
    # Poor households are one indicator, poor people another; and parts are counted as their whole is.
    if other is None or behind.startswith(tuple(table()["units"]["bound"])):
        return None
    if goal.row["part_of"] or any(o.row["part_of"] == goal.row["quote"] for o in subject.on(goal.line)):
        return None
    return _requoted(subject, goal, str(replace(quote, unit=f" {other}")), None)


# ------------------------------------------------------------------------------------------ time


def _once(pattern: str, text: str) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text, re.IGNORECASE))
    return found[0] if len(found) == 1 else None


def _of_line(subject: Subject, goal: Goal) -> tuple[Goal, ...] | None:
    """The other labels of the line, unless the change would touch a baseline or what is restated."""
    here = subject.on(goal.line)
    if any(other.row["kind"] == "baseline" for other in here) or _in_table(subject, goal):
        return None
    return None if any(restated(subject, other) for other in here if other.counted) else here


def change_period(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``đến năm 2030`` becomes 2032 or 2028."""
    text = subject.lines[goal.line].text
    end = (goal.row["period"] or {}).get("end")
    here = _of_line(subject, goal)
    if end is None or here is None or not goal.counted:
        return None
    found = _once(
        rf"(?:(?:(?:đến|hết|cuối|trong) (?:hết |cuối )?(?:năm )?|^\W*năm )|20\d\d ?[-–] ?)(?P<year>{end})\b",
        text,
    )
    if found is None or text.count(str(end)) != 1:
        return None
    start = goal.row["period"].get("start")
    later = chance.random() < 0.6 or (start is not None and start >= end - 1)
    year = end + chance.choice((1, 2)) if later else end - chance.choice((1, 2))
    expected = {}
    for other in here:
        same = (other.row["period"] or {}).get("end") == end
        if other.counted and same:
            # What is due in a year by rhythm is not made less by another last year.
            known: Effect | None = None if other.row["per"] else "weaker" if later else "stronger"
            known = None if start == end or start else known
            expected[other.number] = _altered(known)
        else:
            # Whether the year was meant for it too, nobody can tell.
            expected[other.number] = UNSURE
    new = text[: found.start("year")] + str(year) + text[found.end("year") :]
    return Change({goal.line: (new,)}, expected)


_YEARLY = r"(?:bình quân )?(?:mỗi|hằng|hàng) năm|(?<=\w)/ ?năm"


def change_rhythm(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``mỗi năm`` becomes ``mỗi quý``, or is left out."""
    text = subject.lines[goal.line].text
    here = _of_line(subject, goal)
    if goal.row["per"] != "year" or here is None or not goal.counted:
        return None
    found = _once(_YEARLY, text)
    if found is None or "/người" in text:
        return None
    drop = chance.random() < 0.5 and not found[0].startswith("/")
    years = subject.years()
    if drop and (years is None or years < 2):
        return None  # in a plan for one year it says the same
    expected = {}
    for other in here:
        if other.row["per"] != "year" or not other.counted:
            expected[other.number] = UNSURE
            continue
        counts = other.row["unit"] not in ("%", "‰") and sense(other) > 0 and other.row["direction"] is None
        effect: Effect | None = ("weaker" if drop else "stronger") if counts else None
        expected[other.number] = _altered(effect)
    if drop:
        new = tidy(replaced(text, found.start(), found.end(), ""))
        new = re.sub(r"(?:bình quân|trung bình)\s+(?=\w)", "", new, count=1)
    else:
        by = (
            found[0].lower().replace("bình quân ", "bình quân ").replace("năm", "quý").replace("hàng", "hằng")
        )
        new = replaced(text, found.start(), found.end(), by)
    begin = label_end(new)
    new = new[:begin] + capital(new[begin:].lstrip(", "))
    return Change({goal.line: (new,)}, expected)
