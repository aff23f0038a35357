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

    from tests.scans.__main__ import measure, measure_file       # (files, condition, reader, seed=0) -> Tally
    from tests.scans.evaluate import Reader, evaluate            # evaluate(name, truth, document, reading) -> Tally
    from tests.scans.report import as_text, as_json, not_met     # {condition name: Tally} -> table, JSON, goals missed

A ``Reader`` has ``read(bytes) -> Document`` and ``read_facts(bytes) -> SourceReading``, by default the program's own.
Pages of the document are matched by number, reports by form and first page, facts by table, keys, year and label, never
by row and column. Boxes may stand in the reader's own straightened page, in points: they are laid over the true ones as
a whole. A wrong number carries a finding if a warning or an error names its cell (a failed check that the truth hasn't,
too: each cell in its message) or the cell is unread; a lost one also if one names its page (``page-...``) or its label.
INFO findings cover nothing. Numbers that are invented or lost without a finding are silent like wrong ones.

The same seed gives the same pixels. A condition's own format is taken unless ``as_file`` is told another. Forms for
reading the synthetic sheets are those of ``registry()``: one test form is no part of the program. The letters of all
synthetic sheets are embedded (IPAexGothic of matplotlib-fontja, IPA Font License), so pages look alike everywhere.

``pages`` rasterises and knows where rules and text are; ``before`` is what happens to paper, ``degrade`` what a scanner
does; ``filled`` and ``words`` fill forms in by chance, with figures that add up.
"""
