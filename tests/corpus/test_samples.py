"""The sample plans are what their sources say, and say what they claim."""

import io
import json
import re
import unicodedata
import zipfile

import docx
import pytest

from corpus.samples import build
from corpus.samples.expected import expected
from corpus.samples.markup import Mark, MarkupError, Text, parse_source, parse_text, read_sources
from corpus.samples.render import MOTTO, STATE, to_docx, to_text
from corpus.samples.truth import EFFECTS, STATUSES, gold, head

SOURCES = read_sources(build.SOURCES)
CITY = SOURCES["hai-xuyen-2026"]
WARDS = [source for source in SOURCES.values() if "parent" in source.front]

FRONT = """+++
letterhead = ["ỦY BAN NHÂN DÂN", "{unit}"]
number_line = "Số: 1/KH-UBND"
dateline = "Nơi Ấy, ngày 01 tháng 02 năm 2026"
title_lines = ["Giảm nghèo năm 2026"]
signature = ["CHỦ TỊCH"]
recipients = ["Lưu: VT"]
parent = "city"
unit = "{unit}"
why = "a test"
[meta]
number = "1/KH-UBND"
issuer = "Ủy ban nhân dân {unit}"
level = "ward"
place = "Nơi Ấy"
date = "2026-02-01"
period = [2026, 2026]
implements = []
signer = {{ name = "Người Ký", position = "CHỦ TỊCH" }}
+++
"""


def small(body, name="ward", unit="Phường Ấy"):
    return parse_source(name, FRONT.format(unit=unit) + body)


