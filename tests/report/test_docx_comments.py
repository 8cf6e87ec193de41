"""A reviewed Word file: every finding is in it, the rest is as it was, and other programs open it."""

import datetime
import io
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from extractors.document import Block, Document
from extractors.pipeline import extract
from planparse.checks import check
from planparse.compare import compare
from planparse.errors import PlanparseError
from planparse.load import load
from planparse.readers.docx import read_docx
from planparse.readers.wordml import W
from planparse.report.docx_comments import write_checks, write_review
from planparse.report.formats import Options
from planparse.report.reviewed import Checked, Reviewed, examine, review
from planparse.report.word.comments import initials_of
from planparse.report.word.remarks import is_told
from planparse.waivers import Waiver
from tests.programs import need_program
from tests.readers.make import body_docx, p, plan_docx, zipped
from tests.report.word_files import CHANGED, NOW, anchored, body, comments, parts, written

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
CITY = SAMPLES / "hai-xuyen-2026.docx"
WARDS = sorted(path for path in SAMPLES.glob("*.docx") if path != CITY)
REAL = sorted((Path(__file__).resolve().parents[3] / "shared" / "real").glob("*.docx"))
AUTHOR = Options(author="Nguyễn Thị Hoa")


@pytest.fixture(scope="module")
def city():
    return load(CITY)


@pytest.fixture(scope="module")
def reviews(city):
    return {path.stem: review(compare(load(path), city)) for path in WARDS}


@pytest.fixture(scope="module")
def done(reviews):
    return {name: write_review(reviewed, AUTHOR, NOW) for name, reviewed in reviews.items()}


def table(data):
    return [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(data)).tables[-1].rows]


@pytest.mark.parametrize("name", [path.stem for path in WARDS])
def test_each_comment_stands_at_the_text_of_its_finding(name, reviews, done):
    comparison = reviews[name].comparison
    told = [finding for finding in comparison.findings if is_told(finding)]
    marks = anchored(done[name])
    assert len(told) == len(marks) == len(comments(done[name]))
    for number, finding in enumerate(told):
        if finding.local is not None:
            expected = comparison.local.document.text_of(finding.local.span)
            assert "".join(marks[number].split()) == "".join(expected.split())


@pytest.mark.parametrize("name", [path.stem for path in WARDS])
def test_every_finding_is_a_comment_or_a_row_of_the_table(name, reviews, done):
    findings = [one for one in reviews[name].comparison.findings if one.status != "kept"]
    lacking = [one for one in findings if one.status == "missing"]
    assert len(table(done[name])) - 1 == len(lacking)
    assert all(is_told(one) or one.status == "missing" for one in findings)


@pytest.mark.parametrize("name", [path.stem for path in WARDS])
def test_the_plan_itself_is_untouched(name, done):
    before, after = (SAMPLES / f"{name}.docx").read_bytes(), done[name]
    assert written(after).startswith(written(before))
    assert read_docx(after, "a")[0] == read_docx(before, "b")[0]
    old, new = parts(before), parts(after)
    assert old.keys() - new.keys() == set()
    assert {part for part in new if old.get(part) != new[part]} <= CHANGED
    assert len(docx.Document(io.BytesIO(after)).comments) == len(comments(after))


def test_a_comment_says_what_it_is_and_quotes_the_parent_with_its_place(done):
    said = [paragraphs for paragraphs in comments(done["bach-khe-2026"]).values() if "thiếu" in paragraphs[0]]
    head, sentence, parent = said[0]
    assert head == "Lỗi · chỉ tiêu: thiếu"
    assert sentence.startswith("Phường Bạch Khê không có chỉ tiêu nào về xây dựng mô hình sinh kế")
    assert parent.startswith(
        "Cấp trên (mục IV.4 (Giảm nghèo đa chiều, hỗ trợ sinh kế)): “Xây dựng 15 mô hình"
    )


def test_what_is_missing_is_said_at_the_section_that_answers_to_the_parents(done):
    marks, said = anchored(done["bach-khe-2026"]), comments(done["bach-khe-2026"])
    (number,) = [one for one, paragraphs in said.items() if paragraphs[0] == "Lỗi · chỉ tiêu: thiếu"]
    assert "Giảm nghèo" in marks[number]


def test_legal_bases_that_no_section_holds_are_said_at_the_title(done):
    marks, said = anchored(done["ha-lang-2026"]), comments(done["ha-lang-2026"])
    numbers = [one for one, paragraphs in said.items() if paragraphs[0].endswith("văn bản viện dẫn: thiếu")]
    assert {marks[one][:12] for one in numbers} == {"Về việc “Phá"}


