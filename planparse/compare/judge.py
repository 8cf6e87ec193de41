"""What became of a commitment: status, effect, severity and changes of a pair of targets.

The statuses and severities are those of the comparison record (``planparse/diff/1``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.plan import Allocation, Comparator, Meta, Period, Target
from planparse.compare.measures import Measure, same_unit
from planparse.compare.model import Change, Effect, Message, Severity, Status
from planparse.compare.places import is_lower
from planparse.compare.quantity import Footing, ends, footing, is_norm, more_is_better, move, same

# How much a comparator promises where more is better, and where less is.
_FLOOR: Mapping[str, int] = {">": 3, ">=": 2, "=": 2, "range": 2, "~": 1, "<=": 0, "<": 0}
_CEILING: Mapping[str, int] = {"<": 3, "<=": 2, "=": 2, "range": 2, "~": 1, ">=": 0, ">": 0}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a pair, before it is a finding with an id."""

    status: Status
    message: Message
    effect: Effect | None = None
    changes: tuple[Change, ...] = ()
    share: float | None = None
    yardstick: Allocation | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """One field that differs and what it does to the commitment."""

    change: Change
    effect: Effect


def severity(status: Status, effect: Effect | None) -> Severity:
    """How grave a finding about a target is."""
    if status in ("missing", "unquantified") or effect == "weaker":
        return "error"
    return "warning" if status in ("copied", "altered") else "info"


def judge(
    parent: Measure, local: Measure, parent_meta: Meta, local_meta: Meta, yardstick: Allocation | None = None
) -> Verdict:
    """What the local plan made of a target of its parent, with the parent's allocation where there is one."""
    if parent.target.value is None and local.target.value is None:
        return Verdict("kept", Message("diff.target.kept-aim"))
    if local.target.value is None:
        return Verdict("unquantified", Message("diff.target.unquantified"))
    if parent.target.value is None:
        change = Change("value", None, local.target.value)
        return Verdict("altered", Message("diff.target.quantified"), "stronger", (change,))
    if yardstick is not None:
        return _by_allocation(parent, local, yardstick)
    base = footing(parent, local, parent_meta, local_meta)
    if is_lower(local_meta, parent_meta) and _is_shared_out(parent, local):
        handed_down = _handed_down(parent, local, base)
        if handed_down is not None:
            return handed_down
    return _as_it_stands(parent, local, base, parent_meta, local_meta)


def _is_shared_out(parent: Measure, local: Measure) -> bool:
    return (
        parent.kind in ("count", "money")
        and same_unit(parent, local)
        and not is_norm(parent)
        and not is_norm(local)
    )


def _by_allocation(parent: Measure, local: Measure, yardstick: Allocation) -> Verdict:
    """The parent's table names the local unit: its figure, not the parent's total, is what is owed."""
    steps = _value_steps((yardstick.value, yardstick.value), ends(local.target), parent, local)
    steps = [_Step(Change("value", yardstick.value, local.target.value), step.effect) for step in steps[:1]]
    if local.target.comparator == "~" and parent.target.comparator != "~":
        steps.append(_Step(Change("comparator", parent.target.comparator, "~"), "weaker"))
    arguments = {"allocated": yardstick.value}
    if not steps:
        return Verdict("kept", Message("diff.target.kept-allocated", arguments), yardstick=yardstick)
    effect = _joint(steps)
    changes = tuple(step.change for step in steps)
    return Verdict("altered", Message(_ALLOCATED[effect], arguments), effect, changes, yardstick=yardstick)


_ALLOCATED: Mapping[Effect, str] = {
    "weaker": "diff.target.allocated-weaker",
    "stronger": "diff.target.allocated-stronger",
    "unclear": "diff.target.allocated-unclear",
}
_ALTERED: Mapping[Effect, str] = {
    "weaker": "diff.target.altered-weaker",
    "stronger": "diff.target.altered-stronger",
    "unclear": "diff.target.altered-unclear",
}


