"""The ink of text: a page without its rules and its dirt."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.scan.evened import Page
from pipeline.readers.scan.parts import Parts, find_parts
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.rules import Rules

_RULE_EDGE = 0.35  # points that a rule is wider than it looks
_SPECK = 0.5  # points a side: less is no sign
_DOT = 1.4  # points a side: less is a dot, and a speck if nothing is near
_DOT_NEAR, _DOT_BESIDE = 3.0, 0.8  # points up and down; of a character's height to its sides
_FLAT, _HYPHEN = 1.8, 1.5  # times as wide as high; points
_STRIP, _STRIP_LONG, _STRIP_NEAR = 0.8, 1.8, 1.4  # points: how thin, how long, and how near its rule a strip is
_USUAL = 9.0  # points: the height of a character, where nothing tells
_SIZES = (5.0, 16.0)  # points: characters of running text are between these
_USUALLY = 0.75  # of what may be characters is lower


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page with nothing but text and marks, as a ``Page``; ``character`` is the usual height of one, in pixels.

    ``parts`` are those of its ink and of the specks that were in it.
    """

    gray: Pixels
    ink: Pixels
    scale: float
    character: float
    parts: Parts


def without_rules(page: Page, rules: Rules) -> TextPage:
    """A page with its rules and its dirt painted over."""
    gray, ink = page.gray.copy(), page.ink.copy()
    for upright, found in ((False, rules.level), (True, rules.upright)):
        for top, left, bottom, right in _areas(found, upright, page.scale):
            gray[top:bottom, left:right] = 255
            ink[top:bottom, left:right] = 0
    parts = find_parts(ink)
    character = _character(parts.stats, page.scale)
    dirty = _specks(parts, page.scale, character) | _leavings(parts, rules, page.scale)
    if dirty.any():
        dirt = dirty[parts.labels]
        ink[dirt] = 0
        around = np.asarray(cv2.dilate(dirt.astype(np.uint8), np.ones((3, 3), np.uint8)))
        gray[(around > 0) & (ink == 0)] = 255
    return TextPage(gray, ink, page.scale, character, parts)


def _character(stats: NDArray[np.int32], scale: float) -> float:
    """The usual height of a character in pixels."""
    width, height = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    low, high = (size * scale for size in _SIZES)
    whole = (height >= low) & (height <= high) & (width <= 2 * height)
    return float(np.quantile(height[whole], _USUALLY)) if whole.any() else _USUAL * scale


def _areas(rules: Floats, upright: bool, scale: float) -> list[list[int]]:
    """The pixels that rules cover: top, left, bottom, right."""
    if not len(rules):
        return []
    half = rules[:, 3] / 2 + _RULE_EDGE
    low, high = (rules[:, 0] - half) * scale, (rules[:, 0] + half) * scale
    start, stop = rules[:, 1] * scale - 1, rules[:, 2] * scale + 1
    sides = (start, low, stop, high) if upright else (low, start, high, stop)
    areas: list[list[int]] = np.maximum(np.round(np.column_stack(sides)), 0).astype(int).tolist()
    return areas


def _specks(parts: Parts, scale: float, character: float) -> Bools:
    """Which parts of the ink are specks: the smallest, and dots that stand near nothing.

    A dot in the middle of its place (・) is nearly a ``character`` away from the next one in its line.
    """
    area = parts.stats[:, cv2.CC_STAT_AREA]
    tiny = area <= max((_SPECK * scale) ** 2, 1)
    width, height = parts.stats[:, cv2.CC_STAT_WIDTH], parts.stats[:, cv2.CC_STAT_HEIGHT]
    flat = (width >= _FLAT * height) & (width >= _HYPHEN * scale)  # no speck but a hyphen
    small = (area <= (_DOT * scale) ** 2) & ~flat
    tiny[0] = small[0] = False
    dots = np.flatnonzero(small & ~tiny)
    if len(dots):
        large = ~small
        large[0] = False
        high, wide = (2 * round(reach) + 1 for reach in (_DOT_NEAR * scale, _DOT_BESIDE * character))
        near = np.asarray(cv2.dilate(large[parts.labels].astype(np.uint8), np.ones((high, wide), np.uint8)))
        x, y = np.round(parts.centres[dots]).astype(np.intp).T
        tiny[dots[near[y, x] == 0]] = True
    return tiny


def _leavings(parts: Parts, rules: Rules, scale: float) -> Bools:
    """Which parts of the ink are thin strips along a rule: its edge, which was left where it isn't quite straight."""
    left, top, width, height = parts.stats[:, :4].T / scale
    level = (height <= _STRIP) & (width >= _STRIP_LONG)
    upright = (width <= _STRIP) & (height >= _STRIP_LONG)
    found = np.zeros(len(left), np.bool_)
    for strips, middle, start, stop, near in (
        (level, top + height / 2, left, left + width, rules.level),
        (upright, left + width / 2, top, top + height, rules.upright),
    ):
        some = np.flatnonzero(strips)
        some = some[some > 0]
        if len(some) and len(near):
            position, begin, end, thick = near[:, :4].T
            along = np.abs(middle[some, None] - position) <= _STRIP_NEAR + thick / 2
            along &= (start[some, None] < end) & (stop[some, None] > begin)
            found[some[along.any(axis=1)]] = True
    return found
