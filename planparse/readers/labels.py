"""Numbers as a browser draws them before the items of a list (CSS Counter Styles, level 3)."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(count: int) -> str:
    """``iv`` for 4; outside 1 to 3,999 the plain number."""
    if not 0 < count < 4000:
        return str(count)
    parts = []
    for worth, sign in _ROMAN:
        times, count = divmod(count, worth)
        parts.append(sign * times)
    return "".join(parts)


def lettered(count: int) -> str:
    """``a`` to ``z``, then ``aa``, ``ab``; below 1 the plain number."""
    if count < 1:
        return str(count)
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
