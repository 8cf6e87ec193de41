"""The components of form around the body: number, issuer, date, title, signers, recipients.

Source: Nghị định 30/2020/NĐ-CP, annex I, part I, section II.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from extractors.context import Context, Zone
from extractors.layout import find_type, is_capitals, type_and_title
from extractors.plan import Citation, Level, Meta, Period, Plan, Signer
from extractors.vietnamese import dates
from extractors.vietnamese.tables import load_table
from extractors.vietnamese.text import fold_words

_STATE_MOTTO = regex.compile(
    r"cộng\s+h[òo][àa]?a?\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|độc\s+lập\s*[-–]\s*tự\s+do\s*[-–]\s*hạnh\s+phúc|đảng\s+cộng\s+sản\s+việt\s+nam"
)
_NUMBER_LINE = regex.compile(
    r"(?<!\p{L})số\s*:?\s*(?P<number>[\d.…]*\d)?\s*[.…_]*\s*(?P<sign>[/-]\s*(?:\d{4}\s*/\s*)?[\p{L}\d&]{1,12}(?:\s*[-/.&–]\s*[\p{L}\d&]{1,12})*)", regex.IGNORECASE
)
_DATELINE = regex.compile(r"(?P<place>\p{Lu}[\p{L}\d .'’-]{0,50}?)\s*,?\s*ngày(?=[\s\d.…_/]{0,40}tháng)")
_HEADS = (
    "ủy ban", "ubnd", "hđnd", "hội đồng", "sở", "phòng", "ban", "bộ", "cục", "chi cục", "tổng cục", "trường",
    "trung tâm", "công an", "đảng ủy", "đảng bộ", "huyện ủy", "quận ủy", "thị ủy", "thành ủy", "tỉnh ủy", "văn phòng",
    "đoàn", "tổ", "trạm", "bệnh viện", "viện", "đài", "báo", "kho bạc", "bảo hiểm", "thanh tra", "tòa án", "liên đoàn",
    "hội", "mặt trận", "chính phủ", "thủ tướng", "quốc hội", "ngân hàng", "công ty", "tập đoàn", "học viện", "đại học",
)  # fmt: skip
_AREA = ("tỉnh", "thành phố", "tp", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu")
_FULL = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "tp": "thành phố", "tp.": "thành phố",
    "gdđt": "giáo dục và đào tạo", "gd&đt": "giáo dục và đào tạo", "lđtbxh": "lao động - thương binh và xã hội",
    "mttq": "mặt trận tổ quốc",
}  # fmt: skip
# The words behind these are written with small letters; names of places keep their capitals.
_CORE = regex.compile(
    r"(?P<body>ủy ban nhân dân|hội đồng nhân dân|ubnd|hđnd)\s+(?P<area>tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)(?P<name>(?:\s+(?:\p{Lu}[\p{L}'’-]*|\d{1,2}))*)"
)


def _lines(context: Context, zone: Zone) -> Iterator[str]:
    for block, where in zip(context.document.blocks, context.zones, strict=True):
        if where == zone:
            for line in block.text.split("\n"):
                if line.strip():
                    yield line.strip()


def proper_case(name: str) -> str:
    """A body's name in capitals as running text writes it: `ỦY BAN NHÂN DÂN XÃ BA TƠ` → `Ủy ban nhân dân xã Ba Tơ`."""
    words = [w for part in fold_words(name).split() for w in _FULL.get(part, part).split()]
    out: list[str] = []
    in_place = False
    for index, word in enumerate(words):
        starts_area = word in ("tỉnh", "huyện", "quận", "xã", "phường") or (word == "phố" and words[index - 1 : index] == ["thành"])
        starts_area = starts_area or (words[index - 1 : index + 1] in (["thị", "xã"], ["thị", "trấn"], ["đặc", "khu"]))
        if in_place and word not in _AREA and not starts_area:
            out.append(word[:1].upper() + word[1:])
        else:
            out.append(word)
        if starts_area and index + 1 < len(words):
            in_place = True
    if out:
        out[0] = out[0][:1].upper() + out[0][1:]
        if words[0] in ("sở", "phòng", "ban", "chi", "cục", "bộ", "trường", "trung") and len(out) > 1 and not in_place:
            at = 2 if words[0] in ("chi", "trung") and len(out) > 2 else 1
            out[at] = out[at][:1].upper() + out[at][1:]
    return " ".join(out)


