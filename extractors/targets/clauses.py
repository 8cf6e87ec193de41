"""What a quantity measures: the clause around it, its topic, its direction and its rhythm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.plan import Direction, Per, Period
from extractors.targets.quantities import Quantity
from extractors.vietnamese.tables import alternatives

_SENTENCE_END = re.compile(
    r"(?<![.\s][A-ZĐ])(?<!TP)(?<!Tp)(?<!Ths)(?<!ThS)[.!?]+(?=\s+[\"“(]?[A-ZÀ-ỸĐ\d])|\n"
)
_BULLET = re.compile(r"\s*(?:[-–—+*•●○▪✓►]|\(\s*(?:\d{1,2}|[a-zđ])\s*\)\s*[.:]?)\s*")


def body_start(text: str, label_end: int = 0) -> int:
    """Where the words of a bullet begin, behind its label, dash or bracketed number."""
    found = _BULLET.match(text, label_end)
    return found.end() if found else label_end


def sentences(text: str, start: int) -> list[tuple[int, int]]:
    """The sentences of a text from ``start``, as offsets."""
    cuts = [start]
    cuts += [found.end() for found in _SENTENCE_END.finditer(text, start)]
    cuts.append(len(text))
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


_COMMA = re.compile(r",\s+|\s+và\s+|\s*[(;]\s*|;\s*|:\s+")
_PART = re.compile(r"[,;(.]?\s*trong\s+(?:số\s+)?(?:đó|này)\s*(?::|,|là|có)?\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretch of a sentence that belongs to one quantity.

    ``part`` says that it stands under `trong đó`; ``joined`` that nothing parts it from the quantity
    before it (``05 lớp cho 150 học viên``), so that both share their head.
    """

    start: int
    end: int
    part: bool
    joined: bool = False


def clauses(low: str, start: int, end: int, quantities: Sequence[Quantity]) -> list[Clause]:
    """The stretches of one sentence that its quantities share out among them, in order."""
    cuts = [start]
    joins = [False]
    for left, right in pairwise(quantities):
        cut = right.start if right.unit.name == "lần" else _cut(low, left.end, right.start)
        cuts.append(left.end if cut == right.start else cut)
        joins.append(cut == right.start)
    cuts.append(end)
    # Looked for once: a sentence may hold thousands of figures.
    cues = list(_PART.finditer(low, start, quantities[-1].start)) if quantities else []
    seen = 0
    found: list[Clause] = []
    for place, quantity in enumerate(quantities):
        a = cuts[place]
        # Where nothing parts two quantities the words between them name both.
        b = (
            quantities[place + 1].start
            if place + 1 < len(quantities) and joins[place + 1]
            else cuts[place + 1]
        )
        while seen < len(cues) and cues[seen].end() <= quantity.start:
            seen += 1
        part = seen > 0 and place > 0 and quantities[0].end <= cues[seen - 1].start() + 1
        # What stands before `trong đó` belongs to the whole, not to the part.
        for cue in _PART.finditer(low, a, quantity.start):
            a = cue.end()
        if following := _PART.search(low, quantity.end, b):
            b = following.start()
        found.append(Clause(a, b, part, joins[place]))
    return found


def _cut(low: str, left: int, right: int) -> int:
    """Where the words between two quantities part: what is left of it belongs to the first."""
    between = low[left:right]
    if semis := list(re.finditer(";", between)):
        return left + semis[-1].end() if not between[semis[-1].end() :].strip(" ,") else left + semis[0].end()
    first = re.match(r"\s*(?:,|\s+và\s|\(|\)\s*,?|\s*:)", between)
    if first:
        return left + first.end()
    marks = list(_COMMA.finditer(between))
    # `… hộ cận nghèo và 50 % …`: the last mark whose tail is not bare connecting words.
    for mark in reversed(marks):
        return left + mark.end()
    return right


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


