"""Text that is not known yet: ``${Name}`` substitutions and CloudFormation functions.

SAM, CloudFormation and other deployment tools fill these in before the service sees the definition. What they will hold
cannot be judged, so every check asks here first and stays silent about such a value: a false error is worse than a
mistake that is found later.
"""

from __future__ import annotations

from asl.json_values import Json

__all__ = ["is_unknown", "is_unknown_text"]


def is_unknown_text(text: str) -> bool:
    """Tell whether a text holds a substitution.

    >>> is_unknown_text("arn:aws:lambda:${AWS::Region}:1:function:f"), is_unknown_text("$.a")
    (True, False)
    """
    return "${" in text


def is_unknown(value: Json) -> bool:
    """Tell whether a value stands for something that is filled in later.

    >>> is_unknown("${Fn}"), is_unknown({"Fn::GetAtt": ["Fn", "Arn"]}), is_unknown({"Ref": "Fn"}), is_unknown({})
    (True, True, True, False)
    """
    if isinstance(value, str):
        return "${" in value
    if isinstance(value, dict) and len(value) == 1:
        (key,) = value
        return key == "Ref" or key.startswith("Fn::")
    return False
