"""Write small PDF files by hand: lines, boxes, text in fonts that no file and no machine needs to have.

Positions are points from the page's left and top edge, as people look at it; the builder turns them into the PDF's own
(y up, from the corner of the media box). What is drawn is kept as PDF operators, so a test can add any of its own.
"""

import zlib
from dataclasses import dataclass, field

KAKU, TATE, LATIN, MARKS, WINGS, MUTE = "Kaku", "Tate", "Latin", "Marks", "Wings", "Mute"

_JAPANESE = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5 /Encoding /{encoding} /DescendantFonts [<< /Type /Font "
    "/Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) "
    "/Supplement 2 >> /DW 1000 /W [1 94 500 231 325 500] /FontDescriptor << /Type /FontDescriptor /FontName "
    "/HeiseiKakuGo-W5 /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 "
    "/StemV 80 >> >>] >>"
)
_FONTS = {
    KAKU: _JAPANESE.format(encoding="UniJIS-UCS2-HW-H"),
    TATE: _JAPANESE.format(encoding="UniJIS-UCS2-V"),
    LATIN: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    MARKS: "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
    WINGS: (
        "<< /Type /Font /Subtype /TrueType /BaseFont /Wingdings-Regular /FirstChar 0 /LastChar 255 /Widths ["
        + "900 " * 256
        + "] /FontDescriptor << /Type /FontDescriptor /FontName /Wingdings-Regular /Flags 4 /FontBBox [0 -210 1359 898]"
        " /ItalicAngle 0 /Ascent 898 /Descent -210 /CapHeight 700 /StemV 80 >> >>"
    ),
    # A font whose codes name glyphs of its own and nothing says which characters they are.
    MUTE: (
        "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Mute /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
        "/Subtype /CIDFontType2 /BaseFont /ABCDEF+Mute /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Mute /Flags 4 "
        "/FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>"
    ),
}
_ONE_BYTE = (LATIN, MARKS, WINGS)


