"""Says in plain words what the YAML parser noticed, and points at the cause rather than at the consequence."""

from __future__ import annotations

from typing import NamedTuple

from .yaml import YamlError

__all__ = ["NO_COLON", "Explained", "explain"]


class Explained(NamedTuple):
    """The sentence, the next step and the place to show."""

    message: str
    help: str
    offset: int


NO_COLON = Explained("a line is neither a key nor part of a value", 'write ":" after the key', 0)

_PROBLEMS: tuple[tuple[str, str, str, bool], ...] = (
    # part of the parser's words · message · help · whether the place is where the construct begins
    ("unknown escape", "YAML does not know this escape", r"write \\ for a backslash, or use single quotes", False),
    ("expected escape sequence", "an escape has too few hexadecimal digits", r"write \u00e9, for example", False),
    ("quoted scalar", "the closing quote is missing", "close the string on its last line", True),
    ("flow sequence", "the [ has no ] where one belongs", "add ] or the missing comma", True),
    ("flow mapping", "the { has no } where one belongs", "add } or the missing comma", True),
    ("could not find expected ':'", NO_COLON.message, NO_COLON.help, True),
    (
        "mapping values are not allowed",
        'a ":" cannot stand here',
        'add ":" on the line before, or quote the text',
        False,
    ),
    ("'\\t'", "a tab indents the line", "indent with spaces", False),
    ("cannot start any token", "this character cannot start a value", "put the text in quotes", False),
    ("undefined tag handle", "the tag handle is not declared", "remove the tag", False),
    (
        "block mapping",
        "the indentation does not fit the lines above",
        "indent like the keys of the same mapping",
        False,
    ),
    ("block collection", "the indentation does not fit the lines above", "indent like the items above", False),
    ("sequence entries are not allowed", 'a "-" cannot stand here', "start the list on its own line", False),
    ("alias", "an alias has no name", "write *name", False),
    ("anchor", "an anchor has no name", "write &name", False),
)


def explain(error: YamlError) -> Explained:
    """Return what to tell about an error of the parser."""
    words = f"{error.situation} {error.problem}"
    for part, message, help_, at_context in _PROBLEMS:
        if part in words:
            offset = error.context if at_context and error.context is not None else error.offset
            return Explained(message, help_, offset)
    return Explained(f"the text is not YAML: {error.problem}", "check the line and the one before it", error.offset)
