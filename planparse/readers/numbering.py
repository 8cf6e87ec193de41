"""The list labels that Word computes and that stand nowhere in the text.

``Cải cách thể chế`` in the file is ``1. Cải cách thể chế`` on paper. The rules are those of
ECMA-376, part 1, 17.9: a paragraph names a list (``numId``) and a level, itself or through its
style; the list names an abstract list, whose lists count together; levels may be overridden,
restarted and written with the numbers of the levels above (``%1.%2.``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from planparse.readers.cleaning import clean
from planparse.readers.wordml import MC, W, child, number, switch, value

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_VIETNAMESE = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    shape: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class _StyleNumber:
    list_id: str | None
    level: int | None
    based_on: str | None


@dataclass(slots=True)
class _Counts:
    """How far the lists on one abstract list have counted."""

    at: dict[int, int] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """The lists of one document; ``label`` has to be asked for each paragraph in document order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = _style_numbers(styles)
        self._default = _default_style(styles)
        self._lists = _lists(numbering, self._styles)
        self._counts: dict[str, _Counts] = {}

    def label(self, paragraph: etree._Element) -> str | None:
        """The label that Word shows before a ``w:p`` (``I.``, ``1.1.``, ``a)``), ``-`` for a bullet.

        None for a paragraph outside any list. Asking counts the paragraph.
        """
        return self.label_of(child(paragraph, "pPr"))

    def label_of(self, properties: etree._Element | None) -> str | None:
        """As `label`, for a paragraph of which the ``w:pPr`` is known."""
        if not self._lists:
            return None
        place = self._place(properties)
        if place is None:
            return None
        list_id, at = place
        known = self._lists[list_id]
        level = known.levels.get(at)
        if level is None:
            return None
        counts = self._counts.setdefault(known.abstract, _Counts())
        self._count(counts, list_id, known, at)
        return _written(known, counts.at, at, level)

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        own = child(properties, "numPr")
        list_id, at = value(own, "numId"), value(own, "ilvl")
        style = value(properties, "pStyle") or self._default
        level: int | None = None if at is None else number(at, 0)
        if list_id is None or (level is None and list_id in self._lists):
            # List and level are inherited each for itself.
            style_list, style_level = self._from_style(style)
            list_id = style_list if list_id is None else list_id
            level = style_level if level is None else level
        if list_id is None or list_id not in self._lists:
            return None
        return list_id, max(0, min(level or 0, _LEVELS - 1))

    def _from_style(self, style: str | None) -> tuple[str | None, int | None]:
        """List and level of a style, its own or those of a style it is based on."""
        level: int | None = None
        for _ in range(32):  # chains of styles are short; a circle ends here
            known = self._styles.get(style or "")
            if known is None:
                return None, None
            level = known.level if level is None else level
            if known.list_id is not None:
                if level is None and known.list_id in self._lists:
                    linked = self._lists[known.list_id].levels.items()
                    level = next((at for at, one in linked if one.style == style), None)
                return known.list_id, level
            style = known.based_on
        return None, None

    def _count(self, counts: _Counts, list_id: str, known: _List, at: int) -> None:
        level = known.levels[at]
        if at in known.starts and (list_id, at) not in counts.started:
            counts.at[at] = known.starts[at]
        elif at in counts.at:
            counts.at[at] += 1
        else:
            counts.at[at] = known.starts.get(at, level.start)
        counts.started.add((list_id, at))
        for upper in range(at):
            # A level that is skipped counts as begun: after ``1.1.`` alone comes ``2.``
            if upper in known.levels and upper not in counts.at:
                counts.at[upper] = known.starts.get(upper, known.levels[upper].start)
        for deeper in [one for one in counts.at if one > at]:
            # lvlRestart: 0 never; n: after a paragraph of the nth level or above; else after any above.
            restart = known.levels[deeper].restart if deeper in known.levels else None
            if restart is None or (restart > 0 and at < restart):
                del counts.at[deeper]


