"""The parts of a Word file (ECMA-376, part 2) of which a review changes four, and copies the others.

Comments stand in a part of their own; where a file has none yet, the content types and the relations of the
document are told of it. Nothing else in the package is touched.
"""

from __future__ import annotations

import io
import posixpath
import warnings
import zipfile

from lxml import etree

from planparse.errors import PlanparseError, ReadError
from planparse.readers.docx_package import BROKEN, Package, main_part, open_package
from planparse.readers.wordml import W, is_strict, parse, to_strict

_TYPES = "[Content_Types].xml"
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# The declaration that an element has to bear which is put into a part as text.
SPACE = f'xmlns:w="{W.strip("{}")}"'
_PLACE = "planparse"
# The names of a part's elements are declared in its first bytes.
_HEAD = 8192
# A review is written once and read once: half the time for a file that is a tenth larger.
_LEVEL = 3


class WordFile:
    """One .docx that is open for review: its parts as elements, and ``saved`` as bytes again.

    Raises:
        ReadError: ``broken-docx`` or ``unpacks-too-large``.
        PlanparseError: ``docx-macros`` for a template or a file with macros, which no .docx may be.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self._data = data
        self._path = path
        self.parts: Package = open_package(data, path)
        self._inserted: list[str] = []
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                self._main = posixpath.normpath(main_part(package)).lstrip("/")
                folder, name = posixpath.split(self._main)
                self._folder = folder
                self._relations_name = posixpath.join(folder, "_rels", f"{name}.rels")
                names = frozenset(package.namelist())
                with package.open(self._main) as part:
                    self._strict = is_strict(part.read(_HEAD))
                self._types = parse(package.read(_TYPES))
                self._relations = (
                    parse(package.read(self._relations_name)) if self._relations_name in names else None
                )
                self._comments_name, self.comments = self._open_comments(package, names)
        except BROKEN as error:
            raise ReadError("broken-docx", path, {"detail": " ".join(str(error).split())[:120]}) from error
        kind = self._type_of(self._main)
        if kind not in (None, _DOCUMENT):
            raise PlanparseError("docx-macros", path)

    def _open_comments(
        self, package: zipfile.ZipFile, names: frozenset[str]
    ) -> tuple[str | None, etree._Element]:
        """The part that holds the comments and its root; None with an empty root where there is none."""
        for relation in () if self._relations is None else self._relations:
            if isinstance(relation.tag, str) and relation.get("Type", "").endswith("/comments"):
                target = relation.get("Target", "")
                name = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
                if name in names:
                    return name, parse(package.read(name))
        self._new_name = next(
            name
            for number in range(len(names) + 1)
            if (name := posixpath.join(self._folder, f"comments{number or ''}.xml")) not in names
        )
        return None, etree.Element(W + "comments", nsmap={"w": W.strip("{}")})

    def _type_of(self, name: str) -> str | None:
        for one in self._types.iter(f"{_CONTENT}Override"):
            if one.get("PartName", "").lstrip("/").lower() == name.lower():
                return one.get("ContentType")
        return None

    def insert(self, xml: str, parent: etree._Element, index: int) -> None:
        """Put elements that are written already into a part: to build them would take ten times as long.

        Each must declare its namespace (``SPACE``). An instruction holds their place until the part is
        written; parts have no others, since none outlives their being read.
        """
        parent.insert(index, etree.ProcessingInstruction(_PLACE, str(len(self._inserted))))
        self._inserted.append(xml)

    def append_comments(self, xml: str) -> None:
        """Put comments behind those that the file has."""
        self.insert(xml, self.comments, len(self.comments))

    def saved(self) -> bytes:
        """The package with the document and its comments as they are now, every other part as it was."""
        changed = {self._main: self._written(self.parts.document)}
        if self._comments_name is not None:
            changed[self._comments_name] = self._written(self.comments)
        else:
            changed[self._new_name] = self._written(self.comments)
            changed[_TYPES] = _xml(self._with_type())
            changed[self._relations_name] = _xml(self._with_relation())
        out = io.BytesIO()
        try:
            with (
                warnings.catch_warnings(),
                zipfile.ZipFile(io.BytesIO(self._data)) as old,
                zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as new,
            ):
                warnings.simplefilter("ignore")
                day = old.getinfo(self._main).date_time
                for entry in _last_of_each(old):
                    data = changed.pop(entry.filename, None)
                    new.writestr(
                        _like(entry), old.read(entry) if data is None else data, compresslevel=_LEVEL
                    )
                for name, data in changed.items():
                    added = zipfile.ZipInfo(name, day)
                    added.compress_type = zipfile.ZIP_DEFLATED
                    new.writestr(added, data, compresslevel=_LEVEL)
        except BROKEN as error:
            detail = " ".join(str(error).split())[:120]
            raise ReadError("broken-docx", self._path, {"detail": detail}) from error
        return out.getvalue()

    def _written(self, root: etree._Element) -> bytes:
        if root.getroottree().docinfo.internalDTD is not None:
            # An entity that was not resolved names a declaration that is not written.
            etree.strip_elements(root, etree.Entity, with_tail=False)
        data = _xml(root)
        for number, xml in enumerate(self._inserted):
            data = data.replace(f"<?{_PLACE} {number}?>".encode(), xml.encode())
        return to_strict(data) if self._strict else data

    def _with_type(self) -> etree._Element:
        etree.SubElement(
            self._types, f"{_CONTENT}Override", PartName=f"/{self._new_name}", ContentType=_COMMENTS
        )
        return self._types

    def _with_relation(self) -> etree._Element:
        if self._relations is None:
            self._relations = etree.fromstring(f'<Relationships xmlns="{_RELATIONS.strip("{}")}"/>')
        taken = {one.get("Id") for one in self._relations if isinstance(one.tag, str)}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        office = _OFFICE_STRICT if self._strict else _OFFICE
        etree.SubElement(
            self._relations,
            f"{_RELATIONS}Relationship",
            Id=f"rId{number}",
            Type=f"{office}/comments",
            Target=posixpath.basename(self._new_name),
        )
        return self._relations


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _last_of_each(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries in their order; of two with one name the one that readers take, which is the last."""
    last = {entry.filename: entry for entry in package.infolist()}
    return [entry for entry in package.infolist() if last[entry.filename] is entry]


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """An entry of that name, day and kind; what only its old place in the file needed is left."""
    new = zipfile.ZipInfo(entry.filename, entry.date_time)
    plain = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    new.compress_type = entry.compress_type if entry.compress_type in plain else zipfile.ZIP_DEFLATED
    new.external_attr = entry.external_attr
    return new
