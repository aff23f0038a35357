"""Check boxes, option buttons and shapes that lie over a sheet of an Office Open XML workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.finding import Severity
from pipeline.readers.workbook.names import place_of
from pipeline.readers.workbook.package import Package, XmlElement, local, relation
from pipeline.readers.workbook.raw import RawSheet, Spot

_SIGNS = {("Checkbox", True): "☑", ("Checkbox", False): "☐", ("Radio", True): "●", ("Radio", False): "○"}
_STATES = {"1": True, "Checked": True, "2": None, "Mixed": None}
_SILENT = {"Drop", "List", "GBox", "Label", "Edit"}  # controls that say something, which isn't read
_ANCHOR = 8  # numbers: column, offset, row, offset of two corners


@dataclass(frozen=True, slots=True)
class Control:
    """A check box or option button over the cell ``spot``; ``checked`` is None where its state is mixed.

    ``linked`` is the cell that shows its state, and ``sheet`` the name of the sheet which that is on, if it is said.
    """

    kind: str
    caption: str
    spot: Spot
    checked: bool | None
    linked: Spot | None
    sheet: str


def read_controls(package: Package, part: str) -> tuple[Sequence[Control], Sequence[str]]:
    """The controls over the sheet ``part``, and the texts of its shapes."""
    relations = package.relations(part)
    states = _states(package, part, relations)
    controls: list[Control] = []
    others: list[str] = []
    texts: list[str] = []
    for kind, name in relations.values():
        root = package.xml(name, forgiving=True) if kind in {"vmlDrawing", "drawing"} else None
        if root is None:
            continue
        if kind == "vmlDrawing":
            for shape in root.iter("{*}shape"):
                _shape(shape, states, controls, others)
        else:
            texts.extend(_shapes(root))
    known = {control.caption for control in controls} | set(others)
    undrawn = [f"(control) {state.get('objectType', '')}" for state in states.values()]
    return controls, [*others, *undrawn, *(text for text in texts if text not in known)]


def place_controls(sheet: RawSheet, controls: Sequence[Control], outside: Sequence[str]) -> None:
    """Write each control's mark and caption into the cell that it stands in."""
    sheet.outside.extend(outside)
    for control in controls:
        here = control.sheet in {"", sheet.name}
        if control.linked is not None and here and sheet.texts.get(control.linked) in {"TRUE", "FALSE"}:
            del sheet.texts[control.linked]
        spot = next((area[:2] for area in sheet.merged if _holds(area, control.spot)), control.spot)
        if control.checked is None:
            message = "this box is neither ticked nor empty; look at the sheet"
            sheet.note("mark-doubtful", Severity.WARNING, message, spot, control.caption)
            sign = "?"
        else:
            sign = _SIGNS[control.kind, control.checked]
        text = sheet.texts.get(spot, "")
        told = f"{sign} {control.caption}".strip()
        sheet.texts[spot] = f"{sign} {text}".strip() if not control.caption else f"{text}\n{told}".strip("\n")


def _holds(area: tuple[int, int, int, int], spot: Spot) -> bool:
    return area[0] <= spot[0] <= area[2] and area[1] <= spot[1] <= area[3]


def _states(package: Package, part: str, relations: dict[str, tuple[str, str]]) -> dict[str, XmlElement]:
    """The properties of controls by the number of their shape: what newer programs keep beside the drawing."""
    states: dict[str, XmlElement] = {}
    if not any(kind == "ctrlProp" for kind, _ in relations.values()):
        return states
    for control in package.elements(part, "control"):
        _, name = relations.get(relation(control), ("", ""))
        root = package.xml(name)
        if root is not None:
            states[control.get("shapeId", "")] = root
    return states


def _shape(shape: XmlElement, states: dict[str, XmlElement], controls: list[Control], others: list[str]) -> None:
    """Keep the control that a shape of a VML drawing is: check boxes and option buttons, and what others say."""
    data = next(shape.iter("{*}ClientData"), None)
    kind = "" if data is None else data.get("ObjectType", "")
    newer = states.pop(shape.get("id", "").rpartition("s")[2], None)
    caption = " ".join(" ".join(text for box in shape.iter("{*}textbox") for text in box.itertext()).split())
    if data is None or kind not in {"Checkbox", "Radio"}:
        if kind in _SILENT:
            others.append(caption or f"(control) {kind}")
        return
    said = {local(each): (each.text or "").strip() for each in data}
    anchor = [int(number) for number in said.get("Anchor", "").split(",") if number.strip().lstrip("-").isdigit()]
    if len(anchor) != _ANCHOR:
        others.append(caption or f"(control) {kind}")
        return
    state = said.get("Checked", "0") if newer is None else newer.get("checked", "Unchecked")
    link = said.get("FmlaLink", "") if newer is None else newer.get("fmlaLink", "")
    sheet, _, cell = link.rpartition("!")
    spot = (anchor[2] + anchor[6]) // 2, anchor[0]
    controls.append(Control(kind, caption, spot, _STATES.get(state, False), place_of(cell), sheet.strip("'")))


def _shapes(root: XmlElement) -> Iterator[str]:
    for shape in root.iter("{*}sp"):
        body = next(shape.iter("{*}txBody"), None)
        if body is None:
            continue
        lines = ["".join(each.text or "" for each in line.iter("{*}t")) for line in body.iter("{*}p")]
        text = "\n".join(lines).strip()
        if text:
            yield text
