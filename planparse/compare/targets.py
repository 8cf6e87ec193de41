"""Targets of two plans: paired by what they measure, then judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.plan import Plan
from planparse.compare.align import Pair, Weights, apart, coverage, likeness
from planparse.compare.judge import Verdict, judge, severity
from planparse.compare.measures import Measure, measures
from planparse.compare.model import Finding, Message, finding
from planparse.compare.pairing import FLOOR, Pairing, pair_targets
from planparse.compare.passages import Passage, passages, said_in_passing
from planparse.compare.places import yardsticks
from planparse.compare.quantity import same
from planparse.compare.words import Vocabulary
from planparse.errors import PlanparseError

if TYPE_CHECKING:
    from extractors.plan import Allocation, Target

# So much of the parent's indicator must stand in a bullet that is said to have merged it: in the bullet
# whose neighbour it is already paired with, and in any other. So much of it must be new there, where the
# bullet has a figure that its own partner accounts for.
MERGED_BESIDE, MERGED_ELSEWHERE, NEW = 0.65, 0.85, 0.15
# Neighbours stand no further apart than this.
_NEAR = 2
# Two rows of one plan from here on say the same thing twice, by how many digits of their figure tell.
REPEATED_BY_DIGITS = {0: 0.9, 1: 0.9, 2: 0.7, 3: 0.35}
# Where the figure tells, it is enough that so much of one stands in the other.
CONTAINED = 0.85
# No plan comes near: 3,000 targets against 3,000 take a gigabyte.
MOST_PAIRS = 9_000_000


@dataclass(frozen=True, slots=True)
class _Case:
    """Both plans with their targets paired: what is needed to say what became of one of them."""

    parent: Plan
    local: Plan
    sides: Pairing
    by_parent: Mapping[int, Pair]
    by_local: Mapping[int, Pair]
    owed: Sequence[Allocation | None]

    def verdict(self, p: int, q: int) -> Verdict:
        """What the local row made of the parent's."""
        rows = self.sides.parent[p], self.sides.local[q]
        return judge(*rows, self.parent.meta, self.local.meta, self.owed[p])


def compare_targets(parent: Plan, local: Plan, vocabulary: Vocabulary) -> list[Finding]:
    """One finding for each target of the parent, then one for each that only the local plan has.

    Raises:
        PlanparseError: the two plans have more targets than can be held against each other.
    """
    size = len(parent.targets), len(local.targets)
    if size[0] * size[1] > MOST_PAIRS:
        raise PlanparseError(
            "too-many-targets",
            local.document.source.path,
            {"local": str(size[1]), "parent": str(size[0])},
        )
    rows = measures(parent, vocabulary), measures(local, vocabulary)
    owed = yardsticks(parent, local, rows[0], vocabulary)
    sides = pair_targets(*rows, owed=[None if cell is None else cell.value for cell in owed])
    case = _Case(parent, local, sides, sides.by_parent(), sides.by_local(), owed)
    alone = [number for number in range(len(sides.parent)) if number not in case.by_parent]
    said = (passages(local, vocabulary), passages(parent, vocabulary)) if alone else ((), ())
    mentioned = dict(zip(alone, said_in_passing(alone, *said, sides), strict=True))
    doubts = _doubts(case)
    result: list[Finding] = []
    for number, row in enumerate(sides.parent):
        if number in case.by_parent:
            pair = case.by_parent[number]
            made = _finding(
                case.verdict(number, pair.local), row, sides.local[pair.local], pair.score, number
            )
            result.append(replace(made, runner_up=doubts.get(number)))
        else:
            result.append(_alone(number, case, mentioned[number]))
    for number in range(len(sides.local)):
        if number not in case.by_local:
            result.append(_added(number, len(result), case))
    return result


def _doubts(case: _Case) -> Mapping[int, Target]:
    """The other local row that a pair might be meant for, where that would make a difference."""
    found: dict[int, Target] = {}
    for number, doubt in case.sides.doubts().items():
        pair = case.by_parent[number]
        if _word_for_word(case.sides.parent[number], case.sides.local[pair.local]):
            continue
        chosen = case.verdict(number, pair.local)
        other = case.verdict(number, doubt.local)
        if (chosen.status, chosen.effect, chosen.changes) != (other.status, other.effect, other.changes):
            found[number] = case.sides.local[doubt.local].target
    return found


def _word_for_word(one: Measure, other: Measure) -> bool:
    return (one.target.indicator, one.target.text) == (other.target.indicator, other.target.text)


def _name(number: int) -> str:
    return f"t{number + 1}"


def _finding(
    said: Verdict, p: Measure | None, q: Measure | None, score: float, number: int, see: str | None = None
) -> Finding:
    made = finding(
        "target", number, said.status, said.message, p.target if p else None, q.target if q else None,
        severity=severity(said.status, said.effect), effect=said.effect, changes=said.changes,
        score=score, see=see,
    )  # fmt: skip
    return replace(made, share=said.share, yardstick=said.yardstick)