def parts_of(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return [(info.filename, info.date_time, archive.read(info)) for info in archive.infolist()]


def flat(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


# --- the build ---


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("samples")
    assert build.main(["--out", str(out)]) == 0
    return out


def test_the_committed_files_are_what_the_sources_make(made):
    names = {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()}
    kept = {
        str(path.relative_to(build.HERE))
        for pattern in ("*.txt", "*.docx", "README.md", "gold/*.json", "expected/*.json")
        for path in build.HERE.glob(pattern)
    }
    assert names == kept
    for name in names:
        new, old = (made / name).read_bytes(), (build.HERE / name).read_bytes()
        # Word files are compared by their parts: how they are squeezed depends on the zlib at hand.
        assert (parts_of(new) == parts_of(old)) if name.endswith(".docx") else (new == old), (
            f"{name} is stale: run python -m corpus.samples.build"
        )


def test_building_twice_gives_the_same_bytes():
    assert build.files(SOURCES) == build.files(read_sources(build.SOURCES))


def test_a_pdf_is_there_for_each_plan_that_asks_for_one():
    wanted = {name for name, source in SOURCES.items() if source.front.get("pdf")}
    assert {path.stem for path in build.HERE.glob("*.pdf")} == wanted
    assert all((build.HERE / f"{name}.pdf").read_bytes().startswith(b"%PDF-") for name in wanted)


def test_without_libreoffice_the_build_says_what_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build.shutil, "which", lambda name: None)
    assert build.main(["--out", str(tmp_path), "--pdf"]) == 2
    said = capsys.readouterr().err
    assert "soffice" in said
    assert said.count("\n") == 1


# --- the markup ---


@pytest.mark.parametrize(
    ("written", "plain", "marks"),
    [
        ("Không có nhãn.", "Không có nhãn.", ()),
        (
            "Tạo việc cho {9 người|target: q== 9 người; of=việc}.",
            "Tạo việc cho 9 người.",
            (Mark("target", "9 người", {"q": "= 9 người", "of": "việc"}),),
        ),
        ("{|lead}Chủ trì.", "Chủ trì.", (Mark("lead", "", {}),)),
        (
            "{Hằng năm|due?: every=year} rà soát",
            "Hằng năm rà soát",
            (Mark("due", "Hằng năm", {"every": "year"}, True),),
        ),
        (
            "với {Sở Y tế|p}, {Công an|p}",
            "với Sở Y tế, Công an",
            (Mark("p", "Sở Y tế", {}), Mark("p", "Công an", {})),
        ),
    ],
)
def test_marks_are_taken_out_of_the_text(written, plain, marks):
    assert parse_text(written) == Text(plain, marks)


@pytest.mark.parametrize(
    "body",
    [
        "Một dấu ngoặc { thừa.",
        "### 1. Đề mục không có đề mục trên",
        "#Đề mục viết sai",
        "!table allocations\n| a | b |\n| c |",
    ],
)
def test_a_source_that_breaks_the_rules_is_refused_by_name(body):
    with pytest.raises(MarkupError, match=r"ward\.md"):
        small(body)


def test_headings_give_the_outline():
    source = small(
        "# I. MỤC TIÊU\n##: 1. Chung: Không còn hộ nghèo.\n"
        "## 2. Cụ thể @new\n### 2.1. Về nhà ở\n##. 3. Rà soát hộ nghèo."
    )
    assert gold(source)["sections"] == [
        {"path": ["I"], "kind": "heading", "title": "MỤC TIÊU"},
        {"path": ["I", "1"], "kind": "run_in", "title": "Chung"},
        {"path": ["I", "2"], "kind": "heading", "title": "Cụ thể"},
        {"path": ["I", "2", "2.1"], "kind": "heading", "title": "Về nhà ở"},
        {"path": ["I", "3"], "kind": "item", "title": None},
    ]


@pytest.mark.parametrize(
    ("verdict", "quantity"),
    [
        ("kept", "= 70 %"),
        ("altered", "= 70 %"),
        ("altered weaker", "= 80 %"),
        ("copied", "= 80 %"),
        ("apportioned", "= 10 %"),
        ("unquantified", "= 80 %"),
        ("fine", "= 80 %"),
    ],
)
def test_a_claim_that_the_figures_do_not_bear_out_stops_the_build(verdict, quantity):
    city = small("- {80%|target: id=T; q== 80 %; of=hộ có nước sạch} hộ có nước sạch.", "city")
    ward = small(
        f"- {{Số ấy|target: from=T; is={verdict}; q={quantity}; of=hộ có nước sạch}} hộ có nước sạch."
    )
    with pytest.raises(MarkupError, match="T: the figures do not bear out"):
        expected(ward, city)


# --- the labels ---


@pytest.mark.parametrize("name", SOURCES)
def test_every_quote_stands_in_the_plan(name):
    text, record = flat(to_text(SOURCES[name])), gold(SOURCES[name])
    for part in ("citations", "targets", "assignments", "deadlines"):
        assert record[part], f"{name} has no {part}"
        for row in record[part]:
            assert flat(row["quote"]) in text
            assert all(partner in text for partner in row.get("partners", []))
    assert all(flat(row["title"]) in text for row in record["sections"] if row["title"])
    assert flat(record["meta"]["title"]) in text
    assert record["meta"]["number"] is None or f"Số: {record['meta']['number']}" in text


@pytest.mark.parametrize("name", SOURCES)
def test_no_number_is_left_without_a_label(name):
    """Years and names of periods apart, every figure of the body is a target, a citation or a deadline."""
    for block in SOURCES[name].blocks:
        if block.kind in ("table", "appendix"):
            continue
        rest = block.body
        for mark in block.marks:
            rest = rest.replace(mark.quote, "", 1) if mark.quote else rest
        rest = re.sub(r"giai đoạn 20\d\d - 20\d\d|năm 20\d\d", "", rest, flags=re.IGNORECASE)
        assert not re.search(r"\d", rest), f"{name}: {rest}"


def test_targets_of_every_kind_are_planted():
    rows = [row for source in SOURCES.values() for row in gold(source)["targets"]]
    assert {row["kind"] for row in rows} == {"target", "baseline", "unquantified"}
    assert {row["comparator"] for row in rows} >= {"=", ">=", ">", "<", "~", "range", None}
    assert {row["direction"] for row in rows} == {"increase", "decrease", "maintain", None}
    assert {"%", "người", "hộ", "đồng"} < {row["unit"] for row in rows}
    assert any(row["part_of"] for row in rows)


def test_tasks_of_every_role_are_planted():
    rows = gold(CITY)["assignments"]
    assert {row["role"] for row in rows} == {"lead", "coordinate", "execute"}
    assert any(row["requested"] for row in rows)
    assert any(row["inline"] and not row.get("optional") for row in rows)


def test_the_shares_of_the_table_add_up_to_its_last_row():
    rows = gold(CITY)["allocations"]
    for indicator in {row["indicator"] for row in rows}:
        *shares, total = [row["value"] for row in rows if row["indicator"] == indicator]
        assert sum(shares) == total


def test_a_merged_heading_is_joined():
    assert {row["indicator"] for row in gold(CITY)["allocations"]} == {
        "Lao động được đào tạo nghề mỗi năm (người)",
        "Cả giai đoạn 2026 - 2030 / Lao động được giải quyết việc làm mới (người)",
        "Cả giai đoạn 2026 - 2030 / Hộ nghèo giảm (hộ)",
    }


# --- what a comparison should find ---


def test_every_status_and_effect_is_planted():
    records = [expected(ward, CITY) for ward in WARDS]
    rows = [row for record in records for row in record["targets"]]
    statuses = {status for row in rows for status in row["status"]}
    assert statuses | ({"added"} if any(record["added"] for record in records) else set()) == set(STATUSES)
    assert {row["effect"] for row in rows if "effect" in row} == set(EFFECTS)
    citations = {row["status"][0] for record in records for row in record["citations"]}
    assert citations == {"kept", "altered", "missing", "added"}
    assert {row["status"][0] for record in records for row in record["sections"]} == {
        "kept",
        "missing",
        "added",
    }


@pytest.mark.parametrize("ward", WARDS, ids=lambda ward: ward.name)
def test_every_target_of_both_plans_is_accounted_for_once(ward):
    record = expected(ward, CITY)
    above = [row["quote"] for row in gold(CITY)["targets"] if row["kind"] != "baseline"]
    below = [row["quote"] for row in gold(ward)["targets"] if row["kind"] != "baseline"]
    assert [row["quote"] for row in record["targets"]] == above
    answered = [row["local"] for row in record["targets"] if row["local"]]
    assert sorted(answered + [row["quote"] for row in record["added"]]) == sorted(below)


def test_one_plan_is_nearly_faithful_and_one_is_bad():
    kept = {
        ward.name: sum(row["status"] == ["kept"] for row in expected(ward, CITY)["targets"]) for ward in WARDS
    }
    assert max(kept, key=kept.__getitem__) == "bach-khe-2026"
    assert kept["ha-lang-2026"] == 0


# --- paper ---


@pytest.mark.parametrize("name", SOURCES)
def test_word_and_text_say_the_same_in_the_same_order(name):
    def words(lines):
        # Cells that are merged in Word are repeated in the text, and tables are ruled there.
        return [line.strip() for line in lines if line.strip()]

    document = docx.Document(io.BytesIO(to_docx(SOURCES[name])))
    seen = []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            cells = [docx.table._Cell(tc, block) for row in block.rows for tc in row._tr.tc_lst]
            seen += [paragraph.text for cell in cells for paragraph in cell.paragraphs]
        else:
            seen.append(block.text)
    written = [
        line
        for text in to_text(SOURCES[name]).splitlines()
        for line in (text.strip("| ").split(" | ") if text.startswith("|") else [text])
        if not set(line) <= set("-| ")
    ]
    merged = 1 if name == CITY.name else 0
    shown = words(written)
    for _ in range(merged):
        shown.remove("Cả giai đoạn 2026 - 2030")
    assert words(seen) == shown


@pytest.mark.parametrize("name", SOURCES)
def test_word_files_have_the_form_of_the_decree(name):
    document = docx.Document(io.BytesIO(to_docx(SOURCES[name])))
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size.pt == 14
    letterhead = document.tables[0]
    assert letterhead.cell(0, 1).text.strip().split("\n") == [STATE, MOTTO]
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    titles = [p for p in document.paragraphs if p.text == "KẾ HOẠCH"]
    assert [p.alignment for p in titles] == [docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER]


def test_the_appendix_has_its_own_page_and_a_header_that_repeats():
    document = docx.Document(io.BytesIO(to_docx(CITY)))
    assert len(document.sections) == 2
    table = document.tables[-1]
    assert [row._tr.xml.count("w:tblHeader") for row in table.rows] == [1, 1] + [0] * 9
    assert table.cell(0, 1).text == table.cell(1, 1).text == "Đơn vị"
    assert table.cell(0, 3).text == table.cell(0, 4).text == "Cả giai đoạn 2026 - 2030"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Chủ trì", "Chủ trì"),
        ("một hai ba bốn năm sáu bảy tám chín", "một hai ba bốn năm sáu bảy tám"),
        ("Phòng Văn hóa - Xã hội phường Ấy làm", "Phòng Văn hóa - Xã hội phường Ấy"),
    ],
)
def test_a_task_is_quoted_by_its_first_eight_words(text, quote):
    assert head(text) == quote


def test_records_are_plain_json():
    for path in [*build.HERE.glob("gold/*.json"), *build.HERE.glob("expected/*.json")]:
        assert json.loads(path.read_text(encoding="utf-8"))
