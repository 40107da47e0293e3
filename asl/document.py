"""A definition with everything that was read from it: source, located tree, typed model.

``asl.parse`` makes one from text and never raises for what the text says: mistakes are in ``diagnostics``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from .diagnostics import Diagnostic, Fix, Place
from .errors import UsageError
from .json_values import MISSING, Json, Missing
from .model import StateMachine, read_state_machine
from .source import Format, Source, Span
from .syntax import Tree, detect_format, parse_source

__all__ = ["MAX_FILE_BYTES", "Document", "parse", "parse_file"]

MAX_FILE_BYTES = 32 * 1024 * 1024
"""Files larger than this are refused unread; the service itself takes definitions up to 1 MiB."""


@dataclass(frozen=True)
class Document:
    """A parsed definition.

    Attributes:
        source: the text and its name.
        tree: the located tree.
        diagnostics: mistakes of the text itself (syntax, duplicate keys).
    """

    source: Source
    tree: Tree = field(repr=False)
    diagnostics: tuple[Diagnostic, ...]

    @property
    def value(self) -> Json | Missing:
        """The definition as plain JSON, or ``MISSING`` when nothing could be read."""
        return self.tree.value

    @cached_property
    def machine(self) -> StateMachine:
        """The typed model; of a text that is no object, an empty state machine."""
        value = self.tree.value
        return read_state_machine({} if value is MISSING else value)

    @cached_property
    def written(self) -> Document:
        """The document of the text that was parsed: itself, unless that text is part of another one.

        Fixes are made on it and brought back by :meth:`outward`.
        """
        tree = self.tree.written
        return self if tree is self.tree else Document(tree.source, tree, self.diagnostics)

    def outward(self, fix: Fix) -> Fix | None:
        """Return a fix of :attr:`written` as one of this document's text; nothing when it cannot be written there."""
        edits = [self.tree.outward(edit) for edit in fix.edits]
        made = tuple(edit for edit in edits if edit is not None)
        return replace(fix, edits=made) if len(made) == len(edits) else None

    def span(self, place: Place) -> Span | None:
        """Return the characters of the source that a place names; the nearest enclosing value when it has none."""
        if place.within is not None:
            found = self.tree.span_within(place.pointer, place.within, place.part)
            if found is not None:
                return found
        found = self.tree.span(place.pointer, place.part)
        return found if found is not None else self.tree.nearest(place.pointer)

    def locate(self, diagnostic: Diagnostic) -> Span | None:
        """Return the characters that a diagnostic is about."""
        return diagnostic.span if diagnostic.span is not None else self.span(diagnostic.place)


def parse(text: str, *, name: str = "<text>", format: Format | None = None) -> Document:  # noqa: A002 - its plain name
    """Parse the text of a definition, JSON or YAML.

    >>> document = parse('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}')
    >>> document.machine.states["A"].raw
    {'Type': 'Succeed'}
    >>> parse('{"StartAt": }').diagnostics[0].code
    'ASL001'

    ``format`` is guessed from the name and the first character when it is not given.
    """
    source = Source(text, name, format or detect_format(name, text))
    tree, diagnostics = parse_source(source)
    return Document(source, tree, diagnostics)


def parse_file(path: str | Path, *, format: Format | None = None) -> Document:  # noqa: A002 - its plain name
    """Parse a definition file.

    Raises:
        UsageError: the file cannot be read, is too large, or is not UTF-8.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}", help="check the file's name") from None
    if len(data) > MAX_FILE_BYTES:
        raise UsageError(
            f"{path} is larger than {MAX_FILE_BYTES // 2**20} MiB", help="a definition holds at most 1 MiB"
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text (byte {error.start})", help="save the file as UTF-8") from None
    return parse(text, name=str(path), format=format)
