"""What a YAML scalar means: the core schema of YAML 1.2.2 (chapter 10.3), cut down to what JSON can hold.

Timestamps stay strings as written; so do ``.inf`` and ``.nan``, and the ``Yes`` and ``Off`` of YAML 1.1.
"""

from __future__ import annotations

import re

__all__ = ["CLOUDFORMATION_TAGS", "STANDARD_TAGS", "is_old_boolean", "resolve_plain", "resolve_tagged"]

_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o([0-7]+)")
_HEXADECIMAL = re.compile(r"0x([0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS: dict[str, None | bool] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_OLD_BOOLEANS = frozenset(
    word for base in ("yes", "no", "on", "off") for word in (base, base.capitalize(), base.upper())
)

STANDARD_TAGS = {f"tag:yaml.org,2002:{name}": name for name in ("str", "int", "float", "bool", "null", "map", "seq")}

CLOUDFORMATION_TAGS = {
    "!Ref": "Ref",
    "!Condition": "Condition",
    **{
        f"!{name}": f"Fn::{name}"
        for name in (
            *("And", "Base64", "Cidr", "Equals", "FindInMap", "GetAtt", "GetAZs", "If", "ImportValue", "Join"),
            *("Length", "Not", "Or", "Select", "Split", "Sub", "ToJsonString", "Transform"),
        )
    },
}
"""CloudFormation's short forms and the member names of their long forms, per its template reference."""


def is_old_boolean(text: str) -> bool:
    """Tell whether a plain scalar is a boolean to YAML 1.1 only."""
    return text in _OLD_BOOLEANS


def resolve_plain(text: str) -> None | bool | int | float | str:
    """Return the value of a plain scalar.

    >>> [resolve_plain(text) for text in ("", "true", "yes", "010", "0o10", "0x1F", "1e3", "1.", "2016-03-14", ".inf")]
    [None, True, 'yes', 10, 8, 31, 1000.0, 1.0, '2016-03-14', '.inf']
    """
    if text in _WORDS:
        return _WORDS[text]
    if not text[0].isascii() or not (text[0].isdigit() or text[0] in "-+."):
        return text
    try:
        if _INTEGER.fullmatch(text):
            return int(text)
        octal, hexadecimal = _OCTAL.fullmatch(text), _HEXADECIMAL.fullmatch(text)
        if octal:
            return int(octal[1], 8)
        if hexadecimal:
            return int(hexadecimal[1], 16)
    except ValueError:
        return text
    return float(text) if _FLOAT.fullmatch(text) else text


def resolve_tagged(text: str, name: str) -> None | bool | int | float | str:
    """Return the value of a scalar with a standard tag; text that the tag does not fit stays a string.

    >>> resolve_tagged("12", "str"), resolve_tagged("12", "int"), resolve_tagged("12", "float")
    ('12', 12, 12.0)
    """
    value = resolve_plain(text)
    match name:
        case "int" | "float" if isinstance(value, (int, float)) and not isinstance(value, bool):
            if name == "int":
                return value
            try:
                return float(value)
            except OverflowError:
                return text
        case "bool" if isinstance(value, bool):
            return value
        case "null" if value is None:
            return None
        case _:
            return text
