"""Which files an argument of the command leads to, and which of them are worth parsing.

A folder is walked in the order of names. What tools write or download (``node_modules``, ``.git``, virtual
environments, hidden folders) is passed over unless it is named; ``cdk.out`` is looked into when it is a cloud
assembly, whose templates are the only place where a CDK project's definitions stand.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from asl.document import MAX_FILE_BYTES
from asl.embedded.definition import NotFollowedError, no_reader
from asl.embedded.sniff import is_definition_name, may_hold_definition
from asl.errors import UsageError
from asl.source import Source
from asl.syntax import detect_format

__all__ = ["Candidate", "expand", "no_reader", "project_reader", "read_candidate"]

_ENDINGS = (".json", ".yaml", ".yml", ".asl", ".tf")
_PASSED_OVER = frozenset({"node_modules", "venv", "__pycache__", "site-packages"})
_ASSEMBLY = "cdk.out"


class Candidate(NamedTuple):
    """A file that may hold definitions; one that was named counts as one whatever it holds."""

    path: Path
    is_named: bool


def expand(argument: str) -> Iterator[Candidate]:
    """Yield the files that an argument leads to: itself, those of a folder, or those that fit a pattern.

    Raises:
        UsageError: no file fits a pattern; a file that is missing is told by reading it.
    """
    path = Path(argument)
    if path.is_dir():
        yield from (Candidate(found, is_named=False) for found in _walk(path))
    elif glob.has_magic(argument) and not path.exists():
        matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 - a pattern may be absolute
        files = [Path(match) for match in matches if not os.path.isdir(match)]  # noqa: PTH112 - as above
        if not files:
            raise UsageError(f'no file fits "{argument}"', help="check the pattern, and quote it for ** to work")
        yield from (Candidate(found, is_named=False) for found in files)
    else:
        yield Candidate(path, is_named=True)


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        is_assembly = _ASSEMBLY in Path(root).parts
        folders[:] = sorted(name for name in folders if _is_walked(root, name, is_assembly=is_assembly))
        for name in sorted(files):
            if name.lower().endswith(".template.json" if is_assembly else _ENDINGS):
                yield Path(root, name)


def _is_walked(root: str, name: str, *, is_assembly: bool) -> bool:
    if is_assembly:
        # The assemblies of stages lie inside; assets are what the definitions use.
        return not name.startswith("asset.")
    if name == _ASSEMBLY:
        return os.path.isfile(os.path.join(root, name, "manifest.json"))  # noqa: PTH113, PTH118 - asked of every folder
    return not name.startswith(".") and name not in _PASSED_OVER


def read_candidate(candidate: Candidate) -> Source | None:
    """Return the text of a file, or nothing when nobody named it and it cannot hold a definition.

    Raises:
        UsageError: it cannot be read.
    """
    path = candidate.path
    if not candidate.is_named and not path.is_file():
        return None
    try:
        data = _read_bytes(path)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}", help="check the file's name") from None
    if data is None:
        if not candidate.is_named:
            return None
        raise UsageError(
            f"{path} is larger than {MAX_FILE_BYTES // 2**20} MiB", help="a definition holds at most 1 MiB"
        )
    is_worth_parsing = candidate.is_named or is_definition_name(path.name)
    if not is_worth_parsing and not may_hold_definition(data.decode("utf-8", "replace")):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text (byte {error.start})", help="save the file as UTF-8") from None
    return Source(text, str(path), detect_format(str(path), text))


def _read_bytes(path: Path) -> bytes | None:
    """Return what a file holds, or nothing when that is more than any definition."""
    with path.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    return data if len(data) <= MAX_FILE_BYTES else None


class project_reader:  # noqa: N801 - a function with a memory
    """Reads the files that a template names: regular files of the same project, and no others.

    The project is the nearest folder above the template that is a repository; without one, the working directory when
    the template lies in it; otherwise the template's own folder. Links are followed before that is asked.
    """

    def __init__(self, template: Path) -> None:
        self.folder = template.parent
        self.root = _project_of(template)
        self.followed: dict[str, Path] = {}
        """The files that were read: the name of the source and the file."""

    def __call__(self, path: str) -> Source:
        """Return the text of a file, named relative to the template's folder.

        Raises:
            NotFollowedError: there is no such file, or it may not be read.
        """
        try:
            found = Path(os.path.normpath(self.folder / path))
            real = found.resolve()
            if not real.is_relative_to(self.root):
                raise NotFollowedError(f"it lies outside of {self.root.name or self.root}")
            if not stat.S_ISREG(real.stat().st_mode):
                raise NotFollowedError("it is not a file")
            data = _read_bytes(real)
        except FileNotFoundError:
            raise NotFollowedError("there is no such file") from None
        except (OSError, ValueError) as error:
            raise NotFollowedError(str(getattr(error, "strerror", None) or error)) from None
        if data is None:
            raise NotFollowedError(f"it is larger than {MAX_FILE_BYTES // 2**20} MiB")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise NotFollowedError(f"it is not UTF-8 text (byte {error.start})") from None
        name = str(found)
        self.followed[name] = found
        return Source(text, name, detect_format(name, text))


def _project_of(template: Path) -> Path:
    folder = template.resolve().parent
    for above in (folder, *folder.parents):
        if (above / ".git").exists():
            return above
    working = Path.cwd()
    return working if folder.is_relative_to(working) else folder
