"""The pages that planparse itself adds to a Word file when it writes a review into it.

They quote the parent plan. Whoever reads the file again wants to read the plan, not what was said about it.
"""

from __future__ import annotations

from lxml import etree

from planparse.readers.wordml import W

APPENDIX = "planparse_nhan_xet"
"""The name of the bookmark that lies over them."""


def added_appendix(body: etree._Element) -> frozenset[etree._Element]:
    """The paragraphs and tables of the body that such a bookmark lies over; none where it does not end."""
    found: set[etree._Element] = set()
    for start in body.iter(W + "bookmarkStart"):
        if start.get(W + "name") != APPENDIX:
            continue
        first = _child_of(body, start)
        passed = []
        for element in () if first is None else (first, *first.itersiblings()):
            passed.append(element)
            if any(end.get(W + "id") == start.get(W + "id") for end in element.iter(W + "bookmarkEnd")):
                found.update(passed)
                break
    return frozenset(found)


def _child_of(body: etree._Element, inner: etree._Element) -> etree._Element | None:
    return next((one for one in (inner, *inner.iterancestors()) if one.getparent() is body), None)
