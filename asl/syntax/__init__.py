"""JSON and YAML text: to a located tree, whatever the text, and back to canonical text.

Start reading at :mod:`.parse` (the way in), :mod:`.tree` (what comes out) and :mod:`.json_recover` (how mistakes are
read). Nothing here knows what a state is. The package imports :mod:`asl.source`, :mod:`asl.pointer`,
:mod:`asl.json_values` and :mod:`asl.diagnostics`, and nothing above them; ruamel.yaml comes in through :mod:`.yaml`
alone, and only when a text is YAML.

Parsing never raises: :func:`parse_source` returns a tree of everything that could be read, and diagnostics.
"""

from .detect import detect_format
from .diff import unified_diff
from .edit import apply_edits
from .format import FormatResult, format_source
from .parse import parse_source
from .printer import print_json
from .tree import Tree

__all__ = [
    "FormatResult",
    "Tree",
    "apply_edits",
    "detect_format",
    "format_source",
    "parse_source",
    "print_json",
    "unified_diff",
]
