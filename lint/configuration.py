"""What users may change about the linter; plain data, wherever it comes from.

:mod:`lint.configuration_file` reads it from ``asl.toml`` or ``pyproject.toml``; the command's options go over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from asl.diagnostics import Severity

if TYPE_CHECKING:
    from .rule import OptionValue

__all__ = ["DEFAULT", "Configuration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """How to judge.

    Attributes:
        select: the only codes that count; ``None`` for the validator's and the rules that are on by default.
        extend_select: codes that count besides.
        ignore: codes that do not.
        severity: selector and the severity of its codes; errors of the validator keep theirs.
        per_path_ignores: glob of a path and the selectors that are ignored there.
        options: by name of a rule, what is set of its options.
        fail_on: least severity that makes the exit status 1.
        type: workflow type of definitions that do not say; empty for Standard.
        folder: absolute folder of the configuration file, which the globs count from; empty without one.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    per_path_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    options: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=lambda: MappingProxyType({}))
    fail_on: Severity = Severity.ERROR
    type: str = ""
    folder: str = ""

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """Return the selectors that are ignored in a file, given by its absolute path.

        >>> c = Configuration(per_path_ignores=(("legacy/**", ("ASL5",)), ("*.yaml", ("style",))), folder="/work")
        >>> c.ignored_in("/work/legacy/a/b.json"), c.ignored_in("/work/x/b.yaml"), c.ignored_in("/work/b.json")
        (('ASL5',), ('style',), ())
        """
        here = PurePath(path)
        if self.folder and here.is_relative_to(self.folder):
            here = here.relative_to(self.folder)
        found: tuple[str, ...] = ()
        for glob, selectors in self.per_path_ignores:
            if _matches(here.as_posix(), glob):
                found += selectors
        return found


def _matches(path: str, glob: str) -> bool:
    """Tell whether a glob covers a path: ``**`` crosses folders, ``*`` does not, a glob without ``/`` is a file name.

    >>> [_matches("a/b/c.json", glob) for glob in ("a/**", "a/*", "*.json", "a/*/c.json", "**/c.json", "a/")]
    [True, False, True, True, True, True]
    """
    import re

    if glob.endswith("/"):
        glob += "**"
    if "/" not in glob:
        glob = f"**/{glob}"
    pattern = ""
    at = 0
    while at < len(glob):
        if glob.startswith("**/", at):
            pattern += "(?:.*/)?"
            at += 3
        elif glob.startswith("**", at):
            pattern += ".*"
            at += 2
        else:
            pattern += {"*": "[^/]*", "?": "[^/]"}.get(glob[at], re.escape(glob[at]))
            at += 1
    return re.fullmatch(pattern, path) is not None


DEFAULT = Configuration()
