"""Signatures of functions: which arguments a function takes, and what becomes of those that nearly fit.

The notation is JSONata's own: ``<s-nn?:s>`` takes a string (the context value when it is left out), a number and
perhaps another number. Each argument has a symbol, and the parameters together are a regular expression over those
symbols, so that options and repetition mean what they mean there. Source: JSONata documentation, "Function signatures".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NoReturn, TypeAlias

from .values import UNDEFINED, JsonataError

__all__ = ["Validate", "compile_signature", "count_parameters", "symbol_of"]

Validate: TypeAlias = Callable[[list[Any], Any, str], list[Any]]
"""``validate(arguments, focus, function_name)`` returns the arguments as the function wants them."""

_ANY_OF: Final = {"a": "[asnblfom]", "f": "f", "j": "[asnblom]", "x": "[asnblfom]"}
_PLURALS: Final = {
    "a": "arrays",
    "b": "booleans",
    "f": "functions",
    "n": "numbers",
    "o": "objects",
    "s": "strings",
}
_CLOSING: Final = {"(": ")", "<": ">"}


@dataclass(frozen=True, slots=True)
class _Parameter:
    type_: str
    accepted: str
    repeat: str = ""
    takes_context: bool = False
    item_type: str | None = None

    @property
    def regex(self) -> str:
        return self.accepted + ("?" if self.takes_context else "") + self.repeat


def symbol_of(value: Any) -> str:
    """Return the letter of a value's type: ``s n b l a o f``, or ``m`` for undefined.

    >>> symbol_of(None), symbol_of(1.5), symbol_of(True), symbol_of([])
    ('l', 'n', 'b', 'a')
    """
    match value:
        case None:
            return "l"
        case str():
            return "s"
        case bool():
            return "b"
        case int() | float():
            return "n"
        case list() | tuple():
            return "a"
        case dict():
            return "o"
        case _ if value is UNDEFINED:
            return "m"
        case _:
            return "f"


@cache
def compile_signature(text: str) -> Validate:
    """Return the check of the signature ``text``; what it returns raises T0410, T0411 and T0412.

    Raises:
        JsonataError: S0401 for a type parameter on what is neither array nor function, S0402 for one in a choice.

    >>> compile_signature("<a<n>:n>")([5], None, "sum")
    [[5]]
    """
    parameters = _parse(text)
    pattern = re.compile("".join(f"({parameter.regex})" for parameter in parameters) + r"\Z")

    def validate(arguments: list[Any], focus: Any, function_name: str) -> list[Any]:
        symbols = "".join(map(symbol_of, arguments))
        found = pattern.match(symbols)
        if found is None:
            _refuse(parameters, symbols, arguments, function_name)
        validated: list[Any] = []
        index = 0
        for parameter, matched in zip(parameters, found.groups(), strict=True):
            if matched == "":
                if parameter.takes_context:
                    validated.append(_take_context(parameter, focus, index, function_name))
                else:
                    validated.append(UNDEFINED)
            first = index
            for symbol in matched:
                # JSONata 2.0.6 repeats the first of several arguments, unless they are asked for as arrays.
                argument = arguments[index if parameter.type_ == "a" else first]
                validated.append(_fit(parameter, symbol, argument, index, function_name))
                index += 1
        return validated

    return validate


def count_parameters(text: str) -> int:
    """Return how many parameters the signature ``text`` names."""
    return len(_parse(text))


def _parse(text: str) -> list[_Parameter]:
    parameters: list[_Parameter] = []
    position = 1
    while position < len(text) and text[position] not in ":>":
        symbol = text[position]
        match symbol:
            case "s" | "n" | "b" | "l" | "o":
                parameters.append(_Parameter(symbol, f"[{symbol}m]"))
            case "a" | "f" | "j" | "x":
                parameters.append(_Parameter(symbol, _ANY_OF[symbol]))
            case "-" if parameters:
                last = parameters[-1]
                parameters[-1] = _Parameter(last.type_, last.accepted, last.repeat, True, last.item_type)
            case "?" | "+" if parameters:
                last = parameters[-1]
                parameters[-1] = _Parameter(last.type_, last.accepted, symbol, last.takes_context, last.item_type)
            case "(":
                end = _find_closing(text, position)
                choice = text[position + 1 : end]
                if "<" in choice:
                    message = f"Choice groups containing parameterized types are not supported: {choice}"
                    raise JsonataError("S0402", message, position, value=choice)
                parameters.append(_Parameter("choice", f"[{choice}m]"))
                position = end
            case "<":
                if not parameters or parameters[-1].type_ not in "af":
                    message = "Type parameters can only be applied to functions and arrays"
                    raise JsonataError("S0401", message, position)
                end = _find_closing(text, position)
                last = parameters[-1]
                item_type = text[position + 1 : end]
                parameters[-1] = _Parameter(last.type_, last.accepted, last.repeat, last.takes_context, item_type)
                position = end
            case _:
                # The notation has no other symbols; like the original, one that means nothing is passed over.
                pass
        position += 1
    return parameters


def _find_closing(text: str, start: int) -> int:
    opening, closing = text[start], _CLOSING[text[start]]
    depth = 0
    for position in range(start, len(text)):
        if text[position] == opening:
            depth += 1
        elif text[position] == closing:
            depth -= 1
            if depth == 0:
                return position
    return len(text)


def _take_context(parameter: _Parameter, focus: Any, index: int, function_name: str) -> Any:
    if re.match(parameter.accepted, symbol_of(focus)) is None:
        message = f'Context value is not a compatible type with argument {index + 1} of function "{function_name}"'
        raise JsonataError("T0411", message, token=function_name, value=focus)
    return focus


def _fit(parameter: _Parameter, symbol: str, argument: Any, index: int, function_name: str) -> Any:
    if parameter.type_ != "a" or symbol == "m":
        return argument
    item_type = parameter.item_type
    if item_type:
        is_fitting = all(symbol_of(item) == item_type[0] for item in argument) if symbol == "a" else symbol == item_type
        if not is_fitting:
            plural = _PLURALS.get(item_type[0], item_type)
            message = f'Argument {index + 1} of function "{function_name}" must be an array of "{plural}"'
            raise JsonataError("T0412", message, token=function_name, value=argument)
    return argument if symbol == "a" else [argument]


def _refuse(parameters: list[_Parameter], symbols: str, arguments: list[Any], function_name: str) -> NoReturn:
    """Raise T0410 for the first argument at which the parameters, taken one after the other, no longer match."""
    good = 0
    partial = ""
    for parameter in parameters:
        partial += parameter.regex
        found = re.match(partial, symbols)
        if found is None:
            break
        good = found.end()
    message = f'Argument {good + 1} of function "{function_name}" does not match function signature'
    value = arguments[good] if good < len(arguments) else UNDEFINED
    raise JsonataError("T0410", message, token=function_name, value=value)
