"""What a cell says if a word of the spec is meant: printed text to typed facts, each with how well its type fits."""

import re

from pipeline.bind.context import Context
from pipeline.bind.quantities import FAIRLY, HARDLY, POORLY, WELL, number_problem, read_number
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import EvaluationPart, HeadPart, PolicyPart, Reading, RecordPart
from pipeline.model.facts import Fact, Field, Narrative, Rating
from pipeline.model.finding import Finding, Severity
from pipeline.model.quantity import Status
from pipeline.normalize.date import parse_date
from pipeline.normalize.era import YEAR_PATTERN, parse_fiscal_year
from pipeline.normalize.fold import match_key
from pipeline.normalize.number import is_bare_number, parse_quantity
from pipeline.normalize.unit import KNOWN_UNITS, strip_unit
from pipeline.normalize.words import damage, stands_for_no_value
from pipeline.spec.template import folded
from pipeline.spec.values import RatingWord, Value

_UNIT_KEYS = frozenset(match_key(unit) for unit in KNOWN_UNITS)
_LONGEST_UNIT = 8
_YEARS = re.compile(YEAR_PATTERN)
_LONGEST_FIGURE = 40
_BEGINNING = 8
_YEARS_APART, _YEARS_AHEAD = 2, 5
_AFTER_CODE = "..．:：;；・、,　 "


def read_value(value: Value, cell: Cell, context: Context, text: str | None = None) -> Reading:
    """Read ``cell`` (or only ``text``, the part of it in a hole) as ``value``. Choices and marks are read elsewhere."""
    printed = cell.text if text is None else text
    if value.year is not None:
        context = replace(context, fiscal_year=context.years.of(value.year), year_unknown=False)
    if value.stage is not None:
        context = replace(context, stage=value.stage)
    if value.is_number and value.field is None:
        return read_number(value, cell, printed, context)
    if value.part == "unit":
        return _unit(value, cell, printed, context)
    if value.evaluation is not None:
        return _evaluation(value, cell, printed, context)
    if value.policy is not None:
        return _policy(value, cell, printed, context)
    if value.rating is not None:
        return _rating(value.rating, cell, printed, context)
    return _scalar(value, cell, printed, context)


def text_score(text: str) -> int:
    """How well a cell fits where words are expected: a bare number hardly does."""
    if len(text) > _LONGEST_FIGURE:
        return FAIRLY
    return POORLY if is_bare_number(text) else FAIRLY


def _unit(value: Value, cell: Cell, text: str, context: Context) -> Reading:
    unit = strip_unit(text)
    if unit is None:
        return Reading(FAIRLY)
    key = match_key(unit)
    short = len(key) <= _LONGEST_UNIT and not any(c.isdigit() for c in key)
    score = WELL if key in _UNIT_KEYS else FAIRLY if short else HARDLY
    return Reading(score, (_record_part(value, cell, unit, context),))


def _record_part(value: Value, cell: Cell, text: str, context: Context) -> RecordPart:
    record = context.record
    if record is None and value.indicator is not None:
        record = context.numbers.single(value.indicator, context.part)
    return RecordPart(
        place=cell.place,
        raw=cell.text,
        label=context.label,
        fiscal_year=context.fiscal_year,
        record=-1 if record is None else record,
        column=value.part or "",
        text=text,
    )


def _evaluation(value: Value, cell: Cell, text: str, context: Context) -> Reading:
    if context.evaluation is None or value.evaluation is None or not text.strip():
        return Reading(HARDLY)
    said: str | int | None = text.strip()
    status = Status.VALUE
    findings: tuple[Finding, ...] = ()
    score = FAIRLY
    if value.evaluation == "evaluated_on":
        said, status, findings = _date(cell, text, context)
        score = WELL if said is not None else POORLY
        findings += _far_from_the_sheet(said, cell, context)
    elif value.evaluation == "for_fiscal_year":
        said, status, findings = _year(cell, text, context)
    part = EvaluationPart(
        place=cell.place,
        raw=cell.text,
        label=context.label,
        status=status,
        evaluation=context.evaluation,
        column=value.evaluation,
        value=said,
    )
    return Reading(score, (part,), findings)