def _issuer_groups(context: Context) -> list[str]:
    """The lines of the left column joined to names: the parent body first, the issuer last."""
    groups: list[str] = []
    for line in _lines(context, "letterhead"):
        if type_and_title(line):
            continue
        clean = _STATE_MOTTO.sub(" ", line.lower())
        if clean != line.lower():
            # Two columns on one line: what is left of the motto belongs to the issuer.
            start = _STATE_MOTTO.search(line.lower())
            line = line[: start.start()].strip() if start else line
        if not line or _NUMBER_LINE.search(line) or _DATELINE.search(line) or not is_capitals(line):
            continue
        folded = fold_words(line)
        is_head = folded.startswith(_HEADS) and not (groups and folded.startswith("ban ") and groups[-1].lower().endswith("ủy"))
        if is_head or not groups:
            groups.append(line)
        else:
            groups[-1] += " " + line
    return groups


def _issuer(context: Context, place: str | None) -> str | None:
    groups = _issuer_groups(context)
    if groups:
        name = proper_case(groups[-1])
        folded = name.lower()
        if folded.startswith(("ủy ban nhân dân", "hội đồng nhân dân")) and len(folded.split()) <= 5 and place and not _names_area(folded):
            return f"{name} {place}"
        if len(groups) > 1 and folded.startswith(("sở", "ban ", "phòng", "chi cục", "thanh tra", "văn phòng")) and not _names_area(folded):
            area = _area_of(proper_case(groups[-2]))
            return f"{name} {area}" if area else name
        return name
    return _issuer_from_text(context, place)


def _names_area(folded: str) -> bool:
    return any(f" {area} " in f"{folded} " for area in _AREA)


def _area_of(name: str) -> str | None:
    found = regex.search(r"(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu) \p{Lu}.*", name)
    return found[0] if found else None


def _issuer_from_text(context: Context, place: str | None) -> str | None:
    """The issuer named in the opening where the letterhead is missing: the first body that is named without `của`."""
    best: str | None = None
    for index, zone in enumerate(context.zones):
        if zone not in ("opening", "body"):
            continue
        low = context.lower[index]
        if "ubnd" not in low and "ủy ban nhân dân" not in low and "uỷ ban nhân dân" not in low:
            continue
        text = context.document.blocks[index].text.replace("Uỷ", "Ủy").replace("uỷ", "ủy")
        for found in regex.finditer(_CORE.pattern, text, flags=regex.IGNORECASE):
            behind = text[found.end() : found.end() + 40].lower()
            named = regex.match(r"(?:\s+(?:\p{Lu}[\p{L}'’-]*|\d{1,2}))*", text[found.start("name") :])
            name = (named[0] if named else "").strip()
            if text[: found.start()].rstrip().lower().endswith(("của", "về", "gửi", "báo cáo", "qua")):
                continue
            if name or place:
                full = f"Ủy ban nhân dân {found['area'].lower()} {name or place}"
                full = full.replace("tp.", "thành phố").replace(" tp ", " thành phố ")
                if regex.match(r"\s*,?\s*(?:xây dựng|ban hành|triển khai|lập|tổ chức|đề ra)", behind):
                    return full
                best = best or (full if zone == "opening" else None)
        if zone == "body" and best:
            break
    return best


@lru_cache(maxsize=1)
def _levels() -> dict[str, list[str]]:
    table: dict[str, list[str]] = load_table("form.toml")["levels"]
    return table


def level_of(issuer: str | None, date: str | None) -> Level | None:
    """The level of a body by its name; the date tells a city below a province from one beside it.

    Since 1 July 2025 there is no district level, so a ``thành phố`` is of province level.
    """
    if not issuer:
        return None
    name = f" {fold_words(issuer)} "
    new = (date or "9999") >= "2025-07"
    if any(word in name for word in (" tỉnh ủy ", " thành ủy ")):
        return "province"
    if any(word in name for word in (" huyện ủy ", " quận ủy ", " thị ủy ")):
        return "district"
    if " thị xã " in name or any(f" {word} " in name for word in ("huyện", "quận")):
        return "district"
    if any(f" {word} " in name for word in _levels()["ward"]):
        return "ward"
    if " thành phố " in name:
        central = any(f" thành phố {city} " in name for city in load_table("form.toml")["cities"]["central"])
        return "province" if central or new or " tỉnh " not in name and name.startswith(" sở ") else "district"
    if " tỉnh " in name or name.startswith((" sở ", " công an tỉnh ")):
        return "province"
    if name.startswith(" phòng "):
        return "ward" if new else "district"
    if name.startswith((" bộ ", " chính phủ", " thủ tướng", " quốc hội", " tổng cục ", " ban chấp hành trung ương", " bộ chính trị", " ban bí thư")):
        return "central"
    return None


_QUOTES = str.maketrans("", "", "“”\"")


