"""State machines of Terraform: ``aws_sfn_state_machine`` and the public module for step functions.

Source: Terraform AWS provider, *aws_sfn_state_machine*; Terraform language, *templatefile*, *jsonencode*, *file*. What
is written out in the file is read, also through ``local`` and ``data "template_file"``; files that it names are
followed; everything else is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from asl.diagnostics import Severity
from asl.document import Document
from asl.source import Format, Source, Span
from asl.syntax import detect_format
from asl.syntax.json_parse import located_tree
from asl.syntax.located import Array, Located, Member, Object, Scalar

from .definition import Definition, NotFollowedError, Reader, WorkflowType, unfollowed
from .hcl import Block, Call, Expression, Heredoc, Literal, Mapping, Other, Quoted, Tuple, iter_blocks, parse_expression
from .hcl_text import find_holes, has_directives
from .mapped import document_of_pieces
from .offsets import Piece, piece_of_scalar
from .unresolved import placeholder_of

__all__ = ["RESOURCE", "TerraformReader", "find_in_terraform"]

RESOURCE = "aws_sfn_state_machine"

_MODULE_SOURCE = re.compile(r"terraform-aws-modules/step-functions|terraform-aws-step-functions")
_LOCAL = re.compile(r"local\.([\w-]+)")
_DATA = re.compile(r"data\.(template_file|local_file)\.([\w-]+)\.(?:rendered|content)")
_FOLDER = re.compile(r"\$\{\s*path\.(?:module|root|cwd)\s*\}/?")
_TEMPLATE_ENDING = re.compile(r"\.(?:tpl|tftpl|tmpl|template|j2)\Z", re.IGNORECASE)
_FIT = re.compile(r"\$\{[A-Za-z0-9_.:-]+\}")
_MAX_STEPS = 16


def find_in_terraform(source: Source, read: Reader) -> Iterator[Definition]:
    """Yield the state machines of a ``.tf`` file in the order of the text."""
    blocks = tuple(iter_blocks(source.text))
    reader = TerraformReader(source, read, blocks)
    for block in blocks:
        match block:
            case Block("resource", (kind, name)) if kind == RESOURCE:
                pass
            case Block("module", (name,)) if _is_known_module(block):
                pass
            case _:
                continue
        value = block.get("definition")
        if value is None:
            message = "the state machine has no definition"
            document = unfollowed(source, block.span, message, "add definition", Severity.WARNING)
        else:
            document = reader.read(value)
        yield Definition(name, document, "terraform", _workflow_type(block.get("type")))


def _is_known_module(block: Block) -> bool:
    value = block.get("source")
    return isinstance(value, Quoted) and _MODULE_SOURCE.search(value.text.value) is not None


def _workflow_type(value: Expression | None) -> WorkflowType | None:
    match value:
        case Quoted(text=("STANDARD", _)):
            return "STANDARD"
        case Quoted(text=("EXPRESS", _)):
            return "EXPRESS"
        case _:
            return None


class TerraformReader:
    """Reads the expressions of one file as definitions."""

    def __init__(self, source: Source, read: Reader, blocks: Iterable[Block]) -> None:
        self.source = source
        self.read_file = read
        self.locals: dict[str, Expression] = {}
        self.data: dict[tuple[str, str], Block] = {}
        for block in blocks:
            match block:
                case Block("locals", ()):
                    self.locals |= {attribute.name: attribute.value for attribute in block.attributes}
                case Block("data", (kind, name)):
                    self.data[kind, name] = block

    def read(self, value: Expression, steps: int = 0) -> Document:
        """Return the document of the definition that an expression gives, or a note at the expression."""
        if steps > _MAX_STEPS:
            return self.note(value, "its parts name one another")
        match value:
            case Heredoc():
                return self.read_heredoc(value)
            case Quoted():
                return self.read_quoted(value, steps)
            case Call(name="jsonencode", arguments=(argument,)):
                return self.read_encoded(argument, steps)
            case Call(name="trimspace" | "chomp" | "trim" | "tostring", arguments=(argument, *_)):
                return self.read(argument, steps + 1)
            case Call(name="file" | "templatefile", arguments=(path, *_)):
                return self.follow(value, path)
            case Other(text=text):
                target = self.target_of(text)
                if isinstance(target, tuple):
                    return self.follow(value, *target)
                if target is not None:
                    return self.read(target, steps + 1)
        return self.note(value, "it is known only when Terraform runs")

    def target_of(self, text: str) -> Expression | tuple[Expression] | None:
        """Return what a reference names in this file: an expression, or the path of a file in a tuple."""
        local = _LOCAL.fullmatch(text)
        if local is not None:
            return self.locals.get(local[1])
        data = _DATA.fullmatch(text)
        block = self.data.get((data[1], data[2])) if data else None
        if block is None:
            return None
        path = block.get("filename")
        return block.get("template") if path is None else (path,)

    def note(self, value: Expression, reason: str) -> Document:
        """Return the note that an expression cannot be followed."""
        return unfollowed(self.source, value.span, f"the definition is not checked: {reason}")

    def read_heredoc(self, value: Heredoc) -> Document:
        """Return the document of a definition that is written as lines of text."""
        text = self.source.text
        if any(has_directives(text, line.start, line.end) for line in value.lines):
            return self.note(value, "directives such as %{ if } decide what it is")
        return document_of_pieces(self.source, tuple(_line_pieces(text, value.lines)), declared=None)

    def read_quoted(self, value: Quoted, steps: int) -> Document:
        """Return the document of a definition that is one string, or of what the string refers to."""
        text, holes = value.text
        if holes == (Span(0, len(text)),) and text.startswith("${"):
            # "${local.definition}", the way references were once written.
            start = value.span.start + 3
            return self.read(parse_expression(self.source.text, start, start + len(text) - 3), steps + 1)
        scalar = Scalar(value.span, text)
        return document_of_pieces(self.source, tuple(quoted_pieces(scalar, holes)), declared=None)

    def read_encoded(self, argument: Expression, steps: int) -> Document:
        """Return the document of the argument of ``jsonencode``."""
        match argument:
            case Mapping():
                return Document(self.source, located_tree(self.source, located(argument, self.source.text)), ())
            case Call(name="yamldecode", arguments=(Call(name="file" | "templatefile", arguments=(path, *_)),)):
                return self.follow(argument, path, "yaml")
            case Call(name="jsondecode", arguments=(inner,)):
                return self.read(inner, steps + 1)
            case Other(text=text) if steps < _MAX_STEPS:
                target = self.target_of(text)
                if target is not None and not isinstance(target, tuple):
                    return self.read_encoded(target, steps + 1)
        return self.note(argument, "it is known only when Terraform runs")

    def follow(self, at: Expression, path: Expression, written_as: Format | None = None) -> Document:
        """Return the document of a file; ``${…}`` in it is filled in by Terraform."""
        name = _FOLDER.sub("", path.text.value) if isinstance(path, Quoted) else ""
        if not name or "${" in name:
            return self.note(at, "the name of its file is known only when Terraform runs")
        try:
            source = self.read_file(name)
        except NotFollowedError as error:
            message = f'the definition "{name}" is not checked: {error.reason}'
            help_ = "name a file relative to this one"
            return unfollowed(self.source, path.span, message, help_, Severity.WARNING)
        text = source.text
        if has_directives(text, 0, len(text)):
            message = "the definition is not checked: directives such as %{ if } decide what it is"
            return unfollowed(source, Span(0, 0), message)
        written_as = written_as or detect_format(_TEMPLATE_ENDING.sub("", source.name), text)
        source = replace(source, format=written_as)
        return document_of_pieces(source, tuple(_template_pieces(text, 0, len(text))), written_as, declared=None)


def _line_pieces(text: str, lines: Iterable[Span]) -> Iterator[Piece]:
    """Yield the pieces of a heredoc; a hole may go over several lines."""
    done = 0
    for line in lines:
        if line.end <= done:
            continue
        for piece in _template_pieces(text, max(line.start, done), line.end):
            done = piece.span.end
            yield piece


def _template_pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    at = start
    for hole in find_holes(text, start, end):
        if hole.start > at:
            yield Piece(text[at : hole.start], Span(at, hole.start))
        yield Piece(hole_text(text[hole.start : hole.end]), hole)
        at = hole.end
    if at < end:
        yield Piece(text[at:end], Span(at, end))


def quoted_pieces(scalar: Scalar, holes: Iterable[Span]) -> Iterator[Piece]:
    text = str(scalar.value)
    at = 0
    for hole in holes:
        if hole.start > at:
            yield piece_of_scalar(scalar, at, hole.start)
        yield piece_of_scalar(scalar, hole.start, hole.end, hole_text(text[hole.start : hole.end]))
        at = hole.end
    yield piece_of_scalar(scalar, at)


def hole_text(text: str) -> str:
    return text if _FIT.fullmatch(text) else placeholder_of(text[2:-1])


def located(value: Expression, text: str) -> Located:
    """Return an expression as ``jsonencode`` writes it; what only Terraform knows becomes a placeholder."""
    match value:
        case Literal():
            return Scalar(value.span, value.value)
        case Quoted():
            return Scalar(value.span, value.text.value)
        case Heredoc():
            return Scalar(value.span, "".join(text[line.start : line.end] for line in value.lines))
        case Tuple():
            return Array(value.span, tuple(located(item, text) for item in value.items))
        case Mapping():
            return Object(
                value.span,
                tuple(Member(entry.key, entry.key_span, located(entry.value, text)) for entry in value.entries),
            )
        case Call() | Other():
            return Scalar(value.span, placeholder_of(text[value.span.start : value.span.end]), "placeholder")
        case _:
            assert_never(value)
