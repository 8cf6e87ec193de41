"""Names and small questions of WordprocessingML (ECMA-376, part 1) that the Word reader needs."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# Documents saved as "Strict Open XML" use other names for the same elements.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def parse(data: bytes) -> etree._Element:
    """The root of an XML part; entities are not resolved and nothing is fetched.

    Raises:
        etree.XMLSyntaxError: the part is no well-formed XML.
    """
    for strict, usual in _STRICT.items():
        if strict in data[:8192]:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def is_strict(data: bytes) -> bool:
    """Whether an XML part uses the names of "Strict Open XML"."""
    return any(strict in data[:8192] for strict in _STRICT)


def to_strict(data: bytes) -> bytes:
    """A part with the usual names, as ``parse`` gives them, under those of "Strict Open XML" again."""
    for strict, usual in _STRICT.items():
        data = data.replace(usual, strict)
    return data


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The element at the end of a path of names of WordprocessingML, if it is there."""
    for name in names:
        if element is None:
            return None
        # Half as long as ``find``, and this is what reading a Word file mostly does.
        element = next(element.iterchildren(W + name), None)
    return element


def value(element: etree._Element | None, *names: str) -> str | None:
    """The ``w:val`` of the element at the end of a path."""
    found = child(element, *names)
    return None if found is None else found.get(W + "val")


def number(text: str | None, default: int) -> int:
    """A decimal attribute; what is no number counts as missing."""
    try:
        return default if text is None else int(text)
    except ValueError:
        return default


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """An on-off property: None where it is not set."""
    found = child(properties, name)
    if found is None:
        return None
    return found.get(W + "val", "true").lower() not in {"0", "false", "off", "none"}
