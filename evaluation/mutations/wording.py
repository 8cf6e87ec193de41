"""Operations that say the same otherwise: figures respelled, words and places exchanged, letters encoded."""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.mutations import figures
from evaluation.mutations.model import Change, all_kept
from evaluation.mutations.subject import Goal, Subject
from evaluation.mutations.surgery import (
    CAPITAL,
    capital,
    clause_at,
    label_end,
    lead_end,
    replaced,
    small,
    tidy,
)

_HAS_NUMBER_WORD = re.compile(r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s*$", re.IGNORECASE)


@cache
def table() -> dict[str, Any]:
    """Ways of saying the same."""
    return tomllib.loads((Path(__file__).parent / "data" / "rewording.toml").read_text(encoding="utf-8"))


def _kept(subject: Subject, line: int, text: str) -> Change | None:
    """The line said otherwise; None where it is what it was."""
    old = subject.lines[line].text
    return None if text == old else Change({line: (text,)}, all_kept(subject.on(line)))


# ---------------------------------------------------------------------------------------- figures


def _respelled(
    subject: Subject, goal: Goal, spell: Callable[[figures.Quote], figures.Quote | None]
) -> Change | None:
    quote = figures.parse(goal.row["quote"])
    if quote is None or not goal.counted or (quote.noun == "" and not quote.sign):
        return None
    changed = spell(quote)
    if changed is None or changed == quote:
        return None
    text = replaced(subject.lines[goal.line].text, goal.start, goal.end, str(changed))
    return _kept(subject, goal.line, text)


def respell_groups(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``3.010`` as ``3010`` and the other way."""

    def spell(quote: figures.Quote) -> figures.Quote | None:
        low, high = figures.grouped(quote.low), figures.grouped(quote.high) if quote.high else None
        return replace(quote, low=low or quote.low, high=high or quote.high) if low else None

    return _respelled(subject, goal, spell)


def respell_zero(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``05`` as ``5`` and the other way."""

    def spell(quote: figures.Quote) -> figures.Quote | None:
        low = figures.zeroed(quote.low)
        return replace(quote, low=low) if low and not quote.high and quote.noun else None

    return None if goal.row["unit"] in ("%", "‰", "đồng") else _respelled(subject, goal, spell)


def respell_money(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``330 triệu đồng`` as ``0,33 tỷ đồng`` and the other way."""
    return _respelled(subject, goal, figures.money)


def respell_percent(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``50%`` as ``50 %``."""

    def spell(quote: figures.Quote) -> figures.Quote | None:
        if quote.sign:
            return replace(quote, sign=" %" if quote.sign == "%" else "%")
        return replace(quote, unit=" %") if quote.unit == "%" else None

    return _respelled(subject, goal, spell)


def _spelled(goal: Goal, quote: figures.Quote) -> str | None:
    if quote.high or "," in quote.low or not quote.noun or goal.row["unit"] in ("%", "‰", "đồng"):
        return None
    return figures.in_words(round(figures.value(quote.low)))


def respell_words(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``500 lao động`` as ``năm trăm lao động``."""

    def spell(quote: figures.Quote) -> figures.Quote | None:
        words = _spelled(goal, quote)
        return replace(quote, low=words) if words and " " in words else None

    return _respelled(subject, goal, spell)


def respell_twice(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``05 lớp`` as ``05 (năm) lớp`` or ``năm (05) lớp``, as in contracts."""

    def spell(quote: figures.Quote) -> figures.Quote | None:
        words = _spelled(goal, quote)
        if words is None or " " in words:
            return None
        pair = f"{quote.low} ({words})" if chance.random() < 0.5 else f"{words} ({quote.low})"
        return replace(quote, low=pair)

    return _respelled(subject, goal, spell)


def respell_range(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``400 - 500`` as ``400-500`` or ``từ 400 đến 500``."""

    def spell(quote: figures.Quote) -> figures.Quote | None:
        if not quote.high:
            return None
        if "đến" in quote.dash:
            return replace(quote, dash=" - ")
        if chance.random() < 0.5:
            return replace(quote, dash="-" if quote.dash != "-" else " - ")
        return replace(quote, before="từ ", dash=" đến ") if not quote.before.strip() else None

    return _respelled(subject, goal, spell)


def respell_total(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``500 lao động mỗi năm`` as ``2.500 lao động trong cả giai đoạn``."""
    years = subject.years()
    text = subject.lines[goal.line].text
    quote = figures.parse(goal.row["quote"])
    if quote is None or years is None or years < 2 or len(subject.on(goal.line)) != 1:
        return None
    row = goal.row
    if (
        row["per"] != "year"
        or row["period"]
        or row["direction"]
        or row["unit"] in ("%", "‰")
        or not goal.counted
    ):
        return None
    found = list(re.finditer(r"(?:bình quân )?(?:mỗi|hằng|hàng) năm(?: bình quân)?", text, re.IGNORECASE))
    if len(found) != 1 or found[0].start() > goal.start:
        return None
    begin = found[0].start()
    said = "trong cả giai đoạn"
    total = str(figures.multiplied(quote, years))
    text = (
        text[:begin]
        + (capital(said) if text[begin].isupper() else said)
        + text[found[0].end() : goal.start]
        + total
        + text[goal.end :]
    )
    return _kept(subject, goal.line, text)


def reword_comparator(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``ít nhất`` as ``tối thiểu``, ``từ 95% trở lên`` as ``ít nhất 95%``."""

    def spell(quote: figures.Quote) -> figures.Quote | None:
        before = quote.before.strip()
        if quote.tail.strip() == "trở lên":
            return replace(quote, before="ít nhất ", tail="")
        for one, other in table()["comparators"]:
            if before.lower() == one:
                return replace(quote, before=f"{capital(other) if before[0].isupper() else other} ")
        return None

    return _respelled(subject, goal, spell)


# ------------------------------------------------------------------------------------------ words


@cache
def _swaps() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(one)}(?!\w)", re.IGNORECASE if one.islower() else 0), other)
        for one, other in table()["swaps"]
    )


def reword(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """Most of the words that have another by another."""
    text = subject.lines[goal.line].text
    quotes = [(other.start, other.end) for other in subject.on(goal.line)]
    taken: list[tuple[int, int, str]] = []
    for pattern, other in _swaps():
        for found in pattern.finditer(text):
            start, end = found.span()
            free = all(end <= a or start >= b for a, b in quotes) and all(
                end <= a or start >= b for a, b, _ in taken
            )
            # Where the longer form stands already it is not made longer still.
            more = other[len(found[0]) :] if other.lower().startswith(found[0].lower()) else ""
            if free and not (more and text.startswith(more, end)) and chance.random() < 0.75:
                taken.append((start, end, capital(other) if found[0][0].isupper() else other))
    for start, end, other in sorted(taken, reverse=True):
        text = text[:start] + other + text[end:]
    return _kept(subject, goal.line, text)


def reword_opening(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``Phấn đấu`` before a bullet or away from it, ``Bảo đảm`` for ``Đảm bảo``."""
    text = subject.lines[goal.line].text
    begin = label_end(text)
    if (
        begin == 0
        or subject.lines[goal.line].table is not None
        or any(p.line == goal.line for p in subject.parts)
    ):
        return None
    choices = [
        text[:begin] + (capital(other + small(text[begin + len(one) :])))
        for one, other in table()["openings"]
        if text.startswith(one, begin)
        and (one or not re.match(r"Phấn đấu|Bảo đảm|Đảm bảo|Đối với|[^,]{3,80}:\s", text[begin:]))
    ]
    return _kept(subject, goal.line, chance.choice(choices)) if choices else None


def turn_round(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``Tỷ lệ học sinh biết bơi đạt 80%`` as ``80% học sinh biết bơi`` and the other way."""
    quote = figures.parse(goal.row["quote"])
    if (
        quote is None
        or goal.row["unit"] != "%"
        or not goal.counted
        or goal.row["direction"]
        or goal.row["part_of"]
    ):
        return None
    text = subject.lines[goal.line].text
    start, end = clause_at(text, goal.start)
    begin = max(start, lead_end(text)) if start == label_end(text) else start
    others = [other for other in subject.on(goal.line) if other is not goal]
    if begin > goal.start or any(start <= other.start <= end for other in others):
        return None
    if subject.lines[goal.line].table is not None:
        return None
    before, after = text[begin : goal.start].strip(), text[goal.end : end].strip()
    bare = str(replace(quote, before=re.sub(r"đạt\s*", "", quote.before, flags=re.IGNORECASE)))
    nouns = "|".join(map(re.escape, table()["counted"]))
    rate = re.fullmatch(
        rf"t[ỷỉ] lệ (?P<of>(?:{nouns})\b.*?)(?: (?:đạt|phấn đấu đạt|chiếm))?", before, re.IGNORECASE
    )
    if rate and not after:
        said = f"{small(bare)} {rate['of']}"
    elif before in ("", "Bảo đảm", "Đảm bảo", "Phấn đấu") and re.match(nouns, after) and "," not in after:
        if "trong đó" in after or " và " in after:
            return None
        said = f"tỷ lệ {after} đạt {small(bare)}"
        if before:
            said = f"{before} {said}"
    else:
        return None
    said = capital(said) if begin == label_end(text) else said
    return _kept(subject, goal.line, text[:begin] + said + text[end:])


def turn_time(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """``Đến năm 2030, tỷ lệ …`` as ``Tỷ lệ … đến năm 2030``: what stands first stands last."""
    text = subject.lines[goal.line].text
    begin = label_end(text)
    found = re.compile(
        r"(?P<time>Đến năm 20\d\d|Hằng năm|Hàng năm|Mỗi năm|Trong giai đoạn 20\d\d ?- ?20\d\d),? "
    ).match(text, begin)
    if (
        found is None
        or len(subject.on(goal.line)) != 1
        or not goal.counted
        or ";" in text
        or "trong đó" in text
    ):
        return None
    if "so với" in text or re.search(r"\.\s", text[begin:].rstrip(" .")):
        return None
    rest = text[found.end() :].rstrip()
    mark = rest[-1] if rest[-1:] in ".;," else ""
    said = f"{capital(rest.rstrip('.;,'))} {small(found['time'])}{mark}"
    return _kept(subject, goal.line, text[:begin] + said)


# ----------------------------------------------------------------------------- the whole document


def _everywhere(subject: Subject, said: Callable[[str], str]) -> Change | None:
    lines: dict[int, tuple[str, ...]] = {}
    for number, line in enumerate(subject.lines):
        text = said(line.text)
        if text != line.text:
            lines[number] = (text,)
    touched = tuple(goal for goal in subject.goals if goal.line in lines)
    return Change(lines, all_kept(touched)) if touched else None


def rename(subject: Subject, chance: random.Random) -> Change | None:
    """The plan's own place by another of its level, ``tỉnh Y`` for ``thành phố X``; offices are renamed."""
    issuer = str(subject.meta.get("issuer") or "")
    kinds: list[str] = table()["places"].get(subject.meta.get("level") or "", [])
    found = re.search(rf"\b(?P<kind>{'|'.join(kinds) or '(?!)'}) (?P<name>{CAPITAL}.*)$", issuer)
    if found is None:
        return None
    kind, name = found["kind"], found["name"]
    other = chance.choice([one for one in kinds if one != kind])
    place = chance.choice(table()["places"]["names"])
    leads = "|".join(map(re.escape, table()["places"]["leads"]))
    own = re.compile(rf"(?P<lead>(?<!\w)(?:{leads}) ){kind}(?!\w| hội| viên| (?-i:{CAPITAL}))", re.IGNORECASE)
    offices: Mapping[str, str] = table()["agencies"]

    def said(text: str) -> str:
        for old, new in ((f"{kind} {name}", f"{other} {place}"), (name, place)):
            for turned in (str, capital, str.upper, str.title):
                text = re.sub(rf"(?<!\w){re.escape(turned(old))}(?!\w)", turned(new), text)
        text = own.sub(lambda match: match["lead"] + other, text)
        text = re.sub(rf"^{kind.upper()}$", other.upper(), text)
        for one, two in offices.items():
            text = re.sub(rf"{one}(?! và| -)", two, text)
        return text

    return _everywhere(subject, said)


def decompose(subject: Subject, chance: random.Random) -> Change | None:
    """Letters and their marks apart (Unicode NFD), as some systems save text."""
    return _everywhere(subject, lambda text: unicodedata.normalize("NFD", text))


def _tones() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for mark in ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323"):
            new = unicodedata.normalize("NFC", first + mark) + second
            old = first + unicodedata.normalize("NFC", second + mark)
            pairs[new], pairs[old] = old, new
            for turn in (str.upper, str.capitalize):
                pairs[turn(new)], pairs[turn(old)] = turn(old), turn(new)
    return pairs


_TONES = _tones()
_TONED = re.compile(r"(?<![qQgG])(?:" + "|".join(map(re.escape, _TONES)) + r")(?!\w)")


def move_tones(subject: Subject, chance: random.Random) -> Change | None:
    """``hòa`` as ``hoà``, ``ủy`` as ``uỷ``, and the other way."""
    return _everywhere(subject, lambda text: _TONED.sub(lambda found: _TONES[found[0]], text))


def dash(subject: Subject, chance: random.Random) -> Change | None:
    """Long dashes in ranges of years and before bullets: ``–`` for ``-``."""
    return _everywhere(
        subject,
        lambda text: (
            tidy(re.sub(r"(?<=\d) ?- ?(?=\d)", " – ", re.sub(r"^- ", "– ", text)))
            if "|" not in text
            else text
        ),
    )
