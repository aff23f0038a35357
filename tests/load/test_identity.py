"""Which project a report is about, told from heads alone."""

from itertools import count

import pytest

from pipeline.load.identity import Group, Head, group_of, latest_first, project_keys, publications

_numbers = count()


def head(
    name: str | None = "防災訓練事業",
    department: str | None = "防災課",
    *,
    year: int = 2022,
    source: str | None = None,
    serial: str | None = None,
    code: str | None = None,
    kind: str = "sheet",
    run: int = 1,
) -> Head:
    number = next(_numbers)
    content = f"{number:064x}" if source is None else source.encode().hex().ljust(64, "0")
    return Head(
        id=f"r{number}",
        sha256=content,
        first_run=run,
        ordinal=number,
        form=f"kasumi/{kind}/{year}",
        kind=kind,
        fiscal_year=year - 1,
        sheet_fiscal_year=year,
        project_code=code,
        serial=serial,
        project_name=name,
        department=department,
    )


def keys(*heads: Head) -> list[str]:
    group = group_of(heads[0].project_code, heads[0].project_name)
    assert group is not None
    found = project_keys(group, heads)
    assert found == project_keys(group, heads[::-1])
    return [found[h.id].key + ("" if found[h.id].sure else " ?") for h in heads]


@pytest.mark.parametrize(
    ("code", "name", "group"),
    [
        ("０１２", "防災", Group(True, "012")),
        (None, "防災　訓練", Group(False, "防災訓練")),
        (" ", "防災", Group(False, "防災")),
        (None, " ", None),
        (None, None, None),
    ],
)
def test_a_code_comes_before_a_name_and_width_does_not_matter(code: str, name: str, group: Group) -> None:
    assert group_of(code, name) == group


def test_a_name_makes_a_history_across_years_departments_and_forms() -> None:
    renamed = head(department="危機管理課", year=2023)
    assert keys(head(), renamed, head(kind="summary")) == ["防災訓練事業"] * 3


def test_two_departments_with_one_name_in_a_year_are_two_projects_in_every_year() -> None:
    found = keys(head(), head(department="学校教育課"), head(year=2023))
    assert found == ["防災訓練事業 / 防災課", "防災訓練事業 / 学校教育課", "防災訓練事業 / 防災課"]


def test_namesakes_in_one_department_are_kept_apart_by_serial_and_have_no_history() -> None:
    found = keys(head(serial="1"), head(serial="2"), head(year=2023, serial="1"))
    assert found == [
        "防災訓練事業 / 防災課 / 2022 / 1 ?",
        "防災訓練事業 / 防災課 / 2022 / 2 ?",
        "防災訓練事業 / 防災課",
    ]


def test_namesakes_in_one_file_without_serial_are_kept_apart_by_report() -> None:
    first, second = head(source="a"), head(source="a")
    assert keys(first, second) == [f"防災訓練事業 / 防災課 / 2022 / {h.id} ?" for h in (first, second)]


def test_the_same_sheet_from_another_file_is_no_namesake() -> None:
    assert keys(head(), head()) == ["防災訓練事業"] * 2
    assert keys(head(serial="4"), head(serial="４")) == ["防災訓練事業"] * 2


def sets(*heads: Head) -> list[list[str]]:
    group = group_of(heads[0].project_code, heads[0].project_name)
    assert group is not None
    found = publications(heads, project_keys(group, heads))
    return [[h.id for h in group] for group in found]


def test_what_came_in_a_later_run_is_the_newer_publication() -> None:
    old, new, other_year, summary = head(run=1), head(run=2), head(year=2023), head(kind="summary")
    assert sets(old, other_year, new, summary) == [[new.id, old.id]]


def test_in_one_run_the_content_decides_whatever_the_order() -> None:
    a, b = head(source="a"), head(source="b")
    assert sets(a, b) == sets(b, a) == [[b.id, a.id]]


def test_the_latest_sheet_describes_a_project() -> None:
    old, summary, sheet = head(year=2021), head(kind="summary"), head()
    assert latest_first([old, summary, sheet]) == [sheet, summary, old]
