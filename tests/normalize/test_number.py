"""Quantities: tables of what cells say, and what they don't."""

from decimal import Decimal

import pytest

from pipeline.model.quantity import Quantity, Status
from pipeline.normalize.number import parse_quantity


def value(
    number: str,
    unit: str | None = None,
    *,
    qualifier: str | None = None,
    note: str | None = None,
    precision: str = "1",
    problem: str | None = None,
) -> Quantity:
    return Quantity(
        Status.VALUE,
        Decimal(number),
        qualifier=qualifier,
        unit=unit,
        note=note,
        precision=Decimal(precision),
        problem=problem,
    )


def span(low: str, high: str, unit: str | None = None, qualifier: str | None = None, precision: str = "1") -> Quantity:
    return Quantity(
        Status.VALUE, low=Decimal(low), high=Decimal(high), unit=unit, qualifier=qualifier, precision=Decimal(precision)
    )


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("1,054", value("1054")),
        ("１，０５４", value("1054")),
        ("1，054", value("1054")),
        ("1,234,567", value("1234567")),
        ("0", value("0")),
        ("49.0", value("49.0", precision="0.1")),
        ("98．3", value("98.3", precision="0.1")),
        ("1.33 人", value("1.33", "人", precision="0.01")),
        ("1, 054", value("1054")),
        ("100％", value("100", "％")),
        ("5㎡", value("5", "㎡")),
        ("2回/月", value("2", "回/月")),
        ("3人／日", value("3", "人／日")),
        ("12,236千円", value("12236", "千円")),
        ("500万円", value("500", "万円")),
        ("¥1,234", value("1234", "¥")),
        ("1,054（人）", value("1054", "人")),
        ("△5", value("-5")),
        ("▲ 1,234", value("-1234")),
        ("－5", value("-5")),
        ("△　1,234", value("-1234")),
        ("▲ 39", value("-39")),
        ("-1.5%", value("-1.5", "%", precision="0.1")),
        ("+5", value("5")),
        ("約1800", value("1800", qualifier="約")),
        ("約 1,800人", value("1800", "人", qualifier="約")),
        ("400人程度", value("400", "人", qualifier="程度")),
        ("10人以上", value("10", "人", qualifier="以上")),
        ("5%未満", value("5", "%", qualifier="未満")),
        ("100人見込み", value("100", "人", qualifier="見込み")),
        ("延べ300人", value("300", "人", qualifier="延べ")),
        ("月2回", value("2", "回", qualifier="月")),
        ("毎年3回", value("3", "回", qualifier="毎年")),
        ("概ね90%", value("90", "%", qualifier="概ね")),
        ("最大 約 50 人 程度", value("50", "人", qualifier="最大 約 程度")),
        ("1,054人（延べ）", value("1054", "人", note="（延べ）")),
        ("29（4）", value("29", note="（4）")),
        ("1,243,584（△24,614）", value("1243584", note="（△24,614）")),
        ("(延べ)300人", value("300", "人", note="(延べ)")),
        ("1,234 ※他事業分を含む", value("1234", note="※他事業分を含む")),
        ("3億", value("300000000", precision="100000000")),
        ("3億4千万円", value("340000000", "円", precision="10000000")),
        ("1万2千", value("12000", precision="1000")),
        ("1.5万人", value("15000", "人", precision="1000")),
        ("百二十三", value("123")),
        ("二十人", value("20", "人", precision="10")),
        ("12,2３6", value("12236", problem="digits of mixed width")),
        ("007", value("7", problem="leading zero")),
        ("1万500", value("10500", problem="written with 万 or 千 to the last digit")),
    ],
)
def test_values(text: str, quantity: Quantity) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("60~120", span("60", "120")),
        ("60～120人", span("60", "120", "人")),
        ("60-120", span("60", "120")),
        ("60－120", span("60", "120")),
        ("60―120", span("60", "120")),
        ("60から120", span("60", "120")),
        ("60人〜120人", span("60", "120", "人")),
        ("年60~120人程度", span("60", "120", "人", "年 程度")),
        ("-5~5", span("-5", "5")),
        ("△5～△3", span("-5", "-3")),
        ("1.5~2", span("1.5", "2", precision="1")),
        ("1~2万円", span("1", "2", "万円")),
        ("2998-9036", span("2998", "9036")),
    ],
)
def test_ranges(text: str, quantity: Quantity) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize(
    "text",
    ["", "　", "\n", "人", "%", "件", "千円", "人/日", "（人）", "（　）", "約　　人", "年　回", "　人程度", "％以上"],
)
def test_blank(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("status", "texts"),
    [
        (Status.UNDECIDED, ["未定", "調整中", "検討中", "未確定", "算定中", "協議中", "集計中", "（未定）", "未 定"]),
        (
            Status.NONE,
            [
                "－",
                "―",
                "–",
                "ー",
                "‐",
                "—",
                "─",
                "－－",
                "なし",
                "無し",
                "無",
                "該当なし",
                "該当無し",
                "／",
                "/",
                "＼",
            ],
        ),
    ],
)
def test_statements_that_there_is_no_value(status: Status, texts: list[str]) -> None:
    assert [parse_quantity(text) for text in texts] == [Quantity(status)] * len(texts)


