"""What a corpus answers: hits, tables and counts, for the terminal and for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from corpus.search import Hit, Results
from corpus.sql import Answer
from corpus.stats import Counted
from corpus.words import Found, keywords_in_context, snippet
from planparse.messages import known, say
from planparse.report.inert import inert, inert_json, shorten

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_BAR = 30


def _record(hit: Hit, *, kwic: bool) -> dict[str, Any]:
    record = asdict(hit)
    record["places"] = [[place.start, place.end] for place in hit.places]
    record["row"] = {name: _whole(value) for name, value in hit.row.items()}
    if kwic:
        record["kwic"] = [list(one) for one in keywords_in_context(hit.passage, hit.places)]
    return record


def _whole(value: object) -> object:
    """Whole numbers without `.0`, as the record of a plan has them."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def hits_json(results: Results, *, kwic: bool) -> str:
    """Hits and facets as one JSON object."""
    value = {
        "total": results.total,
        "hits": [_record(hit, kwic=kwic) for hit in results.hits],
        "facets": {name: [list(one) for one in rows] for name, rows in results.facets.items()},
    }
    return inert_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def hits_jsonl(results: Results, *, kwic: bool) -> str:
    """One hit a line."""
    return "".join(
        inert_json(json.dumps(_record(hit, kwic=kwic), ensure_ascii=False)) + "\n" for hit in results.hits
    )


def hits_text(results: Results, lang: str, *, kwic: bool, width: int, colour: bool) -> str:
    """Hits for a reader: where each stands, and its words in their context."""
    lines: list[str] = []
    if not results.hits:
        lines.append(say("corpus.nothing", lang))
    for number, hit in enumerate(results.hits, 1):
        if kwic:
            lines += _kwic(hit, width, colour=colour)
            continue
        lines.append(f"{number}. {_place(hit, lang)}")
        if hit.row:
            lines.append(f"   {_fact(hit, width)}")
        else:
            lines.append(f"   {_marked(hit, max(60, 2 * width - 10), colour=colour)}")
    if results.total is not None:
        lines.append("")
        lines.append(say("corpus.total", lang, count=results.total))
        for name, rows in results.facets.items():
            if rows:
                lines += ["", *_plot(f"corpus.of.{name}", rows, lang, width)]
    return "\n".join(lines) + "\n"


def _place(hit: Hit, lang: str) -> str:
    parts = [hit.issuer, hit.number, hit.path]
    if hit.section:
        parts.append(say("corpus.section", lang, path=hit.section))
    if hit.page is not None:
        parts.append(say("report.page", lang, page=hit.page))
    return " · ".join(inert(part) for part in parts if part)


def _fact(hit: Hit, width: int) -> str:
    row = hit.row
    first = next((row[name] for name in ("task", "text", "title") if row.get(name)), hit.text)
    names = ("indicator", "agency", "canonical", "recipient", "due")
    told = [shorten(str(row[name]), width) for name in names if row.get(name)]
    return " | ".join([f"{hit.kind}: {shorten(str(first), width)}", *told[:1]])


def _marked(hit: Hit, width: int, *, colour: bool) -> str:
    """The stretch of the passage that holds the words, these set off."""
    text, places = snippet(hit.passage, hit.places, width)
    left, right = (_BOLD, _PLAIN) if colour else ("«", "»")
    return _set_off(text, places, left, right)


def _set_off(text: str, places: Sequence[Found], left: str, right: str) -> str:
    parts: list[str] = []
    at = 0
    for place in places:
        # Words side by side are one mark.
        glue = inert_part(text[at : place.start])
        if parts and not glue.strip() and parts[-1] == right:
            parts[-1] = glue
        else:
            parts += [glue, left]
        parts += [inert_part(text[place.start : place.end]), right]
        at = place.end
    parts.append(inert_part(text[at:]))
    return "".join(parts).strip()