def _handed_down(parent: Measure, local: Measure, base: Footing | None) -> Verdict | None:
    """A count that a lower level takes its share of, or pastes in whole; None where it takes more."""
    p, q = parent.target, local.target
    rhythm = () if p.per == q.per else (Change("per", p.per, q.per),)
    # Without a rhythm on either side a shorter plan may simply have the smaller share.
    times = (base.parent, base.local) if base and (p.per or q.per) else (1.0, 1.0)
    whole, part = sum(ends(p)) / 2 * times[0], sum(ends(q)) / 2 * times[1]
    if p.per and q.per and rhythm and base and all(map(same, ends(p), ends(q))):
        # `mỗi tháng 02 tin` and `mỗi quý 02 tin`: how often it is done was changed.
        return None
    if all(map(same, ends(p), ends(q))) or same(whole, part):
        return Verdict("copied", Message("diff.target.copied"), changes=rhythm)
    if part < whole:
        low = ends(p)[0] * times[0]
        share = ends(q)[0] * times[1] / low if low else part / whole
        return Verdict("apportioned", Message("diff.target.apportioned", {"share": share}), share=share)
    return None


def _as_it_stands(
    parent: Measure, local: Measure, base: Footing | None, parent_meta: Meta, local_meta: Meta
) -> Verdict:
    """Field by field; figures of different rhythm are the same commitment where they come to the same."""
    p, q = parent.target, local.target
    level = all(map(same, ends(p), ends(q)))
    if not same_unit(parent, local):
        steps = [_Step(Change("unit", p.unit, q.unit), "unclear")]
        steps += [_Step(change, "unclear") for change in _value_changes(p, q)]
        steps += _comparator_steps(parent, local)
        return _verdict(steps)
    rhythm_differs = p.per != q.per and not _is_lasting(parent, local)
    if base is not None and (rhythm_differs or not level) and _come_to_the_same(p, q, base):
        steps = _comparator_steps(parent, local)
        return _verdict(steps) if steps else Verdict("kept", _reconciled(p, base))
    scaled = rhythm_differs and base is not None
    times = (base.parent, base.local) if scaled and base is not None else (1.0, 1.0)
    steps = _value_steps(_times(ends(p), times[0]), _times(ends(q), times[1]), parent, local)
    if rhythm_differs:
        effect: Effect = steps[0].effect if scaled and steps else "unclear"
        steps = [_Step(change, effect) for change in _value_changes(p, q)] if scaled else steps
        steps.append(_Step(Change("per", p.per, q.per), effect))
    steps += _comparator_steps(parent, local, steps)
    steps += _period_steps(p, q, parent_meta, local_meta)
    return _verdict(steps)


def _is_lasting(parent: Measure, local: Measure) -> bool:
    """Whether a level is named that holds all the time: `hằng năm 100% hộ có thẻ` is the same without."""
    levels = move(parent) == "level" and move(local) == "level"
    return parent.kind == local.kind == "rate" and levels and None in (parent.target.per, local.target.per)


def _times(pair: tuple[float, float], factor: float) -> tuple[float, float]:
    return pair[0] * factor, pair[1] * factor


def _come_to_the_same(p: Target, q: Target, base: Footing) -> bool:
    return all(map(same, _times(ends(p), base.parent), _times(ends(q), base.local)))


def _reconciled(p: Target, base: Footing) -> Message:
    total = (p.value or 0.0) * base.parent
    key = "diff.target.kept-in-total" if base.whole_period else "diff.target.kept-in-proportion"
    return Message(key, {"total": total, "unit": p.unit or ""})


def _verdict(steps: list[_Step]) -> Verdict:
    if not steps:
        return Verdict("kept", Message("diff.target.kept"))
    effect = _joint(steps)
    return Verdict("altered", Message(_ALTERED[effect]), effect, tuple(step.change for step in steps))


def _joint(steps: list[_Step]) -> Effect:
    """Weaker or stronger where all that can be judged points one way."""
    effects = {step.effect for step in steps} - {"unclear"}
    return effects.pop() if len(effects) == 1 else "unclear"


def _value_changes(p: Target, q: Target) -> list[Change]:
    changes = [] if same(p.value, q.value) else [Change("value", p.value, q.value)]
    return changes if same(p.upper, q.upper) else [*changes, Change("upper", p.upper, q.upper)]


