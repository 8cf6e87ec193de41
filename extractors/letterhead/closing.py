"""Signers and recipients: what stands below the body."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.context import Context
from extractors.layout import is_capitals
from extractors.letterhead.lines import lines
from extractors.plan import Signer
from extractors.vietnamese.tables import load_table


@lru_cache(maxsize=1)
def positions() -> regex.Pattern[str]:
    """A position that signs, in capitals, at the start of a line."""
    names = sorted((n.upper() for n in load_table("form.toml")["positions"]), key=len, reverse=True)
    return regex.compile(r"\s*(?P<position>" + "|".join(map(regex.escape, names)) + r")\b")


_AUTHORITY = regex.compile(
    r"(?:(?P<sign>T/M|K/T|T/L|TM|KT|TL|TUQ|Q)(?:\s*[./]{1,2}|(?<=/\p{L})\s)|^(?P<sign>TM|KT|TL|TUQ)\s)"
    r"\s*(?P<whom>\p{Lu}[\p{Lu}\s,&.-]+)"
)
_NAME = regex.compile(
    r"(?:(?:PGS|GS|TS|ThS|BS|KS|CN|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thiếu tướng|"
    r"Trung tướng)\.?\s*)*(?P<name>\p{Lu}\p{Ll}*(?:[\s-]+(?:\p{Lu}[’'`]?)?\p{Lu}\p{Ll}*){1,5})$"
)


_SIGNED = regex.compile(r"\s*\((?:đã ký|chữ ký|ký tên|ký, đóng dấu|ký)[^()]*\)", regex.IGNORECASE)
_STOP = regex.compile(r"(?<=[;.)])\s+")


def columns(line: str) -> tuple[str, str]:
    """A line of two columns that were read as one: the recipient, and the signature in capitals behind it."""
    line = _SIGNED.sub("", line)
    if _AUTHORITY.match(line):
        return line, ""
    for gap in _STOP.finditer(line):
        left, right = line[: gap.start()], line[gap.end() :]
        signs = _AUTHORITY.match(right) or (is_capitals(right) and positions().match(right))
        if signs and not is_capitals(left):
            return left, right
    return line, ""


def signers(context: Context) -> tuple[Signer, ...]:
    """Who signs, with position and authority, in the order of the signatures."""
    signers: list[Signer] = []
    authority: str | None = None
    body: str | None = None
    position: str | None = None
    for line in lines(context, "closing"):
        for piece in filter(None, columns(line)):
            if found := _AUTHORITY.search(piece):
                whom = f"{found['sign'].replace('/', '')}. {found['whom'].strip(' .')}"
                if found["sign"].startswith("T") and found["sign"] in ("TM", "T/M"):
                    body = whom
                else:
                    authority = whom
                    # `Q. CHỦ TỊCH` (quyền) is authority and position at once.
                    if found["sign"] == "Q" and (rank := positions().match(found["whom"])):
                        position = position or rank["position"].strip()
                continue
            if is_capitals(piece) and (found := positions().match(piece.upper())):
                position = position or found["position"].strip()
                continue
            named = _NAME.fullmatch(piece.strip(" ./"))
            if (
                named
                and (authority or body or position)
                and not piece.lstrip().startswith("-")
                and not is_capitals(piece)
            ):
                signers.append(Signer(named["name"], position, authority or body))
                authority = position = None
    if not signers and (position or authority):
        signers.append(Signer(None, position, authority or body))
    return tuple(signers)


_BULLET = regex.compile(r"[-–+•*]\s*")


def recipients(context: Context) -> tuple[str, ...]:
    """The lines under Nơi nhận, without dash and final stop."""
    found: list[str] = []
    listing = False
    for line in lines(context, "closing"):
        low = line.lower()
        if low.startswith("nơi nhận"):
            listing = True
            line = line[len("nơi nhận") :].lstrip(" :")
            if not line:
                continue
        if not listing:
            continue
        line = columns(line)[0]
        bullet = _BULLET.match(line)
        capitals = is_capitals(line) and (_AUTHORITY.match(line) or positions().match(line))
        if capitals and not bullet:
            continue
        if bullet:
            found.append(line[bullet.end() :])
        elif (
            found
            and not found[-1].rstrip().endswith((";", "."))
            and not _NAME.fullmatch(line.strip())
            and not is_capitals(line)
        ):
            found[-1] += " " + line
        elif regex.match(r"lưu\b", low) or (not found and low):
            found.append(line)
    return tuple(text for item in found if (text := item.strip().rstrip(";.,").strip()))