_DOWN = re.compile(
    r"(?<!miễn )(?<!miễn, )(?:^|(?<=\s)|(?<=\())(?:giảm|hạ|kéo giảm|hạ thấp|cắt giảm|"
    r"rút ngắn)(?!\w)(?!\s+(?:nghèo|tải|phát thải|nhẹ|thiểu|trừ|giá))"
)
_UP = re.compile(
    r"(?<!tỷ lệ )(?<!mô hình )(?:^|(?<=\s)|(?<=\())(?:tăng|nâng|"
    r"gia tăng)(?!\w)(?!\s+(?:cường|cấp|cao|tốc|năng suất lao động xã hội))"
)
_KEEP = re.compile(r"(?:^|(?<=\s)|(?<=\())(?:duy trì|giữ vững|giữ ổn định|ổn định(?= (?:ở mức|\d)))(?!\w)")


# `mở rộng vùng nguyên liệu lên 350 ha`: a step that its last word names.
_STEP = re.compile(
    r"(?<!\w)(?<!vươn )(?<!trở )(lên|xuống|thêm)\s+(?:còn\s+|trên\s+|dưới\s+|khoảng\s+|đạt\s+)?$"
)
_ACTS = re.compile(r"(?<!\w)" + alternatives(_CUES, "acts") + r"(?!\w)")


# A verb or a rhythm governs figures no further behind it than this, so that an endless sentence stays linear.
_REACH = 2000


def direction_of(
    low: str, sentence_start: int, first_number: int, clause: Clause, quantity: Quantity
) -> Direction | None:
    """Which way the figure shall go: the verb that governs it in its own clause.

    `duy trì` at the head of a sentence governs all its coordinated clauses until another verb acts.
    """
    start = sentence_start if quantity.number == first_number else clause.start
    start = max(start, quantity.number - _REACH)
    own = low[start : quantity.number]
    near = own[max(own.rfind(";"), own.rfind(". ")) + 1 :]
    # Plain searches settle most clauses.
    down = list(_DOWN.finditer(near)) if "giảm" in near or "hạ" in near or "rút" in near else ()
    up = list(_UP.finditer(near)) if "tăng" in near or "nâng" in near else ()
    if down or up:
        last_down = down[-1].start() if down else -1
        last_up = up[-1].start() if up else -1
        return "decrease" if last_down > last_up else "increase"
    if step := _STEP.search(low, max(start, quantity.start - 12), quantity.number):
        return "decrease" if step[1] == "xuống" else "increase"
    if re.match(r"\s*tăng(?:\s+thêm)?\b", low[quantity.end : quantity.end + 12]):
        return "increase"
    head = max(sentence_start, quantity.number - _REACH)
    reach = low[head : quantity.number]
    if "duy trì" not in reach and "giữ" not in reach and "ổn định" not in reach:
        return None
    keep = _KEEP.search(low, head, max(first_number, head)) or _KEEP.search(
        low, max(start, head), quantity.number
    )
    if keep and not _ACTS.search(low, keep.end(), quantity.number):
        return "maintain"
    return None


_AIM = re.compile(
    r"(?:(?:tiếp tục|phấn đấu|từng bước|cơ bản)\s+)*"
    r"(?P<verb>duy trì|giữ vững|giữ ổn định|giảm|hạ|kéo giảm|tăng|nâng)(?!\w)"
)


def aim_direction(low: str, start: int) -> Direction | None:
    """Which way an aim without a number goes: the verb that opens its bullet."""
    found = _AIM.match(low, start)
    if found is None or re.match(r"\s+(?:cường|cao|cấp|nghèo)", low[found.end() : found.end() + 8]):
        return None
    verb = found["verb"]
    return (
        "maintain"
        if verb[0] in "dg" and verb != "giảm"
        else "decrease"
        if verb in ("giảm", "hạ", "kéo giảm")
        else "increase"
    )


