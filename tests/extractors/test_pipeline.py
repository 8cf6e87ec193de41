"""What holds of every document: no text raises, and every row stands where its span says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Block, CellPlace, Document
from extractors.pipeline import extract
from extractors.plan import Plan

PIECES = [
    "KẾ HOẠCH", "I. MỤC TIÊU, CHỈ TIÊU", "1. Phòng Kinh tế:", "a) ", "- ", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN",
    "100% hộ nghèo", "trong đó", "từ 75% lên 80%", "Kế hoạch số 193/KH-UBND ngày 16/5/2026 của UBND tỉnh",
    "khoản 1, 2 và 3 Điều 5 Luật Việc làm năm 2025", "chủ trì, phối hợp với Sở Nội vụ, ", "định kỳ 06 tháng (trước ngày 20/6)",
    "giảm 34 hộ", "; ", ", ", ".", "\n", "II. TỔ CHỨC THỰC HIỆN", "Giao Sở Tài chính chủ trì", "số", "năm 2026", "“", ")", "Ⅳ", "İ",
]  # fmt: skip


def rows_hold(plan: Plan) -> None:
    document = plan.document
    for rows in (plan.citations, plan.targets, plan.deadlines):
        for row in rows:
            assert row.text and document.text_of(row.span) == row.text
    for task in plan.assignments:
        assert task.task and document.text_of(task.span) == task.task
    for placed in (*plan.sections, *plan.allocations):
        assert 0 <= placed.span.start <= placed.span.end <= len(document.blocks[placed.span.block].text)
    ids = [
        row.id for row in (*plan.sections, *plan.citations, *plan.targets, *plan.assignments, *plan.deadlines)
    ]
    assert len(ids) == len(set(ids))
    sections = {section.id for section in plan.sections}
    for row in (*plan.citations, *plan.targets, *plan.assignments, *plan.deadlines):
        assert row.section is None or row.section in sections
        assert 0 < row.confidence <= 1
        assert row.rule
    targets = {target.id for target in plan.targets}
    assert all(target.part_of is None or target.part_of in targets for target in plan.targets)


texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=10).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(texts, max_size=12))
def test_no_paragraphs_raise_and_all_spans_hold(paragraphs: list[str]) -> None:
    rows_hold(extract(Document(tuple(Block(text) for text in paragraphs if text.strip()))))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(texts, st.integers(0, 6), st.integers(0, 4), st.integers(1, 2), st.integers(1, 3)),
        max_size=20,
    )
)
def test_no_table_raises_however_its_cells_overlap(cells: list[tuple[str, int, int, int, int]]) -> None:
    blocks = [Block("KẾ HOẠCH"), Block("Việc làm")]
    blocks += [
        Block(text or "x", "cell", cell=CellPlace(0, r, c, rows, columns))
        for text, r, c, rows, columns in cells
    ]
    rows_hold(extract(Document(tuple(blocks))))
