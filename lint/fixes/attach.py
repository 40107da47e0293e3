"""Finds the fix of each diagnostic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeAlias

from asl.diagnostics import Diagnostic, Fix

from ..context import Context
from . import kinds
from .editor import Editor

__all__ = ["attach_fixes", "fixers"]

Fixer: TypeAlias = Callable[[Context, Diagnostic, Editor], "Fix | None"]


@cache
def fixers() -> Mapping[str, tuple[Fixer, ...]]:
    """Return, by code, the functions that may mend it, in alphabetical order of their modules."""
    found: dict[str, tuple[Fixer, ...]] = {}
    for module in iter_modules(kinds.__path__):
        loaded = import_module(f"{kinds.__name__}.{module.name}")
        for code in loaded.CODES:
            found[code] = (*found.get(code, ()), loaded.fix)
    return found


def attach_fixes(context: Context, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics, those that can be mended with their fix."""
    found = list(diagnostics)
    if not found:
        return found
    known = fixers()
    # Edits are made where the definition is written; in a template that is text inside a string, or a block.
    editor = Editor(context.document.written)
    return [
        _mended(context, one, editor, known[one.code]) if one.code in known and one.fix is None else one
        for one in found
    ]


def _mended(context: Context, diagnostic: Diagnostic, editor: Editor, candidates: tuple[Fixer, ...]) -> Diagnostic:
    for candidate in candidates:
        fix = candidate(context, diagnostic, editor)
        if fix is not None and fix.edits:
            fix = context.document.outward(fix)
        if fix is not None and fix.edits:
            return replace(diagnostic, fix=fix)
    return diagnostic
