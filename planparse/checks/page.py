"""The page that explains a rule: what it asks, why, where the decree says so, a bad and a good example."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli

from planparse.messages import say


@dataclass(frozen=True, slots=True)
class Page:
    """One rule explained in one language; the examples are stretches of Vietnamese plans.

    ``clause`` is where the rule comes from, in Vietnamese; ``bad`` breaks the rule and ``good`` does not:
    the tests run both.
    """

    code: str
    title: str
    what: str
    why: str
    clause: str
    bad: str
    good: str


@cache
def page_of(code: str, lang: str) -> Page:
    """The page of a rule from ``pages/<code>.toml``; FileNotFoundError where it has none."""
    text = (Path(__file__).parent / "pages" / f"{code}.toml").read_text(encoding="utf-8")
    table = tomli.loads(text)
    words = table[lang]
    return Page(
        code, words["title"], words["what"], words["why"], table["clause"], table["bad"], table["good"]
    )


def page_markdown(page: Page, severity: str, name: str, lang: str) -> str:
    """The page as Markdown."""
    level = say(f"severity.{severity}", lang)
    parts = [
        f"# {page.code} · {page.title}",
        f"`{name}` · {level}",
        page.what.strip(),
        f"## {say('rule.why', lang)}\n\n{page.why.strip()}",
        f"## {say('rule.clause', lang)}\n\n{page.clause.strip()}",
        f"## {say('rule.bad', lang)}\n\n```\n{page.bad.strip()}\n```",
        f"## {say('rule.good', lang)}\n\n```\n{page.good.strip()}\n```",
    ]
    return "\n\n".join(parts) + "\n"
