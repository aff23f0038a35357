"""The option lists of the form, with a verdict's marks."""

from tests.dialect.style import Style
from tests.dialect.truth import DIRECTIONS, ENDINGS, Verdict

BUDGET = ("現状どおり", "増額", "減額", "終了")
GO_ON = ("拡充", "縮小", "統合", "改善・効率化", "改善余地なし", "その他")
END = ("事業完了", "終了", "休止")
NAMES = dict(zip((*DIRECTIONS, *ENDINGS), (*GO_ON, *END), strict=True))


def direction_rows(s: Style, group: int, verdict: Verdict | None, *, brackets: bool) -> tuple[str, str]:
    """The two lines 事業の継続 ⇒ … and 終了 ⇒ …; with brackets around the inner options, as on the sheet."""
    going, ended = verdict is not None and not verdict.ended, verdict is not None and verdict.ended
    left, right = ("(", ")") if brackets else ("", "")
    inner = [
        s.ticked(group, name, checked=going and verdict is not None and NAMES[verdict.direction] == name)
        for name in GO_ON
    ]
    note = f" [{verdict.note if verdict is not None and verdict.note else ''}]"
    ends = [
        s.ticked(group, name, checked=ended and verdict is not None and NAMES[verdict.direction] == name)
        for name in END
    ]
    first = f"{s.ticked(group, '事業の継続', checked=going)} ⇒ {left}{' '.join(inner)}{note}{right}"
    return first, f"{s.ticked(group, '終了', checked=ended)} ⇒ {left}{' '.join(ends)}{right}"


def one_row(s: Style, group: int, verdict: Verdict | None) -> str:
    """The second evaluation's options, which stand in one line, 終了 at its end."""
    ticked = None if verdict is None else "終了" if verdict.ended else NAMES[verdict.direction]
    note = f" [{verdict.note if verdict is not None and verdict.note else ''}]"
    options = [s.ticked(group, name, checked=name == ticked) for name in GO_ON]
    return f"{' '.join(options)}{note} {s.ticked(group, '終了', checked=ticked == '終了')}"