def _title(context: Context) -> str | None:
    typed = find_type(context.document)
    parts: list[str] = []
    for index, zone in enumerate(context.zones):
        if zone != "title":
            continue
        text = context.document.blocks[index].text
        if index == typed:
            text = (type_and_title(text) or ("", ""))[1]
        for line in text.split("\n"):
            line = line.strip(" *_-–")
            if line and not regex.match(r"\(?\s*(?:ban hành\s+)?kèm theo", line.lower()) and any(c.isalnum() for c in line):
                parts.append(line)
    title = " ".join(parts).strip()
    if not title:
        title = _subject(context)
    title = regex.sub(r"^(?:về việc|v/v)\s*:?\s*", "", title, flags=regex.IGNORECASE)
    if title[:1] in "“\"" or title[-1:] in "”\"":
        title = title.strip("“”\"")
    return title.strip() or None


def _subject(context: Context) -> str:
    """The subject line of a công văn: ``V/v …`` under the number."""
    for line in _lines(context, "letterhead"):
        if regex.match(r"v/v|về việc", line.lower()):
            return line
    return ""


_SPAN_OF_YEARS = regex.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|năm học|các năm|5 năm|từ năm)\s*(?:từ\s*)?(?:năm\s*)?(?P<a>(?:19|20)\d\d)\s*(?:-|–|—|đến)\s*(?:năm\s*)?(?P<b>(?:19|20)\d\d)"
)
_UNTIL = regex.compile(r"(?<!tầm nhìn )(?:đến|tới)\s+(?:hết\s+|cuối\s+)?năm\s+(?P<b>20\d\d)")
_YEAR = regex.compile(r"(?<!tầm nhìn )(?<!đến )(?<!luật )năm\s+(?P<a>(?:19|20)\d\d)")


def period_of(text: str) -> Period | None:
    """The years a title names: ``giai đoạn 2026 - 2030``, ``năm 2022``, ``đến năm 2030``."""
    low = text.lower()
    if found := _SPAN_OF_YEARS.search(low):
        return Period(int(found["a"]), int(found["b"]))
    year = _YEAR.search(low)
    until = _UNTIL.search(low)
    if year and not (until and until.start() < year.start()):
        return Period(int(year["a"]), int(year["a"]))
    if until:
        return Period(None, int(until["b"]))
    return None


_CARRIES_OUT = regex.compile(
    r"(?:^|[.;:!?]\s+)(?:(?:để|nhằm|tiếp tục|tổ chức|triển khai|cụ thể hóa|và|căn cứ)[\s,]+){0,3}(?:thực hiện|triển khai)\s+(?:nội dung\s+|các\s+)?"
)
_PLAN_FOR = regex.compile(r"kế hoạch\s+(?:(?:tổ chức|hành động|triển khai|chi tiết|này|để|nhằm)\s+)*(?:thực hiện|triển khai)\s+")
# What may stand between a carried-out document and the next of the same list.
_LINK = regex.compile(r"[;,]\s*(?:và\s+)?|\s+và\s+")


