"""How a document is cited (C2): number, symbol, date and issuer.

Sources: Nghị định 30/2020/NĐ-CP, annex I, part I, II.3 (số, ký hiệu) and II.6 (căn cứ, viện dẫn), annex III
(abbreviations of types); Quy định 66-QĐ/TW (party documents).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.citations.types import type_of_symbol, types
from extractors.plan import Citation
from extractors.vietnamese.tables import load_table
from extractors.vietnamese.text import fold_words
from planparse.checks.documents import LAWS, knowledge, label, numbered
from planparse.checks.model import Hit, Rule
from planparse.checks.subject import Subject

_PARTS = re.compile(r"[\s\-–_/]+")
_SPACED = re.compile(r"[0-9][A-Za-z]?\s+[/\-–]|[/\-–]\s+[A-ZĐ]|[A-ZĐ]\s+[/\-–]\s*[A-ZĐ]")
_CUT = re.compile(r"\s{0,2}[-–/]\s{0,2}(?=\Z|[\n,;.)]|ngày|của|về|ban hành)")
_OPEN_NUMBER = re.compile(
    r"(?P<type>" + "|".join(sorted(types().bare, key=len, reverse=True)) + r")\s{1,4}số\s{0,2}:?"
    r"[\s.…_]{1,40}/\s{0,3}(?=[A-ZĐa-zđ]{2,10}[-–/]|(?:19|20)[0-9]{2}/)"
)
_SYMBOL_REST = re.compile(r"[\w\-–/]{0,40}")
_OPEN_DATE = re.compile(r"[\s,(]{0,4}ngày(?:[\s.…_]{1,40}(?=tháng|/)|[\s.…_]{0,40}/)")
_SOMEBODY = re.compile(
    r"(?<!\w)(?:của|do|sở|phòng|ủy ban|uỷ ban|ubnd|hđnd|công ty|bộ|cục|trường|trung tâm)(?!\w)"
)
_JOINT = re.compile(r"\s*(?:,|và|,\s*và)\s*")
_OF = re.compile(r"(?<!\w)của(?!\w)")
_CLAUSE = re.compile(r"[;\n]|\.\s")
_LEVELS = frozenset(
    ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "trung ương")
)
# `các Quyết định của Thủ tướng Chính phủ: Quyết định số …, Quyết định số …` names the issuer once.
_LIST_OF = re.compile(r"(?<!\w)các\s[^;.:\d]{3,40}\scủa\s[^;.:\d]{3,80}:\s[^;]*\Z")


def first_mention(subject: Subject) -> Iterator[Hit]:
    """A document whose first mention lacks its date or its issuer."""
    seen: set[str] = set()
    # What was recognised from an image spells one symbol in several ways: there the serial tells.
    ocr = subject.plan.document.source.ocr
    for position, citation in enumerate(subject.plan.citations):
        mark = f"{citation.type}:{(citation.number or '')[:4]}" if ocr else citation.canonical
        if subject.zones[citation.span.block] not in ("opening", "body") or mark in seen:
            continue
        seen.add(mark)
        if citation.type in LAWS or not citation.number or "/" not in citation.number:
            continue
        if not citation.date and not citation.issuer:
            variant = "both"
        elif not citation.date:
            variant = "date"
        elif not citation.issuer:
            variant = "issuer"
        else:
            continue
        if variant in ("both", "date") and _date_is_open(subject, citation):
            continue
        if _is_cut(subject, citation):
            continue
        if variant != "date" and (
            _issuer_before(subject, citation) or _issuer_shared(subject, citation, position)
        ):
            if variant == "issuer":
                continue
            variant = "date"
        yield Hit(citation.span, {"document": label(citation)}, variant=variant)


def _is_cut(subject: Subject, citation: Citation) -> bool:
    """Whether a sign that no symbol holds follows: the rest was not recognised (`119/KH-BCĐ38§9`)."""
    text = subject.blocks[citation.span.block].text
    after = text[citation.span.end : citation.span.end + 1]
    return bool(after) and not after.isspace() and after not in '.,;:()[”"*-–/'


def _issuer_shared(subject: Subject, citation: Citation, position: int) -> bool:
    """Whether the next of a list names the issuer of both: `09-NQ/TW … và 72-KL/TW … của Bộ Chính trị`."""
    here = citation.span
    text = subject.blocks[here.block].text
    for following in subject.plan.citations[position + 1 : position + 6]:
        gap = text[here.end : following.span.start] if following.span.block == here.block else "."
        if not _JOINT.fullmatch(gap):
            return False
        if following.issuer:
            return True
        here = following.span
    return False


def _issuer_before(subject: Subject, citation: Citation) -> bool:
    """Whether the sentence named the issuer already: `các Kế hoạch của UBND tỉnh: số 77/…, số 102/…`."""
    low, start = subject.lower[citation.span.block], citation.span.start
    if citation.text.lower().lstrip().startswith("số") or ": số" in citation.text.lower():
        return bool(_OF.search(low, max(0, start - 600), min(len(low), citation.span.end + 160)))
    if citation.type == "văn bản" or _LIST_OF.search(low, max(0, start - 600), start):
        return True
    clause = _CLAUSE.split(low[max(0, start - 160) : start])[-1]
    return citation.type in knowledge()["letters"] and bool(_SOMEBODY.search(clause))


def _date_is_open(subject: Subject, citation: Citation) -> bool:
    return bool(_OPEN_DATE.match(subject.lower[citation.span.block], citation.span.end))


def bare_number(subject: Subject) -> Iterator[Hit]:
    """`Thông tư số 18 của Bộ …`: a number without its symbol, and no whole one anywhere."""
    whole = {c.canonical for c in numbered(subject)}
    told: set[str] = set()
    for citation in subject.plan.citations:
        if citation.type in knowledge()["letters"] or is_own_serial(subject, citation):
            continue
        if citation.rule == "number-only" and citation.canonical not in whole | told and citation.number:
            told.add(citation.canonical)
            yield Hit(citation.span, {"document": label(citation)})


def is_own_serial(subject: Subject, citation: Citation) -> bool:
    """Whether a number without symbol is the plan's own."""
    own = (subject.meta.number or "").partition("/")[0]
    return bool(own) and own.lstrip("0") == (citation.number or "").lstrip("0")


