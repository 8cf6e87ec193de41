"""The JSON records: every key of the contract, null where nothing is known."""

import json

from extractors.document import Block, Document, Notice, Source, Span
from extractors.plan import Assignment, Deadline, Meta, Period, Plan, Signer
from planparse.compare import compare
from planparse.report.record import comparison_record, plan_record, to_json, to_jsonl
from tests.factories import aim, bare, cite, city, due, duty, heading, plan, share

SPAN = Span(0, 0, 4)
FULL = plan(
    aim("80%", "tỷ lệ lao động qua đào tạo", 80, period=Period(None, 2030)),
    bare("Nâng cao chất lượng dạy nghề"),
    citations=[cite("48/KH-UBND", date="2026-01-20")],
    sections=[heading("I", "MỤC TIÊU")],
    allocations=[share("Phường Bình Khê", "Việc làm", 12.0)],
    notices=[
        Notice("numbering-gap", {"label": "3", "before": "1"}, SPAN),
        Notice("never-heard-of", {"page": "2"}),
    ],
)
ROWS = {
    "source": {"path", "format", "sha256", "pages", "ocr"},
    "meta": {
        "document_type",
        "number",
        "issuer",
        "level",
        "place",
        "date",
        "title",
        "period",
        "implements",
        "signers",
        "recipients",
    },
    "sections": {"id", "path", "level", "kind", "title", "span"},
    "citations": {
        "id",
        "text",
        "type",
        "number",
        "name",
        "year",
        "date",
        "issuer",
        "pinpoint",
        "section",
        "span",
    },
    "targets": {
        "id",
        "text",
        "kind",
        "indicator",
        "comparator",
        "value",
        "upper",
        "unit",
        "direction",
        "per",
        "period",
        "part_of",
        "group",
        "section",
        "span",
    },
    "assignments": {
        "id",
        "agency",
        "task",
        "role",
        "partners",
        "requested",
        "inline",
        "due",
        "section",
        "span",
    },
    "allocations": {"id", "to", "indicator", "value", "unit", "span"},
    "deadlines": {"id", "text", "due", "every", "section", "span"},
    "warnings": {"code", "message", "span"},
}


def full():
    from dataclasses import replace

    return replace(
        FULL,
        meta=replace(FULL.meta, signers=(Signer("Đàm Thị Lựu", "CHỦ TỊCH", None),)),
        assignments=(
            Assignment(
                "a",
                "Phòng Kinh tế",
                "Rà soát.",
                "lead",
                ("Công an",),
                False,
                False,
                "phòng kinh tế",
                None,
                None,
                None,
                SPAN,
                "r",
                1.0,
            ),
        ),
        deadlines=(Deadline("d", "hằng năm", None, "year", None, SPAN, "r", 1.0),),
    )


def test_every_key_is_there():
    record = plan_record(full())
    assert record["schema"] == "planparse/plan/1"
    assert list(record) == ["schema", *ROWS]
    for part, keys in ROWS.items():
        rows = record[part] if isinstance(record[part], list) else [record[part]]
        assert rows, part
        for row in rows:
            assert keys <= set(row), part
    assert record["meta"]["signers"] == [{"name": "Đàm Thị Lựu", "position": "CHỦ TỊCH", "authority": None}]
    assert record["targets"][0]["span"] == {"block": 0, "start": 28, "end": 31, "page": None}
    assert record["targets"][0]["period"] == {"start": None, "end": 2030}
    assert record["targets"][1]["value"] is None


def test_an_empty_plan_has_all_keys_too():
    record = plan_record(Plan(Document((), Source()), Meta()))
    assert set(ROWS["meta"]) == set(record["meta"])
    assert record["meta"]["period"] is None and record["meta"]["implements"] == []
    assert record["source"]["path"] is None


def test_blocks_only_when_asked():
    assert "blocks" not in plan_record(FULL)
    assert plan_record(FULL, blocks=True)["blocks"][0] == {
        "text": "tỷ lệ lao động qua đào tạo: 80%",
        "kind": "paragraph",
        "label": None,
        "page": None,
        "cell": None,
    }


def test_warnings_are_said_in_the_language():
    vi, en = (plan_record(FULL, lang)["warnings"] for lang in ("vi", "en"))
    assert vi[0]["code"] == en[0]["code"] == "numbering-gap"
    assert vi[0]["message"] == "đánh số mục bị ngắt quãng: sau mục 1 là mục 3"
    assert en[0]["message"] == "the numbering has a gap: 3 comes after 1"
    assert "never-heard-of" in vi[1]["message"] and vi[1]["span"] is None


