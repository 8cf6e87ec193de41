"""Comments put around exact stretches of a Word document: runs are cut, and marks set between them.

``w:commentRangeStart``, ``w:commentRangeEnd`` and the run with ``w:commentReference``: ECMA-376, part 1,
17.13.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from planparse.readers.docx_trace import Edge, Place
from planparse.readers.wordml import W, child, number

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOX = W + "txbxContent"
# What runs may stand in, and marks beside them.
_HOLDERS = frozenset(
    W + name
    for name in (
        "ins", "del", "moveTo", "moveFrom", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo",
        "sdt", "sdtContent",
    )
)  # fmt: skip
# Controls that hold one value and no marks: text bound to a property, a date, a choice.
_CLOSED = ("text", "dataBinding", "date", "comboBox", "dropDownList", "picture", "docPartList", "equation")
# What stands beside runs without being seen.
_MARKS = frozenset(
    W + name
    for name in (
        "commentRangeStart", "commentRangeEnd", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr",
    )
)  # fmt: skip
_TEXTS = frozenset((W + "t", W + "delText"))


@dataclass(frozen=True, slots=True)
class _At:
    """An edge in terms of what can be cut: a run with a position in it, or another element as a whole.

    A position is the child of the run, and the offset in its text; ``cut`` is None where it is the element's
    own edge.
    """

    element: etree._Element
    cut: tuple[int, int] | None = None


@dataclass(slots=True)
class _Pieces:
    """A run and where it is to be cut, then the pieces that became of it, each with its beginning."""

    cuts: set[tuple[int, int]] = field(default_factory=set)
    pieces: list[tuple[tuple[int, int], etree._Element]] = field(default_factory=list)

    def after(self, cut: tuple[int, int] | None) -> etree._Element:
        """The piece that begins at a cut."""
        return next((run for start, run in self.pieces if start == cut), self.pieces[0][1])

    def before(self, cut: tuple[int, int] | None) -> etree._Element:
        """The piece that ends at a cut."""
        return [run for start, run in self.pieces if cut is None or start < cut][-1]


def put_comments(
    document: etree._Element, wanted: Sequence[tuple[int, Place]], reference: Mapping[str, str]
) -> None:
    """Put the marks of each comment, by its id, around its place.

    ``reference`` is the look of the sign that stands for a comment: ``style`` where the file has one.
    """
    placed = [(identity, *_ends(place)) for identity, place in wanted]
    runs: dict[etree._Element, _Pieces] = {}
    for _, first, last in placed:
        for at in (first, last):
            one = runs.setdefault(at.element, _Pieces())
            if at.cut is not None:
                one.cuts.add(at.cut)
    names = _Ids(document)
    for run, one in runs.items():
        one.pieces = _cut(run, sorted(one.cuts), names)
    after: dict[etree._Element, etree._Element] = {}
    for identity, first, last in placed:
        _start(runs[first.element].after(first.cut), identity)
        _end(runs[last.element].before(last.cut), identity, reference, after)


def _ends(place: Place) -> tuple[_At, _At]:
    if place.edges is not None:
        return _at(place.edges[0], first=True), _at(place.edges[1], first=False)
    # Of paragraphs in a text box the drawing is marked; of others all that stands in them.
    ends = place.paragraphs[0], place.paragraphs[-1]
    return _At(_outside(ends[0])), _At(_outside(ends[1]))


def _outside(paragraph: etree._Element) -> etree._Element:
    """The paragraph itself, or what a paragraph of the body holds the text box of that paragraph in."""
    return paragraph if not _boxed(paragraph) else _holder(paragraph)


def _boxed(element: etree._Element) -> bool:
    return next(element.iterancestors(_BOX), None) is not None


def _holder(node: etree._Element) -> etree._Element:
    """The outermost element around a node that marks can stand beside: mostly its run.

    Word takes no comments in text boxes, formulas and closed controls: there it is what holds them.
    """
    path = [node, *node.iterancestors()]
    outer = max(at for at, one in enumerate(path) if one.tag == W + "p")
    for at in range(outer - 1, -1, -1):
        one = path[at]
        if one.tag not in _HOLDERS or _is_closed(one):
            return one
    return path[0]


def _is_closed(element: etree._Element) -> bool:
    if element.tag != W + "sdt":
        return False
    properties = child(element, "sdtPr")
    return properties is not None and any(child(properties, name) is not None for name in _CLOSED)


def _at(edge: Edge, *, first: bool) -> _At:
    node = edge.node
    holder = _holder(node)
    if holder.tag != W + "r" or node.getparent() is not holder:
        return _At(holder)
    index = holder.index(node)
    length = len(node.text or "") if node.tag in _TEXTS else 0
    if 0 < edge.offset < length:
        return _At(holder, (index, edge.offset))
    begins = edge.offset == 0 and (length or first)
    place = (index if begins else index + 1, 0)
    content = 1 if child(holder, "rPr") is not None else 0
    if (first and place[0] <= content) or (not first and place[0] >= len(holder)):
        return _At(holder)
    return _At(holder, place)


class _Ids:
    """Ids for the copies of tracked changes of formatting, which must not be there twice."""

    def __init__(self, document: etree._Element) -> None:
        self._document = document
        self._last: int | None = None

    def fresh(self) -> str:
        if self._last is None:
            marks = (one.get(W + "id") for one in self._document.iter(etree.Element))
            self._last = max((number(mark, 0) for mark in marks if mark), default=0)
        self._last += 1
        return str(self._last)


def _cut(
    run: etree._Element, cuts: Iterable[tuple[int, int]], names: _Ids
) -> list[tuple[tuple[int, int], etree._Element]]:
    """The pieces of a run with the position in it where each began; all look as the run did."""
    pieces = []
    for cut in sorted(cuts, reverse=True):
        index, offset = cut
        tail = _bare(run)
        look = child(run, "rPr")
        if look is not None:
            tail.append(_copied(look, names))
        node = run[index] if offset else None
        if node is not None:
            text = node.text or ""
            rest = _bare(node)
            tail.append(rest)
            node.text, rest.text = text[:offset], text[offset:]
            for half in (node, rest):
                half.set(_SPACE, "preserve")
        tail.extend(list(run)[index + 1 if offset else index :])
        tail.tail, run.tail = run.tail, None
        run.addnext(tail)
        pieces.append((cut, tail))
    return [((0, 0), run), *reversed(pieces)]


def _bare(element: etree._Element) -> etree._Element:
    """An element of the same name and attributes with nothing in it."""
    made = etree.Element(element.tag)
    for name, one in element.attrib.items():
        made.set(name, one)
    return made


def _copied(look: etree._Element, names: _Ids) -> etree._Element:
    copy = deepcopy(look)
    copy.tail = None
    for one in copy.iter(etree.Element):
        if one.get(W + "id") is not None:
            one.set(W + "id", names.fresh())
    return copy


def _start(element: etree._Element, identity: int) -> None:
    mark = etree.Element(W + "commentRangeStart", {W + "id": str(identity)})
    if element.tag == W + "p":
        properties = child(element, "pPr")
        element.insert(0 if properties is None else element.index(properties) + 1, mark)
    else:
        _out(element, first=True).addprevious(mark)


def _end(
    element: etree._Element,
    identity: int,
    reference: Mapping[str, str],
    after: dict[etree._Element, etree._Element],
) -> None:
    mark = etree.Element(W + "commentRangeEnd", {W + "id": str(identity)})
    sign = etree.Element(W + "r")
    if "style" in reference:
        look = etree.SubElement(sign, W + "rPr")
        etree.SubElement(look, W + "rStyle", {W + "val": reference["style"]})
    etree.SubElement(sign, W + "commentReference", {W + "id": str(identity)})
    if element.tag == W + "p":
        element.extend((mark, sign))
        return
    element = _out(element, first=False)
    # The signs of comments that end at one place stand in the order of the comments.
    behind = after.get(element, element)
    behind.addnext(mark)
    mark.addnext(sign)
    after[element] = sign


def _out(element: etree._Element, *, first: bool) -> etree._Element:
    """The outermost link, insertion or control that begins (ends) with an element: marks stand beside it.

    So a comment outlives the rejection of an inserted text that it is about.
    """
    while True:
        holder = element.getparent()
        if holder is None or holder.tag not in _HOLDERS:
            return element
        beside = element.itersiblings(preceding=first)
        if any(one.tag not in _MARKS for one in beside):
            return element
        element = holder
