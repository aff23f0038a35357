"""Printed quantities to typed facts: money in whole yen, people, indicator numbers, figures the form computes."""

import re

from pipeline.bind.context import Context
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import Reading
from pipeline.model.facts import Cost, Derived, Fact, Funding, IndicatorValue, Money, Staffing
from pipeline.model.finding import Finding, Severity
from pipeline.model.quantity import Quantity, Status
from pipeline.normalize.era import YEAR_PATTERN
from pipeline.normalize.fold import match_key
from pipeline.normalize.money import point_or_comma, to_yen
from pipeline.normalize.number import parse_quantity
from pipeline.normalize.unit import money_factor
from pipeline.spec.values import Value

_PART = frozenset(("うち", "内"))
# Words that an amount of a year may have beside it; all others (最大, 平均, 毎月) make another figure of it.
_ROUGHLY = "約 およそ おおよそ 凡そ 概ね おおむね 大体 だいたい ほぼ 概算 推計 推定 程度 前後 内外 くらい ぐらい 位"
_ORDINARY = "ほど 程 相当 見込み 見込 の見込み 予定 の予定 実績 計 合計 小計 総計 総 年 年間 分"
_ON_AMOUNTS = frozenset(f"{_ROUGHLY} {_ORDINARY}".split())
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FIGURE = re.compile(r"[0-9]{3,}|[0-9]{1,3},[0-9]{3}")
_YEAR = re.compile(YEAR_PATTERN)

WELL, FAIRLY, POORLY, HARDLY = 3, 2, 1, 0
"""How well a cell's type fits a place; see ``Reading.score``."""


def read_number(value: Value, cell: Cell, text: str, context: Context) -> Reading:
    """Read ``text`` as the quantity that ``value`` means; blank gives no fact."""
    units = (value.unit,) if value.unit else ()
    quantity = parse_quantity(text, units, bracketed=value.bracketed)
    if quantity is None:
        return Reading(POORLY)
    fact, problem = _typed(value, quantity, cell, context)
    if context.year_unknown and fact.status is not Status.UNREADABLE:
        score = _number_score(value, quantity, fact)
        quantity = Quantity(Status.AMBIGUOUS, unit=quantity.unit)
        fact, _ = _typed(value, quantity, cell, context)
        problem = "the year of the heading above it can't be told"
        return Reading(score, (fact,), (number_problem(fact.status, problem, cell, context),))
    if problem is None and quantity.status is Status.TEXT:
        problem = "words where the form has a number"
    findings = [number_problem(fact.status, problem, cell, context)] if problem else []
    return Reading(_number_score(value, quantity, fact), (fact,), tuple(findings))


def _number_score(value: Value, quantity: Quantity, fact: Fact) -> int:
    if quantity.status is Status.VALUE:
        if fact.status is not Status.VALUE:
            return POORLY
        return FAIRLY if value.is_money and _has_decimals(quantity) else WELL
    return {Status.NONE: FAIRLY, Status.UNDECIDED: FAIRLY}.get(quantity.status, HARDLY)


def _has_decimals(quantity: Quantity) -> bool:
    """True for 49.0: amounts in 千円 are printed whole, figures in 円 often are not."""
    return quantity.precision is not None and quantity.precision < 1


def _typed(value: Value, quantity: Quantity, cell: Cell, context: Context) -> tuple[Fact, str | None]:
    if value.cost is not None or value.funding is not None:
        return _money(value, quantity, cell, context)
    status = quantity.status
    if value.derived is not None:
        unit = quantity.unit or value.unit
        word = value.derived
        number = context.record
        if number is None and word.indicator is not None:
            number = context.numbers.single(word.indicator, context.part)
        factor = None if unit is None else money_factor(unit)
        problem = quantity.problem
        other = _is_other_unit(quantity.unit, value.unit)
        point = None if factor is None else point_or_comma(quantity, factor)
        if status is Status.VALUE and (quantity.value is None or other or point):
            status, problem = Status.AMBIGUOUS, point or f"expected one figure in {value.unit}"
        figure = quantity.value if status is Status.VALUE else None
        derived = Derived(
            place=cell.place,
            raw=cell.text,
            label=context.label,
            status=status,
            fiscal_year=context.fiscal_year,
            note=_note(quantity, keep_qualifier=True),
            basis=word.basis,
            measure=word.measure,
            numerator=word.numerator,
            indicator=number,
            value=figure,
            unit=unit,
            yen=None if figure is None or factor is None else figure * factor,
        )
        return derived, problem
    if status is Status.VALUE and value.staffing is not None and _is_other_unit(quantity.unit, value.unit):
        quantity = replace(quantity, status=Status.AMBIGUOUS, value=None, low=None, high=None)
        return _measured(value, quantity, cell, context), f"printed in {quantity.unit} where the form has {value.unit}"
    problem = quantity.problem
    if status is Status.VALUE and _is_other_unit(quantity.unit, value.unit):
        problem = _joined(problem, f"printed in {quantity.unit} where the form has {value.unit}")
    return _measured(value, quantity, cell, context), problem


