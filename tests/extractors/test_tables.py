from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.document import Block, CellPlace, Document
from extractors.tables import Table, role_of, tables

# A cell is its text, or (text, rows, columns) where it is merged; None stands where another covers the grid.
Given = str | tuple[str, int, int] | None


def grid(rows: Sequence[Sequence[Given]], table: int = 0) -> list[Block]:
    blocks: list[Block] = []
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            if cell is None:
                column += 1
                continue
            text, height, width = cell if isinstance(cell, tuple) else (cell, 1, 1)
            blocks.append(Block(text, "cell", cell=CellPlace(table, row, column, height, width)))
            column += width
    return blocks


def read(*parts: Sequence[Block]) -> tuple[Table, ...]:
    return tables(Document(tuple(block for part in parts for block in part)))


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("TT", "number"),
        ("STT", "number"),
        ("Nội dung công việc", "task"),
        ("Cơ quan chủ trì", "lead"),
        ("Đơn vị thực hiện", "lead"),
        ("Cơ quan chủ trì, phối hợp", "lead"),
        ("Phân công thực hiện / Phối hợp", "partner"),
        ("Đơn vị phối hợp", "partner"),
        ("Thời gian hoàn thành", "time"),
        ("Sản phẩm, kết quả", "product"),
        ("Theo dõi, đôn đốc", "monitor"),
        ("Đơn vị được kiểm tra", "monitor"),
        ("Đơn vị tính", "measure"),
        ("Xã, phường", "unit"),
        ("Chỉ tiêu", "indicator"),
        ("Ghi chú", "note"),
        ("Kinh phí (triệu đồng)", "money"),
        ("Năm 2026", None),
    ],
)
def test_a_heading_tells_the_role_of_its_column(heading: str, role: str | None) -> None:
    assert role_of(heading) == role


def test_a_plain_table() -> None:
    (table,) = read(grid([["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Trồng cây", "Phòng Kinh tế"]]))
    assert table.headers == ("TT", "Nhiệm vụ", "Chủ trì")
    assert table.roles == ("number", "task", "lead")
    assert [row.kind for row in table.rows] == ["header", "body"]
    assert table.body[0].text(table.column("lead")) == "Phòng Kinh tế"


def test_a_heading_of_two_lines_is_joined_and_a_row_of_numbers_is_none_of_the_body() -> None:
    (table,) = read(
        grid(
            [
                [("TT", 2, 1), ("Nội dung", 2, 1), ("Thực hiện", 1, 2)],
                [None, None, "Chủ trì", "Phối hợp"],
                ["(1)", "(2)", "(3)", "(4)"],
                ["1", "Trồng cây", "Phòng Kinh tế", "Các thôn"],
            ]
        )
    )
    assert table.headers == ("TT", "Nội dung", "Thực hiện / Chủ trì", "Thực hiện / Phối hợp")
    assert [row.kind for row in table.rows] == ["header", "header", "numbering", "body"]


def test_merged_cells_fill_what_they_cover_and_begin_once() -> None:
    (table,) = read(
        grid(
            [
                ["TT", "Nhiệm vụ", "Chủ trì"],
                ["1", "Trồng cây", ("Phòng Kinh tế", 2, 1)],
                ["2", "Tưới cây", None],
            ]
        )
    )
    second = table.body[1]
    assert second.text(2) == "Phòng Kinh tế"
    assert second.own(2) is None
    assert second.own(1) is not None


@pytest.mark.parametrize(
    "row",
    [["I", "Môi trường", "", ""], [("Khối cơ quan", 1, 4)], [("A. Nhóm thứ nhất", 1, 4)]],
)
def test_a_row_that_only_names_a_group(row: list[Given]) -> None:
    (table,) = read(
        grid([["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], row, ["1", "Trồng cây", "Phòng Kinh tế", "Quý I"]])
    )
    assert [r.kind for r in table.rows] == ["header", "group", "body"]
    assert table.body[0].group is not None


def test_the_letterhead_and_the_signature_are_no_data() -> None:
    head = grid(
        [["UBND XÃ MINH TÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: /KH-UBND", "Minh Tân, ngày"]]
    )
    foot = grid([["Nơi nhận:\n- Như trên;", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"], ["", "Lê Văn A"]], table=1)
    assert read(head, foot) == ()


HEAD: list[Given] = ["TT", "Nhiệm vụ", "Chủ trì"]


@pytest.mark.parametrize(
    "second",
    [
        [["2", "Tưới cây", "Các thôn"], ["3", "Rào cây", "Các thôn"]],
        [HEAD, ["2", "Tưới cây", "Các thôn"], ["3", "Rào cây", "Các thôn"]],
    ],
)
def test_a_table_that_a_page_break_cut_is_one(second: list[list[Given]]) -> None:
    first = grid([HEAD, ["1", "Trồng cây", "Phòng Kinh tế"]])
    (table,) = read(first, [Block("2")], grid(second, table=1))
    assert [row.text(1) for row in table.body] == ["Trồng cây", "Tưới cây", "Rào cây"]


def test_tables_with_text_between_them_stay_two() -> None:
    rows: list[list[Given]] = [HEAD, ["1", "Trồng cây", "Phòng Kinh tế"]]
    assert len(read(grid(rows), [Block("Biểu số 2 như sau:")], grid(rows, table=1))) == 2


def test_a_column_headed_don_vi_that_holds_measures_is_one_of_measures() -> None:
    (table,) = read(
        grid(
            [
                ["TT", "Chỉ tiêu", "Đơn vị", "2026"],
                ["1", "Hộ nghèo", "%", "2"],
                ["2", "Lao động", "người", "9"],
            ]
        )
    )
    assert table.roles[2] == "measure"


def test_a_document_without_cells_has_no_tables() -> None:
    assert read([Block("Văn bản"), Block("")]) == ()


def test_every_cell_knows_its_block() -> None:
    blocks = [Block("Trước bảng"), *grid([HEAD, ["1", "Trồng cây", "Phòng Kinh tế"]])]
    (table,) = read(blocks)
    for row in table.rows:
        for cell in row.cells:
            assert cell is not None
            assert blocks[cell.block].text == cell.text


def test_a_heading_written_twice_is_parted_by_the_row_below() -> None:
    """Markdown has no merged cells: the upper heading stands on each of its columns."""
    rows = [
        ["TT", "Đơn vị", "Chỉ tiêu giao", "Chỉ tiêu giao"],
        [None, None, "Lao động (người)", "Hộ nghèo (hộ)"],
        ["1", "Phường An", "20", "3"],
        ["2", "Phường Bình", "30", "4"],
    ]
    (table,) = read(grid(rows))
    assert table.headers[2:] == ("Chỉ tiêu giao / Lao động (người)", "Chỉ tiêu giao / Hộ nghèo (hộ)")
    assert [row.text(1) for row in table.body] == ["Phường An", "Phường Bình"]
