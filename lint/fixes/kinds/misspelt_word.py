"""A misspelt function, or member of ``$states``, inside an expression gets the name that was meant."""

from __future__ import annotations

from collections.abc import Iterable

from asl.diagnostics import Diagnostic, Edit, Fix
from asl.validator.report import closest

from ...context import Context
from ...places import value_at
from ..editor import Editor
from ..slips import is_slip

__all__ = ["CODES", "fix"]

CODES = ("ASL809", "ASL906", "ASL908")

_MEMBERS = ("input", "context", "result", "errorOutput")


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Replace the word where it stands; the rest of the expression stays as it is."""
    place = diagnostic.place
    text = value_at(context.document.value, place.pointer)
    if not isinstance(text, str) or place.within is None:
        return None
    word = text[place.within.start : place.within.end]
    near = closest(word, _candidates(diagnostic.code))
    span = context.document.tree.span_within(place.pointer, place.within)
    # Where the word is written with escapes, its characters are not those of the text.
    if not near or span is None or editor.text[span.start : span.end] != word:
        return None
    return Fix(f'write "{near}" instead of "{word}"', (Edit(span, near),), is_safe=is_slip(word, near))


def _candidates(code: str) -> Iterable[str]:
    if code == "ASL908":
        return _MEMBERS
    if code == "ASL809":
        from asl.expr.intrinsics import intrinsic_functions

        return intrinsic_functions()
    from asl.expr.jsonata.registry import declared_functions

    return [f"${name}" for name in declared_functions()]
