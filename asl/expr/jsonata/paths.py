"""How a path runs: step by step over sequences, or over tuples once a step binds names.

Source: JSONata documentation, "Processing model", "Path operators".
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from .closures import Code
from .frames import Frame
from .messages import build_error
from .operators import is_number
from .sequences import Constructed, Tuples, append, is_sequence
from .syntax import Expression, Filter, Group, Literal, Path, Sort, Stage, Variable
from .truth import is_true
from .values import UNDEFINED, Sequence

__all__ = ["compile_filter", "compile_group", "compile_path"]

Compile = Callable[[Expression], Code]
Step = Callable[[Any, Any, Frame], tuple[Any, Any]]


def compile_filter(condition: Expression, compile_: Compile) -> Code:
    """Return the code of ``[condition]`` on the value it gets as context."""
    if isinstance(condition, Literal) and type(condition.value) in {int, float}:
        position = math.floor(condition.value)

        def pick(value: Any, _frame: Frame) -> Any:
            items = value if isinstance(value, list) else [value]
            at = position + len(items) if position < 0 else position
            if not 0 <= at < len(items) or items[at] is UNDEFINED:
                return Tuples() if isinstance(value, Tuples) else Sequence()
            item = items[at]
            if isinstance(value, Tuples):
                return Tuples([item])
            return item if isinstance(item, list) else Sequence([item])

        return pick
    test = compile_(condition)

    def select(value: Any, frame: Frame) -> Any:
        is_stream = isinstance(value, Tuples)
        kept: list[Any] = Tuples() if is_stream else Sequence()
        items = value if isinstance(value, list) else [value]
        for index, item in enumerate(items):
            found = test(item["@"], frame.inner(item)) if is_stream else test(item, frame)
            if type(found) in {int, float}:
                found = [found]
            if isinstance(found, list) and all(type(one) in {int, float} for one in found):
                for one in found:
                    at = math.floor(one) if is_number(one) else 0
                    if (at + len(items) if at < 0 else at) == index:
                        kept.append(item)
            elif is_true(found):
                kept.append(item)
        return kept

    return select


def compile_group(group: Group | tuple[tuple[Expression, Expression], ...], compile_: Compile) -> Code:
    """Return the code of ``{key: value, …}`` over the value it gets as context."""
    pairs = group.pairs if isinstance(group, Group) else group
    codes = [(compile_(key), compile_(value)) for key, value in pairs]

    def build(value: Any, frame: Frame) -> Any:
        is_stream = isinstance(value, Tuples)
        items = value if isinstance(value, list) else [value]
        groups: dict[str, tuple[Any, int]] = {}
        for item in items or [UNDEFINED]:
            if is_stream and item is UNDEFINED:
                continue
            context, inner = (item["@"], frame.inner(item)) if is_stream else (item, frame)
            for number, (key_code, _) in enumerate(codes):
                key = key_code(context, inner)
                if key is UNDEFINED:
                    continue
                if not isinstance(key, str):
                    raise build_error("T1003", value=key)
                if key not in groups:
                    groups[key] = ([item] if is_stream else item, number)
                elif groups[key][1] != number:
                    raise build_error("D1009", value=key)
                elif is_stream:
                    groups[key][0].append(item)
                else:
                    groups[key] = (append(groups[key][0], item), number)
        result = {}
        for key, (data, number) in groups.items():
            context, inner = data, frame
            if is_stream:
                merged = dict(data[0])
                for one in data[1:]:
                    for name, bound in one.items():
                        merged[name] = append(merged.get(name, UNDEFINED), bound)
                context = merged.pop("@", UNDEFINED)
                inner = frame.inner(merged)
            member = codes[number][1](context, inner)
            if member is not UNDEFINED:
                result[key] = member
        return result

    return build


def compile_path(path: Path, compile_: Compile) -> Code:
    """Return the code of a path."""
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
    return _compile_plain_step(step, stages, number == len(path.steps) - 1, compile_)


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
        found = []
        for item in items:
            value = code(item, frame)
            for stage in stages:
                value = stage(value, frame) if value is not UNDEFINED else Sequence()
            if value is not UNDEFINED:
                found.append(value)
        if is_last and len(found) == 1 and isinstance(found[0], list) and not is_sequence(found[0]):
            return found[0], None
        flat = Sequence()
        for value in found:
            if isinstance(value, list) and not isinstance(value, Constructed):
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
        for one in tuples if tuples is not None else [{"@": item} for item in items if item is not UNDEFINED]:
            context = one["@"]
            found = code(context, frame.inner(one))
            if found is UNDEFINED:
                continue
            for number, value in enumerate(found if isinstance(found, list) else [found]):
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
    keys = [(compile_(term.key), term.is_descending) for term in step.terms]

    def sort(items: Any, frame: Frame) -> list[Any]:
        def compare(left: Any, right: Any) -> int:
            for key, is_descending in keys:
                if isinstance(items, Tuples):
                    one, other = (key(item["@"], frame.inner(item)) for item in (left, right))
                else:
                    one, other = key(left, frame), key(right, frame)
                order = _order(one, other)
                if order:
                    return -order if is_descending and UNDEFINED not in (one, other) else order
            return 0

        return sorted(items, key=cmp_to_key(compare))

    def run(items: Any, tuples: Any, frame: Frame) -> tuple[Any, Any]:
        made: Any
        if not is_stream:
            made = sort(items, frame) if len(items) > 1 else items
            for stage in stages:
                made = stage(made, frame)
            return made, None
        if tuples is not None:
            made = Tuples(sort(tuples, frame))
        else:
            made = Tuples({"@": item} for item in sort(items, frame))
            if step.index is not None:
                made = Tuples({**one, step.index: number} for number, one in enumerate(made))
        for stage in stages:
            made = stage(made, frame)
        return UNDEFINED, made

    return run


def _order(left: Any, right: Any) -> int:
    """Return whether ``left`` comes after (1), before (-1) or beside (0) ``right``; undefined comes last."""
    if left is UNDEFINED or right is UNDEFINED:
        return (left is UNDEFINED) - (right is UNDEFINED)
    for value in (left, right):
        if not isinstance(value, str) and type(value) not in {int, float}:
            raise build_error("T2008", value=value)
    if isinstance(left, str) != isinstance(right, str):
        # The sort compares a later item with an earlier one; the message names the earlier one first.
        raise build_error("T2007", value=right, value2=left)
    return int(left > right) - int(left < right)