def inert_part(text: str) -> str:
    """A piece of a line made harmless, its outer blanks kept."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{inert(text)}{after}"


def _kwic(hit: Hit, width: int, *, colour: bool) -> list[str]:
    side = max(20, (width - 24) // 2)
    left, right = (_BOLD, _PLAIN) if colour else ("", "")
    lines = []
    for before, word, after in keywords_in_context(hit.passage, hit.places, side):
        head = inert_part(before)[-side:]
        lines.append(f"{head:>{side}}{left}{inert(word)}{right}{inert_part(after)[:side]}".rstrip())
    return lines


def answer_table(answer: Answer, *, width: int) -> str:
    """Rows under their columns; a column is no wider than it must be."""
    cells = [[_cell(value) for value in row] for row in answer.rows]
    most = max(12, width)
    sizes = [
        min(most, max([len(name), *(len(row[at]) for row in cells)]))
        for at, name in enumerate(answer.columns)
    ]
    numeric = [
        bool(answer.rows) and all(isinstance(row[at], int | float | None) for row in answer.rows)
        for at in range(len(answer.columns))
    ]

    def line(row: Sequence[str]) -> str:
        parts = (
            shorten(cell, size).rjust(size) if right else shorten(cell, size).ljust(size)
            for cell, size, right in zip(row, sizes, numeric, strict=True)
        )
        return "  ".join(parts).rstrip()

    rule = "  ".join("-" * size for size in sizes)
    return "\n".join([line([inert(name) for name in answer.columns]), rule, *map(line, cells)]) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"<{len(value)} B>" if isinstance(value, bytes) else inert(str(value))


def answer_json(answer: Answer) -> str:
    """One object a row."""
    rows = [
        {
            name: value.hex() if isinstance(value, bytes) else value
            for name, value in zip(answer.columns, row, strict=True)
        }
        for row in answer.rows
    ]
    return inert_json(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"


def answer_csv(answer: Answer) -> str:
    """The columns' names, then the rows."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(
        [value.hex() if isinstance(value, bytes) else value for value in row] for row in answer.rows
    )
    return written.getvalue()


def stats_json(counts: Mapping[str, int], tables: Mapping[str, Counted], lang: str, width: int) -> str:
    """Counts as JSON."""
    value = {"counts": dict(counts), **{name: [list(one) for one in rows] for name, rows in tables.items()}}
    return inert_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def stats_text(counts: Mapping[str, int], tables: Mapping[str, Counted], lang: str, width: int) -> str:
    """Counts, and the most frequent values as bars."""
    names = {name: say(f"corpus.count.{name}", lang) for name in counts}
    wide = max(map(len, names.values()))
    lines = [f"{names[name]:<{wide}}  {counts[name]:>9}" for name in counts]
    for name, rows in tables.items():
        lines += ["", *_plot(f"corpus.of.{name}", rows, lang, width)]
    return "\n".join(lines) + "\n"


def _plot(key: str, rows: Sequence[tuple[str | None, int]], lang: str, width: int) -> list[str]:
    """A heading and one bar a value, the longest for the most frequent."""
    labels = [shorten(_label(name, lang), max(12, width - _BAR - 14)) for name, _ in rows]
    wide, most = max(map(len, labels)), max(count for _, count in rows) or 1
    lines = [say(key, lang)]
    for label, (_, count) in zip(labels, rows, strict=True):
        eighths = max(1, round(8 * _BAR * count / most))
        bar = "█" * (eighths // 8) + ("", *"▏▎▍▌▋▊▉")[eighths % 8]
        lines.append(f"  {label:<{wide}}  {bar:<{_BAR}} {count}")
    return lines


def _label(name: str | None, lang: str) -> str:
    if not name:
        return say("corpus.unknown", lang)
    for key in (f"administration.{name}", f"kind.{name}", f"type.{name}", f"status.{name}", f"role.{name}"):
        if known(key):
            return say(key, lang)
    return name