def _far_from_the_sheet(iso: str | None, cell: Cell, context: Context) -> tuple[Finding, ...]:
    """A warning for an evaluation dated years before or after the sheet: most likely a slip of the era or the year."""
    sheet = context.years.sheet
    if iso is None or sheet is None or abs(int(iso[:4]) - sheet) <= _YEARS_APART:
        return ()
    message = f"{context.label}: this date is far from the year of the sheet; look at the sheet"
    return (Finding("date-doubtful", Severity.WARNING, message, str(sheet), cell.text.strip(), place=cell.place),)


def _policy(value: Value, cell: Cell, text: str, context: Context) -> Reading:
    word = value.policy
    if word is None or not text.strip():
        return Reading(HARDLY)
    code, name = _split_code(text.strip(), word.code)
    score = text_score(text)
    if word.cells:
        code, name, score = (
            (text.strip(), None, _code_score(text)) if word.cells == ["code"] else (None, text.strip(), score)
        )
    part = PolicyPart(
        place=cell.place,
        raw=cell.text,
        label=context.label,
        plan=word.plan,
        level=word.level,
        code=code,
        name=name,
        record=context.numbers.loose() if context.record is None else context.record,
    )
    return Reading(score, (part,))


def _rating(word: RatingWord, cell: Cell, text: str, context: Context) -> Reading:
    said = text.strip()
    if not said:
        return Reading(HARDLY)
    nothing = stands_for_no_value(match_key(said))
    code, grade = (None, None) if nothing is not None else _split_code(said, word.code)
    rating = Rating(
        place=cell.place,
        raw=cell.text,
        label=context.label,
        status=nothing or Status.VALUE,
        fiscal_year=context.fiscal_year,
        stage=context.stage,
        criterion=word.criterion,
        grade=grade.lstrip(_AFTER_CODE) if grade and code else grade,
        code=code.rstrip(_AFTER_CODE) if code else None,
    )
    return Reading(text_score(text), (rating,))


def _split_code(text: str, pattern: str | None) -> tuple[str | None, str | None]:
    """A policy's code and name, as printed (``第8章 計画の推進`` -> 第8章 and 計画の推進)."""
    if pattern is None:
        return None, text
    key = folded(text)
    found = re.match(pattern, key.key)
    if found is None or found.end() == 0:
        return None, text
    code = key.printed(0, found.end())
    return code, key.printed(found.end(), len(key.key)) or None


def _scalar(value: Value, cell: Cell, text: str, context: Context) -> Reading:
    """Header columns, fields, narratives and parts of records."""
    said = text.strip()
    if not said:
        return Reading(HARDLY)
    if value.narrative is not None:
        fact: Fact = Narrative(
            place=cell.place,
            raw=cell.text,
            label=context.label,
            status=_dash(said) or Status.VALUE,
            fiscal_year=context.fiscal_year,
            field=value.narrative,
            text=said,
            stage=context.stage,
            criterion=value.criterion,
        )
        return Reading(text_score(text), (fact,))
    if value.part is not None:
        return _part(value, cell, said, context)
    if value.report is not None:
        return _head(value, cell, said, context)
    return _field(value, cell, said, context)


def _dash(text: str) -> Status | None:
    """``none`` for a dash where words are expected; words such as なし and 未定 may be the answer itself."""
    # Running text has letters from the start, so its beginning tells.
    if any(map(str.isalnum, match_key(text[:_BEGINNING]))):
        return None
    key = match_key(text)
    return None if any(map(str.isalnum, key)) else stands_for_no_value(key)


def _part(value: Value, cell: Cell, text: str, context: Context) -> Reading:
    if value.part == "deadline":
        iso, status, findings = _date(cell, text, context, words_allowed=True)
        part = replace(_record_part(value, cell, iso or "", context), status=status, text=iso)
        return Reading(WELL if iso else POORLY, (part,), findings)
    part = _record_part(value, cell, text, context)
    if (nothing := _dash(text)) is not None:
        return Reading(FAIRLY, (replace(part, status=nothing, text=None),))
    if (lost := damage(text)) is not None:
        return Reading(POORLY, (replace(part, status=Status.UNREADABLE, text=None),), (_damaged(lost, cell, context),))
    return Reading(text_score(text), (part,))


