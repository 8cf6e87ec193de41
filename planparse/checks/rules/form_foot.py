"""End of the body and nơi nhận (F2). Source: Nghị định 30/2020/NĐ-CP, annex I, part I, II.9; annex III."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.vietnamese.text import fold_words
from planparse.checks.components import Line, knowledge
from planparse.checks.model import Hit, Rule
from planparse.checks.rules.form_scope import lettered, starts, typed
from planparse.checks.subject import Subject

_END = regex.compile(r"/\s?\.|\.\s?/")
# How far above the closing the mark may stand: behind the last sentence a table or a note may follow.
_TAIL = 6


def end_mark(subject: Subject) -> Iterator[Hit]:
    """The body does not end with `./.`."""
    if not lettered(subject) or "closing" not in subject.zones or not typed(subject):
        return
    body = [number for number, _ in subject.zone("opening", "body")]
    if not body or any(_END.search(subject.blocks[number].text[-200:]) for number in body[-_TAIL:]):
        return
    text = subject.blocks[body[-1]].text.rstrip()
    start = max(text.rfind(" ", 0, max(0, len(text) - 60)) + 1, 0)
    yield Hit(subject.span(body[-1], start, len(text)))


def closing_missing(subject: Subject) -> Iterator[Hit]:
    """Nothing stands below the body: neither nơi nhận nor a signature."""
    if lettered(subject) and "closing" not in subject.zones and "body" in subject.zones:
        yield Hit(None)


def recipients_missing(subject: Subject) -> Iterator[Hit]:
    """A signature without nơi nhận."""
    foot = subject.foot
    if not lettered(subject) or "closing" not in subject.zones:
        return
    if foot.heading is None and not foot.recipients:
        yield Hit(None, variant="absent")
    elif foot.heading is not None and not foot.recipients:
        yield Hit(foot.heading.span, variant="empty")


def _archive(subject: Subject) -> Line | None:
    for lines in subject.foot.recipients:
        for line in lines:
            if regex.search(r"(?<!\p{L})lưu(?!\p{L})", line.folded):
                return line
    return None


def archive_missing(subject: Subject) -> Iterator[Hit]:
    """Nobody keeps the original: no `Lưu: VT`."""
    foot = subject.foot
    if not lettered(subject) or not foot.recipients or _archive(subject):
        return
    if not any("lưu" in line.folded for line in foot.rest):
        yield Hit(foot.recipients[-1][-1].span)


def recipients_style(subject: Subject) -> Iterator[Hit]:
    """`;` behind each line, `.` behind the last, `Lưu: VT, …`."""
    foot = subject.foot
    if not lettered(subject) or not foot.recipients or not typed(subject):
        return
    archive = _archive(subject)
    if archive and not regex.search(r"lưu\s?:\s?vt(?!\p{L})", archive.folded):
        yield Hit(archive.span, variant="archive")
    open_ended = [lines[-1] for lines in foot.recipients[:-1] if not lines[-1].text.endswith(";")]
    if open_ended:
        yield Hit(
            open_ended[0].span,
            {"count": len(open_ended)},
            variant="semicolon",
            related=tuple(line.span for line in open_ended[1:]),
        )
    last = foot.recipients[-1][-1]
    if not last.text.endswith("."):
        yield Hit(last.span, variant="stop")


def parent_not_told(subject: Subject) -> Iterator[Hit]:
    """The plan of a commune, ward or district that carries out a parent's document and is not sent up."""
    foot, level = subject.foot, subject.meta.level
    if not lettered(subject) or level not in ("ward", "district") or not subject.meta.implements:
        return
    if not foot.recipients or foot.heading is None:
        return
    table = knowledge()["parents"]
    words = [*table["of_wards"], *table["of_all"]] if level == "ward" else [*table["of_all"]]
    if starts(fold_words(subject.meta.issuer or ""), table["quarters"]):
        words += table["of_quarters"]
    above = regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(map(regex.escape, words))})(?!\p{{L}})")
    for lines in foot.recipients:
        text = fold_words(" ".join(line.text for line in lines)).lstrip("-–+•* ")
        if above.search(text) or text.startswith(tuple(table["heads"])) or regex.search(r"b/c|báo cáo", text):
            return
    yield Hit(foot.heading.span, {"number": subject.meta.implements[0]})


RULES = (
    Rule("F201", "end-mark", "warning", end_mark),
    Rule("F202", "closing-missing", "warning", closing_missing),
    Rule("F203", "recipients-missing", "warning", recipients_missing),
    Rule("F204", "archive-missing", "warning", archive_missing),
    Rule("F205", "recipients-style", "info", recipients_style),
    Rule("F206", "parent-not-told", "info", parent_not_told),
)
