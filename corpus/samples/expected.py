"""What a comparison of a sample ward with its city has to find, from the labels of both sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpus.samples.markup import Block, MarkupError, Source
from corpus.samples.render import to_text
from corpus.samples.truth import EFFECTS, STATUSES, LabelledTarget, Row, allotted, gold, labelled_targets

_TARGET_KEYS = ("quote", "indicator", "value", "upper", "unit", "kind")
_COMPARED = ("comparator", "value", "upper", "unit", "per")


def _commitments(source: Source) -> list[LabelledTarget]:
    return [target for target in labelled_targets(source) if target.row["kind"] != "baseline"]


def _short(row: Row) -> Row:
    return {key: row[key] for key in _TARGET_KEYS}


def _verdict(parent: LabelledTarget, local: LabelledTarget, allotment: float | None) -> Row:
    """The status that the ward's source claims, after checking that its figures bear it out."""
    status, _, effect = (local.verdict or "").partition(" ")
    p, q = parent.row, local.row
    same = all(p[key] == q[key] for key in _COMPARED)
    absolute = p["unit"] != "%" and p["value"] is not None
    same_years = not (p["period"] and q["period"]) or p["period"] == q["period"]
    claims: Mapping[str, bool] = {
        "kept": same_years and (same if allotment is None else q["value"] == allotment),
        "altered": (not (same and same_years) if allotment is None else q["value"] != allotment)
        and effect in EFFECTS,
        "unquantified": p["value"] is not None and q["value"] is None,
        "apportioned": absolute and allotment is None and q["unit"] == p["unit"] and q["value"] < p["value"],
        "copied": absolute and allotment is None and same,
    }
    if not claims.get(status, False):
        raise MarkupError(f"{parent.key}: the figures do not bear out {local.verdict!r}: {q['quote']!r}")
    found: Row = {"status": [status], "local": q["quote"]}
    if effect:
        found["effect"] = effect
    if allotment is not None:
        found["allotment"] = allotment
    if status == "apportioned":
        found["share"] = round(q["value"] / p["value"], 4)
    return found


def _targets(local: Source, parent: Source) -> tuple[list[Row], list[Row]]:
    answers = {target.key: target for target in _commitments(local) if target.key}
    shares = allotted(parent, local.front["unit"])
    rows = []
    for target in _commitments(parent):
        key = target.key or ""
        answer = answers.pop(key, None)
        share = shares.get(key)
        missing: Row = {"status": ["missing"], "local": None}
        rows.append(_short(target.row) | (_verdict(target, answer, share) if answer else missing))
    if answers:
        raise MarkupError(f"{local.name}: no such targets in {parent.name}: {sorted(map(str, answers))}")
    added = [_short(target.row) for target in _commitments(local) if not target.key]
    return rows, added


def _document_key(row: Row) -> tuple[str, str]:
    """A law is known by its name, with or without its number; everything else by its symbol."""
    return (row["type"], (row["name"] or row["number"] or "").casefold())


def _mentions(source: Source) -> dict[tuple[str, str], Row]:
    """For each document its first number and date among the firm mentions."""
    found: dict[tuple[str, str], Row] = {}
    for row in gold(source)["citations"]:
        if row.get("optional"):
            continue
        document = found.setdefault(
            _document_key(row), {"type": row["type"], "number": None, "name": row["name"], "date": None}
        )
        for key in ("number", "date"):
            document[key] = document[key] or row[key]
    return found


def _citations(local: Source, parent: Source) -> Iterator[Row]:
    above, below = _mentions(parent), _mentions(local)
    for key, document in above.items():
        answer = below.get(key)
        status = "kept"
        dates: Row = {}
        if answer is None:
            status = "missing"
        elif answer["date"] and document["date"] and answer["date"] != document["date"]:
            status = "altered"
            dates = {"local_date": answer["date"]}
        yield {**document, "status": [status], **dates}
    for key, document in below.items():
        if key not in above:
            own = document["number"] == parent.meta["number"]
            # That a plan cites the plan it carries out is no finding worth having, nor a wrong one.
            yield {**document, "status": ["added"], **({"optional": True} if own else {})}


def _sections(local: Source, parent: Source) -> Iterator[Row]:
    """Headings two levels deep outside tổ chức thực hiện, whose headings are agencies of each level's own."""
    headings = [block for block in local.blocks if block.path and block.title]
    answers = {block.same: block for block in headings if block.same}
    answered = set(answers)
    organisation: tuple[str, ...] = ()
    for block in (block for block in parent.blocks if block.path and block.title):
        if "org" in block.flags:
            organisation = block.path
        inside = len(block.path) > 1 and block.path[:1] == organisation
        orphan = len(block.path) > 1 and block.path[:1] not in answered
        answer = answers.pop(block.path, None)
        if answer:
            yield _section_row(block, "kept", answer)
        elif not inside and not orphan and len(block.path) <= 2:
            yield _section_row(block, "missing", None)
    if answers:
        raise MarkupError(f"{local.name}: no such sections in {parent.name}: {sorted(map(str, answers))}")
    for block in headings:
        if "new" in block.flags:
            yield _section_row(block, "added", None)