def test_statements_with_a_unit_or_a_note() -> None:
    assert parse_quantity("－ 人") == Quantity(Status.NONE, unit="人")
    assert parse_quantity("－（4）") == Quantity(Status.NONE, note="（4）")
    assert parse_quantity("未定（協議中）") == Quantity(Status.UNDECIDED, note="（協議中）")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1O0", "'O'"),
        ("l2", "'l'"),
        ("12,2З6", "'З'"),
        ("1O0人", "'O'"),
        ("1、234", "'、'"),
        ("10²", "'²'"),
        ("3½", "'½'"),
        ("±5", "'±'"),
        ("1 234", "white space"),
        ("1\n054", "white space"),
        ("1\u200b5", "white space"),
        ("12..3", "two separators"),
        ("1,23", "threes"),
        ("1,0544", "threes"),
        ("0,123", "threes"),
        ("12,34,567", "threes"),
        ("12.3.4", "more than one decimal point"),
        (".5", "begins or ends"),
        ("5.", "begins or ends"),
        ("1,", "begins or ends"),
        ("10-20-30", "nor a range"),
        ("120~60", "down to"),
        ("60人~80%", "two units"),
        ("千千", "well-formed"),
        ("1億2億円", "well-formed"),
        ("△", "without a number"),
        ("...", "without a number"),
        ("####", "####"),
        ("#N/A", "#N/A"),
        ("#DIV/0!", "#DIV/0!"),
        ("12\ufffd6", "U+FFFD"),
        ("9" * 19, "18 digits"),
        ("5m 2", "white space"),
    ],
)
def test_unreadable_and_what_is_odd(text: str, names: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert quantity.status is Status.UNREADABLE
    assert names in (quantity.problem or "")


@pytest.mark.parametrize(
    "text",
    [
        "（4）",
        "（4人）",
        "一",
        "千人",
        "万個",
        "1~2万人",
        "60 －120",
        "3 -5",
        "－\n5",
        "(△5)",
        "－ 50,500",
        "－　5人",
        "- 5",
        "− 1.5%",
    ],
)
def test_two_readings(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.status, quantity.value, quantity.low) == (Status.AMBIGUOUS, None, None)
    assert quantity.problem


@pytest.mark.parametrize(
    "text",
    [
        "H20",
        "平成20年度",
        "2008年度",
        "2008年",
        "1,054/1,800",
        "1/3",
        "3分の1",
        "第3回",
        "5%減",
        "約-5",
        "1人1回",
        "年12月",
        "60~",
        "100人以上110人未満",
        "毎月5日と20日",
        "3回目",
        "3時30分",
        "1日5人",
        "（延べ",
        "5人（延べ",
        "前年比5%",
    ],
)
def test_words_with_a_number_among_them_are_text(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.status, quantity.value, quantity.low) == (Status.TEXT, None, None)
    assert (quantity.problem is not None) == any(c.isdigit() for c in text)


@pytest.mark.parametrize(
    "text",
    [
        "一部",
        "十分",
        "一部実施",
        "全校",
        "各地区",
        "事業",
        "○",
        "〇",
        "◎",
        "①",
        "全員",
        "継続",
        "同左",
        "A",
        "一般",
        "〇人",
    ],
)
def test_words_are_text(text: str) -> None:
    assert parse_quantity(text) == Quantity(Status.TEXT)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("(2人)", value("2", "人")),
        ("( 2 人)", value("2", "人")),
        ("（1.5）", value("1.5", precision="0.1")),
        ("( 2 )人", value("2", "人")),
        ("（△5）", value("-5")),
        ("29（4）", value("29", note="（4）")),
        ("(－)", Quantity(Status.NONE)),
        ("(人)", None),
        ("( 人)", None),
        ("（　　人）", None),
        ("（　）人", None),
    ],
)
def test_bracketed_numbers(text: str, quantity: Quantity | None) -> None:
    assert parse_quantity(text, bracketed=True) == quantity


def test_units_of_the_form_are_known_besides() -> None:
    assert parse_quantity("5きょうだい") == Quantity(Status.TEXT, problem="a number among words not understood")
    assert parse_quantity("5きょうだい", ["きょうだい"]) == value("5", "きょうだい")
    assert parse_quantity("きょうだい", ["きょうだい"]) is None
    assert parse_quantity("事業", ["事業"]) is None
    assert parse_quantity("5", ["－", "5", "未定"]) == value("5")
    assert parse_quantity("未定", ["未定"]) == Quantity(Status.UNDECIDED)
    assert parse_quantity("500万人", ["万人"]) == value("500", "万人")
