"""JSONata 2.0.6 as Step Functions has it: parser with spans, compiler to closures, one file per group of functions.

May import :mod:`asl.expr.failure` and below. ``parse_jsonata`` reads a text once to a frozen tree, ``compile_jsonata``
makes a closure of it to be run as often as one likes, ``evaluate_jsonata`` does both.

The tree is the union ``Expression`` of frozen dataclasses, each with the ``span`` of its text, to be taken apart with
``match``; it is at most ``MAX_NESTING`` deep, so a plain recursive function may walk over it. All that can go wrong is
a ``JsonataError``: with the code and the words of the JavaScript library, or without a code where that stumbles over an
argument. Nothing runs without end: calls, work, nesting and sizes are counted, and the time it takes is never asked.

Start reading at :mod:`.values`, then :mod:`.syntax` and :mod:`.compile`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from .draft import MAX_NESTING
from .parse import parse_jsonata
from .syntax import (
    Apply,
    ArrayConstructor,
    Binary,
    Bind,
    Block,
    Call,
    Condition,
    Descendants,
    Expression,
    Filter,
    Group,
    IndexBind,
    Lambda,
    Literal,
    Name,
    Negation,
    ObjectConstructor,
    Parent,
    Path,
    Placeholder,
    Regex,
    Sort,
    SortTerm,
    Stage,
    Transform,
    Variable,
    Wildcard,
)
from .values import UNDEFINED, InternalError, JsonataError, Surroundings

if TYPE_CHECKING:
    from .compile import MAX_CALLS, MAX_DEPTH, Run, compile_jsonata
    from .evaluate import evaluate_jsonata

__all__ = [
    "MAX_CALLS",
    "MAX_DEPTH",
    "MAX_NESTING",
    "UNDEFINED",
    "Apply",
    "ArrayConstructor",
    "Binary",
    "Bind",
    "Block",
    "Call",
    "Condition",
    "Descendants",
    "Expression",
    "Filter",
    "Group",
    "IndexBind",
    "InternalError",
    "JsonataError",
    "Lambda",
    "Literal",
    "Name",
    "Negation",
    "ObjectConstructor",
    "Parent",
    "Path",
    "Placeholder",
    "Regex",
    "Run",
    "Sort",
    "SortTerm",
    "Stage",
    "Surroundings",
    "Transform",
    "Variable",
    "Wildcard",
    "compile_jsonata",
    "evaluate_jsonata",
    "parse_jsonata",
]

_EVALUATION: Final = {
    "MAX_CALLS": "compile",
    "MAX_DEPTH": "compile",
    "Run": "compile",
    "compile_jsonata": "compile",
    "evaluate_jsonata": "evaluate",
}
"""What only those need who evaluate; a check that reads the tree does not load it."""


def __getattr__(name: str) -> Any:
    if name not in _EVALUATION:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_EVALUATION[name]}", __name__), name)