def _section_row(block: Block, status: str, answer: Block | None) -> Row:
    row: Row = {"path": list(block.path), "title": block.title, "status": [status]}
    if answer:
        row["local"] = list(answer.path)
    return row


# Facts beside targets: what a source calls them in ``[[differs]]``, and the key of the record.
_OTHERS = {"duty": "assignments", "deadline": "deadlines", "group": "groups"}


def _others(local: Source, parent: Source) -> dict[str, list[Row]]:
    """The duties, deadlines and beneficiaries in which the ward falls short, as its source says."""
    found: dict[str, list[Row]] = {key: [] for key in _OTHERS.values()}
    for row in local.front.get("differs", []):
        status, _, effect = row["status"].partition(" ")
        for source, side in ((parent, "city"), (local, "ward")):
            if row.get(side) and row[side].casefold() not in to_text(source).casefold():
                raise MarkupError(f"{local.name}: {source.name} does not say {row[side]!r}")
        forgotten = row["what"] == "group" and "ward" not in row
        if forgotten and row["city"].casefold() in to_text(local).casefold():
            raise MarkupError(f"{local.name}: names {row['city']!r}")
        made: Row = {"quote": row["city"], "local": row.get("ward"), "status": [status]}
        if effect:
            made["effect"] = effect
        if "why" in row:
            made["remark"] = row["why"]
        found[_OTHERS[row["what"]]].append(made)
    return found


def expected(local: Source, parent: Source) -> Row:
    """The comparison of one ward: every target of the city with its status, and what the ward adds."""
    targets, added = _targets(local, parent)
    return {
        "local": local.name,
        "parent": parent.name,
        "why": local.front["why"],
        "targets": targets,
        "added": added,
        "citations": list(_citations(local, parent)),
        "sections": list(_sections(local, parent)),
        **_others(local, parent),
    }


# --- the page that lists what is planted ---


def _value(row: Row, key: str) -> str:
    return "" if row.get(key) is None else str(row[key])


def _counts(record: Mapping[str, Any]) -> str:
    tally = dict.fromkeys(STATUSES, 0)
    for row in record["targets"]:
        tally[row["status"][0]] += 1
    tally["added"] = len(record["added"])
    return " | ".join(str(tally[status]) for status in STATUSES)


def _differences(record: Mapping[str, Any]) -> Iterator[str]:
    for row in record["targets"]:
        status = " ".join([*row["status"], row.get("effect", "")]).strip()
        if status == "kept":
            continue
        note = ""
        if "allotment" in row:
            note = f"the city's table allots {row['allotment']}"
        elif "share" in row:
            note = f"a share of {row['share']}"
        yield f"| target | {row['quote']} | {_value(row, 'local')} | {status} | {note} |"
    for row in record["added"]:
        yield f"| target | | {row['quote']} | added | {row['indicator']} |"
    for row in record["citations"]:
        status = row["status"][0]
        if status != "kept" and not row.get("optional"):
            name = row["number"] or row["name"]
            sides = ("", name) if status == "added" else (name, "")
            note = f"{row['date']}, the ward has {row['local_date']}" if status == "altered" else ""
            yield f"| citation | {sides[0]} | {sides[1]} | {status} | {note} |"
    for row in record["sections"]:
        status = row["status"][0]
        if status != "kept":
            name = f"{'/'.join(row['path'])} {row['title']}"
            sides = ("", name) if status == "added" else (name, "")
            yield f"| section | {sides[0]} | {sides[1]} | {status} | |"
    for what, key in _OTHERS.items():
        for row in record[key]:
            status = " ".join([*row["status"], row.get("effect", "")]).strip()
            remark = row.get("remark", "")
            yield f"| {what} | {row['quote']} | {_value(row, 'local')} | {status} | {remark} |"


def differences_page(records: Mapping[str, Mapping[str, Any]]) -> str:
    """Markdown: how many targets of each status, then every planted difference, ward by ward."""
    lines = ["| ward | " + " | ".join(STATUSES) + " |", "| --- |" + " ---: |" * len(STATUSES)]
    lines += [f"| {name} | {_counts(record)} |" for name, record in records.items()]
    for name, record in records.items():
        lines += ["", f"### {name}", "", record["why"], ""]
        lines += ["| what | in the city's plan | in the ward's plan | status | remark |"]
        lines += ["| --- | --- | --- | --- | --- |", *_differences(record)]
    return "\n".join(lines) + "\n"
