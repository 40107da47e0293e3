"""State machines of Terraform's JSON notation, ``.tf.json``, as the CDK for Terraform writes it.

Source: Terraform language, *JSON Configuration Syntax*: every string is a template, so that ``"${jsonencode({…})}"``
holds an expression of the native language.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.document import Document
from asl.source import Source, Span
from asl.syntax.located import Array, Located, Object, Scalar

from .definition import Definition, Reader, WorkflowType, unfollowed
from .hcl import parse_expression
from .hcl_text import find_holes, has_directives
from .mapped import document_of_pieces, document_of_tree
from .members import member_of, members_of, path_of, text_of
from .offsets import OffsetMap, piece_of_scalar
from .terraform import RESOURCE, TerraformReader, quoted_pieces

__all__ = ["find_in_terraform_json", "is_terraform_json"]


def is_terraform_json(root: Located | None) -> bool:
    """Tell whether a file holds state machines in Terraform's JSON notation."""
    return isinstance(path_of(root, "resource", RESOURCE), Object)


def find_in_terraform_json(source: Source, root: Located, read: Reader) -> Iterator[Definition]:
    """Yield the state machines of a file in the order of the text."""
    for member in members_of(path_of(root, "resource", RESOURCE)):
        bodies = member.value.items if isinstance(member.value, Array) else (member.value,)
        for body in bodies:
            value = member_of(body, "definition")
            if isinstance(value, Scalar) and isinstance(value.value, str):
                document = _document(source, value, read)
            else:
                document = unfollowed(source, member.key_span, "the state machine has no definition in text")
            yield Definition(member.key, document, "terraform", _workflow_type(body))


def _workflow_type(body: Located) -> WorkflowType | None:
    match text_of(member_of(body, "type")):
        case "STANDARD":
            return "STANDARD"
        case "EXPRESS":
            return "EXPRESS"
        case _:
            return None


def _document(source: Source, value: Scalar, read: Reader) -> Document:
    text = str(value.value)
    holes = list(find_holes(text, 0, len(text)))
    if holes == [Span(0, len(text))]:
        inner = Source(text, source.name, "json")
        document = TerraformReader(inner, read, ()).read(parse_expression(text, 2, len(text) - 1))
        if document.source is not inner:
            return document
        return document_of_tree(
            source, document.tree, document.diagnostics, OffsetMap(source, (piece_of_scalar(value),))
        )
    if has_directives(text, 0, len(text)):
        message = "the definition is not checked: directives such as %{ if } decide what it is"
        return unfollowed(source, value.span, message)
    return document_of_pieces(source, tuple(quoted_pieces(value, holes)), declared=None)