def _is_other_unit(printed: str | None, expected: str | None) -> bool:
    return bool(printed and expected) and match_key(printed or "") != match_key(expected or "")


def _measured(value: Value, quantity: Quantity, cell: Cell, context: Context) -> Fact:
    if value.staffing is not None:
        word = value.staffing
        return Staffing(
            place=cell.place,
            raw=cell.text,
            label=context.label,
            status=quantity.status,
            fiscal_year=context.fiscal_year,
            note=_note(quantity),
            basis=word.basis,
            kind=word.kind,
            within=word.within,
            measure=word.measure,
            value=quantity.value,
            value_low=quantity.low,
            value_high=quantity.high,
            qualifier=quantity.qualifier,
            unit=quantity.unit or value.unit,
        )
    record = context.record
    if record is None and value.indicator is not None:
        record = context.numbers.single(value.indicator, context.part)
    return IndicatorValue(
        place=cell.place,
        raw=cell.text,
        label=context.label,
        status=quantity.status,
        fiscal_year=context.fiscal_year,
        note=_note(quantity),
        indicator=-1 if record is None else record,
        measure=value.measure or "actual",
        value=quantity.value,
        value_low=quantity.low,
        value_high=quantity.high,
        qualifier=quantity.qualifier,
        unit=quantity.unit or value.unit,
    )


def _money(value: Value, quantity: Quantity, cell: Cell, context: Context) -> tuple[Money, str | None]:
    status, problem = quantity.status, quantity.problem
    yen = to_yen(quantity, value.unit)
    part = _part_of_amount(quantity)
    if status is Status.VALUE and (yen.amount is None or part):
        status, problem = Status.AMBIGUOUS, part or yen.problem or problem
        yen = replace(yen, amount=None, precision=None)
    elif status is Status.VALUE:
        problem = _joined(problem, _odd_amount(quantity))
    note = _note(quantity, keep_qualifier=True)
    if value.cost is not None:
        cost = value.cost
        return Cost(
            place=cell.place,
            raw=cell.text,
            label=context.label,
            status=status,
            fiscal_year=context.fiscal_year,
            note=note,
            basis=cost.basis,
            within=cost.within,
            amount_yen=yen.amount,
            unit=yen.unit or value.unit,
            precision_yen=yen.precision,
            item=cost.item,
        ), problem
    funding = value.funding
    assert funding is not None  # noqa: S101 - the caller has looked
    return Funding(
        place=cell.place,
        raw=cell.text,
        label=context.label,
        status=status,
        fiscal_year=context.fiscal_year,
        note=note,
        basis=funding.basis,
        within=funding.within,
        amount_yen=yen.amount,
        unit=yen.unit or value.unit,
        precision_yen=yen.precision,
        source=funding.source,
        sums_to=funding.sums_to,
    ), problem


def _part_of_amount(quantity: Quantity) -> str | None:
    """うち 50,500 is a part of an amount that stands elsewhere; or None."""
    word = next((word for word in _words(quantity) if match_key(word) in _PART), None)
    return f"{word} says that this is a part of an amount, and not which" if word else None


def _odd_amount(quantity: Quantity) -> str | None:
    """What a person should look at in an amount with words or further figures beside it; or None."""
    strange = [word for word in _words(quantity) if match_key(word) not in _ON_AMOUNTS]
    note = _IN_BRACKETS.sub("", match_key(quantity.note or ""))
    strange += [note] if _FIGURE.search(_YEAR.sub("", note)) else []
    return f"an amount with {', '.join(strange)} beside it" if strange else None


def _words(quantity: Quantity) -> list[str]:
    return (quantity.qualifier or "").split(" ") if quantity.qualifier else []


def _joined(*problems: str | None) -> str | None:
    return "; ".join(problem for problem in problems if problem) or None


def _note(quantity: Quantity, *, keep_qualifier: bool = False) -> str | None:
    words = [quantity.qualifier if keep_qualifier else None, quantity.note]
    return " ".join(word for word in words if word) or None


def number_problem(status: Status, problem: str, cell: Cell, context: Context) -> Finding:
    """An odd but readable number is a warning; one without a value an error, because something is missing."""
    rule = {Status.VALUE: "number-odd", Status.AMBIGUOUS: "number-ambiguous", Status.TEXT: "number-in-words"}
    severity = Severity.WARNING if status is Status.VALUE else Severity.ERROR
    return Finding(
        rule.get(status, "number-unreadable"),
        severity,
        f"{context.label}: {problem}; look at the sheet",
        expected="a number as printed on this form",
        actual=cell.text.strip(),
        fiscal_year=context.fiscal_year,
        place=cell.place,
    )
