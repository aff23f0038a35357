"""A 0 that was read as a circle, as by a speck beside it: a figure is narrower than it is high, a mark is round."""

from pipeline.decode.bitmap import Bitmap
from pipeline.decode.signs import pieces
from pipeline.model.document import Cell

_RINGS = frozenset("○◯〇oOQD")
_NARROWEST, _WIDEST = 0.4, 0.82  # of the height of a 0
_DIRT = 0.45  # of the height of a 0: what stands beside it is no larger
_HOLLOW = 0.3  # of the middle of a 0 that may be ink


def is_zero(cell: Cell, page: Bitmap) -> bool:
    """True if a cell that was read as a circle shows one narrow ring, and nothing else but dirt."""
    if cell.text.strip() not in _RINGS or len(cell.lines) != 1:
        return False
    labels, stats = pieces(page.cut(cell.lines[0].box))
    if len(stats) < 2:
        return False
    ring = 1 + int(stats[1:, 4].argmax())
    left, top, width, height, _ = stats[ring].tolist()
    others = [max(piece[2:4]) for number, piece in enumerate(stats.tolist()) if number not in (0, ring)]
    if not _NARROWEST * height <= width <= _WIDEST * height or any(side > _DIRT * height for side in others):
        return False
    rows, columns = (
        slice(top + height // 3, top + height - height // 3),
        slice(left + width // 3, left + width - width // 3),
    )
    return float((labels[rows, columns] == ring).mean()) < _HOLLOW
