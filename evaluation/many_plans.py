"""Many ward plans of one city, made from the sample plans: other names, other figures, bullets left out.

They are for load tests: whoever compares them finds something in each, and no two are the same.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
CITY = SAMPLES / "hai-xuyen-2026.docx"
_WARDS = {"bach-khe-2026": "Bạch Khê", "ha-lang-2026": "Hà Lãng", "ngoc-trach-2026": "Ngọc Trạch"}
_FIRST = "An Bình Cẩm Đại Gia Hòa Kim Lạc Minh Nam Phú Quảng Sơn Tân Vĩnh"
_LAST = "Bàng Chử Đường Giang Khương Lộ Mão Nhuế Phùng Quyến Sầm Thạch Uyên Vược Yết"
_PARAGRAPH = re.compile(r"<w:p>(?:(?!</w:p>).)*</w:p>", re.DOTALL)
_COUNT = re.compile(
    r"(?<![\d./,-])(?P<figure>\d{1,2}\.\d{3}|\d{2,5})(?= (?:lao động|người|hộ|học viên|phiên))"
)
_TEXT = re.compile(r"<w:t[^>]*>([^<]*)</w:t>")
_PAGE = 2_600  # characters on a page of a plan


def names() -> Iterator[str]:
    """Invented names of wards, 225 without a number, then more."""
    for number in range(1, 1000):
        for first, last in product(_FIRST.split(), _LAST.split()):
            yield f"{first} {last}" if number == 1 else f"{first} {last} {number}"


def write_plans(folder: Path, count: int, *, pages: int = 10, seed: int = 1) -> list[Path]:
    """That many .docx of about so many pages, in a folder."""
    made = []
    for number, name in zip(range(count), names(), strict=False):
        path = folder / f"phuong-{number:05d}.docx"
        # Together they come to a little less than the city asks; the samples are three of its eight units.
        factor = min(1.0, 7 / count)
        _write(path, name, pages, factor, random.Random(f"{seed} {number}"))
        made.append(path)
    return made


@cache
def _parts(sample: str) -> tuple[tuple[zipfile.ZipInfo, bytes], ...]:
    """The parts of a sample but its text; the previews of the template are left out."""
    with zipfile.ZipFile(SAMPLES / f"{sample}.docx") as packed:
        return tuple((info, packed.read(info)) for info in packed.infolist())


def _write(path: Path, name: str, pages: int, factor: float, chance: random.Random) -> None:
    sample, old = chance.choice(sorted(_WARDS.items()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for info, data in _parts(sample):
            if info.filename == "word/document.xml":
                data = _text(data.decode(), name, old, pages, factor, chance).encode()
            packed.writestr(info, data)


def _text(xml: str, name: str, old: str, pages: int, factor: float, chance: random.Random) -> str:
    xml = xml.replace(old, name).replace(old.upper(), name.upper())
    factor *= chance.uniform(0.7, 1.2)
    xml = _COUNT.sub(lambda found: str(max(1, round(int(found["figure"].replace(".", "")) * factor))), xml)
    found = [match for match in _PARAGRAPH.finditer(xml) if _said(match[0]).startswith(("- ", "– "))]
    aims = [match for match in found if re.search(r"\d%| lao động| hộ nghèo", _said(match[0]))]
    for match in reversed([one for one in aims if chance.random() < 0.1]):
        xml = xml[: match.start()] + xml[match.end() :]
    # What fills the pages are tasks: they are no targets, and stand among the tasks.
    start, end = (re.search(words, xml) for words in (r"NHIỆM VỤ, GIẢI PHÁP", r"TỔ CHỨC THỰC HIỆN|PHÂN CÔNG"))
    here = (start.end(), end.start()) if start and end else (0, 0)
    plain = [match for match in _PARAGRAPH.finditer(xml, *here) if _is_plain(_said(match[0]))]
    missing = pages * _PAGE - len("".join(_TEXT.findall(xml)))
    filler: list[str] = []
    while missing > 0 and plain:
        filler.append(chance.choice(plain)[0])
        missing -= len(_said(filler[-1]))
    at = plain[len(plain) // 2].end() if plain else 0
    return xml[:at] + "".join(filler) + xml[at:]


def _is_plain(text: str) -> bool:
    return len(text) > 60 and text.startswith("- ") and not re.search(r"\d", text)


def _said(paragraph: str) -> str:
    return "".join(_TEXT.findall(paragraph))
