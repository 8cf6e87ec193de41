"""Files for other tools hold what the corpus holds, and these tools read them."""

import asyncio
import csv
import json
import re
import sys
from pathlib import Path

import pytest
from lxml import etree

import corpus as package
from corpus import Corpus, CorpusError
from corpus.export import FORMATS, export
from corpus.graph import graph, to_dot, to_graphml
from corpus.record import plan_of
from corpus.stats import stats
from planparse.compare import compare
from planparse.report.record import comparison_record, plan_record
from tests.corpus.conftest import plan_of_lines

ROOM = Path(package.__file__).parent


def record(plan):
    return plan_record(plan, "vi", blocks=True)


@pytest.fixture
def compared(filled, plans):
    filled.add_comparison(comparison_record(compare(plans[1], plans[2])))
    return filled


def test_json_lines_can_be_added_again(compared, plans, tmp_path):
    (path,) = export(compared, "jsonl", tmp_path / "out", record)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["targets"] for line in lines] == [plan_record(plan)["targets"] for plan in plans]
    assert plan_of(lines[2]).targets == plans[2].targets


def test_csv_has_a_row_a_plan_and_a_row_a_fact(compared, plans, tmp_path):
    files = {path.name: path for path in export(compared, "csv", tmp_path / "out", record)}
    with files["plans.csv"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["targets"]) for row in rows] == [len(plan.targets) for plan in plans]
    assert rows[0]["text"].splitlines()[0] == plans[0].document.blocks[0].text
    with files["targets.csv"].open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == sum(len(plan.targets) for plan in plans)


