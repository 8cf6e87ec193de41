"""References inside the plan (R): to points, sections, appendices and forms that are not there.

Source: Nghị định 30/2020/NĐ-CP, annex I, part I, II.6 (bố cục, viện dẫn) and part II, III (phụ lục).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extractors.document import Span
from extractors.labels import label_of
from extractors.vietnamese.text import fold_words
from planparse.checks.documents import inside, stretches
from planparse.checks.model import Hit, Rule
from planparse.checks.subject import Subject

_SENTENCE = re.compile(r"[.;](?=\s|\Z)|\n")
_ROMAN = r"(?:[ivx]{1,6})"
_LABEL = rf"(?:{_ROMAN}|[0-9]{{1,2}}|[a-zđ])(?:\.[0-9]{{1,2}}){{0,3}}"

# `quy định tại điểm.`, `tại khoản , Điều`: the unit is named and its number is missing.
_DANGLING = re.compile(
    r"""
    (?:quy\s{1,4}định|nêu|hướng\s{1,4}dẫn|căn\s{1,4}cứ|đối\s{1,4}tượng|ghi|nội\s{1,4}dung)\s{1,4}
    (?:cụ\s{1,4}thể\s{1,4})?(?:tại|ở|theo)\s{1,4}
    (?P<first>điểm|khoản|điều|tiết)
    (?: \s{0,8}(?=[.;:)]|\Z|\n) | \s{0,8},\s{0,8}(?=điểm|khoản|điều|luật|nghị\s|thông\s)
      | \s{1,8}(?=(?:của|khoản|điều|luật|nghị\s{1,4}định|thông\s{1,4}tư|mục|phần)(?!\w)) )
    |
    (?<!\w)(?:tại|theo)\s{1,4}(?P<third>điểm)\s{1,4}(?=khoản\s{1,4}[0-9])
    |
    (?<!\w)(?:tại|theo)\s{1,4}(?P<fourth>khoản|điều)\s{0,4}(?:…|\.{2,10}|_{2,10})
    |
    (?<!\w)tại\s{1,4}(?P<second>khoản|điều)\s{0,8}(?:[.;:)]|,\s{0,8}(?=khoản|điều)|(?=của\s|luật\s|nghị\s{1,4}định))
    """,
    re.VERBOSE,
)
_APPENDIX = re.compile(
    r"(?<!\w)(?P<word>phụ\s{1,4}lục|phụ\s{1,4}biểu)(?:\s{1,4}(?:số\s{1,4})?(?P<label>[ivx]{1,6}|[0-9]{1,2}|[a-eđ])(?![\w/.]\w))?"
)
_ATTACHED = re.compile(r"(?:đính\s{1,4}kèm|kèm\s{1,4}theo|gửi\s{1,4}kèm)")
_HEADING = re.compile(
    r"\W{0,4}(?P<word>phụ\s{1,4}lục|phụ\s{1,4}biểu)(?:\s{1,4}(?:số\s{1,4})?:?\s{0,2}(?P<label>[ivx]{1,6}|[0-9]{1,2}|[a-eđ])(?!\w))?"
)
_OF_DOCUMENT = re.compile(
    r"[\s,(]{0,4}(?:(?:ban\s{1,4}hành|đính)?\s{0,4}kèm\s{1,4}theo|của|tại|thuộc)?\s{0,4}"
    r"(?:luật|nghị|thông|quyết|chỉ\s{1,4}thị|công\s{1,4}văn|hướng|văn\s{1,4}bản|báo\s{1,4}cáo|kế\s{1,4}hoạch\s{1,4}(?:số|của)|đề\s{1,4}án|chương)"
)
_FORM = re.compile(
    r"(?<!\w)(?P<what>(?:biểu\s{1,4}mẫu|mẫu\s{1,4}biểu|biểu|mẫu|đề\s{1,4}cương|danh\s{1,4}sách|danh\s{1,4}mục|bảng|lịch)"
    r"(?:\s{1,4}[^\W\d_]{1,12}){0,4}?)\s{1,4}\(?(?P<how>(?:đính|gửi)\s{1,4}kèm|kèm\s{1,4}theo)(?!\s{1,4}(?:luật|nghị|thông|quyết|kế|công|văn|hướng|chỉ|báo|tờ|hồ))"
)
_ITEM = re.compile(
    rf"(?<!\w)(?P<unit>phần|mục|khoản|điểm|tiểu\s{{1,4}}mục)\s{{1,4}}(?P<label>{_LABEL})(?![\w]|[./]\w)"
)
_CHAIN = re.compile(r"[\s,]{0,3}(?:(?:của|thuộc|tại)\s{1,4})?")
# What makes a reference one to this plan.
_OWN = re.compile(
    r"[\s,]{0,3}(?:(?:của|tại|trong|thuộc|ở)\s{1,4})?(?:(?:bản\s{1,4})?kế\s{1,4}hoạch\s{1,4}này|(?:nêu\s{1,4}|ở\s{1,4})?trên(?!\w)|nêu\s{1,4}trên|dưới\s{1,4}đây)"
)
# `nêu tại khoản 9 Mục II.`: a sentence that cites no document points into this plan.
_POINTS = re.compile(r"(?<!\w)(?:tại|theo)\s{1,4}\Z")
_STOPS = re.compile(r"\s{0,2}(?:[.;,)]|\Z|\n)")
_DOCUMENT = re.compile(
    r"(?<!\w)(?:luật|nghị\s{1,4}(?:định|quyết)|thông\s{1,4}tư|quyết\s{1,4}định|chỉ\s{1,4}thị|công\s{1,4}văn|hướng\s{1,4}dẫn\s{1,4}số)(?!\w)"
)
_ANNOUNCES = re.compile(
    r"(?:như\s{1,4}sau|sau\s{1,4}đây|dưới\s{1,4}đây|(?:nội\s{1,4}dung|nhiệm\s{1,4}vụ|giải\s{1,4}pháp|việc)\s{1,4}sau)\s{0,4}:\s{0,4}\Z"
)


def dangling(subject: Subject) -> Iterator[Hit]:
    """`quy định tại điểm.`"""
    for number, low in enumerate(subject.lower):
        if "tại" not in low and "theo" not in low and "ở" not in low:
            continue
        for match in _DANGLING.finditer(low):
            unit = next(value for value in match.groups() if value)
            yield Hit(subject.span(number, match.start(), match.end()), {"unit": unit})


def _appendices(subject: Subject) -> frozenset[str | None]:
    """The labels of the appendices that the file holds; None for one without a label."""
    found: set[str | None] = set()
    for number, low in enumerate(subject.lower):
        if subject.zones[number] == "letterhead":
            continue
        for line in low.split("\n"):
            heading = _HEADING.match(line)
            text = subject.blocks[number].text
            if heading and (subject.zones[number] == "appendix" or text[:60].isupper() or len(line) < 20):
                found.add(heading["label"])
    return frozenset(found)


def _foreign(low: str, start: int, end: int, cited: Sequence[tuple[int, int]]) -> bool:
    """Whether an appendix is of a document that the sentence cites, before it or behind."""
    if _OF_DOCUMENT.match(low, end) or inside(cited, start):
        return True
    last = max((m.end() for m in _SENTENCE.finditer(low, max(0, start - 300), start)), default=0)
    index = bisect_right(cited, (start, 0)) - 1
    return index >= 0 and cited[index][0] >= last


def appendix_absent(subject: Subject) -> Iterator[Hit]:
    """`theo Phụ lục đính kèm` in a file that holds no appendix: said once."""
    if _appendices(subject) or "appendix" in subject.zones:
        return
    for span, _ in _appendix_mentions(subject):
        yield Hit(span)
        return


def appendix_number(subject: Subject) -> Iterator[Hit]:
    """`Phụ lục 3` where the file holds Phụ lục 1 and 2."""
    held = _appendices(subject)
    if subject.plan.document.source.ocr or not held or held == {None}:
        return
    for span, label in _appendix_mentions(subject):
        if label is not None and label not in held:
            yield Hit(span, {"label": label.upper()})


def _appendix_mentions(subject: Subject) -> Iterator[tuple[Span, str | None]]:
    cited = stretches(subject)
    for number, _ in subject.zone("opening", "body"):
        low = subject.lower[number]
        if "phụ" not in low:
            continue
        for match in _APPENDIX.finditer(low):
            label = match["label"]
            loose = label is None and not (
                _ATTACHED.search(low, match.end(), match.end() + 24)
                or re.search(r"(?:theo|tại)\s{1,4}\Z", low[max(0, match.start() - 10) : match.start()])
            )
            if loose or _foreign(low, match.start(), match.end(), cited.get(number, [])):
                continue
            if _HEADING.match(low) and match.start() < 4:
                continue
            yield subject.span(number, match.start(), match.end()), label


def section_absent(subject: Subject) -> Iterator[Hit]:
    """`tại Mục VI của Kế hoạch này` where the plan has five."""
    paths = [tuple(part.lower() for part in section.path) for section in subject.plan.sections]
    if not paths:
        return
    for number, _ in subject.zone("opening", "body"):
        low = subject.lower[number]
        match = _ITEM.search(low)
        while match:
            chain = [(match["unit"], match["label"])]
            end = match.end()
            while True:
                gap = _CHAIN.match(low, end)
                following = _ITEM.match(low, gap.end()) if gap else None
                if following is None or len(chain) > 3:
                    break
                chain.append((following["unit"], following["label"]))
                end = following.end()
            own = _OWN.match(low, end) or _points_here(low, match.start(), end, chain)
            if own and not _held(chain, paths):
                yield Hit(subject.span(number, match.start(), end))
            match = _ITEM.search(low, end)


def _points_here(low: str, start: int, end: int, chain: list[tuple[str, str]]) -> bool:
    """Whether a reference without `Kế hoạch này` is one to this plan: no document is near."""
    roman = any(label[0] in "ivx" and unit in ("mục", "phần") for unit, label in chain)
    if not roman or not _STOPS.match(low, end) or not _POINTS.search(low[max(0, start - 40) : start]):
        return False
    first = max((m.end() for m in _SENTENCE.finditer(low, 0, start)), default=0)
    stop = _SENTENCE.search(low, end)
    return not _DOCUMENT.search(low, first, stop.start() if stop else len(low))


def _held(chain: list[tuple[str, str]], paths: list[tuple[str, ...]]) -> bool:
    """Whether some section bears the labels of a reference, the largest unit first in its path."""
    # Letters are not always read as sections: a point is looked for by what it stands in.
    wanted = [label for unit, label in reversed(chain) if unit != "điểm" or not label.isalpha()]
    if not wanted:
        return True
    split = [part for label in wanted for part in _steps(label)]
    for path in paths:
        steps = [step for part in path for step in _steps(part)]
        position = 0
        for step in steps:
            if position < len(split) and step == split[position]:
                position += 1
        if position == len(split):
            return True
    return False


def _steps(label: str) -> list[str]:
    """`2.3` is the third part of the second; the last number names it too."""
    return [label.strip(".)(").split(".")[-1]] if label else []


def attachment_absent(subject: Subject) -> Iterator[Hit]:
    """`theo biểu mẫu kèm theo` in a file that ends with its signatures: said once for each form."""
    if "appendix" in subject.zones or _appendices(subject):
        return
    told: set[str] = set()
    for number, _ in subject.zone("opening", "body"):
        low = subject.lower[number]
        if "kèm" not in low:
            continue
        for match in _FORM.finditer(low):
            what = " ".join(match["what"].split())
            if what not in told:
                told.add(what)
                yield Hit(subject.span(number, match.start(), match.end()), {"what": what})


def announces_nothing(subject: Subject) -> Iterator[Hit]:
    """`như sau:` and then the next section of the same rank, or the end."""
    levels = {section.span.block: section.level for section in subject.plan.sections}
    owner = 0
    for number, _ in subject.zone("body"):
        owner = levels.get(number, owner)
        if not _ANNOUNCES.search(subject.lower[number].rstrip()):
            continue
        following = number + 1
        while following < len(subject.blocks) and not subject.blocks[following].text.strip():
            following += 1
        if (
            following >= len(subject.blocks)
            or subject.zones[following] == "closing"
            or (
                following in levels
                and owner
                and levels[following] <= owner
                and label_of(subject.blocks[following]) is not None
                and _is_next(subject, number, following)
            )
        ):
            yield Hit(subject.span(number))


def _is_next(subject: Subject, number: int, following: int) -> bool:
    """Whether the section that follows is a sibling or an uncle, not the first of what was announced."""
    section = next(s for s in subject.plan.sections if s.span.block == following)
    first = fold_words(section.path[-1]).strip(".)(").split(".")[-1] if section.path else ""
    return first not in ("1", "i", "a", "01")


RULES = (
    Rule("R101", "dangling-reference", "error", dangling),
    Rule("R102", "appendix-absent", "info", appendix_absent),
    Rule("R103", "appendix-number", "warning", appendix_number),
    Rule("R104", "section-absent", "warning", section_absent),
    Rule("R105", "attachment-absent", "info", attachment_absent),
    Rule("R106", "announces-nothing", "warning", announces_nothing),
)
