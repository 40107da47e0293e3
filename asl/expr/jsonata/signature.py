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

from .values import UNDEFINED, JsonataError, Sequence, Undefined, UnnamedFunctionError

__all__ = ["Validate", "compile_signature", "count_parameters", "symbol_of"]

Validate: TypeAlias = Callable[[list[Any], Any], list[Any]]
"""``validate(arguments, focus)`` returns the arguments as the function wants them."""

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


_SYMBOLS: Final[dict[type, str]] = {
    type(None): "l",
    str: "s",
    bool: "b",
    int: "n",
    float: "n",
    list: "a",
    dict: "o",
    Sequence: "a",
    Undefined: "m",
}


def symbol_of(value: Any) -> str:
    """Return the letter of a value's type: ``s n b l a o f``, or ``m`` for undefined.

    >>> symbol_of(None), symbol_of(1.5), symbol_of(True), symbol_of([])
    ('l', 'n', 'b', 'a')
    """
    symbol = _SYMBOLS.get(type(value))
    return symbol or ("a" if isinstance(value, list) else "f")


@cache
def compile_signature(text: str) -> Validate:
    """Return the check of the signature ``text``; what it returns raises T0410, T0411 and T0412.

    Raises:
        JsonataError: S0401 for a type parameter on what is neither array nor function, S0402 for one in a choice.

    >>> compile_signature("<a<n>:n>")([5], None)
    [[5]]
    """
    parameters = _parse(text)
    pattern = re.compile("".join(f"({parameter.regex})" for parameter in parameters) + r"\Z")
    # Which arguments fit depends on their symbols alone, and there are few combinations of them.
    needs_nothing: set[str] = set()

    def validate(arguments: list[Any], focus: Any) -> list[Any]:
        symbols = "".join(map(symbol_of, arguments))
        if symbols in needs_nothing:
            return arguments
        found = pattern.match(symbols)
        if found is None:
            _refuse(parameters, symbols, arguments)
        groups = found.groups()
        if _is_plain(parameters, groups):
            needs_nothing.add(symbols)
            return arguments
        return _fit_all(parameters, groups, arguments, focus)

    return validate


def _is_plain(parameters: list[_Parameter], groups: tuple[str, ...]) -> bool:
    """Tell whether each parameter has one argument that it takes as it is."""
    return all(
        len(matched) == 1 and (parameter.type_ != "a" or (matched == "a" and parameter.item_type is None))
        for parameter, matched in zip(parameters, groups, strict=True)
    )


def _fit_all(parameters: list[_Parameter], groups: tuple[str, ...], arguments: list[Any], focus: Any) -> list[Any]:
    validated: list[Any] = []
    index = 0
    for parameter, matched in zip(parameters, groups, strict=True):
        # A parameter that matches nothing still uses up an argument, which may be there when the text is odd.
        argument = arguments[index] if index < len(arguments) else UNDEFINED
        if matched == "":
            if parameter.takes_context:
                validated.append(_take_context(parameter, focus, index))
            else:
                validated.append(argument)
                index += 1
        for symbol in matched:
            # JSONata 2.0.6 repeats the first of several arguments, unless they are asked for as arrays.
            if parameter.type_ == "a":
                argument = UNDEFINED if symbol == "m" else _fit(parameter, symbol, matched, arguments[index], index)
            validated.append(argument)
            index += 1
    return validated


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


def _take_context(parameter: _Parameter, focus: Any, index: int) -> Any:
    if re.match(parameter.accepted, symbol_of(focus)) is None:
        raise UnnamedFunctionError("T0411", index + 1, focus)
    return focus


def _fit(parameter: _Parameter, symbol: str, matched: str, argument: Any, index: int) -> Any:
    item_type = parameter.item_type
    if item_type is not None:
        if symbol == "a":
            is_fitting = not argument or set(map(symbol_of, argument)) == {item_type[:1]}
        else:
            is_fitting = matched == item_type
        if not is_fitting:
            raise UnnamedFunctionError("T0412", index + 1, argument, _PLURALS.get(item_type, item_type))
    return argument if symbol == "a" else [argument]


def _refuse(parameters: list[_Parameter], symbols: str, arguments: list[Any]) -> NoReturn:
    """Raise T0410 for the first argument at which the parameters, taken one after the other, no longer match."""
    good = 0
    partial = ""
    for parameter in parameters:
        partial += parameter.regex
        found = re.match(partial, symbols)
        if found is None:
            break
        good = found.end()
    raise UnnamedFunctionError("T0410", good + 1, arguments[good] if good < len(arguments) else UNDEFINED)
