"""Operations on the layout: bullets and sections reordered, split, merged, moved; pages broken; one added."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from evaluation.mutations.model import Change, all_kept
from evaluation.mutations.subject import Goal, Part, Subject
from evaluation.mutations.surgery import TIME, capital, clauses, label_end, lead_end, small

_BULLET = re.compile(r"[-–]\s+")
_SUB = re.compile(r"[+*•]\s+")
_GOVERNS = re.compile(r"(?:Tiếp tục )?(?:duy trì|giảm|tăng|nâng|hạ|phấn đấu|bảo đảm|đảm bảo)", re.IGNORECASE)
_ALONE = re.compile(r"(?:riêng|trong đó|tương ứng|gồm|bao gồm|cụ thể|số còn lại)\b", re.IGNORECASE)


@cache
def table() -> dict[str, Any]:
    """Targets to add."""
    return tomllib.loads((Path(__file__).parent / "data" / "additions.toml").read_text(encoding="utf-8"))


def _heads(subject: Subject) -> frozenset[int]:
    return frozenset(part.line for part in subject.parts)


def _is_bullet(subject: Subject, line: int) -> bool:
    return subject.lines[line].table is None and _BULLET.match(subject.lines[line].text) is not None


def _runs(subject: Subject) -> list[list[list[int]]]:
    """Runs of neighbouring bullets; each bullet with the ``+`` lines below it."""
    heads = _heads(subject)
    runs: list[list[list[int]]] = [[]]
    for number in range(len(subject.lines)):
        if _is_bullet(subject, number) and number not in heads:
            runs[-1].append([number])
        elif runs[-1] and subject.lines[number].table is None and _SUB.match(subject.lines[number].text):
            runs[-1][-1].append(number)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _shuffled(count: int, chance: random.Random) -> list[int]:
    """A new order of so many things, none the same as before."""
    order = list(range(count))
    while order == list(range(count)):
        chance.shuffle(order)
    return order


def reorder_bullets(subject: Subject, chance: random.Random) -> Change | None:
    """The bullets of each section in another order."""
    order = list(range(len(subject.lines)))
    moved: set[int] = set()
    for run in _runs(subject):
        lines = [number for bullet in run for number in bullet]
        new = [number for place in _shuffled(len(run), chance) for number in run[place]]
        order[lines[0] : lines[-1] + 1] = new
        moved.update(lines)
    touched = tuple(goal for goal in subject.goals if goal.line in moved)
    return Change(order=tuple(order), expected=all_kept(touched)) if any(g.scored for g in touched) else None


def _end(subject: Subject, part: Part) -> int:
    """The line behind a section and all that stands in it."""
    later = [
        other.line
        for other in subject.parts
        if other.line > part.line and other.path[: len(part.path)] != part.path
    ]
    return min(later, default=-1)


def _relabelled(subject: Subject, part: Part, label: str) -> dict[int, tuple[str, ...]]:
    """The headings of a section under another label, those inside that repeat it (``2.1`` in ``2``) too."""
    old = part.path[-1]
    lines: dict[int, tuple[str, ...]] = {}
    for other in subject.parts:
        if other.path[: len(part.path)] != part.path:
            continue
        text = subject.lines[other.line].text
        own = other is part
        if own or other.path[-1].startswith(f"{old}."):
            lines[other.line] = (re.sub(rf"^(\W*){re.escape(old)}(?=\W)", rf"\g<1>{label}", text, count=1),)
    return lines


def reorder_sections(subject: Subject, chance: random.Random) -> Change | None:
    """The sections with targets under one heading in another order, numbered anew."""
    families: dict[tuple[str, ...], list[Part]] = {}
    for part in subject.parts:
        end = _end(subject, part)
        # The last section runs into the signature: it stays where it is.
        if part.kind != "item" and end > 0 and len(part.path) > 1:
            families.setdefault(part.path[:-1], []).append(part)
    choices = [
        family
        for family in families.values()
        if len({part.path for part in family}) == len(family) >= 2
        and any(
            family[0].line <= goal.line < _end(subject, family[-1]) and goal.scored for goal in subject.goals
        )
        and all(_end(subject, one) == two.line for one, two in pairwise(family))
    ]
    if not choices:
        return None
    family = chance.choice(choices)
    new = _shuffled(len(family), chance)
    order = list(range(len(subject.lines)))
    first, last = family[0].line, _end(subject, family[-1])
    order[first:last] = [n for at in new for n in range(family[at].line, _end(subject, family[at]))]
    lines: dict[int, tuple[str, ...]] = {}
    for place, at in enumerate(new):
        lines |= _relabelled(subject, family[at], family[place].path[-1])
    touched = tuple(goal for goal in subject.goals if first <= goal.line < last)
    return Change(lines, all_kept(touched), tuple(order))


def split(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """A bullet with several clauses as two bullets; what stands before the first is said in both."""
    text = subject.lines[goal.line].text
    cuts = clauses(text)
    here = [other for other in subject.on(goal.line) if other.scored]
    if not _is_bullet(subject, goal.line) or len(cuts) < 2 or len(here) < 2 or goal.line in _heads(subject):
        return None
    at = next(
        (number for number, (start, end) in enumerate(cuts) if number and start <= goal.start <= end), None
    )
    if at is None or _ALONE.match(text[cuts[at][0] :]):
        return None
    begin = label_end(text)
    lead = text[begin : lead_end(text)]
    first, second = text[: cuts[at - 1][1]], text[cuts[at][0] :]
    others = [other for other in here if other.start >= cuts[at][0]]
    if not lead and (
        (
            _GOVERNS.match(text[begin:])
            and not _GOVERNS.match(second)
            and any(o.row["direction"] for o in others)
        )
        or (TIME.search(text[begin : cuts[0][1]]) and any(o.row["period"] or o.row["per"] for o in others))
    ):
        return None
    if any(other.row["part_of"] and other.row["part_of"] in first for other in others):
        return None
    own = bool(lead) and (not TIME.match(lead) or not TIME.match(second))
    second = lead + small(second) if own else capital(second)
    return Change({goal.line: (f"{first}.", text[:begin] + second)}, all_kept(subject.on(goal.line)))


def merge(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """A bullet with one target and the next with one as one bullet."""
    line, behind = goal.line, goal.line + 1
    heads = _heads(subject)
    if behind >= len(subject.lines) or {line, behind} & heads or not _is_bullet(subject, line):
        return None
    if not _is_bullet(subject, behind) or (
        behind + 1 < len(subject.lines) and _SUB.match(subject.lines[behind + 1].text)
    ):
        return None
    one, two = subject.on(line), subject.on(behind)
    if len(one) != 1 or len(two) != 1 or not one[0].counted or not two[0].counted:
        return None
    texts = [
        subject.lines[number].text[label_end(subject.lines[number].text) :].rstrip()
        for number in (line, behind)
    ]
    if any(len(clauses(text)) > 1 or ": " in text or len(text) > 220 for text in texts):
        return None
    if _GOVERNS.match(texts[0]) or TIME.search(texts[0]):
        return None  # what governs the first would govern the second
    label = subject.lines[line].text[: label_end(subject.lines[line].text)]
    said = f"{label}{texts[0].rstrip('.;,')}; {small(texts[1])}"
    return Change({line: (said,), behind: ()}, all_kept(one + two))


def _years(parts: tuple[Part, ...]) -> list[str]:
    return [year for part in parts for year in re.findall(r"20\d\d", part.title)]


def _under_lead(subject: Subject, line: int) -> bool:
    """Whether a bullet stands under a line that ends in a colon and so belongs to it."""
    heads = _heads(subject)
    while line > 0 and _is_bullet(subject, line) and line not in heads:
        line -= 1
    return line not in heads and subject.lines[line].text.rstrip().endswith(":")


def move(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """A bullet at the end of the bullets of another section with targets."""
    if not _is_bullet(subject, goal.line) or goal.line in _heads(subject):
        return None
    if goal.line + 1 < len(subject.lines) and _SUB.match(subject.lines[goal.line + 1].text):
        return None
    home = subject.lineage(goal.line)
    if _under_lead(subject, goal.line):
        return None
    ends = [
        run[-1][-1]
        for run in _runs(subject)
        if not any(goal.line in bullet for bullet in run)
        and subject.lineage(run[0][0]) != home
        # A year in a heading holds for what stands under it.
        and _years(subject.lineage(run[0][0])) == _years(home)
        and not _under_lead(subject, run[0][0])
        and any(other.counted and other.line in bullet for bullet in run for other in subject.goals)
        and not any(
            other.row["kind"] == "baseline" and other.line in b for b in run for other in subject.goals
        )
        and (subject.is_aim(run[0][0]) or all(other.counted for other in subject.on(goal.line)))
    ]
    if not ends:
        return None
    end = chance.choice(ends)
    order = [number for number in range(len(subject.lines)) if number != goal.line]
    order.insert(order.index(end) + 1, goal.line)
    return Change({}, all_kept(subject.on(goal.line)), tuple(order))


# Letters on a page of a plan: print in 14 points has some forty lines of eighty.
_PAGE_FROM, _PAGE_TO = 1800, 3200


def break_pages(subject: Subject, chance: random.Random) -> Change | None:
    """Pages that end in the midst of a sentence: a paragraph in two halves, the page's number between."""
    heads = _heads(subject)
    goals = {goal.line for goal in subject.goals if goal.scored}
    lines: dict[int, tuple[str, ...]] = {}
    page, letters = 2, 0
    for number, line in enumerate(subject.lines):
        letters += len(line.text)
        full = letters >= _PAGE_TO or (letters >= _PAGE_FROM and number in goals and chance.random() < 0.7)
        cuts = _cuts(line.text) if full and line.table is None and number not in heads else []
        if cuts:
            at = chance.choice(cuts)
            lines[number] = (line.text[:at], str(page), line.text[at + 1 :])
            page, letters = page + 1, len(line.text) - at
    touched = tuple(goal for goal in subject.goals if goal.line in lines)
    return Change(lines, all_kept(touched)) if touched else None


def _cuts(text: str) -> list[int]:
    """Where print may break a line: it is full, and the sentence goes on in small letters."""
    cuts = [found.start() for found in re.finditer(r"(?<=\w) (?=\w)", text)]
    return [cut for cut in cuts if cut >= 60 and len(text) - cut >= 12 and text[cut + 1].islower()]


def add(subject: Subject, goal: Goal, chance: random.Random) -> Change | None:
    """A target about something that the plan does not speak of, behind a bullet with a target."""
    whole = " ".join(line.text for line in subject.lines).lower()
    choices = [one["text"] for one in table()["target"] if one["key"].lower() not in whole]
    line = goal.line
    if not choices or not goal.counted or not _is_bullet(subject, line) or not subject.is_aim(line):
        return None
    if line in _heads(subject) or (
        line + 1 < len(subject.lines) and _SUB.match(subject.lines[line + 1].text)
    ):
        return None
    text = subject.lines[line].text
    said = chance.choice(choices)
    return Change({line: (text, text[: label_end(text)] + said)}, {}, added=(said,))
