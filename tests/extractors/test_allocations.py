from __future__ import annotations

from extractors import allocations
from extractors.context import Context, Outline
from extractors.document import Block, CellPlace, Document
from extractors.plan import Allocation
from extractors.vietnamese.text import lower

Given = str | tuple[str, int, int] | None


def context(rows: list[list[Given]], before: str = "Biểu giao chỉ tiêu") -> Context:
    blocks = [Block(before)]
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            if cell is None:
                column += 1
                continue
            text, height, width = cell if isinstance(cell, tuple) else (cell, 1, 1)
            blocks.append(Block(text, "cell", cell=CellPlace(0, row, column, height, width)))
            column += width
    texts = tuple(lower(block.text) for block in blocks)
    return Context(Document(tuple(blocks)), texts, ("body",) * len(blocks), Outline())


def shares(
    rows: list[list[Given]], before: str = "Biểu giao chỉ tiêu"
) -> list[tuple[str, str, float, str | None]]:
    return [(a.to, a.indicator, a.value, a.unit) for a in allocations.extract(context(rows, before))]


def test_each_cell_with_a_number_is_one_row_and_the_running_number_is_none() -> None:
    rows: list[list[Given]] = [
        ["TT", "Đơn vị", "Chỉ tiêu (người)", "Ghi chú"],
        ["1", "Xã An Bình", "1.250", "5"],
        ["2", "Phường 1", "-", ""],
        [("Tổng cộng", 1, 2), "1.250", ""],
    ]
    assert shares(rows) == [
        ("Xã An Bình", "Chỉ tiêu (người)", 1250.0, "người"),
        ("Tổng cộng", "Chỉ tiêu (người)", 1250.0, "người"),
    ]


def test_the_parts_of_a_merged_heading_are_joined_and_give_the_units() -> None:
    rows: list[list[Given]] = [
        [("TT", 2, 1), ("Xã/phường", 2, 1), ("Hộ nghèo", 1, 2)],
        [None, None, "Số hộ", "Tỷ lệ (%)"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["1", "An Bình", "45", "2,15"],
        ["2", "Phú Hòa", "30", "1,9"],
    ]
    assert shares(rows) == [
        ("An Bình", "Hộ nghèo / Số hộ", 45.0, "hộ"),
        ("An Bình", "Hộ nghèo / Tỷ lệ (%)", 2.15, "%"),
        ("Phú Hòa", "Hộ nghèo / Số hộ", 30.0, "hộ"),
        ("Phú Hòa", "Hộ nghèo / Tỷ lệ (%)", 1.9, "%"),
    ]


def test_a_heading_merged_downwards_may_be_typed_in_both_of_its_rows() -> None:
    rows: list[list[Given]] = [
        ["TT", "Xã", "Hộ nghèo (hộ)", "Hỗ trợ nhà ở", "Hỗ trợ nhà ở"],
        ["TT", "Xã", "Hộ nghèo (hộ)", "Xây mới (nhà)", "Sửa chữa (nhà)"],
        ["1", "Xã An Bình", "45", "02", "01"],
        ["2", "Xã Phú Hòa", "30", "01", "-"],
    ]
    assert shares(rows)[:3] == [
        ("Xã An Bình", "Hộ nghèo (hộ)", 45.0, "hộ"),
        ("Xã An Bình", "Hỗ trợ nhà ở / Xây mới (nhà)", 2.0, "nhà"),
        ("Xã An Bình", "Hỗ trợ nhà ở / Sửa chữa (nhà)", 1.0, "nhà"),
    ]


def test_a_column_of_figures_may_be_headed_by_a_body() -> None:
    rows: list[list[Given]] = [
        ["TT", "Xã, phường", "Trường đạt chuẩn (trường)", "Cơ sở được kiểm tra (cơ sở)"],
        ["1", "Xã An Bình", "1", "46"],
        ["2", "Phường 1", "-", "415"],
        ["3", "Phường 2", "2", "300"],
    ]
    assert [row[1:] for row in shares(rows)] == [
        ("Trường đạt chuẩn (trường)", 1.0, "trường"),
        ("Cơ sở được kiểm tra (cơ sở)", 46.0, "cơ sở"),
        ("Cơ sở được kiểm tra (cơ sở)", 415.0, "cơ sở"),
        ("Trường đạt chuẩn (trường)", 2.0, "trường"),
        ("Cơ sở được kiểm tra (cơ sở)", 300.0, "cơ sở"),
    ]


def test_the_unit_may_stand_above_the_table_or_in_the_cell() -> None:
    rows: list[list[Given]] = [["Xã", "Vốn giao"], ["Xã An Bình", "120,5"], ["Xã Phú Hòa", "15%"]]
    assert shares(rows, "Đơn vị tính: triệu đồng") == [
        ("Xã An Bình", "Vốn giao", 120_500_000.0, "đồng"),
        ("Xã Phú Hòa", "Vốn giao", 15.0, "%"),
    ]


def test_the_units_may_be_columns() -> None:
    rows: list[list[Given]] = [
        ["TT", "Chỉ tiêu", "ĐVT", "Xã An Bình", "Phường 1"],
        ["1", "Giải quyết việc làm", "lao động", "200", "300"],
    ]
    assert shares(rows) == [
        ("Xã An Bình", "Giải quyết việc làm", 200.0, "người"),
        ("Phường 1", "Giải quyết việc làm", 300.0, "người"),
    ]


def test_tables_of_years_tasks_and_dates_allocate_nothing() -> None:
    years: list[list[Given]] = [
        ["TT", "Chỉ tiêu", "Đơn vị", "2026"],
        ["1", "Hộ nghèo", "%", "2"],
        ["2", "Việc làm", "người", "9"],
    ]
    tasks: list[list[Given]] = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Số buổi"],
        ["1", "Xã An Bình ra quân", "Đoàn xã", "3"],
    ]
    dates: list[list[Given]] = [
        ["TT", "Đơn vị được kiểm tra", "Thời gian"],
        ["1", "Xã An Bình", "Tháng 3/2026"],
        ["2", "Xã B", "5"],
    ]
    assert shares(years) == shares(tasks) == shares(dates) == []


def test_spans_and_ids() -> None:
    given = context([["Xã", "Số hộ"], ["Xã An Bình", " 45 "], ["Xã Phú Hòa", "1.030"]])
    found: tuple[Allocation, ...] = allocations.extract(given)
    assert [a.id for a in found] == ["l1", "l2"]
    assert [given.document.text_of(a.span) for a in found] == ["45", "1.030"]
