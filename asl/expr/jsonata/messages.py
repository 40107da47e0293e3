"""The words of JSONata's errors: one template for each code of the language core.

``{token}`` is what stands in the text, ``{value}`` the value at fault as JSON. Built-in functions word their own errors
where they raise them. Source: the codes and messages of the JavaScript implementation, version 2.0.6.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from .number_text import render_number
from .values import UNDEFINED, JsonataError, UnnamedFunctionError

__all__ = ["MESSAGES", "build_error", "renamed"]

MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "S0101": "String literal must be terminated by a matching quote",
        "S0102": "Number out of range: {token}",
        "S0103": "Unsupported escape sequence: \\{token}",
        "S0104": "The escape sequence \\u must be followed by 4 hex digits",
        "S0105": "Quoted property name must be terminated with a backquote (`)",
        "S0106": "Comment has no closing tag",
        "S0201": "Syntax error: {token}",
        "S0202": "Expected {value}, got {token}",
        "S0203": "Expected {value} before end of expression",
        "S0204": "Unknown operator: {token}",
        "S0205": "Unexpected token: {token}",
        "S0206": "Unknown expression type: {token}",
        "S0207": "Unexpected end of expression",
        "S0208": "Parameter {value} of function definition must be a variable name (start with $)",
        "S0209": "A predicate cannot follow a grouping expression in a step",
        "S0210": "Each step can only have one grouping expression",
        "S0211": "The symbol {token} cannot be used as a unary operator",
        "S0212": "The left side of := must be a variable name (start with $)",
        "S0213": "The literal value {value} cannot be used as a step within a path expression",
        "S0214": "The right side of {token} must be a variable name (start with $)",
        "S0215": "A context variable binding must precede any predicates on a step",
        "S0216": "A context variable binding must precede the 'order-by' clause on a step",
        "S0217": "The object representing the 'parent' cannot be derived from this expression",
        "S0301": "Empty regular expressions are not allowed",
        "S0302": "No terminating / in regular expression",
        "T1003": "Key in object structure must evaluate to a string; got: {value}",
        "T1005": "Attempted to invoke a non-function. Did you mean ${token}?",
        "T1006": "Attempted to invoke a non-function",
        "T1007": "Attempted to partially apply a non-function. Did you mean ${token}?",
        "T1008": "Attempted to partially apply a non-function",
        "T2001": "The left side of the {token} operator must evaluate to a number",
        "T2002": "The right side of the {token} operator must evaluate to a number",
        "T2003": "The left side of the range operator (..) must evaluate to an integer",
        "T2004": "The right side of the range operator (..) must evaluate to an integer",
        "T2006": "The right side of the function application operator ~> must be a function",
        "T2007": "Type mismatch when comparing values {value} and {value2} in order-by clause",
        "T2008": "The expressions within an order-by clause must evaluate to numeric or string values",
        "T2009": "The values {value} and {value2} either side of operator {token} must be of the same data type",
        "T2010": "The expressions either side of operator {token} must evaluate to numeric or string values",
        "T2011": "The insert/update clause of the transform expression must evaluate to an object: {value}",
        "T2012": "The delete clause of the transform expression must evaluate to a string or array of strings: {value}",
        "D1001": "Number out of range: {value}",
        "D1002": "Cannot negate a non-numeric value: {value}",
        "D1004": "Regular expression matches zero length string",
        "D1009": "Multiple key definitions evaluate to same key: {value}",
        "D2014": (
            "The size of the sequence allocated by the range operator (..) must not exceed 1e6.  "
            "Attempted to allocate {value}."
        ),
        "U1001": (
            "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive."
        ),
    }
)


def build_error(
    code: str, position: int = -1, *, token: Any = "", value: Any = UNDEFINED, value2: Any = UNDEFINED
) -> JsonataError:
    """Return the error of a code, its message filled in."""
    message = MESSAGES[code]
    for name, text in (("token", _as_token(code, token)), ("value", _as_json(value)), ("value2", _as_json(value2))):
        message = message.replace("{" + name + "}", text)
    error = JsonataError(code, message, position, token=token, value=value)
    error.value2 = value2
    return error


def renamed(error: JsonataError, token: str) -> JsonataError:
    """Return an error with another operator or function in its message."""
    if isinstance(error, UnnamedFunctionError):
        error.name_function(token)
        return error
    if "{token}" not in MESSAGES.get(error.code, ""):
        return error
    return build_error(error.code, error.position, token=token, value=error.value, value2=error.value2)


def _as_json(value: Any) -> str:
    if value is UNDEFINED:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return render_number(value) if math.isfinite(value) else "null"
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError):
        return '""'


def _as_token(code: str, token: Any) -> str:
    return str(token) if code in {"T1005", "T1007"} else _as_json(token)
