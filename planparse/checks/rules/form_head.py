"""Form of the letterhead (F1). Source: Nghị định 30/2020/NĐ-CP, annex I, part I, II.1 to II.5; annex III."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.layout import find_type, type_and_title
from extractors.letterhead.lines import MOTTO, NATION
from extractors.vietnamese.text import fold_words
from planparse.checks.components import (
    Line,
    abbreviations,
    dateline_in,
    lines_of,
    number_in,
)
from planparse.checks.model import Hit, Rule
from planparse.checks.rules.form_scope import governed, in_force, lettered, typed
from planparse.checks.subject import Subject


def _column_lost(subject: Subject) -> bool:
    """Whether both columns above the number are gone, as where a table was not saved with the text."""
    head = subject.head
    return not (head.nation or head.motto or head.issuer)


def letterhead(subject: Subject) -> Iterator[Hit]:
    """The letterhead, or the table at its top, is not in the text."""
    if not governed(subject) or len(subject.blocks) < 2:
        return
    if subject.meta.document_type is None and not subject.plan.sections:
        return
    if subject.head.empty:
        yield Hit(None, variant="whole")
    elif _column_lost(subject):
        yield Hit(None, variant="top")


def nation_missing(subject: Subject) -> Iterator[Hit]:
    """Quốc hiệu or tiêu ngữ is not there."""
    head = subject.head
    if not lettered(subject) or _column_lost(subject):
        return
    if not head.nation and not head.motto:
        yield Hit(None, {"form": f"{NATION}, {MOTTO}"}, variant="both")
    elif not head.nation:
        yield Hit(None, {"form": NATION}, variant="nation")
    elif not head.motto:
        yield Hit(None, {"form": MOTTO}, variant="motto")


_NATION = regex.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGH[ĨĪ]A\s+VIỆT\s+NAM")
_MOTTO = regex.compile(r"[ĐÐ]ộc\s+lập(?P<a>\s*)[-–—](?P<b>\s*)Tự\s+do(?P<c>\s*)[-–—](?P<d>\s*)Hạnh\s+phúc")


def nation_misspelt(subject: Subject) -> Iterator[Hit]:
    """Quốc hiệu or tiêu ngữ is not written letter for letter."""
    if not governed(subject) or not typed(subject):
        return
    head = subject.head
    if head.nation and not _NATION.search(head.nation.text):
        yield Hit(head.nation.span, {"form": NATION})
    if head.motto:
        found = _MOTTO.search(head.motto.text)
        # Blanks between words are as the layout of a PDF gives them.
        tight = bool(found) and not all(found[gap] for gap in "abcd") if found else False
        if not found or (tight and subject.plan.document.source.format != "pdf" and in_force(subject)):
            yield Hit(head.motto.span, {"form": MOTTO})


def issuer_missing(subject: Subject) -> Iterator[Hit]:
    """Nobody is named as issuing the document."""
    if lettered(subject) and not subject.head.issuer and not _column_lost(subject):
        yield Hit(None)


def _elsewhere(subject: Subject) -> tuple[Line | None, Line | None]:
    """A number and a dateline that stand below the type of document."""
    number = date = None
    title = next((i for i, zone in enumerate(subject.zones) if zone in ("title", "opening")), 0)
    for line in lines_of(subject.blocks, subject.zones, "title", "opening", "closing"):
        if subject.zones[line.block] != "closing" and line.block > title + 6:
            continue
        if len(line.text) > 90:
            continue
        found = number_in(line)
        if found and found.colon and "/" in found.sign:
            number = number or line
        if (there := dateline_in(line)) and (there.place or line.folded.startswith("ngày")):
            date = date or line
    return number, date


def _title_above(subject: Subject) -> Line | None:
    """A trích yếu that stands above the type of document: the line before it, of no other component."""
    at = find_type(subject.plan.document)
    above = [line for line in subject.head.lines if at is not None and line.block < at]
    if not above or (last := above[-1]) in (subject.head.nation, subject.head.motto):
        return None
    if last.text.isupper() or number_in(last) or dateline_in(last) or len(last.text.split()) < 4:
        return None
    return last


def order(subject: Subject) -> Iterator[Hit]:
    """A component stands where another belongs."""
    if not lettered(subject) or not typed(subject):
        return
    head = subject.head
    number, date = _elsewhere(subject)
    if number and not head.number:
        yield Hit(number.span, variant="number")
    if date and not head.dateline:
        yield Hit(date.span, variant="dateline")
    if not subject.meta.title and (title := _title_above(subject)):
        yield Hit(title.span, variant="title")
    if head.number and head.issuer and head.number.line.block < head.issuer[0].block:
        yield Hit(head.number.line.span, variant="issuer")
    if head.dateline and head.nation and head.dateline.line.block < head.nation.block:
        yield Hit(head.dateline.line.span, variant="nation")


def number_missing(subject: Subject) -> Iterator[Hit]:
    """There is no line for số, ký hiệu."""
    if lettered(subject) and not subject.head.number and not _elsewhere(subject)[0] and typed(subject):
        yield Hit(None)


def number_blank(subject: Subject) -> Iterator[Hit]:
    """`Số:      /KH-UBND`."""
    number = subject.head.number
    if lettered(subject) and number and number.blank and typed(subject):
        yield Hit(number.line.span)


_SIGN = regex.compile(r"/(?:(?:19|20)\d\d/)?(?P<type>[\p{L}\d]+)-(?P<issuer>[\p{L}\d&.-]+)")


def number_form(subject: Subject) -> Iterator[Hit]:
    """A symbol that is not `/TYPE-ISSUER`, or whose type or issuer is another than the document's."""
    number, kind = subject.head.number, subject.meta.document_type
    if not lettered(subject) or not number or not typed(subject) or kind in (None, "công văn"):
        return
    known = abbreviations()
    own = [short for name, shorts in known.items() if name.startswith(str(kind)) for short in shorts]
    sign = regex.sub(r"\s+", "", number.sign).replace("–", "-")
    if not own:
        return
    told = {
        "sign": sign or "…",
        "type": str(kind),
        "expected": (*known.get(str(kind), ()), *own)[0],
    }
    found = _SIGN.fullmatch(sign)
    if not found:
        yield Hit(number.line.span, told, variant="shape")
        return
    short = found["type"].upper()
    if short not in {each.upper() for each in own}:
        other = next((n for n, shorts in known.items() if short in {s.upper() for s in shorts}), None)
        if other is None:
            yield Hit(number.line.span, told | {"short": found["type"]}, variant="unknown")
        else:
            yield Hit(number.line.span, told | {"short": found["type"], "other": other}, variant="unfit")
    issuer = fold_words(subject.meta.issuer or "")
    council = "UBND" in found["issuer"].upper()
    if subject.head.issuer and (
        (issuer.startswith("ủy ban nhân dân") and not council)
        or (issuer.startswith(("sở ", "hội đồng nhân dân")) and council)
    ):
        yield Hit(number.line.span, told | {"issuer": str(subject.meta.issuer)}, variant="issuer")


