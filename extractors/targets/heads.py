"""What a quantity takes from those before it: a subject, verb or whole that stands there only once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.targets.quantities import Quantity
from extractors.vietnamese.tables import alternatives

_CUES = "target_cues.toml"
_PREDICATE = re.compile(r"(?<=\s)(?<!\w công )" + alternatives(_CUES, "predicates") + r"(?!\w)")
_OPENS_PREDICATE = re.compile(alternatives(_CUES, "predicates") + r"(?!\w)")
_QUALIFIER = re.compile(
    r"(?:(?:ở|tại|đối với|của|riêng|các|những|trong|thuộc)\s+){0,3}(?P<word>"
    + alternatives(_CUES, "qualifiers")
    + r")(?!\w)"
)
# `cả giai đoạn 200 km`, `cuối năm còn 1,3%`: when, not what.
_WHEN = re.compile(
    r"(?:(?:đến|vào|trong|tính|từ|ngay)\s+){0,2}(?:(?:cả|toàn|cuối|đầu|giữa|hết|các)\s+)?"
    r"(?:giai đoạn|năm|nhiệm kỳ|kỳ|thời kỳ)(?:\s+(?:20\d\d|sau|tiếp theo|đầu|cuối|này))?(?:\s*[-–]\s*20\d\d)?"
)
_LEVEL = re.compile(
    r"(?:(?:của|ở)\s+)?(?:cấp|ubnd|ủy ban nhân dân)\s+(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường)(?!\w)"
)
# Words that only say whence or where; alone behind a figure they measure nothing.
_WHENCE = re.compile(r"(?:từ|trong|theo|vào|tính)\s")
_WHERE = re.compile(r"(?:tại|ở|trên|do|thuộc)\s")


@dataclass(frozen=True, slots=True)
class Heads:
    """What the quantities before one in its bullet measured.

    ``previous`` is the last whole, ``counted`` what was counted last (a share is one of it), ``stem``
    the words up to and with the counted noun of the quantity just before, ``verb`` those that open
    its list, ``last`` that quantity itself and ``own`` what it measured, whole or part.
    """

    previous: str | None = None
    counted: str | None = None
    stem: str | None = None
    verb: str | None = None
    last: Quantity | None = None
    own: str | None = None


def subject_of(indicator: str) -> str:
    """The words of an indicator before its predicate: ``người nghiện`` of ``người nghiện được lập hồ sơ``."""
    found = _PREDICATE.search(indicator.lower())
    return indicator[: found.start()].rstrip(" ,") if found else indicator


def opens_predicate(text: str) -> bool:
    """Whether a phrase says something of a subject that stands before it (``được điều trị …``)."""
    return bool(_OPENS_PREDICATE.match(text.lower()))


def completed(own: str, previous: str, part: bool, rate: bool) -> str:
    """An indicator that only sets itself apart from the one before (``thể thấp còi``), made whole.

    ``part`` says that the figure is a part of that one, ``rate`` that it is a rate. Anything that stands
    for itself comes back as it is.
    """
    low = own.lower()
    if _WHEN.fullmatch(low) or _WHENCE.match(low):
        return previous
    if _WHERE.match(low):
        return f"{previous} {own}"
    if not rate:
        return own
    if opens_predicate(own):
        return f"{previous if part else subject_of(previous)} {own}"
    found = _QUALIFIER.match(low)
    if found is None or len(own.split()) > 6:
        return own
    anchor = previous.lower().rfind(f" {found['word']} ")
    if anchor > 0:
        return f"{previous[:anchor]} {own}"
    if level := _LEVEL.search(previous.lower()):
        return f"{previous[: level.start()]}{own}{previous[level.end() :]}"
    return f"{previous} {own}"
