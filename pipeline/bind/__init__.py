"""Stage 2, bind: the cells of a report to the words of its spec.

``report`` is the way in; ``sections`` and ``lines`` find the labels, ``year_table``, ``record_table`` and
``mark_table`` the tables, ``values`` and ``choices`` say what a cell means, ``placement`` where it may stand.
"""
