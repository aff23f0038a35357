"""Check boxes, option buttons and shapes that lie over a sheet of an Office Open XML workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.finding import Severity
from pipeline.readers.workbook.names import place_of
from pipeline.readers.workbook.package import Package, XmlElement, local, relation
from pipeline.readers.workbook.raw import RawSheet, Spot

_SIGNS = {("Checkbox", True): "☑", ("Checkbox", False): "☐", ("Radio", True): "●", ("Radio", False): "○"}


@dataclass(frozen=True, slots=True)
class Control:
    """A check box or option button over the cell ``spot``; ``checked`` is None where its state is mixed."""

    kind: str
    caption: str
    spot: Spot
    checked: bool | None
    linked: Spot | None


def read_controls(package: Package, part: str) -> tuple[Sequence[Control], Sequence[str]]:
    """The controls over the sheet ``part``, and the texts of its shapes."""
    relations = package.relations(part)
    states = _states(package, part, relations)
    controls: list[Control] = []
    texts: list[str] = []
    for kind, name in relations.values():
        root = package.xml(name) if kind in {"vmlDrawing", "drawing"} else None
        if root is None:
            continue
        if kind == "vmlDrawing":
            controls.extend(_controls(root, states))
        else:
            texts.extend(_shapes(root))
    captions = {control.caption for control in controls}
    return controls, [text for text in texts if text not in captions]


def place_controls(sheet: RawSheet, controls: Sequence[Control], outside: Sequence[str]) -> None:
    """Write each control's mark and caption into the cell that it stands in."""
    sheet.outside.extend(outside)
    for control in controls:
        if control.linked is not None and sheet.texts.get(control.linked) in {"TRUE", "FALSE"}:
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


def _controls(root: XmlElement, states: dict[str, XmlElement]) -> Iterator[Control]:
    for shape in root.iter("{*}shape"):
        for data in shape.iter("{*}ClientData"):
            kind = data.get("ObjectType", "")
            said = {local(each): (each.text or "").strip() for each in data}
            anchor = [
                int(number) for number in said.get("Anchor", "").split(",") if number.strip().lstrip("-").isdigit()
            ]
            if kind not in {"Checkbox", "Radio"} or len(anchor) != 8:
                continue
            newer = states.get(shape.get("id", "").rpartition("s")[2])
            state = said.get("Checked", "0") if newer is None else newer.get("checked", "Unchecked")
            link = said.get("FmlaLink", "") if newer is None else newer.get("fmlaLink", "")
            caption = "".join("".join(box.itertext()) for box in shape.iter("{*}textbox")).strip()
            checked = {"1": True, "Checked": True, "2": None, "Mixed": None}.get(state, False)
            middle = ((anchor[2] + anchor[6]) // 2, anchor[0])
            yield Control(kind, " ".join(caption.split()), middle, checked, place_of(link.rpartition("!")[2]))


def _shapes(root: XmlElement) -> Iterator[str]:
    for shape in root.iter("{*}sp"):
        body = next(shape.iter("{*}txBody"), None)
        if body is None:
            continue
        lines = ["".join(each.text or "" for each in line.iter("{*}t")) for line in body.iter("{*}p")]
        text = "\n".join(lines).strip()
        if text:
            yield text
