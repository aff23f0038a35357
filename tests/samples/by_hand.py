"""What the sample sheets say, written down from the sheets by hand and not from what the program reads.

Amounts are in 千円 as printed; None stands for －, BLANK for nothing. A verdict is direction and budget; None a second
evaluation that
wasn't made.
"""

from dataclasses import dataclass, field
from decimal import Decimal

BLANK = "blank"
Amounts = dict[str, tuple[int | str | None, ...]]
Key = tuple[str, int, str, int | None]
Printed = tuple[Decimal | None, Decimal | None, Decimal | None, str | None, str]


@dataclass(frozen=True)
class Sheet:
    """``costs`` by item and ``sources`` by source hold a number a year, first year first; blanks at the end left out.

    ``outcome`` is (target, actual, rate) a year; the sheet's own year has a target alone.
    """

    years: tuple[int, int, int]
    costs: Amounts
    sources: Amounts
    staff: dict[int, str]
    per_resident: dict[int, str]
    per_use: dict[int, str]
    users: dict[int, int]
    activity: dict[int, str]
    outcome: dict[int, tuple[str, ...]]
    first: tuple[str, str]
    second: tuple[str, str] | None
    restated: tuple[str, str, str] | None
    started: int
    ended: int | None = None
    goals: tuple[str | None, ...] = ()
    errors: tuple[str, ...] = field(default=())


