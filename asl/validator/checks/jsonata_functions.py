"""Calls in JSONata expressions: a function of that name exists, and takes these arguments.

The service accepts any name and any arguments when a machine is created; the call then fails in every execution that
comes to it, with ``T1006`` or ``T0410`` (as recorded). So these are warnings. Source: JSONata documentation,
"Functions"; developer guide, "JSONata functions provided by Step Functions", which also says that ``$eval`` is not
available.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

from asl.diagnostics import Diagnostic

from ..context import Context
from ..expressions import JsonataText
from ..report import did_you_mean, report

if TYPE_CHECKING:
    from ..jsonata_readings import FunctionCall

__all__ = ["check"]


def check(context: Context) -> Iterator[Diagnostic]:
    """Every named function is one that the service has, and the arguments that are written down fit its signature."""
    for found in context.jsonata:
        if found.facts is not None:
            for call in found.facts.calls:
                yield from _check_call(call, found)


def _check_call(call: FunctionCall, found: JsonataText) -> Iterator[Diagnostic]:
    from asl.expr.jsonata.registry import declared_functions

    functions = declared_functions()
    function = functions.get(call.name)
    if function is None or not call.has_dollar:
        shown = f"${call.name}" if call.has_dollar else call.name
        yield report(
            "ASL906",
            f'there is no function "{shown}"',
            found.at,
            within=found.within(call.span),
            help=_help(call, list(functions)),
        )
        return
    arguments = [_known_value(argument) for argument in call.arguments]
    if call.is_piped:
        arguments.insert(0, _UNKNOWN)
    if not call.is_partial and not _fits(function.signature, arguments):
        yield report(
            "ASL907",
            f'"${call.name}" does not take {_counted(len(arguments))}'
            if not _fits(function.signature, [_UNKNOWN] * len(arguments))
            else f'"${call.name}" does not take arguments of these types',
            found.at,
            within=found.within(call.span),
            help=f"its signature is {function.signature}",
        )


def _help(call: FunctionCall, names: list[str]) -> str:
    if call.name == "eval":
        return "Step Functions has no $eval: write the expression itself, or read JSON with $parse"
    if not call.has_dollar:
        return f"write ${call.name}" if call.name in names else "a function's name begins with $"
    near = did_you_mean(call.name, names)
    return near.replace('"', '"$', 1) if near else "docs.jsonata.org lists the functions"


def _counted(count: int) -> str:
    return "no arguments" if count == 0 else f"{count} argument{'s' if count > 1 else ''}"


class _Unknown:
    """What an argument evaluates to is not known: it may be anything, and undefined fits nearly everywhere."""


class _AnyFunction:
    """Some function; the signature looks at no more than that it is one."""


_UNKNOWN = _Unknown()
_FUNCTION = _AnyFunction()
_MOST_UNKNOWN = 6
_STRING_OPERATORS = frozenset({"&"})
_BOOLEAN_OPERATORS = frozenset({"=", "!=", "in", "and", "or"})


def _known_value(argument: Any) -> Any:
    """Return a value of the type that an argument certainly has, or the mark of the unknown."""
    from asl.expr.jsonata.registry import declared_functions
    from asl.expr.jsonata.syntax import ArrayConstructor, Binary, Lambda, Literal, ObjectConstructor, Regex, Variable

    if argument.predicates or argument.group is not None:
        return _UNKNOWN
    match argument:
        case Literal(value=value):
            return value
        case Lambda() | Regex():
            return _FUNCTION
        case Variable(name=name) if name in declared_functions():
            return _FUNCTION
        case Binary(operator=operator) if operator in _STRING_OPERATORS:
            return ""
        case Binary(operator=operator) if operator in _BOOLEAN_OPERATORS:
            return True
        case ObjectConstructor():
            return {}
        case ArrayConstructor(items=items):
            values = [_known_value(item) for item in items]
            return [] if _UNKNOWN in values else values
        case _:
            return _UNKNOWN


def _fits(signature: str, arguments: list[Any]) -> bool:
    """Tell whether arguments may fit a signature, whatever the unknown ones are."""
    from asl.expr.jsonata import UNDEFINED, JsonataError
    from asl.expr.jsonata.signature import compile_signature

    fit = compile_signature(signature)
    choices = [(UNDEFINED, _FUNCTION) if argument is _UNKNOWN else (argument,) for argument in arguments]
    if sum(len(choice) > 1 for choice in choices) > _MOST_UNKNOWN:
        return True
    for chosen in product(*choices):
        try:
            fit(list(chosen), UNDEFINED)
        except JsonataError as error:
            if error.code == "T0411":
                return True
            continue
        return True
    return False
