"""Single words and figures as a reader writes them: numbers, periods, names of plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from extractors.plan import Meta, Period, Target
from extractors.vietnamese.numbers import OTHER_NOTATION, format_number
from extractors.vietnamese.tables import read_table
from planparse.messages import say
from planparse.report.inert import inert, shorten

COMPARATORS = {
    "=": "comparator.exactly",
    ">=": "comparator.at-least",
    ">": "comparator.above",
    "<=": "comparator.at-most",
    "<": "comparator.below",
    "~": "comparator.about",
    "range": "comparator.range",
    None: "comparator.none",
}


def number(value: float, lang: str) -> str:
    """A figure as the language writes it: `2.500` and `2,5` in Vietnamese, `2,500` and `2.5` in English."""
    text = format_number(value)
    return text.translate(OTHER_NOTATION) if lang == "en" else text


def quantity(value: float, unit: str | None, lang: str) -> str:
    """A figure with its unit; a percent sign stands close."""
    name = inert(unit or "")
    joint = "" if name in ("%", "‰", "") else " "
    return f"{number(value, lang)}{joint}{name}"


def amount(target: Target, lang: str) -> str:
    """The figure of a target, both ends where it is a range; without comparator."""
    if target.value is None:
        return say("comparator.none", lang)
    if target.upper is None:
        return quantity(target.value, target.unit, lang)
    return f"{number(target.value, lang)}–{quantity(target.upper, target.unit, lang)}"


@cache
def _words() -> Mapping[str, Any]:
    """Words of the plans themselves: ``data/words.toml``."""
    return read_table(Path(__file__).parent / "data" / "words.toml")


def figure(target: Target, width: int, lang: str) -> str:
    """The figure as the plan writes it, with its rhythm where that stands elsewhere in the sentence."""
    text = shorten(target.text, width)
    if target.per is None or _says_rhythm(target.text, target.per):
        return text
    return f"{text} {say(f'per.{target.per}', lang)}"


def _says_rhythm(text: str, per: str) -> bool:
    low = text.lower()
    return any(word in low for word in _words()["rhythm"][per])


def measured(target: Target, width: int) -> str:
    """What a target measures, with its direction: `giảm số hộ nghèo`; always in the plan's language."""
    text = shorten(target.indicator, width)
    if target.direction not in ("increase", "decrease"):
        return text
    word = say(f"direction.{target.direction}", "vi")
    return text if text.lower().startswith((word, *_words()["direction"]["said"])) else f"{word} {text}"


def share(value: float, lang: str) -> str:
    """A part of a whole in per cent, to one place, and finer where that would be nothing."""
    percent = value * 100
    return f"{number(round(percent, 1 if percent >= 0.1 else 4), lang)}%"


def period(value: Period | None, lang: str) -> str:
    """Years: one, from one to another, or up to one."""
    if value is None or (value.start is None and value.end is None):
        return say("period.none", lang)
    if value.start is None:
        return say("period.until", lang, end=value.end)
    if value.end is None:
        return say("period.from", lang, start=value.start)
    key = "period.year" if value.start == value.end else "period.span"
    return say(key, lang, start=value.start, end=value.end)


def day(iso: str, lang: str) -> str:
    """An ISO date as it is written: `16/5/2026`, `5/2026`; in English it stays ISO."""
    parts = iso.split("-")
    if lang == "en" or not all(part.isdigit() for part in parts):
        return inert(iso)
    return "/".join(str(int(part)) for part in reversed(parts))


def due(iso: str | None, lang: str) -> str:
    """A day by which something is due, once or every year."""
    if iso is None:
        return say("due.none", lang)
    if not iso.startswith("--"):
        return day(iso, lang)
    return say("due.yearly", lang, day=day(iso[2:], lang))


def issued(iso: str, lang: str) -> str:
    """When a document was issued: `ngày 2/4/2026`, `tháng 4/2026`."""
    key = "due.day" if len(iso) > len("2026-04") else "due.month"
    return say(key, lang, day=day(iso, lang))


def place(path: Sequence[str]) -> str:
    """A section's labels as one: `III.2`; of `2` and `2.1` the last says both."""
    parts: list[str] = []
    for label in path:
        if parts and label.startswith(f"{parts[-1]}."):
            parts.pop()
        parts.append(label)
    return inert(".".join(parts))


def listing(items: Sequence[str], lang: str) -> str:
    """`a, b và c`."""
    if len(items) < 2:
        return "".join(items)
    return say("listing.last", lang, items=", ".join(items[:-1]), last=items[-1])


def capital(text: str) -> str:
    """The text with a capital at its head."""
    return text[:1].upper() + text[1:]


def names(parent: Meta, local: Meta, lang: str) -> tuple[str, str]:
    """What to call the two plans: after their issuers, else by their part in the comparison."""
    found = [_short(meta.issuer) for meta in (parent, local)]
    if found[0].casefold() == found[1].casefold():
        found = ["", ""]
    return found[0] or say("plan.parent", lang), found[1] or say("plan.local", lang)


def unit_name(meta: Meta) -> str:
    """The unit that a plan is of: `Phường Bạch Khê`; where its letterhead does not say, its địa danh."""
    return unit_name_of(meta.issuer) or inert(meta.place or "")


def unit_name_of(issuer: str | None) -> str:
    """The unit that an issuer stands for, with a capital."""
    return capital(_short(issuer))


def _short(issuer: str | None) -> str:
    text = inert(issuer or "")
    head = str(_words()["issuer"]["head"])
    return text[len(head) :] if text.casefold().startswith(head) else text
