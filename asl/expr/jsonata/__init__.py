"""JSONata 2.0.6 as Step Functions has it: parser with spans, compiler to closures, one file per built-in function.

May import :mod:`asl.expr.failure` and below. ``parse_jsonata`` reads a text once to a frozen tree, ``compile_jsonata``
makes a closure of it, ``evaluate_jsonata`` does both. Start reading at :mod:`.values`, then :mod:`.syntax` and
:mod:`.compile`.
"""

from .compile import compile_jsonata
from .evaluate import evaluate_jsonata
from .parse import parse_jsonata
from .syntax import Expression
from .values import UNDEFINED, JsonataError, Surroundings

__all__ = [
    "UNDEFINED",
    "Expression",
    "JsonataError",
    "Surroundings",
    "compile_jsonata",
    "evaluate_jsonata",
    "parse_jsonata",
]
