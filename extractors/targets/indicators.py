"""What a quantity measures: the indicator in the plan's own words, without the number."""

from __future__ import annotations

import re

from extractors.targets.clauses import Clause
from extractors.targets.heads import Heads, completed, opens_predicate, subject_of
from extractors.targets.quantities import Quantity
from extractors.vietnamese.tables import alternatives

_CUES = "target_cues.toml"
_LEAD_WORDS = re.compile(alternatives(_CUES, "lead") + r"(?!\w)[\s,:]*")
_TAIL_WORDS = re.compile(r"(?:^|[\s,:(])" + alternatives(_CUES, "tail") + r"[\s,:–-]*$")
_LONGEST_CUE = 80
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
    # Longer than any of the words, and short where a sentence is endless.
    while found := _LEAD_WORDS.match(text[:_LONGEST_CUE].lower()):
        if found.end() == 0:
            break
        text = text[found.end() :].lstrip(_EDGES)
    return text


def strip_tail(text: str, noun: bool = False) -> str:
    """A phrase without the words that only lead on to a number; `cho` stays where a ``noun`` follows it."""
    text = text.rstrip(_EDGES)
    for _ in range(4):
        cut = max(0, len(text) - _LONGEST_CUE)
        found = _TAIL_WORDS.search(text[cut:].lower())
        if not found or (noun and found[0].strip(_EDGES).lower() in ("cho", "với", "có")):
            break
        text = text[: cut + found.start()].rstrip(_EDGES)
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


_LEADS_ON = re.compile(r"\d\s*%|(?:trong đó|cụ thể|như sau)\s*$")
_SOURCE = re.compile(
    r"(?:theo|tính đến|qua (?:công tác |kết quả )?(?:rà soát|khảo sát|điều tra|đánh giá|kiểm tra|tổng hợp|"
    r"thống kê|thực tế))\s"
)
# `Kết quả rà soát cuối năm: toàn huyện có …` tells whence the figures come.
_FINDS = re.compile(
    r"(?:theo\s)?(?:kết quả|số liệu)\s(?:rà soát|khảo sát|điều tra|đánh giá|kiểm tra|tổng hợp|thống kê|"
    r"báo cáo)(?!\w)"
)
_YEARLY = re.compile(r"(?:mỗi|hằng|hàng)\s+năm\b")
_LOOSE_END = re.compile(r"(?:\s+(?:và|trong đó|đồng thời))+$")


def topic_of(text: str, low: str, start: int, before: int) -> tuple[str, int]:
    """The topic that opens a bullet (``Đối với thanh niên: …``) and where the rest begins, or none."""
    colon = low.find(":", start, before)
    if colon < 0 or colon - start > 160 or _LEADS_ON.search(low[start:colon]):
        return "", start
    lead = _TOPIC.match(low, start)
    begin = lead.end() if lead else start
    if _FINDS.match(low, begin):
        return "", colon + 1
    topic = text[begin:colon].strip(_EDGES)
    # `Đến năm 2025: …` says when, not what.
    return topic if strip_lead(topic + " ") else "", colon + 1


_NO_TOPIC = re.compile(
    r"(?:chỉ|mục) tiêu|phấn đấu|nhiệm vụ|nội dung|giải pháp|như sau|sau đây|cụ thể|kế hoạch|kết quả"
)


def lead_topic(lead: str) -> str:
    """What the line that leads in to a list names as measured; nothing where it only announces the list."""
    return "" if not strip_lead(lead) or _NO_TOPIC.search(lead.lower()) else lead