def _alone(number: int, case: _Case, mentioned: Passage | None) -> Finding:
    """A parent's target without a partner: said before, merged, named without a figure, or missing."""
    sides = case.sides
    row = sides.parent[number]
    twin = _twin(row, sides.parent, case.by_parent)
    if twin is not None:
        pair = case.by_parent[twin]
        again = replace(case.verdict(twin, pair.local), message=Message("diff.target.parent-repeats"))
        return _finding(again, row, None, pair.score, number, _name(twin))
    merged = _merged_into(number, case)
    if merged is not None:
        q, first = merged
        bullet = {"bullet": sides.local[q].target.text}
        said = Verdict("unquantified", Message("diff.target.merged", bullet))
        if sides.local[q].kind != "none":
            said = replace(case.verdict(number, q), message=Message("diff.target.merged-kept", bullet))
        return _finding(said, row, None, float(sides.covered[number, q]), number, _name(first))
    if mentioned is not None:
        told = {"bullet": case.local.document.text_of(mentioned.span).strip(" -–+•*")}
        bare = row.target.value is None
        key = "diff.target.kept-in-passing" if bare else "diff.target.in-passing"
        said = Verdict("kept" if bare else "unquantified", Message(key, told))
        return replace(_finding(said, row, None, FLOOR, number), passage=mentioned.span)
    key = "diff.target.missing" if row.target.value is not None else "diff.target.missing-aim"
    return _finding(Verdict("missing", Message(key)), row, None, apart(sides.scores[number], FLOOR), number)


def _added(number: int, place: int, case: _Case) -> Finding:
    """A local target without a partner: said before, or only there."""
    row = case.sides.local[number]
    twin = _twin(row, case.sides.local, case.by_local)
    if twin is None:
        said, see = Verdict("added", Message("diff.target.added")), None
    else:
        first = case.by_local[twin].parent
        again = case.verdict(first, number)
        said, see = replace(again, message=Message("diff.target.local-repeats")), _name(first)
    return _finding(said, None, row, apart(case.sides.scores[:, number], FLOOR), place, see)


def _merged_into(number: int, case: _Case) -> tuple[int, int] | None:
    """The local row that took in this target too, and the number of the finding that holds that row.

    A bullet without a number takes in anything that it names; one with a number what has the same number.
    """
    row = case.sides.parent[number]
    best: tuple[float, int, int] | None = None
    for q, bullet in enumerate(case.sides.local):
        if q not in case.by_local or row.kind == "none" or _opposed(row, bullet):
            continue
        first = case.by_local[q].parent
        if bullet.kind != "none" and not (
            _same_figure(row, bullet) and _brings_in(row, bullet, case.sides.parent[first])
        ):
            continue
        beside = abs(first - number) <= _NEAR
        covered = float(case.sides.covered[number, q])
        if covered >= (MERGED_BESIDE if beside else MERGED_ELSEWHERE) and (best is None or covered > best[0]):
            best = covered, q, first
    return None if best is None else best[1:]


def _opposed(one: Measure, other: Measure) -> bool:
    """Whether the two name different forms of a contrast."""
    return any(
        forms.isdisjoint(other.named.contrasts.get(name, forms))
        for name, forms in one.named.contrasts.items()
    )


def _brings_in(row: Measure, bullet: Measure, partner: Measure) -> bool:
    """Whether a bullet says of a row what its own partner does not: it speaks of both."""
    words = set(row.meaning.words)
    new = (words & set(bullet.whole.words)) - set(partner.whole.words)
    return len(new) >= NEW * len(words)


def _same_figure(one: Measure, other: Measure) -> bool:
    return (
        one.kind == other.kind
        and one.target.unit == other.target.unit
        and one.target.per == other.target.per
        and same(one.target.value, other.target.value)
        and same(one.target.upper, other.target.upper)
    )


def _twin(row: Measure, rows: Sequence[Measure], paired: Mapping[int, Pair]) -> int | None:
    """The paired row of the same plan that says the same, if there is one.

    How alike the words must be depends on the figure: `118,5 tỷ đồng` is the same thing wherever it
    stands, `100%` is in every second bullet.
    """
    candidates = [
        number
        for number in paired
        if rows[number] is not row
        and not _siblings(rows[number], row)
        and _same_years(rows[number], row)
        and _same_figure(rows[number], row)
        and not _opposed(rows[number], row)
    ]
    if not candidates or row.kind == "none":
        return None
    own = [rows[number].meaning for number in candidates]
    weights = Weights([row.meaning, *own])
    alike = likeness([row.meaning], own, weights)[0]
    within = coverage([row.meaning], own, weights)[0], coverage(own, [row.meaning], weights)[:, 0]
    telling = _telling_digits(row)
    best = max(range(len(candidates)), key=lambda place: float(alike[place]))
    enough = REPEATED_BY_DIGITS.get(telling, REPEATED_BY_DIGITS[3])
    contained = telling >= 2 and max(float(within[0][best]), float(within[1][best])) >= CONTAINED
    return candidates[best] if alike[best] >= enough or contained else None


def _siblings(one: Measure, other: Measure) -> bool:
    """Whether two rows of one plan stand in one section in other words: two aims of a list, no repetition."""
    together = one.target.section is not None and one.target.section == other.target.section
    return together and one.meaning.words != other.meaning.words


def _same_years(one: Measure, other: Measure) -> bool:
    """Whether two rows are of the same years, or one of them names none."""
    periods = one.target.period, other.target.period
    return periods[0] == periods[1] or None in periods


def _telling_digits(row: Measure) -> int:
    """How many digits tell a figure from others, 0 to 3: `118,5` three, `20` two, `5` and `1.000` one.

    Rates tell one less: they have fewer to choose from.
    """
    digits = f"{row.target.value or 0:.6f}".rstrip("0").replace(".", "").strip("0")
    round_number = digits in ("1", "")
    telling = min(3, len(digits))
    if (row.target.value or 0) >= 10 and not round_number:
        telling = max(2, telling)
    return telling if row.kind != "rate" else max(0, telling - 1)
