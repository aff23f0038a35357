"""蒼浜市 事業企画評価シート: three pages a project, the title without a year on each. All of it is invented."""

from tests.paper.model import Block, Cell, Gap, Page, Sheet, Table, figures, label, line, said

_TITLE = line("事業企画評価シート", 195, size=13, height=30)
_YEARS = ("２年度", "３年度", "４年度", "５年度")
_WIDTHS = (18, 30, 72, 79, 79, 79, 79, 79)
_WIDE = (120, 395)


def sheets() -> Sheet:
    """The file."""
    pages = (_first(), _second(), _attachment())
    return Sheet(tuple(Page((_TITLE, *blocks), f"－{n}－") for n, blocks in enumerate(pages, 7)))


def _headings(*texts: str) -> tuple[Cell, ...]:
    return tuple(label(text) for text in texts)


def _answers(*pairs: tuple[str, str], height: float = 30) -> Table:
    """Labels and what is said of them."""
    return Table(_WIDE, tuple((label(name), said(text)) for name, text in pairs), height)


# ---- page 1


def _first() -> tuple[Block, ...]:
    head = Table(
        (120, 200, 75, 120),
        (
            (label("企画事業名"), said("港まつり運営事業", cols=3)),
            (label("所属", spaced=True), said("産業部観光課"), label("責任者"), said("観光課長　潮見　渚")),
        ),
    )
    basics = _answers(
        ("目的", "港のにぎわいを取りもどし、夏の客をふやす。"),
        ("改革プランの項目", "１．市民とともに　②実行委員会への移行\n市が行う仕事を少しずつ減らす。"),
        ("根拠とする定め", "蒼浜市観光振興条例"),
        ("対象者", "市民及び観光客"),
        ("事業内容", "①港まつりの会場の設営\n②花火の打上げ\n　・予備日を一日おく\n③交通の整理"),
        ("始めた年度", "昭和61年度"),
        height=44,
    )
    return (head, Gap(), line("〔基本〕"), basics, Gap(), line("〔費用〕", 0, (440, "（単位：千円）")), _cost())


def _cost() -> Table:
    years = _headings(*(f"{year}決算" for year in _YEARS), "６年度予算")

    def row(name: str, *texts: str) -> tuple[Cell, ...]:
        return (label(name, cols=2), *figures(*texts))

    rows = (
        (label("", cols=3), *years),
        (label("費用", rows=8, upright=True), *row("人件費", "8,200", "8,100", "7,900", "7,600", "7,400")),
        (label("物件費", cols=2, join="goods"), *figures("3,150", "12,480", "14,020", "14,610", "15,000")),
        (
            label("（内訳）", rows=3, join="goods", size=6),
            label("会場の賃借料"), *figures("150", "480", "520", "610", "600"),
        ),
        (label("委託料"), *figures("3,000", "11,600", "13,100", "13,600", "14,000")),
        (label("その他の物件費"), *figures("", "400", "400", "400", "400")),
        row("減価償却費", "", "", "", "", ""),
        row("利子", "", "", "", "", ""),
        row("合計（A）", "11,350", "20,580", "21,920", "22,210", "22,400"),
        (label("財源", rows=5, upright=True), *row("国・県の支出金", "", "2,000", "2,000", "1,500", "1,500")),
        row("使用料", "", "860", "940", "1,010", "1,000"),
        row("土地・建物の収入", "", "", "", "", ""),
        row("その他の収入", "350", "1,200", "1,300", "1,400", "1,500"),
        row("合計", "350", "4,060", "4,240", "3,910", "4,000"),
        (label("（差引）市の財源（B）", cols=3), *figures("11,000", "16,520", "17,680", "18,300", "18,400")),
        (label("人数（D）", cols=3), *figures("1.2人", "1.2人", "1.1人", "1.1人", "1.0人")),
    )  # fmt: skip
    return Table(_WIDTHS, rows, 16)


# ---- page 2


