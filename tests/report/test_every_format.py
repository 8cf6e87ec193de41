"""What holds for reports of every format: the same findings, the waived ones listed, hostile text inert."""

import json
import re
import unicodedata
import zipfile
from html import unescape
from importlib.util import find_spec
from io import BytesIO

import openpyxl
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from planparse.messages import LANGS, say
from planparse.report.formats import FORMATS, Options, write_checks, write_review
from planparse.report.sentences import sentence
from planparse.report.told import CODES, reported
from tests.report.reviews import (
    WARDS,
    examined,
    hostile_check,
    hostile_review,
    reviewed,
    waiver,
)


def written(command):
    """The formats of a command whose modules are there."""
    return [
        one.name
        for one in FORMATS
        if getattr(one, command) and find_spec(f"planparse.report.{getattr(one, command)}")
    ]


def sheet(data, lang, name="findings"):
    """The rows of a sheet as they are read by their heads."""
    page = openpyxl.load_workbook(BytesIO(data))[say(f"sheet.{name}", lang)]
    heads, *rows = page.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows if any(row)]


def ids_of(name, report, lang):
    """The ids of all findings that a report tells, but what is kept or waived; sorted."""
    if name == "json":
        return [f["id"] for f in json.loads(report)["findings"] if f["status"] != "kept"]
    if name == "xlsx":
        kept = say("status.kept", lang)
        return [row["Mã"] for row in sheet(report, lang) if row["Kết quả"] != kept]
    if name == "markdown":
        stands = report.split(f"\n## {say('report.waived', lang)} (")[0]
        return re.findall(r"^(?:- \*\*|\| )([tcsadg]\d+)(?::| \|)", stands, re.MULTILINE)
    if name == "sarif":
        results = json.loads(report)["runs"][0]["results"]
        return [r["properties"]["id"] for r in results if "suppressions" not in r]
    assert name == "junit"
    texts = etree.fromstring(report.encode()).xpath("//failure/text() | //system-out/text()")
    return [found for text in texts for found in re.findall(r"^\[(\w+)\]", text, re.MULTILINE)]


@pytest.mark.parametrize("ward", WARDS)
@pytest.mark.parametrize("name", ["json", "xlsx", "markdown", "sarif", "junit"])
def test_every_format_holds_the_same_findings(name, ward):
    one = reviewed(ward)
    expected = sorted(finding.id for finding in reported(one.comparison))
    assert expected
    assert sorted(ids_of(name, write_review(name, one, Options()), "vi")) == expected


