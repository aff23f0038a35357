"""``hyoka ingest`` names the command that tells how a form has drifted, or which form is near."""

from tests.cli.conftest import Hyoka
from tests.sheets import Sheet
from tests.town import Town

Option = tuple[str, str]


def test_a_missing_label_leads_to_forms_drift(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/a.txt", Sheet().text().replace("担当課", "担当する課").encode())
    answer = hyoka("ingest", "raw", *forms)
    assert "What has changed in a form, and the lines that mend it: hyoka forms drift raw/a.txt\n" in answer.out


def test_an_unknown_form_leads_to_the_nearest(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/b.txt", "会議録\n".encode())
    answer = hyoka("ingest", "raw", *forms)
    assert "The known form that is nearest: hyoka forms drift raw/b.txt" in answer.out


def test_a_good_sheet_leads_nowhere(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/a.txt")
    assert "forms drift" not in hyoka("ingest", "raw", *forms).out
