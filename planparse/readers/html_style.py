"""What the styles of a web page say that matters to its text: hidden, its font, capitals, kept spaces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_MEDIA = re.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<name>[\w-]+))?")
_HIDING = re.compile(r"display:none|visibility:hidden|mso-hide:all|mso-element:(?:comment|header|footer)")
_FONT = re.compile(r"(?:^|;)\s*font-family\s*:\s*(?P<name>\"[^\"]*\"|'[^']*'|[^,;]*)")
_SHORT_FONT = re.compile(r"(?:^|;)\s*font\s*:[^;]*?(?P<name>\"[^\"]*\"|'[^']*')")
_LARGEST = 500_000


@dataclass(frozen=True, slots=True)
class Look:
    """How text is shown: None where nothing is said."""

    hidden: bool | None = None
    font: str | None = None
    capitals: bool | None = None
    kept: bool | None = None
    """White space counts as it is written."""

    def over(self, other: Look) -> Look:
        """This look where it says something, else the other."""
        return Look(
            other.hidden if self.hidden is None else self.hidden,
            other.font if self.font is None else self.font,
            other.capitals if self.capitals is None else self.capitals,
            other.kept if self.kept is None else self.kept,
        )


PLAIN = Look()


def look_of(declarations: str) -> Look:
    """The look that some declarations (``display:none; font-family:.VnTime``) give."""
    if not declarations:
        return PLAIN
    small = declarations.lower()
    tight = "".join(small.split())
    hidden = True if _HIDING.search(tight) else False if "display:" in tight else None
    font = _FONT.search(declarations) or (_SHORT_FONT.search(declarations) if "font:" in tight else None)
    look = Look(hidden, font["name"].strip("\"' ") if font else None)
    if "text-transform:" in tight:
        look = replace(look, capitals="text-transform:uppercase" in tight)
    if "white-space:" in tight:
        look = replace(look, kept="white-space:pre" in tight)
    return look


class Styles:
    """The rules of a page's style sheets that name a tag, a class, or a class of a tag."""

    def __init__(self, sheets: str) -> None:
        self._rules: dict[tuple[str, str], Look] = {}
        text = _MEDIA.sub("", _COMMENT.sub("", sheets[:_LARGEST]))
        for rule in _RULE.finditer(text):
            look = look_of(rule[2])
            if look == PLAIN:
                continue
            for selector in rule[1].split(","):
                found = _SELECTOR.fullmatch(selector.strip().lower())
                if found and (found["tag"] or found["name"]):
                    key = (found["tag"] or "", found["name"] or "")
                    self._rules[key] = look.over(self._rules.get(key, PLAIN))

    def look(self, tag: str, attributes: Mapping[str, str]) -> Look:
        """The look of an element by its own declarations, its classes and its tag, in this order."""
        look = look_of(attributes.get("style", ""))
        if not self._rules:
            return look
        for name in attributes.get("class", "").lower().split()[:20]:
            look = look.over(self._rules.get((tag, name), PLAIN)).over(self._rules.get(("", name), PLAIN))
        return look.over(self._rules.get((tag, ""), PLAIN))