def _head(value: Value, cell: Cell, text: str, context: Context) -> Reading:
    column = value.report or ""
    if column.endswith("_fiscal_year"):
        year, status, findings = _year(cell, text, context)
        if year is None and not findings and status in {Status.NONE, Status.UNDECIDED}:
            return Reading(FAIRLY, (_field_fact(column, cell, None, context, status),))
        if year is None and not findings:
            return Reading(FAIRLY)
        if column == "started_fiscal_year":
            findings += _far_ahead(year, cell, context)
        return _with_field(HeadPart, column, year, cell, text, context, status, WELL, findings)
    is_code = column in {"project_code", "serial"}
    score = _code_score(text) if is_code else text_score(text)
    if (lost := damage(text)) is not None:
        fact = _field_fact(column, cell, None, context, Status.UNREADABLE)
        return Reading(score, (fact,), (_damaged(lost, cell, context),))
    if (nothing := stands_for_no_value(match_key(text))) is not None:
        fact = _field_fact(column, cell, None, context, nothing)
        return Reading(score, (fact,), (_nothing_said(column, cell, context),))
    odd = (_code_doubtful(cell, context),) if is_code and not _is_code(text) else ()
    return _with_field(HeadPart, column, text, cell, text, context, Status.VALUE, score, odd)


def _far_ahead(year: int | None, cell: Cell, context: Context) -> tuple[Finding, ...]:
    """A warning for a project that begins long after the sheet that evaluates it."""
    evaluated = context.years.evaluated
    if year is None or evaluated is None or year - evaluated <= _YEARS_AHEAD:
        return ()
    message = (
        f"{context.label}: a project that begins {year - evaluated} years after what is evaluated; look at the sheet"
    )
    return (Finding("year-doubtful", Severity.WARNING, message, str(evaluated), cell.text.strip(), place=cell.place),)


def _is_code(text: str) -> bool:
    """Letters, digits and hyphens, kanji only beside digits (第12号); a letter between digits may be a digit."""
    key = match_key(text)
    plain = all(c.isalnum() or c == "-" for c in key) and (key.isascii() or any(c.isdigit() for c in key))
    return plain and re.search("[0-9][OIl][0-9]", key) is None


def _code_doubtful(cell: Cell, context: Context) -> Finding:
    message = f"{context.label}: this is an odd code: cells are swapped, or it was damaged; look at the sheet"
    expected = "letters, digits and hyphens"
    return Finding("value-doubtful", Severity.WARNING, message, expected, cell.text.strip(), place=cell.place)


def _nothing_said(column: str, cell: Cell, context: Context) -> Finding:
    """What a report is known by is not filled in: no matter for a serial, but for its code and name."""
    severity = Severity.WARNING if column in {"project_code", "project_name"} else Severity.INFO
    message = f"{context.label}: the sheet says that there is none, or none yet"
    return Finding("value-missing", severity, message, actual=cell.text.strip(), place=cell.place)


def _damaged(lost: str, cell: Cell, context: Context) -> Finding:
    message = f"{context.label}: the cell {lost}, so its text was left out; look at the sheet"
    return Finding("text-unreadable", Severity.ERROR, message, actual=cell.text.strip(), place=cell.place)


def _with_field(
    kind: type[HeadPart],
    column: str,
    said: str | int | None,
    cell: Cell,
    text: str,
    context: Context,
    status: Status,
    score: int,
    findings: tuple[Finding, ...],
) -> Reading:
    """A header column, and the field row that every header cell also has; what can't be told has no value there."""
    head = kind(place=cell.place, raw=cell.text, label=context.label, status=status, column=column, value=said)
    known = text if status in {Status.VALUE, Status.TEXT} else None
    return Reading(score, (head, _field_fact(column, cell, known, context, status)), findings)