BY_HAND = {
    "2022/030402": Sheet(
        years=(2020, 2021, 2022),
        costs={
            "budget": (6500, 6720, 7050),
            "direct": (6118, 6488),
            "personnel": (8904, 8940),
            "total": (15022, 15428),
        },
        sources={
            "general": (10760, 10951, 2150),
            "national_prefectural": (4078, 4324, 4700),
            "beneficiary": (184, 152, 200),
        },
        staff={2020: "1.20", 2021: "1.20"}, per_resident={2020: "178.4", 2021: "183.9"},
        per_use={2020: "1828.9", 2021: "1562.1"}, users={2020: 8214, 2021: 9876}, activity={2020: "186", 2021: "214"},
        outcome={2020: ("80", "78.4", "98.0"), 2021: ("85", "86.1", "101.3"), 2022: ("88",)},
        first=("expand", "increase"), second=None, restated=("first", "improve", "same"), started=2005,
        goals=("2022-10", "2023-03"),
    ),
    "2023/030402": Sheet(
        years=(2021, 2022, 2023),
        costs={
            "budget": (6720, 7050, 7480),
            "direct": (6488, 6842),
            "personnel": (8940, 10139),
            "total": (15428, 16981),
        },
        sources={
            "general": (10951, 12189, 2250),
            "national_prefectural": (4324, 4560, 4980),
            "beneficiary": (152, 232, 250),
        },
        staff={2021: "1.20", 2022: "1.35"}, per_resident={2021: "183.9", 2022: "203.5"},
        per_use={2021: "1562.1", 2022: "1254.1"}, users={2021: 9876, 2022: 13540}, activity={2021: "214", 2022: "243"},
        outcome={2021: ("85", "86.1", "101.3"), 2022: ("88", "89.3", "101.5"), 2023: ("90",)},
        first=("improve", "same"), second=("expand", "increase"),
        restated=("first", "expand", "increase"), started=2005,
        goals=("2023-09",),
    ),
    "2024/030402": Sheet(
        years=(2022, 2023, 2024),
        costs={
            "budget": (7050, 7480, 7600),
            "direct": (6827, 7311),
            "personnel": (10139, 10233),
            "total": (16965, 17544),
        },
        sources={
            "general": (12184, 12402, 2260),
            "national_prefectural": (4550, 4874, 5060),
            "beneficiary": (232, 268, 280),
        },
        staff={2022: "1.35", 2023: "1.35"}, per_resident={2022: "203.3", 2023: "211.3"},
        per_use={2022: "1253.0", 2023: "1167.9"}, users={2022: 13540, 2023: 15022}, activity={2022: "243", 2023: "244"},
        outcome={2022: ("88", "89.3", "101.5"), 2023: ("90", "91.0", "101.1"), 2024: ("90",)},
        first=("maintain", "same"), second=None, restated=("second", "expand", "increase"), started=2005,
        goals=("2024-12", None),
    ),
    "2022/060311": Sheet(
        years=(2020, 2021, 2022),
        costs={
            "budget": (48000, 50500, 52000), "direct": (47216, 49874), "personnel": (15582, 15645),
            "debt_service": (3215, 3198), "total": (66013, 68717),
        },
        sources={
            "general": (39013, 40417, 22800),
            "national_prefectural": (12000, 12500, 13000),
            "bond": (15000, 15800, 16200),
            "other": (None, None, None),
        },
        staff={2020: "2.10", 2021: "2.10"}, per_resident={2020: "783.9", 2021: "819.0"},
        per_use={2020: "23081.6", 2021: "23333.4"}, users={2020: 2860, 2021: 2945},
        activity={2020: "14300", 2021: "14725"},
        outcome={2020: ("300", "342", "87.7"), 2021: ("280", "301", "93.0"), 2022: ("260",)},
        first=("improve", "same"), second=None,
        restated=("first", "improve", "same"), started=1987, goals=("2023-03",),
    ),
    "2023/060311": Sheet(
        years=(2021, 2022, 2023),
        costs={
            "budget": (50500, 52000, 55000), "direct": (49874, 51405), "personnel": (15645, 16898),
            "debt_service": (3198, 3181), "total": (68717, 73933),
        },
        sources={
            "general": (40417, 44733, 24500),
            "national_prefectural": (12500, 13000, 13500),
            "bond": (15800, 16200, 17000),
            "other": (None, None, None),
        },
        staff={2021: "2.10", 2022: "2.25"}, per_resident={2021: "819.0", 2022: "885.8"},
        per_use={2021: "23333.4", 2022: "24562.6"}, users={2021: 2945, 2022: 3010},
        activity={2021: "14725", 2022: "15050"},
        outcome={2021: ("280", "301", "93.0"), 2022: ("260", "268", "97.0"), 2023: ("240",)},
        first=("improve", "increase"), second=("improve", "same"),
        restated=("first", "improve", "same"), started=1987,
        goals=("2024-02",),
    ),
    "2024/060311": Sheet(
        years=(2022, 2023, 2024),
        costs={
            "budget": (52000, 55000, 54000), "direct": (51405, 54121), "personnel": (16898, 18192),
            "debt_service": (3181, 3162), "depreciation": (2450, 2613), "total": (73933, 78088),
        },
        sources={
            "general": (44733, 47588, 24000),
            "national_prefectural": (13000, 13500, 13200),
            "bond": (16200, 10700, 16800),
            "other": (None, None, None),
        },
        staff={2022: "2.25", 2023: "2.40"}, per_resident={2022: "885.8", 2023: "940.6"},
        per_use={2022: "24562.6", 2023: "26133.7"}, users={2022: 3010, 2023: 2988},
        activity={2022: "15050", 2023: "14940"},
        outcome={2022: ("260", "268", "97.0"), 2023: ("240", "229", "104.8"), 2024: ("220",)},
        first=("other", "same"), second=None,
        restated=("second", "improve", "same"), started=1987, goals=("2024-11",),
        errors=("check-funding_total",),
    ),
    "2022/080205": Sheet(
        years=(2020, 2021, 2022),
        costs={
            "budget": (5900, 5850, 5700),
            "direct": (5612, 5499),
            "personnel": (5936, 5960),
            "total": (11548, 11459),
        },
        sources={"general": (11488, 11399, 5650), "other": (60, 60, 50)},
        staff={2020: "0.80", 2021: "0.80"}, per_resident={2020: "137.1", 2021: "136.6"},
        per_use={2020: "537.6", 2021: "581.6"}, users={2020: 21480, 2021: 19702}, activity={2020: "264", 2021: "258"},
        outcome={2020: ("1500", "1312", "87.5"), 2021: ("1500", "1245", "83.0"), 2022: ("1400",)},
        first=("reduce", "decrease"), second=("reduce", "decrease"), restated=("first", "reduce", "decrease"),
        started=1989, goals=("2023-01",),
    ),
    "2023/080205": Sheet(
        years=(2021, 2022, 2023),
        costs={
            "budget": (5850, 5700, 5200),
            "direct": (5499, 5401),
            "personnel": (5960, 5257),
            "total": (11459, 11738),
        },
        sources={"general": (11399, 11693, 5155), "other": (60, 45, 45)},
        staff={2021: "0.80", 2022: "0.70"}, per_resident={2021: "136.6", 2022: "140.6"},
        per_use={2021: "581.6", 2022: "676.3"}, users={2021: 19702, 2022: 17355}, activity={2021: "258", 2022: "240"},
        outcome={2021: ("1500", "1245", "83.0"), 2022: ("1400", "1130", "80.7")},
        first=("completed", "end"), second=("ended", "end"), restated=("second", "reduce", "decrease"),
        started=1989, ended=2023, goals=("2024-03",),
    ),
    "2023/010915": Sheet(
        years=(2021, 2022, 2023),
        costs={
            "budget": (BLANK, 18400, 21600),
            "direct": (BLANK, 17269),
            "personnel": (None, 4506),
            "total": (BLANK, 21775),
        },
        sources={
            "general": (BLANK, 8671, 4600),
            "national_prefectural": (BLANK, 8000, 10000),
            "beneficiary": (BLANK, 3104, 4000),
            "other": (BLANK, 2000, 3000),
        },
        staff={2022: "0.60"}, per_resident={2022: "260.9"}, per_use={2022: "14030.2"}, users={2022: 1552},
        activity={2022: "12"}, outcome={2022: ("5.0", "4.5", "90.0"), 2023: ("10.0",)},
        first=("improve", "increase"), second=None, restated=None, started=2022, goals=("2023-08", "2024-03"),
    ),
    "2024/010915": Sheet(
        years=(2022, 2023, 2024),
        costs={
            "budget": (18400, 21600, 9800),
            "direct": (17269, 20415),
            "personnel": (4506, 6443),
            "total": (21775, 26858),
        },
        sources={
            "general": (8671, 10532, 2200),
            "national_prefectural": (8000, 9600, 4500),
            "beneficiary": (3104, 3726, 1600),
            "other": (2000, 3000, 1500),
        },
        staff={2022: "0.60", 2023: "0.85"}, per_resident={2022: "260.9", 2023: "323.5"},
        per_use={2022: "14030.2", 2023: "14416.7"}, users={2022: 1552, 2023: 1863}, activity={2022: "12", 2023: "16"},
        outcome={2022: ("5.0", "4.5", "90.0"), 2023: ("10.0", "9.9", "99.0"), 2024: ("12.5",)},
        first=("reduce", "decrease"), second=("reduce", "decrease"), restated=("first", "improve", "increase"),
        started=2022, goals=("2025-02",),
    ),
}  # fmt: skip

