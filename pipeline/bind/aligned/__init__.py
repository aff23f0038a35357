"""Binding where columns can be trusted (ruled pages, workbooks): labels lead to cells by geometry alone.

``report`` is the way in; ``sheet`` says what stands right of, left of, below and above a cell, ``area`` which cells a
section has; ``lines``, ``year_table``, ``record_table``, ``choices`` and ``parts`` read the words of the spec.
"""
