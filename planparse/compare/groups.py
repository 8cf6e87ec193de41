"""Beneficiaries (đối tượng) of the parent that the local plan leaves out.

A group is judged where the parent names it: in each target that has a partner in the local plan, and in the
sections of đối tượng of both plans; what is named nowhere in the local plan is left out of it as a whole. One
group is one finding, however often it is left out. Which groups are the same is in ``data/groups.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors.document import Span
from extractors.plan import Plan, Target
from extractors.targets.groups import groups_in
from extractors.vietnamese.tables import read_table
from planparse.compare.model import Finding, Group, Message, Severity, Status, finding

# Longer than any name of an organisation before its group.
_LOOK = 24


@dataclass(frozen=True, slots=True)
class _Mention:
    """A group where a plan names it; ``target`` is None in a section of đối tượng."""

    name: str
    text: str
    block: int
    section: str | None
    target: Target | None


@dataclass(frozen=True, slots=True)
class _Gap:
    """A group of the parent that is not where the local plan answers to that place."""

    mention: _Mention
    answer: Target | None
    see: str | None


def compare_groups(parent: Plan, local: Plan, targets: Sequence[Finding]) -> list[Finding]:
    """One finding for each group of the parent's targets and sections of đối tượng, then those only here.

    ``targets`` are the findings about targets: which of them answer to each other.
    """
    ours, theirs = (_first(_mentions(plan)) for plan in (parent, local))
    named_here, named_there = (_named(_text(plan)) for plan in (local, parent))
    gaps = _gaps(parent, local, targets)
    result: list[Finding] = []
    for name, mention in ours.items():
        found = gaps.get(name, ())
        if found:
            result.append(_left_out(len(result), parent, found))
        elif not _is_covered(name, named_here):
            message = Message("diff.group.missing")
            result.append(
                _finding(len(result), "missing", "warning", message, _row(parent, mention, ()), None)
            )
        else:
            answer = theirs.get(name)
            rows = (
                _row(parent, mention, ()),
                None if answer is None else _row(local, answer, ()),
            )
            result.append(_finding(len(result), "kept", "info", Message("diff.group.kept"), *rows))
    for name, mention in theirs.items():
        if not _is_covered(name, named_there):
            message = Message("diff.group.added")
            row = _row(local, mention, ())
            result.append(_finding(len(result), "added", "info", message, None, row))
    return result


@cache
def _table() -> Mapping[str, Any]:
    return read_table(Path(__file__).parent / "data" / "groups.toml")


@cache
def _standard() -> Mapping[str, str]:
    return {form: row["forms"][0] for row in _table()["same"] for form in row["forms"]}


@cache
def _wider() -> Mapping[str, frozenset[str]]:
    """For each group those that hold it."""
    result: dict[str, set[str]] = {}
    for row in _table()["wider"]:
        for name in row["holds"]:
            result.setdefault(name, set()).add(row["name"])
    return {name: frozenset(found) for name, found in result.items()}


@cache
def _organisations() -> re.Pattern[str]:
    """The words before a group by which it is the name of an organisation."""
    words = sorted(_table()["organisations"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(word.replace(" ", "\\W+") for word in words) + r")\W{1,2}$")


def _places(low: str, wanted: str) -> Iterator[int]:
    """Where a lower-case text names a group, the names of organisations left out."""
    start = low.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        whole = not _is_letter(low[start - 1 : start]) and not _is_letter(low[end : end + 1])
        if whole and not _organisations().search(low[max(0, start - _LOOK) : start]):
            yield start
        start = low.find(wanted, end)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _groups_of(text: str) -> tuple[str, ...]:
    """The groups that a text names, in order; an organisation's name is none."""
    low = text.lower()
    return tuple(name for name in groups_in(low) if next(_places(low, name), None) is not None)


def _named(text: str) -> frozenset[str]:
    """The groups that a text names, each under one name."""
    return frozenset(_standard().get(name, name) for name in _groups_of(text))


def _is_covered(name: str, named: frozenset[str], beside: frozenset[str] = frozenset()) -> bool:
    """Whether a group is among those named, or within one of them.

    ``beside`` are the groups that the parent names with it: where the wider one is among them, it means the
    narrower one for itself, unless the wider is only the head of its name (``trẻ em``, ``trẻ em mồ côi``).
    """
    wider = (group for group in _wider().get(name, ()) if group not in beside or name.startswith(group))
    return name in named or any(group in named for group in wider)


def _text(plan: Plan) -> str:
    return "\n".join(block.text for block in plan.document.blocks)


