"""The console script: makes sure that the right modules are found, then hands over to :mod:`.main`.

``lint`` and ``interpreter`` are our top-level packages, and other distributions own modules of the same names.
Whichever comes first on ``sys.path`` wins, and the loser fails much later with an error that nobody understands. So
the first thing the command does is to ask where Python would take them from.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from typing import Final, TextIO

from .exit_codes import CLOSED_PIPE, USAGE

__all__ = ["OUR_PACKAGES", "main", "shadowed_package"]

OUR_PACKAGES: Final = ("lint", "interpreter")

_HELP = "help: install it on its own: `uv tool install asl-toolkit` or `pipx install asl-toolkit`"


def shadowed_package(site_folder: str, find: Callable[[str], ModuleSpec | None] = find_spec) -> str:
    """Return a sentence about the first of our packages that Python would not take from ``site_folder``; empty if none.

    >>> shadowed_package("/nowhere", lambda name: None)
    'the package `lint` is missing from /nowhere, where `asl` is installed'
    """
    for name in OUR_PACKAGES:
        spec = find(name)
        if spec is None:
            return f"the package `{name}` is missing from {site_folder}, where `asl` is installed"
        found = _file_of(spec)
        if os.path.realpath(found) != os.path.realpath(os.path.join(site_folder, name, "__init__.py")):  # noqa: PTH118 - pathlib is not loaded for --help
            return f"another distribution's module `{name}` hides ours: Python finds {found}"
    return ""


def _file_of(spec: ModuleSpec) -> str:
    if spec.origin is not None:
        return spec.origin
    return next(iter(spec.submodule_search_locations or ()), spec.name)


def main() -> int:
    """Run the command on the process's own arguments and streams; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    site_folder = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120 - as above
    problem = shadowed_package(site_folder)
    if problem:
        sys.stderr.write(f"asl: {problem}\n{_HELP}\n")
        return USAGE
    return run_process(sys.argv[1:], sys.stdin, sys.stdout, sys.stderr)


def run_process(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run the command and flush what it wrote; a pipe that was closed early is no reason to say anything."""
    from .main import main as run

    status = run(argv, stdin, stdout, stderr, environ=os.environ)
    try:
        stdout.flush()
    except BrokenPipeError:
        status = CLOSED_PIPE
    if status == CLOSED_PIPE:
        # Python flushes once more while it shuts down, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
    return status


def _write_utf8(stream: TextIO) -> None:
    """Have files and pipes written as UTF-8; a terminal keeps its encoding. Nothing that it lacks is an error."""
    if isinstance(stream, io.TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
