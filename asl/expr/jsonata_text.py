"""Where a JSONata expression begins and ends: a whole string, ``{%`` first and ``%}`` last.

Source: developer guide, "Transforming data with JSONata".
"""

from __future__ import annotations

__all__ = ["is_expression", "strip_delimiters"]


def is_expression(value: object) -> bool:
    """Tell whether a value is the text of a JSONata expression."""
    return isinstance(value, str) and value.startswith("{%") and value.endswith("%}") and len(value) >= 4


def strip_delimiters(text: str) -> str:
    """Return the expression inside ``{% … %}``, as the service quotes it in causes.

    >>> strip_delimiters("{% $states.input %}")
    '$states.input'
    """
    return text[2:-2].strip()