@pytest.mark.parametrize("ward", WARDS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_text_counts_as_many(ward, lang):
    one = reviewed(ward)
    text = write_review("text", one, Options(lang))
    told = sum(map(int, re.findall(r"^\S.* \((\d+)\)$", text, re.MULTILINE)))
    assert told == len(reported(one.comparison))


@pytest.mark.parametrize("name", [n for n in written("diff") if n in ("html", "docx")])
@pytest.mark.parametrize("ward", WARDS)
def test_pages_and_comments_say_what_is_wrong(name, ward):
    one = reviewed(ward)
    report = write_review(name, one, Options())
    if isinstance(report, bytes):
        parts = zipfile.ZipFile(BytesIO(report))
        texts = [
            "".join(etree.fromstring(parts.read(part)).itertext())
            for part in parts.namelist()
            if part.endswith(".xml")
        ]
        report = "\n".join(texts)
    said = " ".join(unescape(re.sub(r"<[^>]+>", "", report)).split())
    for finding in reported(one.comparison):
        if finding.severity != "info":
            assert " ".join(sentence(finding, one.comparison, "vi").split()) in said


@pytest.mark.parametrize("ward", WARDS)
def test_every_kind_of_finding_is_known(ward):
    codes = {f"{kind}-{status}" for kind, status in CODES}
    assert {finding.code for finding in reported(reviewed(ward).comparison)} <= codes


def problems_of(name, report, lang):
    """The file-wide ids of all problems that a report tells, but the waived ones; sorted."""
    if name == "text":
        return re.findall(r"^  ([A-Z]\d{3}) ", report, re.MULTILINE)
    if name == "json":
        return [problem["code"] for problem in json.loads(report)["problems"]]
    if name == "xlsx":
        return [row["Quy tắc"] for row in sheet(report, lang)]
    if name == "markdown":
        return re.findall(r"^- \*\*p\d+: ([A-Z]\d{3})\*\*", report, re.MULTILINE)
    if name == "sarif":
        results = json.loads(report)["runs"][0]["results"]
        return [result["ruleId"] for result in results if "suppressions" not in result]
    assert name == "junit"
    found = []
    for case in etree.fromstring(report.encode()).iter("testcase"):
        for text in case.xpath("failure/text() | system-out/text()"):
            found += [case.get("name").split()[0]] * len(re.findall(r"^\[p\d+\]", text, re.MULTILINE))
    return found


@pytest.mark.parametrize("name", ["text", "json", "xlsx", "markdown", "sarif", "junit"])
@pytest.mark.parametrize("ward", WARDS)
def test_every_format_holds_the_same_problems(name, ward):
    one = examined(ward)
    expected = sorted(problem.code for problem in one.problems)
    assert sorted(problems_of(name, write_checks(name, [one], Options()), "vi")) == expected


def as_text(report):
    """Whatever a report says, as text."""
    if isinstance(report, str):
        return report
    book = openpyxl.load_workbook(BytesIO(report))
    return "\n".join(
        str(cell)
        for page in book
        for row in page.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    )


MINE = ["text", "json", "xlsx", "markdown", "sarif", "junit"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", MINE)
def test_what_is_waived_is_listed_with_its_reason_and_what_was_known_is_counted(name, lang):
    whole = reviewed("ha-lang-2026").comparison.findings
    known = next(f.fingerprint for f in whole if f.code == "target-missing")
    one = reviewed("ha-lang-2026", waiver(code="target-altered"), baseline=frozenset([known]))
    assert one.waived and len(one.known) == 1
    text = " ".join(as_text(write_review(name, one, Options(lang))).split())
    assert text.count("đã thống nhất với cấp trên") == len(one.waived)
    assert "Lò Thị Hoa" in text
    assert "1" in text.split("known")[-1] or say("report.known", lang, count=1) in text
    checked = examined("ha-lang-2026", waiver(code="N101"))
    assert "đã thống nhất với cấp trên" in " ".join(
        as_text(write_checks(name, [checked], Options(lang))).split()
    )


HOSTILE = {
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a formula": "=cmd|' /C calc'!A0",
    "a sum": "+1+1",
    "a mention": "@SUM(1+1)*cmd|'x'!A0",
    "a tab": "\t=1+1",
    "bidi controls": "\u202egnod\u2066 \u2069\u200f",
    "ANSI escapes": "\x1b[2J\x1b]0;x\x07\x9b31m",
    "markup": "[x](javascript:alert(1)) ![y](http://a.vn/z.png) **b** `c` | d",
    "placeholders": "{0} {parent} %s ${x} {{y}}",
    "no XML": "\x00\ufffe\uffff\x0b a",
    "an escape of Excel": "_x0000_ _x000D_",
    "entities": "&lt;b&gt; ]]> <!-- -->",
    "a long line": "dài " * 25_000,
}


def harmless(text):
    return not any(
        unicodedata.category(c) in ("Cc", "Cf", "Cs") or c in "\ufffe\uffff" for c in text if c not in "\n"
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("name", MINE)
def test_hostile_text_is_inert(name, kind, lang):
    one, checked = hostile_review(HOSTILE[kind]), hostile_check(HOSTILE[kind])
    assert reported(one.comparison) and one.waived and checked.problems and checked.waived
    for report in (
        write_review(name, one, Options(lang, author=HOSTILE[kind])),
        write_checks(name, [checked], Options(lang)),
    ):
        LOOK[name](report)


def text_is_plain(report):
    assert harmless(report)
    assert max(map(len, report.splitlines())) <= 80


def json_is_whole(report):
    assert harmless(report)
    json.loads(report)


def workbook_is_values(report):
    assert len(report) < 3_000_000
    parts = zipfile.ZipFile(BytesIO(report))
    for part in parts.namelist():
        text = parts.read(part).decode()
        assert "<f>" not in text and "<f " not in text
        assert "externalLink" not in part and "http" not in "".join(re.findall(r'Target="([^"]*)"', text))
    for page in openpyxl.load_workbook(BytesIO(report)):
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str):
                    assert harmless(cell.value) and len(cell.value) <= 32_767
                    assert cell.quotePrefix or not cell.value.startswith(("=", "+", "-", "@"))


def markdown_is_text(report):
    assert harmless(report)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    allowed = {"text", "text_special", "strong_open", "strong_close", "softbreak"}
    for token in parser.parse(report):
        assert token.type not in ("html_block", "fence", "code_block")
        assert {child.type for child in token.children or ()} <= allowed


def sarif_is_literal(report):
    json_is_whole(report)
    for result in json.loads(report)["runs"][0]["results"]:
        message = result["message"]["text"]
        assert "](" not in message
        assert not re.search(r"(?<!\{)(?:\{\{)*\{(?!\{)", message)


def xml_is_well_formed(report):
    assert harmless(report)
    root = etree.fromstring(report.encode())
    names = {"testsuites", "testsuite", "properties", "property", "testcase"}
    assert {element.tag for element in root.iter()} <= names | {"failure", "skipped", "system-out"}


LOOK = {
    "text": text_is_plain,
    "json": json_is_whole,
    "xlsx": workbook_is_values,
    "markdown": markdown_is_text,
    "sarif": sarif_is_literal,
    "junit": xml_is_well_formed,
}


@pytest.mark.parametrize("name", MINE)
def test_the_same_plans_give_the_same_bytes(name):
    one, checked = reviewed("mai-vi-2026"), examined("mai-vi-2026")
    assert write_review(name, one, Options()) == write_review(name, one, Options())
    assert write_checks(name, [checked], Options()) == write_checks(name, [checked], Options())
