"""The catalogue is whole in both languages, and nothing in it is idle."""

import ast
import re
import string
import unicodedata
from pathlib import Path
from typing import get_args

import pytest

import corpus
import extractors
import planparse
from extractors import plan as model
from planparse.messages import LANGS, catalogue, known, say

SOURCES = [p for package in (planparse, corpus, extractors) for p in Path(package.__path__[0]).rglob("*.py")]


def _literals():
    """All string constants of the sources, and the heads of f-strings that build a key."""
    constants, heads = set(), set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                heads.add(node.values[0].value)
    return constants, heads


CONSTANTS, HEADS = _literals()
# Templates say sentences too: t("page.search"), t("type." ~ part).
for template in Path(planparse.__path__[0]).rglob("templates/*.html"):
    literals = re.findall(r"""["']([a-z-]+\.[a-z.-]*)["']""", template.read_text(encoding="utf-8"))
    HEADS |= {text for text in literals if text.endswith(".")}
    CONSTANTS |= set(literals) - HEADS
ENUMERATED = {
    value
    for kind in (model.Level, model.TargetKind, model.Direction, model.Per, model.Role, model.Every)
    for value in get_args(kind)
}


def _is_used(key):
    if key in CONSTANTS:
        return True
    heads = [head for head in HEADS if head.endswith(".") and key.startswith(head)]
    rests = [key[len(head) :] for head in heads]
    # `error.<code>.reason`: the code stands in the source.
    rests += [rest.rpartition(".")[0] for rest in rests if rest.endswith((".reason", ".remedy"))]
    # `check.<rule>.<variant>`: both are names in the source.
    return any(all(name in CONSTANTS | ENUMERATED for name in rest.split(".")) for rest in rests)


def _fields(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("lang", LANGS)
def test_each_language_has_every_key(lang):
    everything = set().union(*(catalogue(each) for each in LANGS))
    assert everything - set(catalogue(lang)) == set()


@pytest.mark.parametrize("key", sorted(catalogue("vi")))
def test_the_languages_fill_the_same_places(key):
    assert _fields(catalogue("vi")[key]) == _fields(catalogue("en")[key])


@pytest.mark.parametrize("key", sorted(catalogue("vi")))
def test_no_key_is_idle(key):
    assert _is_used(key), f"nothing says {key}"


def test_every_key_in_the_sources_is_in_the_catalogue():
    sections = {key.partition(".")[0] for key in catalogue("vi")}
    pattern = re.compile(r"[a-z]+(\.[a-z-]+)+")
    named = {c for c in CONSTANTS if pattern.fullmatch(c) and c.partition(".")[0] in sections}
    named -= {
        c for c in named if c.rpartition(".")[2] in ("toml", "csv", "py", "txt", "json", "html", "xlsx")
    }
    assert {key for key in named if not known(key)} == set()


def _codes(function):
    """The first argument of each call of a class, where it is a literal."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) in function and node.args:
                first = node.args[0]
                for each in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                    if isinstance(each, ast.Constant):
                        yield each.value


def test_every_error_has_a_reason_and_a_remedy():
    codes = set(_codes({"ReadError", "PlanparseError", "CorpusError"}))
    assert codes
    missing = {c for c in codes if not (known(f"error.{c}.reason") and known(f"error.{c}.remedy"))}
    assert missing == set()


def test_every_notice_has_a_sentence():
    codes = set(_codes({"Notice"}))
    assert codes
    assert {code for code in codes if not known(f"notice.{code}")} == set()


def test_sentences_are_filled():
    assert say("report.page", "vi", page=3) == "trang 3"
    assert say("report.page", "en", page=3) == "page 3"


def test_what_is_filled_in_is_not_filled_again():
    assert say("report.number", "vi", number="{page}") == "số {page}"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 blocks"), (1, "1 block"), (2, "2 blocks"), ("1", "1 block"), ("1.200", "1.200 blocks")],
)
def test_a_word_follows_its_count(count, expected):
    assert say("show.blocks", "en", count=count) == expected


def test_one_is_never_several():
    """English words behind a count are chosen by it; Vietnamese has one form."""
    counts = r"\{(?:count|errors|warnings|infos)\} [a-z]+s\b"
    assert {key: text for key, text in catalogue("en").items() if re.search(counts, text)} == {}
    assert [key for key, text in catalogue("vi").items() if "|" in text] == []


def _told(path):
    """The string literals of a module that are not its docstrings, with their lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_no_vietnamese_is_said_outside_the_catalogue():
    """Reports and commands take each Vietnamese word from the catalogue or from a table of data."""
    letters = re.compile(r"[đĐ]|[A-Za-z][\u0300-\u036f]")
    root = Path(planparse.__path__[0])
    found = [
        (str(path.relative_to(root)), line, text)
        for room in ("report", "cli")
        for path in sorted((root / room).rglob("*.py"))
        for line, text in _told(path)
        if letters.search(unicodedata.normalize("NFD", text)) and not text.startswith("[")
    ]
    assert found == []


def test_no_english_is_said_outside_the_catalogue():
    """A literal with a space between two words of letters is a sentence; styles, markup and names are none."""
    words = re.compile(r"(?<![\w<=\"'.-])[A-Za-z]{3,} [a-z]{2,}(?: [a-z]{2,})+(?![\w=])")
    root = Path(planparse.__path__[0])
    found = [
        (str(path.relative_to(root)), line, text)
        for room in ("report", "cli")
        for path in sorted((root / room).rglob("*.py"))
        for line, text in _told(path)
        if words.search(text) and "{" not in text and "<" not in text
    ]
    assert found == []


def test_unknown_keys_and_languages_raise():
    with pytest.raises(KeyError):
        say("nothing.of.the.kind")
    with pytest.raises(KeyError):
        say("report.page", "fr", page=1)
