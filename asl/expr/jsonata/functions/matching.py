"""``$match $contains $replace $split $join``: text with patterns. Source: JSONata documentation, "String functions".

A pattern is a text, or a matcher: a regular expression or any function that returns objects of the shape
``{"match", "start", "end", "groups", "next"}``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from ..function import JsonataFunction
from ..nesting import MAX_SIZE, too_large
from ..regex.pattern import join_units, units_of
from ..truth import is_function
from ..values import UNDEFINED, JsonataError, Sequence, UnnamedFunctionError

__all__ = ["FUNCTIONS"]


def _iter_matches(matcher: Any, text: str) -> Iterator[dict[str, Any]]:
    """Yield the matches that a matcher gives.

    Raises:
        JsonataError: T1010, it gives something else; without code, it leaves out what the library needs.
    """
    found = _ask(matcher, [text])
    while found is not UNDEFINED:
        if found is None:
            raise JsonataError("", "Cannot read properties of null (reading 'start')")
        if not _is_match(found):
            raise UnnamedFunctionError("T1010", 0, found)
        if type(found.get("start")) not in {int, float} or not isinstance(found.get("match"), str):
            raise JsonataError("", "Cannot read properties of undefined (reading 'length')")
        yield found
        found = _ask(found.get("next", UNDEFINED), [])


def _ask(matcher: Any, arguments: list[Any]) -> Any:
    if matcher is UNDEFINED:
        raise JsonataError("", "Cannot read properties of undefined (reading 'apply')")
    if not is_function(matcher):
        raise JsonataError("", "matcher.apply is not a function")
    return matcher.call(arguments, None)


def _is_match(found: Any) -> bool:
    """Tell whether a value has one of the parts of a match, which is all that the library asks for."""
    if not isinstance(found, dict):
        return found is False or found == "" or (type(found) in {int, float} and not found)
    is_list = isinstance(found.get("groups"), list)
    return type(found.get("start")) in {int, float} or is_list or is_function(found.get("next"))


def _check_limit(limit: Any, code: str, function_name: str, ordinal: str) -> float:
    if limit is UNDEFINED:
        return math.inf
    if limit < 0:
        message = f"{ordinal} argument of {function_name} function must evaluate to a positive number"
        raise JsonataError(code, message, value=limit)
    return float(limit)


def _match(text: str, matcher: Any, limit: Any = UNDEFINED) -> Any:
    most = _check_limit(limit, "D3040", "match", "Third")
    result = Sequence()
    if most > 0:
        for found in _iter_matches(matcher, text):
            result.append({"match": found["match"], "index": found["start"], "groups": found.get("groups", UNDEFINED)})
            if len(result) >= most:
                break
    return result


def _contains(text: str, pattern: Any) -> Any:
    if isinstance(pattern, str):
        return pattern in text
    return next(_iter_matches(pattern, text), None) is not None


def _replace(text: str, pattern: Any, replacement: Any, limit: Any = UNDEFINED) -> Any:
    if pattern == "":
        raise JsonataError("D3010", "Second argument of replace function cannot be an empty string", value=pattern)
    most = _check_limit(limit, "D3011", "replace", "Fourth")
    if isinstance(pattern, str):
        return _replace_text(text, pattern, replacement, most)
    return _replace_matches(text, pattern, replacement, most)


def _replace_text(text: str, pattern: str, replacement: Any, most: float) -> str:
    new = replacement
    if not isinstance(replacement, str):
        new = "undefined" if replacement is UNDEFINED else "[object Object]"
    count = min(text.count(pattern), most)
    if len(text) + count * len(new) > MAX_SIZE:
        raise too_large()
    return text.replace(pattern, new, -1 if most == math.inf else math.ceil(most))


def _replace_matches(text: str, matcher: Any, replacement: Any, most: float) -> str:
    units = units_of(text)
    parts: list[str] = []
    position = size = 0
    for count, found in enumerate(_iter_matches(matcher, text) if most > 0 else (), start=1):
        if isinstance(replacement, str):
            new = _expand(replacement, found)
        elif replacement is UNDEFINED:
            raise JsonataError("", "Cannot read properties of undefined (reading 'apply')")
        else:
            new = replacement.call([found], None)
        if not isinstance(new, str):
            raise JsonataError("D3012", "Attempted to replace a matched string with a non-string value", value=new)
        start = int(found["start"])
        parts += (units[position:start], new)
        size += len(new)
        if size > MAX_SIZE:
            raise too_large()
        position = start + len(units_of(found["match"]))
        if count >= most:
            break
    return join_units("".join(parts) + units[position:])


def _expand(template: str, found: dict[str, Any]) -> str:
    """Return ``template`` with ``$0`` and ``$n`` for the match and its groups; ``$$`` is a dollar sign.

    Of several digits as many count as make a group that exists.
    """
    groups = found.get("groups") or []
    most_digits = len(str(len(groups)))

    def substitute(token: re.Match[str]) -> str:
        digits = token.group(1)
        if token.group() == "$$":
            return "$"
        if not digits:
            return "$"
        if digits.startswith("0"):
            return str(found["match"]) + digits[1:]
        used = digits[:most_digits]
        if len(used) > 1 and int(used) > len(groups):
            used = used[:-1]
        rest = digits[len(used) :]
        number = int(used)
        group = groups[number - 1] if 0 < number <= len(groups) else UNDEFINED
        return ("" if group is UNDEFINED else str(group)) + rest

    return re.sub(r"\$\$|\$([0-9]*)", substitute, template)


def _split(text: str, separator: Any, limit: Any = UNDEFINED) -> Any:
    most = _check_limit(limit, "D3020", "split", "Third")
    if isinstance(separator, str):
        parts = text.split(separator) if separator else list(units_of(text))
        return parts if most == math.inf else parts[: math.floor(most)]
    units = units_of(text)
    parts, position = [], 0
    for found in _iter_matches(separator, text) if most > 0 else ():
        if len(parts) >= most:
            return parts
        parts.append(join_units(units[position : int(found["start"])]))
        position = int(found.get("end", 0))
    return [*parts, join_units(units[position:])] if len(parts) < most else parts


def _join(strings: list[Any], separator: Any = UNDEFINED) -> Any:
    joint = "" if separator is UNDEFINED else separator
    if sum(map(len, strings)) + len(strings) * len(joint) > MAX_SIZE:
        raise too_large()
    return joint.join(strings)


_SOURCE = "String functions"
FUNCTIONS = (
    JsonataFunction("match", "<s-f<s:o>n?:a<o>>", "1.0", "the matches in a text", _SOURCE, _match),
    JsonataFunction("contains", "<s-(sf):b>", "1.0", "whether a pattern is in a text", _SOURCE, _contains),
    JsonataFunction("replace", "<s-(sf)(sf)n?:s>", "1.0", "the text with matches replaced", _SOURCE, _replace),
    JsonataFunction("split", "<s-(sf)n?:a<s>>", "1.0", "the parts between matches", _SOURCE, _split),
    JsonataFunction("join", "<a<s>s?:s>", "1.0", "texts as one text", _SOURCE, _join),
)
