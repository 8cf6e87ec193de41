"""Names of other levels and other units left in a copied plan (W201 to W203)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.vietnamese.text import fold_word
from planparse.checks.model import Hit
from planparse.checks.passages import Passages, passages, words_of
from planparse.checks.subject import Subject
from planparse.compare.words import bare_name

# Words of the levels above one, as plans say `toàn …` and `trên địa bàn …`.
_ABOVE = {
    "ward": ("thành phố", "tỉnh", "huyện", "quận", "thị xã", "tp"),
    "district": ("tỉnh", "thành phố", "tp"),
}
_COMPARED = re.compile(r"so với(?:\s+(?:mức|của|chung|tỷ lệ))*\s*\Z")


def _own_word(subject: Subject) -> tuple[str | None, str]:
    """The level word and the name of the issuing unit, folded."""
    word, name = bare_name(subject.meta.issuer or "")
    return word, " ".join(name)


@cache
def _upper_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    units = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(
        rf"(?<!\w)(?:(?:toàn|địa\s+bàn(?:\s+toàn)?)\s+(?P<unit>{units})(?!\w)"
        rf"|(?:tại|ở|của|địa\s+bàn)\s+các\s+(?P<units>(?:{units})(?:,\s*(?:{units}|phường|xã|thị\s+trấn))+)(?!\w))"
    )


def _above(subject: Subject) -> tuple[str, ...]:
    own, _ = _own_word(subject)
    issuer = (subject.meta.issuer or "").lower()
    if not issuer.startswith("ủy ban nhân dân") or own is None:
        return ()
    return tuple(
        w
        for w in _ABOVE.get(subject.meta.level or "", ())
        if w != own and not (w == "tp" and own == "thành phố")
    )


def upper_wording(subject: Subject) -> Iterator[Hit]:
    """`toàn Thành phố` in an indicator of a ward: the city's figure copied."""
    words = _above(subject)
    if not words:
        return
    told = passages(subject)
    seen: set[tuple[int, int]] = set()
    for target in subject.plan.targets:
        if target.kind == "baseline":
            continue
        block = target.span.block
        start, end = told.sentence_at(block, target.span.start)
        text = told.folded[block]
        for found in _upper_pattern(words).finditer(text, start, end):
            place = (block, found.start())
            if (
                place in seen
                or told.cited(*place)
                or words_of("beside_upper").search(text, max(start, found.start() - 60), found.start())
                or _COMPARED.search(text, max(start, found.start() - 60), found.start())
            ):
                continue
            # A title in quotation marks is somebody else's.
            if text.startswith(("”", '"'), found.end()):
                continue
            seen.add(place)
            own, _ = _own_word(subject)
            yield Hit(
                subject.span(block, found.start(), found.end()),
                {
                    "own": own or "",
                    "upper": subject.blocks[block].text[
                        slice(*found.span("unit" if found["unit"] else "units"))
                    ],
                },
                related=(target.span,),
            )


_REPORT = re.compile(
    r"báo\s+cáo(?:\s+kết\s+quả(?:\s+thực\s+hiện)?)?(?:\s+(?:về|cho|với|lên|gửi))?\s+"
    r"(?:ủy\s+ban\s+nhân\s+dân|ubnd)\s+(?P<unit>thành\s+phố|tỉnh|tp|huyện|quận|thị\s+xã)(?!\w)"
)
_THROUGH = re.compile(
    r"tham\s+mưu|giúp|trình|dự\s+thảo|(?:ủy\s+ban\s+nhân\s+dân|ubnd|lãnh\s+đạo)\s+(?:phường|xã|thị\s+trấn|đặc\s+khu|huyện|quận|thị\s+xã|thành\s+phố)"
)


