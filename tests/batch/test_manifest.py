"""Manifests, in CSV and TOML."""

import pytest

from planparse.batch.manifest import Row, read_manifest
from planparse.errors import PlanparseError


def rows(tmp_path, text, name="list.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return [
        Row(
            row.local.removeprefix(f"{tmp_path}/"),
            row.parent and row.parent.removeprefix(f"{tmp_path}/"),
            row.unit,
        )
        for row in read_manifest(str(path))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("local,parent,unit\na.docx,city.docx,Phường A\n", [Row("a.docx", "city.docx", "Phường A")]),
        ("unit;local\n;a.docx\nB;b.docx\n", [Row("a.docx"), Row("b.docx", None, "B")]),
        ("Đơn vị\tĐịa phương\tCấp trên\nA\ta.docx\tc.docx\n", [Row("a.docx", "c.docx", "A")]),
        ("\ufefflocal\r\na.docx\r\n\r\n", [Row("a.docx")]),
        ('local\n"a, b\nc.docx"\n', [Row("a, b\nc.docx")]),
        ("local,parent\n/x/a.docx,s3://bucket/c.docx\n", [Row("/x/a.docx", "s3://bucket/c.docx")]),
    ],
)
def test_csv(tmp_path, text, expected):
    assert rows(tmp_path, text) == expected


def test_toml(tmp_path):
    text = 'parent = "city.docx"\n[[plan]]\nlocal = "a.docx"\nunit = "A"\n[[plan]]\nlocal = "b.docx"\nparent = "c.docx"\n'
    assert rows(tmp_path, text, "list.toml") == [Row("a.docx", "city.docx", "A"), Row("b.docx", "c.docx")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("l.csv", ""), ("l.csv", "path,parent\na,b\n"), ("l.csv", "local,unit\n,A\n"), ("l.toml", "plan = 3"),
        ("l.toml", "[[plan]]\nunit = 'A'\n"), ("l.toml", "[[plan]]\nlocal = 5\n"), ("l.toml", "[[plan"),
    ],
)  # fmt: skip
def test_what_is_no_manifest_says_so(tmp_path, name, text):
    with pytest.raises(PlanparseError) as told:
        rows(tmp_path, text, name)
    assert told.value.code == "bad-manifest"


def test_a_manifest_in_another_encoding_says_so(tmp_path):
    (tmp_path / "l.csv").write_bytes("local\nđ.docx\n".encode("utf-16"))
    with pytest.raises(PlanparseError) as told:
        read_manifest(str(tmp_path / "l.csv"))
    assert told.value.code == "bad-manifest"