def _written(known: _List, counts: dict[int, int], at: int, level: _Level) -> str | None:
    if level.shape == "bullet":
        drawn = level.text.strip()
        return ("+" if drawn == "+" else "-") if drawn else None

    def figure(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        other = known.levels.get(place, _Level())
        count = counts.get(place, known.starts.get(place, other.start))
        return _shaped(count, "decimal" if level.legal else other.shape)

    return clean(_PLACE.sub(figure, level.text)) or None


def _shaped(count: int, shape: str) -> str:
    """A number in one of Word's formats; rare ones are written as plain numbers."""
    match shape:
        case "none" | "bullet":
            return ""
        case "upperRoman":
            return _roman(count).upper()
        case "lowerRoman":
            return _roman(count)
        case "upperLetter":
            return _letters(count).upper()
        case "lowerLetter":
            return _letters(count)
        case "decimalZero":
            return f"{count:02d}"
        case "ordinal":
            return f"{count}{_ordinal_end(count)}"
        case "vietnameseCounting":
            return _VIETNAMESE[count - 1] if 0 < count <= len(_VIETNAMESE) else str(count)
        case "numberInDash":
            return f"- {count} -"
        case _:
            return f"{count:0{len(shape)}d}" if shape.isdecimal() else str(count)


def _ordinal_end(count: int) -> str:
    """What Word writes after an ordinal: in English, whatever the language of the text around it."""
    if count % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _roman(count: int) -> str:
    if not 0 < count < 5000:
        return str(count)
    parts = []
    for worth, sign in _ROMAN:
        times, count = divmod(count, worth)
        parts.append(sign * times)
    return "".join(parts)


def _letters(count: int) -> str:
    """``a`` to ``z``, then ``aa``, ``bb``: Word doubles the letter, it does not count on."""
    if not 0 < count <= 780:
        return str(count)
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _style_numbers(styles: etree._Element | None) -> dict[str, _StyleNumber]:
    found: dict[str, _StyleNumber] = {}
    for style in [] if styles is None else styles.iterfind(W + "style"):
        properties = child(style, "pPr", "numPr")
        level = value(properties, "ilvl")
        found[style.get(W + "styleId", "")] = _StyleNumber(
            value(properties, "numId"), None if level is None else number(level, 0), value(style, "basedOn")
        )
    return found


def _default_style(styles: etree._Element | None) -> str | None:
    for style in [] if styles is None else styles.iterfind(W + "style"):
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}:
            return style.get(W + "styleId")
    return None


def _list_of(style: str | None, styles: dict[str, _StyleNumber]) -> str:
    """The list of a numbering style, its own or that of a style it is based on; empty where there is none."""
    for _ in range(32):
        known = styles.get(style or "")
        if known is None:
            break
        if known.list_id is not None:
            return known.list_id
        style = known.based_on
    return ""


def _lists(numbering: etree._Element | None, styles: dict[str, _StyleNumber]) -> dict[str, _List]:
    if numbering is None:
        return {}
    abstracts = {one.get(W + "abstractNumId", ""): one for one in numbering.iterfind(W + "abstractNum")}
    abstract_of = {
        one.get(W + "numId", ""): value(one, "abstractNumId") or "" for one in numbering.iterfind(W + "num")
    }
    lists: dict[str, _List] = {}
    for one in numbering.iterfind(W + "num"):
        list_id = one.get(W + "numId", "")
        abstract = abstract_of[list_id]
        # A list may point to a numbering style, whose own list then holds the levels.
        linked = value(abstracts.get(abstract), "numStyleLink")
        if linked is not None and (style_list := _list_of(linked, styles)) in abstract_of:
            abstract = abstract_of[style_list]
        if abstract not in abstracts or list_id == "0":
            continue
        levels = dict(map(_level, abstracts[abstract].iterfind(W + "lvl")))
        starts: dict[int, int] = {}
        for override in one.iterfind(W + "lvlOverride"):
            at = number(override.get(W + "ilvl"), 0)
            own = child(override, "lvl")
            if own is not None:
                levels[at] = _level(own)[1]
            start = value(override, "startOverride")
            if start is not None:
                starts[at] = number(start, 1)
        lists[list_id] = _List(abstract, levels, starts)
    return lists


def _format(level: etree._Element) -> str:
    """The number format of a level; for one of Word's own (``001, 002, …``) its first number."""
    found = child(level, "numFmt")
    if found is None:
        # Newer formats come with a choice for programs that know them, and a plain one for the others.
        found = level.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    if found is None:
        return "decimal"
    shape = found.get(W + "val", "decimal")
    first = found.get(W + "format", "").partition(",")[0]
    return first if shape == "custom" and first.isdecimal() else shape


def _level(level: etree._Element) -> tuple[int, _Level]:
    restart = value(level, "lvlRestart")
    picture = child(level, "lvlPicBulletId") is not None
    text = child(level, "lvlText")
    return number(level.get(W + "ilvl"), 0), _Level(
        start=number(value(level, "start"), 0 if child(level, "start") is None else 1),
        shape="bullet" if picture else _format(level),
        text="" if text is None else text.get(W + "val", ""),
        restart=None if restart is None else number(restart, 0),
        legal=bool(switch(level, "isLgl")),
        style=value(level, "pStyle"),
    )
