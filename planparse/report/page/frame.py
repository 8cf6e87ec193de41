"""The frame of the interactive pages: templates, and style and script standing in the file.

A page is one file that loads nothing. Its policy lets only its own style and script run, each named by
its hash, so that markup which got in by mistake could do nothing either.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.messages import say

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent


def render(template: str, lang: str, **context: object) -> str:
    """A template of ``templates/`` filled; in it ``t(key, …)`` says a sentence of the catalogue."""

    def t(key: str, **arguments: object) -> str:
        return say(key, lang, **arguments)

    page = environment(_HERE, "style.css", "script.js").get_template(template)
    return page.render(lang=lang, t=t, **context)


@cache
def environment(folder: Path, style_name: str, script_name: str) -> Environment:
    """The templates of ``folder/templates`` with the style, the script and the policy of their pages.

    Style and script are the texts of two files of ``folder/assets``.
    """
    # Jinja is imported where a page is wanted: the command line starts without it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader(folder / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    assets = folder / "assets"
    style, script = ((assets / name).read_text(encoding="utf-8") for name in (style_name, script_name))
    made.globals.update(
        style=Markup(style),
        script=Markup(script),
        policy=(
            f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
    )
    return made


def digest(text: str) -> str:
    """The hash by which a content security policy names a style or script that stands in the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
