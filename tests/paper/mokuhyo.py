"""蒼浜市 事業点検 目標と点検のシート: one page a project, three to a file. All of it is invented."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.paper.model import Beside, Cell, Gap, Page, Sheet, Table, figure, label, line, said

GOALS = (
    "1 くらしの安心", "2 学びの広がり", "3 海と緑の保全",
    "4 はたらく場づくり", "5 支え合いの輪", "6 まちの足の確保",
    "7 にぎわいの再生", "8 備えと減災",
)  # fmt: skip
TOGETHER = ("市民の活動への後押し", "知らせる・聞く工夫")
LASTING = ("費用と効果の見直し", "建物と設備の長もち", "人を育てる職場", "近隣の市町との連携")

Four = tuple[str, str, str, str]
_NONE: Four = ("", "", "", "")


@dataclass(frozen=True)
class Project:
    """What one sheet says; figures are of 令和3年度 and 4年度, of the budget and the settlement of 5年度."""

    number: int
    department: str
    name: str
    aim: str
    measure: str
    activities: str
    target: str
    means: str
    form: str
    plans: str
    goals: tuple[int, ...]
    views: tuple[str, ...]
    planned: str
    done: str
    cost: Four
    breakdown: tuple[tuple[str, Four], ...]
    national: Four
    other: Four
    beneficiary: Four
    general: Four
    rate: Four
    other_words: str
    outcomes: tuple[tuple[str, str, Four, str], ...]
    ratings: tuple[str, str, str]
    reasons: tuple[str, str, str]
    direction: str
    remarks: str = ""
    prepared: str = ""
    bond: Four = _NONE


def sheets(projects: Sequence[Project] | None = None) -> Sheet:
    """The file, or one of other projects."""
    return Sheet(tuple(_page(project) for project in projects or PROJECTS))


def _page(p: Project) -> Page:
    number = Table((60,), ((said(str(p.number), align="center"),),))
    title = line("第3次蒼浜市まちづくりプラン　事業点検（令和5年度実施分）", 60, (440, "NO."), size=11, height=18)
    return Page(
        (
            Beside(((0, (title, line("目標と点検のシート", 180))), (475, (number,)))),
            line("(1) 事業名とプランの体系", size=9),
            _names(p),
            Gap(6),
            _plan(p),
            line("(2) 事業のあらまし"),
            _outline(p),
            line("(3) 「進め方」の視点"),
            *_views(p),
            Beside(
                (
                    (0, (line("(4) お金のうごき（千円で、端数は四捨五入）"), *_cost(p))),
                    (250, (line("(5) 成果指標と点検"), *_review(p))),
                )
            ),
            line("※ 備　考"),
            Table((535,), ((said(p.remarks),),), 30),
        ),
        margin=30,
    )


def _names(p: Project) -> Table:
    cells = (label("担当部署"), said(p.department), label("事業名", spaced=True), said(p.name))
    return Table((85, 165, 85, 200), (cells,))


def _plan(p: Project) -> Table:
    return Table(
        (50, 50, 150, 85, 60, 140),
        (
            (
                label("プラン\nの体系", rows=2), label("めざす姿"), said(p.aim),
                label("防災指針の体系\n※ある場合だけ", rows=2), label("備える目標"), said(p.prepared),
            ),
            (label("取組名"), said(p.measure), label("分野"), said()),
        ),
    )  # fmt: skip


def _outline(p: Project) -> Table:
    return Table(
        (85, 165, 50, 235),
        (
            (
                label("実施期間\n（前期の令和5～9年度の間）", size=6), said("令和　5　年度　～　令和　9　年度"),
                label("事業内容", rows=3), said(p.activities, rows=3),
            ),
            (label("対象\n（だれに）"), said(p.target)),
            (label("手段\n（どうやって）"), said(p.means)),
            (label("実施形態（直営・委託）", size=7), said(p.form), label("関係する\n計画・条例"), said(p.plans)),
        ),
        (26, 26, 26, 26),
    )  # fmt: skip


def _views(p: Project) -> tuple[Table, ...]:
    rows: list[tuple[Cell, ...]] = []
    for first in range(3):
        cells = [label("めざす目標\n※あてはまるものに○", rows=3)] if first == 0 else []
        for number in range(first, len(GOALS), 3):
            cells += [_mark(number in p.goals), said(GOALS[number])]
        if first == 2:
            cells.append(said(cols=2))
        rows.append(tuple(cells))

    def option(text: str) -> tuple[Cell, Cell]:
        return _mark(text in p.views), said(text)

    views = (
        (label("意識すること\n※あてはまるものに○", rows=3), label("「みんなで」の視点"), *option(TOGETHER[0]),
         *option(TOGETHER[1])),
        (label("「長つづき」の視点", rows=2), *option(LASTING[0]), *option(LASTING[1])),
        (*option(LASTING[2]), *option(LASTING[3])),
    )  # fmt: skip
    results = (
        label("R5年度の取組予定"), said(p.planned), label("R5年度の取組実績"), said(p.done),
    )  # fmt: skip
    return (
        Table((85, 18, 132, 18, 132, 18, 132), tuple(rows), 16),
        Table((85, 90, 18, 162, 18, 162), views, 16),
        Table((85, 182, 85, 183), (results,), 36),
    )


def _mark(chosen: bool) -> Cell:
    return said("○" if chosen else "", align="center")


def _cost(p: Project) -> tuple[Table, ...]:
    lines = [*p.breakdown, *[("", _NONE)] * (3 - len(p.breakdown))]
    heads = (
        (label("区　　分", cols=3, rows=2), label("R3年度"), label("R4年度"), label("R5年度", cols=2)),
        tuple(label(text, spaced=True) for text in ("決算", "決算", "予算", "決算")),
    )
    rows = (
        *heads,
        (label("事業費　A", cols=3), *_four(p.cost)),
        *(
            (*((label("主な内訳", rows=3, upright=True),) if n == 0 else ()), said(name, cols=2), *_four(row))
            for n, (name, row) in enumerate(lines)
        ),
        (label("財源", rows=5, upright=True), label("国・県支出金", cols=2), *_four(p.national)),
        (label("地方債", cols=2), *_four(p.bond)),
        (label("その他", cols=2, join="other"), *_four(p.other)),
        (label("", join="other"), label("うち利用者負担 B", size=6), *_four(p.beneficiary)),
        (label("一般財源", cols=2), *_four(p.general)),
        (label("利用者負担率　B÷A", cols=3), *_four(p.rate)),
        (label("R5年度における\n「その他」の主な内容", cols=3), said(p.other_words, cols=4)),
    )
    return (Table((16, 10, 72, 38, 38, 38, 38), rows, (*(14,) * 12, 30)),)


def _four(texts: Four) -> tuple[Cell, ...]:
    return tuple(figure(text, size=7) for text in texts)


def _review(p: Project) -> tuple[Table, ...]:
    heads = (
        (label("成果指標の内容", rows=2), label("単位", rows=2), label("目標値", cols=4),
         label("防災指針の\n指標に該当", rows=2, size=6)),
        tuple(label(text, size=6) for text in ("R4年度\n実績", "R5年度\n見込", "R5年度\n実績", "R9年度\n見込")),
    )  # fmt: skip
    named = [*p.outcomes, *[("", "", _NONE, "")] * (2 - len(p.outcomes))]
    records = [(said(name), said(unit, align="center"), *_four(row), said(mark)) for name, unit, row, mark in named]
    reached, worth, thrift = p.ratings
    first, second, third = p.reasons
    verdict = (
        (label("指標の進みぐあい", cols=2), said(reached)),
        (label("判断の理由"), said(first, cols=2)),
        (label("事業の効き目", cols=2), said(worth)),
        (label("事業の手ぎわ", cols=2), said(thrift)),
        (label("判断の理由"), said(second, cols=2)),
        (label("R6年度以降の事業の方向", cols=2), said(p.direction)),
        (label("判断の理由"), said(third, cols=2)),
    )
    return (
        Table((85, 25, 33, 33, 33, 33, 43), (*heads, *records), (14, 18, 18, 18)),
        Table((50, 70, 165), verdict, (14, 28, 14, 14, 28, 14, 28)),
    )


PROJECTS = (
    Project(
        number=1, department="防災課", name="海辺の見守り事業", aim="A あんしんの浜", measure="B 水辺の事故を防ぐ",
        activities="夏の間、海辺に見守り員を置き、危ない所の標識を直す。地元の小学校で水辺の約束を教える。",
        target="海辺を訪れる人", means="見守り員の配置、標識の点検", form="一部委託", plans="蒼浜市水辺安全計画",
        goals=(0, 7), views=(TOGETHER[0], LASTING[3]), planned="見守り員を一人ふやす。",
        done="見守り員を一人ふやし、標識を12本直した。",
        cost=("3,240", "3,310", "3,500", "3,420"),
        breakdown=(
            ("見守り員の謝礼", ("2,400", "2,450", "2,600", "2,540")),
            ("標識の修繕", ("840", "860", "900", "880")),
        ),
        national=("1,000", "1,000", "1,000", "1,000"), other=("240", "260", "300", "290"),
        beneficiary=("120", "130", "150", "145"), general=("2,000", "2,050", "2,200", "2,130"),
        rate=("3.7%", "3.9%", "4.3%", "4.2%"), other_words="駐車料 145千円、寄附 145千円",
        outcomes=(
            ("水辺の事故", "件", ("4", "3", "2", "0"), "○"),
            ("講習に来た人", "人", ("210", "220", "236", "300"), ""),
        ),
        ratings=("A.目標どおり", "A.高い", "B.まずまず"),
        reasons=("事故は前の年より減った。", "見守り員のいる浜では事故がない。", "続ける必要がある。"),
        direction="つづける", prepared="1 命を守る",
    ),
    Project(
        number=2, department="商工課", name="商店街の灯り事業", aim="C にぎわいの港", measure="D 通りを明るくする",
        activities="商店街の街灯を点検し、切れた灯りを取り替える。", target="商店街を通る人", means="街灯の点検と交換",
        form="全部委託", plans="", goals=(6,), views=(LASTING[1],), planned="街灯30基を点検する。",
        done="街灯32基を点検し、5基を取り替えた。",
        cost=("1,850", "1,900", "2,000", "1,960"),
        breakdown=(("灯具の交換", ("1,850", "1,900", "2,000", "1,960")),),
        national=_NONE, other=("0", "0", "0", "0"), beneficiary=("0", "0", "0", "0"),
        general=("1,850", "1,900", "2,000", "1,960"), rate=_NONE, other_words="",
        outcomes=(("切れた灯りの数", "基", ("9", "6", "5", "3"), ""),),
        ratings=("B.おおむね目標どおり", "A.高い", "A.よい"),
        reasons=("切れる灯りは減っている。", "費用はほぼ灯具の代金である。", "灯具が古くなるため、手厚くする。"),
        direction="ひろげる",
    ),
    # The contradiction: 一般財源 of the settlement was 630, as the other figures of the column say.
    Project(
        number=3, department="図書館", name="図書の宅配事業", aim="B まなびの丘", measure="A 本にふれる機会をふやす",
        activities="外に出にくい人の家へ、図書館の本を月に一度届ける。", target="外出がむずかしい市民",
        means="予約の受付、配達", form="直営", plans="蒼浜市読書計画、図書館条例", goals=(1, 4), views=(TOGETHER[1],),
        planned="配達の日を月二回にする。", done="配達は月一回のままだった。",
        cost=("620", "640", "700", "655"), breakdown=(("配達の車の借上げ", ("620", "640", "700", "655")),),
        national=_NONE, other=("20", "20", "30", "25"), beneficiary=("20", "20", "30", "25"),
        general=("600", "620", "670", "603"), rate=("3.2%", "3.1%", "4.3%", "3.8%"), other_words="利用料 25千円",
        outcomes=(("届けた本", "冊", ("1,204", "1,300", "1,188", "1,500"), ""),),
        ratings=("C.目標に届かず", "B.まずまず", "B.まずまず"),
        reasons=("申し込みが減った。", "一回の配達の費用が高い。", "やり方をかえる。"), direction="あらためる",
        remarks="令和6年度から配達の曜日をかえる。",
    ),
)  # fmt: skip

SCANNED = Project(
    number=4, department="福祉課", name="見守り電話事業", aim="A あんしんの浜", measure="C ひとりで暮らす人を支える",
    activities="ひとりで暮らす高齢者に週に一度電話をかけ、変わったことがあれば家を訪ねる。",
    target="ひとりで暮らす65歳以上の市民", means="電話と訪問", form="一部委託", plans="蒼浜市高齢者福祉計画",
    goals=(2, 9), views=(TOGETHER[1], LASTING[0]), planned="電話をかける人を三人ふやす。",
    done="二人ふやし、登録した人は延べ212人になった。",
    cost=("4,120", "4,380", "4,900", "4,765"),
    breakdown=(
        ("電話の委託料", ("3,600", "3,830", "4,300", "4,180")),
        ("訪問の交通費", ("520", "550", "600", "585")),
    ),
    national=("2,000", "2,000", "2,400", "2,350"), other=("180", "190", "250", "236"),
    beneficiary=("180", "190", "250", "236"), general=("1,940", "2,190", "2,250", "2,179"),
    rate=("4.4%", "4.3%", "5.1%", "5.0%"), other_words="利用料 236千円",
    outcomes=(("登録した人", "人", ("187", "200", "212", "260"), ""),),
    ratings=("A.目標どおり", "A.高い", "B.まずまず"),
    reasons=("登録する人がふえている。", "倒れていた人を三度見つけた。", "登録を待つ人がいる。"),
    direction="ひろげる", prepared="1 命を守る",
)  # fmt: skip