def number_style(subject: Subject) -> Iterator[Hit]:
    """`Số: 7/KH-UBND`, `34/KH - UBND`, `12/kh-ubnd`."""
    number = subject.head.number
    if not lettered(subject) or not number or not typed(subject):
        return
    if regex.fullmatch(r"[1-9]", number.number):
        yield Hit(number.line.span, {"written": f"0{number.number}"}, variant="zero")
    if regex.search(r"\p{L}\s+-|-\s+\p{L}", number.sign):
        yield Hit(number.line.span, {"written": regex.sub(r"\s+", "", number.sign)}, variant="space")
    if len(number.sign) > 3 and number.sign.islower():
        yield Hit(number.line.span, {"written": number.sign.upper()}, variant="case")
    if not number.colon:
        yield Hit(number.line.span, {"written": "Số:"}, variant="colon")


def dateline_missing(subject: Subject) -> Iterator[Hit]:
    """There is no line for địa danh and date."""
    if lettered(subject) and not subject.head.dateline and not _elsewhere(subject)[1] and typed(subject):
        yield Hit(None)


def dateline_blank(subject: Subject) -> Iterator[Hit]:
    """`ngày     tháng 12 năm 2026`."""
    line = subject.head.dateline
    if not lettered(subject) or not line or not typed(subject):
        return
    parts = (("ngày", line.day), ("tháng", line.month), ("năm", line.year if len(line.year) == 4 else ""))
    if blanks := [word for word, written in parts if not written]:
        yield Hit(line.line.span, {"blanks": ", ".join(blanks)})


