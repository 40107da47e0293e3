"""The two ways in which Jayway sees a JSON document, and the words for values in its messages.

With the map/list model a document is made of Java maps and lists; with the node model it is a Jackson tree. They differ
where an index is out of range (an error, or ``null``), in what functions take for a number, and in the names of classes
that stand in messages. The service uses the node model for plain paths of payload templates.
"""

from __future__ import annotations

from enum import Enum

from asl.json_values import Json, compact

from ..java_text import java_text

__all__ = ["Model", "class_name", "value_text"]


class Model(Enum):
    """Which of Jayway's JSON providers to follow."""

    MAP_LIST = "com.jayway.jsonpath.spi.json.JacksonJsonProvider"
    NODE = "com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider"


def class_name(value: Json, model: Model) -> str:
    """Return the name of the Java class of a value, ``null`` for none."""
    if model is Model.NODE:
        return f"com.fasterxml.jackson.databind.node.{_node_class(value)}"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "java.lang.Boolean"
    if isinstance(value, int):
        return f"java.{_integer_class(value)}"
    if isinstance(value, float):
        return "java.lang.Double"
    if isinstance(value, str):
        return "java.lang.String"
    return "java.util.ArrayList" if isinstance(value, list) else "java.util.LinkedHashMap"


def _integer_class(value: int) -> str:
    if -(2**31) <= value < 2**31:
        return "lang.Integer"
    return "lang.Long" if -(2**63) <= value < 2**63 else "math.BigInteger"


def _node_class(value: Json) -> str:
    if value is None:
        return "NullNode"
    if isinstance(value, bool):
        return "BooleanNode"
    if isinstance(value, int):
        return f"{_integer_class(value).split('.')[1].replace('Integer', 'Int').replace('BigInt', 'BigInteger')}Node"
    if isinstance(value, float):
        return "DoubleNode"
    if isinstance(value, str):
        return "TextNode"
    return "ArrayNode" if isinstance(value, list) else "ObjectNode"


def value_text(value: Json, model: Model) -> str:
    """Return a value as Java prints it in a message."""
    return compact(value) if model is Model.NODE else java_text(value)
