"""Files that commands read and write: definitions, inputs, and results that replace a file whole."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from asl.document import MAX_FILE_BYTES, Document, parse, parse_file
from asl.errors import UsageError
from asl.json_values import Json, parse_json
from asl.source import Format, Source
from asl.syntax import parse_source

from .application import App

__all__ = ["STDIN", "STDIN_NAME", "UnusableInput", "read_definition", "read_input", "read_text", "replace_file"]

STDIN = "-"
STDIN_NAME = "<stdin>"


class UnusableInput(UsageError):
    """The execution input is not JSON; ``document`` and its diagnostics say where."""

    def __init__(self, document: Document) -> None:
        super().__init__(f"the input {document.source.name} is not JSON", help="mend it, or leave --input out for {}")
        self.document = document


def read_definition(app: App, name: str, stdin_format: Format | None = None) -> Document:
    """Return a definition file, or standard input for ``-``, parsed.

    Raises:
        UsageError: it cannot be read.
    """
    if name == STDIN:
        return parse(app.read_stdin(), name=STDIN_NAME, format=stdin_format)
    return parse_file(name)


def read_text(name: str) -> str:
    """Return the text of a file.

    Raises:
        UsageError: it cannot be read, is too large or is not UTF-8.
    """
    path = Path(name)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror or error}", help="check the file's name") from None
    if len(data) > MAX_FILE_BYTES:
        raise UsageError(f"{name} is larger than {MAX_FILE_BYTES // 2**20} MiB")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not UTF-8 text (byte {error.start})", help="save the file as UTF-8") from None


def read_input(app: App, given: str) -> Json:
    """Return the input that ``--input`` names: a file, ``-`` for standard input, or the JSON itself.

    What begins an object, an array or a string is JSON; anything else is a file if there is one of that name.

    Raises:
        UsageError: there is no such file; :class:`UnusableInput` when the text is not JSON.
    """
    if given == STDIN:
        return _parse_input(app.read_stdin(), STDIN_NAME)
    if given.lstrip()[:1] in ("{", "[", '"') or (_is_json(given) and not Path(given).exists()):
        return _parse_input(given, "<input>")
    return _parse_input(read_text(given), given)


def _is_json(text: str) -> bool:
    try:
        parse_json(text)
    except ValueError:
        return False
    return True


def _parse_input(text: str, name: str) -> Json:
    try:
        return parse_json(text)
    except ValueError as error:
        source = Source(text, name, "json")
        tree, diagnostics = parse_source(source, expect_object=False)
        if diagnostics:
            raise UnusableInput(Document(source, tree, diagnostics)) from None
        raise UsageError(f"the input {name} is not JSON: {error}") from None


def replace_file(name: str, text: str) -> None:
    """Write a file whole or not at all: a temporary file beside it takes its place and its mode.

    Links stay links: what they lead to is replaced. What is no regular file (a pipe, a device) is written to directly.
    """
    path = Path(os.path.realpath(name))
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        path.write_text(text, encoding="utf-8", newline="")
        return
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_new_file_mode() if mode is None else stat.S_IMODE(mode))
        Path(temporary).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise


def _new_file_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