def test_the_table_lists_what_is_missing_with_its_place(done):
    head, *rows = table(done["ha-lang-2026"])
    assert head == ["STT", "Loại", "Nội dung của cấp trên", "Vị trí trong kế hoạch cấp trên", "Nhận xét"]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    ranks = ["Lỗi", "Cảnh báo", "Cần biết"]
    graded = [ranks.index(row[4].split(";")[0]) for row in rows]
    assert graded == sorted(graded)
    assert rows[0][4] == "Lỗi; xem chú thích tại mục II.1"
    assert ["Chỉ tiêu", "“450 triệu đồng mỗi năm”, trong"] in [[row[1], row[2][:31]] for row in rows]


def test_the_table_stands_on_a_page_of_its_own_before_the_end(done):
    last = body(done["ha-lang-2026"])
    assert last[-1].tag == W + "sectPr"
    assert [one.tag for one in last[-3:-1]] == [W + "tbl", W + "p"]
    (start,) = [one for one in last.iter(W + "bookmarkStart") if one.get(W + "name") == "planparse_nhan_xet"]
    assert next(start.getparent().iter(W + "pageBreakBefore"), None) is not None


def test_no_appendix(reviews):
    data = write_review(reviews["ha-lang-2026"], replace(AUTHOR, appendix=False), NOW)
    assert written(data) == written((SAMPLES / "ha-lang-2026.docx").read_bytes())


def test_a_reviewed_file_is_read_as_the_plan_that_it_was(tmp_path, city, done, reviews):
    path = tmp_path / "reviewed.docx"
    path.write_bytes(done["ha-lang-2026"])
    again = load(path)
    assert [notice.code for notice in again.document.notices] == ["appendix-left-out"]
    assert compare(again, city).findings == reviews["ha-lang-2026"].comparison.findings


def test_in_english(reviews):
    data = write_review(reviews["bach-khe-2026"], Options(lang="en"), NOW)
    assert ["Error · target: missing"] in [paragraphs[:1] for paragraphs in comments(data).values()]
    assert table(data)[0][0] == "No."


def test_a_plan_with_no_findings_is_given_back_as_it_is(city):
    same = review(compare(city, city))
    news = [finding for finding in same.comparison.findings if finding.status != "kept"]
    bare = Reviewed(
        replace(same.comparison, findings=tuple(f for f in same.comparison.findings if f not in news))
    )
    assert write_review(bare, Options()) == CITY.read_bytes()


def test_what_was_waived_is_listed(city):
    everything = Waiver(code="target-missing", fingerprint=None, file=None, reason="Đã thống nhất", author="Lê Văn Cường", expires=datetime.date(2999, 1, 1))  # fmt: skip
    reviewed = review(compare(load(SAMPLES / "bach-khe-2026.docx"), city), [everything])
    data = write_review(reviewed, Options(), NOW)
    assert not any(paragraphs[0].endswith("chỉ tiêu: thiếu") for paragraphs in comments(data).values())
    assert "Đã thống nhất (Lê Văn Cường, đến hết ngày 01/01/2999)" in written(data)


# --- checks ---


def checked(path):
    plan = load(path)
    return examine(plan, check(plan))


def test_each_problem_is_a_comment_with_its_clause():
    one = checked(SAMPLES / "ha-lang-2026.docx")
    data = write_checks([one], AUTHOR, NOW)
    marks, said = anchored(data), comments(data)
    assert len(said) == len(one.problems)
    for number, problem in enumerate(one.problems):
        assert problem.rule.code in said[number][0]
        assert said[number][2].startswith("Căn cứ: ")
        if problem.hit.span is not None:
            assert "".join(marks[number].split()) == "".join(problem.quote.split())
    assert written(data) == written((SAMPLES / "ha-lang-2026.docx").read_bytes())


def test_what_is_wrong_as_a_whole_is_said_at_the_title_and_in_a_table(tmp_path):
    document = docx.Document(str(plan_docx(tmp_path / "plan.docx")))
    first = document.tables[0]._tbl
    first.getparent().remove(first)
    path = tmp_path / "bare.docx"
    document.save(str(path))
    one = checked(path)
    whole = [problem for problem in one.problems if problem.hit.span is None]
    assert whole
    data = write_checks([one], AUTHOR, NOW)
    assert [row[1] for row in table(data)[1:]] == [problem.rule.code for problem in whole]
    marks = anchored(data)
    for number, problem in enumerate(one.problems):
        if problem.hit.span is None:
            assert marks[number].startswith("Phát triển đường sách")


@pytest.mark.parametrize("several", [[0, 0], []])
def test_a_word_file_is_for_one_plan(several):
    one = checked(SAMPLES / "ha-lang-2026.docx")
    with pytest.raises(PlanparseError) as caught:
        write_checks([one for _ in several], Options())
    assert caught.value.code == "docx-one-plan"


# --- bad inputs ---


def problem_of(plan):
    with pytest.raises(PlanparseError) as caught:
        write_checks([Checked(plan, ())], Options())
    return caught.value.code


def test_a_plan_that_is_no_docx():
    assert problem_of(load(SAMPLES / "ha-lang-2026.txt")) == "docx-only"


