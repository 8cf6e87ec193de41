"""Every rule is explained in both languages, and its own examples break it and keep it."""

from pathlib import Path

import pytest

import planparse.checks
from extractors.document import Document
from extractors.pipeline import extract
from planparse.checks import RULES, check
from planparse.checks.page import page_of
from planparse.messages import LANGS, say
from planparse.readers.text import read_text
from planparse.report.checks import problem_sentence

PAGES = Path(planparse.checks.__file__).parent / "pages"


def problems(text, rules=RULES):
    return check(extract(Document(read_text(text.strip("\n")))), rules)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_example_breaks_the_rule(rule):
    found = problems(page_of(rule.code, "vi").bad, [rule])
    assert found, "the rule sees nothing in its own bad example"
    for problem in found:
        for lang in LANGS:
            assert problem_sentence(problem, lang)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_example_keeps_the_rule(rule):
    assert [p.quote for p in problems(page_of(rule.code, "vi").good, [rule])] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("lang", LANGS)
def test_every_page_is_whole(rule, lang):
    page = page_of(rule.code, lang)
    assert all((page.title, page.what, page.why, page.clause))
    assert not page.title.endswith(".")


def test_codes_and_names_are_unique_and_every_page_has_its_rule():
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert {path.stem for path in PAGES.glob("*.toml")} == {rule.code for rule in RULES}


@pytest.mark.parametrize("lang", LANGS)
def test_sentences_are_sentences(lang):
    for rule in RULES:
        for problem in problems(page_of(rule.code, "vi").bad, [rule]):
            said = say(problem.message, lang, **{"quote": "", **dict(problem.hit.arguments)})
            assert said.endswith(".")
