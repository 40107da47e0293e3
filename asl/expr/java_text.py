"""Values as Java's ``toString`` prints them, which is what ``States.Format`` puts into its text.

Recorded: ``{"Arg1":1,"Arg2":[]}`` is formatted as ``{Arg1=1, Arg2=[]}``, a string stands without quotes.
Arrays and floats follow from the same mechanism (``List.toString``, ``Double.toString``).
"""

from __future__ import annotations

from asl.json_values import Json, java_double

__all__ = ["java_text"]


def java_text(value: Json) -> str:
    """Return the text of a value.

    >>> java_text({"a": [1, 1.0, None, True], "b": "x y"})
    '{a=[1, 1.0, null, true], b=x y}'
    """
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return java_double(value)
    if isinstance(value, list):
        return f"[{', '.join(map(java_text, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}={java_text(member)}' for key, member in value.items())}}}"
    return str(value)