def _second() -> tuple[Block, ...]:
    reviewed = Table(
        (40, 80, 395),
        (
            (label("市の評価", rows=2), label("６年度における\n達成の見込み"),
             said("○達成できる　●ほぼ達成できる　○むずかしい　○その他（　　　　）")),
            (label("まとめ"), said("実行委員会への移行が進み、市の費用はふえていない。")),
            (label("市民の評価", rows=2), label("取組への評価"),
             said("○すすんで取り組んでいる　○十分　●やや足りない　○足りない")),
            (label("評価の理由"), said("雨の日の備えが足りない。")),
        ),
        30,
    )  # fmt: skip
    return (
        line("〔実績〕"), _results(), Gap(), line("〔体制〕"), _staff(), Gap(),
        line("〔取組〕"),
        _answers(
            ("これまでの市民の意見", "花火の音が大きいとの声があった。"),
            ("取組の方向（めあて）", "令和８年度までに実行委員会へ移す。"),
            ("これまでの成果", "会場の設営を実行委員会に移した。"),
            ("近隣の市の様子", "同じ規模の市では実行委員会が多い。"),
        ),
        Gap(), line("〔課題〕"), _answers(("課題", "手伝う人が減っている。")), Gap(),
        line("〔評価〕"), reviewed,
    )  # fmt: skip


def _results() -> Table:
    def named(text: str) -> tuple[Cell, ...]:
        return (said(text, cols=5),)

    rows = (
        (label("実績（C）", rows=6), label("項　目（単位）【めあて】", cols=5)),
        _headings(*(f"{year}実績" for year in _YEARS), "６年度見込み"),
        named("まつりに来た人（単位：人）"),
        figures("0", "12,000", "14,500", "15,200", "16,000"),
        named("出店の数（単位：店）"),
        figures("－", "24", "29", "31", "32"),
        (label("単位あたりの費用\n（A／C）", rows=4), *named("来た人一人あたりの費用（単位：円）")),
        figures("－", "1,715", "1,512", "1,461", "1,400"),
        named("一店あたりの費用（単位：円）"),
        figures("－", "857,500", "755,862", "716,452", "700,000"),
        (label("市民一人あたりの市の負担\n（B÷人口）\n（単位：円）", size=7),
         *figures("136", "204", "219", "227", "228")),
    )  # fmt: skip
    return Table((120, *_WIDTHS[3:]), rows, (*(14,) * 10, 30))


def _staff() -> Table:
    rows = (
        (label("", cols=2), *_headings(*(f"{year}決算" for year in _YEARS), "６年度予算")),
        (label("やり方（直営・一部委託・全部委託など）", cols=2, size=6),
         *(said(text, align="center") for text in ("直営", *("一部委託",) * 4))),
        (label("職の内訳（人数）", rows=3, upright=True, size=6), label("事務職"),
         *figures("1.0人", "1.0人", "1.0人", "1.0人", "0.8人")),
        (label("技術職"), *figures("0.2人", "0.2人", "0.1人", "0.1人", "0.2人")),
        (label("臨時の職員"), *figures("", "", "", "", "")),
        (label("合計（D）", cols=2), *figures("1.2人", "1.2人", "1.1人", "1.1人", "1.0人")),
    )  # fmt: skip
    return Table((24, 96, *_WIDTHS[3:]), rows, 20)


# ---- page 3


def _attachment() -> tuple[Block, ...]:
    visitors = (
        (label("会場"), *_headings(*_YEARS)),
        (label("港（人）"), *figures("0", "9,000", "10,500", "11,000")),
        (label("公園（人）"), *figures("0", "3,000", "4,000", "4,200")),
    )
    days = (
        (label("日"), label("すること")),
        (label("７月１日"), said("出店の受付をはじめる")),
        (label("８月３日"), said("花火")),
    )
    return (
        line("（別紙）会場ごとの人出"), Gap(), line("１　会場ごとに来た人"),
        Table((115, 100, 100, 100, 100), visitors), Gap(), line("２　まつりまでの日程"),
        Table((115, 400), days), Gap(), line("※雨の日は翌日に行う。"),
    )  # fmt: skip
