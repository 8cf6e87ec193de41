"""Targets (chỉ tiêu): the quantities that a plan sets or reports, and its aims without a number.

One module a question: ``bullets`` (where figures are looked for, and which count), ``quantities`` (number,
comparator, unit), ``clauses`` (what belongs to which number), ``indicators`` (what it measures),
``movement`` (direction, rhythm, years), ``kinds`` (target or baseline), ``aims`` (no number at all),
``groups`` (whom it is for), ``tabular`` (tables of indicators).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extractors.context import Context
from extractors.plan import Citation, Direction, Period, Section, Target, TargetKind
from extractors.targets import tabular
from extractors.targets.aims import aim_of
from extractors.targets.bullets import Bullet, bullets_of, heading_period, telling
from extractors.targets.clauses import Clause, clauses, sentences
from extractors.targets.groups import groups_in
from extractors.targets.heads import Heads
from extractors.targets.in_turn import in_turn
from extractors.targets.indicators import indicator_of, lead_topic, opening_verb, stem_of, topic_of
from extractors.targets.kinds import Setting, is_past_year, says_past
from extractors.targets.movement import direction_of, rhythm_of, years_in
from extractors.targets.quantities import Quantity
from extractors.vietnamese.numbers import said_once
from extractors.vietnamese.tables import alternatives

_SPELLED_HINT = re.compile(r"mươi|mười|trăm|nghìn")
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"\s*trong (?:số )?(?:đó|này)(?!\w)")
_MONEY_NAMED = re.compile(r"(?<!\w)" + alternatives("target_cues.toml", "money_names") + r"(?!\w)")
_FUNDS = re.compile(r"kinh phí|nguồn vốn|vốn")
# `(hiện còn 07 điểm)`: the figure itself says how things stand.
_STANDS = re.compile(r"(?<!\w)(?:hiện (?:có|còn|nay có|đang có)|đã có)\s*$")


def _plan_year(context: Context) -> int | None:
    """The year of the plan itself: that of its date, else the first of its title."""
    for zone in ("letterhead", "title"):
        for low, where in zip(context.lower, context.zones, strict=True):
            if where == zone and (found := re.search(r"năm\s+((?:19|20)\d\d)", low)):
                return int(found[1])
    return None


def _quantified(context: Context, bullet: Bullet, plan_year: int | None, first: int) -> list[Target]:
    """The targets of one bullet, with ids from ``first`` on."""
    written = context.document.blocks[bullet.block].text
    text = said_once(written)
    low = context.lower[bullet.block]
    quantities = telling(low, bullet)
    if not quantities:
        return []
    topic, body = topic_of(text, low, bullet.start, quantities[0].start)
    found: list[Target] = []
    lead = lead_topic(bullet.lead) if bullet.lead else ""
    announced = years_in(low, bullet.start, body) if body > bullet.start else None
    if announced is None and bullet.lead:
        announced = years_in(bullet.lead.lower(), 0, len(bullet.lead))
    heads = Heads()
    named_in_turn = "lần lượt" in low
    # `Diện tích trồng mới: 150 ha; …` labels its own figure only, `Về y tế: …` all that follow.
    label = not text[body : quantities[0].start].strip(" :")
    # `Tỷ lệ qua đào tạo đến năm 2030: 40%`: the years stand in the label.
    named = None if "so với" in low[bullet.start : body] else years_in(low, bullet.start, body)
    section = context.outline.at(bullet.block)
    starts = [q.start for q in quantities]
    for start, end in sentences(text, body):
        inside = quantities[bisect_left(starts, start) : bisect_left(starts, end)]
        if not inside:
            continue
        past = bullet.setting.past or says_past(low, start, inside[0].start, bullet.setting.aims)
        shared = _sentence_years(low, start, end, inside) or announced
        parts = _PARTS.match(low, start) if found else None
        offset = 0 if parts else len(found)
        shares = clauses(low, start, end, inside)
        for place, clause in enumerate(shares):
            following = shares[place + 1] if place + 1 < len(shares) else None
            quantity = inside[place]
            if parts:
                clause = replace(clause, part=True)
            # `từ 22% năm 2025 lên 80%`: the years before belong to the first figure.
            since = place > 0 and inside[place - 1].from_to
            here = (topic if not (label and found) else "") or lead
            indicator = indicator_of(text, low, clause, quantity, here, heads)
            if named_in_turn and (told := in_turn(low, start, inside, place, [t.indicator for t in found])):
                indicator = told
            if not indicator or since:
                indicator = heads.previous or _last_title(bullet.lineage)
            elif quantity.unit.kind == "money" and not clause.part:
                indicator = _named_money(indicator, bullet.lineage)
            period = _period(low, clause, quantity, None if since else shared, since)
            period = period or (named if not (label and found) else None)
            stands = _STANDS.search(low, max(clause.start, quantity.start - 24), quantity.start)
            kind: TargetKind = "target"
            over = is_past_year(period.end if period else None, plan_year)
            # Among the aims `đến năm …` sets a date, if one that is over already.
            over = over and not (bullet.setting.aims and period is not None and period.start is None)
            if past or stands or quantity.from_to or over:
                kind = "baseline"
            whole = _whole(found, offset, clause, quantity)
            heads = Heads(
                previous=heads.previous if clause.part and heads.previous else indicator,
                counted=indicator if quantity.unit.kind != "rate" else heads.counted,
                stem=stem_of(text, low, clause, quantity) if following and following.joined else None,
                verb=_verb(text, clause, quantity, heads) if following and following.listed else None,
                last=quantity,
                own=indicator,
            )
            quote = written[quantity.start : quantity.end]
            if quote.count("(") > quote.count(")") and written.startswith(")", quantity.end):
                # `trên chín mươi phần trăm (90%)`
                quote += ")"
            found.append(
                Target(
                    id=f"t{first + len(found)}",
                    text=quote,
                    kind=kind,
                    indicator=indicator,
                    comparator=quantity.comparator,
                    value=_plain(quantity.value),
                    upper=None if quantity.upper is None else _plain(quantity.upper),
                    unit=quantity.unit.name,
                    direction=_direction(low, start, inside, place, clause, found),
                    # A part is reached as often as its whole.
                    per=rhythm_of(low, start, clause, quantity) or (whole.per if whole else None),
                    period=period or (heading_period(bullet.lineage) if kind == "target" else None),
                    part_of=whole.id if whole else None,
                    group=groups_in(low[clause.start : clause.end]) or groups_in(here.lower()),
                    section=section.id if section else None,
                    span=context.document.span(bullet.block, quantity.start, quantity.start + len(quote)),
                    rule=f"{quantity.unit.kind}-{'range' if quantity.upper is not None else 'figure'}",
                    confidence=_confidence(quantity, bullet.setting, kind),
                )
            )
    return found


def _verb(text: str, clause: Clause, quantity: Quantity, heads: Heads) -> str | None:
    """The verb that the next figure of a list shares with this one."""
    return opening_verb(text, clause, quantity) or (heads.verb if clause.listed else None)


def _named_money(indicator: str, lineage: Sequence[Section]) -> str:
    """An indicator of money that says only whence it comes, with the name its heading gives it."""
    if _MONEY_NAMED.search(indicator.lower()):
        return indicator
    named = _FUNDS.search(_last_title(lineage).lower())
    return f"{named[0]} {indicator}" if named else indicator


def _period(
    low: str, clause: Clause, quantity: Quantity, shared: Period | None, since: bool
) -> Period | None:
    """The years that the figure's own clause names, else those of its sentence."""
    own = None if since else years_in(low, clause.start, quantity.start)
    own = own or years_in(low, quantity.end, clause.end)
    return None if "so với" in low[clause.start : clause.end] and own else own or shared


