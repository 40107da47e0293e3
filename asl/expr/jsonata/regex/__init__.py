"""JavaScript's regular expressions: a parser, and two ways to match that never hang.

May import :mod:`asl.expr.jsonata.values` and below. :class:`.pattern.Pattern` is the whole interface. Simple patterns
go to Python's :mod:`re`, which is fast; all others to a machine of our own (:mod:`.machine`), which counts its steps.
Start reading at :mod:`.syntax`.
"""

from .pattern import Found, Pattern

__all__ = ["Found", "Pattern"]
