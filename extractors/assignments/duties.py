"""Sections of tổ chức thực hiện: one assignment for each bullet or paragraph under an agency."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extractors.assignments.clauses import due_date, read_clause, tidy, without_brackets
from extractors.assignments.headings import Charge, Duties, content_start, prefix_end, read_duties
from extractors.assignments.inline import leaders
from extractors.assignments.row import Row
from extractors.context import Context
from extractors.vietnamese.agencies import is_verb_at, read_names
from extractors.vietnamese.tables import load_table

_BULLET = re.compile(r"\s*(?P<mark>[-–—−+*•·●▪○]|o(?=\s))?\s*(?P<number>\(\d{1,2}\)[.:]?\s*)?")
_OPENING = re.compile(
    r"(?:căn cứ|trên cơ sở|hàng năm|hằng năm|định kỳ|hàng tháng|hằng tháng|hàng quý|hằng quý|theo|để|ngoài ra|đồng thời|riêng)\b"
)
_MAX_OPENING = 260
_GIVES = re.compile(r"\s+(?:giao(?: cho)?|đề nghị|yêu cầu|phân công)\s+")


@dataclass(frozen=True, slots=True)
class _Cues:
    closing: tuple[str, ...]
    announce: tuple[str, ...]


@cache
def _cues() -> _Cues:
    data = load_table("assignments.toml")
    return _Cues(tuple(data["closing"]["starts"]), tuple(data["lead_in"]["announce"]))


@dataclass(frozen=True, slots=True)
class Opening:
    """The agency with which a paragraph opens, and the offset behind its name."""

    charge: Charge
    end: int


def opening(text: str, low: str, start: int) -> Opening | None:
    """The agency that opens a paragraph: ``Giao Sở Nội vụ …``, ``Các sở, ngành: …``, ``UBND xã giao Phòng …``."""
    shift, requested = prefix_end(low[start : start + 60])
    names = read_names(text, start + shift, semicolons=True)
    confidence = 0.92
    if not names.items and shift == 0:
        found = _OPENING.match(low, start)
        if found is None:
            return None
        comma = low.find(", ", start, start + _MAX_OPENING)
        while comma >= 0 and not names.items:
            more, requested = prefix_end(low[comma + 2 : comma + 62])
            names = read_names(text, comma + 2 + more, semicolons=True)
            # `Căn cứ chức năng, các nhiệm vụ …`: an agency has a verb behind it.
            if names.items and not is_verb_at(text, names.end + 1):
                names = replace(names, items=())
            comma = low.find(", ", comma + 2, start + _MAX_OPENING)
        confidence = 0.8
    if not names.items:
        return None
    given = _GIVES.match(low, names.end)
    if given is not None:
        # UBND xã giao Phòng Kinh tế: the one who is given the duty is charged.
        inner = read_names(text, given.end(), semicolons=True)
        if inner.items:
            names, requested = inner, "đề nghị" in given[0]
    name = without_brackets(text[names.items[0].start : names.end])
    generic = all(item.generic for item in names.items)
    return Opening(Charge(name, requested, confidence, "paragraph", generic), names.end)


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

    def read(self, block: int, owner: int) -> None:
        text = self.context.document.blocks[block].text
        low = self.context.lower[block]
        section = self.context.outline.sections[owner]
        if section.span.block == block:
            self._open_section(block, owner, text, low)
            return
        found = _BULLET.match(text)
        start = found.end() if found is not None else 0
        mark = (found["mark"] or ("(" if found["number"] else "")) if found is not None else ""
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
        if not content or content[0] == "(" and content[-1] in ").":
            return
        local = self.local
        if local is not None:
            if local.child is None:
                local = self.local = replace(local, child=mark)
            elif mark == local.mark and local.child != mark:
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
        behind = text[found.end :].lstrip()[:1] if found is not None else ""
        if found is not None and (behind == ":" or is_verb_at(text, found.end + 1) or charge is None):
            if (
                charge is None
                or (charge.generic and not found.charge.generic)
                or (behind == ":" and mark != "+")
            ):
                if charge is not None:
                    found = replace(
                        found,
                        charge=replace(found.charge, requested=found.charge.requested or charge.requested),
                    )
                if behind not in (":", "") and not is_verb_at(text, found.end + 1):
                    return
                rest = text[found.end :].strip(" :")
                if content.endswith(":"):
                    self.local = _Local(found.charge, mark, owner)
                    if not states_duty(rest, low[found.end :].strip(" :")):
                        return
                if not rest:
                    return
                self._add(block, text, low, start if whole is None else whole, found.charge, "paragraph")
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


def lower_announces(low: str) -> bool:
    """Whether the words behind an agency only announce the list below: ``có trách nhiệm:``."""
    rest = low.strip(" :,")
    return len(rest.split()) <= 10 and any(words in rest for words in _cues().announce)
