"""Words find what they should, whatever else is typed; facts are found by what they say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Corpus
from corpus.search import KINDS
from corpus.words import find, keywords_in_context, snippet, terms_of
from tests.corpus.conftest import plan_of_lines

LINES = (
    "Đào tạo nghề cho lao động nông thôn.",
    "Đảo tảo biển không liên quan.",
    "Tạo việc làm, đào tạo kỹ năng số.",
    "Căn cứ Luật Việc làm số 74/2025/QH15 ngày 16/6/2025;",
    "Xây dựng đời sống hoà thuận.",
    "Gia đình hòa thuận.",
    "dao tao nghe viết không dấu",
)


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    with Corpus(tmp_path_factory.mktemp("lines") / "a.db") as corpus:
        corpus.add(plan_of_lines(*LINES))
        yield corpus


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dao tao nghe", {0, 6}),
        ("DAO TAO", {0, 1, 2, 6}),
        ('"đào tạo"', {0, 2}),
        ('"Đào Tạo" nghe', {0}),
        ('"dao tao nghe"', {0, 6}),
        ('"tao dao"', set()),
        ("đào tạo nghề", {0, 6}),
        ("74/2025/QH15", {3}),
        ("74 QH15", {3}),
        ('"hòa thuận"', {4, 5}),
        ('"hoà thuận"', {4, 5}),
        ("khong co", set()),
        ("nghe OR khong", set()),
        ('"', set()),
        ("* ( ) AND", set()),
        ("!!!", set()),
        ("dao\x00tao", {0, 1, 2, 6}),
        ("đào tạo nghề", {0, 6}),
    ],
)
def test_what_is_typed_finds(lines, typed, found):
    hits = lines.search(typed, facets=True)
    assert {hit.block for hit in hits.hits} == found
    assert hits.total == len(found)


def test_texts_with_the_marks_as_typed_come_first(lines):
    assert [hit.block for hit in lines.search("đào tạo").hits][-1] in (1, 6)
    assert lines.search("đào tạo nghề").hits[0].block == 0


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="\"*^:()-+{}[]AND ORNEAR\\'đa ", max_size=30)))
def test_whatever_is_typed_is_words(lines, typed):
    for hit in lines.search(typed, facets=True).hits:
        assert hit.passage in LINES
    lines.search(indicator=typed, kind="target")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.text(max_size=20), st.integers(20, 80))
def test_snippets_and_contexts_are_parts_of_the_text(text, typed, width):
    places = find(text, terms_of(typed))
    for place in places:
        assert 0 <= place.start < place.end <= len(text)
    part, inside = snippet(text, places, width)
    assert len(part) <= max(width + 2, 2)
    assert part.strip("…").strip() in text
    words = [text[place.start : place.end] for place in places]
    assert all(part[place.start : place.end] in words for place in inside)
    for before, word, after in keywords_in_context(text, places):
        assert f"{before}{word}{after}" in text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("dao tao", ["Đào", "tạo", "Tạo", "đào", "tạo"]),
        ('"đào tạo"', ["Đào tạo", "đào tạo"]),
        ('"tạo việc"', ["Tạo việc"]),
    ],
)
def test_the_places_of_words(typed, words):
    text = f"{LINES[0]} {LINES[2]}"
    assert [text[p.start : p.end] for p in find(text, terms_of(typed))] == words


def test_keywords_stand_in_their_context():
    text = LINES[0]
    assert keywords_in_context(text, find(text, terms_of("dao tao nghe")), 10) == (
        ("", "Đào tạo nghề", " cho lao đ"),
    )


# facts


def facts(corpus, **filters):
    return [hit.text for hit in corpus.search(**filters, limit=500).hits]


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        ({"kind": "baseline"}, lambda t, p: t.kind == "baseline"),
        ({"unit": "người"}, lambda t, p: t.unit == "người"),
        ({"unit": "người", "min": 500}, lambda t, p: t.unit == "người" and (t.upper or t.value or 0) >= 500),
        ({"unit": "%", "max": 40}, lambda t, p: t.unit == "%" and t.value <= 40),
        ({"kind": "target", "level": "ward"}, lambda t, p: t.kind == "target" and p.meta.level == "ward"),
        ({"indicator": "viec lam", "unit": "người"}, lambda t, p: t.unit == "người" and "việc làm" in t.indicator.lower()),
        ({"kind": "target", "province": "hai xuyen"}, lambda t, p: t.kind == "target"),
        ({"kind": "target", "year": 2025}, lambda t, p: False),
        ({"kind": "target", "document_type": "kế hoạch"}, lambda t, p: t.kind == "target"),
        ({"kind": "target", "cites": "57-NQ/TW"}, lambda t, p: t.kind == "target" and any(c.number == "57-NQ/TW" for c in p.citations)),
    ],
)  # fmt: skip
def test_filters_let_through_what_they_say(filled, plans, filters, holds):
    wanted = sorted(t.text for plan in plans for t in plan.targets if holds(t, plan))
    assert sorted(facts(filled, **filters)) == wanted
    assert filled.search(**filters, facets=True).total == len(wanted)


@pytest.mark.parametrize(
    ("period", "found"),
    [
        (2026, {"mới", "chung"}),
        (2030, {"mới", "đến", "chung"}),
        ((2027, 2029), {"mới", "chung"}),
        (2024, set()),
        (2025, {"trước"}),
    ],
)
def test_a_target_that_names_no_year_has_its_plans(tmp_path, period, found):
    plan = plan_of_lines(
        "KẾ HOẠCH", "Việc làm giai đoạn 2026 - 2030", "I. CHỈ TIÊU",
        "- Giai đoạn 2026 - 2030, tạo việc làm mới cho 500 lao động.",
        "- Đến năm 2030, giải quyết việc làm đến 40 lao động.",
        "- Duy trì 10 tổ chung.",
        "- Năm 2025 có 7 tổ trước.",
    )  # fmt: skip
    with Corpus(tmp_path / "a.db") as corpus:
        corpus.add(plan)
        hits = corpus.search(kind=None, period=period, min=0).hits
    told = {word for hit in hits for word in ("mới", "đến", "chung", "trước") if word in hit.passage}
    assert told == found


def test_words_and_facts_together(filled):
    hits = filled.search("dao tao nghe", kind="target", unit="người").hits
    assert hits and all(hit.row["unit"] == "người" and hit.places for hit in hits)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found(filled, kind):
    hits = filled.search(kind=kind).hits
    assert hits and {hit.kind for hit in hits} == {kind}
    for hit in hits:
        assert hit.passage[hit.start : hit.end] == hit.text


def test_pages_of_hits_follow_each_other(filled):
    for filters in ({"text": "viec lam"}, {"kind": "target"}, {"unit": "người"}):
        whole = filled.search(**filters, limit=40).hits
        parts = [
            *filled.search(**filters, limit=15).hits,
            *filled.search(**filters, limit=25, offset=15).hits,
        ]
        assert [(h.plan_id, h.block, h.start) for h in parts] == [
            (h.plan_id, h.block, h.start) for h in whole
        ]


def test_facets_count_all_hits(filled):
    results = filled.search("viec lam", limit=1, facets=True)
    assert len(results.hits) == 1 < results.total
    for name in ("province", "level", "year", "document_type"):
        assert sum(count for _, count in results.facets[name]) == results.total
    assert dict(results.facets["kind"])["target"] > 0


def test_many_indicators_are_walked_as_few_are_looked_up(filled, monkeypatch):
    few = facts(filled, indicator="viec lam", unit="người")
    monkeypatch.setattr("corpus.search._FEW", 1)
    assert sorted(facts(filled, indicator="viec lam", unit="người")) == sorted(few)
