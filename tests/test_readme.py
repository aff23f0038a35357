"""The query in the README gives the result that stands below it."""

import re
from pathlib import Path

from db.engine import open_database
from pipeline.run.ingest import ingest
from pipeline.spec.registry import load_forms

ROOT = Path(__file__).parent.parent


def test_the_readmes_query_gives_the_readmes_result(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    query = re.search(r'hyoka query "(.*?)"', readme, flags=re.DOTALL)
    assert query is not None
    header, _, *rows = re.findall(r"^\|(.*)\|$", readme.split(query[0])[1].split("\n\n")[1], flags=re.MULTILINE)
    url = f"sqlite:///{tmp_path / 'sample.sqlite'}"
    ingest([ROOT / "raw"], url, load_forms(), command="test")
    with open_database(url, read_only=True).connect() as connection:
        result = connection.exec_driver_sql(query[1])
        assert list(result.keys()) == [name.strip() for name in header.split("|")]
        read = [
            ["" if value is None else f"{value:g}" if isinstance(value, float) else str(value) for value in row]
            for row in result
        ]
    assert read == [[value.strip() for value in row.split("|")] for row in rows]
