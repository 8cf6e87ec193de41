"""The sentences of a roll-up: what the parent asks, what all commit together, and who says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planparse.compare.places import unit_key
from planparse.compare.rollup import Asked, Fate, Line, RollUp
from planparse.messages import say
from planparse.report.inert import inert, shorten
from planparse.report.overview.model import Failure
from planparse.report.wording import COMPARATORS, listing, number, quantity, unit_name_of
from planparse.report.wording import share as exact_share

# Words for a level, without accents: what to say of the parent, and of units.
_LEVELS = {
    "tinh": ("batch.parent.province", "batch.unit.province"),
    "thanh pho": ("batch.parent.city", "batch.unit.city"),
    "quan": ("batch.parent.district", "batch.unit.district"),
    "huyen": ("batch.parent.county", "batch.unit.county"),
    "thi xa": ("batch.parent.town", "batch.unit.town"),
    "phuong": ("batch.parent.ward", "batch.unit.ward"),
    "xa": ("batch.parent.commune", "batch.unit.commune"),
    "thi tran": ("batch.parent.township", "batch.unit.township"),
    "dac khu": ("batch.parent.zone", "batch.unit.zone"),
}
_OTHER = ("batch.parent.other", "batch.unit.other")


def counted(units: Sequence[str], lang: str) -> str:
    """How many units of which level: `126 phường`, `100 phường và 26 xã`."""
    found = Counter(unit_key(unit)[0] or "" for unit in units)
    if len(found) > 2:
        found = Counter({"": len(units)})
    said = []
    for level, many in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
        keys = _LEVELS.get(level, _OTHER)
        said.append(say(keys[1], lang, count=number(many, lang)))
    return listing(said, lang)


def parent_word(rollup: RollUp, lang: str) -> str:
    """What to call the parent at the head of a sentence: `Thành phố`."""
    level = unit_key(unit_name_of(rollup.sheet.issuer))[0] if rollup.sheet.issuer else None
    return say(_LEVELS.get(level or "", _OTHER)[0], lang)


def parent_name(rollup: RollUp, shown: str, lang: str) -> str:
    """The parent as a heading: its issuer with its number, else its file."""
    name = unit_name_of(rollup.sheet.issuer)
    if not name:
        return inert(shown)
    told = say("report.number", lang, number=inert(rollup.sheet.number)) if rollup.sheet.number else ""
    return ", ".join(part for part in (name, told) if part)


def measured(asked: Asked, width: int) -> str:
    """What a target measures."""
    return shorten(asked.indicator or asked.text, width)


def asked_figure(asked: Asked, lang: str) -> str:
    """What the parent asks: `ít nhất 80%`, `12.000 người`."""
    if asked.value is None:
        return say("batch.no-figure", lang)
    ends = (
        quantity(asked.value, asked.unit, lang)
        if asked.upper is None
        else f"{number(asked.value, lang)}–{quantity(asked.upper, asked.unit, lang)}"
    )
    if asked.comparator in ("=", "range", None):
        return ends
    return f"{say(COMPARATORS[asked.comparator], lang)} {ends}"


def percent(value: float, lang: str) -> str:
    """A share in whole per cent; what would be nothing, or everything without being it, more exactly."""
    whole = round(value * 100)
    if (whole == 0 and value > 0) or (whole == 100 and abs(value - 1) > 1e-9):
        return exact_share(value, lang)
    return f"{number(whole, lang)}%"


def line_sentence(line: Line, rollup: RollUp, lang: str) -> str:
    """A target over all plans, in one sentence that can be pasted into a report."""
    asked, who = line.asked, counted(line.committed, lang)
    parent = parent_word(rollup, lang)
    if asked.reckoning == "sum":
        first = say("batch.line.asked", lang, parent=parent, asked=_plain(asked, lang))
    elif asked.reckoning == "level":
        first = say("batch.line.level", lang, parent=parent, asked=asked_figure(asked, lang))
    else:
        first = say("batch.line.aim", lang, parent=parent)
    parts = [first, _told(line, who, lang)]
    if line.copied:
        parts.append(say("batch.line.copied", lang, units=counted(line.copied, lang)))
    if asked.reckoning == "level" and line.weaker:
        parts.append(say("batch.line.weaker", lang, units=counted(line.weaker, lang)))
    if line.silent:
        parts.append(say("batch.line.silent", lang, units=counted(line.silent, lang)))
    return ", ".join(parts)


def _plain(asked: Asked, lang: str) -> str:
    """A count or amount; the unit stands in the indicator, money needs it."""
    ends = [asked.value or 0.0, *([asked.upper] if asked.upper is not None else [])]
    return "–".join(number(end, lang) for end in ends)


def _told(line: Line, who: str, lang: str) -> str:
    asked = line.asked
    if not line.committed:
        return say("batch.line.nobody", lang)
    if asked.reckoning == "aim":
        return say("batch.line.named", lang, units=who)
    if not line.values:
        return say("batch.line.named", lang, units=who)
    if asked.reckoning == "sum":
        told = {"units": who, "total": number(line.total or 0.0, lang)}
        if line.share is None:
            return say("batch.line.total", lang, **told)
        return say("batch.line.share", lang, share=percent(line.share, lang), **told)
    lowest, highest = line.values[0], line.values[-1]
    if lowest == highest:
        return say("batch.line.same", lang, units=who, figure=quantity(lowest, asked.unit, lang))
    return say(
        "batch.line.spread",
        lang,
        units=who,
        lowest=quantity(lowest, asked.unit, lang),
        highest=quantity(highest, asked.unit, lang),
        median=quantity(line.median or 0.0, asked.unit, lang),
    )


def fate_sentence(fate: Fate | None, asked: Asked, lang: str) -> str:
    """One cell of the matrix in words."""
    if fate is None:
        return say("batch.no-fate", lang)
    parts = [say(f"status.{fate.status}", lang)]
    if fate.effect in ("weaker", "stronger"):
        parts = [say(f"effect.{fate.effect}", lang)]
    if fate.value is not None:
        parts.append(quantity(fate.value, asked.unit, lang))
    if fate.owed is not None:
        parts.append(say("batch.owed", lang, figure=quantity(fate.owed, asked.unit, lang)))
    if fate.scaled:
        parts.append(say("batch.scaled", lang))
    return "; ".join(parts)


def failure_sentence(failure: Failure, lang: str) -> str:
    """What is wrong with a plan and what to do, without its name."""
    return " ".join(inert(f"{failure.error.reason(lang)}; {failure.error.remedy(lang)}").split())
