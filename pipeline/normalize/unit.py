"""Units: money units (円, 千円 …) and the counters of evaluation sheets (人, 件, ％ …)."""

import re

from pipeline.normalize.fold import Folded, fold, match_key
from pipeline.normalize.words import bracket_end

_MONEY = {
    "円": 1,
    "¥": 1,
    "十円": 10,
    "百円": 100,
    "千円": 1000,
    "万円": 10**4,
    "十万円": 10**5,
    "百万円": 10**6,
    "千万円": 10**7,
    "億円": 10**8,
    "十億円": 10**9,
    "百億円": 10**10,
    "兆円": 10**12,
}

KNOWN_UNITS: frozenset[str] = frozenset(
    """
    人 名 者 人/日 人/年 人/月 人/回 人/件 人回 人日 人月 人年 延べ人 延べ人数 延人 延べ人日 延人日 延べ回 延べ件 延人数 人分 人前
    世帯 戸 家庭 組 団体 社 者 店 店舗 事業所 事業者 法人 企業 クラブ チーム グループ サークル 班 隊 基 家族 親子 夫婦
    件 件/年 件/月 件/日 件/人 回 回/年 回/月 回/週 回/日 回/人 度 箇所 個所 か所 ヶ所 カ所 ヵ所 ケ所 ヶ處 所 ヵ国 か国 ヶ国 カ国
    個 個/人 台 台/日 冊 冊/人 枚 本 部 通 点 点/人 品 品目 種 種類 式 セット 束 箱 袋 着 足 杯 食 膳 缶 瓶 口 株 羽 匹 頭 尾 束
    校 園 館 棟 室 床 席 区画 区間 区 路線 系統 便 橋 公園 施設 会場 地区 校区 学区 町会 自治会 町内会 町 丁目 市 町村 市町村 団地 港 河川
    講座 コース 教室 講習 教科 科目 単位 学級 クラス 事業 計画 制度 項目 指標 案件 議案 条例 プログラム メニュー テーマ 分野 課題 提案 作品
    日 日間 日/年 日/週 日/月 泊 か月 ヶ月 カ月 ヵ月 ケ月 箇月 か月間 ヶ月間 月 年 年間 か年 ヶ年 カ年 週 週間 時間 時間/日 時間/年
    時間/人 時間/月 分 分/件 秒 歳 才 代 期 世代 コマ 時限 クール ターム
    % ％ ‰ ppm パーセント ポイント pt 割 分の1 倍 位 番 人/km2 人/千人 件/千人 点/100点
    円 千円 百円 万円 十万円 百万円 千万円 億円 十億円 百億円 兆円 円/人 円/件 円/回 円/日 円/年 円/冊 円/食 円/台 円/㎡ 円/㎥ 円/t
    円/kg 円/世帯 千円/人 千円/件 千円/回 千円/年 千円/世帯 円/時間
    m メートル km キロメートル cm mm m/年 km/年 ㎡ m2 平方メートル km2 ㎢ 平方キロメートル ha ヘクタール a アール 坪 反
    ㎥ m3 立方メートル 立方m ㎥/日 ㎥/年 kl キロリットル L リットル L/日 L/人 ml mL mg g kg kg/人 kg/年 t トン t/年 t/日 g/日 g/人
    g/人日 g/人・日 t-CO2 tCO2 kg-CO2 t-CO2/年 万t kw kW kWh kwh MWh MW MJ GJ 度C ℃ dB デシベル Hz mm/h km/h
    人時 台時 件数 人数 回数 日数 ページ 頁 字 文字 曲 番組 放送 アクセス PV ビュー ヒット クリック フォロワー 票 点数 ランク 級 段
    レコード サイト システム 端末 アカウント ID 回線 メガ MB GB TB bps
    """.split()
)

_KEYS = {match_key(unit) for unit in KNOWN_UNITS}
_LABEL = re.compile(r"単位[:：]?")
_PLACEHOLDER = re.compile(r"[-/・.:*_]*")


def money_factor(unit: str) -> int | None:
    """How many yen one of ``unit`` is: ``千円``, ``（単位：千円）`` -> 1000; None if it is no money unit."""
    printed = strip_unit(unit)
    return None if printed is None else _MONEY.get(match_key(printed))


def strip_unit(text: str) -> str | None:
    """The unit as printed, without brackets and 単位: ``（単位：人）``, ``[人]`` -> 人; None for blanks and dashes."""
    folded = fold(text)
    start, end = _core(folded)
    if _PLACEHOLDER.fullmatch(folded.key[start:end]):
        return None
    return folded.printed(start, end)


def is_known_unit(key: str) -> bool:
    """Whether ``key`` (a match key) is one of ``KNOWN_UNITS``, however wide it was printed."""
    return key in _KEYS


def known_unit_keys() -> frozenset[str]:
    """The match keys of ``KNOWN_UNITS``."""
    return frozenset(_KEYS)


def _core(folded: Folded) -> tuple[int, int]:
    """Where in the key the unit itself stands: brackets around all of it and 単位 before it taken off, as often as found."""
    key, start, end = folded.key, 0, len(folded.key)
    for _ in range(4):  # （（単位：（人）））is the deepest nesting a form would have
        label = _LABEL.match(key, start, end)
        if label:
            start = label.end()
        if start < end and bracket_end(key[:end], start) == end:
            start, end = start + 1, end - 1
    return start, end
