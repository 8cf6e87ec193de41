"""The comments of a review: numbered after those that are there, and added to the part that holds them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from planparse.readers.docx_trace import Place
from planparse.readers.wordml import W, number, value
from planparse.report.inert import inert, shorten
from planparse.report.word.package import SPACE, WordFile
from planparse.report.word.ranges import put_comments

# Word takes author names of at most 255 characters and initials of at most 9.
_AUTHOR, _INITIALS = 100, 4
# Code points that XML does not take though they are no controls.
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_SMALL = '<w:sz w:val="20"/>'  # half points


@dataclass(frozen=True, slots=True)
class Comment:
    """What is to be said, a paragraph each, and where. The first paragraph is the head, in bold."""

    place: Place
    paragraphs: tuple[str, ...]


def printable(text: str) -> str:
    """One line that XML can hold and Word shows: controls and the like are visible code points."""
    return _NO_CHARACTERS.sub("\ufffd", inert(text))


def attribute(text: str) -> str:
    """Text as it stands between the quotes of an attribute."""
    return escape(printable(text), {'"': "&quot;"})


def words(text: str) -> str:
    """A ``w:t`` that holds the text as one line."""
    return f'<w:t xml:space="preserve">{escape(printable(text))}</w:t>'


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
    attributes = (
        f'w:author="{attribute(name)}" w:date="{moment:%Y-%m-%dT%H:%M:%SZ}" '
        f'w:initials="{attribute(initials_of(name))}"'
    )
    look = _styles(file.parts.styles)
    first = _next_id(file)
    numbered = list(enumerate(comments, start=first))
    written = [_written(identity, comment.paragraphs, attributes, look) for identity, comment in numbered]
    file.append_comments("".join(written))
    wanted = [(identity, comment.place) for identity, comment in numbered]
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


def _written(identity: int, paragraphs: Sequence[str], attributes: str, look: Mapping[str, str]) -> str:
    """The XML of a comment; ``attributes`` as they stand in its tag."""
    if "annotation text" in look:
        properties, small = f'<w:pStyle w:val="{attribute(look["annotation text"])}"/>', ""
    else:
        # Else the paragraph is like those of the plan, with their indents.
        properties = (
            '<w:spacing w:before="0" w:after="0"/><w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/>'
        )
        small = _SMALL
    parts = [f'<w:comment {SPACE} w:id="{identity}" {attributes}>']
    for at, text in enumerate(paragraphs):
        parts.append(f"<w:p><w:pPr>{properties}</w:pPr>")
        style = ""
        if at == 0:
            if "annotation reference" in look:
                style = f'<w:rPr><w:rStyle w:val="{attribute(look["annotation reference"])}"/></w:rPr>'
            parts.append(f"<w:r>{style}<w:annotationRef/></w:r>")
        bold = "<w:b/>" if at == 0 else ""
        parts.append(f"<w:r><w:rPr>{bold}{small}</w:rPr>{words(text)}</w:r></w:p>")
    parts.append("</w:comment>")
    return "".join(parts)
