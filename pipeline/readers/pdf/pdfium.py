"""PDFium's C functions, bound for calls by the thousand.

``pypdfium2`` loads the library and opens files; its public bindings cost more than the work they ask for when a page
has thousands of characters. Here the same library is bound once more, by three rules: handles and addresses are plain
integers, results are written into numpy arrays by address, and nothing gives up the interpreter's lock (a call takes
under a microsecond, and PDFium isn't safe in two threads anyway). What is called for each character or object takes
its arguments ready-made (``ready``) and is called by ``calls``. All coordinates are PDF points, y up.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2  # noqa: F401 (it sets the library up)
from pypdfium2_raw import bindings

_LIBRARY = ctypes.PyDLL(bindings._libs["pdfium"]._name)
_HANDLE = _ADDRESS = ctypes.c_void_p
_INT, _UINT, _ULONG, _FLOAT = ctypes.c_int, ctypes.c_uint, ctypes.c_ulong, ctypes.c_float

Function = Callable[..., Any]


def _bind(name: str, result: Any, *arguments: Any) -> Function:
    function = _LIBRARY[name]
    function.restype, function.argtypes = result, arguments
    return function


def _bind_bare(name: str, result: Any = None) -> Function:
    """Without types ctypes converts nothing, half the cost of a call: each handle and address must be made ready.

    Of functions that write to addresses the ``result`` isn't wanted: what isn't written says that they failed.
    """
    function = _LIBRARY[name]
    function.restype = result
    return function


# A handle as ctypes passes it on: made once, where a type would have it made for each call.
ready: Callable[[int], Any] = _ADDRESS.from_param


load_document = _bind("FPDF_LoadMemDocument64", _HANDLE, _ADDRESS, ctypes.c_size_t, _ADDRESS)
close_document = _bind("FPDF_CloseDocument", None, _HANDLE)
last_error = _bind("FPDF_GetLastError", _ULONG)
count_pages = _bind("FPDF_GetPageCount", _INT, _HANDLE)
load_page = _bind("FPDF_LoadPage", _HANDLE, _HANDLE, _INT)
close_page = _bind("FPDF_ClosePage", None, _HANDLE)
page_rotation = _bind("FPDFPage_GetRotation", _INT, _HANDLE)
page_box = _bind("FPDF_GetPageBoundingBox", _INT, _HANDLE, _ADDRESS)

count_annotations = _bind("FPDFPage_GetAnnotCount", _INT, _HANDLE)
load_annotation = _bind("FPDFPage_GetAnnot", _HANDLE, _HANDLE, _INT)
close_annotation = _bind("FPDFPage_CloseAnnot", None, _HANDLE)
annotation_kind = _bind("FPDFAnnot_GetSubtype", _INT, _HANDLE)
annotation_text = _bind("FPDFAnnot_GetStringValue", _ULONG, _HANDLE, ctypes.c_char_p, _ADDRESS, _ULONG)
annotation_appearance = _bind("FPDFAnnot_GetAP", _ULONG, _HANDLE, _INT, _ADDRESS, _ULONG)
flatten_page = _bind("FPDFPage_Flatten", _INT, _HANDLE, _INT)

load_text = _bind("FPDFText_LoadPage", _HANDLE, _HANDLE)
close_text = _bind("FPDFText_ClosePage", None, _HANDLE)
count_characters = _bind("FPDFText_CountChars", _INT, _HANDLE)
all_text = _bind("FPDFText_GetText", _INT, _HANDLE, _INT, _INT, _ADDRESS)
character_code = _bind("FPDFText_GetUnicode", _UINT, _HANDLE, _INT)
character_unmapped = _bind_bare("FPDFText_HasUnicodeMapError", ctypes.c_ubyte)
character_object = _bind("FPDFText_GetTextObject", _HANDLE, _HANDLE, _INT)
character_angle = _bind("FPDFText_GetCharAngle", _FLOAT, _HANDLE, _INT)
# The box of advance and line height: left, top, right, bottom as four floats.
advance_box = _bind_bare("FPDFText_GetLooseCharBox")
# The box of the ink: left, right, bottom, top as four doubles.
ink_box = _bind_bare("FPDFText_GetCharBox")

count_objects = _bind("FPDFPage_CountObjects", _INT, _HANDLE)
page_object = _bind_bare("FPDFPage_GetObject", _HANDLE)
count_form_objects = _bind("FPDFFormObj_CountObjects", _INT, _HANDLE)
form_object = _bind("FPDFFormObj_GetObject", _HANDLE, _HANDLE, _ULONG)
object_type = _bind_bare("FPDFPageObj_GetType", ctypes.c_ubyte)
# left, bottom, right, top; a stroke's width is inside, so only the bounds of fills are exact.
object_bounds = _bind_bare("FPDFPageObj_GetBounds")
object_matrix = _bind_bare("FPDFPageObj_GetMatrix")
transform_object = _bind("FPDFPageObj_TransformF", _INT, _HANDLE, _ADDRESS)
fill_colour = _bind_bare("FPDFPageObj_GetFillColor")
stroke_colour = _bind_bare("FPDFPageObj_GetStrokeColor")
text_render_mode = _bind_bare("FPDFTextObj_GetTextRenderMode", _INT)
set_text_render_mode = _bind("FPDFTextObj_SetTextRenderMode", _INT, _HANDLE, _INT)
text_font = _bind_bare("FPDFTextObj_GetFont", _HANDLE)
font_is_embedded = _bind("FPDFFont_GetIsEmbedded", _INT, _HANDLE)
font_name = _bind("FPDFFont_GetBaseFontName", _ULONG, _HANDLE, _ADDRESS, _ULONG)

count_segments = _bind_bare("FPDFPath_CountSegments", _INT)
path_segment = _bind_bare("FPDFPath_GetPathSegment", _HANDLE)
# Whether it is filled, and whether its outline is drawn, as two integers.
path_mode = _bind_bare("FPDFPath_GetDrawMode")
segment_point = _bind_bare("FPDFPathSegment_GetPoint")
segment_type = _bind_bare("FPDFPathSegment_GetType", _INT)

create_bitmap = _bind("FPDFBitmap_Create", _HANDLE, _INT, _INT, _INT)
fill_bitmap = _bind("FPDFBitmap_FillRect", _INT, _HANDLE, _INT, _INT, _INT, _INT, _ULONG)
render_page = _bind("FPDF_RenderPageBitmap", None, _HANDLE, _HANDLE, _INT, _INT, _INT, _INT, _INT, _INT)
bitmap_stride = _bind("FPDFBitmap_GetStride", _INT, _HANDLE)
bitmap_buffer = _bind("FPDFBitmap_GetBuffer", _HANDLE, _HANDLE)
destroy_bitmap = _bind("FPDFBitmap_Destroy", None, _HANDLE)

OBJECT_TEXT, OBJECT_PATH, OBJECT_IMAGE, OBJECT_SHADING, OBJECT_FORM = 1, 2, 3, 4, 5
SEGMENT_LINE, SEGMENT_CURVE, SEGMENT_MOVE = 0, 1, 2
FILLED, INVISIBLE = 0, 3
ANNOTATION_FIELD = 20