def upper_report(subject: Subject) -> Iterator[Hit]:
    """A ward's office told to report to the city's committee, as a Sở of the copied plan is; once."""
    words = _above(subject)
    if not words or subject.meta.level != "ward":
        return
    told = passages(subject)
    found_all = []
    for assignment in subject.plan.assignments:
        if assignment.inline or assignment.requested or assignment.level in ("province", "central"):
            continue
        block = assignment.span.block
        text = told.folded[block]
        for found in _REPORT.finditer(text, assignment.span.start, assignment.span.end):
            unit = " ".join(found["unit"].split())
            start, _ = told.sentence_at(block, found.start())
            if unit in words and not _THROUGH.search(text, start, found.start()):
                found_all.append((subject.span(block, found.start(), found.end()), assignment.agency))
    if found_all:
        span, agency = found_all[0]
        own, _ = _own_word(subject)
        yield Hit(
            span,
            {"own": own or "", "agency": agency, "count": len(found_all)},
            related=tuple(place for place, _ in found_all[1:6]),
        )


_NAMED = re.compile(
    r"(?P<lead>(?:trên\s+)?địa\s+bàn|toàn|ủy\s+ban\s+nhân\s+dân|ubnd|hội\s+đồng\s+nhân\s+dân|hđnd|đảng\s+ủy|chủ\s+tịch|công\s+an|nhân\s+dân)\s+"
    r"(?P<unit>phường|xã|thị\s+trấn|đặc\s+khu|huyện|quận|thị\s+xã)\s+(?=\w)"
)
_NAME = re.compile(r"(?:[^\W_a-zà-ỹđ][^\W_]*|\d{1,2})(?:[ \u00a0]+(?:[^\W\d_a-zà-ỹđ][^\W\d_]*))*")
_FORMER = re.compile(
    r"(?:cũ|trước đây|trước sắp xếp|sáp nhập|hợp nhất|nay là|và\s+(?:phường|xã)|,\s*(?:phường|xã))(?!\w)"
)
_FORMERLY = re.compile(r"(?:nguyên|các|giáp|giáp ranh|với|kết nghĩa|kinh nghiệm|phối hợp|như|tại)\s*\Z")


def other_unit(subject: Subject) -> Iterator[Hit]:
    """`trên địa bàn phường X` in the plan of phường Y: text copied from a sibling. Once for each name."""
    own, name = _own_word(subject)
    if own is None or subject.meta.level not in ("ward", "district") or not name:
        return
    told = passages(subject)
    found_all: dict[str, list[tuple[int, int, int, str]]] = {}
    for number, _ in subject.zone("opening", "body", "closing"):
        _named_units(subject, told, number, own, name, found_all)
    for places in found_all.values():
        number, start, end, written = places[0]
        yield Hit(
            subject.span(number, start, end),
            {"name": written, "own": f"{own} {_display(subject)}", "count": len(places)},
            related=tuple(subject.span(n, a, b) for n, a, b, _ in places[1:6]),
        )


def _display(subject: Subject) -> str:
    issuer = subject.meta.issuer or ""
    _, name = bare_name(issuer)
    return " ".join(issuer.split()[-len(name) :])


def _named_units(
    subject: Subject,
    told: Passages,
    number: int,
    own: str,
    name: str,
    found_all: dict[str, list[tuple[int, int, int, str]]],
) -> None:
    text, written = told.folded[number], subject.blocks[number].text
    for found in _NAMED.finditer(text):
        unit = " ".join(found["unit"].split())
        named = _NAME.match(written, found.end())
        if unit != own or named is None or told.cited(number, found.start()):
            continue
        if named[0].isdigit() and (
            found["lead"] == "toàn" or written[named.end() : named.end() + 1] in (".", "/")
        ):
            # `toàn xã 1.120 ha`, `toàn xã 14 thôn`: a figure, no name.
            continue
        other = " ".join(fold_word(word) for word in named[0].split())
        if other == name or other.startswith(f"{name} ") or name.startswith(f"{other} "):
            continue
        if _FORMER.search(text, named.end(), named.end() + 40) or _FORMERLY.search(
            text[max(0, found.start() - 20) : found.start()]
        ):
            continue
        found_all.setdefault(other, []).append((number, found.start(), named.end(), f"{unit} {named[0]}"))
