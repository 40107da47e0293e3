"""JSONPath with the semantics of Jayway JsonPath, which Step Functions evaluates paths with.

May import :mod:`asl.expr.grammar`, :mod:`asl.expr.failure` and below. ``parse_jsonpath`` reads a path once to a
frozen tree; ``compile_jsonpath`` makes a closure of it. Start reading at :mod:`.syntax`, then :mod:`.evaluate`.
Why this is not a library is told in ``docs/decisions/0002-own-jsonpath-engine.md``.
"""

from .errors import JsonPathReadError
from .evaluate import compile_jsonpath
from .model import Model
from .parse import parse_jsonpath
from .syntax import JsonPath

__all__ = ["JsonPath", "JsonPathReadError", "Model", "compile_jsonpath", "parse_jsonpath"]
