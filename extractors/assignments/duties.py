"""Sections of tổ chức thực hiện: one assignment for each bullet or paragraph under an agency."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extractors.assignments.clauses import due_date, read_clause, same_agency, tidy, without_brackets
from extractors.assignments.headings import Charge, Duties, content_start, prefix_end, read_duties
from extractors.assignments.inline import leaders
from extractors.assignments.openings import Opening, opening
from extractors.assignments.row import Row
from extractors.context import Context
from extractors.labels import bullet_of
from extractors.vietnamese.agencies import is_verb_at, read_names
from extractors.vietnamese.tables import load_table

_BULLET = re.compile(r"\s*(?P<mark>[-–—−+*•·●▪○]|o(?=\s))?\s*(?P<number>\(\d{1,2}\)[.:]?\s*)?")


@dataclass(frozen=True, slots=True)
class _Cues:
    closing: tuple[str, ...]
    announce: tuple[str, ...]


@cache
def _cues() -> _Cues:
    data = load_table("assignments.toml")
    return _Cues(tuple(data["closing"]["starts"]), tuple(data["lead_in"]["announce"]))


@dataclass(frozen=True, slots=True)
class _Local:
    """A heading that is no section (``* Phòng X``, ``- Phòng X:``): whom it charges, and how far."""

    charge: Charge | None
    mark: str
    section: int | None
    child: str | None = None


def states_duty(content: str, low: str) -> bool:
    """Whether a line that ends in a colon states a duty itself rather than only announces the list below."""
    if "chủ trì" in low or "phối hợp" in low:
        return True
    words = len(content.split())
    if words < 8 or not is_verb_at(content, 0):
        return False
    tail = low.rstrip(" :")[-60:]
    return not any(tail.endswith(words) for words in _cues().announce) and not low.startswith(
        _cues().announce
    )


def in_duty_sections(context: Context, taken: frozenset[int]) -> tuple[list[Row], frozenset[int]]:
    """The assignments of all sections of tổ chức thực hiện, and the blocks that stand in them."""
    duties = read_duties(context.outline)
    if not any(duties.inside):
        return [], frozenset()
    walk = _Walk(context, duties)
    inside: set[int] = set()
    for block, owner in enumerate(context.outline.owners):
        if (
            owner is None
            or not duties.inside[owner]
            or context.zones[block] not in ("body", "appendix", "opening")
        ):
            continue
        if context.document.blocks[block].kind == "cell":
            continue
        inside.add(block)
        if block not in taken:
            walk.read(block, owner)
    return walk.rows, frozenset(inside)


class _Walk:
    """Goes through the blocks of duty sections and remembers whom the last heading charged."""

    def __init__(self, context: Context, duties: Duties) -> None:
        self.context = context
        self.duties = duties
        self.rows: list[Row] = []
        self.local: _Local | None = None
        self.opened: dict[int, Charge] = {}
        self.closed_in: int | None = None
        self.children: dict[int, str] = {}

    def read(self, block: int, owner: int) -> None:
        written = self.context.document.blocks[block]
        text = written.text
        low = self.context.lower[block]
        section = self.context.outline.sections[owner]
        if section.span.block == block:
            self._open_section(block, owner, text, low)
            return
        found = _BULLET.match(text)
        start = found.end() if found is not None else 0
        mark = (found["mark"] or ("(" if found["number"] else "")) if found is not None else ""
        mark = mark or bullet_of(written)
        self.children.setdefault(owner, mark)
        self._paragraph(block, owner, text, low, start, mark)

    # ---------------------------------------------------------------- sections

    def _open_section(self, block: int, owner: int, text: str, low: str) -> None:
        section = self.context.outline.sections[owner]
        if self.local is not None and not self._within(owner, self.local.section):
            self.local = None
        start = content_start(self.context.document, section)
        own = self.duties.own[owner]
        if own is not None:
            self.local = None
            if section.kind == "run_in":
                self._run_in(block, text, low, section.span.end, own)
            return
        parent = self.context.outline.parents[owner]
        if parent is None or not self.duties.inside[parent]:
            # The title of the section of tổ chức thực hiện itself hands out nothing, its own text may.
            if section.kind == "run_in":
                colon = text.find(":", section.span.end)
                self._task(block, owner, text, low, colon + 1 if colon >= 0 else start, "", whole=start)
            return
        if section.kind == "heading" and not self._is_sentence(text, low, start):
            return
        if section.kind == "run_in" and self.charge(owner) is None:
            # `9. Kiểm tra, đôn đốc: Trạm Y tế có trách nhiệm …`: the agency opens the text behind the title.
            colon = text.find(":", section.span.end)
            if colon >= 0 and opening(text, low, start) is None:
                self._task(block, owner, text, low, colon + 1, "", whole=start)
                return
        self._task(block, owner, text, low, start, "")
        opened = opening(text, low, start)
        if opened is not None and self.charge(owner) is None:
            self.opened[owner] = opened.charge

    def _within(self, owner: int | None, ancestor: int | None) -> bool:
        if ancestor is None:
            return True
        while owner is not None:
            if owner == ancestor:
                return True
            owner = self.context.outline.parents[owner]
        return False

    def _is_sentence(self, text: str, low: str, start: int) -> bool:
        """Whether a line that the outline takes for a heading states a duty."""
        found = opening(text, low, start)
        if found is not None and is_verb_at(text, found.end + 1):
            return True
        return len(text.split()) > 12 and is_verb_at(text, start)

    def _run_in(self, block: int, text: str, low: str, end: int, charge: Charge) -> None:
        colon = text.find(":", end)
        if colon < 0:
            return
        start = colon + 1 + (len(text[colon + 1 :]) - len(text[colon + 1 :].lstrip()))
        content = text[start:].rstrip()
        if not content or (content.endswith(":") and not states_duty(content, low[start:].rstrip())):
            return
        self._add(block, text, low, start, charge, "run-in")

    # ---------------------------------------------------------------- paragraphs

    def charge(self, owner: int | None) -> Charge | None:
        """Whom the sections around a block charge."""
        index = owner
        while index is not None:
            found = self.duties.own[index] or self.opened.get(index)
            if found is not None:
                return found
            index = self.context.outline.parents[index]
        return None

    def _paragraph(self, block: int, owner: int, text: str, low: str, start: int, mark: str) -> None:
        if low.startswith(_cues().closing, start):
            self.local = None
            self.closed_in = owner
            return
        content = text[start:].rstrip()
        if not content or (content[0] == "(" and content[-1] in ")."):
            return
        local = self.local
        if local is not None:
            if local.child is None:
                local = self.local = replace(local, child=mark)
            elif _rank(mark) <= _rank(local.mark) and local.child != mark:
                local = self.local = None
        if self._local_heading(owner, text, low, start, mark):
            return
        self._task(block, owner, text, low, start, mark)

    def _local_heading(self, owner: int, text: str, low: str, start: int, mark: str) -> bool:
        content = text[start:].rstrip()
        colon = content.endswith(":")
        if len(content) > 220 or not (colon or content[-1] not in ".;,…"):
            return False
        shift, requested = prefix_end(low[start : start + 60])
        names = read_names(text, start + shift, semicolons=True)
        if not names.items:
            return False
        rest = without_brackets(text[names.end : start + len(content)])
        if rest and not (colon and (rest.startswith("-") or lower_announces(low[names.end :]))):
            return False
        name = (
            tidy(text[start + shift : start + len(content)])
            if not rest
            else tidy(text[start + shift : names.end])
        )
        generic = all(item.generic for item in names.items)
        self.local = _Local(Charge(name, requested, 0.93, "local-heading", generic), mark, owner)
        self.closed_in = None
        return True

    def _task(
        self, block: int, owner: int, text: str, low: str, start: int, mark: str, whole: int | None = None
    ) -> None:
        """One paragraph or bullet: whose is it, does it state a duty, and the row for it."""
        while start < len(text) and text[start].isspace():
            start += 1
        content = text[start:].rstrip()
        if not content or low.startswith(_cues().closing, start):
            return
        charge = self.local.charge if self.local is not None else self.charge(owner)
        found = opening(text, low, start)
        closes = not mark and charge is not None and low.rstrip().endswith("./.")
        if closes and found is not None and found.charge.generic:
            # `Căn cứ Kế hoạch này, các sở, ngành triển khai thực hiện./.`
            return
        if found is not None and self._speaks(found, charge, owner, text, mark):
            self._opened(block, owner, text, low, start if whole is None else whole, found, charge, mark)
            return
        if charge is None:
            self._fallback(block, text, low, start)
            return
        if self.closed_in == owner:
            return
        if content.endswith(":") and not states_duty(content, low[start:].rstrip()):
            return
        if content[-1] not in ".;:,…/)" and len(content.split()) <= 6 and not is_verb_at(content, 0):
            return
        self._add(block, text, low, start, charge, "bullet" if mark else "paragraph-under-heading")

    def _speaks(self, found: Opening, charge: Charge | None, owner: int, text: str, mark: str) -> bool:
        """Whether a paragraph that opens with an agency is that agency's rather than its heading's."""
        behind = text[found.end :].lstrip()[:1]
        if charge is None:
            return True
        if behind == ":" and mark != "+":
            return True
        if not is_verb_at(text, found.end + 1) and not found.prefixed:
            return False
        if charge.generic and not found.charge.generic:
            return True
        # A paragraph without a dash behind the dashed duties of a heading stands on its own.
        apart = mark == "" and self.local is None and self.children.get(owner, "") != ""
        return apart and not same_agency(found.charge.agency, charge.agency)

    def _opened(
        self,
        block: int,
        owner: int,
        text: str,
        low: str,
        start: int,
        found: Opening,
        charge: Charge | None,
        mark: str,
    ) -> None:
        """The row of a paragraph that opens with its own agency."""
        rest = text[found.end :].strip(" :")
        behind = text[found.end :].lstrip()[:1]
        if not rest:
            return
        if not found.prefixed and behind not in (":", "(") and not is_verb_at(text, found.end + 1):
            # No verb that is known: a duty of a named agency all the same, less surely.
            if found.charge.generic or not behind.islower():
                return
            found = replace(found, charge=replace(found.charge, confidence=0.7))
        if found.passed_on and (low.rstrip().endswith("./.") or "nghiêm túc" in low[found.end :]):
            return
        own = found.charge
        if not own.requested and self._under_request(owner):
            own = replace(own, requested=True)
        if charge is not None and charge.requested and not own.requested:
            own = replace(own, requested=True)
        if text.rstrip().endswith(":"):
            self.local = _Local(own, mark, owner)
            if not states_duty(rest, low[found.end :].strip(" :")):
                return
        if behind == ":":
            # `- Phòng Kinh tế: Chủ trì …`: the name is a heading that runs in.
            start = text.index(":", found.end) + 1
            start += len(text[start:]) - len(text[start:].lstrip())
        self._add(block, text, low, start, own, "paragraph")

    def _under_request(self, owner: int) -> bool:
        """Whether a heading around the paragraph is a bare ``Đề nghị:``."""
        index: int | None = owner
        while index is not None:
            title = self.context.outline.sections[index].title
            if title is not None and title.strip(" :.").lower() in ("đề nghị", "kiến nghị, đề nghị"):
                return True
            index = self.context.outline.parents[index]
        return False

    def _fallback(self, block: int, text: str, low: str, start: int) -> None:
        """No agency heads the paragraph; one may still be named in it as the one that chủ trì."""
        for leader in leaders(text, low):
            self.rows.append(
                Row(
                    block,
                    start,
                    len(text.rstrip()),
                    leader.agency,
                    "lead",
                    leader.partners,
                    leader.requested,
                    False,
                    due_date(low),
                    "leader-in-section",
                    0.85,
                )
            )

    def _add(self, block: int, text: str, low: str, start: int, charge: Charge, rule: str) -> None:
        end = len(text.rstrip())
        clause = read_clause(text[start:end], low[start:end], charge.agency)
        self.rows.append(
            Row(
                block,
                start,
                end,
                charge.agency,
                clause.role,
                clause.partners,
                charge.requested,
                False,
                due_date(low[start:end]),
                rule,
                min(charge.confidence, 0.95),
            )
        )


_RANKS = {"": 0, "*": 1, "(": 1, "+": 3}


def _rank(mark: str) -> int:
    """How deep a bullet stands: none, ``*``, ``-`` and its like, ``+``."""
    return _RANKS.get(mark, 2)


def lower_announces(low: str) -> bool:
    """Whether the words behind an agency only announce the list below: ``có trách nhiệm:``."""
    rest = low.strip(" :,")
    return len(rest.split()) <= 10 and any(words in rest for words in _cues().announce)
