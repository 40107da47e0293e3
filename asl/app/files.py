"""Files that commands read and write: definitions, inputs, and results that replace a file whole."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

from asl.document import MAX_FILE_BYTES, Document, parse, parse_file
from asl.errors import UsageError
from asl.json_values import Json, parse_json
from asl.source import Format, Source
from asl.syntax import detect_format, parse_source

from .application import App

__all__ = [
    "STDIN",
    "STDIN_NAME",
    "Loaded",
    "UnusableInput",
    "load_definitions",
    "read_definition",
    "read_input",
    "read_text",
    "replace_file",
]

STDIN = "-"
STDIN_NAME = "<stdin>"


class UnusableInput(UsageError):
    """The execution input is not JSON; ``document`` and its diagnostics say where."""

    def __init__(self, document: Document) -> None:
        super().__init__(f"the input {document.source.name} is not JSON", help="mend it, or leave --input out for {}")
        self.document = document


@dataclass(frozen=True, slots=True)
class Loaded:
    """A definition that an argument of the command led to.

    Attributes:
        document: the definition; its spans point into ``document.source``, the file that it is written in.
        label: what to call it, ``machine.asl.json`` or ``template.yaml:MyMachine``.
        workflow_type: what the template says; nothing when there is no template, or it does not say.
        substitutions: names that the template fills in; nothing when there is no template.
        path: the file that ``document.source`` is the text of; nothing for standard input.
        reread: the same definition when that file holds another text; nothing when it is not there any more.
    """

    document: Document
    label: str
    workflow_type: Literal["STANDARD", "EXPRESS"] | None = None
    substitutions: frozenset[str] | None = None
    path: Path | None = None
    reread: Callable[[str], Document | None] = field(default=parse, repr=False, compare=False)


def load_definitions(
    app: App,
    arguments: Iterable[str],
    *,
    stdin_format: Format | None = None,
    refuse: Callable[[UsageError], None] | None = None,
) -> Iterator[Loaded]:
    """Yield every definition that the arguments lead to: files, folders, patterns, and ``-`` for standard input.

    Templates (SAM, CloudFormation, CDK, Terraform, Serverless) yield the definitions in them and those they name.
    What a template does not let us follow is yielded too, as a document without a value whose diagnostics say why.

    Args:
        refuse: told of each argument that cannot be read, after which the next one is taken; raised when not given.

    Raises:
        UsageError: an argument cannot be read, and there is no ``refuse``.
    """
    loaded: list[Loaded] = []
    followed: set[str] = set()
    for argument in arguments:
        try:
            loaded += _load_argument(app, argument, stdin_format, followed, refuse)
        except UsageError as error:
            if refuse is None:
                raise
            refuse(error)
    seen: set[tuple[str, str, str | None]] = set()
    for found in loaded:
        # A definition that a template names is shown once, with what the template says about it.
        real = "" if found.path is None else os.path.realpath(found.path)
        is_whole_file = found.label == found.document.source.name
        key = (real, "" if real in followed else found.label, found.workflow_type)
        if (is_whole_file and real in followed) or (real and key in seen):
            continue
        seen.add(key)
        yield found


def _load_argument(
    app: App,
    argument: str,
    stdin_format: Format | None,
    followed: set[str],
    refuse: Callable[[UsageError], None] | None,
) -> Iterator[Loaded]:
    if argument == STDIN:
        text = app.read_stdin()
        yield from _load_source(
            Source(text, STDIN_NAME, stdin_format or detect_format(STDIN_NAME, text)), None, followed
        )
        return
    from .discovery import expand, read_candidate

    for candidate in expand(argument):
        try:
            source = read_candidate(candidate)
        except UsageError as error:
            if refuse is None or candidate.is_named:
                raise
            refuse(error)
            continue
        if source is not None:
            yield from _load_source(source, candidate.path, followed, is_named=candidate.is_named)


def _load_source(source: Source, path: Path | None, followed: set[str], *, is_named: bool = True) -> Iterator[Loaded]:
    from asl.embedded.sniff import may_hold_template

    def parse_text(text: str) -> Document:
        return parse(text, name=source.name, format=source.format)

    if is_named and not source.name.endswith(".tf") and not may_hold_template(source.text):
        # The common case, without the readers of templates; a template without state machines is none.
        document = parse_text(source.text)
        if not isinstance(document.value, dict) or not {"StartAt", "States"}.isdisjoint(document.value):
            yield Loaded(document, source.name, path=path, reread=parse_text)
            return
    from asl.embedded import find_definitions

    from .discovery import no_reader, project_reader

    reader = None if path is None else project_reader(path)
    definitions = find_definitions(source, read=reader or no_reader, is_definition=is_named)
    for index, found in enumerate(definitions):
        own = found.document.source
        in_file = path if own.name == source.name or reader is None else reader.followed.get(own.name)
        if in_file is not path and in_file is not None:
            followed.add(os.path.realpath(in_file))
        label = f"{source.name}:{found.name}" if found.name else source.name
        reread = partial(_reread, source, reader or no_reader, index, own.name, is_named)
        yield Loaded(found.document, label, found.workflow_type, found.substitutions, in_file, reread)


def _reread(
    source: Source, read: Callable[[str], Source], index: int, changed: str, is_named: bool, text: str
) -> Document | None:
    """Find a definition again when one of the files that lead to it has another text."""
    from asl.embedded import find_definitions

    def read_changed(path: str) -> Source:
        found = read(path)
        return replace(found, text=text) if found.name == changed else found

    given = replace(source, text=text) if source.name == changed else source
    definitions = find_definitions(given, read=read_changed, is_definition=is_named)
    return definitions[index].document if index < len(definitions) else None


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
