"""``States.StringToJson``: the value of a JSON text. Recorded: a blank text is null, not a failure."""

from __future__ import annotations

from json import JSONDecodeError

from asl.json_values import Json, parse_json

from ..argument_values import as_string
from ..function import IntrinsicFunction, Parameter
from ..reasons import BAD_JSON, Refusal

__all__ = ["FUNCTION"]


def _evaluate(string: Json) -> Json:
    text = as_string(string, "string")
    if not text.strip(" \t\r\n"):
        return None
    try:
        return parse_json(text)
    except JSONDecodeError as error:
        detail = f"{error.msg} at line {error.lineno}, column {error.colno}"
        raise Refusal(BAD_JSON.format(detail=detail)) from None
    except ValueError as error:
        raise Refusal(BAD_JSON.format(detail=error)) from None


FUNCTION = IntrinsicFunction(
    name="States.StringToJson",
    parameters=(Parameter("string", "string", "JSON text"),),
    minimum=1,
    maximum=1,
    returns="any",
    since="0.1.0",
    doc="Returns the value that a JSON text stands for.",
    source="Developer Guide, Intrinsic functions, States.StringToJson",
    evaluate=_evaluate,
)
