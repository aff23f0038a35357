"""Words to fill forms with: invented for these tests, natural in a city office, encodable in every encoding at hand."""

from random import Random

THINGS = (
    "公園樹木",
    "図書館資料",
    "保育園給食",
    "地域防災倉庫",
    "路面標示",
    "市民農園",
    "緑化苗木",
    "高齢者配食",
    "街路灯",
    "妊婦健診",
    "ごみ集積所",
    "歩道段差",
    "商店街催事",
    "文化財調査",
    "消火栓",
    "河川水質",
    "学童クラブ",
    "投票所設備",
)
DEEDS = ("整備", "点検", "支援", "貸出", "普及啓発", "管理", "更新", "助成", "巡回", "相談")
KINDS = ("事業", "推進事業", "運営事業", "補助事業", "委託事業", "事業(第2期)")
BUREAUS = ("市民部", "環境部", "健康福祉部", "建設部", "教育総務部", "危機管理室", "こども未来部")
OFFICES = ("生活課", "公園課", "保健センター", "道路維持課", "図書館", "防災課", "スポーツ振興課", "資源循環推進課")
GROUPS = ("管理グループ", "計画・調整グループ", "第1グループ", "庶務係")
POSTS = ("課長", "主幹", "センター所長", "副主幹")
FAMILIES = ("青木", "伊東", "上原", "遠藤", "岡 ", "加賀谷", "木戸", "二宮", "三田")
GIVENS = ("一", "誠", "みどり", "正二", "百合子", "拓海")
UNITS = ("人", "件", "回", "箇所", "m", "世帯", "冊", "校", "台", "ha", "kg")
LAWS = ("地方自治法第2条", "道路法", "健康増進法第17条第1項", "市公園条例", "児童福祉法(昭和22年法律第164号)")
PLANS = ("緑の基本計画", "地域防災計画(平成16年度改訂)", "第3次健康づくり計画", "子ども読書活動推進計画")
CHAPTERS = ("みどり豊かなまち", "安心して暮らせる地域", "学びと文化のまち", "にぎわいのある産業")
NODES = ("公園の充実", "防災体制の強化", "読書環境の整備", "商業の振興", "健康づくりの支援")
PILLARS = ("身近な公園づくり", "地域の力の向上", "施設の更新", "利用の促進", "担い手の育成")
SUBJECTS = ("利用者", "町内会", "保護者", "委託業者", "関係団体", "各施設の管理者", "申請者", "登録された団体")
OBJECTS = ("要望の把握", "点検の記録", "講習会の案内", "台帳の更新", "危険箇所の修繕", "冊子の配布", "備品の入替え")
VERBS = ("を進めた", "を行っている", "が必要である", "を見直す", "を年2回実施した", "に努める", "が課題となっている")
TAILS = (
    "",
    "(前年度は3回)",
    "。今後も続ける",
    "。費用は約2割減った",
    "。平成17年度からは委託している",
    "。予算の範囲で対応する",
    "。総合評価の結果を踏まえる",
    "。10人から25人程度の参加がある",
)
BULLETS = ("", "", "", "・", "①", "(1)", "※", "■", "○", "1 ")


def pick(rng: Random, words: tuple[str, ...]) -> str:
    """One of ``words``."""
    return rng.choice(words)


def title(rng: Random) -> str:
    """A project's name."""
    return pick(rng, THINGS) + pick(rng, DEEDS) + pick(rng, KINDS)


def sentence(rng: Random) -> str:
    """One sentence, without a line break."""
    return f"{pick(rng, SUBJECTS)}による{pick(rng, THINGS)}の{pick(rng, OBJECTS)}{pick(rng, VERBS)}{pick(rng, TAILS)}。"


def prose(rng: Random, most: int = 4) -> str:
    """One cell of running text: a few sentences, as an export joins them."""
    return " ".join(sentence(rng) for _ in range(rng.randint(1, most)))


def lines(rng: Random, most: int = 6) -> tuple[str, ...]:
    """Running text over several rows, some with a bullet."""
    return tuple(pick(rng, BULLETS) + prose(rng, 2) for _ in range(rng.randint(1, most)))


def measure(rng: Random) -> str:
    """What an indicator counts."""
    return pick(rng, THINGS) + pick(rng, ("の利用者数", "点検数", "実施回数", "の面積", "参加者数(延べ)", "配布数"))


def formula(rng: Random) -> str:
    """How an indicator is computed."""
    return pick(rng, (f"{measure(rng)}の合計", f"{measure(rng)}÷{measure(rng)}×100", f"年度末の{measure(rng)}"))
