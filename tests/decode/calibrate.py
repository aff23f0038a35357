"""Makes ``pipeline/decode/confidence.json``: draws lines, spoils them as scanners do, reads them, and counts.

python -m tests.decode.calibrate [LINES]
"""

import random
import sys
from collections.abc import Iterator

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline.decode.alike import alike_text
from pipeline.decode.calibration import fitted
from pipeline.readers.scan.rapid import RapidRecogniser
from tests.conftest import ROOT
from tests.readers.scan.drawing import drawn

TEXTS = """
事業の概要 市民 説明会を開催 計画どおり実施した 予算額 決算見込み 目標値 実績値 担当課 総合計画 公共施設
効果を検証する 前年度比 地域の団体と協力し 利用者アンケート サービスの向上 コスト 改善の余地 継続
ネットワーク 子育て支援センター 老朽化した設備
"""
WORDS = TEXTS.split()
SEED = 20


def lines(count: int) -> Iterator[str]:
    """Lines of words and numbers, as sheets print them."""
    chance = random.Random(SEED)
    for _ in range(count):
        if chance.random() < 0.5:
            number = chance.randrange(10 ** chance.randrange(1, 8))
            yield f"{chance.choice(['', '', '△'])}{number:,}{chance.choice(['', '人', '%'])}"
        else:
            yield "、".join(chance.choices(WORDS, k=chance.randrange(1, 4)))


def spoiled(crop: NDArray[np.uint8], chance: np.random.Generator) -> NDArray[np.uint8]:
    """``crop`` smaller, blurred, noisy, and for every third line in black and white."""
    scale = chance.uniform(0.45, 0.9)
    picture = np.asarray(cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.float64)
    ink = chance.uniform(0.4, 1.0)
    picture = 255 - (255 - picture) * ink
    noise = chance.normal(0, chance.uniform(2, 25), picture.shape)
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), chance.uniform(0.3, 1.6)), dtype=np.float64) + noise
    if chance.random() < 1 / 3:
        picture = np.where(picture > 255 - 115 * ink, 255.0, 0.0)
    return np.clip(picture, 0, 255).astype(np.uint8)


def main(count: int) -> None:
    """Writes the table."""
    chance = np.random.default_rng(SEED)
    texts = list(lines(count))
    read = RapidRecogniser(workers=2).read([spoiled(drawn(text), chance) for text in texts])
    pairs = [(line.score, alike_text(line.text) == alike_text(text)) for line, text in zip(read, texts, strict=True)]
    data = msgspec.json.format(msgspec.json.encode(fitted(pairs)), indent=1)
    (ROOT / "pipeline" / "decode" / "confidence.json").write_bytes(data + b"\n")
    print(len(pairs), sum(right for _, right in pairs))  # noqa: T201 -- a program's output


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1500)
