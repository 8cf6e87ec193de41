"""Wording (W): slips of typing, scanning, copying and editing. The words stand in ``data/wording.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from extractors.vietnamese.syllables import badly_marked
from planparse.checks.model import Hit, Rule
from planparse.checks.passages import alternatives, load_data, passages
from planparse.checks.rules import places, repeats
from planparse.checks.subject import Subject

# A word of letters; a full stop or comma between two parts them, blanks do not.
_WORD = re.compile(r"[^\W\d_]+")
_MAX_RUN = 6
_NEIGHBOUR = 20
_SEPARATOR = re.compile(r"[^\S\n]+")


def _table() -> dict[str, frozenset[str]]:
    data = load_data("wording.toml")
    return {
        "single": frozenset(data["doubled"]["single"]),
        "closes": frozenset(data["doubled"]["closes"]),
        "allowed": frozenset(data["doubled"]["allowed"]),
    }


@cache
def _doubled_words() -> dict[str, frozenset[str]]:
    return _table()


@cache
def _tails() -> dict[str, frozenset[str]]:
    return {word: frozenset(behind) for word, behind in load_data("wording.toml")["doubled"]["tail"].items()}


def _prose(subject: Subject) -> Iterator[int]:
    """The blocks of the opening and the body."""
    return (number for number, zone in enumerate(subject.zones) if zone in ("opening", "body"))


def doubled(subject: Subject) -> Iterator[Hit]:
    """`giải pháp giải pháp`, `các các`, `triển khai khai`."""
    for number in _prose(subject):
        text = passages(subject).folded[number]
        words = [(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            size = _run_twice(text, words, at)
            if size and not _name_before(subject.blocks[number].text, words, at, size):
                start, end = words[at][1], words[at + 2 * size - 1][2]
                written = subject.blocks[number].text[words[at + size][1] : end]
                yield Hit(subject.span(number, start, end), {"word": written})
            at += 2 * size or 1


def _name_before(written: str, words: list[tuple[str, int, int]], at: int, size: int) -> bool:
    """Whether the first of the pair closes a name: `Phòng Kế hoạch - Tổng hợp tổng hợp số liệu`."""
    first, second = words[at][1], words[at + size][1]
    if not (written[first].isupper() and written[second].islower()):
        return False
    before = written[max(0, first - _NEIGHBOUR) : first].strip()
    if before in ("", "-", "–", "+") and first < _NEIGHBOUR:
        return False
    return before[-1:] not in (".", ":", ";", "(", "“")


def _run_twice(text: str, words: list[tuple[str, int, int]], at: int) -> int:
    """How many words from one on are typed twice; 0 where none are."""
    for size in range(min(_MAX_RUN, (len(words) - at) // 2), 0, -1):
        # A run of one word only (`a a a a`) is looked at as a pair.
        if words[at][0] != words[at + size][0] or (size > 1 and words[at][0] == words[at + 1][0]):
            continue
        run = words[at : at + 2 * size]
        if any(run[i][0] != run[i + size][0] for i in range(size)):
            continue
        if not all(_SEPARATOR.fullmatch(text, a[2], b[1]) for a, b in pairwise(run)):
            continue
        told = " ".join(word for word, _, _ in run)
        if told in _doubled_words()["allowed"]:
            continue
        if size > 1:
            return size
        before = words[at - 1][0] if at and _SEPARATOR.fullmatch(text, words[at - 1][2], run[0][1]) else ""
        behind = ""
        if at + 2 < len(words) and _SEPARATOR.fullmatch(text, run[1][2], words[at + 2][1]):
            behind = words[at + 2][0]
        compound = f"{before} {run[0][0]}"
        if run[0][0] in _doubled_words()["single"] and compound not in _doubled_words()["closes"]:
            return 1
        if compound in _tails() and behind not in _tails()[compound]:
            return 1
    return 0


@cache
def _misreadings() -> re.Pattern[str]:
    joined = alternatives(load_data("wording.toml")["misreadings"])
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")


_BEFORE = re.compile(r"([^\W\d_]+)[^\S\n]+\Z")
_BEHIND = re.compile(r"[^\S\n]+([^\W\d_]+)")


def misread(subject: Subject) -> Iterator[Hit]:
    """`Phân đầu` for `Phấn đấu`: forms that scans and hasty typing leave."""
    data = load_data("wording.toml")
    meant, exceptions = data["misreadings"], data["misreadings_exceptions"]
    for number, block in enumerate(subject.blocks):
        if subject.zones[number] == "letterhead":
            continue
        text = passages(subject).folded[number]
        told: set[int] = set()
        for found in _misreadings().finditer(text):
            form = " ".join(found[0].split())
            written = block.text[found.start() : found.end()]
            # `Duy Trí` is a name.
            if all(word.istitle() for word in written.split()) and len(written.split()) > 1:
                continue
            excused = exceptions.get(form, {})
            before = _BEFORE.search(text[max(0, found.start() - _NEIGHBOUR) : found.start()])
            behind = _BEHIND.match(text, found.end())
            if before is not None and before[1] in excused.get("before", ()):
                continue
            if behind is not None and behind[1] in excused.get("behind", ()):
                continue
            told.update(range(found.start(), found.end()))
            yield Hit(subject.span(number, found.start(), found.end()), {"meant": meant[form]}, "form")
        for start, end, right in badly_marked(block.text):
            # The table knows what was meant.
            if start not in told:
                said = {"meant": right} if right else {}
                yield Hit(subject.span(number, start, end), said, "form" if right else "syllable")


@cache
def _gaps() -> re.Pattern[str]:
    data = load_data("wording.toml")["missing"]
    return re.compile(
        rf"(?<!\w)(?:(?P<last>{alternatives(data['open_ended'])})\s?(?P<stop>\.(?=\s|$)|;|\.?/\.|\))"
        rf"|(?P<pair>{alternatives(data['pairs'])})(?!\w))"
    )


def missing(subject: Subject) -> Iterator[Hit]:
    """`ban hành chính sách tại của Kế hoạch`, `phối hợp với các.`: a word was dropped."""
    closes = frozenset(load_data("wording.toml")["missing"]["closes"])
    for number in _prose(subject):
        block = subject.blocks[number]
        if block.kind == "cell":
            continue
        text = passages(subject).folded[number]
        for found in _gaps().finditer(text):
            before = _BEFORE.search(text[max(0, found.start() - _NEIGHBOUR) : found.start()])
            opens = found["last"] or found["pair"].split()[0]
            if before is not None and f"{before[1]} {opens}" in closes:
                continue
            # `Của` with a capital begins a name or a title.
            if found["pair"] and any(c.isupper() for c in block.text[found.start() + 1 : found.end()]):
                continue
            yield Hit(
                subject.span(number, found.start(), found.end()), {}, "end" if found["last"] else "pair"
            )


@cache
def _last_words() -> tuple[frozenset[str], frozenset[str]]:
    data = load_data("wording.toml")["cut"]
    return frozenset(data["last"]), frozenset(data["closes"])


_STOPPED = re.compile(r"[.:;,!?…)\]”\"'’/*]\s*\Z")
_FRAGMENT = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=[%)”\"\d]))\.\s+((?:[^\W\d_]+\s+){0,2}[^\W\d_]+)\s*\Z")
_TAIL = 80
_LEAST_WORDS = 6


def cut(subject: Subject) -> Iterator[Hit]:
    """`… đạt từ 55% - 60%. Tập`, `… tăng cường phối hợp với các`: a paragraph that stops in mid-sentence."""
    told = passages(subject)
    last, closes = _last_words()
    for number in _prose(subject):
        block = subject.blocks[number]
        text = told.folded[number].rstrip()
        if block.kind == "cell" or number in told.headings or _STOPPED.search(text[-3:]):
            continue
        if len(text.split(None, _LEAST_WORDS)) < _LEAST_WORDS:
            continue
        tail = text[-_TAIL:]
        fragment = _FRAGMENT.search(tail)
        if fragment is not None:
            start = len(text) - len(tail) + fragment.start(1)
            if block.text[start].isupper() and not _goes_on(subject, number):
                yield Hit(subject.span(number, start, len(text)), {}, "fragment")
            continue
        words = _WORD.findall(tail)
        if not _ends_here(subject, number):
            continue
        if not words or not tail.endswith(words[-1]):
            continue
        for size in (1, 2):
            end = " ".join(words[-size:])
            longer = (" ".join(words[-k:]) for k in range(size + 1, size + 4))
            if end in last and end not in closes and not any(other in closes for other in longer):
                start = len(text) - len(tail) + tail.rindex(words[-size])
                yield Hit(subject.span(number, start, len(text)), {}, "word")
                break


def _goes_on(subject: Subject, number: int) -> bool:
    """Whether the next block begins in small letters, as the rest of a broken page does."""
    following = number + 1
    return following < len(subject.blocks) and subject.blocks[following].text.lstrip()[:1].islower()


def _ends_here(subject: Subject, number: int) -> bool:
    """Whether what follows does not go on with the paragraph, as the rest of a broken page would."""
    following = number + 1
    if following >= len(subject.blocks) or subject.zones[following] not in ("opening", "body"):
        return True
    if subject.blocks[following].kind == "cell":
        return True
    text = subject.blocks[following].text.lstrip()
    if text.startswith("Trên đây"):
        return True
    return passages(subject).opens_item(following) or (text[:1].isupper() and text.isupper())


_BLANK = re.compile(
    r"""
    (?P<dots>(?:\.\s?){5,}|(?:…\s?){2,}|…\.{2,}|(?<=\s)\.{4,}|_{3,}|\[\s*(?:…|\.{2,})\s*\]|\(\s*(?:…|\.{3,})\s*\))
    | (?P<day>ngày(?:\s*[.…]{1,20}\s*|\s+)tháng(?:\s*[.…]{1,20}\s*|\s+)(?:\d{1,2}\s+)?(?=năm))
    | (?P<rate>(?<![\d\w%/])(?:đạt|trên|dưới|ít\snhất|tối\sthiểu|khoảng|không\squá|còn|giảm|tăng)\s+%)
    | (?P<letters>(?<![\w,./-])x{2,4}
        (?=\s*(?:%|người|lao\sđộng|hộ|triệu|tỷ|đồng|lớp|xã|phường|mô\shình|học\ssinh)))
    """,
    re.VERBOSE,
)


def blank(subject: Subject) -> Iterator[Hit]:
    """`đạt …… %`, `ngày … tháng … năm`, `xx người`: blanks nobody filled in."""
    for number in _prose(subject):
        text = subject.lower[number]
        for found in _BLANK.finditer(text):
            kind = found.lastgroup or ""
            if kind == "dots" and _is_rule_or_list(text, found.start(), found.end()):
                continue
            end = found.start() + len(found[0].rstrip())
            yield Hit(subject.span(number, found.start(), end))


def _is_rule_or_list(text: str, start: int, end: int) -> bool:
    """A drawn line (nothing but dots in the block), or `v.v.....`; neither waits for a figure."""
    if not any(c.isalnum() for c in text):
        return True
    before = text[max(0, start - 3) : start]
    dotted = text[start:end].strip()
    return before.endswith(("v.v", "vv")) or (len(dotted) < 6 and not text[end:].strip(" ./;,)"))


_OPEN, _CLOSE = {"(": ")", "“": "”", "[": "]"}, {")": "(", "”": "“", "]": "["}
_LABELLED = re.compile(r"(?:(?<=\s)|^|(?<=[,;:]))(?:[a-zđ]{1,2}|\d{1,2}|[ivx]{1,4})\)")


def unbalanced(subject: Subject) -> Iterator[Hit]:
    """A bracket or quotation mark that is opened and not closed, or closed and not opened."""
    if subject.plan.document.source.ocr:
        # Recognition loses signs that stand on the paper.
        return
    missing_ends: list[tuple[int, int, str, bool]] = []
    for number in _prose(subject):
        if subject.blocks[number].kind == "cell":
            continue
        text = subject.lower[number]
        labels = {found.end() - 1 for found in _LABELLED.finditer(text)}
        stack: list[tuple[str, int]] = []
        for at, sign in enumerate(text):
            if sign in _OPEN:
                stack.append((sign, at))
            elif sign in _CLOSE:
                if stack and stack[-1][0] == _CLOSE[sign]:
                    stack.pop()
                elif at not in labels and not any(s == _CLOSE[sign] for s, _ in stack[-8:]):
                    missing_ends.append((number, at, sign, False))
                elif at not in labels:
                    while stack and stack[-1][0] != _CLOSE[sign]:
                        lost, where = stack.pop()
                        missing_ends.append((number, where, lost, True))
                    stack.pop()
        straight = text.rfind('"')
        missing_ends += [
            (number, where, lost, True) for lost, where in stack if not (lost == "“" and where < straight)
        ]
    # What a page break or a new paragraph parts is whole again: an opening here, its closing further on.
    waiting: dict[str, list[int]] = {}
    matched: set[int] = set()
    ordered = sorted(missing_ends)
    for place, (number, _, sign, opens) in enumerate(ordered):
        if opens:
            waiting.setdefault(sign, []).append(place)
            continue
        earlier = waiting.get(_CLOSE[sign])
        if earlier and number - ordered[earlier[-1]][0] <= 2:
            matched |= {place, earlier.pop()}
    for place, (number, at, sign, opens) in enumerate(ordered):
        if place not in matched:
            yield Hit(
                subject.span(number, max(0, at - 20) if not opens else at, at + (1 if not opens else 21)),
                {"sign": sign},
                "opened" if opens else "closed",
            )


@cache
def _leftovers() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in load_data("wording.toml")["editing"]["forms"]))


def editing(subject: Subject) -> Iterator[Hit]:
    """`(?)`, `???`, `(bổ sung)`, `Error! Reference source not found`."""
    for number in range(len(subject.blocks)):
        for found in _leftovers().finditer(subject.lower[number]):
            yield Hit(subject.span(number, found.start(), found.end()))


_SIGNS = re.compile(
    r"%\s?%|,\s?,|;\s?;|:\s?:(?!/)|,\s?;|;\s?,(?!\d)|(?<![.\s\d…v])\.\.(?![./…])|(?<=\d%)\.\.(?!\.)"
)


def signs(subject: Subject) -> Iterator[Hit]:
    """`80%%`, `,,`, `;;`, `..`."""
    for number in _prose(subject):
        for found in _SIGNS.finditer(subject.lower[number]):
            yield Hit(subject.span(number, found.start(), found.end()))


_COMMAS = re.compile(r"(?<![\d,.])[1-9]\d{0,2}(?:,\d{3})+(?![\d,.]*\d)")
_DOTS = re.compile(r"(?<![\d,.])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.]*\d)")


def notation(subject: Subject) -> Iterator[Hit]:
    """`1,200 người` in a plan that writes `1.500` elsewhere."""
    counted = [t for t in subject.plan.targets if t.value is not None and t.unit != "%"]
    dotted = next((t for t in counted if _DOTS.search(t.text)), None)
    if dotted is None:
        return
    for target in counted:
        found = _COMMAS.search(target.text)
        if found is not None and (target.value or 0) >= 1000:
            yield Hit(target.span, {"number": found[0], "other": dotted.text}, related=(dotted.span,))


RULES = (
    Rule("W101", "word-doubled", "warning", doubled),
    Rule("W102", "misreading", "warning", misread),
    Rule("W103", "word-missing", "warning", missing),
    Rule("W104", "sentence-cut", "warning", cut),
    Rule("W105", "sentence-repeated", "warning", repeats.repeated),
    Rule("W201", "upper-level-wording", "warning", places.upper_wording),
    Rule("W202", "upper-level-report", "warning", places.upper_report),
    Rule("W203", "other-unit-name", "warning", places.other_unit),
    Rule("W301", "blank-open", "warning", blank),
    Rule("W302", "bracket-unbalanced", "info", unbalanced),
    Rule("W303", "editing-leftover", "warning", editing),
    Rule("W304", "sign-doubled", "info", signs),
    Rule("W305", "number-notation-mixed", "info", notation),
)
