"""The body that issues a plan (tên cơ quan ban hành) and its level of government."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.context import Context
from extractors.layout import is_capitals, type_and_title
from extractors.letterhead.lines import DATELINE, NUMBER_LINE, lines, state_motto
from extractors.plan import Level
from extractors.vietnamese.tables import load_table
from extractors.vietnamese.text import fold_words

_AREAS = ("tỉnh", "thành phố", "tp", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu")

_AREA_BEHIND = regex.compile(
    r"\s+(?P<area>[Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Xx]ã|[Pp]hường|[Đđ]ặc khu)"
    r"(?P<name>(?:\s+(?:\p{Lu}[\p{L}'’-]*|\d{1,2}))+)"
)
_CORE = regex.compile(
    r"(?P<body>ủy ban nhân dân|hội đồng nhân dân|ubnd|hđnd)\s+(?P<area>tỉnh|thành phố|tp\.?|"
    r"huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)(?P<name>(?:\s+(?:\p{Lu}[\p{L}'’-]*|"
    r"\d{1,2}))*)"
)


# Kinds of places; of two words the first alone may be part of a name.
_AREA_WORDS = frozenset(("tỉnh", "huyện", "quận", "xã", "phường"))
_AREA_PAIRS = frozenset((("thành", "phố"), ("thị", "xã"), ("thị", "trấn"), ("đặc", "khu")))
# A name follows these too: `Thành ủy Hải Phòng`, `Trường THPT Lê Lợi`.
_SCHOOLS = frozenset(("thpt", "thcs", "ptdtnt", "ptdtbt"))


def proper_case(name: str) -> str:
    """A name in capitals as running text writes it: `ỦY BAN NHÂN DÂN XÃ A` → `Ủy ban nhân dân xã A`."""
    words = [
        word
        for part in fold_words(name).split()
        for word in load_table("form.toml")["abbreviations"].get(part, part).split()
    ]
    out: list[str] = []
    in_place = False
    for index, word in enumerate(words):
        pair = (words[index - 1] if index else "", word)
        follows = words[index + 1] if index + 1 < len(words) else ""
        area = word in _AREA_WORDS or pair in _AREA_PAIRS
        party = word == "ủy" and follows != "ban"
        if word in _SCHOOLS:
            out.append(word.upper())
        elif in_place and not area and not party and (word, follows) not in _AREA_PAIRS:
            out.append(word[:1].upper() + word[1:])
        else:
            out.append(word)
        in_place = in_place or area or party or word in _SCHOOLS
    if out:
        out[0] = out[0][:1].upper() + out[0][1:]
        if (
            words[0] in ("sở", "phòng", "ban", "chi", "cục", "bộ", "trường", "trung")
            and len(out) > 1
            and not in_place
        ):
            at = 2 if words[0] in ("chi", "trung") and len(out) > 2 else 1
            out[at] = out[at][:1].upper() + out[at][1:]
    return " ".join(out)


# What is stamped or typed in the letterhead beside the names (Nghị định 30/2020/NĐ-CP, annex I: urgency,
# secrecy, circulation), and the mark of a draft.
_MARK = regex.compile(
    r"[(\[]?\s*(?:(?:bản\s+)?dự\s+thảo(?:\s+(?:lần\s+(?:thứ\s+)?)?[\p{L}\d]{1,4}|\s+\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?)?|bản\s+sao|"
    r"h[ỏo][ảa]\s+tốc|(?:thượng\s+)?khẩn|(?:tối\s+|tuyệt\s+)?mật|xem\s+xong\s+trả\s+lại|lưu\s+hành\s+nội\s+bộ)"
    r"\s*[)\]]?"
)


def _issuer_groups(context: Context) -> list[str]:
    """The lines of the left column joined to names: the parent body first, the issuer last."""
    groups: list[str] = []
    for line in lines(context, "letterhead"):
        if type_and_title(line):
            continue
        if state := state_motto(line):
            # Two columns on one line: what is left of the motto belongs to the issuer.
            line = line[: state[0]].strip()
        if not line or NUMBER_LINE.search(line) or DATELINE.search(line) or not is_capitals(line):
            continue
        if _MARK.fullmatch(line.lower().strip()):
            continue
        folded = fold_words(line)
        is_head = folded.startswith(tuple(load_table("form.toml")["bodies"])) and not (
            groups and folded.startswith("ban ") and groups[-1].lower().endswith("ủy")
        )
        if is_head or not groups:
            groups.append(line)
        else:
            groups[-1] += " " + line
    return groups


def issuer_of(context: Context, place: str | None) -> str | None:
    """The issuing body written out: from the letterhead, else from the opening."""
    groups = _issuer_groups(context)
    if groups:
        name = _as_in_text(context, proper_case(groups[-1]))
        folded = name.lower()
        if (
            folded.startswith(("ủy ban nhân dân", "hội đồng nhân dân"))
            and len(folded.split()) <= 5
            and place
            and not _names_area(folded)
        ):
            return f"{name} {place}"
        named = _with_area(context, name)
        if named == name and len(groups) > 1 and folded.startswith(_OF_AN_AREA) and not _names_area(folded):
            # A Sở or Phòng is that of the area which the body above it names.
            area = _AREA_BEHIND.search(" " + proper_case(groups[-2]))
            return f"{name}{area[0]}" if area else name
        return named
    return _issuer_from_text(context, place)


_OF_AN_AREA = ("sở", "ban ", "phòng", "chi cục", "thanh tra", "văn phòng")
_ACTS = regex.compile(r"\s*,?\s*(?:xây dựng|ban hành|triển khai|lập|tổ chức|đề ra)(?!\w)")


def _with_area(context: Context, name: str) -> str:
    """The name with the area that the opening gives it where it acts (``Ban X quận Y xây dựng …``)."""
    low = name.lower()
    for index, zone in enumerate(context.zones):
        at = context.lower[index].find(low) if zone in ("opening", "body") else -1
        if at < 0:
            continue
        text = context.document.blocks[index].text
        area = _AREA_BEHIND.match(text, at + len(low))
        if area and _ACTS.match(context.lower[index], area.end()):
            return f"{name} {area['area'].lower()} {area['name'].strip()}"
    return name


def _as_in_text(context: Context, name: str) -> str:
    """The name with the capitals that the body gives it (``Sở Công Thương``), where the body has it."""
    low = name.lower()
    for index, zone in enumerate(context.zones):
        if zone in ("opening", "body") and (at := context.lower[index].find(low)) >= 0:
            found = context.document.blocks[index].text[at : at + len(low)]
            if not is_capitals(found):
                return found[:1].upper() + found[1:]
    return name


def _names_area(folded: str) -> bool:
    return any(f" {area} " in f"{folded} " for area in _AREAS)


def _issuer_from_text(context: Context, place: str | None) -> str | None:
    """The issuer where the letterhead is missing: the first body of the opening not named behind `của`."""
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


def parent_of(context: Context) -> str | None:
    """The body above the issuer in the letterhead (cơ quan chủ quản), or None."""
    groups = _issuer_groups(context)
    return proper_case(groups[-2]) if len(groups) > 1 else None


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
        return (
            "province" if central or new or (" tỉnh " not in name and name.startswith(" sở ")) else "district"
        )
    if " tỉnh " in name or name.startswith((" sở ", " công an tỉnh ")):
        return "province"
    if name.startswith(" phòng "):
        return "ward" if new else "district"
    if name.startswith(
        (
            " bộ ",
            " chính phủ",
            " thủ tướng",
            " quốc hội",
            " tổng cục ",
            " ban chấp hành trung ương",
            " bộ chính trị",
            " ban bí thư",
        )
    ):
        return "central"
    return None
