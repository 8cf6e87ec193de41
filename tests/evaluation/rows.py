"""Rows of gold labels and of records, one call each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evaluation.gold import Gold, parse


def target(quote: str, indicator: str, value: Any, unit: str | None = "%", **more: Any) -> dict[str, Any]:
    row = {
        "quote": quote,
        "kind": "unquantified" if value is None else "target",
        "indicator": indicator,
        "comparator": None if value is None else "=",
        "value": value,
        "upper": None,
        "unit": unit if value is not None else None,
        "direction": None,
        "per": None,
        "period": None,
        "part_of": None,
    }
    return {**row, **more}


def citation(quote: str, type: str, number: str | None, **more: Any) -> dict[str, Any]:
    row = {
        "quote": quote,
        "type": type,
        "number": number,
        "name": None,
        "year": None,
        "date": None,
        "issuer": None,
        "pinpoint": None,
    }
    return {**row, **more}


def duty(agency: str, quote: str, role: str = "lead", **more: Any) -> dict[str, Any]:
    row = {
        "agency": agency,
        "quote": quote,
        "role": role,
        "partners": [],
        "requested": False,
        "inline": False,
    }
    return {**row, **more}


def section(path: str, title: str | None, kind: str = "heading") -> dict[str, Any]:
    return {"path": path.split("."), "kind": kind, "title": title}


def deadline(quote: str, due: str | None, every: str | None = None) -> dict[str, Any]:
    return {"quote": quote, "due": due, "every": every}


def gold(name: str = "plan", **parts: Any) -> Gold:
    return parse(parts, Path(f"{name}.json"))


def found(row: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """What an extractor would hand over for a label."""
    record = {**row, "text": row.get("quote"), "task": row.get("quote"), "confidence": 0.95}
    return {**record, **changed}
