"""State machines of the Serverless Framework: ``stepFunctions.stateMachines`` of ``serverless.yml``.

Source: documentation of the plugin serverless-step-functions. Definitions are objects whose strings may hold variables,
``${self:custom.name}`` or ``#{AWS::Region}``; a definition, the list of machines, or the whole section may be
``${file(path):key.key}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, assert_never

from asl.diagnostics import Diagnostic, Severity
from asl.source import Source
from asl.syntax import parse_source
from asl.syntax.located import Array, Located, Member, Object, Scalar, Unreadable

from .definition import Definition, NotFollowedError, Reader, WorkflowType, unfollowed
from .documents import document_at
from .mapped import document_of_pieces
from .members import member_of, members_of, path_of, text_of
from .text_pieces import pieces_of

__all__ = ["find_in_serverless", "is_serverless"]

MAX_FOLLOWED = 8
"""Files that may name one another in a row."""

_FILE = re.compile(r"\$\{file\(\s*([^)]+?)\s*\)(?::([\w.-]+))?\s*(?:,[^}]*)?\}")
_PSEUDO_PARAMETER = re.compile(r"#(?=\{[^{}]+\})")


def is_serverless(root: Located | None) -> bool:
    """Tell whether a file configures the Serverless Framework, with state machines or without."""
    if not isinstance(root, Object):
        return False
    if member_of(root, "stepFunctions") is not None:
        return True
    return member_of(root, "provider") is not None and member_of(root, "service") is not None


class _Placed(NamedTuple):
    """A value with the file that it stands in."""

    source: Source
    item: Located
    found: Sequence[Diagnostic]


def find_in_serverless(
    source: Source, root: Located, read: Reader, found: Sequence[Diagnostic] = ()
) -> Iterator[Definition]:
    """Yield the state machines of a configuration in the order of the text."""
    section = member_of(root, "stepFunctions")
    if section is None:
        return
    opened = _open(_Placed(source, section, found), read)
    if isinstance(opened, Definition):
        yield opened
        return
    machines = member_of(opened.item, "stateMachines")
    if machines is None:
        return
    for part in machines.items if isinstance(machines, Array) else (machines,):
        listed = _open(_Placed(opened.source, part, opened.found), read)
        if isinstance(listed, Definition):
            yield listed
            continue
        for member in members_of(listed.item):
            yield _machine(member.key, _Placed(listed.source, member.value, listed.found), read)


def _machine(name: str, placed: _Placed, read: Reader) -> Definition:
    machine = _open(placed, read)
    if isinstance(machine, Definition):
        return replace(machine, name=name)
    workflow_type: WorkflowType | None = "EXPRESS" if text_of(member_of(machine.item, "type")) == "EXPRESS" else None
    value = member_of(machine.item, "definition")
    if value is None:
        message = "the state machine has no definition"
        document = unfollowed(machine.source, machine.item.span, message, "add definition", Severity.WARNING)
        return Definition(name, document, "serverless", workflow_type)
    opened = _open(_Placed(machine.source, value, machine.found), read)
    if isinstance(opened, Definition):
        return replace(opened, name=name, workflow_type=workflow_type)
    if isinstance(opened.item, Object):
        document = document_at(opened.source, _without_pseudo_parameters(opened.item), opened.found, declared=None)
    else:
        pieces = pieces_of(opened.item)
        document = (
            document_of_pieces(opened.source, pieces, declared=None)
            if pieces is not None and "{" in "".join(piece.text for piece in pieces).replace("${", "")
            else unfollowed(opened.source, opened.item.span, "the definition is not checked: a variable gives it")
        )
    return Definition(name, document, "serverless", workflow_type)


def _open(placed: _Placed, read: Reader) -> _Placed | Definition:
    """Follow ``${file(path):key}`` to the value it stands for; a definition without a value says why not."""
    for _ in range(MAX_FOLLOWED):
        match = _FILE.fullmatch((text_of(placed.item) or "").strip())
        if match is None:
            return placed
        path = match[1].strip("'\"")
        try:
            source = read(path)
        except NotFollowedError as error:
            return _note(placed, f'"{path}" is not checked: {error.reason}')
        tree, found = parse_source(source, expect_object=False)
        item = None if tree.root is None else path_of(tree.root, *(match[2].split(".") if match[2] else ()))
        if item is None:
            return _note(placed, f'"{path}" holds no value {match[2] or ""}'.rstrip())
        placed = _Placed(source, item, found)
    return _note(placed, f"more than {MAX_FOLLOWED} files name one another")


def _note(placed: _Placed, message: str) -> Definition:
    document = unfollowed(
        placed.source, placed.item.span, message, "name a file relative to the configuration", Severity.WARNING
    )
    return Definition("", document, "serverless")


def _without_pseudo_parameters(item: Located) -> Located:
    """Write ``#{AWS::Region}``, an older way to fill in values, as ``${AWS::Region}``."""
    match item:
        case Scalar():
            text = item.value
            is_filled = isinstance(text, str) and "#{" in text
            return replace(item, value=_PSEUDO_PARAMETER.sub("$", str(text))) if is_filled else item
        case Unreadable():
            return item
        case Array():
            return Array(item.span, tuple(_without_pseudo_parameters(child) for child in item.items))
        case Object():
            return Object(
                item.span,
                tuple(
                    Member(member.key, member.key_span, _without_pseudo_parameters(member.value), member.key_style)
                    for member in item.members
                ),
            )
        case _:
            assert_never(item)