def test_whole_numbers_stay_whole():
    assert json.loads(to_json(plan_record(FULL)))["allocations"][0]["value"] == 12
    assert '"value": 12,' in to_json(plan_record(FULL))


def test_json_is_vietnamese_as_written_and_one_line_for_jsonl():
    assert "tỷ lệ lao động" in to_json(plan_record(FULL))
    assert to_jsonl(plan_record(FULL)).count("\n") == 1


def test_control_characters_are_escapes_in_json():
    hostile = "a\x1b[31m\u202e\x9b\u2028\udcff\U000e0041b\n"
    document = Document((Block(hostile),), Source())
    text = to_json(plan_record(Plan(document, Meta(title=hostile)), blocks=True))
    assert not any(c in text for c in ("\x1b", "\u202e", "\x9b", "\u2028", "\udcff", "\U000e0041"))
    assert json.loads(text)["meta"]["title"] == hostile
    assert json.loads(text)["blocks"][0]["text"] == hostile


def test_a_comparison_holds_both_rows():
    local = plan(aim("70%", "tỷ lệ lao động qua đào tạo", 70), aim("3 lớp", "lớp học bơi", 3, "lớp"))
    parent = city(aim("80%", "tỷ lệ lao động qua đào tạo", 80), bare("Xây dựng sàn giao dịch việc làm"))
    record = comparison_record(compare(local, parent))
    assert list(record) == ["schema", "local", "parent", "findings", "summary"]
    assert record["schema"] == "planparse/diff/1"
    assert set(record["local"]) == {"path", "meta"}
    keys = {
        "id",
        "type",
        "status",
        "severity",
        "effect",
        "changes",
        "parent",
        "local",
        "confidence",
        "message",
    }
    assert all(keys <= set(finding) for finding in record["findings"])
    first = record["findings"][0]
    assert first["changes"] == [{"field": "value", "parent": 80, "local": 70}]
    assert ROWS["targets"] <= set(first["parent"]) and ROWS["targets"] <= set(first["local"])
    assert record["summary"] == {
        "target": {"altered": 1, "missing": 1, "added": 1},
        "citation": {},
        "section": {},
        "assignment": {},
        "deadline": {},
        "group": {},
    }


def test_each_type_of_finding_holds_the_rows_of_its_kind():
    wards = "Ủy ban nhân dân các xã, phường"
    report = "Ủy ban nhân dân các xã, phường báo cáo kết quả giảm nghèo trước ngày 20/6."
    local = plan(
        aim("80%", "hộ cận nghèo được vay vốn", 80, group=("hộ cận nghèo",)),
        duties=[duty("Phòng Kinh tế", "Lập danh sách hộ có nhu cầu vay vốn.")],
        dues=[due(report.replace("20/6", "30/6"), "trước ngày 30/6", "--06-30")],
        implements=(),
    )
    parent = city(
        aim("80%", "hộ nghèo, hộ cận nghèo được vay vốn", 80, group=("hộ nghèo", "hộ cận nghèo")),
        duties=[duty(wards, "Lập danh sách hộ có nhu cầu vay vốn.")],
        dues=[due(report, "trước ngày 20/6", "--06-20")],
    )
    record = comparison_record(compare(local, parent))
    found = {kind: [f for f in record["findings"] if f["type"] == kind] for kind in record["summary"]}
    (handed,), (day,) = found["assignment"], found["deadline"]
    for side in ("parent", "local"):
        assert ROWS["assignments"] <= set(handed[side]) and ROWS["deadlines"] <= set(day[side])
    assert day["changes"] == [{"field": "due", "parent": "--06-20", "local": "--06-30"}]
    dropped = next(f for f in found["group"] if f["status"] == "missing")
    assert dropped["local"] is None
    assert dropped["parent"] == {
        "name": "hộ nghèo",
        "text": "hộ nghèo",
        "targets": ["t0"],
        "section": None,
        "span": {"block": 0, "start": 0, "end": 8, "page": None},
    }
    # that the parent is not named is about no row
    (unnamed,) = found["citation"]
    assert (unnamed["parent"], unnamed["local"]) == (None, None) and "7/KH-UBND" in unnamed["message"]
    assert json.loads(to_json(record)) == record


def test_only_messages_change_with_the_language():
    def without(record):
        for finding in record["findings"]:
            assert finding.pop("message")
        return record

    pair = compare(
        plan(aim("70%", "tỷ lệ lao động qua đào tạo", 70)), city(aim("80%", "tỷ lệ lao động qua đào tạo", 80))
    )
    vi, en = comparison_record(pair, "vi"), comparison_record(pair, "en")
    assert vi["findings"][0]["message"] != en["findings"][0]["message"]
    assert without(vi) == without(en)
