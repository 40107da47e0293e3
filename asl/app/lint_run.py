"""Lints what the arguments lead to, mends it where that is asked for, and leaves known findings out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asl.diagnostics import Diagnostic, Severity
from asl.document import Document
from asl.errors import UsageError
from asl.source import Format
from asl.syntax import unified_diff
from lint.baseline import apply_baseline, baseline_text, key_of, read_baseline
from lint.engine import lint
from lint.fix_loop import fix_document

from .application import App
from .files import Loaded, load_definitions, read_text, replace_file
from .lint_options import Settings

__all__ = ["Linted", "Mending", "leave_known", "lint_all", "update_baseline"]

_ORDER = (Severity.INFO, Severity.WARNING, Severity.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """What to do about fixes: nothing, write them, or show them."""

    is_on: bool = False
    is_unsafe: bool = False
    is_diff: bool = False


@dataclass(frozen=True, slots=True)
class Linted:
    """One definition with what was found in it.

    Attributes:
        fail_on: least severity that counts for the exit status.
        fixed: how many findings were mended.
    """

    loaded: Loaded
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    fail_on: Severity
    fixed: int = 0

    @property
    def is_failing(self) -> bool:
        """Whether something found is at least as bad as ``fail_on``."""
        least = _ORDER.index(self.fail_on)
        return any(_ORDER.index(found.severity) >= least for found in self.diagnostics)


def lint_all(
    app: App, files: Sequence[str], settings: Settings, stdin_format: Format | None, mending: Mending
) -> tuple[list[Linted], bool]:
    """Return every definition with its findings, and whether all arguments could be read.

    Raises:
        ConfigurationError: the configuration of a file is wrong.
    """
    refused: list[UsageError] = []

    def refuse(error: UsageError) -> None:
        refused.append(error)
        app.say_error(error.message, error.help)

    newest: dict[Path, str] = {}
    linted = [
        _lint_one(app, loaded, settings, mending, newest)
        for loaded in load_definitions(app, files, stdin_format=stdin_format, refuse=refuse)
    ]
    return linted, not refused


def _lint_one(app: App, loaded: Loaded, settings: Settings, mending: Mending, newest: dict[Path, str]) -> Linted:
    """Lint a definition; ``newest`` has the texts of files in which a definition was mended before."""
    configuration = settings.of(loaded)
    type_ = settings.type_of(loaded, configuration)
    path = "" if loaded.path is None else str(loaded.path.absolute())

    def judge(document: Document) -> tuple[Diagnostic, ...]:
        return lint(document, type=type_, configuration=configuration, path=path, substitutions=loaded.substitutions)

    document = loaded.document
    if loaded.path in newest:
        document = loaded.reread(newest[loaded.path]) or document
    found, fixed = judge(document), 0
    if mending.is_on:
        result = fix_document(document, judge, unsafe=mending.is_unsafe, reread=loaded.reread)
        fixed = len(result.applied)
        before, document, found = document, result.document, result.diagnostics
        _hand_over(app, loaded, before, document, mending)
        if loaded.path is not None:
            newest[loaded.path] = document.source.text
    return Linted(loaded, document, found, configuration.fail_on, fixed)


def _hand_over(app: App, loaded: Loaded, before: Document, fixed: Document, mending: Mending) -> None:
    """Show or write what became of a definition; standard input is always answered, as a filter does."""
    source, text = before.source, fixed.source.text
    if mending.is_diff:
        app.answer(unified_diff(source, text))
    elif loaded.path is None:
        app.answer(text)
    elif text != source.text:
        replace_file(str(loaded.path), text)


def leave_known(linted: Sequence[Linted], baseline: Path) -> tuple[list[Linted], int]:
    """Return the definitions with their new findings only, and how many known ones are gone.

    Raises:
        UsageError: the baseline cannot be read, or is none.
    """
    known = read_baseline(read_text(str(baseline)), str(baseline))
    keyed = [(key_of(_name(one, baseline), found), found) for one in linted for found in one.diagnostics]
    new, gone = apply_baseline(known, keyed)
    kept = {id(found) for found in new}
    return [
        Linted(
            one.loaded,
            one.document,
            tuple(found for found in one.diagnostics if id(found) in kept),
            one.fail_on,
            one.fixed,
        )
        for one in linted
    ], gone


def update_baseline(linted: Sequence[Linted], baseline: Path) -> int:
    """Write all findings into the baseline; return how many there are."""
    keys = [key_of(_name(one, baseline), found) for one in linted for found in one.diagnostics]
    replace_file(str(baseline), baseline_text(keys))
    return len(keys)


def _name(one: Linted, baseline: Path) -> str:
    """Return what a baseline calls a file: relative to its own folder, so that it can be moved with the project."""
    if one.loaded.path is None:
        return one.document.source.name
    return Path(os.path.relpath(one.loaded.path.absolute(), baseline.absolute().parent)).as_posix()
