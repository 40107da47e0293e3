"""How a path runs: step by step over sequences, or over tuples once a step binds names.

Source: JSONata documentation, "Processing model", "Path operators".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .closures import Code
from .fields import compile_field_step, compile_fields, read_fields
from .filters import compile_filter
from .frames import Frame
from .grouping import compile_group
from .ordering import compile_order
from .sequences import Constructed, Tuples, is_sequence
from .syntax import Expression, Filter, Name, Path, Sort, Stage, Variable
from .values import UNDEFINED, Sequence

__all__ = ["compile_filter", "compile_group", "compile_path"]

Compile = Callable[[Expression], Code]
Step = Callable[[Any, Any, Frame], tuple[Any, Any]]
"""From the items and tuples before a step to those after it; tuples are None until a step makes some."""


def compile_path(path: Path, compile_: Compile) -> Code:
    """Return the code of a path."""
    whole = _compile_steps(path, compile_)
    fields = read_fields(path)
    return whole if fields is None else compile_fields(fields, whole)


def _compile_steps(path: Path, compile_: Compile) -> Code:
    steps = [_compile_step(step, number, path, compile_) for number, step in enumerate(path.steps)]
    focused = [step.focus is not None for step in path.steps]
    starts_with_variable = isinstance(path.steps[0], Variable)
    group = None if path.group is None else compile_group(path.group, compile_)

    def run(value: Any, frame: Frame) -> Any:
        items = value if isinstance(value, list) and not starts_with_variable else Sequence([value])
        tuples: Any = None
        result: Any = UNDEFINED
        for step, is_focused in zip(steps, focused, strict=True):
            result, tuples = step(items, tuples, frame)
            if tuples is None and (result is UNDEFINED or (isinstance(result, list) and not result)):
                break
            if tuples is None and not is_focused:
                items = result if isinstance(result, list) else [result]
        if tuples is not None:
            result = tuples if path.is_tuple else Sequence([one["@"] for one in tuples])
        if path.keeps_singleton:
            if isinstance(result, Constructed):
                result = Sequence([result])
            if isinstance(result, Sequence):
                result.keeps_singleton = True
        if group is not None:
            result = group(result if tuples is None else tuples, frame)
        return result

    return run


def _compile_step(step: Expression, number: int, path: Path, compile_: Compile) -> Step:
    is_stream = any(one.is_tuple for one in path.steps[: number + 1])
    stages = [_compile_stage(stage, compile_) for stage in step.stages]
    if number == 0 and step.is_constructor:
        first = compile_(step)

        def construct(items: Any, _tuples: Any, frame: Frame) -> tuple[Any, Any]:
            return first(items, frame), None

        return construct
    if isinstance(step, Sort):
        return _compile_sort(step, is_stream, stages, compile_)
    if is_stream:
        return _compile_tuple_step(step, stages, compile_)
    is_last = number == len(path.steps) - 1
    if isinstance(step, Name) and not stages and not step.predicates and step.group is None and not step.keeps_array:
        return compile_field_step(step.name, is_last=is_last)
    return _compile_plain_step(step, stages, is_last, compile_)


def _compile_stage(stage: Stage, compile_: Compile) -> Code:
    if isinstance(stage, Filter):
        return compile_filter(stage.condition, compile_)
    name = stage.name

    def number(value: Any, _frame: Frame) -> Any:
        return Tuples([{**one, name: index} for index, one in enumerate(value)])

    return number


def _compile_plain_step(step: Expression, stages: list[Code], is_last: bool, compile_: Compile) -> Step:
    code = compile_(step)

    def run(items: Any, _tuples: Any, frame: Frame) -> tuple[Any, Any]:
        frame.limits.count(len(items) >> 3)
        found = []
        for item in items:
            value = code(item, frame)
            for stage in stages:
                value = stage(value, frame)
            if value is not UNDEFINED:
                found.append(value)
        if is_last and len(found) == 1 and isinstance(found[0], list) and not is_sequence(found[0]):
            return found[0], None
        flat = Sequence()
        for value in found:
            if isinstance(value, list) and not isinstance(value, Constructed):
                frame.limits.build(len(value))
                flat.extend(value)
            else:
                flat.append(value)
        return flat, None

    return run


def _compile_tuple_step(step: Expression, stages: list[Code], compile_: Compile) -> Step:
    code = compile_(step)
    focus, index, ancestor = step.focus, step.index, step.ancestor

    def run(items: Any, tuples: Any, frame: Frame) -> tuple[Any, Any]:
        made: Any = Tuples()
        for one in tuples if tuples is not None else [{"@": item} for item in items]:
            context = one["@"]
            found = code(context, frame.inner(one))
            if found is UNDEFINED:
                continue
            values = found if isinstance(found, list) else [found]
            frame.limits.count(1 + (len(values) >> 3))
            frame.limits.build(len(values))
            for number, value in enumerate(values):
                new = dict(one)
                if isinstance(found, Tuples):
                    new.update(value)
                else:
                    new["@" if focus is None else focus] = value
                    if index is not None:
                        new[index] = number
                    if ancestor is not None:
                        new[ancestor] = context
                made.append(new)
        for stage in stages:
            made = stage(made, frame)
        return UNDEFINED, made

    return run


def _compile_sort(step: Sort, is_stream: bool, stages: list[Code], compile_: Compile) -> Step:
    order = compile_order(step, compile_)

    def run(items: Any, tuples: Any, frame: Frame) -> tuple[Any, Any]:
        made: Any
        if not is_stream:
            made = order(items, frame) if len(items) > 1 else items
            for stage in stages:
                made = stage(made, frame)
            return made, None
        if tuples is not None:
            made = Tuples(order(tuples, frame))
        else:
            made = Tuples({"@": item} for item in order(items, frame))
            if step.index is not None:
                made = Tuples({**one, step.index: number} for number, one in enumerate(made))
        for stage in stages:
            made = stage(made, frame)
        return UNDEFINED, made

    return run