def _mentions(plan: Plan) -> Iterator[_Mention]:
    """The groups of the targets and of the sections of đối tượng, in the order of the plan."""
    found = [
        _Mention(_standard().get(text, text), text, target.span.block, target.section, target)
        for target in plan.targets
        if target.kind != "baseline"
        for text in target.group
        if text in _groups_of(_bullet(plan, target))
    ]
    for section, block in _beneficiary_blocks(plan):
        names = _groups_of(plan.document.blocks[block].text)
        found += [_Mention(_standard().get(text, text), text, block, section, None) for text in names]
    yield from sorted(
        (mention for mention in found if mention.text not in _table()["ignored"]),
        key=lambda mention: mention.block,
    )


def _first(mentions: Iterable[_Mention]) -> dict[str, _Mention]:
    result: dict[str, _Mention] = {}
    for mention in mentions:
        result.setdefault(mention.name, mention)
    return result


def _beneficiary_blocks(plan: Plan) -> Iterator[tuple[str, int]]:
    """The blocks of the sections whose title says đối tượng, with the section."""
    sections = plan.sections
    for number, section in enumerate(sections):
        if "đối tượng" not in (section.title or "").lower():
            continue
        behind = (s.span.block for s in sections[number + 1 :] if s.path[: len(section.path)] != section.path)
        end = next(behind, len(plan.document.blocks))
        for block in range(section.span.block, max(end, section.span.block + 1)):
            if block < len(plan.document.blocks):
                yield section.id, block


def _gaps(parent: Plan, local: Plan, targets: Sequence[Finding]) -> dict[str, list[_Gap]]:
    result: dict[str, list[_Gap]] = {}
    for pair in targets:
        ours, theirs = pair.parent, pair.local
        if not isinstance(ours, Target) or not isinstance(theirs, Target):
            continue
        named = _named(_bullet(local, theirs)) | {_standard().get(name, name) for name in theirs.group}
        said = _groups_of(_bullet(parent, ours))
        beside = frozenset(_standard().get(name, name) for name in ours.group)
        for text in ours.group:
            name = _standard().get(text, text)
            counts = text in said and text not in _table()["ignored"]
            if counts and not _is_covered(name, named, beside):
                mention = _Mention(name, text, ours.span.block, ours.section, ours)
                result.setdefault(name, []).append(_Gap(mention, theirs, pair.id))
    lists = [list(_beneficiary_blocks(plan)) for plan in (parent, local)]
    if all(lists):
        named = frozenset().union(*(_named(local.document.blocks[block].text) for _, block in lists[1]))
        for mention in _mentions(parent):
            if mention.target is None and not _is_covered(mention.name, named):
                result.setdefault(mention.name, []).append(_Gap(mention, None, None))
    return result


def _bullet(plan: Plan, target: Target) -> str:
    """The bullet of a target, with the ones that it opens where it ends in a colon."""
    blocks = plan.document.blocks
    at = target.span.block
    if at >= len(blocks):
        return ""
    texts = [blocks[at].text]
    if texts[0].rstrip().endswith(":"):
        for block in blocks[at + 1 : at + 12]:
            if not block.text.lstrip().startswith("+"):
                break
            texts.append(block.text)
    return "\n".join(texts)


def _row(plan: Plan, mention: _Mention, targets: tuple[str, ...]) -> Group:
    block = plan.document.blocks[mention.block]
    low = block.text.lower()
    near = mention.target.span.start if mention.target is not None else 0
    # A group may be named before the figure or behind it: the place that is nearest.
    starts = list(_places(low, mention.text))
    start = min(starts, key=lambda at: abs(at - near), default=0) if len(low) == len(block.text) else 0
    end = start + len(mention.text) if starts else 0
    span = Span(mention.block, start, end, block.page)
    return Group(mention.name, block.text[start:end], targets, mention.section, span)


def _left_out(number: int, parent: Plan, gaps: Sequence[_Gap]) -> Finding:
    first = gaps[0]
    ids = tuple(gap.mention.target.id for gap in gaps if gap.mention.target is not None)
    row = _row(parent, first.mention, ids)
    if first.answer is None:
        message = Message("diff.group.missing-in-list")
    else:
        message = Message("diff.group.missing-at", {"bullet": first.answer.indicator or first.answer.text})
    return _finding(number, "missing", "warning", message, row, None, first.see)


def _finding(
    number: int,
    status: Status,
    severity: Severity,
    message: Message,
    parent: Group | None,
    local: Group | None,
    see: str | None = None,
) -> Finding:
    score = 1.0 if status == "kept" else 0.8
    return finding("group", number, status, message, parent, local, severity=severity, score=score, see=see)
