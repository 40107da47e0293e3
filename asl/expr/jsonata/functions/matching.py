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
from ..signature import symbol_of
from ..values import UNDEFINED, JsonataError, Sequence

__all__ = ["FUNCTIONS"]


def _iter_matches(matcher: Any, text: str, function_name: str) -> Iterator[dict[str, Any]]:
    found = matcher.call([text], None)
    while found is not UNDEFINED:
        is_match = (
            symbol_of(found) == "o" and {"start", "end"} <= found.keys() and symbol_of(found.get("groups")) == "a"
        )
        if not is_match or symbol_of(found.get("next", UNDEFINED)) != "f":
            message = (
                f'The matcher function argument passed to function "{function_name}"'
                " does not return the correct object structure"
            )
            raise JsonataError("T1010", message, token=function_name, value=found)
        yield found
        found = found["next"].call([], None)


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
        for found in _iter_matches(matcher, text, "match"):
            result.append({"match": found["match"], "index": found["start"], "groups": found["groups"]})
            if len(result) >= most:
                break
    return result


def _contains(text: str, pattern: Any) -> Any:
    if pattern is UNDEFINED:
        return False
    if isinstance(pattern, str):
        return pattern in text
    return next(_iter_matches(pattern, text, "contains"), None) is not None


def _replace(text: str, pattern: Any, replacement: Any, limit: Any = UNDEFINED) -> Any:
    if pattern == "":
        raise JsonataError("D3010", "Second argument of replace function cannot be an empty string", value=pattern)
    most = _check_limit(limit, "D3011", "replace", "Fourth")
    if isinstance(pattern, str) and isinstance(replacement, str):
        return text.replace(pattern, replacement, -1 if most == math.inf else math.ceil(most))
    if not isinstance(pattern, str) and pattern is not UNDEFINED and replacement is not UNDEFINED:
        return _replace_matches(text, pattern, replacement, most)
    return text


def _replace_matches(text: str, matcher: Any, replacement: Any, most: float) -> str:
    parts: list[str] = []
    position = 0
    count = 0
    if most > 0:
        for found in _iter_matches(matcher, text, "replace"):
            new = _expand(replacement, found) if isinstance(replacement, str) else replacement.call([found], None)
            if not isinstance(new, str):
                message = "Attempted to replace a matched string with a non-string value"
                raise JsonataError("D3012", message, value=new)
            parts += (text[position : found["start"]], new)
            position = found["start"] + len(found["match"])
            count += 1
            if count >= most:
                break
    return "".join(parts) + text[position:]


def _expand(template: str, found: dict[str, Any]) -> str:
    """Return ``template`` with ``$0`` and ``$n`` for the match and its groups; ``$$`` is a dollar sign.

    Of several digits as many count as make a group that exists.
    """
    groups = found["groups"]
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
        parts = text.split(separator) if separator else list(text)
    elif separator is UNDEFINED:
        parts = [text]
    else:
        parts, position = [], 0
        for found in _iter_matches(separator, text, "split"):
            if len(parts) >= most:
                break
            parts.append(text[position : found["start"]])
            position = found["end"]
        parts.append(text[position:])
    return parts if most == math.inf else parts[: math.floor(most)]


def _join(strings: list[Any], separator: Any = UNDEFINED) -> Any:
    return ("" if separator is UNDEFINED else separator).join(strings)


_SOURCE = "String functions"
FUNCTIONS = (
    JsonataFunction("match", "<s-f<s:o>n?:a<o>>", "1.0", "the matches in a text", _SOURCE, _match),
    JsonataFunction("contains", "<s-(sf):b>", "1.0", "whether a pattern is in a text", _SOURCE, _contains),
    JsonataFunction("replace", "<s-(sf)(sf)n?:s>", "1.0", "the text with matches replaced", _SOURCE, _replace),
    JsonataFunction("split", "<s-(sf)n?:a<s>>", "1.0", "the parts between matches", _SOURCE, _split),
    JsonataFunction("join", "<a<s>s?:s>", "1.0", "texts as one text", _SOURCE, _join),
)
