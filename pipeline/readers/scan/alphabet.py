"""The characters that may be printed on a Japanese sheet: a recogniser that knows many scripts is held to these."""

from functools import cache

# Characters beside JIS X 0208: of names (kanji outside it), of units and companies, marks, and forms that other
# standards write at the same place (－ and −, ～ and 〜).
_NAMES = "髙﨑德濵塚隆曻桒栁槗濹瀨焰瑨瀧祐神福羽逸都邉邊鄧鷗麴黑吉﨑凜圀堯增寬屛峯嵜彅敎晴槇橫淸渚煇猪益礼祥"
_MARKS = "☑☐✓✔✕✗◯⚪⚫▶◀・※✖⇒⇔→←↑↓▲△▼▽●○◎■□◆◇★☆"
_SQUARED = "²³㎡㎥㎞㎝㎜㎏㎎㏄㍉㌔㌘㌧㍍㌶㍑㌦㌫㍻㍼㍽㍾㋿㈱㈲㈳㈶㈹㊤㊥㊦㊧㊨㊞№℡℃‰"
_NUMBERED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ❶❷❸❹❺❻❼❽❾❿"
_PUNCTUATION = "～〜－−‐–—―∼‥…′″¥￥￡￢￠∥“”‘’«»「」｢｣､｡･ｰ"
_GREEK = "αβγδθλμπσφχωΔΣΩ"
# Old and Chinese forms of everyday kanji that no name is written with: a recogniser takes the new form for them.
_NEVER = (
    "增收舖續勸勞效單囑寫屬帶戲據數斷條樣權檢歸沒盡稅竊粹經聲舊覺觸變豫轉辨遞釋顯驛黨"
    "齡價爭狀獨發縣總與舉處號讀辭遲關體點齒應戰擔譽裝殘淺溫濕爲營畫當臺圍壓壞團圖假僞佛內册决况减凉涌淨"
)
_ROWS = (1, 2, 3, 4, 5, *range(16, 85))
_CELLS = range(1, 95)


@cache
def printed_characters() -> frozenset[str]:
    """JIS X 0208 without its Cyrillic letters and rules, ASCII, and what else forms and names have."""
    standard = {character for row in _ROWS for cell in _CELLS if (character := _jis(row, cell)) is not None}
    latin = {chr(code) for code in range(0x20, 0x7F)}
    others = set(_NAMES + _MARKS + _SQUARED + _NUMBERED + _PUNCTUATION + _GREEK)
    return frozenset((standard | latin | others) - set(_NEVER))


def _jis(row: int, cell: int) -> str | None:
    """The character of JIS X 0208 at ``row`` and ``cell`` (1 to 94); None where the standard has none."""
    try:
        return bytes((0xA0 + row, 0xA0 + cell)).decode("euc_jp")
    except UnicodeDecodeError:
        return None
