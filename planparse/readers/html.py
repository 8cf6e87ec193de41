"""Web pages, also those that Word saved and that are named .doc."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from extractors.document import Block, Notice
from planparse.errors import ReadError
from planparse.readers.cleaning import clean
from planparse.readers.html_style import PLAIN, Look, Styles
from planparse.readers.html_tables import Table, renumbered
from planparse.readers.labels import lettered, roman
from planparse.readers.legacy import Coded, Legacy, best_reading, by_font, convert, mend, together
from planparse.readers.paragraphs import Piece, join, raw_pieces, to_blocks

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_SILENT = frozenset({
    "head", "script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "audio",
    "video", "canvas", "svg", "math", "map", "select", "option", "button", "input", "textarea", "xml",
    "title", "del", "noframes",
})  # fmt: skip
_CHARSET = re.compile(
    rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings that are declared and others that are meant (https://encoding.spec.whatwg.org, 4.2).
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "x-user-defined": "cp1252",
}
_GUESSES = ("utf-8", "cp1258", "cp1252")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_VALID = 0.75
_NOTE_MARK = re.compile(r"mso-(?:footnote|endnote)-id|mso-comment")
_TAB = re.compile(r"mso-tab-count\s*:\s*(\d+)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_PAGE_BREAK = re.compile(r"page-break-before\s*:\s*always", re.IGNORECASE)
_LABEL = re.compile(r"\w+(?:\.\w+)*[.)/]*|\(\w+\)", re.IGNORECASE)
_BULLETS_OF_LETTERS = frozenset({"o", "§", "v", "q", "ü"})  # what Wingdings and Courier New draw as bullets
_MOST_DEEP = 200


def read_html(data: bytes, path: str) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """The blocks of a web page and what its reader has to know.

    Scripts, comments, what the styles hide and controls of forms are left out; nothing is fetched.

    Raises:
        ReadError: ``broken-html``.
    """
    root = _parsed(_decoded(_page_of_archive(data)))
    if root is None:
        raise ReadError("broken-html", path)
    sheets = "\n".join(style.text or "" for style in root.iter("style"))
    walk = _Walk(Styles(sheets))
    walk.over(root)
    legacy = mend("\n".join(part for raw in walk.raws for part in raw.parts if not isinstance(part, Coded)))[
        1
    ]
    pieces = join(renumbered(_pieces(walk.items, legacy)))
    notices = (Notice("legacy-encoding", {"encoding": legacy}),) if legacy else ()
    return to_blocks(pieces), notices


def _page_of_archive(data: bytes) -> bytes:
    """The page in a "single file web page" (MHTML, RFC 2557), with its encoding declared in front."""
    if not is_archive(data):
        return data
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                charset = part.get_content_charset()
                named = charset and not _CHARSET.search(page[:4096]) and not page.startswith(b"\xef\xbb\xbf")
                return f"<meta charset={charset}>".encode() + page if named else page
    return data


def is_archive(data: bytes) -> bool:
    """Whether this is a web page in the form of a mail."""
    head = data[:2048].lstrip().lower()
    return head.startswith((b"mime-version:", b"from: <saved", b"content-type: multipart/related"))


def _decoded(data: bytes) -> str:
    """The text of a page: by its mark, by what it declares, or as the best of the usual encodings."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    head = data[:4096]
    for even, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[even::2].count(0) > len(head) // 4:
            return data.decode(encoding, "replace")
    found = _CHARSET.search(data[:8192])
    declared = (found[1] or found[2]).decode("ascii").lower() if found else "utf-8"
    readings: dict[str, str] = {}
    for encoding in (_MEANT.get(declared, declared), *_GUESSES):
        try:
            readings.setdefault(
                encoding, data.decode(encoding, "strict" if encoding == "utf-8" else "replace")
            )
        except (UnicodeDecodeError, LookupError, ValueError, AttributeError):
            continue
    best = best_reading({name: _TAG.sub(" ", text[:400_000]) for name, text in readings.items()})
    if best is not None and best[1] >= _VALID:
        return readings[best[0]]
    return next(iter(readings.values()), data.decode("latin-1"))


