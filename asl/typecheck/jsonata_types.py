"""The type of JSON with ``{% … %}`` expressions in it."""

from __future__ import annotations

from asl.expr.jsonata_text import is_expression
from asl.json_values import Json
from asl.pointer import Pointer
from asl.types import UNKNOWN, Field, Object, Type, object_of, of_value, tuple_of

from .environment import TypeEnvironment
from .literals import literal_type

__all__ = ["infer_jsonata_field"]


def infer_jsonata_field(
    value: Json,
    environment: TypeEnvironment,
    at: Pointer,
    *,
    result: Type | None = None,
    error_output: Type | None = None,
) -> Type:
    """Return the type of a field's value; what an expression gives is unknown."""
    if isinstance(value, str):
        return UNKNOWN if is_expression(value) else literal_type(value)
    if isinstance(value, list):
        return tuple_of(
            infer_jsonata_field(item, environment, (*at, index), result=result, error_output=error_output)
            for index, item in enumerate(value)
        )
    if isinstance(value, dict):
        if any("${" in key for key in value):
            return object_of({}, rest=UNKNOWN)
        fields = {
            key: Field(infer_jsonata_field(member, environment, (*at, key), result=result, error_output=error_output))
            for key, member in value.items()
        }
        made = object_of(fields)
        return made if isinstance(made, Object) else UNKNOWN
    return of_value(value)
