"""大船渡市: which column of the list is what, by its letters.

Row 2 is the header, each row from 3 on a project. From BT on stand six blocks of 19 columns, 令和2年度 to 令和7年度:
six of money, two of staff, two of money, nine of indicators.
"""

import re
import unicodedata

from openpyxl.utils import column_index_from_string, get_column_letter

HEADER_ROW, FIRST_ROW, LAST_ROW = 2, 3, 409
EVALUATED, MADE = 2024, 2025
FIELDS = {
    "C": "serial", "D": "made_year", "E": "made_month", "F": "made_day", "G": "sheet_year", "H": "project_code",
    "I": "project_name", "J": "basic_project_id", "U": "department", "V": "section_head", "W": "section",
    "X": "person_in_charge", "Y": "telephone", "Z": "extension", "AC": "period_kind", "AK": "project_kind",
}  # fmt: skip
YEARS = {"AD": "started_fiscal_year", "AE": "ended_fiscal_year"}
BY_LINE = {
    "AF": "budget_account", "AG": "budget_kan", "AH": "budget_kou", "AI": "budget_moku", "AJ": "budget_project",
}  # fmt: skip
NARRATIVES = {
    "T": "legal_basis", "AL": "activities", "AW": "results", "AX": "plans", "AY": "target", "AZ": "purpose",
    "BA": "contribution", "GD": "background", "GE": "circumstances", "GF": "opinions",
}  # fmt: skip
JUDGED = {"GZ": ("first", "issues"), "HB": ("second", "overall_opinion")}
RATINGS = ("GG", "GI", "GK", "GM", "GO", "GQ", "GS", "GU")  # the reason stands in the column after it
MARKS = {"AA": "実施計画", "AB": "総合戦略"}
POLICIES = (("政策", "K", "L", "M"), ("施策", "N", "O", "P"), ("基本事業", "Q", "R", "S"))
SOURCES = ("national", "prefectural", "bond", "other", "general")
ITEMS = {5: "direct", 8: "personnel", 9: "total"}
STAFF = {6: "heads", 7: "hours"}
PLAN, BLOCK, WIDTH = "AM", "BT", 19
YEARS_OF_BLOCKS = tuple(range(2020, 2026))
INDICATORS = (
    ("activity", "ア", "BB"), ("activity", "イ", "BD"), ("activity", "ウ", "BF"),
    ("population", "カ", "BH"), ("population", "キ", "BJ"), ("population", "ク", "BL"),
    ("outcome", "サ", "BN"), ("outcome", "シ", "BP"), ("outcome", "ス", "BR"),
)  # fmt: skip
DIRECTIONS = {"1": "maintain", "2": "improve", "3": "other"}
OUTCOMES = {"維持": "same", "向上": "increase", "低下": "decrease"}
BUDGETS = {"維持": "same", "削減": "decrease", "増加": "increase"}
CHOICES = {
    "GW": ("first", "direction", DIRECTIONS),
    "GX": ("first", "outcome", OUTCOMES),
    "GY": ("first", "budget", BUDGETS),
    "HA": ("second", "direction", DIRECTIONS),
}


def after(column: str, steps: int) -> str:
    """The letters of the column so many to the right."""
    return str(get_column_letter(column_index_from_string(column) + steps))


def fold(text: str) -> str:
    """Without white space and differences of width: for options and criteria."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
