"""Finds the definitions of a file by what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asl.diagnostics import Diagnostic, Severity
from asl.document import Document
from asl.source import Source
from asl.syntax import Tree, parse_source

from .api import find_in_request, is_request
from .cloudformation import find_in_template, is_template
from .definition import Definition, Origin, Reader, no_reader, without_value
from .documents import document_in_file
from .serverless import find_in_serverless, is_serverless
from .sniff import is_definition_name
from .terraform import find_in_terraform
from .terraform_json import find_in_terraform_json, is_terraform_json

__all__ = ["find_definitions"]

_BREAKING = frozenset({"ASL001", "ASL005", "ASL012", "ASL013"})
"""Mistakes of a template's text that may hide definitions, and that stop its deployment."""

_DEFINITION_FIELDS = frozenset({"StartAt", "States"})


def find_definitions(
    source: Source, *, read: Reader = no_reader, is_definition: bool = False
) -> tuple[Definition, ...]:
    """Return the definitions of a file in the order of the text.

    A file that is a definition gives one without a name; a template gives one for each state machine, which may stand
    in another file that the template names; any other file gives none, unless ``is_definition`` says that it is meant
    as a definition whatever it holds. Never raises for what the text says.

    >>> text = 'Resources: {M: {Type: "AWS::Serverless::StateMachine", Properties: {Definition: {StartAt: A}}}}'
    >>> [(found.name, found.origin, found.document.value) for found in find_definitions(Source(text, "t", "yaml"))]
    [('M', 'sam', {'StartAt': 'A'})]

    Args:
        source: the text and its name; the ending ``.tf`` tells Terraform's own notation, which content cannot.
        read: gives the files that a template names; without it they are noted as not read.
        is_definition: somebody named this file as a definition.
    """
    if source.name.endswith(".tf"):
        return tuple(find_in_terraform(source, read))
    tree, diagnostics = parse_source(source, expect_object=False)
    is_meant = is_definition or is_definition_name(source.name)
    if isinstance(tree.value, dict):
        if not _DEFINITION_FIELDS.isdisjoint(tree.value):
            return (Definition("", Document(source, tree, diagnostics)),)
        found = _find_in_tree(source, tree, read, diagnostics)
        if found is not None:
            return found
        return (Definition("", Document(source, tree, diagnostics)),) if is_meant else ()
    return (Definition("", document_in_file(source)),) if is_meant else ()


def _find_in_tree(
    source: Source, tree: Tree, read: Reader, diagnostics: Sequence[Diagnostic]
) -> tuple[Definition, ...] | None:
    """Return the definitions of a file that is some kind of template, or nothing when it is none."""
    root = tree.root
    assert root is not None, "a tree with a value has a root"
    found: Iterator[Definition]
    origin: Origin
    if is_terraform_json(root):
        found, origin = find_in_terraform_json(source, root, read), "terraform"
    elif is_serverless(root):
        found, origin = find_in_serverless(source, root, read, diagnostics), "serverless"
    elif is_template(root):
        found, origin = find_in_template(source, root, read, diagnostics), "cloudformation"
    elif is_request(root):
        found, origin = find_in_request(source, root), "api"
    else:
        return None
    definitions = tuple(found)
    told = {diagnostic.span for definition in definitions for diagnostic in definition.document.diagnostics}
    outside = tuple(
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.code in _BREAKING and diagnostic.severity is Severity.ERROR and diagnostic.span not in told
    )
    return (Definition("", without_value(source, outside), origin), *definitions) if outside else definitions