@dataclass
class Page:
    """One page and what is drawn on it. ``crop`` is left, top, right, bottom of what is shown; ``turn`` in degrees."""

    width: float = 400
    height: float = 300
    turn: int = 0
    crop: tuple[float, float, float, float] | None = None
    origin: tuple[float, float] = (0, 0)
    operators: list[str] = field(default_factory=list)
    xobjects: dict[str, bytes] = field(default_factory=dict)
    annotations: list[tuple[str, str | None]] = field(default_factory=list)

    def draw(self, operators: str) -> "Page":
        self.operators.append(operators)
        return self

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A position from the left and top in the PDF's coordinates."""
        return self.origin[0] + x, self.origin[1] + self.height - y

    def line(self, x0: float, y0: float, x1: float, y1: float, *, how: str = "0.5 w 0 G") -> "Page":
        (a, b), (c, d) = self.at(x0, y0), self.at(x1, y1)
        return self.draw(f"q {how} {a} {b} m {c} {d} l S Q")

    def box(
        self, left: float, top: float, right: float, bottom: float, *, how: str = "0.5 w 0 G", paint: str = "S"
    ) -> "Page":
        x, y = self.at(left, bottom)
        return self.draw(f"q {how} {x} {y} {right - left} {bottom - top} re {paint} Q")

    def fill(self, left: float, top: float, right: float, bottom: float, colour: str = "0 0 0") -> "Page":
        return self.box(left, top, right, bottom, how=f"{colour} rg", paint="f")

    def table(self, xs: list[float], ys: list[float]) -> "Page":
        """All cells between the column edges ``xs`` and the row edges ``ys``."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def ellipse(self, left: float, top: float, right: float, bottom: float, *, paint: str = "S") -> "Page":
        (x, y), rx, ry = self.at((left + right) / 2, (top + bottom) / 2), (right - left) / 2, (bottom - top) / 2
        k = 0.5523
        arcs = [
            ((1, k), (k, 1), (0, 1)),
            ((-k, 1), (-1, k), (-1, 0)),
            ((-1, -k), (-k, -1), (0, -1)),
            ((k, -1), (1, -k), (1, 0)),
        ]
        curve = " ".join(" ".join(f"{x + rx * a} {y + ry * b}" for a, b in arc) + " c" for arc in arcs)
        return self.draw(f"q 0.7 w 0 G 0 g {x + rx} {y} m {curve} h {paint} Q")

    def text(
        self,
        x: float,
        y: float,
        text: str | bytes,
        *,
        size: float = 10,
        font: str = KAKU,
        how: str = "",
        turned: tuple[float, float, float, float] = (1, 0, 0, 1),
    ) -> "Page":
        """Text whose base line begins at (x, y)."""
        data = text if isinstance(text, bytes) else text.encode("cp1252" if font in _ONE_BYTE else "utf-16-be")
        a, b = self.at(x, y)
        matrix = " ".join(map(str, turned))
        return self.draw(f"q BT {how} /{font} {size} Tf {matrix} {a} {b} Tm <{data.hex()}> Tj ET Q")

    def picture(self, left: float, top: float, right: float, bottom: float) -> "Page":
        x, y = self.at(left, bottom)
        self.xobjects["Scan"] = (
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Length 1 >>\nstream\n\x80\nendstream"
        )
        return self.draw(f"q {right - left} 0 0 {bottom - top} {x} {y} cm /Scan Do Q")

    def form(self, name: str, matrix: str, operators: str) -> "Page":
        """Draw operators by a form object of their own, put on the page by ``matrix``."""
        data = operators.encode()
        fonts = " ".join(f"/{font} {number} 0 R" for number, font in enumerate(_FONTS, 3))
        self.xobjects[name] = (
            (
                "<< /Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000] "
                f"/Matrix [{matrix}] /Resources << /Font << {fonts} >> >> /Length {len(data)} >>\nstream\n"
            ).encode()
            + data
            + b"\nendstream"
        )
        return self.draw(f"/{name} Do")

    def annotation(self, left: float, top: float, right: float, bottom: float, kind: str, drawn: str | None) -> "Page":
        """Something laid on the page: ``kind`` are entries of its dictionary, ``drawn`` operators that show it."""
        (a, b), (c, d) = self.at(left, bottom), self.at(right, top)
        self.annotations.append((f"/Type /Annot /Rect [{a} {b} {c} {d}] /F 4 {kind}", drawn))
        return self


def pdf(*pages: Page, encrypt: bool = False) -> bytes:
    """The bytes of a PDF file with these pages."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects += [font.encode() for font in _FONTS.values()]
    fonts = " ".join(f"/{name} {number} 0 R" for number, name in enumerate(_FONTS, 3))
    kids = []
    for page in pages:
        names = []
        for name, data in page.xobjects.items():
            objects.append(data)
            names.append(f"/{name} {len(objects)} 0 R")
        laid = []
        for entries, drawn in page.annotations:
            shown = ""
            if drawn is not None:
                box = entries[entries.index("[") : entries.index("]") + 1]
                objects.append(
                    f"<< /Type /XObject /Subtype /Form /BBox {box} /Resources << /Font << {fonts} >> >> "
                    f"/Length {len(drawn)} >>\nstream\n{drawn}\nendstream".encode()
                )
                shown = f" /AP << /N {len(objects)} 0 R >>"
            laid.append(f"<< {entries}{shown} >>")
        content = zlib.compress("\n".join(page.operators).encode())
        objects.append(b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
        (left, bottom), (right, top) = page.at(0, page.height), page.at(page.width, 0)
        crop = ""
        if page.crop:
            (a, b), (c, d) = page.at(page.crop[0], page.crop[3]), page.at(page.crop[2], page.crop[1])
            crop = f"/CropBox [{a} {b} {c} {d}] "
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{left} {bottom} {right} {top}] {crop}/Rotate {page.turn} "
            f"/Annots [{' '.join(laid)}] "
            f"/Contents {len(objects)} 0 R /Resources << /Font << {fonts} >> "
            f"/XObject << {' '.join(names)} >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    trailer = ""
    if encrypt:  # the keys are of no password at all: nobody can open it
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>".encode())
        trailer = f" /Encrypt {len(objects)} 0 R /ID [<00> <00>]"
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
