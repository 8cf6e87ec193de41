"""What a quantity measures: the indicator in the plan's own words, without the number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.targets.clauses import Clause
from extractors.targets.quantities import Quantity
from extractors.vietnamese.tables import alternatives

_CUES = "target_cues.toml"
_LEAD_WORDS = re.compile(alternatives(_CUES, "lead") + r"(?!\w)[\s,:]*")
_TAIL_WORDS = re.compile(r"(?:^|[\s,:(])" + alternatives(_CUES, "tail") + r"[\s,:–-]*$")
_EDGES = " \t\n,;:.–-'*"
_PAIRS = (("“", "”"), ("(", ")"), ('"', '"'))


def _balanced(text: str) -> str:
    """A phrase without a quotation mark or bracket at its edge whose other half it lost."""
    for left, right in _PAIRS:
        if left == right:
            lone = text.count(left) % 2 == 1
            open_ahead = close_behind = lone
        else:
            open_ahead = close_behind = text.count(left) != text.count(right)
        if open_ahead and text.startswith(left):
            text = text[1:].lstrip(_EDGES)
        elif (close_behind and text.endswith(right)) or (open_ahead and text.endswith(left)):
            text = text[:-1].rstrip(_EDGES)
        elif close_behind and text.startswith(right):
            text = text[1:].lstrip(_EDGES)
    return text


def strip_lead(text: str) -> str:
    """A phrase without the words of commitment, time and direction at its head."""
    text = text.lstrip(_EDGES)
    while found := _LEAD_WORDS.match(text.lower()):
        if found.end() == 0:
            break
        text = text[found.end() :].lstrip(_EDGES)
    return text


def strip_tail(text: str, noun: bool = False) -> str:
    """A phrase without the words that only lead on to a number; `cho` stays where a ``noun`` follows it."""
    text = text.rstrip(_EDGES)
    for _ in range(4):
        found = _TAIL_WORDS.search(text.lower())
        if not found or (noun and found[0].strip(_EDGES).lower() in ("cho", "với", "có")):
            break
        text = text[: found.start()].rstrip(_EDGES)
    return text


_AFTER_CUT = re.compile(
    r"[,;]?\s*(?:(?:tăng|giảm)\s+[^,;]{0,40})?so với (?:cùng kỳ|năm|đầu|cuối|kế hoạch|"
    r"giai đoạn)[^,;]*|\(?theo phụ lục[^)]*\)?|[,;]\s*$"
)
# `từ 4,2% xuống còn`: which way a figure moves is not what it measures.
_MOVES = re.compile(
    r"^(?:(?:năm|cuối năm|đầu năm)\s+\d{4}\s+)?(?:xuống còn|xuống|còn|lên|đến)$", re.IGNORECASE
)
_TOPIC = re.compile(r"(?:\s*(?:đối\s+với|về)\s+(?:(?:nhóm\s+)?đối\s+tượng\s+(?:là\s+)?)?)?")
_VAGUE = re.compile(
    r"(?:đối tượng|người có nhu cầu|trường hợp|các đối tượng|số|hồ sơ|đơn vị|cơ sở|nhu cầu)(?!\w)"
)


def topic_of(text: str, low: str, start: int, before: int) -> tuple[str, int]:
    """The topic that opens a bullet (``Đối với thanh niên: …``) and where the rest begins, or none."""
    colon = low.find(":", start, before)
    if (
        colon < 0
        or colon - start > 160
        or re.search(r"\d\s*%|trong đó\s*$|cụ thể\s*$|như sau\s*$", low[start:colon])
    ):
        return "", start
    lead = _TOPIC.match(low, start)
    begin = lead.end() if lead else start
    return text[begin:colon].strip(_EDGES), colon + 1


@dataclass(frozen=True, slots=True)
class Heads:
    """What the quantities before one in its bullet measured.

    ``previous`` is the last whole, ``counted`` what was counted last (a share is one of it),
    ``stem`` the words up to and with the counted noun of the quantity just before.
    """

    previous: str | None = None
    counted: str | None = None
    stem: str | None = None


_SHARE = re.compile(r"chiếm(?:\s+(?:tỷ|tỉ)\s+lệ)?\s*(?:là\s*)?(?:\w+\s+){0,2}$")


def stem_of(text: str, low: str, clause: Clause, quantity: Quantity) -> str:
    """The words of a clause up to its number, with the counted noun and what joins on to the next number."""
    noun = _noun(text, low, quantity)
    before = strip_tail(strip_lead(text[clause.start : quantity.start]), bool(noun))
    return _join(before, noun)


def indicator_of(text: str, low: str, clause: Clause, quantity: Quantity, topic: str, heads: Heads) -> str:
    """What a quantity measures, in the plan's own words, without the number.

    The words behind the number where they are enough, else those before it, else the topic or
    what the quantity before it measured.
    """
    previous = heads.previous
    noun = _noun(text, low, quantity)
    leads_on = bool(noun or text[quantity.end : clause.end].strip(_EDGES))
    before = strip_tail(strip_lead(text[clause.start : quantity.start]), leads_on)
    if ")" in before and "(" not in before:
        # `(xã A, xã B), 01 ca`: a bracket that was opened before the clause.
        before = strip_lead(before[before.rfind(")") + 1 :])
    if len(before.split()) > 30:
        # The clause that leads to the number is the last one; what comes before is the setting.
        before = strip_tail(strip_lead(re.split(r"[,;]\s", before)[-1]))
    after = text[quantity.end : clause.end]
    after = _MOVES.sub("", _AFTER_CUT.sub(" ", after).strip(_EDGES))
    if low[clause.end - 1 : clause.end] not in ".;":
        after = strip_tail(after)
    if after.endswith(("và", "trong đó", "đồng thời")):
        after = re.sub(r"(?:\s+(?:và|trong đó|đồng thời))+$", "", after).strip(_EDGES)
    if after[:1] in ("m", "h", "M", "H") and re.match(r"(?:mỗi|hằng|hàng)\s+năm\b", after.lower()):
        after = after[re.match(r"(?:mỗi|hằng|hàng)\s+năm", after.lower()).end() :].strip(_EDGES)  # type: ignore[union-attr]
    if re.match(r"(?:theo|qua|tính đến)\s", before.lower()) and (after or quantity.unit.words):
        # `Theo kết quả rà soát … toàn huyện còn`: where the figure comes from, not what it measures.
        before = ""
    near = low[max(clause.start, quantity.start - 30) : quantity.start]
    share = "chiếm" in near and _SHARE.search(near)
    if share and (heads.counted or previous):
        of = heads.counted or previous or ""
        head = of if of.lower().startswith(("tỷ lệ", "tỉ lệ")) else f"tỷ lệ {_lower_first(of)}"
        return _join(before if before and not _is_function(before) else "", head, after)
    if clause.joined and heads.stem:
        before = _join(heads.stem, before if noun or after else strip_tail(before))
    # `30 hộ nghèo, hộ cận nghèo`: the list that the noun opens goes on behind the figure.
    listed = noun and after and low.startswith(",", quantity.end)
    own = _join(before, f"{noun}, {after}") if listed else _join(before, noun, after)
    words = len(own.split())
    number_first = len(before.split()) <= 1 and len(after.split()) >= 3
    if topic and not (number_first and not _VAGUE.match(_join(noun, after).lower())):
        own = f"{topic}: {own}" if own else topic
    elif words <= 1 and previous and (not before or _is_function(before)):
        own = previous if not after else f"{previous} {after}"
    elif (
        clause.part
        and previous
        and words <= 6
        and len(previous.split()) <= 12
        and quantity.unit.words
        and not before
    ):
        own = _join(previous, own)
    return _lower_first(_balanced(" ".join(own.split()).strip(_EDGES)))


def _noun(text: str, low: str, quantity: Quantity) -> str:
    """The counted noun as the quote writes it, empty for rates, money and measures."""
    words = quantity.unit.words
    at = low.find(words, quantity.number, quantity.end + len(words) + 40) if words else -1
    return text[at : at + len(words)] if at >= 0 else words


def _is_function(text: str) -> bool:
    return text.lower() in ("chiếm", "đạt", "là", "còn", "có", "tỷ lệ", "tỉ lệ", "số", "tổng số")


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _lower_first(text: str) -> str:
    first, _, rest = text.partition(" ")
    # `Quỹ Vì người nghèo`, `UBND` are names and keep their capitals; a sentence's first word does not.
    if first.isupper() and len(first) > 1:
        return text
    if rest[:1].isupper():
        return text
    return text[:1].lower() + text[1:]