def test_a_file_that_has_changed_or_gone_since(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(CITY.read_bytes())
    plan = load(path)
    path.write_bytes((SAMPLES / "ha-lang-2026.docx").read_bytes())
    assert problem_of(plan) == "docx-changed"
    path.unlink()
    assert problem_of(plan) == "missing-file"


def test_a_file_with_macros(tmp_path):
    inside = parts((SAMPLES / "ha-lang-2026.docx").read_bytes())
    name, kind = "[Content_Types].xml", b"openxmlformats-officedocument.wordprocessingml.document.main+xml"
    inside[name] = inside[name].replace(b"vnd." + kind, b"vnd.ms-word.document.macroEnabled.main+xml")
    path = tmp_path / "plan.docx"
    path.write_bytes(zipped(inside))
    one = checked(path)
    with pytest.raises(PlanparseError) as caught:
        write_checks([one], Options())
    assert caught.value.code == "docx-macros"


# --- hostile content ---

HOSTILE = [
    "- Mở 12 lớp ]]&gt; &lt;w:p&gt; &amp;amp; &lt;!-- --&gt; học nghề.",
    "- Đạt 80% \u202eộh oèhgn\u202c \u2066số hộ\u2069.",
    "- Giải quyết việc làm cho 500 lao động " + "rất dài " * 12_000 + ".",
    "- =cmd|'/C calc'!A0 cho 40 người.",
]


def hostile(path):
    lines = ["KẾ HOẠCH", "Việc làm năm 2026", "I. CHỈ TIÊU", *HOSTILE]
    return body_docx(path, *(p(line) for line in lines))


@pytest.mark.parametrize("order", ["local", "parent"])
def test_hostile_content_is_inert_and_the_file_opens(tmp_path, city, order):
    ward = SAMPLES / "ha-lang-2026.docx"
    bad = load(hostile(tmp_path / "bad.docx"))
    local, parent = (bad, city) if order == "local" else (load(ward), bad)
    reviewed = review(compare(local, parent))
    author = "A\x00\x1b[31m\ufffe\ud800<\">&'" * 40
    data = write_review(reviewed, Options(author=author), NOW)
    document = docx.Document(io.BytesIO(data))
    assert len(document.comments) == sum(is_told(one) for one in reviewed.comparison.findings)
    for comment in document.comments:
        assert len(comment.author) <= 110
        assert "\x1b" not in comment.author
        assert len(comment.initials) <= 9
        assert "\u202e" not in comment.text
        assert max(map(len, comment.text.split("\n"))) < 1500
    assert read_docx(data, "x")[0] == local.document.blocks


def test_control_characters_of_a_plan_do_not_break_the_file():
    lines = [
        "KẾ HOẠCH",
        "Việc làm năm 2026",
        "I. CHỈ TIÊU",
        "- Mở 12\x01 lớp\x0b \x1b[31mnghề\ufffe ]]> cho lao động.",
    ]
    parent = extract(Document(tuple(map(Block, lines))))
    data = write_review(review(compare(load(SAMPLES / "ha-lang-2026.docx"), parent)), Options(), NOW)
    assert "<U+0001>" in written(data)
    docx.Document(io.BytesIO(data))


@pytest.mark.parametrize(
    "author, initials",
    [("Nguyễn Thị Hoa", "NTH"), ("planparse", "P"), ("Đỗ  Ánh", "ĐÁ"), ("a b c d e f", "ABCD"), ("- ?", "")],
)
def test_initials(author, initials):
    assert initials_of(author) == initials


# --- real files ---


def test_real_files():
    if not REAL:
        pytest.skip("no real plans beside the checkout")
    plans = [load(path) for path in REAL]
    for path, plan, other in zip(REAL, plans, [*plans[1:], plans[0]], strict=True):
        data = write_review(review(compare(plan, other)), AUTHOR, NOW)
        assert written(data).startswith(written(path.read_bytes()))
        assert read_docx(data, "x")[0] == plan.document.blocks
        assert len(docx.Document(io.BytesIO(data)).comments) == len(anchored(data))
        data = write_checks([examine(plan, check(plan))], replace(AUTHOR, appendix=False), NOW)
        assert written(data) == written(path.read_bytes())


# --- LibreOffice ---


def converted(folder, kind, *files):
    office = need_program("soffice")
    profile = (folder / "profile").as_uri()
    call = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*call, "--outdir", str(folder / kind), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [folder / kind / f"{file.stem}.{kind}" for file in files]


def test_libreoffice_finds_each_comment_and_its_anchor(tmp_path, done):
    files = []
    for name, data in done.items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(data)
    for before, after in zip(files, converted(tmp_path / "out", "docx", *files), strict=True):
        assert found(after.read_bytes()) == found(before.read_bytes())
    for pdf in converted(tmp_path / "out", "pdf", *files[:1]):
        assert pdf.read_bytes().startswith(b"%PDF")


def found(data):
    marks = anchored(data)
    return sorted((paragraphs, marks[number]) for number, paragraphs in comments(data).items())