# 減価償却費 whose first year is blank stands here: its one value is of the second year.
DEPRECIATION_OF_2022 = {"2023/060311": 2450, "2023/080205": 1080}

# Quantities that are more than a number: (kind, ordinal, measure, year) and value, low, high, qualifier, status.
QUANTITIES: dict[str, dict[Key, Printed]] = {
    "2022/030402": {
        ("activity", 1, "forecast", 2022): (Decimal(240), None, None, "程度", "value"),
        ("activity", 1, "goal", None): (None, None, None, None, "undecided"),
        ("activity", 2, "forecast", 2022): (None, Decimal(20), Decimal(24), None, "value"),
        ("activity", 2, "goal", None): (Decimal(30), None, None, "年 程度", "value"),
        ("outcome", 1, "goal", None): (Decimal(95), None, None, "以上", "value"),
        ("population", 1, "actual", 2020): (Decimal(2400), None, None, "約", "value"),
    },
    "2022/080205": {
        ("activity", 2, "actual", 2020): (Decimal("-12.4"), None, None, None, "value"),
        ("activity", 2, "actual", 2021): (Decimal("-8.3"), None, None, None, "value"),
        ("activity", 2, "forecast", 2022): (Decimal(-10), None, None, "程度", "value"),
        ("activity", 1, "goal", None): (None, None, None, None, "none"),
    },
    "2023/080205": {
        ("outcome", 1, "target", 2023): (None, None, None, None, "none"),
        ("activity", 2, "actual", 2022): (Decimal("-11.9"), None, None, None, "value"),
    },
    "2023/010915": {("activity", 1, "forecast", 2023): (None, Decimal(10), Decimal(15), "年 程度", "value")},
    "2024/030402": {("activity", 2, "forecast", 2024): (Decimal(30), None, None, "約", "value")},
    "2024/060311": {("activity", 2, "goal", None): (Decimal(48), None, None, "年 以上", "value")},
}

# The 評価シート prints none for the outcome.
UNITS: dict[str, dict[str, str | None]] = {
    "030402": {"population": "人", "users": "人", "outcome": "%"},
    "060311": {"population": "km", "users": "m", "outcome": "件"},
    "080205": {"population": "人", "users": "冊", "outcome": "人"},
    "010915": {"population": "世帯", "users": "台", "outcome": "%"},
}
