"""Normalise: pure, total functions from printed text to typed values. Nothing here raises on any string.

``fold`` makes keys for matching, ``era`` reads fiscal years (年度), ``date`` dates, ``number`` quantities, ``unit``
units, ``money`` turns quantities into whole yen, ``mark`` reads the marks of choices. ``kanji``, ``numeral``, ``scan``
and ``words`` serve those.
"""