def _field(value: Value, cell: Cell, text: str, context: Context) -> Reading:
    name = value.field or ""
    lost = damage(text) if value.type not in {"number", "year", "date"} else None
    if lost is not None:
        fact = _field_fact(name, cell, None, context, Status.UNREADABLE)
        return Reading(FAIRLY, (fact,), (_damaged(lost, cell, context),))
    if value.type == "code" and (nothing := _dash(text)) is not None:
        return Reading(FAIRLY, (_field_fact(name, cell, None, context, nothing),))
    if value.type == "code":
        return Reading(_code_score(text), (_field_fact(name, cell, text, context, Status.VALUE),))
    if value.type == "number":
        quantity = parse_quantity(text)
        if quantity is None:
            return Reading(POORLY)
        problem = quantity.problem
        findings = (number_problem(quantity.status, problem, cell, context),) if problem else ()
        said = text if quantity.status in {Status.VALUE, Status.TEXT} else None
        return Reading(WELL, (_field_fact(name, cell, said, context, quantity.status),), findings)
    if value.type == "year":
        year, status, found = _year(cell, text, context)
        said = text if status in {Status.VALUE, Status.TEXT} and year is not None else None
        if year is None and not found:
            return Reading(FAIRLY)
        fact = replace(_field_fact(name, cell, said, context, status), fiscal_year=year)
        return Reading(WELL, (fact,), found)
    if value.type == "date":
        iso, status, found = _date(cell, text, context, words_allowed=True)
        said = text if iso is None and status is Status.TEXT else iso
        return Reading(WELL if iso else POORLY, (_field_fact(name, cell, said, context, status),), found)
    nothing = _dash(text)
    said = None if nothing is not None else text
    return Reading(text_score(text), (_field_fact(name, cell, said, context, nothing or Status.VALUE),))


def _field_fact(name: str, cell: Cell, said: str | None, context: Context, status: Status) -> Field:
    return Field(
        place=cell.place,
        raw=cell.text,
        label=context.label,
        status=status,
        fiscal_year=context.fiscal_year,
        field=name,
        value=said,
    )


def _code_score(text: str) -> int:
    key = match_key(text)
    return WELL if key and all(c.isascii() and (c.isalnum() or c in "-/()") for c in key) else HARDLY


def _year(cell: Cell, text: str, context: Context) -> tuple[int | None, Status, tuple[Finding, ...]]:
    reading = parse_fiscal_year(text, near=context.years.evaluated)
    if reading is None:
        return None, Status.VALUE, ()
    if reading.status is Status.VALUE:
        return reading.year, Status.VALUE, ()
    if reading.status in {Status.NONE, Status.UNDECIDED}:
        return None, reading.status, ()
    several = len(_YEARS.findall(match_key(text))) > 1
    if several:
        message = f"{context.label}: several years; they were kept as text"
        return None, Status.TEXT, (Finding("year-in-words", Severity.INFO, message, place=cell.place),)
    finding = Finding(
        "year-unreadable",
        Severity.ERROR,
        f"{context.label}: {reading.problem or 'not a fiscal year'}; look at the sheet",
        expected="a fiscal year (平成20年度, H20)",
        actual=cell.text.strip(),
        place=cell.place,
    )
    return None, reading.status, (finding,)


def _looks_like_a_date(text: str) -> bool:
    """True for 平成20年1Z月: words such as 随時 and 平成20年度末 have no digits or name a fiscal year."""
    key = match_key(text)
    return any(c.isdigit() for c in key) and "年度" not in key


def _date(
    cell: Cell, text: str, context: Context, *, words_allowed: bool = False
) -> tuple[str | None, Status, tuple[Finding, ...]]:
    reading = parse_date(text, near=context.years.evaluated)
    if reading is None:
        return None, Status.VALUE, ()
    if reading.status in {Status.VALUE, Status.NONE, Status.UNDECIDED}:
        odd = (_date_finding("date-odd", Severity.WARNING, reading.problem, cell, context),) if reading.problem else ()
        return reading.iso, reading.status, odd
    if reading.status is Status.TEXT and words_allowed and not _looks_like_a_date(text):
        return None, Status.TEXT, ()
    status = Status.UNREADABLE if reading.status is Status.TEXT else reading.status
    return None, status, (_date_finding("date-unreadable", Severity.ERROR, reading.problem, cell, context),)


def _date_finding(rule: str, severity: Severity, problem: str | None, cell: Cell, context: Context) -> Finding:
    message = f"{context.label}: {problem or 'not a date'}; look at the sheet"
    return Finding(rule, severity, message, "a date (平成20年5月15日)", cell.text.strip(), place=cell.place)
