"""JUnit XML: a suite a file, a case a rule or kind of finding; errors and warnings fail it."""

import pytest
from lxml import etree

from planparse.messages import LANGS
from planparse.report.formats import Options
from planparse.report.junit import write_checks, write_review
from planparse.report.told import CODES, reported
from tests.report.reviews import WARDS, examined, reviewed, waiver


def suites(report):
    assert report.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    root = etree.fromstring(report.encode())
    assert root.tag == "testsuites"
    return list(root)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("ward", WARDS)
def test_the_counts_are_those_of_the_cases(ward, lang):
    for report in (
        write_review(reviewed(ward, waiver(code="section")), Options(lang)),
        write_checks([examined(ward, waiver(code="N")), examined("mai-vi-2026")], Options(lang)),
    ):
        root = etree.fromstring(report.encode())
        for element in (root, *root):
            assert int(element.get("tests")) == len(list(element.iter("testcase")))
            assert int(element.get("failures")) == len(list(element.iter("failure")))
            assert int(element.get("skipped")) == len(list(element.iter("skipped")))


def test_a_comparison_is_one_suite_with_a_case_for_each_kind():
    (suite,) = suites(write_review(reviewed("bach-khe-2026"), Options()))
    assert suite.get("name").endswith("bach-khe-2026.docx")
    names = [case.get("name").split()[0] for case in suite.iter("testcase")]
    assert names == [f"{kind}-{status}" for kind, status in CODES]
    told = {one.get("name"): one.get("value") for one in suite.iter("property")}
    assert told["parent"].endswith("hai-xuyen-2026.docx") and told["target.kept"] == "18"


def test_errors_and_warnings_fail_and_the_rest_is_output():
    one = reviewed("bach-khe-2026")
    (suite,) = suites(write_review(one, Options()))
    grave = {f.code for f in reported(one.comparison) if f.severity != "info"}
    failing = {
        case.get("name").split()[0] for case in suite.iter("testcase") if case.find("failure") is not None
    }
    assert failing == grave
    failure = suite.xpath("//testcase[starts-with(@name, 'target-missing')]/failure")[0]
    assert failure.get("type") == "error"
    assert failure.text.startswith("[t29] Phường Bạch Khê không có chỉ tiêu nào")
    assert "Cấp trên: “15 mô hình”" in failure.text


def test_each_checked_file_is_a_suite_with_a_case_for_each_rule():
    plans = [examined("ha-lang-2026"), examined("mai-vi-2026")]
    made = suites(write_checks(plans, Options()))
    assert [suite.get("name").rpartition("/")[2] for suite in made] == [
        "ha-lang-2026.docx",
        "mai-vi-2026.docx",
    ]
    for suite, plan in zip(made, plans, strict=True):
        assert len(list(suite.iter("testcase"))) == len(plan.rules)


def test_what_is_waived_was_skipped():
    (suite,) = suites(write_checks([examined("ha-lang-2026", waiver(code="N101"))], Options()))
    (skipped,) = suite.iter("skipped")
    assert skipped.get("message") == "đã thống nhất với cấp trên (Lò Thị Hoa, đến hết ngày 31/12/2026)"
    assert skipped.getparent().get("name").startswith("N101 ")
