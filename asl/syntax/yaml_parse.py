"""YAML text to a tree: duplicates reported, a missing library explained."""

from __future__ import annotations

from asl.source import Source, Span

from .json_parse import located_tree
from .located import Located
from .mistakes import Mistakes
from .tree import Tree
from .yaml import YamlMissingError
from .yaml_compose import read_yaml

__all__ = ["parse_yaml_source"]


def parse_yaml_source(source: Source, mistakes: Mistakes, *, max_depth: int) -> Tree:
    """Return the tree of a YAML text; mistakes go to the collector."""
    root: Located | None = None
    try:
        root = read_yaml(source.text, mistakes, max_depth=max_depth)
    except YamlMissingError:
        mistakes.yaml_unsupported(
            Span(0, 0),
            "YAML cannot be read because ruamel.yaml is not installed",
            "run pip install 'asl-toolkit[yaml]'",
            is_error=True,
        )
    if root is not None:
        mistakes.duplicate_keys(root)
    return located_tree(source, root)