def number_without_year(subject: Subject) -> Iterator[Hit]:
    """`Nghị định số 86/NĐ-CP`: the number of a decree or circular holds its year (since 1997)."""
    told: set[str] = set()
    for citation in numbered(subject):
        if (
            citation.type not in knowledge()["yeared"]
            or citation.year is not None
            or citation.canonical in told
        ):
            continue
        old = citation.date and citation.date[:4].isdigit() and int(citation.date[:4]) < 1997
        if not old and type_of_symbol(_PARTS.split(_tail(citation))) == citation.type:
            told.add(citation.canonical)
            yield Hit(citation.span, {"document": label(citation)})


def _tail(citation: Citation) -> str:
    """The abbreviations of a symbol, without number and year."""
    return re.sub(r"\A[0-9.]+[A-Za-z]?\s*[/\-–]\s*(?:(?:19|20)[0-9]{2}\s*/\s*)?", "", citation.number or "")


def unknown_type(subject: Subject) -> Iterator[Hit]:
    """`Quyết định số 12/QDD-UBND`: no type is abbreviated so."""
    for citation in numbered(subject):
        parts = _PARTS.split(_tail(citation))
        if (
            citation.type in knowledge()["strict"]
            and not parts[0].isdigit()
            and type_of_symbol(parts) is None
            and not _loose(parts, citation.type)
        ):
            short = next(a for a in types().by_abbreviation if types().by_abbreviation[a] == citation.type)
            arguments = {"document": label(citation), "found": parts[0], "kind": citation.type}
            yield Hit(citation.span, {**arguments, "wanted": _as_written(short)})


def _loose(parts: list[str], kind: str) -> bool:
    """Whether an abbreviation begins with that of its type (`KHPH`, `KHTH`), or stands behind the body's."""
    shorts = [a for a, name in types().by_abbreviation.items() if name == kind]
    first = parts[0].upper().replace("Ð", "Đ")
    # An older order: the body, then the type (UBND/QĐ), or a central body without a type (CP, HĐBT).
    return (
        any(part.upper() in shorts for part in parts[1:])
        or first in ("CP", "HĐBT", "UB", "TTG")
        or any(
            first.startswith(short)
            and first not in (short + "D", short + "Đ")
            and len(first) > len(short) + 1
            for short in shorts
        )
    )


def _as_written(short: str) -> str:
    return {"CTR": "CTr", "TTR": "TTr"}.get(short, short)


def type_and_symbol(subject: Subject) -> Iterator[Hit]:
    """`Quyết định số 12/KH-UBND`: the symbol says another type than the words before it."""
    for citation in numbered(subject):
        parts = _PARTS.split(_tail(citation))
        meant = type_of_symbol(parts)
        if (
            meant is None
            or meant == citation.type
            or citation.type in knowledge()["any_symbol"]
            or meant == "công văn"
        ):
            continue
        if citation.type.startswith(meant) or meant.startswith(citation.type):
            continue
        if meant in knowledge()["carried"].get(citation.type, ()):
            continue
        yield Hit(citation.span, {"document": label(citation), "kind": citation.type, "meant": meant})


def symbol_and_issuer(subject: Subject) -> Iterator[Hit]:
    """`Quyết định số 383/QĐ-TTg … của Chính phủ`: TTg is the Prime Minister."""
    for citation in numbered(subject):
        if not citation.issuer:
            continue
        parts = _PARTS.split(_tail(citation))
        last = parts[-1].upper().replace("Ð", "Đ") if len(parts) == 2 else None
        other = _other_department(parts, citation.issuer)
        if other is not None:
            short, name = other
            arguments = {"document": label(citation), "issuer": citation.issuer, "wanted": name}
            yield Hit(citation.span, {**arguments, "found": short})
            continue
        known = next((row for row in knowledge()["issuer"] if row["symbol"] == last), None)
        if known is None:
            continue
        issuer = fold_words(citation.issuer)
        if issuer in _LEVELS:
            # `Kế hoạch số 148/KH-UBND của thành phố`: short for its committee.
            continue
        fits = any(word in issuer for word in known["words"])
        if not fits or any(word in issuer for word in known.get("never", ())):
            arguments = {"document": label(citation), "issuer": citation.issuer, "wanted": known["name"]}
            yield Hit(citation.span, {**arguments, "found": parts[-1]})


