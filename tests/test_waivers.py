"""Files of waivers: what a good one says, how a bad one is refused, what a waiver covers."""

import datetime
from dataclasses import dataclass

import pytest

from planparse.errors import PlanparseError
from planparse.waivers import Waiver, divide, load_waivers

TODAY = datetime.date(2026, 6, 30)
WHY = 'reason = "đã thống nhất"\nauthor = "Lò Thị Hoa"\n'


@dataclass(frozen=True)
class Item:
    code: str
    fingerprint: str = "0f3a"


def load(folder, text):
    path = folder / "mien-tru.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_waivers(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("# nothing waived\n", ()),
        (
            f'[[waiver]]\ncode = "N101"\n{WHY}expires = 2026-12-31\n',
            (Waiver("đã thống nhất", "Lò Thị Hoa", datetime.date(2026, 12, 31), code="N101"),),
        ),
        (
            f'[[waiver]]\nfingerprint = "0f3a"\nfile = "xa-*.docx"\n{WHY}expires = 2026-12-31\n',
            (
                Waiver(
                    "đã thống nhất",
                    "Lò Thị Hoa",
                    datetime.date(2026, 12, 31),
                    fingerprint="0f3a",
                    file="xa-*.docx",
                ),
            ),
        ),
        # As an editor of Windows saves it.
        (
            b"\xef\xbb\xbf" + f'[[waiver]]\r\ncode = "N"\r\n{WHY}expires = 2026-12-31\r\n'.encode(),
            (Waiver("đã thống nhất", "Lò Thị Hoa", datetime.date(2026, 12, 31), code="N"),),
        ),
    ],
)
def test_good_files(tmp_path, text, expected):
    assert load(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("[[waiver", ""),
        (b"\xff\xfe\x00", ""),
        ("[waiver]\ncode = 'N101'\n", "[[waiver]]"),
        ("waiver = [1]\n", "[[waiver]] 1"),
        ("[[waivers]]\ncode = 'N101'\n", "[[waiver]]"),
        (f'[[waiver]]\ncode = "N101"\n{WHY}', "expires"),
        (f'[[waiver]]\ncode = "N101"\n{WHY}expires = "2026-12-31"\n', "expires"),
        (f'[[waiver]]\ncode = "N101"\n{WHY}expires = 2026-12-31T00:00:00\n', "expires"),
        (f"[[waiver]]\n{WHY}expires = 2026-12-31\n", "code | fingerprint"),
        (f'[[waiver]]\ncode = "N"\nfingerprint = "0"\n{WHY}expires = 2026-12-31\n', "code | fingerprint"),
        (f'[[waiver]]\ncode = ""\n{WHY}expires = 2026-12-31\n', "code"),
        ('[[waiver]]\ncode = "N"\nauthor = "Hoa"\nexpires = 2026-12-31\n', "reason"),
        ('[[waiver]]\ncode = "N"\nreason = " "\nauthor = "Hoa"\nexpires = 2026-12-31\n', "reason"),
        ('[[waiver]]\ncode = "N"\nreason = "x"\nexpires = 2026-12-31\n', "author"),
        ('[[waiver]]\ncode = "N"\nreason = 1\nauthor = "Hoa"\nexpires = 2026-12-31\n', "reason"),
        (f'[[waiver]]\ncode = "N"\nuntil = 1\n{WHY}expires = 2026-12-31\n', "until"),
    ],
)
def test_bad_files_are_refused_with_the_place(tmp_path, text, detail):
    with pytest.raises(PlanparseError) as caught:
        load(tmp_path, text)
    for lang in ("vi", "en"):
        line = caught.value.line(lang)
        assert "mien-tru.toml" in line and detail in line and "\n" not in line


def test_the_second_waiver_is_named(tmp_path):
    good = f'[[waiver]]\ncode = "N101"\n{WHY}expires = 2026-12-31\n'
    with pytest.raises(PlanparseError) as caught:
        load(tmp_path, good + '[[waiver]]\ncode = "N102"\n')
    assert "[[waiver]] 2" in caught.value.line("vi")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(PlanparseError, match="mien-tru"):
        load_waivers(tmp_path / "mien-tru.toml")
    with pytest.raises(PlanparseError):
        load_waivers(tmp_path)


def waiver(**named):
    return Waiver("đã thống nhất", "Lò Thị Hoa", TODAY, **named)


@pytest.mark.parametrize(
    ("one", "item", "path", "covered"),
    [
        (waiver(code="N101"), Item("N101"), "a.docx", True),
        (waiver(code="N1"), Item("N101"), "a.docx", True),
        (waiver(code="N101"), Item("N102"), "a.docx", False),
        (waiver(fingerprint="0f3a"), Item("N101"), "a.docx", True),
        (waiver(fingerprint="0f3"), Item("N101"), "a.docx", False),
        (waiver(fingerprint="0f3a"), Item("N101", "0f3a-2"), "a.docx", False),
        (waiver(code="N", file="xa-*.docx"), Item("N101"), "xa-a.docx", True),
        (waiver(code="N", file="xa-*.docx"), Item("N101"), "ke-hoach/2026/xa-a.docx", True),
        (waiver(code="N", file="xa-*.docx"), Item("N101"), "phuong-a.docx", False),
        (waiver(code="N", file="XA-*.docx"), Item("N101"), "xa-a.docx", False),
        (waiver(code="N", file="*.docx"), Item("N101"), None, False),
        (waiver(code="N"), Item("N101"), None, True),
    ],
)
def test_what_a_waiver_covers(one, item, path, covered):
    assert one.covers(item, path, TODAY) is covered


def test_the_last_day_counts():
    assert waiver(code="N").covers(Item("N101"), None, TODAY)
    assert not waiver(code="N").covers(Item("N101"), None, TODAY + datetime.timedelta(days=1))


def test_items_are_divided_in_their_order():
    items = [Item("N102"), Item("F107"), Item("N101"), Item("F201")]
    first, second = waiver(code="N1"), waiver(code="N101")
    stands, silenced = divide(items, [first, second], "a.docx", TODAY)
    assert stands == (Item("F107"), Item("F201"))
    # The first waiver that covers an item answers for it.
    assert [(one.item.code, one.waiver) for one in silenced] == [("N102", first), ("N101", first)]