def _plain(value: float) -> float:
    """Whole numbers without a fraction, others without the dust of binary multiplication."""
    value = round(value, 6)
    return int(value) if value == int(value) else value


def _confidence(quantity: Quantity, setting: Setting, kind: TargetKind) -> float:
    if not quantity.unit_known:
        return 0.6
    sure = 0.95 if setting.aims or setting.past else 0.85
    if quantity.unit.kind == "noun":
        sure -= 0.1
    return round(sure - (0.05 if kind == "baseline" and not setting.past else 0.0), 2)


def _last_title(lineage: Sequence[Section]) -> str:
    return next((s.title for s in reversed(lineage) if s.title), "") or ""


def _sentence_years(low: str, start: int, end: int, inside: Sequence[Quantity]) -> Period | None:
    """The years that a sentence names before its first figure hold for all its figures."""
    head = low[start : inside[0].start]
    if "so với" in head:
        head = re.sub(r"so với[^,;.]*", lambda m: " " * len(m[0]), head)
    return years_in(head, 0, len(head)) or (
        years_in(low, inside[-1].end, end)
        if len(inside) == 1 and "so với" not in low[inside[-1].end : end]
        else None
    )


def _direction(
    low: str, start: int, inside: Sequence[Quantity], place: int, clause: Clause, found: Sequence[Target]
) -> Direction | None:
    quantity = inside[place]
    if quantity.from_to:
        return None
    if place and found:
        if inside[place - 1].from_to:
            # `giảm tỷ lệ từ 4% xuống 3%`: the verb stands before the first figure.
            clause = replace(clause, start=start)
        # `giảm 5% (tương đương 20 hộ)`: the second figure goes the way of the first.
        alike = re.search(r"(?:tương đương|tương ứng)\s*(?:với\s*)?$", low[clause.start : quantity.start])
        if alike and not _moves(low, clause, quantity):
            return found[-1].direction
    own = direction_of(low, start, inside[0].number, clause, quantity)
    if own is None and clause.listed and found and not low[clause.start : quantity.start].strip():
        # `Giảm 05 biên chế công chức, 22 biên chế viên chức`: one verb for both.
        same = (quantity.unit.kind == "rate") == (inside[place - 1].unit.kind == "rate")
        return found[-1].direction if same else None
    return own


