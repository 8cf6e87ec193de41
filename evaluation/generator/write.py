"""Plans of invented provinces and their communes, in the markup of the sample sources.

A province's plan sets targets; each of its communes answers to them, and the labels say how. The markup turns
into text, Word and gold labels by the same code as the samples, so all of it is true by construction. One
seed always gives the same plans.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from corpus.samples.markup import Source, parse_source

_FILE = Path(__file__).with_name("data") / "subjects.toml"
# What a commune makes of a target, and how often.
_ANSWERS = ("kept", "share", "weaker", "stronger", "missing", "copied")
_WEIGHTS = (60, 0, 12, 6, 14, 8)


@cache
def subjects() -> Mapping[str, Any]:
    """The table of what plans are about."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Style:
    """How a plan is written; `bullet` clauses stand in one bullet."""

    bullet: str
    numbers: str
    letters: str
    clauses: int


@dataclass(frozen=True, slots=True)
class Unit:
    """The body that issues a plan: ``name`` with its kind, ``level`` of government, ``seat``."""

    name: str
    level: str
    seat: str
    number: int
    date: tuple[int, int, int]
    signer: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as it is set: which one of the table, its comparator and value, and what it answers to."""

    key: str
    target: Mapping[str, Any]
    comparator: str
    value: int
    per: bool
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """The plan of a province, and those of its communes."""

    parent: Source
    locals: tuple[Source, ...]


def families(
    plans: int, seed: int = 0, *, targets: int = 24, communes: int = 9, clauses: int | None = None
) -> Iterator[Family]:
    """``plans`` plans in families of one province and up to ``communes`` communes.

    Each has some ``targets`` targets, with ``clauses`` of them in one bullet (else as its style has it).
    Names count from ``plan-00001``.
    """
    made = 0
    number = 0
    while made < plans:
        size = min(communes, plans - made - 1)
        number += 1
        # Each family has a seed of its own, so that more plans leave the first ones as they are.
        yield _family(Random(f"{seed}/{number}"), made, size, targets, clauses)
        made += size + 1


def _family(random: Random, made: int, communes: int, targets: int, clauses: int | None) -> Family:
    year = random.randint(2021, 2026)
    chosen = _chosen(random, targets)
    province = _unit(random, "province", year)
    taken = {province.seat}
    aims = {
        at: [_aim(random, f"T{at}{row:02d}", target, clauses) for row, target in enumerate(rows)]
        for at, (_, rows) in enumerate(chosen)
    }
    names = [one for one, _ in chosen]
    parent = source_of(
        f"plan-{made + 1:05d}", province, None, names, aims, _style(random, clauses), year, random, None
    )
    locals_ = []
    for at in range(communes):
        unit = _unit(random, "ward", year)
        while unit.seat in taken:
            unit = _unit(random, "ward", year)
        taken.add(unit.seat)
        answers = {part: [a for aim in rows if (a := _answer(random, aim))] for part, rows in aims.items()}
        name = f"plan-{made + at + 2:05d}"
        locals_.append(
            source_of(
                name, unit, province, names, answers, _style(random, clauses), year, random, parent.name
            )
        )
    return Family(parent, tuple(locals_))


def _chosen(random: Random, targets: int) -> list[tuple[Mapping[str, Any], list[Mapping[str, Any]]]]:
    """Subjects with their targets until there are enough; where the table ends it begins anew, by areas."""
    order = list(subjects()["subject"])
    random.shuffle(order)
    found: list[tuple[Mapping[str, Any], list[Mapping[str, Any]]]] = []
    left, area = max(1, targets), 0
    while left > 0:
        where = f" tại khu vực {area + 1}" if area else ""
        for subject in order:
            rows = random.sample(subject["target"], min(left, len(subject["target"])))
            if rows:
                found.append((subject, [_within(row, where) for row in rows]))
                left -= len(rows)
        area += 1
    return found


def _within(target: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    return {**target, "text": target["text"] + where, "of": target["of"] + where}


def _aim(random: Random, key: str, target: Mapping[str, Any], clauses: int | None) -> Aim:
    step = target.get("step", 1)
    value = random.randrange(target["low"], target["high"] + 1, step)
    comparator = random.choice(("=", ">=", ">=", ">", "~") if "noun" in target else ("=", ">=", ">"))
    # What is said for each year stands in a bullet of its own.
    per = clauses is None and "noun" in target and random.random() < 0.4
    return Aim(key, target, comparator, value, per)


def _answer(random: Random, aim: Aim) -> Aim | None:
    """What a commune makes of a target of its province; None where it drops it."""
    what = random.choices(_ANSWERS, _WEIGHTS)[0]
    absolute = "noun" in aim.target
    if what == "missing":
        return None
    if absolute and what in ("kept", "weaker", "stronger"):
        what = "share"
    value, verdict = aim.value, what
    if what == "share":
        value, verdict = max(1, int(aim.value * random.uniform(0.02, 0.3))), "apportioned"
        if value >= aim.value:
            verdict, value = "copied", aim.value
    elif what == "weaker":
        value, verdict = max(1, aim.value - random.randint(1, 9)), "altered weaker"
    elif what == "stronger" and aim.value < 99:
        value, verdict = min(99, aim.value + random.randint(1, 5)), "altered stronger"
    else:
        verdict = "copied" if absolute else "kept"
    return Aim(aim.key, aim.target, aim.comparator, value, aim.per, verdict)


def _unit(random: Random, level: str, year: int) -> Unit:
    names = subjects()["names"]
    seat = f"{random.choice(names['first'])} {random.choice(names['second'])}"
    # Until the districts went in 2025, `thành phố` was the name of many of them too.
    above = ("tỉnh", "thành phố") if year >= 2026 else ("tỉnh",)
    kind = random.choice(above if level == "province" else ("phường", "xã"))
    date = (year, random.randint(1, 3), random.randint(3, 28))
    if level == "province":
        date = (year, 1, random.randint(3, 28))
    signer = f"{random.choice(names['family'])} {random.choice(names['given'])}"
    return Unit(f"{kind} {seat}", level, seat, random.randint(3, 299), date, signer)


def _style(random: Random, clauses: int | None) -> Style:
    styles = subjects()["styles"]
    return Style(
        random.choice(styles["bullets"]),
        random.choice(styles["numbers"]),
        random.choice(styles["letters"]),
        clauses or random.choice((1, 1, 2, 3)),
    )


def _number(value: int, style: Style) -> str:
    if value < 10:
        return f"{value:02d}"
    return f"{value:,}".replace(",", ".") if style.numbers == "grouped" else str(value)


def _mark(aim: Aim, style: Style, word: str) -> str:
    """The quantity with its label, after the word of its comparator."""
    target = aim.target
    noun = target.get("noun")
    figure = _number(aim.value, style)
    quote = f"{word}{figure} {noun}" if noun else f"{word}{aim.value}%"
    unit = target.get("unit", noun) or "%"
    value = aim.value * target.get("factor", 1)
    keys = [f"q={aim.comparator} {value} {unit}", f"of={target['of']}"]
    keys.append(f"from={aim.key}; is={aim.verdict}" if aim.verdict else f"id={aim.key}")
    if aim.per:
        keys.append("per=year")
    return f"{{{quote}|target: {'; '.join(keys)}}}"


def _clause(random: Random, aim: Aim, style: Style) -> str:
    place, word = "{q}", random.choice(subjects()["styles"]["comparators"][aim.comparator])
    if aim.comparator == "=" and "đạt {q}" in aim.target["text"]:
        # Where no other word compares, `đạt` does, and stands in the quote.
        place, word = "đạt {q}", "đạt "
    said: str = aim.target["text"].replace(place, _mark(aim, style, word))
    return f"mỗi năm {said}" if aim.per else said


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _bullets(random: Random, aims: Sequence[Aim], style: Style) -> Iterator[str]:
    waiting = list(aims)
    while waiting:
        # What is said for each year governs its clause alone.
        size = 1 if waiting[0].per else style.clauses
        part: list[Aim] = []
        while waiting and len(part) < size and not (part and waiting[0].per):
            part.append(waiting.pop(0))
        said = "; ".join(_clause(random, aim, style) for aim in part)
        yield f"{style.bullet}{_capital(said)}."


def source_of(
    name: str,
    unit: Unit,
    above: Unit | None,
    parts: Sequence[Mapping[str, Any]],
    aims: Mapping[int, Sequence[Aim]],
    style: Style,
    year: int,
    random: Random,
    parent: str | None,
) -> Source:
    """One plan; ``above`` is the province that a commune carries out, ``parent`` the name of its plan."""
    written = _front(unit, above, parts[0]["title"], style, year, parent) + "\n".join(
        _body(unit, above, parts, aims, style, random)
    )
    return parse_source(name, written)


def _date(date: tuple[int, int, int]) -> str:
    """A day as Nghị định 30/2020/NĐ-CP has it: a nought before days to 9 and months to 2."""
    year, month, day = date
    return (
        f"ngày {day:02d} tháng {month:02d} năm {year}"
        if month < 3
        else f"ngày {day:02d} tháng {month} năm {year}"
    )


def _front(
    unit: Unit,
    above: Unit | None,
    title: str,
    style: Style,
    year: int,
    parent: str | None,
) -> str:
    letters = f"{style.letters} BAN NHÂN DÂN"
    number = f"{unit.number}/KH-UBND"
    front: dict[str, Any] = {
        **({"parent": parent, "unit": _capital(unit.name)} if parent else {}),
        "why": "generated",
        "letterhead": [letters, unit.name.upper()],
        "number_line": f"Số: {number}",
        "dateline": f"{unit.seat}, {_date(unit.date)}",
        "title_lines": [title, f"trên địa bàn {unit.name} giai đoạn {year} - {year + 4}"],
        "signature": [f"TM. {letters}", "CHỦ TỊCH"],
        "recipients": ["Các cơ quan, đơn vị liên quan", "Lưu: VT"],
    }
    meta = {
        "number": number,
        "issuer": f"Ủy ban nhân dân {unit.name}",
        "level": unit.level,
        "place": unit.seat,
        "date": "{:04d}-{:02d}-{:02d}".format(*unit.date),
        "period": [year, year + 4],
        "implements": [f"{above.number}/KH-UBND"] if above else [],
    }
    # JSON strings, numbers and lists are TOML too.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    lines += ["", "[meta]"]
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    lines.append(f'signer = {{ name = "{unit.signer}", position = "CHỦ TỊCH" }}')
    return "+++\n" + "\n".join(lines) + "\n+++\n\n"


def _body(
    unit: Unit,
    above: Unit | None,
    parts: Sequence[Mapping[str, Any]],
    aims: Mapping[int, Sequence[Aim]],
    style: Style,
    random: Random,
) -> Iterator[str]:
    same = " @same={}".format if above else (lambda _: "")
    seen: list[Mapping[str, Any]] = []
    for subject in parts:
        if subject not in seen:
            seen.append(subject)
            yield f"Căn cứ {{{subject['law']}}};"
            yield ""
            yield f"Căn cứ {{{subject['decree']}}};"
            yield ""
    body = f"Ủy ban nhân dân {unit.name}"
    if above:
        day = "{2:02d}/{1:02d}/{0}".format(*above.date)
        iso = "{:04d}-{:02d}-{:02d}".format(*above.date)
        number, issuer = f"{above.number}/KH-UBND", f"Ủy ban nhân dân {above.name}"
        yield (
            f"Thực hiện {{Kế hoạch số {number} ngày {day} của {issuer}|cite: type=kế hoạch; number={number}; "
            f"date={iso}; by={issuer}}}, {body} ban hành Kế hoạch như sau:"
        )
    else:
        yield f"{body} ban hành Kế hoạch như sau:"
    yield f"\n# I. MỤC ĐÍCH, YÊU CẦU{same('I')}\n"
    yield "- Nâng cao trách nhiệm của các cơ quan, đơn vị; tổ chức thực hiện đồng bộ, thiết thực, hiệu quả.\n"
    yield f"# II. CHỈ TIÊU CỤ THỂ{same('II')}\n"
    for at, subject in enumerate(parts):
        yield f"## {at + 1}. {subject['heading']}{same(f'II/{at + 1}')}\n"
        for line in _bullets(random, aims.get(at, ()), style):
            yield line + "\n"
    yield f"# III. NHIỆM VỤ, GIẢI PHÁP{same('III')}\n"
    for at, subject in enumerate(parts):
        yield f"## {at + 1}. {subject['heading']}{same(f'III/{at + 1}')}\n"
        for task in random.sample(subject["tasks"], 2):
            yield f"- Thường xuyên {task}.\n"
        yield f"- Chú trọng {subject['aim']}.\n"
    yield f"# IV. TỔ CHỨC THỰC HIỆN{same('IV')} @org\n"
    offices = list(dict.fromkeys(part["ward_office" if above else "office"] for part in parts))
    for at, office in enumerate(offices):
        own = [part for part in parts if part["ward_office" if above else "office"] == office]
        partner = offices[at - 1] if len(offices) > 1 else "Công an tỉnh" if not above else "Công an xã"
        yield f"## {at + 1}. {office} @agency\n"
        yield f"- {{|lead}}Chủ trì, phối hợp với {{{partner}|p}} {own[0]['tasks'][0]}.\n"
        due = "{trước ngày 15/12 hằng năm|due: on=--12-15; every=year}"
        yield f"- {{|execute}}{_capital(own[0]['tasks'][1])}; báo cáo {due}.\n"
    yield (
        f"{{|execute?}}Trên đây là Kế hoạch của {body}, đề nghị {{các cơ quan, đơn vị|agency}} "
        "nghiêm túc triển khai thực hiện./.\n"
    )
