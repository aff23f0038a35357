"""Writes ``db/dictionary.md``, the description of every table, view and word, from what the code itself says.

Run ``python -m db.dictionary`` after any change to tables, views or vocabularies; a test tells when it is due.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Column, Dialect
from sqlalchemy.dialects import postgresql

from db.tables import FACT_TABLES, metadata
from db.tables.base import fact_columns
from db.views import VIEWS, view_doc
from db.vocabulary import VOCABULARIES

_TYPES: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]

DICTIONARY = Path(__file__).with_name("dictionary.md")

_ABOUT = """\
# Dictionary of the database

Made by `python -m db.dictionary` from the code; don't edit it.

What each report says is in the **tables**, once for every place that says it. The **views** hold the best current value
of each thing, and are the place to start: `project_years` answers most questions. The **words** at the end explain the
keys that columns hold; the table `terms` has them too.

- Money is in whole yen. `precision_yen` says how finely it was printed: amounts printed in 千円 are exact to 1000 yen.
- Fiscal years 年度 are Gregorian: 平成19年度 is 2007, and ends in March 2008.
- NULL is never 0. `status` tells a dash from 未定 and from what can't be read; a blank cell has no row at all.
- Two statements are *of the same thing* when project, part, years, basis, item (source, kind, measure; or kind,
  heading, name and unit of an indicator) and within are equal, and for `breakdown` and `other` the label too. Names
  and labels are compared without differences of width and white space. What has no name or no known basis is like
  nothing else. Besides: an indicator that a sheet and a summary of one project and year name alike is one thing
  unless their units differ, though the one leaves the unit out or heads it otherwise (a report's only 対象数 or 利用数
  needs no name for that); and where one report has several
  rows of one kind of staff under different labels, each label is a thing of its own.
- The *best* statement is from a report that isn't superseded: the latest sheet, then the sheet before the row of a list
  before the summary, then the first place on the form.
- A project is what has one key in one municipality. Where a person confirmed that one project is another under a new
  name or code (`project_links`: renamed, recoded), the views tell one history, under the id of the latest of them
  (`project_history` says which); `reports.project_id` stays what the sheet says. A link that nobody confirmed changes
  nothing.
- Where a person ruled on a value (`corrections`), tables and views have the ruled value; `raw` is what is printed, and
  `overruled` says which rulings apply.
- Two amounts *agree* when each may be the other, rounded: they differ by less than their last printed digits together.
- Booleans are 1 and 0 on SQLite.
"""


def dictionary() -> str:
    """The whole text of the dictionary."""
    return "\n".join([_ABOUT, *_views(), *_tables(), *_words()])


def main() -> None:
    """Write the dictionary to its place."""
    DICTIONARY.write_text(dictionary(), encoding="utf-8")


def _views() -> Iterator[str]:
    yield "## Views\n"
    for view in VIEWS:
        doc = view_doc(view)
        yield f"### {view}\n\n{doc.text}\n"
        yield _grid(("column", "what it holds"), [(f"`{name}`", text) for name, text in doc.columns.items()])


def _tables() -> Iterator[str]:
    shared = {column.name: column for column in fact_columns() if isinstance(column, Column)}
    yield "## Tables\n"
    yield "### Columns of every table of facts\n"
    facts = ", ".join(f"`{table.name}`" for table in FACT_TABLES)
    yield f"These stand in {facts}, and aren't repeated below. `report_id`, `page`, `row`, `col`, `slot`: unique.\n"
    yield _columns([*(FACT_TABLES[0].c[name] for name in ("id", "report_id")), *shared.values()])
    for table in metadata.tables.values():
        is_fact = table in FACT_TABLES
        hidden = {"id", "report_id", *shared} if is_fact else set[str]()
        yield f"### {table.name}\n\n{table.comment}.{' Has the columns of every table of facts.' if is_fact else ''}\n"
        yield _columns([column for column in table.columns if column.name not in hidden])


def _columns(columns: list[Column[object]]) -> str:
    rows = [
        (f"`{column.name}`", column.type.compile(_TYPES).lower(), _linked(str(column.comment))) for column in columns
    ]
    return _grid(("column", "type", "what it holds"), rows)


def _linked(comment: str) -> str:
    return re.sub(r"one of the vocabulary (\w+)", r"one of [\1](#words-\1)", comment)


def _words() -> Iterator[str]:
    yield "## Words\n"
    for name, terms in VOCABULARIES.items():
        yield f'### <a id="words-{name}"></a>{name}\n'
        yield _grid(("key", "日本語", "English"), [(f"`{term.key}`", term.ja, term.en) for term in terms])


def _grid(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    escaped = (tuple(cell.replace("|", "\\|").replace("\n", " ") for cell in line) for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in escaped) + "\n"


if __name__ == "__main__":
    main()
