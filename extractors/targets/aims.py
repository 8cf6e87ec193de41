"""Aims without a number: bullets under chỉ tiêu or mục tiêu cụ thể that set one and count nothing."""

from __future__ import annotations

import re

from extractors.context import Context
from extractors.labels import bullet_of
from extractors.plan import Target
from extractors.targets.bullets import Bullet, heading_period
from extractors.targets.clauses import Clause
from extractors.targets.groups import groups_in
from extractors.targets.indicators import topic_of
from extractors.targets.kinds import is_general
from extractors.targets.movement import aim_direction, aim_rhythm, years_in

_FIGURE = re.compile(
    r"(?:đạt|dưới|trên|ít nhất|tối thiểu|không quá|khoảng|xuống|lên)\s+"
    r"\d[\d.,]*+(?!\s*(?:tháng|ngày|năm|tuổi|giờ|phút|tuần))"
)
_NOTE = re.compile(r"\s*\(")


def aim_of(context: Context, bullet: Bullet) -> Target | None:
    """A bullet under a heading of chỉ tiêu or mục tiêu cụ thể that gives no number, or None."""
    setting = bullet.setting
    text = context.document.blocks[bullet.block].text
    # An annex holds forms and outlines of reports, whose lines without a number set no aim.
    if context.zones[bullet.block] != "body":
        return None
    if not setting.aims or setting.general or _NOTE.match(text) or text.rstrip().endswith(":"):
        return None
    section = context.outline.at(bullet.block)
    opens = section is not None and section.span.block == bullet.block
    if not opens and bullet.start == 0 and not bullet_of(context.document.blocks[bullet.block]):
        return None
    if _FIGURE.search(context.lower[bullet.block], bullet.start):
        # There is a figure, if one in no unit that is known.
        return None
    if opens and section is not None and section.kind == "heading":
        return None
    words = text[bullet.start :].strip()
    if len(words.split()) < 4:
        return None
    low = context.lower[bullet.block]
    topic, body = topic_of(text, low, bullet.start, len(text))
    if topic and is_general(topic):
        return None
    rest = text[body:].strip(" .;")
    indicator = f"{topic}: {rest}" if topic else rest
    clause = Clause(bullet.start, len(text), part=False)
    end = len(text.rstrip())
    return Target(
        id="",
        text=text[bullet.start : end],
        kind="unquantified",
        indicator=indicator[:1].lower() + indicator[1:],
        comparator=None,
        value=None,
        upper=None,
        unit=None,
        direction=aim_direction(low, bullet.start),
        per=aim_rhythm(low, bullet.start),
        period=years_in(low, clause.start, clause.end) or heading_period(bullet.lineage),
        part_of=None,
        group=groups_in(low[bullet.start :]),
        section=section.id if section else None,
        span=context.document.span(bullet.block, bullet.start, end),
        rule="aim-without-number",
        confidence=0.85,
    )
