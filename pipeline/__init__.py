"""hyoka: evaluation sheets (事務事業評価表) of local governments, from files to a database people trust.

The packages follow the flow: ``readers`` -> ``recognise`` and ``bind`` (told by ``spec`` what a form looks like)
-> ``normalize`` -> ``checks`` -> ``assemble`` -> ``load``; ``run`` puts them in a row and ``cli`` is the command.
"""

__version__ = "0.1.0"
