"""The comments of a review: numbered after those that are there, and added to the part that holds them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from planparse.readers.docx_trace import Place
from planparse.readers.wordml import W, number, value
from planparse.report.inert import inert, shorten
from planparse.report.word.package import WordFile
from planparse.report.word.ranges import put_comments

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Word takes author names of at most 255 characters and initials of at most 9.
_AUTHOR, _INITIALS = 100, 4
# Code points that XML does not take though they are no controls.
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_SMALL = "20"  # half points


@dataclass(frozen=True, slots=True)
class Comment:
    """What is to be said, a paragraph each, and where. The first paragraph is the head, in bold."""

    place: Place
    paragraphs: tuple[str, ...]


def printable(text: str) -> str:
    """One line that XML can hold and Word shows: controls and the like are visible code points."""
    return _NO_CHARACTERS.sub("\ufffd", inert(text))


def initials_of(author: str) -> str:
    """`NTH` of `Nguyễn Thị Hoa`."""
    words = [word for word in author.split() if word[0].isalnum()]
    return "".join(word[0] for word in words)[:_INITIALS].upper()


def add_comments(
    file: WordFile, comments: Sequence[Comment], author: str, now: datetime.datetime | None = None
) -> None:
    """Put the comments into the file, dated ``now`` in UTC: the present where it is not given."""
    name = printable(unicodedata.normalize("NFC", shorten(author, _AUTHOR))) or "planparse"
    moment = (now or datetime.datetime.now(datetime.UTC)).astimezone(datetime.UTC)
    attributes = {
        W + "author": name,
        W + "date": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        W + "initials": initials_of(name),
    }
    look = _styles(file.parts.styles)
    first = _next_id(file)
    wanted = []
    for identity, comment in enumerate(comments, start=first):
        file.comments.append(_element(identity, comment.paragraphs, attributes, look))
        wanted.append((identity, comment.place))
    reference = {"style": look["annotation reference"]} if "annotation reference" in look else {}
    put_comments(file.parts.document, wanted, reference)


def _next_id(file: WordFile) -> int:
    """One more than any comment has, of those too whose marks have lost their comment."""
    marks = (W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")
    used = [one.get(W + "id") for one in file.comments.iter(W + "comment")]
    used += [one.get(W + "id") for one in file.parts.document.iter(*marks)]
    return max((number(one, -1) for one in used), default=-1) + 1


def _styles(styles: etree._Element | None) -> dict[str, str]:
    """The ids that the file's own styles for comments have; their names are the same in all languages."""
    found: dict[str, str] = {}
    for style in [] if styles is None else styles.iterfind(W + "style"):
        name = (value(style, "name") or "").lower()
        if name in ("annotation text", "annotation reference"):
            found[name] = style.get(W + "styleId", "")
    return found


def _element(
    identity: int, paragraphs: Sequence[str], attributes: dict[str, str], look: dict[str, str]
) -> etree._Element:
    comment = etree.Element(W + "comment", {W + "id": str(identity), **attributes})
    for at, text in enumerate(paragraphs):
        paragraph = etree.SubElement(comment, W + "p")
        properties = etree.SubElement(paragraph, W + "pPr")
        if "annotation text" in look:
            etree.SubElement(properties, W + "pStyle", {W + "val": look["annotation text"]})
        else:
            # Else the paragraph is like those of the plan, with their indents.
            etree.SubElement(properties, W + "spacing", {W + "before": "0", W + "after": "0"})
            etree.SubElement(properties, W + "ind", {W + "left": "0", W + "firstLine": "0"})
            etree.SubElement(properties, W + "jc", {W + "val": "left"})
        if at == 0:
            run = etree.SubElement(paragraph, W + "r")
            if "annotation reference" in look:
                style = etree.SubElement(run, W + "rPr")
                etree.SubElement(style, W + "rStyle", {W + "val": look["annotation reference"]})
            etree.SubElement(run, W + "annotationRef")
        run = etree.SubElement(paragraph, W + "r")
        style = etree.SubElement(run, W + "rPr")
        if at == 0:
            etree.SubElement(style, W + "b")
        if "annotation text" not in look:
            etree.SubElement(style, W + "sz", {W + "val": _SMALL})
        if not len(style):
            run.remove(style)
        words = etree.SubElement(run, W + "t", {_SPACE: "preserve"})
        words.text = printable(text)
    return comment
