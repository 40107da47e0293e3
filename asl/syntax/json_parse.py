"""JSON text to a tree: the C scanner for sound text, the recovering reader for the rest.

The service reads definitions as RFC 8259 says. The one text that is no JSON and still no mistake holds ``${Name}``
where a value belongs, as deployment tools fill it in before the service sees it.
"""

from __future__ import annotations

from typing import Any

from asl.json_values import MISSING, Json, parse_json
from asl.source import Source

from .json_places import JsonPlaces
from .json_recover import read_json
from .located import Located, value_of
from .mistakes import Mistakes
from .places import TreePlaces
from .tree import Tree

__all__ = ["parse_json_source"]


def parse_json_source(source: Source, mistakes: Mistakes, *, max_depth: int) -> Tree:
    """Return the tree of a JSON text; mistakes go to the collector."""
    text = source.text
    has_duplicates = False

    def to_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal has_duplicates
        members = dict(pairs)
        if len(members) != len(pairs):
            has_duplicates = True
        return members

    try:
        value = parse_json(text, object_pairs_hook=to_object)
    except ValueError:
        return _recover(source, mistakes, max_depth)
    if _is_deeper(text, value, max_depth):
        return _recover(source, mistakes, max_depth)

    def locate() -> Located | None:
        return read_json(text, Mistakes(), max_depth=max_depth)

    tree = Tree(source, value, places=lambda: JsonPlaces(text), root=locate, is_sound=True)
    if has_duplicates and tree.root is not None:
        mistakes.duplicate_keys(tree.root)
    return tree


def _recover(source: Source, mistakes: Mistakes, max_depth: int) -> Tree:
    root = read_json(source.text, mistakes, max_depth=max_depth)
    if root is not None:
        mistakes.duplicate_keys(root)
    return located_tree(source, root)


def located_tree(source: Source, root: Located | None) -> Tree:
    """Return the tree over items that have been read already."""
    if root is None:
        return Tree(source, MISSING, places=_no_places, root=lambda: None)
    return Tree(source, value_of(root), places=lambda: TreePlaces(root), root=lambda: root)


def _no_places() -> TreePlaces:
    raise AssertionError("a tree without a value is not searched")


def _is_deeper(text: str, value: Json, limit: int) -> bool:
    """Tell whether containers are nested deeper than the limit, level by level so that no stack is used."""
    if text.count("[") + text.count("{") <= limit:
        return False
    level: list[Any] = [value] if isinstance(value, (dict, list)) else []
    for _ in range(limit):
        level = [
            child
            for container in level
            for child in (container.values() if type(container) is dict else container)
            if type(child) is dict or type(child) is list
        ]
        if not level:
            return False
    return bool(level)
