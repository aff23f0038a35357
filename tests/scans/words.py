"""Words for sheets that nobody wrote: names, and sentences of the sort that such sheets hold. All invented."""

from random import Random

_WHAT = (
    "海岸の清掃", "図書の貸出", "街路樹の手入れ", "水路の点検", "子育て相談", "健康診査", "防災訓練", "商店街の催し",
    "公園の遊具", "学校給食", "道路の舗装", "ごみの分別", "介護予防教室", "農地の保全", "観光案内", "駅前広場の整備",
    "消防団の装備", "下水道管の更新", "文化財の保護", "移住の支援", "放課後児童クラブ", "市営住宅の修繕", "統計調査",
    "国際交流", "森林の間伐", "漁港の維持", "起業の相談", "外国語の講座", "選挙の啓発", "土地の測量",
)  # fmt: skip
_WHO = ("市民", "高齢者", "子育て世帯", "事業者", "小学生", "中学生", "自治会", "農業者", "障がいのある人", "来訪者")
_HOW = (
    "を委託により実施した", "の回数を見直した", "を計画どおり進めた", "について説明会を開いた", "の費用を抑えた",
    "に要する経費を補助した", "の申込みを電子化した", "を近隣の市町と共同で行った", "の効果を検証した",
    "を拡充し、待機者を減らした", "が前年度を上回った", "の担い手が不足している", "の更新時期を迎えている",
    "を令和7年度までに終える", "の利用者は1,240人であった", "の達成率は87.5%にとどまった",
)  # fmt: skip
_WHY = (
    "要望が増えたため",
    "老朽化が進んだため",
    "制度の改正により",
    "感染症の影響により",
    "人口の減少に伴い",
    "新たに",
)
_PLACE = ("北部", "南部", "東地区", "西地区", "中央", "浜辺", "山間部", "駅周辺", "第二", "旧市街")
_OFFICE = (
    "総務",
    "企画",
    "税務",
    "福祉",
    "環境",
    "農林",
    "商工観光",
    "建設",
    "都市計画",
    "教育総務",
    "生涯学習",
    "防災",
)


def name(rng: Random) -> str:
    """What a project is called."""
    return f"{rng.choice(_PLACE)}{rng.choice(_WHAT)}事業"


def thing(rng: Random) -> str:
    """What money is spent on, or counted."""
    return f"{rng.choice(_PLACE)}{rng.choice(_WHAT)}"[:9]


def whom(rng: Random) -> str:
    """For whom."""
    return "、".join(rng.sample(_WHO, rng.randint(1, 3)))


def office(rng: Random) -> str:
    """A department."""
    return f"{rng.choice(_OFFICE)}課"


def sentences(rng: Random, at_least: int) -> str:
    """Running text of some length."""
    text = ""
    while len(text) < at_least:
        text += f"{rng.choice(_WHY)}、{rng.choice(_WHO)}への{rng.choice(_WHAT)}{rng.choice(_HOW)}。"
    return text


def sentence(rng: Random, at_most: int) -> str:
    """A short text."""
    return f"{rng.choice(_WHAT)}{rng.choice(_HOW)}"[:at_most]
