"""Comments stand at exactly the text they are about, and nothing else of the file is another."""

import random
import unicodedata
from pathlib import Path

import docx
import pytest
from lxml import etree

from extractors.document import Span
from planparse.readers.cleaning import NOT_PRINTED
from planparse.readers.docx import read_docx, trace
from planparse.readers.docx_package import open_package
from planparse.readers.docx_trace import Places
from planparse.readers.wordml import W, child, parse
from tests.readers.make import body_docx, p, zipped
from tests.report.word_files import (
    CHANGED,
    anchored,
    body,
    comments,
    parts,
    remarked,
    remarked_spans,
    written,
)

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "corpus" / "samples").glob("*.docx"))
REAL = sorted((Path(__file__).resolve().parents[3] / "shared" / "real").glob("*.docx"))


def r(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def box(text):
    return (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{p(text)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def cell(*paragraphs):
    return f"<w:tc><w:tcPr/>{''.join(paragraphs)}</w:tc>"


def tbl(*rows):
    lines = '<w:tblBorders><w:top w:val="single"/><w:insideH w:val="single"/></w:tblBorders>'
    inside = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{lines}</w:tblPr>{inside}</w:tbl>"


NFD = unicodedata.normalize("NFD", "Giải quyết việc làm cho 600 lao động.")
CASES = {
    # name: (elements of the body, what is remarked on, what stands between the marks)
    "a whole paragraph": ([p("Mở lớp.")], "Mở lớp.", "Mở lớp."),
    "in the midst of a run": ([p("Mở 12 lớp học.")], "12 lớp", "12 lớp"),
    "at the head of a run": ([p("Mở 12 lớp học.")], "Mở", "Mở"),
    "over runs that cut a word": ([para(r("Mở 1"), r("2 l"), r("ớp học."))], "12 lớp", "12 lớp"),
    "a bold piece": ([para(r("Đạt "), r("80%", "<w:b/>"), r(" số hộ."))], "80%", "80%"),
    "half of a bold piece": ([para(r("Đạt "), r("ít nhất 80%", "<w:b/>"), r("."))], "80%", "80%"),
    "a link": (
        [
            para(
                r("Theo "),
                f'<w:hyperlink w:anchor="x">{r("Kế hoạch số 5/KH-UBND")}</w:hyperlink>',
                r(" này."),
            )
        ],
        "Kế hoạch số 5/KH-UBND",
        "Kế hoạch số 5/KH-UBND",
    ),
    "from before a link into it": (
        [para(r("Theo "), f'<w:hyperlink w:anchor="x">{r("Kế hoạch số 5")}</w:hyperlink>', r(" này."))],
        "Theo Kế hoạch",
        "Theo Kế hoạch",
    ),
    "a tracked insertion": (
        [para(r("Mở "), f'<w:ins w:id="7" w:author="A">{r("12 lớp")}</w:ins>', r(" học."))],
        "12 lớp",
        "12 lớp",
    ),
    "across a tracked deletion": (
        [
            para(
                r("Mở "),
                '<w:del w:id="7" w:author="A"><w:r><w:delText>15</w:delText></w:r></w:del>',
                f'<w:ins w:id="8" w:author="A">{r("12")}</w:ins>',
                r(" lớp học."),
            )
        ],
        "Mở 12 lớp",
        "Mở 1512 lớp",
    ),
    "double spaces and a tab": ([para(r("Mở  12"), "<w:r><w:tab/></w:r>", r("lớp học."))], "12 lớp", "12lớp"),
    "a line break": (
        [para(r("KẾ HOẠCH"), "<w:r><w:br/></w:r>", r("VỀ VIỆC LÀM"))],
        "VỀ VIỆC LÀM",
        "VỀ VIỆC LÀM",
    ),
    "a break inside a run": (
        [para("<w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>VỀ VIỆC LÀM</w:t></w:r>")],
        "VỀ VIỆC LÀM",
        "VỀ VIỆC LÀM",
    ),
    "letters and marks apart": ([p(NFD)], "việc làm", unicodedata.normalize("NFD", "việc làm")),
    "marks in another run": (
        [para(r("Đa\u0323t 8"), r("0% hô"), r("\u0323 nghe\u0300o."))],
        "80% hộ",
        "80% hô\u0323",
    ),
    "what does not print": ([p("Mở\u200b 12\u00ad lớp\u200e học.")], "12 lớp", "12\u00ad lớp"),
    "shown in capitals": ([para(r("kế hoạch việc làm", "<w:caps/>"))], "VIỆC LÀM", "việc làm"),
    "a drawn bullet": ([p("• Mở 12 lớp.")], "- Mở 12", "Mở 12"),
    "a list label of Word": (
        [p("Mở 12 lớp.", '<w:numPr><w:numId w:val="1"/></w:numPr>')],
        "12 lớp",
        "12 lớp",
    ),
    "a field": (
        [
            para(
                r("Xem mục "),
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF m</w:instrText></w:r>',
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                r("12"),
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
                r(" nêu trên."),
            )
        ],
        "mục 12 nêu",
        "mục 12 nêu",
    ),
    "hidden text": ([para(r("Mở "), r("(thừa) ", "<w:vanish/>"), r("12 lớp."))], "Mở 12", "Mở (thừa) 12"),
    "a cell": ([tbl([cell(p("Lớp")), cell(p("12 lớp học"))])], "12 lớp", "12 lớp"),
    "a cell of several paragraphs": (
        [tbl([cell(p("Lớp")), cell(p("Mở lớp."), p("Mở 12 lớp."))])],
        "12 lớp",
        "12 lớp",
    ),
    "over the paragraphs of a cell": (
        [tbl([cell(p("Lớp")), cell(p("Mở lớp."), p("Dạy nghề."))])],
        "lớp.\nDạy",
        "lớp.Dạy",
    ),
    "a text that stands twice": ([p("Mở 12 lớp."), p("Khác."), p("Mở 12 lớp.")], "12 lớp", "12 lớp"),
    "a paragraph cut by a page break": (
        [
            p("Ủy ban nhân dân phường chỉ đạo các tổ dân phố rà soát và lập danh sách"),
            p("hộ nghèo trên địa bàn."),
        ],
        "danh sách hộ nghèo",
        "danh sáchhộ nghèo",
    ),
    "TCVN3": (
        [para(r("ViÖc lµm n¨m 2026", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'))],
        "làm năm",
        "lµm n¨m",
    ),
    "VNI": (
        [para(r("Vieäc laøm naêm 2026", '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'))],
        "làm năm",
        "laøm naêm",
    ),
    "a control of rich text": (
        [para(r("Mở "), f"<w:sdt><w:sdtPr/><w:sdtContent>{r('12 lớp')}</w:sdtContent></w:sdt>", r("."))],
        "2 lớp",
        "2 lớp",
    ),
    "a control of plain text: the whole": (
        [
            para(
                r("Mở "),
                f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{r('12 lớp')}</w:sdtContent></w:sdt>",
                r("."),
            )
        ],
        "2 lớp",
        "12 lớp",
    ),
    "a text box: the run that holds it": ([para(r("Ngoài."), box("Mở 12 lớp."))], "12 lớp", "Mở 12 lớp."),
}


@pytest.mark.parametrize("quick", [True, False], ids=["quick", "traced"])
@pytest.mark.parametrize("name", CASES)
def test_a_comment_stands_at_its_text(tmp_path, name, quick):
    elements, phrase, expected = CASES[name]
    path = body_docx(tmp_path / "plan.docx", *elements)
    done = remarked(path, phrase, quick=quick)
    assert anchored(done) == {0: expected}
    assert comments(done) == {0: ["0"]}


@pytest.mark.parametrize("name", CASES)
def test_nothing_else_is_changed(tmp_path, name):
    elements, phrase, _ = CASES[name]
    path = body_docx(tmp_path / "plan.docx", *elements)
    before, after = path.read_bytes(), remarked(path, phrase)
    assert written(after) == written(before)
    assert read_docx(after, "a")[0] == read_docx(before, "b")[0]
    kept = parts(before).keys() - CHANGED
    assert {name: parts(after)[name] for name in kept} == {name: parts(before)[name] for name in kept}
    docx.Document(str(path))


def test_a_footnote_is_remarked_on_at_the_paragraph_that_refers_to_it(tmp_path):
    path = body_docx(
        tmp_path / "plan.docx",
        p("Mở lớp."),
        para(r("Dạy nghề"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    )
    inside = parts(path.read_bytes())
    space = f'xmlns:w="{W.strip("{}")}"'
    inside["word/footnotes.xml"] = (
        f'<w:footnotes {space}><w:footnote w:id="2">{p("Dạy nghề")}</w:footnote></w:footnotes>'.encode()
    )
    path.write_bytes(zipped(inside))
    blocks, _ = read_docx(path.read_bytes(), "x")
    assert [block.text for block in blocks] == ["Mở lớp.", "Dạy nghề", "Dạy nghề"]
    package = open_package(path.read_bytes(), "x")
    place = Places(blocks, child(package.document, "body"), lambda: trace(package, "x")).of(Span(2, 0, 3))
    assert place.edges is None
    assert place.paragraphs == (list(package.document.iter(W + "p"))[1],)


def test_the_second_of_two_equal_paragraphs_is_found(tmp_path):
    path = body_docx(tmp_path / "plan.docx", p("Mở lớp."), p("Mở lớp."))
    package = open_package(path.read_bytes(), "x")
    blocks, _ = read_docx(path.read_bytes(), "x")
    places = Places(blocks, child(package.document, "body"), lambda: trace(package, "x"))
    nodes = list(package.document.iter(W + "t"))
    assert [places.of(Span(number, 0, 2)).edges[0].node for number in (0, 1)] == nodes


def test_text_before_the_tracked_changes(tmp_path):
    deleted = '<w:del w:id="7" w:author="A"><w:r><w:delText>15 lớp</w:delText></w:r></w:del>'
    path = body_docx(
        tmp_path / "plan.docx",
        para(r("Mở "), deleted, f'<w:ins w:id="8" w:author="A">{r("12 lớp")}</w:ins>', r(" học.")),
    )
    assert anchored(remarked(path, "5 lớp", tracked="original")) == {0: "5 lớp"}


def test_runs_keep_their_look_when_they_are_cut(tmp_path):
    path = body_docx(tmp_path / "plan.docx", para(r("Đạt ít nhất 80% số hộ", '<w:b/><w:sz w:val="26"/>')))
    runs = [one for one in body(remarked(path, "80%")).iter(W + "r") if child(one, "t") is not None]
    assert ["".join(one.itertext()) for one in runs] == ["Đạt ít nhất ", "80%", " số hộ"]
    assert len({etree.tostring(child(one, "rPr")) for one in runs}) == 1
    assert all(
        child(one, "t").get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" for one in runs
    )


def test_several_comments_at_one_place_and_in_each_other(tmp_path):
    path = body_docx(tmp_path / "plan.docx", p("Mở 12 lớp học nghề."))
    phrases = ["12 lớp", "12 lớp", "lớp học", "Mở 12 lớp học nghề.", "nghề"]
    assert anchored(remarked(path, *phrases)) == dict(enumerate(phrases))


def test_a_tracked_change_of_formatting_is_not_there_twice(tmp_path):
    look = '<w:b/><w:rPrChange w:id="4" w:author="A"><w:rPr/></w:rPrChange>'
    path = body_docx(tmp_path / "plan.docx", para(r("Mở 12 lớp học.", look)))
    ids = [one.get(W + "id") for one in body(remarked(path, "12 lớp")).iter(W + "rPrChange")]
    assert len(ids) == len(set(ids)) == 3


def test_marks_stand_outside_of_a_whole_insertion(tmp_path):
    path = body_docx(
        tmp_path / "plan.docx", para(r("Mở "), f'<w:ins w:id="7" w:author="A">{r("12 lớp")}</w:ins>', r("."))
    )
    inserted = next(body(remarked(path, "12 lớp")).iter(W + "ins"))
    assert [one.tag for one in inserted] == [W + "r"]
    assert inserted.getprevious().tag == W + "commentRangeStart"
    assert inserted.getnext().tag == W + "commentRangeEnd"


def test_comments_that_are_there_stay_and_new_ones_are_numbered_after_them(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph()
    old = paragraph.add_run("Mở 12 lớp")
    paragraph.add_run(" học nghề.")
    document.add_comment(old, text="Xem lại.", author="Trần Văn Bình", initials="TVB")
    path = tmp_path / "plan.docx"
    document.save(str(path))
    done = remarked(path, "lớp học")
    assert comments(done) == {0: ["Xem lại."], 1: ["0"]}
    assert anchored(done) == {0: "Mở 12 lớp", 1: "lớp học"}
    before, after = parts(path.read_bytes()), parts(done)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml"}


def test_marks_without_comment_keep_their_ids_to_themselves(tmp_path):
    path = body_docx(
        tmp_path / "plan.docx",
        para('<w:commentRangeStart w:id="5"/>', r("Mở 12 lớp."), '<w:commentRangeEnd w:id="5"/>'),
    )
    assert comments(remarked(path, "12 lớp")) == {6: ["0"]}


def test_a_comment_has_author_initials_and_date(tmp_path):
    path = body_docx(tmp_path / "plan.docx", p("Mở 12 lớp."))
    one = parse(parts(remarked(path, "12 lớp"))["word/comments.xml"])[0]
    assert (one.get(W + "author"), one.get(W + "initials")) == ("Nguyễn Thị Hoa", "NTH")
    assert one.get(W + "date") == "2026-04-02T09:30:00Z"


def test_strict_open_xml_stays_strict(tmp_path):
    path = body_docx(tmp_path / "plan.docx", p("Mở 12 lớp."))
    inside = parts(path.read_bytes())
    usual, strict = W.strip("{}").encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    inside["word/document.xml"] = inside["word/document.xml"].replace(usual, strict)
    path.write_bytes(zipped(inside))
    after = parts(remarked(path, "12 lớp"))
    for name in ("word/document.xml", "word/comments.xml"):
        assert strict in after[name]
        assert usual not in after[name]
    assert (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in after["word/_rels/document.xml.rels"]
    )


@pytest.mark.parametrize("path", [*SAMPLES, *REAL], ids=lambda path: path.name)
def test_every_block_of_a_plan_is_found_both_ways(path):
    data = path.read_bytes()
    package = open_package(data, str(path))
    read = trace(package, str(path))
    blocks = read_docx(data, str(path))[0]
    assert read.blocks == blocks
    quick = Places(blocks, child(package.document, "body"), lambda: read)
    traced = Places(blocks, None, lambda: read)
    for number, block in enumerate(blocks):
        span = Span(number, len(block.text) // 3, len(block.text))
        assert quick.of(span) == traced.of(span)
        # A cell may hold nothing but a number that Word computes.
        assert traced.of(span).edges is not None or len(block.text) < 5


@pytest.mark.parametrize("path", [*SAMPLES, *REAL], ids=lambda path: path.name)
def test_many_comments_over_each_other(path):
    data, order = path.read_bytes(), random.Random(6)
    blocks = read_docx(data, str(path))[0]
    boxes = "".join(text for box in body(data).iter(W + "txbxContent") for text in box.itertext())
    spans = []
    while len(spans) < 150:
        number = order.randrange(len(blocks))
        start, end = sorted(order.choices(range(len(blocks[number].text) + 1), k=2))
        # In a cell the first words may be a number that Word computes; of a text box the whole is marked.
        if blocks[number].kind == "cell" or blocks[number].text in boxes:
            continue
        if blocks[number].text[start:end].strip(" -"):
            spans.append(Span(number, start, end))
    done = remarked_spans(path, spans)
    for number, text in anchored(done).items():
        span = spans[number]
        said = blocks[span.block].text[span.start : span.end]
        assert squeezed(text) in (squeezed(said), squeezed(said.removeprefix("- ")))
    assert written(done) == written(data)
    assert read_docx(done, "x")[0] == blocks


def squeezed(text):
    return unicodedata.normalize("NFC", NOT_PRINTED.sub("", text)).lower()
