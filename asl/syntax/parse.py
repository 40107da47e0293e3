"""The way in: text to a tree and its diagnostics, whatever the text."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, has_errors
from asl.json_values import MISSING
from asl.source import Source, Span

from .json_parse import located_tree, parse_json_source
from .mistakes import Mistakes, not_an_object
from .tree import Tree

__all__ = ["MAX_DEPTH", "MAX_SIZE_CHARS", "parse_source"]

MAX_DEPTH = 256
"""Levels of nesting that are read. Real definitions stay below thirty; every reader of values may use recursion."""

MAX_SIZE_CHARS = 64 * 1024 * 1024
"""Characters that are read: far above the service's own limit, which the validator checks."""


def parse_source(
    source: Source,
    *,
    max_depth: int = MAX_DEPTH,
    max_size_chars: int = MAX_SIZE_CHARS,
    expect_object: bool = True,
) -> tuple[Tree, tuple[Diagnostic, ...]]:
    """Return the tree of a text with everything that is wrong with the text, in the order of the text.

    Never raises: what cannot be read is reported and left out, see :attr:`Tree.unreadable`. With ``expect_object`` a
    top level that is not an object is reported too, as a definition must be one.

    >>> tree, found = parse_source(Source('{"StartAt": "A" "States": {},}'))
    >>> tree.value
    {'StartAt': 'A', 'States': {}}
    >>> [diagnostic.message for diagnostic in found]
    ['a comma is missing', 'a comma before the end of the object']
    """
    mistakes = Mistakes()
    if len(source.text) > max_size_chars:
        mistakes.too_large(len(source.text), max_size_chars)
        return located_tree(source, None), tuple(mistakes.found)
    if source.format == "yaml":
        from .yaml_parse import parse_yaml_source

        tree = parse_yaml_source(source, mistakes, max_depth=max_depth)
    else:
        tree = parse_json_source(source, mistakes, max_depth=max_depth)
    found = mistakes.found
    if expect_object and not isinstance(tree.value, dict) and not (tree.value is MISSING and has_errors(found)):
        found.append(not_an_object(tree.value, tree.span(()) or Span(0, len(source.text))))
    return tree, tuple(sorted(found, key=_offset))


def _offset(diagnostic: Diagnostic) -> int:
    return diagnostic.span.start if diagnostic.span else 0