_RHYTHM = re.compile(
    r"""(?<!cây\ )(?:mỗi|hằng|hàng|bình\ quân|một)\s+(?P<per>năm|quý|tháng)(?!\w)(?!\s+(?:tuổi|học))
      | bình\ quân\s+(?:mỗi|hằng|hàng|một|01|1)?\s*(?P<per2>năm|quý|tháng)(?!\s+\d)
      | (?:trung\ bình|bình\ quân)\s+(?:một|1|01|mỗi)\s+(?P<per3>năm|quý|tháng)""",
    re.VERBOSE,
)
# Behind the figure a rhythm closes its clause; `trợ cấp hằng tháng` is no rhythm of the figure.
_RHYTHM_BEHIND = re.compile(
    r"(?<!kế hoạch )(?<!chương trình )(?<!dự toán )(?<!nhu cầu )(?<!công tác )(?:mỗi\s+(?=năm|"
    r"quý|tháng)|h[ằà]ng\s+(?=năm|quý))(năm|quý|tháng)\s*[.;,]?\s*$"
)
_EACH = re.compile(r"(?<!\w)mỗi\s+(năm|quý|tháng)(?!\w)")
# `02 buổi họp dân/năm`: the rhythm closes the counted noun.
_PER_THING = re.compile(r"[^;.:/\d]{0,40}/\s?(?:0?1\s+)?(năm|quý|tháng)(?!\w)")
# Words between a rhythm and its figure that let no other meaning in.
_STRAIGHT_ON = re.compile(
    r"[\s,:]*(?:(?:giảm|tăng|đạt|bình quân|có|còn|là|đưa|ít nhất|tối thiểu|phấn đấu|thêm|không)[\s,:]*){0,3}"
)
_PERS: dict[str, Per] = {"năm": "year", "quý": "quarter", "tháng": "month"}


def rhythm_of(low: str, sentence_start: int, clause: Clause, quantity: Quantity) -> Per | None:
    """How often the figure is to be reached: said with it, or at the head of its sentence."""
    if quantity.per is not None:
        return quantity.per
    if found := _PER_THING.match(low, quantity.end, clause.end):
        return _PERS[found[1]]
    if found := _EACH.search(low, quantity.end, clause.end):
        return _PERS[found[1]]
    if found := _RHYTHM_BEHIND.search(low[quantity.end : clause.end]):
        return _PERS[found[1]]
    before = low[max(sentence_start, quantity.start - _REACH) : quantity.start]
    if "năm" not in before and "quý" not in before and "tháng" not in before:
        return None
    # A rhythm said of one part of a list holds up to the next stop.
    cut = before.rfind(";")
    rhythms = list(_RHYTHM.finditer(before, cut + 1))
    if not rhythms:
        return None
    found = rhythms[-1]
    word = found["per"] or found["per2"] or found["per3"]
    # `chương trình công tác hằng năm`: a rhythm that qualifies a noun stands behind it, in mid clause.
    head = before[cut + 1 : found.start()].strip(" ,-")
    if _STRAIGHT_ON.fullmatch(before, found.end()):
        return _PERS[word]
    if head and not re.search(
        r"(?:phấn đấu|phân đấu|đấu|bảo đảm|đảm bảo|bình quân|trung bình|duy trì|,|:|và|tăng|"
        r"giảm|đoạn [\d\s–-]+|thu hút|tạo|cho)\s*$",
        before[cut + 1 : found.start()],
    ):
        return None if len(head.split()) > 3 else _PERS[word]
    return _PERS[word]


_SPAN_OF_YEARS = re.compile(
    r"(?:giai đoạn|trong (?:các )?năm|từ năm|thời kỳ|nhiệm kỳ|năm|"
    r"năm học)\s*(?:từ\s*)?(?P<a>(?:19|20)\d\d)\s*(?:-|–|—|đến)\s*(?:năm\s*)?(?P<b>(?:19|"
    r"20)\d\d)"
)
_UNTIL = re.compile(r"(?:đến|tới|hết|cuối)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?(?P<b>(?:19|20)\d\d)(?!\d)(?!/)")
_IN_YEAR = re.compile(r"năm\s+(?P<a>(?:19|20)\d\d)(?!\d)")


def years_in(low: str, start: int, end: int) -> Period | None:
    """The year or years that a stretch of text names, or None."""
    if "20" not in low[start:end] and "19" not in low[start:end]:
        return None
    if found := _SPAN_OF_YEARS.search(low, start, end):
        return Period(int(found["a"]), int(found["b"]))
    if found := _UNTIL.search(low, start, end):
        return Period(None, int(found["b"]))
    if found := _IN_YEAR.search(low, start, end):
        return Period(int(found["a"]), int(found["a"]))
    return None
