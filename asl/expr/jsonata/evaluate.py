"""An expression's text evaluated at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .compile import MAX_CALLS, MAX_DEPTH, STILL, compile_jsonata
from .parse import parse_jsonata
from .values import Surroundings, Value

__all__ = ["evaluate_jsonata"]


def evaluate_jsonata(
    text: str,
    value: Any,
    bindings: Mapping[str, Any] | None = None,
    *,
    surroundings: Surroundings = STILL,
    max_depth: int = MAX_DEPTH,
    max_calls: int = MAX_CALLS,
) -> Value:
    """Return the value of an expression on an input; see :func:`.compile.compile_jsonata`.

    >>> evaluate_jsonata("a.b[$ > 1]", {"a": [{"b": 1}, {"b": [2, 3]}]})
    [2, 3]
    >>> evaluate_jsonata("a[b = 1].c", {"a": [{"b": 1, "c": "x"}]}), evaluate_jsonata("none", {})
    ('x', UNDEFINED)
    """
    return compile_jsonata(parse_jsonata(text), surroundings=surroundings, max_depth=max_depth, max_calls=max_calls)(
        value, bindings or {}
    )