def test_duckdb_reads_parquet_as_the_readme_says(compared, plans, tmp_path, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    export(compared, "parquet", tmp_path / "out", record)
    monkeypatch.chdir(tmp_path / "out")
    shown = re.search(r"```sql\n(.*?)```", (ROOM / "README.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    first, second = (statement for statement in shown.split(";") if statement.strip())
    units = {row[0]: row[1] for row in duckdb.sql(first).fetchall()}
    targets = [(plan, row) for plan in plans for row in plan.targets]
    assert units["người"] == sum(row.kind == "target" and row.unit == "người" for _, row in targets)
    found = duckdb.sql(second).fetchall()
    assert {(row[1], row[2], row[3]) for row in found} == {
        (row.indicator, row.value, plan.document.blocks[row.span.block].text)
        for plan, row in targets
        if row.unit == "người"
    }
    count = duckdb.sql("SELECT count(*) FROM 'findings.parquet' WHERE status = 'missing'").fetchall()[0][0]
    assert count == compared.query("SELECT count(*) FROM findings WHERE status = 'missing'").rows[0][0]
    pins = duckdb.sql(
        "SELECT count(*) FROM 'plans.parquet', unnest(citations) AS u(c) WHERE c.pinpoint IS NOT NULL"
    )
    assert pins.fetchall()[0][0] == sum(c.pinpoint is not None for plan in plans for c in plan.citations)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_corpus_gives_empty_files(tmp_path, name):
    with Corpus(tmp_path / "a.db") as corpus:
        corpus.prepare()
        assert all(path.exists() for path in export(corpus, name, tmp_path / "out", record))


def test_docbin_has_the_rows_as_span_groups(compared, plans, tmp_path):
    from spacy.tokens import DocBin

    from corpus.docbin import blank

    (path,) = export(compared, "docbin", tmp_path / "out", record)
    docs = list(DocBin().from_disk(path).get_docs(blank("vi").vocab))
    assert [len(doc.spans["targets"]) for doc in docs] == [len(plan.targets) for plan in plans]
    assert docs[0].user_data["sha256"] == plans[0].document.source.sha256


def test_without_duckdb_one_line_says_what_to_install(compared, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(CorpusError) as caught:
        export(compared, "parquet", tmp_path / "out", record)
    assert (caught.value.code, caught.value.arguments["package"]) == ("corpus-needs-package", "duckdb")


# graph


def test_wards_implement_their_city(compared):
    with compared.reading() as connection:
        made = graph(connection)
    city = next(node for node in made.nodes if node.level == "province")
    assert {edge.source for edge in made.edges if edge.target == city.id and edge.kind == "implements"} == {
        node.id for node in made.nodes if node.level == "ward"
    }
    law = next(node for node in made.nodes if node.number == "74/2025/QH15")
    assert law.kind == "document" and sum(edge.target == law.id for edge in made.edges) > 1


@pytest.mark.parametrize(
    ("issuer", "edges"),
    [("Ủy ban nhân dân tỉnh Vân Lãng", "plan"), ("Ủy ban nhân dân tỉnh Hạc Đàm", "document")],
)
def test_a_number_is_a_plan_only_where_its_issuer_fits(tmp_path, issuer, edges):
    head = (
        "ỦY BAN NHÂN DÂN",
        "TỈNH VÂN LÃNG",
        "Số: 7/KH-UBND",
        "Vân Lãng, ngày 12 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Việc làm năm 2026",
    )
    ward = (
        "ỦY BAN NHÂN DÂN",
        "XÃ KỲ MIÊN",
        "Số: 9/KH-UBND",
        "Kỳ Miên, ngày 12 tháng 02 năm 2026",
        "KẾ HOẠCH",
        "Việc làm năm 2026",
    )
    cites = f"Thực hiện Kế hoạch số 7/KH-UBND ngày 12/01/2026 của {issuer} về việc làm, Ủy ban nhân dân xã ban hành Kế hoạch như sau:"
    with Corpus(tmp_path / "a.db") as corpus:
        corpus.add(plan_of_lines(*head, "I. CHỈ TIÊU", "- Đạt 80% hộ."), path="province")
        corpus.add(plan_of_lines(*ward, cites, "I. CHỈ TIÊU", "- Đạt 70% hộ."), path="ward")
        with corpus.reading() as connection:
            made = graph(connection)
    kinds = {node.id: node.kind for node in made.nodes}
    assert {kinds[edge.target] for edge in made.edges} == {edges}


def test_graphs_are_well_formed(compared, plans, tmp_path):
    hostile = plan_of_lines("KẾ HOẠCH", 'a "b" <c> & d \\', 'Căn cứ Luật Việc làm "x" <y> & z \\ năm 2025;')
    compared.add(hostile, path='quote"<&>\\.txt')
    with compared.reading() as connection:
        made = graph(connection)
    tree = etree.fromstring("".join(to_graphml(made)).encode())
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(tree.findall(f".//{space}node")) == len(made.nodes)
    assert len(tree.findall(f".//{space}edge")) == len(made.edges)
    lines = "".join(to_dot(made)).splitlines()
    assert lines[0] == "digraph corpus {" and lines[-1] == "}"
    mark = r'\w+=(?:"(?:[^"\\]|\\.)*"|\w+)'
    for line in lines[2:-1]:
        assert re.fullmatch(rf"  \w+(?: -> \w+)? \[{mark}(?:, {mark})*\];", line), line


def test_counts(compared, plans):
    with compared.reading() as connection:
        counts, tables = stats(connection)
    assert counts["targets"] == sum(len(plan.targets) for plan in plans)
    assert dict(tables["level"]) == {"ward": 4, "province": 1}
    assert tables["cited"][0][1] == max(count for _, count in tables["cited"])


# datasette


def test_datasette_shows_the_corpus_as_it_is(compared):
    datasette = pytest.importorskip("datasette.app")
    metadata = json.loads((ROOM / "datasette.json").read_text(encoding="utf-8"))
    app = datasette.Datasette([str(compared.path)], metadata=metadata)

    async def get(path):
        answer = await app.client.get(path)
        assert answer.status_code == 200, (path, answer.text[:300])
        return answer

    async def look():
        await app.invoke_startup()
        told = metadata["databases"]["corpus"]
        for table in told["tables"]:
            await get(f"/corpus/{table}")
        rows = (await get("/corpus/v_targets.json?_shape=array&unit=người&_size=5")).json()
        assert rows and {row["unit"] for row in rows} == {"người"}
        found = (await get("/corpus/blocks.json?_shape=array&_search=folded:dao")).json()
        assert found
        for name in told["queries"]:
            answer = (await get(f"/corpus/{name}.json?_shape=array&words=dao+tao")).json()
            assert answer, name

    asyncio.run(look())