def _value_steps(
    owed: tuple[float, float], set_: tuple[float, float], parent: Measure, local: Measure
) -> list[_Step]:
    """What differs in the figures, judged on the ends as they are on one footing."""
    p, q = parent.target, local.target
    moves = {move(parent), move(local)}
    steps: list[_Step] = []
    if moves == {"rise", "fall"}:
        steps.append(_Step(Change("direction", p.direction, q.direction), "unclear"))
    if all(map(same, owed, set_)):
        return steps
    effect = _effect(owed, set_, parent, local) if len(moves) == 1 or "fall" not in moves else "unclear"
    changes = _value_changes(p, q) or [Change("value", p.value, q.value)]
    return steps + [_Step(change, effect) for change in changes]


def _effect(owed: tuple[float, float], set_: tuple[float, float], parent: Measure, local: Measure) -> Effect:
    better = more_is_better(parent)
    if better != more_is_better(local):
        return "unclear"
    signs = {
        0 if same(a, b) else (1 if (b > a) == better else -1) for a, b in zip(owed, set_, strict=True)
    } - {0}
    if len(signs) != 1:
        return "unclear"
    return "stronger" if signs == {1} else "weaker"


def _comparator_steps(parent: Measure, local: Measure, moved: Sequence[_Step] = ()) -> list[_Step]:
    """`khoảng` promises less than `ít nhất`; between `ít nhất` and a bare figure nobody can tell.

    A floor turned into a ceiling gives up what was owed. Where the figure has ``moved`` it decides between
    two floors or two ceilings: `dưới 5%` is less than `không quá 3%` all the same.
    """
    p, q = parent.target.comparator, local.target.comparator
    if p == q or p is None or q is None or ("range" in (p, q) and "~" not in (p, q)):
        return []
    families = (_family(p), _family(q))
    if None not in families and families[0] != families[1]:
        return [_Step(Change("comparator", p, q), "weaker")]
    if None not in families and moved:
        return [_Step(Change("comparator", p, q), moved[0].effect)]
    ranks = _FLOOR if more_is_better(parent) and more_is_better(local) else _CEILING
    if more_is_better(parent) != more_is_better(local):
        effect: Effect = "weaker" if q == "~" else "stronger" if p == "~" else "unclear"
    else:
        gap = ranks[q] - ranks[p]
        effect = "unclear" if gap == 0 else "stronger" if gap > 0 else "weaker"
    return [_Step(Change("comparator", p, q), effect)]


def _family(comparator: Comparator) -> str | None:
    return {">": "floor", ">=": "floor", "<": "ceiling", "<=": "ceiling"}.get(comparator)


def _period_steps(p: Target, q: Target, parent_meta: Meta, local_meta: Meta) -> list[_Step]:
    """By when: the sentence's own years, else those of the plan; later is weaker."""
    if p.period is None and q.period is None:
        return []
    if _is_step(q.period, local_meta.period, p.period or parent_meta.period):
        return []
    due, set_ = _last(p.period, parent_meta), _last(q.period, local_meta)
    change = Change("period", p.period or parent_meta.period, q.period or local_meta.period)
    if due is None:
        return []
    if set_ is None:
        return [_Step(change, "unclear")]
    if set_ > due:
        return [_Step(change, "weaker")]
    if set_ < due:
        # A plan for one year of the parent's period sets a step on the way, not an earlier date; neither is
        # there one to be earlier than where the parent names no year of its own.
        return [_Step(change, "stronger")] if p.period is not None and q.period is not None else []
    if p.period and q.period and p.period.start and q.period.start and p.period.start != q.period.start:
        return [_Step(change, "unclear")]
    return []


def _is_step(named: Period | None, own: Period | None, longer: Period | None) -> bool:
    """Whether a plan for one part of its parent's years names just its own: a step on the way."""
    if named is None or own is None or longer is None or named.end != own.end:
        return False
    if own.start is None or own.end is None or longer.end is None:
        return False
    length = longer.end - (longer.start if longer.start is not None else own.start)
    return own.end <= longer.end and own.end - own.start < length


def _last(period: Period | None, meta: Meta) -> int | None:
    if period is not None:
        return period.end
    return meta.period.end if meta.period else None
