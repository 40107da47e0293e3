"""Paths that are nothing but field names, ``$states.input.order.id``: the most frequent expression, walked directly.

As long as each step meets an object there is nothing to collect and nothing to flatten. Where a step meets a list, the
path is walked anew by the general rule.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .closures import Code
from .frames import Frame
from .sequences import Constructed, field_of
from .syntax import Expression, Name, Path, Variable
from .values import UNDEFINED, Sequence

__all__ = ["compile_field_step", "compile_fields", "read_fields"]


def read_fields(path: Path) -> tuple[str | None, tuple[str, ...]] | None:
    """Return the variable that a path begins with, if any, and its fields; None when it is not so plain."""
    if path.keeps_singleton or path.group is not None or path.is_tuple or not all(map(_is_bare, path.steps)):
        return None
    first, *rest = path.steps
    names = tuple(step.name for step in rest if isinstance(step, Name))
    if len(names) < len(rest):
        return None
    if isinstance(first, Variable):
        return first.name, names
    return (None, (first.name, *names)) if isinstance(first, Name) else None


def _is_bare(step: Expression) -> bool:
    return not (
        step.stages
        or step.predicates
        or step.keeps_array
        or step.is_tuple
        or step.group is not None
        or step.focus is not None
        or step.index is not None
        or step.ancestor is not None
    )


def compile_fields(fields: tuple[str | None, tuple[str, ...]], whole: Code) -> Code:
    """Return the code that walks objects by field, and leaves all else to ``whole``."""
    variable, names = fields

    def walk(current: Any, value: Any, frame: Frame) -> Any:
        for name in names:
            if type(current) is not dict:
                return whole(value, frame) if isinstance(current, list) else UNDEFINED
            current = current.get(name, UNDEFINED)
        # A sequence inside an object is a list like any other, but a new sequence as the result of a path.
        return Sequence(current) if type(current) is Sequence else current

    if variable is None:
        return lambda value, frame: walk(value, value, frame)
    if not variable:
        return lambda value, frame: whole(value, frame) if isinstance(value, list) else walk(value, value, frame)
    name = variable
    return lambda value, frame: walk(frame.look_up(name), value, frame)


def compile_field_step(name: str, *, is_last: bool) -> Callable[[Any, Any, Frame], tuple[Any, Any]]:
    """Return the step that takes one field of each item, without predicates."""

    def run(items: Any, _tuples: Any, frame: Frame) -> tuple[Any, Any]:
        frame.limits.count(len(items) >> 3)
        flat = Sequence()
        count = 0
        value: Any = UNDEFINED
        for item in items:
            found = item.get(name, UNDEFINED) if type(item) is dict else field_of(item, name)
            if found is UNDEFINED or (type(found) is Sequence and not found):
                continue
            value = found
            count += 1
            if isinstance(found, list) and type(found) is not Constructed:
                frame.limits.build(len(found))
                flat.extend(found)
            else:
                flat.append(found)
        if is_last and count == 1 and isinstance(value, list) and type(value) is not Sequence:
            return value, None
        return flat, None

    return run