def _parsed(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        recover=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace").replace(b"\x00", b""), parser)
    except etree.XMLSyntaxError:
        return None


@dataclass(slots=True)
class _Raw:
    """A paragraph as it is found: the parts of its text, and its label."""

    parts: list[str] = field(default_factory=list)
    label: str | None = None


_Edge = Literal["row", "cell", "end"]


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a table, a row or a cell begins, or a table ends."""

    kind: Literal["table", "row", "cell", "end"]
    drawn: bool = False
    rowspan: str | None = None
    colspan: str | None = None
    style: str = ""


@dataclass(slots=True)
class _List:
    """A list that is open, and how far it has counted."""

    shape: str | None
    count: int
    step: int


class _Walk:
    """One walk over the tree: paragraphs, and the edges of tables, in the order of the page."""

    def __init__(self, styles: Styles) -> None:
        self.items: list[_Raw | _Mark] = []
        self.raws: list[_Raw] = []
        self._styles = styles
        self._looks: list[tuple[etree._Element, Look]] = []
        self._lists: list[_List] = []
        self._open = _Raw()
        self._mark: list[str] | None = None  # the text of a label that Word wrote out
        self._mark_of: etree._Element | None = None
        self._anchored = False  # a drawing stands behind the first letter of a paragraph

    def over(self, root: etree._Element) -> None:
        """Walk; without recursion, since pages may be nested as deep as the parser lets them."""
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._text(element.tail)
                continue
            if event == "start":
                if not self._begin(element):
                    skipped = element
            else:
                self._end(element)
                if element is not root:
                    self._text(element.tail)
        self._flush()

    def _begin(self, element: etree._Element) -> bool:
        """Enter an element; False where it and all in it are left out."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or len(self._looks) > _MOST_DEEP:
            return False
        attributes = {str(name): str(value) for name, value in element.attrib.items()}
        style = attributes.get("style", "")
        upper = self._looks[-1][1] if self._looks else PLAIN
        own = self._styles.look(tag, attributes)
        if own.hidden or "hidden" in attributes or _NOTE_MARK.search(style):
            return False
        if tag == "font" and "face" in attributes:
            own = own.over(Look(font=attributes["face"].split(",")[0].strip("\"' ")))
        if tag == "pre":
            own = own.over(Look(kept=True))
        if tag in _BLOCKS:
            self._flush()
        self._looks.append((element, own.over(upper)))
        if tabs := _TAB.search(style):
            self._add("\t" * min(int(tabs[1][:2]), 20))
            self._looks.pop()
            return False
        if _IGNORED.search(style) and self._mark is None:
            self._mark, self._mark_of = [], element
        self._special(tag, attributes, style)
        self._text(element.text)
        return True

    def _special(self, tag: str, attributes: dict[str, str], style: str) -> None:
        if tag == "img":
            self._anchored = self._anchored or _is_initial(self._open.parts)
        elif tag == "br" and not self._anchored:
            self._add("\f" if _PAGE_BREAK.search(style) else "\n")
        elif tag in {"ol", "ul", "menu", "dir"}:
            self._lists.append(_list(tag, attributes, style))
        elif tag == "li":
            self._open.label = self._item(attributes)
        elif tag == "table":
            border = attributes.get("border", "0").strip().lower()
            plain = "mso-border" not in style and "border" not in style
            self.items.append(
                _Mark("table", drawn=plain and border not in {"", "0", "none", "no"}, style=style)
            )
        elif tag == "tr":
            self.items.append(_Mark("row"))
        elif tag in {"td", "th"}:
            spans = attributes.get("rowspan"), attributes.get("colspan")
            self.items.append(_Mark("cell", rowspan=spans[0], colspan=spans[1], style=style))

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if self._mark is not None and element is self._mark_of:
            self._open.label = _word_label("".join(self._mark)) or self._open.label
            self._mark = self._mark_of = None
        if tag in _BLOCKS:
            self._flush()
        if tag in {"ol", "ul", "menu", "dir"} and self._lists:
            self._lists.pop()
        elif tag == "li":
            if self._open.label is not None:
                # An item without text still counts on paper: the first column of many tables is such.
                self.items.append(self._open)
            self._open = _Raw()
        elif tag == "table":
            self.items.append(_Mark("end"))
        self._looks.pop()

    def _item(self, attributes: dict[str, str]) -> str | None:
        known = self._lists[-1] if self._lists else _List("disc", 1, 1)
        given = attributes.get("value", "").strip()
        if given.isascii() and given.isdigit() and len(given) < 9:
            known.count = int(given)
        count = known.count
        known.count += known.step
        return _written(attributes.get("type") or known.shape, count)

    def _text(self, text: str | None) -> None:
        if not text or not self._looks:
            return
        look = self._looks[-1][1]
        if not look.kept:
            text = _WHITE.sub(" ", text)
        if self._anchored:
            # LibreOffice puts lines that are drawn under a title inside its first word.
            text = text.lstrip()
            if not text:
                return
            self._anchored = False
        if self._mark is not None:
            self._mark.append(text)
        else:
            self._add(by_font(text, look.font, bool(look.capitals)))

    def _add(self, text: str) -> None:
        if self._mark is None:
            self._open.parts.append(text)

    def _flush(self) -> None:
        """End the paragraph that is open; a label waits for the paragraph that has text."""
        self._anchored = False
        if any(part.strip(" \n\t") for part in self._open.parts):
            self.items.append(self._open)
            self.raws.append(self._open)
            self._open = _Raw()
        else:
            self._open.parts.clear()


def _pieces(items: list[_Raw | _Mark], legacy: Legacy | None) -> list[Piece]:
    """Paragraphs and finished tables, those inside of other tables within them."""
    whole: list[Piece] = []
    tables: list[Table] = []
    number = 0
    for item in items:
        into = tables[-1].cells[-1].pieces if tables and tables[-1].cells else whole
        if isinstance(item, _Raw):
            into.extend(_paragraph(item, legacy))
        elif item.kind == "table":
            tables.append(Table(number, item.drawn))
            tables[-1].draw(item.style)
            number += 1
        elif item.kind == "end" and tables:
            done = tables.pop()
            into = tables[-1].cells[-1].pieces if tables and tables[-1].cells else whole
            into.extend(done.pieces())
        elif item.kind == "row" and tables:
            tables[-1].begin_row()
        elif item.kind == "cell" and tables:
            tables[-1].begin_cell(item.rowspan, item.colspan)
            tables[-1].draw(item.style)
    for left in tables:
        whole.extend(left.pieces())
    return whole


def _paragraph(raw: _Raw, legacy: Legacy | None) -> Iterator[Piece]:
    parts = raw.parts
    if legacy is not None:
        parts = [part if isinstance(part, Coded) else convert(part, legacy) for part in parts]
    text = together(parts)
    lines = "\n".join(line.strip(" ") for line in text.split("\n"))
    yield from raw_pieces(lines, label=raw.label)


def _is_initial(parts: list[str]) -> bool:
    """Whether a paragraph so far is the first letter of a word."""
    begun = "".join(parts).lstrip()
    return len(begun) == 1 and begun.isalpha()


def _list(tag: str, attributes: dict[str, str], style: str) -> _List:
    shape = attributes.get("type") or None
    found = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", style.lower())
    shape = found[1] if found else shape
    start = attributes.get("start", "").strip()
    begin = int(start) if re.fullmatch(r"-?\d{1,8}", start) else 1
    return _List(shape or ("1" if tag == "ol" else "disc"), begin, -1 if "reversed" in attributes else 1)


def _written(shape: str | None, count: int) -> str | None:
    """The label of a list item as a browser draws it."""
    match shape:
        case "none":
            return None
        case "a" | "lower-alpha" | "lower-latin":
            return f"{lettered(count)}."
        case "A" | "upper-alpha" | "upper-latin":
            return f"{lettered(count).upper()}."
        case "i" | "lower-roman":
            return f"{roman(count)}."
        case "I" | "upper-roman":
            return f"{roman(count).upper()}."
        case "1" | "decimal":
            return f"{count}."
        case "decimal-leading-zero":
            return f"{count:02d}."
        case _:
            return "-"


def _word_label(text: str) -> str | None:
    """The label that Word wrote before a paragraph; a bullet of any shape is a dash."""
    label = clean(text).removesuffix("-").strip() or clean(text)
    if not label:
        return None
    if label == "+":
        return "+"
    return label if _LABEL.fullmatch(label) and label not in _BULLETS_OF_LETTERS else "-"
