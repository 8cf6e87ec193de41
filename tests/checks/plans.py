"""Short plans of an invented ward, and the codes that a family of rules finds in them."""

from __future__ import annotations

from extractors.document import Document
from extractors.pipeline import extract
from planparse.checks import RULES, check
from planparse.readers.text import read_text

DATE = "Vân Hải, ngày 12 tháng 3 năm 2026"
TITLE = "Hỗ trợ việc làm năm 2026"
BASIS = "Thực hiện Kế hoạch số 93/KH-UBND ngày 16/02/2026 của Ủy ban nhân dân thành phố Vân Hải về việc làm"


def plan_of(body, *, opening=None, date=DATE, title=TITLE, tail=""):
    """A plan whose body is that text; sections are numbered in it."""
    opening = (
        f"{BASIS}, Ủy ban nhân dân phường Bình Khê ban hành Kế hoạch như sau:" if opening is None else opening
    )
    lines = ["Số: 32/KH-UBND", date, "KẾ HOẠCH", title, opening, body, tail]
    return extract(Document(read_text("\n".join(line for line in lines if line))))


def codes(family, body, *, register=None, **more):
    """The codes of one family (a letter, or the beginning of codes), in order, each as often as found."""
    rules = [rule for rule in RULES if rule.code.startswith(family)]
    return sorted(problem.code for problem in check(plan_of(body, **more), rules, register))
