"""Deadlines: what is due when, and what is only a date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.context import Context, Outline, Zone
from extractors.deadlines import extract
from extractors.document import Block, CellPlace, Document
from extractors.vietnamese.text import lower

Due = tuple[str, str | None, str | None]


def context(*blocks: Block, zone: Zone = "body") -> Context:
    return Context(
        Document(blocks), tuple(lower(block.text) for block in blocks), (zone,) * len(blocks), Outline()
    )


def deadlines(text: str) -> list[Due]:
    return [(row.text, row.due, row.every) for row in extract(context(Block(text)))]


DAYS: list[tuple[str, list[Due]]] = [
    ("Gửi dự toán trước ngày 05/8/2026.", [("trước ngày 05/8/2026", "2026-08-05", None)]),
    ("nộp hồ sơ chậm nhất ngày 30/6/2026", [("chậm nhất ngày 30/6/2026", "2026-06-30", None)]),
    ("nộp chậm nhất là ngày 15/4/2026", [("chậm nhất là ngày 15/4/2026", "2026-04-15", None)]),
    ("nộp muộn nhất vào ngày 15/4/2026", [("muộn nhất vào ngày 15/4/2026", "2026-04-15", None)]),
    (
        "báo cáo trước ngày 05 tháng 10 năm 2026",
        [("trước ngày 05 tháng 10 năm 2026", "2026-10-05", None)],
    ),
    ("xong trước 25/12/2026", [("trước 25/12/2026", "2026-12-25", None)]),
    ("gửi về trước 17 giờ 00 ngày 20/5/2026", [("trước 17 giờ 00 ngày 20/5/2026", "2026-05-20", None)]),
    ("gửi về trước 16h30 ngày 20/5/2026", [("trước 16h30 ngày 20/5/2026", "2026-05-20", None)]),
    ("Hạn cuối: ngày 15/3/2026", [("Hạn cuối: ngày 15/3/2026", "2026-03-15", None)]),
    (
        "thời hạn nộp đơn đến hết ngày 30/9/2026",
        [("thời hạn nộp đơn đến hết ngày 30/9/2026", "2026-09-30", None)],
    ),
    ("hoàn thành rà soát trong tháng 6/2026", [("trong tháng 6/2026", "2026-06", None)]),
    ("hoàn thành trước tháng 12/2026", [("trước tháng 12/2026", "2026-12", None)]),
    ("đưa vào sử dụng, hoàn thành trong quý II/2026", [("trong quý II/2026", None, None)]),
    ("gửi báo cáo trước ngày 31/6/2026", [("trước ngày 31/6/2026", "2026-06", None)]),
    ("gửi danh sách trước ngày 30/11", [("trước ngày 30/11", "--11-30", None)]),
    ("xong trước 15/12 hằng năm", [("trước 15/12 hằng năm", "--12-15", "year")]),
    ("công bố trước ngày 31/01 năm liền kề", [("trước ngày 31/01 năm liền kề", "--01-31", "year")]),
    ("Ban hành kế hoạch trong tháng 01 hằng năm", [("trong tháng 01 hằng năm", "--01", "year")]),
    ("báo cáo trước ngày 18 hằng tháng", [("trước ngày 18 hằng tháng", None, "month")]),
    ("trước ngày 05 của tháng liền kề", [("trước ngày 05 của tháng liền kề", None, "month")]),
    ("trước ngày 15 tháng cuối quý", [("trước ngày 15 tháng cuối quý", None, "quarter")]),
    ("ngày 25 hằng tháng gửi báo cáo", [("ngày 25 hằng tháng", None, "month")]),
    ("Hằng năm, các xã lập danh mục, gửi trước ngày 15/7.", [("trước ngày 15/7", "--07-15", "year")]),
    (
        "gửi kết quả trước ngày 15/6 và 15/12 hằng năm",
        [("trước ngày 15/6", "--06-15", "year"), ("15/12 hằng năm", "--12-15", "year")],
    ),
    (
        "trước ngày 15 tháng 6 và ngày 15 tháng 12 hằng năm",
        [("trước ngày 15 tháng 6", "--06-15", "year"), ("ngày 15 tháng 12 hằng năm", "--12-15", "year")],
    ),
    (
        "sơ kết trước ngày 30/6/2028, tổng kết trước ngày 30/10/2030",
        [("trước ngày 30/6/2028", "2028-06-30", None), ("trước ngày 30/10/2030", "2030-10-30", None)],
    ),
]

RHYTHMS: list[tuple[str, list[Due]]] = [
    (
        "báo cáo hằng quý, 06 tháng (trước ngày 05/6)",
        [
            ("hằng quý, 06 tháng (trước ngày 05/6)", None, "quarter"),
            ("hằng quý, 06 tháng (trước ngày 05/6)", "--06-05", "half-year"),
        ],
    ),
    (
        "công khai danh sách chậm đóng vào ngày 25 hằng tháng",
        [("ngày 25 hằng tháng", None, "month")],
    ),
    (
        "định kỳ hàng quý, sáu tháng, cả năm báo cáo Ủy ban nhân dân xã",
        [("định kỳ hàng quý, sáu tháng, cả năm", None, every) for every in ("quarter", "half-year", "year")],
    ),
    (
        "Định kỳ 06 tháng và hàng năm, tổng hợp gửi về Sở Nội vụ",
        [("Định kỳ 06 tháng và hàng năm", None, every) for every in ("half-year", "year")],
    ),
    (
        "định kỳ báo cáo (tháng, quý, 6 tháng, năm) về Phòng Kinh tế",
        [
            ("định kỳ báo cáo (tháng, quý, 6 tháng, năm)", None, every)
            for every in ("month", "quarter", "half-year", "year")
        ],
    ),
    ("báo cáo định kỳ 03 tháng/lần", [("định kỳ 03 tháng/lần", None, "quarter")]),
    (
        "định kỳ quý, 06 tháng, 09 tháng và năm gửi báo cáo",
        [
            ("định kỳ quý, 06 tháng, 09 tháng và năm", None, every)
            for every in ("quarter", "half-year", "year")
        ],
    ),
    (
        "định kỳ 06 tháng (trước ngày 20/06) và 01 năm (trước ngày 30/11) báo cáo",
        [
            ("định kỳ 06 tháng (trước ngày 20/06)", "--06-20", "half-year"),
            ("01 năm (trước ngày 30/11)", "--11-30", "year"),
        ],
    ),
    (
        "Định kỳ 06 tháng, hằng năm (trước ngày 15/6 và ngày 15/12) báo cáo",
        [
            ("Định kỳ 06 tháng, hằng năm (trước ngày 15/6 và ngày 15/12)", "--06-15", "half-year"),
            ("Định kỳ 06 tháng, hằng năm (trước ngày 15/6 và ngày 15/12)", "--12-15", "year"),
        ],
    ),
    (
        "báo cáo tháng trước ngày 20 hằng tháng, báo cáo quý trước ngày 20 tháng cuối quý",
        [
            ("tháng trước ngày 20 hằng tháng", None, "month"),
            ("quý trước ngày 20 tháng cuối quý", None, "quarter"),
        ],
    ),
    (
        "trước ngày 20/6 (đối với báo cáo 6 tháng) và trước ngày 20/12 (đối với báo cáo năm)",
        [
            ("trước ngày 20/6 (đối với báo cáo 6 tháng)", "--06-20", "half-year"),
            ("trước ngày 20/12 (đối với báo cáo năm)", "--12-20", "year"),
        ],
    ),
]

LABELS: list[tuple[str, list[Due]]] = [
    ("Thời gian: Quý II/2026", []),
    ("- Thời gian hoàn thành: Tháng 12/2026.", [("Tháng 12/2026", "2026-12", None)]),
    ("Hoàn thành: tháng 12/2026", [("tháng 12/2026", "2026-12", None)]),
    ("Thời gian thực hiện: trước 30/6/2026", [("trước 30/6/2026", "2026-06-30", None)]),
    ("Thời hạn: ngày 15/8/2026", [("ngày 15/8/2026", "2026-08-15", None)]),
    ("Thời gian: Hằng năm", []),
]

NONE = [
    "Lập danh sách nhu cầu vay vốn hàng năm của hộ nghèo.",
    "Phấn đấu hàng năm giảm 1% tỷ lệ hộ nghèo.",
    "Kế hoạch giai đoạn 2026 - 2030, thực hiện trong năm 2026.",
    "Quyết định số 12/QĐ-UBND ngày 03/4/2026 của Ủy ban nhân dân xã.",
    "Công dân sinh trước ngày 01/01/2008; quy định có hiệu lực trước ngày 01/7/2025.",
    "lao động đi làm việc có thời hạn ở nước ngoài; những hạn chế đến ngày 30/6/2026",
    "Trước khi thực hiện, trước hết và như trước đây; chậm nhất sau 05 ngày làm việc.",
    "họp giao ban định kỳ hằng tháng với các thôn",
    "Tổ chức hội nghị trong tháng 3/2026.",
    "Thời gian: Thường xuyên",
    "Thời gian thực hiện: Năm 2026",
    "Thời gian thực hiện: từ tháng 3 đến tháng 9/2026",
    "Thời gian thực hiện: tháng 3 - tháng 6/2026",
    "Thời gian: 8h00 ngày 26/12/2026",
    "Thời gian: ngày 26/12/2026",
]


@pytest.mark.parametrize(("text", "expected"), DAYS + RHYTHMS + LABELS)
def test_what_is_due(text: str, expected: list[Due]) -> None:
    assert deadlines(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_deadline(text: str) -> None:
    assert deadlines(text) == []


def table(*rows: tuple[str, ...]) -> Context:
    return context(
        *(
            Block(text, "cell", cell=CellPlace(0, row, column))
            for row, texts in enumerate(rows)
            for column, text in enumerate(texts)
        )
    )


def test_cells_under_a_heading_of_time() -> None:
    found = extract(
        table(
            ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"),
            ("1", "Rà soát hộ nghèo", "Phòng Kinh tế", "30/6/2026"),
            ("2", "Mở lớp dạy nghề", "Phòng Văn hóa - Xã hội", "Quý III/2026"),
            ("3", "Báo cáo", "Phòng Kinh tế", "Hằng năm"),
            ("4", "Kiểm tra", "Phòng Kinh tế", "Thường xuyên"),
            ("5", "Sơ kết", "Văn phòng", "Trước ngày 15/12/2026"),
        )
    )
    assert [(row.text, row.due, row.every) for row in found] == [
        ("30/6/2026", "2026-06-30", None),
        ("Trước ngày 15/12/2026", "2026-12-15", None),
    ]
    assert found[0].rule == "time-column"


def test_a_schedule_of_events_is_no_deadline() -> None:
    assert (
        extract(
            table(
                ("STT", "Nội dung", "Thời gian kiểm tra"),
                ("1", "Xã Tân Phú", "Tháng 3/2026"),
                ("2", "Xã Tân Hòa", "Tháng 4/2026"),
            )
        )
        == ()
    )


@pytest.mark.parametrize("zone", ["letterhead", "title"])
def test_letterhead_and_title_hold_none(zone: Zone) -> None:
    assert extract(context(Block("Gửi trước ngày 05/8/2026"), zone=zone)) == ()


WORDS = [
    "trước",
    "ngày",
    "chậm",
    "nhất",
    "định",
    "kỳ",
    "hằng",
    "quý",
    "năm",
    "06",
    "tháng",
    "(15/6",
    "15/12/2026)",
    ",",
    ";",
    ".",
    "báo",
    "cáo",
    "Thời",
    "gian:",
    "cuối",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_spans_hold_their_text_and_ids_count_up(text: str) -> None:
    given_context = context(Block(text))
    found = extract(given_context)
    assert [row.id for row in found] == [f"d{number}" for number in range(1, len(found) + 1)]
    for row in found:
        assert given_context.document.text_of(row.span) == row.text
        assert row.text
        assert 0 <= row.confidence <= 1
