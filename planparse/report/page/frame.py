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

    return _environment().get_template(template).render(lang=lang, t=t, **context)


@cache
def _environment() -> Environment:
    # Jinja is imported where a page is wanted: the command line starts without it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style, script = asset("style.css"), asset("script.js")
    environment.globals.update(
        style=Markup(style),
        script=Markup(script),
        policy=(
            f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
    )
    return environment


@cache
def asset(name: str) -> str:
    """The text of a file in ``assets/``."""
    return (_HERE / "assets" / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """The hash by which a content security policy names a style or script that stands in the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
