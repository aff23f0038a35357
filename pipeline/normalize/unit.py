"""Units: money units (円, 千円 …) and the counters of evaluation sheets (人, 件, ％ …)."""

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.normalize.fold import Folded, fold, match_key
from pipeline.normalize.words import bracket_end, stands_for_no_value

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

MONEY_UNITS: frozenset[str] = frozenset(_MONEY)
"""Units of money as match keys."""

# Counters that stand alone only where a form prints them for a number to be filled in.
_COUNTERS = """
人 名 者 組 班 隊 基 戸 世帯 団体 社 店 店舗 人前 人分 親子 夫婦
延べ人 延べ人数 延べ人日 延べ回 延べ件 延人 延人数 延人日
人/日 人/月 人/年 人/回 人/件 人/km2 人/千人 人回 人日 人月 人年 人時 人数 件数 回数 日数 点数
件 件/日 件/月 件/年 件/人 件/千人 回 回/日 回/週 回/月 回/年 回/人 度 位 割 倍 歳 才
箇所 個所 か所 ヶ所 カ所 ヵ所 ケ所 所 か国 ヶ国 カ国 ヵ国 区画 区間 区 町 市 町村 市町村 校区 学区 地区
校 園 館 棟 室 床 席 個 個/人 台 台/日 台時 冊 冊/人 枚 本 部 通 点 点/人 点/100点 品 品目 種 種類 式
束 箱 袋 着 足 杯 食 膳 缶 瓶 口 株 羽 匹 頭 尾
便 橋 路線 系統 票 頁 ページ 字 文字 曲 コマ 時限 泊 ポイント pt コース 講座 クラス 学級 科目 単位
秒 分 分/件 時間 時間/日 時間/月 時間/年 時間/人 日 日間 日/週 日/月 日/年 週 週間 月 年 年間
か月 ヶ月 カ月 ヵ月 ケ月 箇月 か月間 ヶ月間 か年 ヶ年 カ年
% ％ ‰ ppm パーセント 円 百円 千円 万円 十万円 百万円 千万円 億円 十億円 百億円 兆円
円/人 円/件 円/回 円/日 円/年 円/冊 円/食 円/台 円/㎡ 円/㎥ 円/t 円/kg 円/世帯 円/時間
千円/人 千円/件 千円/回 千円/年 千円/世帯
mm cm m km m/年 km/年 メートル キロメートル ㎡ m2 km2 ㎢ 平方メートル 平方キロメートル a ha アール ヘクタール 坪
㎥ m3 ㎥/日 ㎥/年 立方m 立方メートル ml mL L kl L/日 L/人 リットル キロリットル
mg g kg t g/日 g/人 g/人日 g/人・日 kg/人 kg/年 t/日 t/年 トン t-CO2 t-CO2/年 tCO2 kg-CO2
kW kw kWh kwh MWh MW MJ GJ ℃ dB デシベル Hz mm/h km/h MB GB TB bps PV
"""
# Things that are counted, but are words too: alone in a cell they are text, not a blank.
_NOUNS = """
事業 施設 計画 制度 項目 指標 案件 議案 条例 プログラム メニュー テーマ 分野 課題 提案 作品 教室 講習 教科
会場 公園 港 河川 団地 町会 自治会 町内会 事業所 事業者 法人 企業 クラブ チーム グループ サークル 家族 家庭
セット システム サイト アカウント 端末 回線
番組 放送 アクセス ビュー ヒット クリック フォロワー
"""

KNOWN_UNITS: frozenset[str] = frozenset((_COUNTERS + _NOUNS).split())
"""Units as printed on such sheets. A form's own units are given to ``parse_quantity`` besides."""

_KEYS = frozenset(match_key(unit) for unit in KNOWN_UNITS)
_NOUN_KEYS = frozenset(match_key(unit) for unit in _NOUNS.split())
_LABEL = re.compile(r"単位[:：]?")
_PLACEHOLDER = re.compile(r"[-/・.:*_]*")


@lru_cache(maxsize=1024)
def money_factor(unit: str) -> int | None:
    """How many yen one of ``unit`` is: ``千円``, ``（単位：千円）`` -> 1000; None if it is no money unit."""
    printed = strip_unit(unit)
    return None if printed is None else _MONEY.get(match_key(printed))


@lru_cache(maxsize=4096)
def strip_unit(text: str) -> str | None:
    """The unit as printed, without brackets and 単位: ``（単位：人）``, ``[人]`` -> 人; None for blanks and dashes."""
    folded = fold(text)
    start, end = _core(folded)
    if _PLACEHOLDER.fullmatch(folded.key[start:end]):
        return None
    return folded.printed(start, end)


def unit_keys(extra: Iterable[str] = ()) -> frozenset[str]:
    """The match keys of ``KNOWN_UNITS`` and of ``extra``; of these, what can't be a unit (－, 未定, 5) is left out."""
    keys = {match_key(unit) for unit in extra}
    return _KEYS | {key for key in keys if _may_be_unit(key)}


def is_unit(unit: str) -> bool:
    """True for a unit of anything but money: 人, 時間, ％."""
    return match_key(unit) in _KEYS and money_factor(unit) is None


def is_noun(key: str) -> bool:
    """Whether a unit's match key is a word too (事業, 施設), which may stand alone and mean something."""
    return key in _NOUN_KEYS


def _may_be_unit(key: str) -> bool:
    """A unit has a letter, kana or kanji in it, or is a sign like ％, and isn't itself a statement like 未定."""
    return any(c.isalpha() or c in "%‰°" for c in key) and key[0] not in "0123456789.," and not stands_for_no_value(key)


def _core(folded: Folded) -> tuple[int, int]:
    """Where in the key the unit itself stands, without brackets around all of it and 単位 before it."""
    key, start, end = folded.key, 0, len(folded.key)
    for _ in range(4):  # （（単位：（人）））is the deepest nesting a form would have
        label = _LABEL.match(key, start, end)
        if label:
            start = label.end()
        if start < end and bracket_end(key[:end], start) == end:
            start, end = start + 1, end - 1
    return start, end
