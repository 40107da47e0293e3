"""Formats a text without ever losing part of it: what cannot be kept is refused with the reason.

JSON is printed anew from the located tree. YAML goes through ruamel.yaml's round trip, which keeps comments, key
order, quotes and block scalars; its result is used only when it reads back to the same value, has the same comments
and formats to itself.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from asl.diagnostics import Diagnostic, Place, Severity
from asl.json_values import MISSING, compact
from asl.source import Source, Span

from .parse import parse_source
from .printer import print_located
from .tree import Tree
from .yaml import YamlError, rewrite

__all__ = ["FormatResult", "format_source"]

_COMMENT = re.compile(r"(?:^|\s)(#[^\r\n]*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FormatResult:
    """The formatted text, or the text as it was together with the diagnostics that say why."""

    text: str
    changed: bool
    diagnostics: tuple[Diagnostic, ...] = ()


def format_source(source: Source) -> FormatResult:
    """Return the canonical form of a text; formatting that again changes nothing, and the value is the same.

    A text with syntax errors or duplicate keys is returned as it is. Unquoted ``${Name}`` placeholders stay.
    """
    tree, found = parse_source(source, expect_object=False)
    errors = tuple(diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR)
    if errors or tree.root is None:
        return FormatResult(source.text, changed=False, diagnostics=errors)
    if source.format == "json":
        text = print_located(tree.root, source.text)
        return FormatResult(text, text != source.text)
    return _format_yaml(source, tree)


def _format_yaml(source: Source, tree: Tree) -> FormatResult:
    try:
        text = rewrite(source.text)
        for _ in range(3):
            again = rewrite(text)
            if again == text:
                break
            text = again
        else:
            return _refuse(source, "its form does not settle")
    except YamlError as error:
        return _refuse(source, error.problem)
    reread, _ = parse_source(replace(source, text=text), expect_object=False)
    if reread.value is MISSING or tree.value is MISSING or compact(reread.value) != compact(tree.value):
        return _refuse(source, "its value would change")
    if Counter(_COMMENT.findall(text)) != Counter(_COMMENT.findall(source.text)):
        return _refuse(source, "a comment would be lost")
    return FormatResult(text, text != source.text)


def _refuse(source: Source, reason: str) -> FormatResult:
    diagnostic = Diagnostic(
        "ASL005",
        "yaml-unsupported",
        Severity.WARNING,
        f"the text is left as it is: {reason}",
        Place(),
        "simplify the YAML, or format it by hand",
        span=Span(0, 0),
    )
    return FormatResult(source.text, changed=False, diagnostics=(diagnostic,))