_OWN_SUBJECT = 3
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
    if clause.again and (heads.own or previous):
        return _of_count(heads.own or previous or "", quantity)
    noun = _noun(text, low, quantity)
    leads_on = bool(noun or text[quantity.end : clause.end].strip(_EDGES))
    raw = text[clause.start : quantity.start]
    raw = raw[_last_semicolon(raw) :]
    if fresh := _COMMITS_ANEW.search(raw.lower()):
        raw = raw[fresh.start() :]
    raw = raw.strip(_EDGES)
    before = strip_tail(strip_lead(raw), leads_on)
    if before.endswith("("):
        before = before[:-1].rstrip()
    if ")" in before and "(" not in before:
        # `(xã A, xã B), 01 ca`: a bracket that was opened before the clause.
        before = strip_lead(before[before.rfind(")") + 1 :])
    if len(before.split()) > 30:
        # The clause that leads to the number is the last one; what comes before is the setting.
        before = strip_tail(strip_lead(re.split(r"[,;]\s", before)[-1]))
    if len(before.split()) > 2 and (quantity.unit.name == "lần" or _RECKONED.match(low, quantity.end)):
        noun = ""
    after = _after(text, low, clause, quantity, bool(topic) or len(before.split()) > 2 or bool(noun))
    if before[:1] in "tTqQ" and _SOURCE.match(before.lower()) and (after or quantity.unit.words):
        # `Theo kết quả rà soát … toàn huyện còn`: where the figure comes from, not what it measures.
        before = ""
    near = low[max(clause.start, quantity.start - 30) : quantity.start]
    # `lao động có chứng chỉ nghề chiếm 27%` has a subject of its own.
    share = "chiếm" in near and len(before.split()) <= _OWN_SUBJECT and _SHARE.search(near)
    if share and (heads.counted or previous):
        of = heads.counted or previous or ""
        head = of if of.lower().startswith(("tỷ lệ", "tỉ lệ")) else f"tỷ lệ {_lower_first(of)}"
        return _join(before if before and not _is_function(before) else "", head, after)
    if clause.listed and not before and heads.verb and heads.last and _alike(heads.last, quantity):
        before = heads.verb
    if clause.joined and heads.stem:
        before = _join(heads.stem, before if noun or after else strip_tail(before))
    # `30 hộ nghèo, hộ cận nghèo`: the list that the noun opens goes on behind the figure.
    listed = noun and after and low.startswith(",", quantity.end)
    if listed and opens_predicate(after):
        listed, after = False, ""
    own = _join(before, f"{noun}, {after}") if listed else _join(before, noun, after)
    words = len(own.split())
    number_first = len(before.split()) <= 1 and len(after.split()) >= 3
    if topic and not (number_first and not _VAGUE.match(_join(noun, after).lower())):
        own = f"{topic}: {own}" if own else topic
    elif previous and len(before.split()) <= 1 and _OF_PLAN.match(low, quantity.end):
        # `412 người xuất cảnh, đạt 82,4% chỉ tiêu được giao`
        own = previous
    elif previous and own.lower() in ("tỷ lệ", "tỉ lệ"):
        own = (
            previous if previous.lower().startswith(("tỷ lệ", "tỉ lệ")) else f"{own} {_lower_first(previous)}"
        )
    elif previous and own == noun and raw and not clause.joined and f" {noun.lower()}" in previous.lower():
        # `riêng năm 2026 là 320 lao động`, `bình quân mỗi tháng 800 lao động`: the same for another time.
        own = previous
    elif words <= 1 and previous and (not before or _is_function(before)):
        own = _of_count(previous, quantity) if not after else f"{previous} {after}"
    elif previous and not noun and not clause.joined:
        # `trong đó có bằng cấp 25%`: the verb that looks like a lead-in says what is counted.
        verb = (
            "có "
            if clause.part and before and _OWNS.search(low[max(0, clause.start - 5) : clause.start])
            else ""
        )
        rate = quantity.unit.kind == "rate"
        own = completed(verb + own if rate else own, previous, clause.part, rate)
    elif clause.part and previous and words <= 6 and len(previous.split()) <= 12 and not before:
        subject = subject_of(previous)
        again = opens_predicate(after) and subject.lower().startswith(noun.lower())
        own = _join(subject, after) if again else _join(previous, own)
    return _lower_first(_balanced(" ".join(_EMPTY_BRACKET.sub(" ", own).split()).strip(_EDGES)))


def _of_count(previous: str, quantity: Quantity) -> str:
    """What the count beside a rate measures: the same without `tỷ lệ`."""
    counts = quantity.unit.kind in ("household", "person") and len(previous.split()) > 3
    return re.sub(r"^(?:tỷ|tỉ) lệ\s+", "", previous) if counts else previous


