"""Draws tables and text on a page; positions are from its left and top edge."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from tests.paper.fonts import width_of
from tests.paper.model import Cell, Table
from tests.paper.rules import Rule, lattice_of, rules_of
from tests.paper.style import Style

_PAD = 2.5
_DOUBLE = 2.0
_DASH = (3, 1.5)
_SHADE = (0.85, 0.89, 0.95)
_DRAWN = "○◯●□■☐☑✓"


@dataclass(frozen=True, slots=True)
class Pen:
    """What draws on one page, in one style."""

    canvas: Canvas
    height: float
    font: str
    style: Style

    def table(self, table: Table, left: float, top: float) -> float:
        """Draw a table with its corner at (left, top); where it ends."""
        lattice = lattice_of(table, left, top)
        cells = [(placed.cell, lattice.box(placed)) for placed in table.placed()]
        for cell, box in cells:
            if cell.shaded and not self.style.plain:
                self._fill(box, _SHADE)
        self._rules([r for r in rules_of(table, lattice) if not (self.style.open_sides and r.outer and r.upright)])
        for cell, box in cells:
            self._cell(cell, box)
        return lattice.ys[-1]

    def line(self, text: str, x: float, base: float, size: float) -> None:
        """Text from x on, on a base line; marks among it are drawn where the style says so, or no font has them."""
        run, at = "", x
        for sign in text:
            if sign not in "☐☑✓" and not (self.style.drawn_marks and sign in _DRAWN):
                run += sign
                continue
            at = self._run(run, at, base, size)
            self._mark(sign, at, base, size)
            run, at = "", at + size
        self._run(run, at, base, size)

    def _run(self, text: str, x: float, base: float, size: float) -> float:
        if text:
            self.canvas.setFont(self.font, size)
            self.canvas.setFillGray(0)
            if self.style.bold or self.style.stretch != 1:
                self._shaped(text, x, base)
            else:
                self.canvas.drawString(x, self.height - base, text)
        return x + self._long(text, size)

    def _shaped(self, text: str, x: float, base: float) -> None:
        """Letters that are narrow or bold."""
        self.canvas.setLineWidth(self.style.bold)
        self.canvas.setStrokeGray(0)
        shaped = self.canvas.beginText(x, self.height - base)
        shaped.setHorizScale(100 * self.style.stretch)
        shaped.setTextRenderMode(2 if self.style.bold else 0)
        shaped.textOut(text)
        shaped.setTextRenderMode(0)
        shaped.setHorizScale(100)
        self.canvas.drawText(shaped)

    # ---- cells

    def _cell(self, cell: Cell, box: tuple[float, float, float, float]) -> None:
        left, top, right, bottom = box
        if cell.struck:
            self.canvas.setLineWidth(self.style.rule)
            self.canvas.line(left, self.height - bottom, right, self.height - top)
        if cell.upright:
            self._upright(cell, box)
        elif cell.text:
            lines = self._broken(cell, right - left - 2 * _PAD)
            step = cell.size * 1.2
            base = (top + bottom) / 2 - step * len(lines) / 2 + cell.size * 0.95
            for number, text in enumerate(lines):
                self._placed(cell, text, left + _PAD, right - _PAD, base + step * number)

    def _placed(self, cell: Cell, text: str, left: float, right: float, base: float) -> None:
        if cell.spaced:
            step = (right - left) / len(text)
            for number, sign in enumerate(text):
                self.line(sign, left + step * (number + 0.5) - cell.size / 2, base, cell.size)
            return
        room = max(right - left - self._long(text, cell.size), 0)
        start = {"left": left, "center": left + room / 2, "right": left + room}[cell.align]
        self.line(text, start, base, cell.size)

    def _upright(self, cell: Cell, box: tuple[float, float, float, float]) -> None:
        left, top, right, bottom = box
        step = min(cell.size * 1.15, (bottom - top) / len(cell.text))
        base = (top + bottom) / 2 - step * len(cell.text) / 2 + cell.size * 0.9
        for number, sign in enumerate(cell.text):
            self.line(sign, (left + right - cell.size) / 2, base + step * number, cell.size)

    def _broken(self, cell: Cell, room: float) -> list[str]:
        """The lines of a text, broken where the cell ends."""
        if cell.overflow or cell.spaced:
            return [cell.text]
        lines = []
        for part in cell.text.split("\n"):
            row = ""
            for sign in part:
                if row and self._long(row + sign, cell.size) > room + 0.01:
                    lines.append(row)
                    row = ""
                row += sign
            lines.append(row)
        return lines

    def _long(self, text: str, size: float) -> float:
        return width_of(text, self.font, size) * self.style.stretch

    # ---- paths

    def _fill(self, box: tuple[float, float, float, float], colour: tuple[float, float, float]) -> None:
        left, top, right, bottom = box
        self.canvas.setFillColorRGB(*colour)
        self.canvas.rect(left, self.height - bottom, right - left, bottom - top, stroke=0, fill=1)

    def _rules(self, rules: Sequence[Rule]) -> None:
        drawn = [twin for rule in rules for twin in (_twins(rule) if self.style.double and rule.outer else (rule,))]
        self.canvas.setLineWidth(self.style.rule)
        self.canvas.setStrokeGray(0)
        self.canvas.setFillGray(0)
        inner = [rule for rule in drawn if not rule.outer]
        if self.style.dashed:
            self.canvas.setDash(*_DASH)
            for rule in inner:
                self._stroke(rule)
            self.canvas.setDash()
            drawn = [rule for rule in drawn if rule.outer]
        if self.style.lines == "path":
            path = self.canvas.beginPath()
            for rule in drawn:
                path.moveTo(rule.x0, self.height - rule.y0)
                path.lineTo(rule.x1, self.height - rule.y1)
            self.canvas.drawPath(path, stroke=1, fill=0)
            return
        for rule in drawn:
            if self.style.lines == "bars":
                self._bar(rule)
            else:
                self._stroke(rule)

    def _stroke(self, rule: Rule) -> None:
        self.canvas.line(rule.x0, self.height - rule.y0, rule.x1, self.height - rule.y1)

    def _bar(self, rule: Rule) -> None:
        half = self.style.rule / 2
        wide, high = rule.x1 - rule.x0 + self.style.rule, rule.y1 - rule.y0 + self.style.rule
        self.canvas.rect(rule.x0 - half, self.height - rule.y1 - half, wide, high, stroke=0, fill=1)

    def _mark(self, sign: str, x: float, base: float, size: float) -> None:
        """A mark as a path, where its glyph would stand."""
        canvas, middle = self.canvas, (x + size / 2, self.height - base + size * 0.36)
        canvas.setLineWidth(self.style.rule)
        canvas.setFillGray(0)
        radius, solid = size * 0.4, int(sign in "●■")
        if sign in "○◯●":
            canvas.circle(*middle, radius, stroke=1, fill=solid)
            return
        if sign != "✓":
            canvas.rect(middle[0] - radius, middle[1] - radius, 2 * radius, 2 * radius, stroke=1, fill=solid)
        if sign in "☑✓":
            path = canvas.beginPath()
            path.moveTo(middle[0] - radius * 0.7, middle[1])
            path.lineTo(middle[0] - radius * 0.1, middle[1] - radius * 0.7)
            path.lineTo(middle[0] + radius * 0.8, middle[1] + radius * 0.8)
            canvas.drawPath(path, stroke=1, fill=0)


def _twins(rule: Rule) -> tuple[Rule, Rule]:
    """A rule, and the same a little beside it: a double rule."""
    x, y = (_DOUBLE, 0.0) if rule.upright else (0.0, _DOUBLE)
    return rule, Rule(rule.x0 - x, rule.y0 - y, rule.x1 - x, rule.y1 - y, rule.outer)
