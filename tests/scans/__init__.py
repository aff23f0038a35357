"""Synthetic scans with truth, and how well hyoka reads them. ``python -m tests.scans --help`` says how to measure.

What there is, from sheets to figures::

    from tests.scans.sheets import synthetic_files, real_files   # list[SheetFile]: name, data (a PDF), real
    from tests.scans.condition import CLEAN_300, SCAN_200, ONE_BIT_200, GOALS, SINGLE, EVERYTHING, CONDITIONS
    from tests.scans.scanning import scan_file                   # (SheetFile, Condition, seed=0) -> list[Scan]
    from tests.scans.files import as_file, as_files, picture_of  # Scans -> bytes of PNG, JPEG, TIFF (G4), PDF
    from tests.scans.truth import truth_of, registry             # SheetFile -> Truth: document (grids), reading (facts)

    file = synthetic_files()[0]
    scans = scan_file(file, ONE_BIT_200)
    data = as_file(scans)                    # what a user has: here a TIFF of all pages, CCITT G4
    scans[0].pixels                          # uint8, grey or red, green, blue; 255 is white
    scans[0].transform.box(cell.box)         # from points on the clean page to pixels of the scan
    scans[0].degrees, scans[0].turns         # clockwise skew, then quarters clockwise: what a reader has to undo
    truth_of(file).document.grids[0].rows    # the cells of page 1: text, box in points, spans

The same seed gives the same pixels. A condition's own format is taken unless ``as_file`` is told another. Forms for
reading the synthetic sheets are those of ``registry()``: one test form is no part of the program. The letters of all
synthetic sheets are embedded (IPAexGothic of matplotlib-fontja, IPA Font License), so pages look alike everywhere.

``pages`` rasterises and knows where rules and text are; ``before`` is what happens to paper, ``degrade`` what a scanner
does; ``filled`` and ``words`` fill forms in by chance, with figures that add up.
"""