def opening_verb(text: str, clause: Clause, quantity: Quantity) -> str:
    """The verb that opens a list of figures (``trang bị 20 thùng rác, 02 xe``), or nothing."""
    if clause.listed or not text[quantity.end : clause.end].strip(_EDGES):
        return ""
    raw = text[clause.start : quantity.start]
    words = strip_tail(strip_lead(raw[_last_semicolon(raw) :]))
    return words if 0 < len(words.split()) <= 4 else ""


# `…, phấn đấu 70% …`, `…, toàn huyện hiện còn 08 xã`: a clause of its own behind the comma.
_COMMITS_ANEW = re.compile(
    r",\s+(?:bảo đảm|đảm bảo|ph[ấầâ]n đ[ấâầ]u|toàn (?:tỉnh|thành phố|huyện|xã|phường|thị xã|quận))\s[^,]*$"
)
_OWNS = re.compile(r"\bcó\s*$")
_EMPTY_BRACKET = re.compile(r"\(\s*\)")
# `2,05 con/phụ nữ`, `18 ca/1.000 phụ nữ`, `220 tấn/ngày`: what the figure is reckoned on.
_RECKONED = re.compile(
    r"\s*/\s?(?:\d[\d.]*\s+)?(?:năm|quý|tháng|tuần|ngày đêm|ngày|giờ|vạn dân|người dân|người|dân|khẩu|"
    r"lao động|phụ nữ|bé gái|trẻ gái|trẻ|hộ|ha|sào|km2|giường)(?:\s+sinh ra sống)?(?!\w)"
)
_OF_PLAN = re.compile(
    r"\s*(?:so với\s+)?(?:kế hoạch|dự toán|chỉ tiêu)"
    r"(?:\s+(?:năm|giao|vốn|đề ra|được giao|cấp trên|tỉnh|thành phố|huyện))*\s*(?:[.;,]|$)"
)
_GOES_ON = re.compile(r"(?<!\w)(?:của|đối với|tại|ở|trên|trong|(?:thông )?qua)\s*$")


def _after(text: str, low: str, clause: Clause, quantity: Quantity, enough: bool) -> str:
    """The words behind a figure that still say what it measures; ``enough`` says that those before it do."""
    start, end = clause.beyond or (quantity.end, clause.end)
    head = text[quantity.end : clause.end].strip("( ") if clause.beyond else ""
    stop = _semicolon(low, start, end)
    if enough and (found := _RECKONED.match(low, start, stop)):
        start = found.end()
    if enough and (
        _OF_PLAN.match(low, start, stop)
        or (not quantity.unit.words and low[start:stop].lstrip(" )").startswith((",", "và ")))
    ):
        # `đạt 85%, chú trọng …`: the measure was whole before the figure.
        return ""
    after = text[start:stop].lstrip(" ")
    if after.startswith(")") and not clause.beyond:
        after = after[1:]
    after = _MOVES.sub("", _AFTER_CUT.sub(" ", after).strip(_EDGES))
    if low[clause.end - 1 : clause.end] not in ".;":
        after = strip_tail(after)
        after = _GOES_ON.sub("", after).rstrip() if stop == clause.end else after
    if after.endswith(("và", "trong đó", "đồng thời")):
        after = _LOOSE_END.sub("", after).strip(_EDGES)
    if after[:1] in ("m", "h", "M", "H") and (said := _YEARLY.match(after.lower())):
        after = after[said.end() :].strip(_EDGES)
    return _join(head, _PER_BEHIND.sub("", after))


_PER_BEHIND = re.compile(r"\s*/\s?(?:năm|quý|tháng)$")


def _semicolon(low: str, start: int, end: int) -> int:
    """The first semicolon of a stretch that stands in no bracket, or its end."""
    at = low.find(";", start, end)
    while at >= 0:
        if low.count("(", start, at) <= low.count(")", start, at):
            return at
        close = low.find(")", at, end)
        at = low.find(";", close, end) if close >= 0 else -1
    return end


def _last_semicolon(text: str) -> int:
    """Where the last clause of a text begins, behind a semicolon that stands in no bracket."""
    at = text.rfind(";")
    return at + 1 if at >= 0 and text.rfind("(", 0, at) <= text.rfind(")", 0, at) else 0


def _alike(left: Quantity, right: Quantity) -> bool:
    return (left.unit.kind == "rate") == (right.unit.kind == "rate") and left.unit.kind != "money"


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