def _moves(low: str, clause: Clause, quantity: Quantity) -> bool:
    return bool(re.search(r"(?:giảm|tăng)", low[clause.start : quantity.start]))


def _whole(found: Sequence[Target], offset: int, clause: Clause, quantity: Quantity) -> Target | None:
    """The target of which a figure under `trong đó` is a part: the last whole before it in the same unit."""
    if not clause.part:
        return None
    return next(
        (row for row in reversed(found[offset:]) if row.part_of is None and row.unit == quantity.unit.name),
        None,
    )


def _masked(context: Context, citations: Sequence[Citation]) -> tuple[str, ...]:
    """The lower-case texts with cited documents blotted out: their numbers and years set nothing."""
    lower = list(context.lower)
    cited: dict[int, list[Citation]] = {}
    for citation in citations:
        cited.setdefault(citation.span.block, []).append(citation)
    for block, rows in cited.items():
        # Piece by piece: a block may hold thousands of them.
        low, pieces, at = lower[block], [], 0
        for span in sorted((row.span for row in rows), key=lambda s: s.start):
            start = max(at, span.start)
            pieces += [low[at:start], "·" * max(0, span.end - start)]
            at = max(at, span.end)
        lower[block] = "".join(pieces) + low[at:]
    return tuple(lower)


def extract(context: Context, citations: Sequence[Citation] = ()) -> tuple[Target, ...]:
    """Every quantity that the plan sets or reports, and every aim without one, in document order."""
    context = replace(context, lower=tuple(said_once(low) for low in _masked(context, citations)))
    plan_year = _plan_year(context)
    found: list[Target] = []
    in_tables = list(tabular.extract(context))
    for bullet in bullets_of(context):
        while in_tables and in_tables[0][0] < bullet.block:
            found.append(replace(in_tables.pop(0)[1], id=f"t{len(found) + 1}"))
        low = context.lower[bullet.block]
        rows: list[Target] = []
        if _DIGIT.search(low, bullet.start) or _SPELLED_HINT.search(low):
            rows = _quantified(context, bullet, plan_year, len(found) + 1)
            found += rows
        if not rows and (aim := aim_of(context, bullet)) is not None:
            found.append(replace(aim, id=f"t{len(found) + 1}"))
    found += [
        replace(target, id=f"t{len(found) + place}") for place, (_, target) in enumerate(in_tables, start=1)
    ]
    return tuple(found)
