"""Reads the configuration: ``asl.toml``, or ``[tool.asl]`` in ``pyproject.toml``, found upwards from a file.

Everything that is wrong in it is reported with its place, all at once, as :class:`ConfigurationError`. TOML's reader
gives no places, so :class:`_Places` looks keys up in the text; a key that it cannot find is reported at its table.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from asl.diagnostics import Diagnostic, Severity
from asl.errors import UsageError
from asl.source import Source, Span
from asl.validator.report import closest

from .configuration import DEFAULT, Configuration
from .registry import rule_modules
from .rule import OptionValue, Rule
from .selection import is_selector

__all__ = ["CODE", "FILE_NAME", "ConfigurationError", "find_configuration", "parse_configuration", "read_configuration"]

FILE_NAME = "asl.toml"
_PYPROJECT = "pyproject.toml"
CODE, _NAME = "ASL990", "configuration"
"""Code and name of what is wrong with a configuration; it is about no definition, so it has no row."""

_SEVERITIES = {severity.value: severity for severity in Severity}
_TYPES = ("standard", "express")
_KEYS = (
    "select", "extend-select", "ignore", "fail-on", "type", "severity", "per-path-ignores", "rules",
)  # fmt: skip


class ConfigurationError(UsageError):
    """The configuration cannot be used; ``source`` and ``diagnostics`` say where and why."""

    def __init__(self, source: Source, diagnostics: Sequence[Diagnostic]) -> None:
        first = diagnostics[0]
        line, column = source.position(first.span.start if first.span is not None else 0)
        super().__init__(f"{source.name}:{line}:{column}: {first.message}", help=first.help)
        self.source = source
        self.diagnostics = tuple(diagnostics)


def find_configuration(folder: Path) -> Path | None:
    """Return the configuration file that holds for a folder, given absolutely; nothing when there is none.

    The nearest folder upwards that has ``asl.toml``, or a ``pyproject.toml`` with ``[tool.asl]``, decides.
    """
    for here in (folder, *folder.parents):
        candidate = here / FILE_NAME
        if candidate.is_file():
            return candidate
        project = here / _PYPROJECT
        if project.is_file() and _has_table(project):
            return project
    return None


def _has_table(project: Path) -> bool:
    try:
        text = project.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return re.search(r"(?m)^\s*\[+\s*tool\s*\.\s*\"?asl\"?\s*[.\]]", text) is not None


def read_configuration(path: Path | None) -> Configuration:
    """Return the configuration of a file; the default one for nothing.

    Raises:
        ConfigurationError: something in it is wrong.
        UsageError: it cannot be read.
    """
    if path is None:
        return DEFAULT
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}", help="check the file's name") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text (byte {error.start})", help="save the file as UTF-8") from None
    return parse_configuration(text, name=str(path), folder=str(path.absolute().parent))


def parse_configuration(text: str, *, name: str = FILE_NAME, folder: str = "") -> Configuration:
    """Return the configuration that a text gives; the name says whether it is a pyproject.

    >>> parse_configuration('ignore = ["style"]\\nfail-on = "warning"').fail_on
    <Severity.WARNING: 'warning'>

    Raises:
        ConfigurationError: something in it is wrong.
    """
    source = Source(text, name)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(source, [_syntax(source, str(error))]) from None
    prefix: tuple[str, ...] = ()
    if name.endswith(_PYPROJECT):
        prefix = ("tool", "asl")
        data = data.get("tool", {}).get("asl", {})
    reader = _Reader(source, prefix)
    found = reader.read(data, folder)
    if reader.problems:
        raise ConfigurationError(source, reader.problems)
    return found


def _syntax(source: Source, message: str) -> Diagnostic:
    match = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    offset = len(source.text)
    if match is not None:
        lines = source.text.split("\n")
        offset = sum(len(line) + 1 for line in lines[: int(match[1]) - 1]) + int(match[2]) - 1
        message = message[: match.start()]
    told = f"this is not TOML: {message[:1].lower()}{message[1:]}"
    return Diagnostic(CODE, _NAME, Severity.ERROR, told, span=Span(offset, offset + 1))


class _Reader:
    """Reads the table and collects what is wrong."""

    def __init__(self, source: Source, prefix: tuple[str, ...]) -> None:
        self.problems: list[Diagnostic] = []
        self._source = source
        self._prefix = prefix

    def read(self, data: Mapping[str, Any], folder: str) -> Configuration:
        for key in data:
            if key not in _KEYS:
                near = closest(key, _KEYS)
                self._wrong((key,), f'there is no setting "{key}"', f'did you mean "{near}"?' if near else "remove it")
        select = self._selectors(data, "select") if "select" in data else None
        return Configuration(
            select=select,
            extend_select=self._selectors(data, "extend-select"),
            ignore=self._selectors(data, "ignore"),
            severity=self._severities(data.get("severity", {})),
            per_path_ignores=self._ignores(data.get("per-path-ignores", {})),
            options=self._options(data.get("rules", {})),
            fail_on=_SEVERITIES[self._word(data, "fail-on", tuple(_SEVERITIES), "error")],
            type=self._word(data, "type", _TYPES, "").upper(),
            folder=folder,
        )

    def _wrong(self, path: tuple[str, ...], message: str, help_: str = "") -> None:
        span = key_span(self._source.text, (*self._prefix, *path))
        self.problems.append(Diagnostic(CODE, _NAME, Severity.ERROR, message, help=help_, span=span))

    def _selectors(self, data: Mapping[str, Any], key: str, path: tuple[str, ...] = ()) -> tuple[str, ...]:
        given = data.get(key, [])
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            self._wrong((*path, key), f'"{key}" must be a list of strings', 'write it as ["ASL5", "style"]')
            return ()
        for one in given:
            if not is_selector(one):
                self._wrong(
                    (*path, key),
                    f'"{one}" is no code, name, family or beginning of a code',
                    "`asl rules` lists all codes",
                )
        return tuple(given)

    def _word(self, data: Mapping[str, Any], key: str, allowed: tuple[str, ...], default: str) -> str:
        given = data.get(key, default)
        if given != default and given not in allowed:
            self._wrong((key,), f'"{key}" must be one of {", ".join(allowed)}')
            return default
        return str(given)

    def _severities(self, table: Any) -> dict[str, Severity]:
        if not isinstance(table, dict):
            self._wrong(("severity",), '"severity" must be a table', 'write it as [severity] and ASL517 = "error"')
            return {}
        found = {}
        for selector, word in table.items():
            if not is_selector(selector):
                self._wrong(("severity", selector), f'"{selector}" is no code, name, family or beginning of a code')
            elif word not in _SEVERITIES:
                self._wrong(("severity", selector), f"the severity must be one of {', '.join(_SEVERITIES)}")
            else:
                found[selector] = _SEVERITIES[word]
        return found

    def _ignores(self, table: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
        if not isinstance(table, dict):
            self._wrong(("per-path-ignores",), '"per-path-ignores" must be a table of globs and lists')
            return ()
        return tuple((glob, self._selectors(table, glob, ("per-path-ignores",))) for glob in table)

    def _options(self, table: Any) -> dict[str, dict[str, OptionValue]]:
        if not isinstance(table, dict):
            self._wrong(("rules",), '"rules" must be a table of rules', "write it as [rules.retry-storm]")
            return {}
        known = {module.rule.name: module.rule for module in rule_modules()}
        known |= {module.rule.code: module.rule for module in rule_modules()}
        found: dict[str, dict[str, OptionValue]] = {}
        for name, options in table.items():
            rule = known.get(name)
            if rule is None:
                near = closest(name, known)
                self._wrong(("rules", name), f'there is no rule "{name}"', f'did you mean "{near}"?' if near else "")
            elif not isinstance(options, dict):
                self._wrong(("rules", name), f'"rules.{name}" must be a table of options')
            else:
                found[rule.name] = self._rule_options(rule, name, options)
        return found

    def _rule_options(self, rule: Rule, name: str, options: Mapping[str, Any]) -> dict[str, OptionValue]:
        found: dict[str, OptionValue] = {}
        for key, value in options.items():
            if key not in rule.options:
                near = closest(key, rule.options)
                names = ", ".join(rule.options) or "none"
                help_ = f'did you mean "{near}"?' if near else f"its options: {names}"
                self._wrong(("rules", name, key), f'the rule {rule.name} has no option "{key}"', help_)
                continue
            fits, wanted = _kind(rule.options[key])
            if fits(value):
                found[key] = value
            else:
                self._wrong(("rules", name, key), f'the option "{key}" must be {wanted}')
        return found


def _kind(default: OptionValue) -> tuple[Callable[[object], bool], str]:
    """Return what tells whether a value fits an option, and what to call such values."""
    if isinstance(default, bool):
        return lambda value: isinstance(value, bool), "true or false"
    if isinstance(default, (int, float)):
        return lambda value: isinstance(value, (int, float)) and not isinstance(value, bool), "a number"
    if isinstance(default, str):
        return lambda value: isinstance(value, str), "a string"
    if isinstance(default, Mapping):
        return _is_numbers, "a table of names and whole numbers"
    return lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value), "a list of strings"


def _is_numbers(value: object) -> bool:
    return isinstance(value, dict) and all(type(number) is int for number in value.values())


_HEADER = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*((?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)")


def key_span(text: str, path: tuple[str, ...]) -> Span:
    """Return where a key stands in a TOML text, or the deepest table of its path that is found.

    >>> text = '[severity]\\nASL5 = "bad"\\n'
    >>> span = key_span(text, ("severity", "ASL5"))
    >>> text[span.start : span.end]
    'ASL5'
    """
    best, depth = Span(0, 0), 0
    table: tuple[str, ...] = ()
    offset = 0
    for line in text.split("\n"):
        header, key = _HEADER.match(line), _KEY.match(line)
        here: tuple[str, ...] = ()
        match = header or key
        if header is not None:
            table = here = _parts(header[1])
        elif key is not None:
            here = (*table, *_parts(key[1]))
        if match is not None and here == path[: len(here)] and len(here) > depth:
            best, depth = Span(offset + match.start(1), offset + match.end(1)), len(here)
        offset += len(line) + 1
    return best


def _parts(text: str) -> tuple[str, ...]:
    return tuple(next(part for part in match if part) for match in _PART.findall(text) if any(match))
