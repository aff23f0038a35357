"""What texts show by their own words: numbers of headings, and notes about units."""

import re

from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key

NUMBERED = re.compile(
    r"([(（]?[0-9０-９]{1,2}[)）.．、 　]|[(（][一二三四五六七八九十]+[)）]|[①-⑳Ⅰ-Ⅻ❶-❿]|[≪《【〔■◆◇●※◎▼〇]"
    r"|第[0-9一二三四五]+)"
)
_NOTE = re.compile(r"単位")


def is_note(cell: Cell) -> bool:
    """True for a text outside tables that tells the unit of what is below it."""
    key = match_key(cell.text)
    return key != "単位" and _NOTE.search(key) is not None and NUMBERED.match(cell.text.strip()) is None
