"""Definitions in requests and answers of the service's own API, where they are one string.

Source: API reference, *CreateStateMachine*, *DescribeStateMachine*: ``definition`` is a string, ``type`` the workflow
type. ``aws stepfunctions describe-state-machine`` prints such an object, ``--cli-input-json`` takes one.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.source import Source
from asl.syntax.located import Located, Scalar

from .definition import Definition
from .mapped import document_of_pieces
from .members import member_of, names_of, text_of
from .offsets import piece_of_scalar

__all__ = ["find_in_request", "is_request"]

_NEIGHBOURS = frozenset({"stateMachineArn", "roleArn", "name", "type"})


def is_request(root: Located | None) -> bool:
    """Tell whether a file is a request for a state machine, or the answer that describes one."""
    definition = text_of(member_of(root, "definition"))
    return definition is not None and "{" in definition and not names_of(root).isdisjoint(_NEIGHBOURS)


def find_in_request(source: Source, root: Located) -> Iterator[Definition]:
    """Yield the one definition of a request."""
    definition = member_of(root, "definition")
    assert isinstance(definition, Scalar), "asked before"
    document = document_of_pieces(source, (piece_of_scalar(definition),))
    name = text_of(member_of(root, "name")) or ""
    match text_of(member_of(root, "type")):
        case "EXPRESS":
            yield Definition(name, document, "api", "EXPRESS")
        case "STANDARD":
            yield Definition(name, document, "api", "STANDARD")
        case _:
            yield Definition(name, document, "api")