def _implements(context: Context, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Numbers of the documents that the opening says the plan carries out, in order, without repeats."""
    numbers: list[str] = []
    by_block: dict[int, list[Citation]] = {}
    for citation in citations:
        if citation.number and context.zones[citation.span.block] == "opening":
            by_block.setdefault(citation.span.block, []).append(citation)
    for pattern in (_CARRIES_OUT, _PLAN_FOR):
        for block, found in by_block.items():
            low = context.lower[block]
            for cue in pattern.finditer(low):
                numbers += _carried(low, cue.end(), found)
        if numbers:
            break
    return tuple(dict.fromkeys(numbers))


def _carried(low: str, at: int, citations: Sequence[Citation]) -> list[str]:
    """The document named at ``at`` and those listed with it, each at the head of its part of the sentence."""
    numbers: list[str] = []
    end = regex.search(r"[.!?](?:\s+(?=\p{L})|$)", low[at:])
    stop = at + end.start() if end else len(low)
    for citation in citations:
        start = citation.span.start
        if start < at or start >= stop:
            continue
        before = low[at:start]
        if before.strip() == "" or (numbers and regex.search(r"(?:;|,\s*và|\.)\s*$", before)):
            numbers.append(str(citation.number))
    return numbers


@lru_cache(maxsize=1)
def _positions() -> regex.Pattern[str]:
    names = sorted((n.upper() for n in load_table("form.toml")["positions"]), key=len, reverse=True)
    return regex.compile(r"\s*(?P<position>" + "|".join(map(regex.escape, names)) + r")\b[^a-zà-ỹ]*$")


_AUTHORITY = regex.compile(r"(?P<sign>TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s*[./]{1,2}\s*(?P<whom>\p{Lu}[\p{Lu}\s,&.-]+)")
_NAME = regex.compile(
    r"(?:(?:PGS|GS|TS|ThS|BS|KS|CN|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thiếu tướng|Trung tướng)\.?\s*)*(?P<name>\p{Lu}\p{Ll}*(?:\s+(?:\p{Lu}\p{Ll}*)){1,5})$"
)


def _signers(context: Context) -> tuple[Signer, ...]:
    signers: list[Signer] = []
    authority: str | None = None
    body: str | None = None
    position: str | None = None
    for line in _lines(context, "closing"):
        # Two columns read as one line: the right one is the signature.
        for piece in regex.split(r"\s{3,}|\t", line):
            if found := _AUTHORITY.search(piece):
                whom = f"{found['sign'].replace('/', '')}. {found['whom'].strip(' .')}"
                if found["sign"].startswith("T") and found["sign"] in ("TM", "T/M"):
                    body = whom
                else:
                    authority = whom
                continue
            if is_capitals(piece) and (found := _positions().match(piece.upper())):
                position = position or found["position"].strip()
                continue
            named = _NAME.fullmatch(piece.strip(" ./"))
            if named and (authority or body or position) and not piece.lstrip().startswith("-") and not is_capitals(piece):
                signers.append(Signer(named["name"], position, authority or body))
                authority = position = None
    if not signers and (position or authority):
        signers.append(Signer(None, position, authority or body))
    return tuple(signers)


def _recipients(context: Context) -> tuple[str, ...]:
    found: list[str] = []
    listing = False
    for line in _lines(context, "closing"):
        low = line.lower()
        if low.startswith("nơi nhận"):
            listing = True
            line = line[len("nơi nhận") :].lstrip(" :")
            if not line:
                continue
        if not listing:
            continue
        bullet = regex.match(r"[-–+•*]\s*", line)
        capitals = is_capitals(line) and (_AUTHORITY.match(line) or _positions().match(line))
        if capitals and not bullet:
            continue
        if bullet:
            found.append(line[bullet.end() :])
        elif found and not found[-1].rstrip().endswith((";", ".")) and not _NAME.fullmatch(line.strip()) and not is_capitals(line):
            found[-1] += " " + line
        elif regex.match(r"lưu\b", low):
            found.append(line)
        elif not found and low:
            found.append(line)
    return tuple(text for item in found if (text := item.strip().rstrip(";.,").strip()))


def _number(context: Context) -> str | None:
    for line in _lines(context, "letterhead"):
        if (found := _NUMBER_LINE.search(line)) and not regex.match(r"theo|căn cứ", line.lower()):
            if not found["number"] or not found["number"].strip(".…"):
                return None
            return regex.sub(r"\s+", "", found["number"].strip(".…") + found["sign"].replace("–", "-"))
    return None


def _place_and_date(context: Context) -> tuple[str | None, str | None]:
    for line in _lines(context, "letterhead"):
        if found := _DATELINE.search(line):
            place = found["place"].strip(" ,")
            return place or None, dates.dateline(line[found.start() :])
    return None, None


def extract(context: Context, citations: Sequence[Citation]) -> Meta:
    """The components of form; what a document leaves out or open is None."""
    typed = find_type(context.document)
    document_type = None
    if typed is not None:
        found = type_and_title(context.document.blocks[typed].text)
        document_type = found[0] if found else None
    elif any("kính gửi" in low[:40] for low in context.lower[:30]) or _subject(context):
        document_type = "công văn"
    place, date = _place_and_date(context)
    issuer = _issuer(context, place)
    title = _title(context)
    return Meta(
        document_type=document_type,
        number=_number(context),
        issuer=issuer,
        level=level_of(issuer, date),
        place=place,
        date=date,
        title=title,
        period=period_of(title) if title else None,
        implements=_implements(context, citations),
        signers=_signers(context),
        recipients=_recipients(context),
    )


_PLAN_TYPES = frozenset(
    ("kế hoạch", "chương trình", "chương trình hành động", "đề án", "phương án", "nghị quyết", "quyết định", "chỉ thị", "chiến lược", "dự án", "kế hoạch liên tịch", "kế hoạch phối hợp", "hướng dẫn")
)  # fmt: skip


def is_plan(meta: Meta, plan: Plan) -> bool:
    """Whether a document is a plan or sets one: by its type, else by what it holds."""
    if meta.document_type is not None:
        return meta.document_type in _PLAN_TYPES
    return len(plan.sections) >= 3 and bool(plan.targets or plan.assignments)
