"""The items of a Map state that are in its data, and what each iteration gets of them.

JSONPath: what ItemsPath selects of the effective input. JSONata: what Items gives, or the input itself. Both are
arrays; a Distributed Map takes objects as well, member by member.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from asl.expr.context import MapItem
from asl.expr.environment import Environment
from asl.expr.jsonpath import JsonPathReadError
from asl.expr.path import compile_path, read_path
from asl.json_values import MISSING, Json, Missing, compact
from asl.model import Map, QueryLanguage

from ..dataflow.jsonata import compile_jsonata, evaluation_failure
from ..dataflow.paths import Evaluate
from ..failures import BadStateData
from ..item_reader.section import Section
from ..strand import Strand

__all__ = ["ReadItems", "compile_items", "iter_selected"]

ReadItems: TypeAlias = "Callable[[Environment], list[Json] | dict[str, Json]]"


def compile_items(state: Map, *, takes_objects: bool = False) -> ReadItems:
    """Compile where the items are in the data; ``takes_objects`` for a Distributed Map."""
    if state.language is QueryLanguage.JSONATA:
        return _compile_jsonata(state.items, takes_objects=takes_objects)
    path = "$" if isinstance(state.items_path, Missing) else state.items_path
    read = compile_path(read_path(path))

    def items(env: Environment) -> list[Json] | dict[str, Json]:
        try:
            value = read(env)
        except JsonPathReadError:
            raise BadStateData(f'Reference path "{path}" must point to array.') from None
        if isinstance(value, list) or (takes_objects and isinstance(value, dict)):
            return value
        raise BadStateData(f'Reference path "{path}" must point to array.')

    return items


def _compile_jsonata(items: Json | Missing, *, takes_objects: bool) -> ReadItems:
    expects = ("array", "object") if takes_objects else ("array",)
    evaluate = None if isinstance(items, Missing) else compile_jsonata(items, "Items", expects=expects)

    def read(env: Environment) -> list[Json] | dict[str, Json]:
        value = env.data if evaluate is None else evaluate(env)
        if isinstance(value, list) or (takes_objects and isinstance(value, dict)):
            return value
        raise evaluation_failure(f"Map state input must be an array but was: {compact(value)}")

    return read


def iter_selected(
    strand: Strand, data: Json, sections: Iterator[Section], select: Evaluate | None, *, has_source: bool
) -> Iterator[tuple[Json, MapItem]]:
    """Yield what ItemSelector makes of each item, and the item as the Context Object shows it.

    ``data`` is what the selector sees as the state's input.
    """
    env = strand.env
    index = 0
    for section in sections:
        source = section.source if has_source else MISSING
        for item in section.items:
            if section.has_keys and isinstance(item, dict):
                map_item = MapItem(index, item["Value"], str(item["Key"]), source)
            else:
                map_item = MapItem(index, item, MISSING, source)
            index += 1
            if select is None:
                yield item, map_item
                continue
            outer, strand.item = strand.item, map_item
            env.data = data
            try:
                made = select(env)
            finally:
                strand.item = outer
            yield made, map_item