def place_missing(subject: Subject) -> Iterator[Hit]:
    """`…, ngày 05 tháng 12 năm 2026`."""
    line = subject.head.dateline
    if lettered(subject) and line and typed(subject) and not any(c.isalpha() for c in line.place):
        yield Hit(line.line.span)


def date_form(subject: Subject) -> Iterator[Hit]:
    """`ngày 5 tháng 2 năm 2026`, `12/3/2026`."""
    line = subject.head.dateline
    if not lettered(subject) or not line or not typed(subject):
        return
    day, month = line.day, line.month
    if not (day.isdigit() and month.isdigit()):
        return
    month_two = f"{int(month):02d}" if int(month) < 3 else str(int(month))
    written = f"ngày {int(day):02d} tháng {month_two} năm {line.year}"
    if line.short:
        yield Hit(line.line.span, {"written": written}, variant="words")
    elif (len(day) < 2 and int(day) > 0) or (len(month) < 2 and 0 < int(month) < 3):
        yield Hit(line.line.span, {"written": written}, variant="zero")


def type_missing(subject: Subject) -> Iterator[Hit]:
    """No tên loại in capitals above the body."""
    if not lettered(subject) or not typed(subject) or subject.meta.document_type is not None:
        return
    if find_type(subject.plan.document) is not None:
        return
    for line in lines_of(subject.blocks[:40], subject.zones[:40], "letterhead", "title", "opening"):
        bare = line.text.strip(" :.*")
        if type_and_title(bare.upper()) and len(bare.split()) <= 4 and fold_words(bare) in abbreviations():
            yield Hit(line.span, {"written": bare.upper()}, variant="capitals")
            return
    yield Hit(None, variant="absent")


_SENTENCE = regex.compile(r"(?:ban hành|xây dựng|lập)\s+kế\s+hoạch\b.*[.:;]$|^căn\s+cứ\s", regex.DOTALL)


def title_missing(subject: Subject) -> Iterator[Hit]:
    """A type of document without trích yếu."""
    at = find_type(subject.plan.document)
    if not lettered(subject) or at is None:
        return
    title = fold_words(subject.meta.title or "")
    if not title and _title_above(subject):
        return
    if not title or _SENTENCE.search(title):
        yield Hit(subject.span(at), {"type": str(subject.meta.document_type)})


def title_style(subject: Subject) -> Iterator[Hit]:
    """`V/v` belongs to công văn."""
    at = find_type(subject.plan.document)
    if at is None or not lettered(subject) or not in_force(subject):
        return
    for line in lines_of(subject.blocks, subject.zones, "title"):
        if regex.match(r"v\s?/\s?v\b", line.folded):
            yield Hit(line.span, {"type": str(subject.meta.document_type)})


RULES = (
    Rule("F101", "letterhead-not-there", "info", letterhead),
    Rule("F102", "nation-missing", "warning", nation_missing),
    Rule("F103", "nation-misspelt", "warning", nation_misspelt),
    Rule("F104", "issuer-missing", "warning", issuer_missing),
    Rule("F105", "form-order", "warning", order),
    Rule("F106", "number-missing", "warning", number_missing),
    Rule("F107", "number-blank", "warning", number_blank),
    Rule("F108", "number-form", "warning", number_form),
    Rule("F109", "number-style", "info", number_style),
    Rule("F110", "dateline-missing", "warning", dateline_missing),
    Rule("F111", "dateline-blank", "warning", dateline_blank),
    Rule("F112", "place-missing", "warning", place_missing),
    Rule("F113", "dateline-style", "info", date_form),
    Rule("F114", "type-missing", "warning", type_missing),
    Rule("F115", "title-missing", "warning", title_missing),
    Rule("F116", "title-style", "info", title_style),
)
