"""Who cites whom and who implements whom, as a graph of plans and of documents that are not in the corpus."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import quoteattr

from corpus.fold import folded

EdgeKind = Literal["cites", "implements"]
# Symbols that every province or commune numbers for itself: the same number is not the same document.
_LOCAL = re.compile(r"UBND|HĐND|[-/](?:TU|HU|ĐU|QU|BTV)\b", re.IGNORECASE)
_FIELDS = ("label", "kind", "type", "number", "issuer", "level", "year", "path")


@dataclass(frozen=True, slots=True)
class Node:
    """A plan of the corpus (``p3``), or a document that plans cite (``d7``)."""

    id: str
    label: str
    kind: Literal["plan", "document"]
    type: str | None
    number: str | None
    issuer: str | None
    level: str | None
    year: int | None
    path: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """From the one that cites or implements to the other; ``weight`` is the number of mentions."""

    source: str
    target: str
    kind: EdgeKind
    weight: int


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges, in the order of the corpus."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(connection: sqlite3.Connection) -> Graph:
    """The graph of a corpus.

    A citation is of a plan in the corpus where type, number, and what it tells of issuer and date fit one
    plan only; else it is of a document outside.
    """
    nodes: dict[str, Node] = {}
    plans: dict[str, list[Node]] = defaultdict(list)
    dates: dict[str, str | None] = {}
    provinces: dict[str, str | None] = {}
    columns = "id, document_type, number, issuer, level, year, path, title, date, province"
    for row in connection.execute(f"SELECT {columns} FROM v_plans ORDER BY id"):
        label = row[2] or row[7] or row[6] or str(row[0])
        node = Node(f"p{row[0]}", label, "plan", *row[1:7])
        nodes[node.id], dates[node.id], provinces[node.id] = node, row[8], row[9]
        if node.number:
            plans[_symbol(node.number)].append(node)
    outside: dict[tuple[str, str], Node] = {}
    edges: dict[tuple[str, str, EdgeKind], int] = defaultdict(int)

    def meant(
        citing: str, of_type: str, number: str | None, issuer: str | None, date: str | None
    ) -> str | None:
        found = [
            node
            for node in plans.get(_symbol(number or ""), ())
            if node.id != citing
            and (node.type is None or node.type == of_type)
            and (issuer is None or node.issuer is None or _same_body(issuer, node.issuer))
            and (date is None or dates[node.id] is None or dates[node.id] == date)
        ]
        # The same document in several formats is one document; its first copy stands for it.
        bodies = {(folded(node.issuer or ""), dates[node.id]) for node in found}
        return found[0].id if len(bodies) == 1 else None

    by_number: dict[tuple[str, str], str] = {}
    cited = connection.execute(
        "SELECT plan_id, canonical, max(type), max(number), max(name), max(issuer), max(year), max(date), "
        "count(*) FROM citations GROUP BY plan_id, canonical ORDER BY plan_id, min(id)"
    )
    for plan_id, canonical, of_type, number, name, issuer, year, date, count in cited:
        citing = f"p{plan_id}"
        target = meant(citing, of_type, number, issuer, date)
        if target is None:
            local = bool(number and _LOCAL.search(number))
            key = (canonical, folded(issuer or provinces[citing] or citing) if local else "")
            before = outside.get(key)
            if before is None or (before.number is None and number is not None):
                # A law that was first cited by its name gets its number from the one who tells it.
                label = number or " ".join(part for part in (of_type, name) if part)
                own = before.id if before else f"d{len(outside) + 1}"
                outside[key] = Node(own, label, "document", of_type, number, issuer, None, year, None)
            target = outside[key].id
        edges[citing, target, "cites"] += count
        if number:
            by_number.setdefault((citing, _symbol(number)), target)
    for plan_id, number in connection.execute(
        "SELECT plan_id, number FROM implements ORDER BY plan_id, position"
    ):
        citing = f"p{plan_id}"
        known = by_number.get((citing, _symbol(number)))
        if known is not None:
            edges[citing, known, "implements"] += 1
    made = tuple(Edge(*ends, weight) for ends, weight in edges.items())
    return Graph((*nodes.values(), *outside.values()), made)


def _symbol(number: str) -> str:
    return "".join(number.split()).casefold()


def _same_body(one: str, other: str) -> bool:
    """`UBND phường X, thành phố Y` and `Ủy ban nhân dân phường X` are the same body."""
    short, long = sorted((" ".join(folded(one).split()), " ".join(folded(other).split())), key=len)
    return long == short or long.startswith((short + ",", short + " "))


def to_graphml(made: Graph) -> Iterator[str]:
    """The graph in GraphML (http://graphml.graphdrawing.org), line by line."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name in _FIELDS:
        kind = "int" if name == "year" else "string"
        yield f'  <key id="{name}" for="node" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <key id="relation" for="edge" attr.name="relation" attr.type="string"/>\n'
    yield '  <key id="weight" for="edge" attr.name="weight" attr.type="int"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node in made.nodes:
        yield f"    <node id={quoteattr(node.id)}>"
        for name in _FIELDS:
            value = getattr(node, name)
            if value is not None:
                yield f'<data key="{name}">{_xml(str(value))}</data>'
        yield "</node>\n"
    for number, edge in enumerate(made.edges):
        yield f'    <edge id="e{number}" source="{edge.source}" target="{edge.target}">'
        yield f'<data key="relation">{edge.kind}</data><data key="weight">{edge.weight}</data></edge>\n'
    yield "  </graph>\n</graphml>\n"


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _xml(text: str) -> str:
    text = _NOT_XML.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_SHAPES: Mapping[str, str] = {"plan": "box", "document": "ellipse"}


def to_dot(made: Graph) -> Iterator[str]:
    """The graph in the language of Graphviz, line by line."""
    yield "digraph corpus {\n  rankdir=BT;\n"
    for node in made.nodes:
        shown = "\\n".join(_dot(part) for part in (node.label, node.issuer) if part)
        yield f'  {node.id} [shape={_SHAPES[node.kind]}, label="{shown}"];\n'
    for edge in made.edges:
        style = "bold" if edge.kind == "implements" else "solid"
        marks = f'style={style}, weight={edge.weight}, class="{edge.kind}"'
        yield f"  {edge.source} -> {edge.target} [{marks}];\n"
    yield "}\n"


def _dot(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
