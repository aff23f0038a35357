"""Names and grades that a narrow cell broke over lines."""

import pytest

from pipeline.normalize.wrapping import unwrapped


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("・目標を概\nね達成", "・目標を概ね達成"),
        ("・委託済み\n・直営が妥\n当", "・委託済み\n・直営が妥当"),
        ("太陽光パネル\n（補助）", "太陽光パネル\n（補助）"),
        ("PR\nTimes", "PR Times"),
        ("人／\nha", "人／ha"),
        ("  件 ", "件"),
        ("", ""),
    ],
)
def test_a_break_stays_only_where_a_new_item_begins(printed: str, read: str) -> None:
    assert unwrapped(printed) == read
