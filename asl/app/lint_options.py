"""What a call of ``asl lint`` asks for, and how that goes together with the configuration of each file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from asl.diagnostics import Severity
from asl.errors import UsageError
from asl.validator import WorkflowType
from lint.configuration import DEFAULT, Configuration
from lint.configuration_file import find_configuration, read_configuration
from lint.selection import is_selector

from .files import Loaded

__all__ = ["LintOptions", "Settings", "split_selectors"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LintOptions:
    """The options of a call that judge; ``None`` and empty leave it to the configuration."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None
    type: WorkflowType | None = None
    config: Path | None = None
    is_isolated: bool = False


class Settings:
    """The configuration that holds for each definition; files are read once."""

    def __init__(self, options: LintOptions) -> None:
        self.options = options
        self._by_folder: dict[Path, Configuration] = {}
        self._by_file: dict[Path, Configuration] = {}

    def of(self, loaded: Loaded) -> Configuration:
        """Return what holds for a definition: its nearest configuration file, and the options over it.

        Raises:
            ConfigurationError: the file is wrong.
        """
        folder = Path.cwd() if loaded.path is None else loaded.path.absolute().parent
        return self.in_folder(folder)

    def in_folder(self, folder: Path) -> Configuration:
        """Return what holds for the definitions of a folder, given absolutely."""
        found = self._by_folder.get(folder)
        if found is None:
            found = self._by_folder[folder] = _over(self._read(self._file(folder)), self.options)
        return found

    def type_of(self, loaded: Loaded, configuration: Configuration) -> WorkflowType:
        """Return the workflow type: the option's, the template's, the configuration's, or Standard."""
        if self.options.type is not None:
            return self.options.type
        if loaded.workflow_type is not None:
            return loaded.workflow_type
        return "EXPRESS" if configuration.type == "EXPRESS" else "STANDARD"

    def _read(self, path: Path | None) -> Configuration:
        if path is None:
            return DEFAULT
        if path not in self._by_file:
            self._by_file[path] = read_configuration(path)
        return self._by_file[path]

    def _file(self, folder: Path) -> Path | None:
        if self.options.is_isolated:
            return None
        return self.options.config or find_configuration(folder)


def _over(configuration: Configuration, options: LintOptions) -> Configuration:
    select = configuration.select if options.select is None else options.select
    # What a call selects is not to be hidden by what the project ignores, so an equal selector there gives way.
    chosen = {one.lower() for one in (*(options.select or ()), *options.extend_select)}
    return replace(
        configuration,
        select=select,
        extend_select=(*(configuration.extend_select if options.select is None else ()), *options.extend_select),
        ignore=(*(one for one in configuration.ignore if one.lower() not in chosen), *options.ignore),
        fail_on=configuration.fail_on if options.fail_on is None else options.fail_on,
    )


def split_selectors(given: Sequence[str]) -> tuple[str, ...]:
    """Return the selectors of repeated options with commas.

    >>> split_selectors(["ASL5,style", "security"])
    ('ASL5', 'style', 'security')

    Raises:
        UsageError: one of them selects nothing.
    """
    found = tuple(one.strip() for text in given for one in text.split(",") if one.strip())
    for one in found:
        if not is_selector(one):
            raise UsageError(
                f'"{one}" is no code, name, family or beginning of a code', help="`asl rules` lists all of them"
            )
    return found
