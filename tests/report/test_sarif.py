"""SARIF: valid by the schema of the standard, rules with their pages, places by line in the rendered text."""

import json
from pathlib import Path

import jsonschema
import pytest

from extractors.document import Block, Document, Source, Span
from planparse.checks.page import page_of
from planparse.messages import LANGS
from planparse.report.formats import Options
from planparse.report.rendered import Lines, Region, rendered_text
from planparse.report.sarif import uri_of, write_checks, write_review
from tests.report.reviews import WARDS, examined, reviewed, waiver
from tests.report.test_every_format import HOSTILE, hostile_check, hostile_review

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[1] / "data" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
)
VALID = jsonschema.Draft4Validator(SCHEMA)


def run(report):
    log = json.loads(report)
    assert [error.message for error in VALID.iter_errors(log)] == []
    return log["runs"][0]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("ward", WARDS)
def test_samples_are_valid(ward, lang):
    run(write_review(reviewed(ward, waiver(code="target")), Options(lang)))
    run(write_checks([examined(ward, waiver(code="N")), examined("mai-vi-2026")], Options(lang)))


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_plans_are_valid(kind):
    run(write_review(hostile_review(HOSTILE[kind]), Options()))
    run(write_checks([hostile_check(HOSTILE[kind])], Options()))


def test_the_schema_does_find_faults():
    log = json.loads(write_review(reviewed("mai-vi-2026"), Options()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert list(VALID.iter_errors(log))


def test_a_region_holds_what_the_row_says():
    one = reviewed("bach-khe-2026")
    lines = rendered_text(one.comparison.local.document).split("\n")
    found = 0
    for result in run(write_review(one, Options()))["results"]:
        region = result["locations"][0]["physicalLocation"].get("region")
        if region and region["startLine"] == region["endLine"]:
            text = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
            assert " ".join(text.split())[:40] == region["snippet"]["text"][:40]
            found += 1
    assert found


DOCUMENT = Document((Block("một"), Block("hai\nba bốn\n"), Block("năm")))


@pytest.mark.parametrize(
    ("span", "region"),
    [
        (Span(0, 0, 3), Region(1, 1, 1, 4)),
        (Span(1, 0, 3), Region(2, 1, 2, 4)),
        (Span(1, 4, 6), Region(3, 1, 3, 3)),
        (Span(1, 2, 10), Region(2, 3, 3, 7)),
        (Span(2, 1, 3), Region(5, 2, 5, 4)),
        (Span(2, 3, 3), Region(5, 4, 5, 4)),
    ],
)
def test_lines_and_columns(span, region):
    assert Lines(DOCUMENT).region(span) == region


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("ke-hoach.docx", "ke-hoach.docx"),
        ("xã/kế hoạch 1.docx", "x%C3%A3/k%E1%BA%BF%20ho%E1%BA%A1ch%201.docx"),
        ("../a#b?c.txt", "../a%23b%3Fc.txt"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("/cao/a.docx", "file:///cao/a.docx"),
        (None, "-"),
    ],
)
def test_files_are_uris(path, uri):
    assert uri_of(Document((), Source(path=path))) == uri


def test_a_file_in_the_working_folder_is_relative(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert uri_of(Document((), Source(path=str(tmp_path / "xa" / "a.docx")))) == "xa/a.docx"


def test_rules_are_those_that_were_looked_at_with_their_pages():
    one = examined("ha-lang-2026")
    rules = run(write_checks([one], Options("en")))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule.code for rule in one.rules)
    gap = next(rule for rule in rules if rule["id"] == "N101")
    assert gap["shortDescription"]["text"] == page_of("N101", "en").title
    assert gap["help"]["markdown"].startswith("# N101 · ")
    assert gap["defaultConfiguration"]["level"] == "warning"


def test_results_name_their_rules():
    for made in (
        run(write_review(reviewed("ha-lang-2026"), Options())),
        run(write_checks([examined("ha-lang-2026")], Options())),
    ):
        rules = made["tool"]["driver"]["rules"]
        assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in made["results"])


def test_what_is_missing_shows_the_parents_place():
    one = reviewed("bach-khe-2026")
    result = next(r for r in run(write_review(one, Options()))["results"] if r["ruleId"] == "target-missing")
    assert "region" not in result["locations"][0]["physicalLocation"]
    related = result["relatedLocations"][0]
    assert related["physicalLocation"]["artifactLocation"]["uri"].endswith("hai-xuyen-2026.docx")
    assert related["physicalLocation"]["region"]["snippet"]["text"] == "15 mô hình"
    assert "mục IV.4" in related["message"]["text"]


def test_what_is_waived_is_suppressed():
    made = run(write_checks([examined("ha-lang-2026", waiver(code="N101"))], Options()))
    told = [r["suppressions"][0] for r in made["results"] if "suppressions" in r]
    assert [(one["kind"], one["status"], one["justification"]) for one in told] == [
        ("external", "accepted", "đã thống nhất với cấp trên")
    ]


def test_fingerprints_are_those_of_the_record():
    one = reviewed("ha-lang-2026")
    marks = {f.id: f.fingerprint for f in one.comparison.findings}
    for result in run(write_review(one, Options()))["results"]:
        assert result["partialFingerprints"] == {"planparse/v1": marks[result["properties"]["id"]]}


def test_a_file_checked_twice_is_one_artifact():
    made = run(write_checks([examined("mai-vi-2026"), examined("mai-vi-2026")], Options()))
    assert len(made["artifacts"]) == 1
