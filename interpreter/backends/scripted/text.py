"""The text of a mock file: JSON or YAML to plain values, and errors that say where in the text they are."""

from __future__ import annotations

from asl.diagnostics import Severity
from asl.json_values import Json, Missing
from asl.pointer import Pointer
from asl.source import Source
from asl.syntax import Tree, parse_source

from .mocks import MockFileError

__all__ = ["MockText", "parse_mock_text"]


class MockText:
    """A mock file's value, and errors about places in it."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.source = tree.source
        self.value: Json = None if isinstance(tree.value, Missing) else tree.value

    def error(self, message: str, pointer: Pointer, *, help: str = "") -> MockFileError:  # noqa: A002 - as in AslError
        """Return an error about the value at a pointer, or about the nearest place around it."""
        source = self.source
        line, column = source.position(self.tree.nearest(pointer).start)
        return MockFileError(message, file=source.name, pointer=pointer, line=line, column=column, help=help)


def parse_mock_text(source: Source) -> MockText:
    """Return the value of a mock file.

    Raises:
        MockFileError: the text is not sound JSON or YAML; duplicate keys count as errors.
    """
    tree, diagnostics = parse_source(source)
    text = MockText(tree)
    for diagnostic in diagnostics:
        if diagnostic.severity is Severity.ERROR:
            if diagnostic.span is None:
                raise text.error(diagnostic.message, diagnostic.place.pointer, help=diagnostic.help)
            line, column = source.position(diagnostic.span.start)
            raise MockFileError(diagnostic.message, file=source.name, line=line, column=column, help=diagnostic.help)
    return text
