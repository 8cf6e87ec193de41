"""A small plan of an invented ward to put a line into, and the codes found in it."""

from extractors.document import Document
from extractors.pipeline import extract
from planparse.checks import RULES, check
from planparse.readers.text import read_text

HEAD = """ỦY BAN NHÂN DÂN
{issuer}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 15/KH-UBND

An Bình, ngày {day}

KẾ HOẠCH
Giảm nghèo bền vững năm 2026

"""


def codes(body, family, issuer="PHƯỜNG AN BÌNH", day="10 tháng 3 năm 2026"):
    """The codes of one family that a plan of that body breaks, in order."""
    text = HEAD.format(issuer=issuer, day=day) + body
    rules = [rule for rule in RULES if rule.code.startswith(family) and rule.default]
    return [problem.code for problem in check(extract(Document(read_text(text))), rules)]