@cache
def _departments() -> dict[str, list[str]]:
    """The ministries and departments by their initials: BYT is Bộ Y tế, SNV is Sở Nội vụ."""
    found: dict[str, list[str]] = {}
    for name in load_table("issuers.toml")["names"]:
        if name.startswith(("bộ ", "sở ")) and "chỉ huy" not in name and "tư lệnh" not in name:
            found.setdefault(_initials(name), []).append(name)
    return found


def _initials(name: str) -> str:
    words = re.findall(r"[^\W\d_]+", name)
    return "".join(word[0] for word in words if word != "và").upper()


def _other_department(parts: list[str], issuer: str) -> tuple[str, str] | None:
    """The part of a symbol that is another ministry's or department's, with its name; None where none is.

    Only where both are known by their full names: abbreviations differ from body to body.
    """
    said = " ".join(fold_words(issuer).split())
    said = re.sub(r"\A(?:bộ trưởng|giám đốc)\s+", "", said)
    known = _departments()
    ours = next((i for i, names in known.items() if any(said.startswith(name) for name in names)), None)
    shorts = [part.upper().replace("&", "") for part in parts]
    if ours is None or any(ours in (short, short.removesuffix("H")) for short in shorts):
        return None
    other = next((short for short in shorts if short in known and short[0] == ours[0]), None)
    if other is None or any(short.startswith(ours[:2]) for short in shorts):
        return None
    name = known[other][0]
    return other, name[0].upper() + name[1:]


def broken_symbol(subject: Subject) -> Iterator[Hit]:
    """`2466/KH-` and nothing behind it."""
    for citation in numbered(subject):
        block, end = citation.span.block, citation.span.end
        text = subject.blocks[block].text
        cut = _CUT.match(text, end) if text[max(0, end - 1) : end].isalpha() else None
        if cut is None or citation.date or citation.issuer:
            continue
        if cut.end() >= len(text.rstrip()) and _goes_on(subject, block + 1):
            continue
        yield Hit(subject.span(block, citation.span.start, cut.end()), {"document": label(citation)})


def _goes_on(subject: Subject, block: int) -> bool:
    """Whether a block begins with the rest of a symbol that a page break cut."""
    return block < len(subject.blocks) and bool(re.match(r"\s*[A-ZĐ]{2,}", subject.blocks[block].text))


def symbol_spacing(subject: Subject) -> Iterator[Hit]:
    """`134 /KH-UBND`: a symbol is written without blanks."""
    if subject.plan.document.source.ocr:
        return
    told: set[str] = set()
    for citation in numbered(subject):
        text, number = citation.text, citation.number or ""
        if number in text:
            continue
        serial = re.match(r"[0-9.]+", number)
        at = text.find(serial[0]) if serial else -1
        written = _written(text[at:], number) if at >= 0 else None
        if written and "\n" not in written and _SPACED.search(written) and written not in told:
            told.add(written)
            yield Hit(citation.span, {"written": written, "wanted": number})


def _written(text: str, number: str) -> str | None:
    """The stretch of a text that holds a number with whatever blanks stand inside it."""
    pattern = r"\s*".join(re.escape(char) for char in number[:60])
    found = re.match(pattern, text)
    return found[0] if found else None


def open_blank(subject: Subject) -> Iterator[Hit]:
    """A cited document whose number or day nobody filled in."""
    for number, block in subject.zone("opening", "body"):
        low = subject.lower[number]
        if "số" in low:
            for match in _OPEN_NUMBER.finditer(low):
                if "kèm theo" not in low[max(0, match.start() - 20) : match.start()]:
                    rest = _SYMBOL_REST.match(block.text, match.end())
                    stop = rest.end() if rest else match.end()
                    yield Hit(subject.span(number, match.start(), stop), variant="number")
    for citation in numbered(subject):
        if subject.zones[citation.span.block] in ("opening", "body") and _date_is_open(subject, citation):
            low = subject.lower[citation.span.block]
            found = _OPEN_DATE.match(low, citation.span.end)
            stop = found.end() if found else citation.span.end
            yield Hit(subject.span(citation.span.block, citation.span.start, stop), variant="date")


RULES = (
    Rule("C201", "first-mention", "info", first_mention),
    Rule("C202", "bare-number", "warning", bare_number),
    Rule("C203", "number-without-year", "warning", number_without_year),
    Rule("C204", "unknown-symbol-type", "warning", unknown_type),
    Rule("C205", "symbol-type-mismatch", "error", type_and_symbol),
    Rule("C206", "symbol-issuer-mismatch", "warning", symbol_and_issuer),
    Rule("C207", "broken-symbol", "warning", broken_symbol),
    Rule("C208", "symbol-spacing", "info", symbol_spacing),
    Rule("C209", "cited-blank", "warning", open_blank),
)
